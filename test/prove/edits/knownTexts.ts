/**
 * A parser that lowers each text once for all analyses of a proof: what they share must then never be changed. Not so open
 * documents, which are read in parts.
 */
import type { FragmentKind, RustParser } from '../../../server/src/syntax/api';
import type { Fragment } from '../../../server/src/syntax/summary';

/** UTF-16 units of text kept; then everything is forgotten. */
const MOST = 30_000_000;

/** Fragments come frozen: whoever changes one throws. */
export function knownTexts(parser: RustParser): RustParser {
  const known = new Map<string, Fragment>();
  let size = 0;
  const remembered = (key: string, make: () => Fragment): Fragment => {
    const before = known.get(key);
    if (before) return before;
    size += key.length;
    if (size > MOST) {
      known.clear();
      size = key.length;
    }
    const fragment = frozen(make());
    known.set(key, fragment);
    return fragment;
  };
  return {
    lowerFile: (text, options) => {
      // Put together from parts that are remembered: exactly that is to be held against a text that is read at once.
      if (options?.memory) return frozen(parser.lowerFile(text, options));
      return remembered(`${options?.bodies !== false}\n${text}`, () => parser.lowerFile(text, options));
    },
    lowerFragment: (text: string, kind: FragmentKind) =>
      remembered(`${kind}\n${text}`, () => parser.lowerFragment(text, kind)),
  };
}

function frozen(fragment: Fragment): Fragment {
  freeze(fragment);
  return fragment;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
