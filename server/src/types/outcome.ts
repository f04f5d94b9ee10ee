/** What became of one reference. */

import type { Definition, PathFailure } from '../resolve/definitions';
import type { Binding } from '../syntax/summary';
import type { Member } from './associated';

export type Outcome =
  /** A definition, through an associated member where there is one. */
  | {
      readonly k: 'resolved';
      readonly definition: Definition;
      readonly member?: Member;
      readonly byName?: true;
      readonly failures?: readonly PathFailure[];
    }
  | { readonly k: 'local'; readonly binding?: Binding }
  /** Not compiled in this view. */
  | { readonly k: 'inactive' }
  /** Something opaque stands in the way. */
  | { readonly k: 'unknown'; readonly reason: string }
  /** Behind a failed import: rustc says nothing either. */
  | { readonly k: 'silent' }
  | {
      readonly k: 'unresolved';
      readonly failures: readonly PathFailure[];
      /** Why more may be amiss than that. */
      readonly unknown?: string;
      /** A private member of a type, with which nothing else is wrong: rustc goes on with it. */
      readonly hidden?: Extract<Outcome, { readonly k: 'resolved' }>;
    };

/** An outcome that says nothing of the name, and why. */
export function unknown(reason: string): Extract<Outcome, { k: 'unknown' }> {
  return { k: 'unknown', reason };
}

/** An outcome of one or more failures, in rustc's order. */
export function failure(...failures: readonly PathFailure[]): Extract<Outcome, { k: 'unresolved' }> {
  return { k: 'unresolved', failures };
}

/** What a path says that goes on behind a variant that was imported; `segment` is the variant's. */
export function behindVariant(found: Definition, segment: number): Outcome {
  return failure({ segment, rustcCode: 'E0433', why: 'wrong-kind', found });
}
