/** Names that look like a name: for "did you mean". */

/** Distances are counted in halves: another letter is a whole edit, another case of it half of one. */
const EDIT = 2;
const CASE = 1;

/**
 * Up to `limit` of `names` within a third of the name's length in edits (two neighbours swapped count as one),
 * nearest first, then shorter, then alphabetical. The name itself is left out. The first `common` characters, which nearly all
 * names have, say little: half of what is behind them must stay, too.
 */
export function nearest(name: string, names: Iterable<string>, limit: number, common = 0): string[] {
  const most = Math.max(1, Math.min(Math.floor(name.length / 3), Math.ceil((name.length - common) / 2)));
  const found: { name: string; distance: number }[] = [];
  for (const candidate of names) {
    if (candidate === name || Math.abs(candidate.length - name.length) > most) continue;
    const distance = editDistance(name, candidate, most);
    if (distance <= most) found.push({ name: candidate, distance });
  }
  found.sort(
    (a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1),
  );
  return found.slice(0, limit).map((f) => f.name);
}

/** Rows of the table, kept between calls: hundreds of names are compared at once. */
let rows: [Uint16Array, Uint16Array, Uint16Array] = [new Uint16Array(), new Uint16Array(), new Uint16Array()];

/**
 * Optimal string alignment distance in edits; more than `most` is returned as `most + 1`.
 * Only the diagonal band that can stay within `most` is filled in.
 */
export function editDistance(a: string, b: string, most: number): number {
  const limit = most * EDIT;
  const width = b.length + 1;
  if (rows[0].length < width)
    rows = [new Uint16Array(2 * width), new Uint16Array(2 * width), new Uint16Array(2 * width)];
  let [beforeLast, last, row] = rows;
  const far = limit + EDIT;
  for (let j = 0; j < width; j++) last[j] = j * EDIT;
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    row[from - 1] = from === 1 ? i * EDIT : far;
    let least = row[from - 1]!;
    const code = a.charCodeAt(i - 1);
    for (let j = from; j <= to; j++) {
      const above = j === i + most ? far : last[j]! + EDIT;
      let value = Math.min(above, row[j - 1]! + EDIT, last[j - 1]! + substitution(code, b.charCodeAt(j - 1)));
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1))
        value = Math.min(value, beforeLast[j - 2]! + EDIT);
      row[j] = value;
      if (value < least) least = value;
    }
    if (least > limit) return most + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  const distance = last[b.length]!;
  return Math.abs(a.length - b.length) > most || distance > limit ? most + 1 : distance / EDIT;
}

/** Bit that tells upper from lower case in ASCII letters. */
const CASE_BIT = 32;

function substitution(a: number, b: number): number {
  if (a === b) return 0;
  const lower = a | CASE_BIT;
  return lower === (b | CASE_BIT) && lower >= 97 && lower <= 122 ? CASE : EDIT;
}
