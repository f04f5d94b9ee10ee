import { PUNCTUATION, scan, WORD } from '../gaps/scan';
import { withoutRaw } from '../keywords';

export interface ScannedPath {
  readonly segments: string[];
  /** Start and end of each segment. */
  readonly spans: number[];
  global: boolean;
}

/** Comma-separated paths in `[from, to)` of a text, as in `derive(A, b::C)`; anything else between commas is left out. */
export function scanPaths(text: string, from: number, to: number): ScannedPath[] {
  const pieces = scan(text, from, to);
  const result: ScannedPath[] = [];
  let path: ScannedPath = { segments: [], spans: [], global: false };
  let good = true;
  const flush = (): void => {
    if (good && path.segments.length > 0) result.push(path);
    path = { segments: [], spans: [], global: false };
    good = true;
  };
  for (let i = 0; i < pieces.count; i++) {
    const start = pieces.start[i] as number;
    const end = pieces.end[i] as number;
    if (pieces.kind[i] === WORD) {
      const begin = text[start - 1] === '$' ? start - 1 : start;
      path.segments.push(withoutRaw(text.slice(begin, end)));
      path.spans.push(begin, end);
    } else if (pieces.kind[i] === PUNCTUATION && text[start] === ',') flush();
    else if (pieces.kind[i] === PUNCTUATION && text[start] === ':')
      path.global ||= path.segments.length === 0;
    else if (text[start] !== '$') good = false;
  }
  flush();
  return result;
}

/** The path that `[from, to)` of a text begins with, and where it ends. */
export function scanPath(text: string, from: number, to: number): ScannedPath & { readonly end: number } {
  const pieces = scan(text, from, to);
  let end = from;
  for (let i = 0; i < pieces.count; i++) {
    const start = pieces.start[i] as number;
    if (pieces.kind[i] !== WORD && text[start] !== ':' && text[start] !== '$') break;
    end = pieces.end[i] as number;
  }
  const path = scanPaths(text, from, end)[0] ?? { segments: [], spans: [], global: false };
  return { ...path, end };
}
