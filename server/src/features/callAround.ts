/** The call that a place is in the arguments of, told by the tokens alone: it is being typed. */
import type { Token } from '../syntax/token';

export interface CallAround {
  /** Index of the token that names the function. */
  readonly callee: number;
  /** Number of the argument, from 0, that the place is in. */
  readonly argument: number;
}

const NO_CALLEE = new Set([
  'if',
  'while',
  'match',
  'for',
  'in',
  'return',
  'let',
  'else',
  'loop',
  'move',
  'as',
  'mut',
  'ref',
]);

/** Finds the innermost one; `undefined` where there is none, in the parameters of a function and in macros' arguments. */
export function callAround(tokens: readonly Token[], offset: number): CallAround | undefined {
  const open: number[] = [];
  let at = 0;
  for (; at < tokens.length && tokens[at]!.start < offset; at++) {
    const { kind } = tokens[at]!;
    if (kind === 'open') open.push(at);
    else if (kind === 'close') open.pop();
  }
  for (let level = open.length - 1; level >= 0; level--) {
    const bracket = open[level]!;
    const { text } = tokens[bracket]!;
    // A block, or the fields of a struct: what is around is another matter.
    if (text === '{') return undefined;
    if (text !== '(') continue;
    const callee = calleeBefore(tokens, bracket);
    if (callee === 'declaration') return undefined;
    if (callee === undefined) continue;
    return { callee, argument: argumentAt(tokens, bracket + 1, at) };
  }
  return undefined;
}

function calleeBefore(tokens: readonly Token[], bracket: number): number | 'declaration' | undefined {
  let at = bracket - 1;
  if (tokens[at]?.text === '>' && tokens[at - 1]?.text !== '-') at = beforeAngles(tokens, at);
  const token = tokens[at];
  if (token?.kind !== 'identifier' || NO_CALLEE.has(token.text)) return undefined;
  return tokens[at - 1]?.text === 'fn' ? 'declaration' : at;
}

/** `f::<A, B>(`: back to the name; the index of something else where this is no turbofish. */
function beforeAngles(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at >= 0; at--) {
    const { text } = tokens[at]!;
    if (text === '>' && tokens[at - 1]?.text !== '-') depth++;
    else if (text === '<') depth--;
    if (depth === 0) {
      // `fn f<A>(` has no colons.
      if (tokens[at - 1]?.text === ':' && tokens[at - 2]?.text === ':') return at - 3;
      return at - 1;
    }
  }
  return -1;
}

/** Commas outside of brackets, of angle brackets behind `::`, and of the parameters of closures. */
function argumentAt(tokens: readonly Token[], from: number, to: number): number {
  let argument = 0;
  let depth = 0;
  for (let at = from; at < to; at++) {
    const { text, kind } = tokens[at]!;
    if (kind === 'open') depth++;
    else if (kind === 'close') depth--;
    if (depth > 0) continue;
    if (text === ',') argument++;
    else if (text === '<' && tokens[at - 1]?.text === ':') at = behindAngles(tokens, at, to);
    else if (text === '|' && beginsClosure(tokens[at - 1])) {
      at++;
      while (at < to && tokens[at]!.text !== '|') at++;
    }
  }
  return argument;
}

function beginsClosure(before: Token | undefined): boolean {
  return before === undefined || ['(', ',', 'move', '=', '>'].includes(before.text);
}

function behindAngles(tokens: readonly Token[], from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const { text } = tokens[at]!;
    if (text === '<') depth++;
    else if (text === '>' && tokens[at - 1]?.text !== '-') depth--;
    if (depth === 0) return at;
  }
  return to;
}
