/** What a fixer has to say of a finding: what it would have written, or why not. */
import type { FixContext, NamedCase } from './context';
import type { FixId, PlacedEdit } from './fix';

/** Everything that has to be written for one finding; wishes of several findings are planned together. */
export interface Wishes {
  /** Edits where the name is used. */
  readonly edits: readonly PlacedEdit[];
}

export interface Offer {
  readonly id: FixId;
  readonly title: string;
  readonly kind?: 'quickfix' | 'refactor.rewrite';
  /** Right whatever else is offered. */
  readonly plain?: boolean;
  readonly wishes: Wishes;
}

/** Why a fixer that could be asked for does not help here. */
export interface No {
  readonly id: FixId;
  readonly reason: string;
}

/** One fix a file. Answers nothing where the finding is none of its kind. */
export type Fixer = (given: NamedCase, context: FixContext) => Offer | No | undefined;
