/** The argument of a call that a path stands in. */

import type { WrittenPath } from './path';
import { tokenAt } from './tokens';

export interface ArgumentAround {
  /** Index of the token that names who is called. */
  readonly callee: number;
  /** Which argument it is. */
  readonly index: number;
  /** Its tokens: from the first to behind the last. */
  readonly from: number;
  readonly to: number;
}

/** The innermost call's argument around a path; `undefined` where a path is in none, or in a macro call's. */
export function argumentAround({ source, start, last }: WrittenPath): ArgumentAround | undefined {
  const { tokens, partners } = source;
  let from = tokenAt(source, start);
  let index = 0;
  let open = from - 1;
  for (; open >= 0; open--) {
    const token = tokens[open];
    const partner = partners[open] ?? -1;
    if (token?.kind === 'close' && partner >= 0) open = partner;
    else if (token?.text === '(') {
      // Parentheses around a part of the argument.
      if (tokens[open - 1]?.kind === 'identifier') break;
      if (index > 0) return undefined;
      from = open;
    } else if (token?.text === ',') index++;
    else if (token?.text === ';' || token?.kind === 'open') return undefined;
    if (index === 0) from = open;
  }
  const close = partners[open] ?? -1;
  if (open < 1 || close < 0) return undefined;
  let to = last + 1;
  while (to < close && tokens[to]?.text !== ',') {
    const partner = partners[to] ?? -1;
    to = partner > to ? partner + 1 : to + 1;
  }
  return { callee: open - 1, index, from, to };
}
