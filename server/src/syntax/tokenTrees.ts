/** Delimiters in a flat list of tokens. */
import type { Token } from './token';

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * For each token the index of its partner: of the closing one for an opening delimiter and the other way round;
 * -1 for other tokens and for delimiters without a partner.
 */
export function matchDelimiters(tokens: readonly Token[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'open') open.push(i);
    else if (token.kind === 'close') {
      const start = open[open.length - 1];
      const opener = start === undefined ? undefined : tokens[start]!;
      if (opener === undefined || !isPair(opener, token)) continue;
      open.pop();
      partners[start!] = i;
      partners[i] = start!;
    }
  }
  return partners;
}

function isPair(opener: Token, closer: Token): boolean {
  if (opener.fragment !== closer.fragment) return false;
  return opener.fragment !== undefined || CLOSER[opener.text] === closer.text;
}

/**
 * Splits at a punctuation character that stands outside of every delimiter. A trailing separator makes no empty
 * last part, and no tokens make no parts. Angle brackets are not delimiters: `A<B, C>` is split.
 */
export function splitTopLevel(tokens: readonly Token[], separator: string): Token[][] {
  const parts: Token[][] = [];
  let part: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    if (depth === 0 && token.kind === 'punctuation' && token.text === separator) {
      parts.push(part);
      part = [];
    } else {
      part.push(token);
    }
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
