/**
 * Fragments in the output. What rustc hands on as one unit stands between delimiters that nobody wrote; they have
 * a text only where the fragment's own text would mean something else beside what surrounds it.
 */
import type { Token } from '../syntax/token';
import { Cursor } from './cursor';
import { chain } from './expressions';
import { type FragmentKind, MacroFailure } from './model';
import { path } from './types';

/** Delimiters around a matched fragment; none around what is a token or a token tree anyway. */
export function groupOf(fragment: FragmentKind, tokens: readonly Token[], context: number): readonly Token[] {
  if (fragment === 'tt' || fragment === 'ident' || fragment === 'lifetime') return tokens;
  const kind = fragment === 'expr_2021' ? 'expr' : fragment === 'pat_param' ? 'pat' : fragment;
  const first = tokens[0];
  // Handed through another macro: one unit already.
  const isOne = first?.fragment === kind || (kind === 'expr' && first?.fragment === 'expr+');
  if (isOne && first?.kind === 'open' && closesAtEnd(tokens)) return tokens;
  const [open, close, name] = delimiters(kind, tokens);
  const synthetic = { start: 0, end: 0, source: -1, context, fragment: name } as const;
  return [
    { kind: 'open', text: open, ...synthetic },
    ...tokens,
    { kind: 'close', text: close, ...synthetic },
  ];
}

function closesAtEnd(tokens: readonly Token[]): boolean {
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.kind === 'open') depth++;
    else if (tokens[i]!.kind === 'close' && --depth === 0) return i === tokens.length - 1;
  }
  return false;
}

/** Texts of the delimiters, and what the group is called. */
function delimiters(kind: string, tokens: readonly Token[]): readonly [string, string, string] {
  switch (kind) {
    case 'expr':
      return ['', '', isAtomic(tokens) ? 'expr' : 'expr+'];
    case 'ty':
      return hasOutside(tokens, '+') ? ['(', ')', kind] : ['', '', kind];
    case 'pat':
      return hasOutside(tokens, '|') ? ['(', ')', kind] : ['', '', kind];
    case 'stmt':
      // rustc wants no semicolon between statements that came as fragments; one more does no harm.
      return ['', tokens[tokens.length - 1]?.text === ';' ? '' : ';', kind];
    default:
      return ['', '', kind];
  }
}

const ATOMS = new Set(['(', '[', '$expr', '$literal', '$path', 'true', 'false', '_']);

/** A path, number, parenthesis or array with calls, fields and indices: nothing beside it can split it. */
function isAtomic(tokens: readonly Token[]): boolean {
  try {
    const c = new Cursor(tokens, 2021);
    if (c.symbol() === '-' && c.tokens[1]!.kind === 'literal' && tokens.length === 2) return true;
    const symbol = c.symbol();
    if (c.token?.kind === 'literal' || ATOMS.has(symbol)) {
      c.skipTree();
    } else {
      path(c, 'expression');
      const behind = c.symbolAt(c.position + 1);
      if (c.symbol() === '!' && (behind === '(' || behind === '[')) c.bump();
    }
    chain(c, 0, false);
    return c.atEnd;
  } catch (failure) {
    if (failure instanceof MacroFailure) return false;
    throw failure;
  }
}

/** Whether a punctuation character stands outside of delimiters and angle brackets. */
function hasOutside(tokens: readonly Token[], character: string): boolean {
  let depth = 0;
  for (let i = 0; i < tokens.length; i++) {
    const { kind, text } = tokens[i]!;
    if (kind === 'open' || (kind === 'punctuation' && text === '<')) depth++;
    else if (kind === 'close') depth--;
    else if (kind !== 'punctuation') continue;
    else if (text === '>' && tokens[i - 1]?.text !== '-') depth--;
    else if (text === character && depth === 0) return true;
  }
  return false;
}

/**
 * Gives each `expr+` of a finished expansion the text it needs there: none where what stands on both sides
 * separates it anyway, braces where it may be a generic argument, else parentheses. Changes the list in place.
 */
export function protectExpressions(output: Token[]): void {
  /** Index of the visible token behind each token. */
  const following = new Int32Array(output.length);
  let behind = output.length;
  for (let i = output.length - 1; i >= 0; i--) {
    following[i] = behind;
    if (output[i]!.text !== '' && output[i]!.fragment !== 'expr+') behind = i;
  }
  const closing = closings(output);
  /** Index of the last visible token so far, and of the one before. */
  let last = -1;
  let beforeLast = -1;
  for (let i = 0; i < output.length; i++) {
    const token = output[i]!;
    if (token.kind === 'open' && token.fragment === 'expr+') {
      const close = closing.get(i)!;
      const left = last < 0 || separatesLeft(output[last]!, output[beforeLast]);
      const free = left && separatesRight(output[following[close]!]);
      const braces = !free && last >= 0 && (output[last]!.text === '<' || output[last]!.text === ',');
      output[i] = withText(token, free ? '' : braces ? '{' : '(');
      output[close] = withText(output[close]!, free ? '' : braces ? '}' : ')');
    }
    if (output[i]!.text !== '') {
      beforeLast = last;
      last = i;
    }
  }
}

const withText = (token: Token, text: string): Token => (token.text === text ? token : { ...token, text });

function closings(output: readonly Token[]): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  output.forEach((token, i) => {
    if (token.fragment !== 'expr+') return;
    if (token.kind === 'open') open.push(i);
    else closing.set(open.pop()!, i);
  });
  return closing;
}

/** Whether an expression may begin behind a token and take all that follows. */
function separatesLeft(token: Token, before: Token | undefined): boolean {
  switch (token.text) {
    case '(':
    case '[':
    case '{':
    case ',':
    case ';':
      return true;
    case '=':
    case ':':
      return before?.joint === undefined;
    case '>':
      return before?.text === '=' && before.joint === true;
    default:
      return token.text === 'return' && token.kind === 'identifier';
  }
}

/** Whether an expression before a token ends there for certain. */
function separatesRight(token: Token | undefined): boolean {
  if (token === undefined) return true;
  return token.kind === 'close' || token.text === ',' || token.text === ';';
}
