/** A parser that knows what it has read: the same macro calls are expanded again after every edit of a file. */
import type { FragmentKind, RustParser } from './api';
import type { Fragment } from './summary';

/** UTF-16 units of text kept at most; then everything is forgotten. */
const MOST = 4_000_000;

/** Wraps a parser: fragments of the same text and kind are the same object. Files are not kept. */
export function rememberingParser(parser: RustParser): RustParser {
  const known = new Map<string, Fragment>();
  let size = 0;
  return {
    lowerFile: (text, options) => parser.lowerFile(text, options),
    lowerFragment(text: string, kind: FragmentKind): Fragment {
      const key = `${kind}\n${text}`;
      const before = known.get(key);
      if (before) return before;
      const fragment = parser.lowerFragment(text, kind);
      size += text.length;
      if (size > MOST) {
        known.clear();
        size = text.length;
      }
      known.set(key, fragment);
      return fragment;
    },
  };
}
