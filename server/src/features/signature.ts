/** Signatures of functions taken apart: names and places of parameters. */
import { withoutRaw } from '../syntax/keywords';
import { tokenize } from '../syntax/lexer';
import type { Token } from '../syntax/token';

export interface Parameter {
  /** Without `r#`, `mut` and patterns' parts: the first name. */
  readonly name: string;
  /** UTF-16 offsets in the signature. */
  readonly start: number;
  readonly end: number;
}

/**
 * Parameters of a signature as written, `fn f<T>(&mut self, a: A, mut b: B) -> C`, without `self`. Empty where there is
 * no list.
 */
export function parametersOf(signature: string): readonly Parameter[] {
  const list = listOf(signature);
  const found: Parameter[] = [];
  for (const part of list?.parts ?? []) {
    const colon = part.findIndex((token) => token.text === ':');
    const words = part
      .slice(0, colon < 0 ? part.length : colon)
      .filter((token) => token.kind === 'identifier');
    const name = words.findLast((token) => token.text !== 'mut' && token.text !== 'ref');
    const [first] = part;
    const last = part.at(-1);
    if (!name || !first || !last || name.text === 'self') continue;
    found.push({ name: withoutRaw(name.text), start: first.start, end: last.end });
  }
  return found;
}

/** A signature whose parameters were written on lines of their own, without what these leave: blanks and a last comma. */
export function onOneLine(signature: string): string {
  const list = listOf(signature);
  if (!list) return signature;
  const parts = list.parts.map((part) => signature.slice(part[0]?.start, part.at(-1)?.end));
  return signature.slice(0, list.start) + parts.join(', ') + signature.slice(list.end);
}

/** The list of parameters between its parentheses, whose inner offsets are told. */
function listOf(
  signature: string,
):
  | { readonly start: number; readonly end: number; readonly parts: readonly (readonly Token[])[] }
  | undefined {
  const tokens = tokenize(signature);
  const fn = tokens.findIndex((token) => token.text === 'fn');
  // Generics have no parentheses before the list but in bounds such as `F: Fn(A)`: angle brackets are counted.
  let angles = 0;
  let open = -1;
  for (let at = Math.max(0, fn); at < tokens.length && open < 0; at++) {
    const { text, kind } = tokens[at]!;
    if (text === '<') angles++;
    else if (text === '>' && tokens[at - 1]?.text !== '-') angles--;
    else if (kind === 'open' && text === '(' && angles === 0) open = at;
  }
  if (open < 0) return undefined;
  let depth = 0;
  let close = open;
  for (; close < tokens.length; close++) {
    const { kind } = tokens[close]!;
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) break;
  }
  const { end: start } = tokens[open]!;
  const end = tokens[close]?.start ?? signature.length;
  return { start, end, parts: splitTypes(tokens.slice(open + 1, close)) };
}

/** Splits at commas outside of all brackets, angle ones included. */
function splitTypes(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    const { text, kind } = token;
    if (kind === 'open' || text === '<') depth++;
    else if (kind === 'close' || (text === '>' && tokens[at - 1]?.text !== '-')) depth--;
    if (depth === 0 && text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
}

/** What documentation calls the capability that is invoked. */
export const SERVICE = '_service';

/** The name under which a parameter is documented: generated Rust calls `_service` `service`. */
export function documentedName(name: string): string {
  return name === 'service' ? SERVICE : name;
}
