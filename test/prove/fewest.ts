/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input"): as few elements of a list
 * as still fail, in their order. `fails` is not asked about the whole list: it is known to fail.
 */
export function fewest<T>(list: readonly T[], fails: (some: readonly T[]) => boolean): readonly T[] {
  if (list.length === 0) return list;
  if (fails([])) return [];
  let best = list;
  for (let parts = 2; best.length > 1; ) {
    const size = Math.ceil(best.length / parts);
    let smaller: readonly T[] | undefined;
    for (let from = 0; from < best.length && smaller === undefined; from += size) {
      const without = [...best.slice(0, from), ...best.slice(from + size)];
      if (without.length > 0 && fails(without)) smaller = without;
    }
    if (smaller !== undefined) {
      best = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(best.length, parts * 2);
  }
  return best;
}
