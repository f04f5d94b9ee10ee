/** Which crates depend on others. */
import type { CrateNode } from './model';

/** Numbers of some crates and of all that depend on them, by others too. */
export function withDependents(crates: readonly CrateNode[], some: Iterable<number>): Set<number> {
  const all = new Set(some);
  for (let before = -1; before < all.size; ) {
    before = all.size;
    for (const { index, dependencies } of crates)
      if (dependencies.some(({ crate }) => crate !== undefined && all.has(crate))) all.add(index);
  }
  return all;
}
