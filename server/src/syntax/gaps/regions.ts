/**
 * Whether `[start, end)` overlaps one of the regions, touches it or is at most `reach` away from it. Regions are
 * pairs of offsets in ascending order.
 */
export function touches(regions: readonly number[], start: number, end: number, reach = 0): boolean {
  let low = 0;
  let high = regions.length / 2;
  // The first region that does not end before the stretch begins.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((regions[2 * middle + 1] as number) < start - reach) low = middle + 1;
    else high = middle;
  }
  return 2 * low < regions.length && (regions[2 * low] as number) <= end + reach;
}
