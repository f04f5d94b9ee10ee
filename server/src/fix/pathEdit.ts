/** One path written in place of another. */
import type { WrittenPath } from '../diagnose/written/path';
import type { PlacedEdit } from './fix';

/** Replaces the path up to the segment at fault; what both have in common stays untouched. */
export function pathEdit(written: WrittenPath, replacement: string, field?: string): PlacedEdit {
  const { file, source, start, end } = written;
  if (field !== undefined) return { file, start, end, newText: `${field}: ${replacement}` };
  const before = source.text.slice(start, end).split('::');
  const after = replacement.split('::');
  const shorter = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < shorter && before[prefix] === after[prefix]) prefix++;
  if (prefix === before.length)
    return {
      file,
      start: end,
      end,
      newText: after
        .slice(prefix)
        .map((segment) => `::${segment}`)
        .join(''),
    };
  let suffix = 0;
  while (suffix < shorter - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  const length = (segments: readonly string[]): number => segments.join('::').length;
  const from = start + (prefix === 0 ? 0 : length(before.slice(0, prefix)) + 2);
  const middle = after.slice(prefix, after.length - suffix).join('::');
  if (suffix === 0) return { file, start: from, end, newText: middle };
  const kept = end - length(before.slice(before.length - suffix));
  return { file, start: from, end: kept, newText: middle === '' ? '' : `${middle}::` };
}
