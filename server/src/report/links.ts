/** Where places of a report lead to. */
import type { PlaceOfReport } from './model';

/** A place for people: `src/irq.rs:33:46`. */
export function placeText({ file, line, col }: PlaceOfReport): string {
  return `${file}:${line}:${col}`;
}

/** The same without the column, for pages whose links lead to lines: `src/irq.rs:33`. */
export function placeLine({ file, line }: PlaceOfReport): string {
  return `${file}:${line}`;
}

/**
 * The address of a place's line: relative to the workspace's root, or below `base` (a path or URL). `undefined` for files
 * outside of the root, which nobody else has at that place.
 */
export function placeHref({ file, line }: PlaceOfReport, base = ''): string | undefined {
  if (file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)) return undefined;
  // Part by part: nothing in a file's name is taken for a scheme, a query or a way out.
  const path = file.split('/').map(encodeURIComponent).join('/');
  const start = base === '' || base.endsWith('/') ? base : `${base}/`;
  return `${start}${path}#L${line}`;
}
