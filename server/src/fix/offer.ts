/** What a fixer has to say of a finding: what it would have written, or why not. */

import type { Entry } from './adapter/entries';
import type { Adapter } from './adapter/find';
import type { FixContext, NamedCase } from './context';
import type { FixId, PlacedEdit } from './fix';
import type { Unimport } from './unimport';

/** A feature that a package's manifest has to ask a dependency for. */
export interface FeatureWish {
  /** Absolute path of the manifest. */
  readonly manifest: string;
  /** Name of the dependency in `extern` position. */
  readonly dependency: string;
  readonly feature: string;
}

/** Everything that has to be written for one finding; wishes of several findings are planned together. */
export interface Wishes {
  /** Edits where the name is used. */
  readonly edits?: readonly PlacedEdit[];
  /** What the adapter has to have. */
  readonly adapter?: { readonly adapter: Adapter; readonly entry: Entry };
  readonly features?: readonly FeatureWish[];
  /** Names that nothing needs any longer. */
  readonly unimports?: readonly Unimport[];
}

export interface Offer {
  readonly id: FixId;
  readonly title: string;
  readonly kind?: 'quickfix' | 'refactor.rewrite';
  /**
   * `plain`: right whatever else is offered; `meant`: what the name is most likely meant for, and said so in the title;
   * `guess`: one of several that it may be.
   */
  readonly sure: 'plain' | 'meant' | 'guess';
  /** What is written stands for something else, or for nothing, on other architectures. */
  readonly hereOnly?: true;
  /** Of a path that takes the place of the one that fails: its segments, up to what stands for the segment at fault. */
  readonly path?: readonly string[];
  readonly wishes: Wishes;
}

/** Why a fixer that could be asked for does not help here. */
export interface No {
  readonly id: FixId;
  readonly reason: string;
}

/** One fix a file. Answers nothing where the finding is none of its kind. */
export type Fixer = (given: NamedCase, context: FixContext) => Offer | No | undefined;
