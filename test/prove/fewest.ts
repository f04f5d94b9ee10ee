/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input"): as few elements of a list
 * as still fail, in their order. `fails` is not asked about the whole list: it is known to fail.
 */
export function fewest<T>(list: readonly T[], fails: (some: readonly T[]) => boolean): readonly T[] {
  const steps = attempts(list);
  for (let next = steps.next(); ; next = steps.next(fails(next.value))) if (next.done) return next.value;
}

/** {@link fewest} for a question that takes its time. */
export async function fewestAsync<T>(
  list: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  const steps = attempts(list);
  for (let next = steps.next(); ; next = steps.next(await fails(next.value)))
    if (next.done) return next.value;
}

/** Yields what is to be tried, is told whether that fails, and returns the smallest list that did. */
function* attempts<T>(list: readonly T[]): Generator<readonly T[], readonly T[], boolean> {
  if (list.length === 0) return list;
  if (yield []) return [];
  let best = list;
  for (let parts = 2; best.length > 1; ) {
    const size = Math.ceil(best.length / parts);
    let smaller: readonly T[] | undefined;
    for (let from = 0; from < best.length && smaller === undefined; from += size) {
      const without = [...best.slice(0, from), ...best.slice(from + size)];
      if (without.length > 0 && (yield without)) smaller = without;
    }
    if (smaller !== undefined) {
      best = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(best.length, parts * 2);
  }
  return best;
}
