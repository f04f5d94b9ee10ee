/** Failures of paths that many ways lead to. */
import type { Definition, PathFailure } from './definitions';

/** rustc does not choose between two things that a segment may be (E0659); `other` is the one that is not gone on with. */
export function twoThings(other?: Definition, segment = 0, more: Partial<PathFailure> = {}): PathFailure {
  return { segment, rustcCode: 'E0659', why: 'ambiguous', ...(other ? { found: other } : {}), ...more };
}

/** Whether that is among what is said of a path. */
export function saysTwoThings(failures: readonly PathFailure[]): boolean {
  return failures.some(isTwoThings);
}

export function isTwoThings({ rustcCode }: PathFailure): boolean {
  return rustcCode === 'E0659';
}
