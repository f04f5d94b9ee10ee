import { scan } from '../gaps/scan';
import { INIT_LENGTH } from '../summary';
import type { Lowering } from './lowering';

/** The expression of an initialiser or discriminant as written, cut at {@link INIT_LENGTH} characters. */
export function initialiser(l: Lowering, node: number): string {
  return l.text.slice(l.startOf(node), Math.min(l.endOf(node), l.startOf(node) + INIT_LENGTH));
}

/** Text as written on one line: every run of white space is one blank, comments are dropped. */
export function oneLine(text: string): string {
  const source = text.includes('//') || text.includes('/*') ? withoutComments(text) : text;
  let result = '';
  let from = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c > 32 || (c === 32 && !(source.charCodeAt(i + 1) <= 32))) continue;
    let end = i;
    while (end < source.length && source.charCodeAt(end) <= 32) end++;
    result += `${source.slice(from, i)} `;
    from = end;
    i = end - 1;
  }
  return (from === 0 ? source : result + source.slice(from)).trim();
}

function withoutComments(text: string): string {
  const pieces = scan(text);
  let result = '';
  let last = 0;
  for (let i = 0; i < pieces.count; i++) {
    const start = pieces.start[i] as number;
    const end = pieces.end[i] as number;
    const between = text.slice(last, start);
    result += between.includes('/') ? ' ' : between;
    result += text.slice(start, end);
    last = end;
  }
  return result;
}
