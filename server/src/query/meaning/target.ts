/** What a name can stand for, and what stands in the way. */

import {
  type Definition,
  type Import,
  MACRO,
  type Namespace,
  type PathFailure,
  TYPE,
  VALUE,
} from '../../resolve/definitions';
import type { Unit } from '../../resolve/unit';
import type { Member } from '../../types/associated';

/** One thing that a name stands for. */
export interface Target {
  readonly definition: Definition;
  readonly namespace: Namespace;
  /** The first import on the way, if any; `chainOf` has all of them. */
  readonly via?: Import;
  /** The name that is looked up at the start of the way: what is written. */
  readonly name: string;
  /** For associated items. */
  readonly member?: Member;
  /** A method of the only type that has one of that name: the receiver's type is not known. */
  readonly byName?: true;
}

export interface Meaning {
  /** What the name stands for, one for each namespace in which it stands for something. */
  readonly targets: readonly Target[];
  /** A local, a parameter, a generic parameter. */
  readonly local?: { readonly unit: Unit; readonly scope: number; readonly name: string } | undefined;
  /** A primitive type. */
  readonly primitive?: string;
  /** Why rustc rejects this very segment. */
  readonly failures: readonly PathFailure[];
  /** Something opaque stands in the way. */
  readonly unknown?: string;
  /** Not compiled in this view. */
  readonly inactive?: true;
}

export const nothing: Meaning = { targets: [], failures: [] };

export function found(target: Target, failures: readonly PathFailure[] = []): Meaning {
  return { targets: [target], failures };
}

/** The namespace that a definition lives in, where it is not the one that the place asks for. */
export function namespaceOfDefinition(definition: Definition, asked: Namespace): Namespace {
  switch (definition.kind) {
    case 'macro':
      return MACRO;
    case 'function':
    case 'const':
    case 'static':
    case 'constructor':
    case 'constParameter':
      return VALUE;
    case 'variant':
    case 'associated':
      return asked;
    default:
      return TYPE;
  }
}
