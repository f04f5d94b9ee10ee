/**
 * Recognises expressions: where one that begins here ends. What is in delimiters is not looked at.
 * Rules: Rust reference, "Expressions"; rustc's parser where it is more lenient.
 */
import { beginsExpression, beginsPath } from './begins';
import type { Cursor, Moved } from './cursor';
import { MacroFailure } from './model';
import { pattern, patternWithAlternatives } from './patterns';
import { genericArguments, path, skipAngles, type } from './types';

/** Heads of `if`, `match`, `while`, `for`: `a {` is no struct literal. */
export const NO_STRUCT = 1;
/** The beginning of a statement: a block-like expression is complete. */
export const STATEMENT = 2;

const CAST = 13;
const RANGE = 3;
const ASSIGN = 2;
/** What `let` takes as its scrutinee binds tighter than `&&`. */
const BEHIND_LET = 6;

const PRECEDENCE = new Map<string, number>();
for (const [precedence, operators] of [
  [12, '* / %'],
  [11, '+ -'],
  [10, '<< >>'],
  [9, '&'],
  [8, '^'],
  [7, '|'],
  [6, '== != < > <= >= <-'],
  [5, '&&'],
  [4, '||'],
  [RANGE, '.. ..= ...'],
  [ASSIGN, '= += -= *= /= %= ^= &= |= <<= >>='],
] as const) {
  for (const operator of operators.split(' ')) PRECEDENCE.set(operator, precedence);
}

const isRange = (symbol: string): boolean => symbol === '..' || symbol === '..=' || symbol === '...';

/** Past `#[…]` and `#![…]`. */
export function attributes(c: Cursor): Moved {
  while (c.eat('#')) {
    c.eat('!');
    c.expectTree('[');
  }
}

/** One expression whose operators bind at least as tightly as `minimum` (0: all). */
export function expression(c: Cursor, flags = 0, minimum = 0): Moved {
  c.nested(() => {
    attributes(c);
    if (isRange(c.symbol())) return prefixRange(c, flags);
    const complete = operand(c, flags);
    if (!complete || !(flags & STATEMENT)) operators(c, flags, minimum);
  });
}

/** What follows a complete operand: binary operators, casts, ranges, assignments. */
export function operators(c: Cursor, flags: number, minimum = 0): Moved {
  for (;;) {
    const symbol = c.symbol();
    if (symbol === 'as') {
      if (CAST < minimum) return;
      c.bump();
      type(c, false);
      continue;
    }
    const precedence = PRECEDENCE.get(symbol);
    if (precedence === undefined || precedence < minimum) return;
    c.bump();
    if (precedence === RANGE) {
      if (rangeEndFollows(c, flags)) expression(c, flags, RANGE + 1);
      return;
    }
    if (precedence === ASSIGN) expression(c, flags & NO_STRUCT, ASSIGN);
    else expression(c, flags & ~STATEMENT, precedence + 1);
  }
}

function prefixRange(c: Cursor, flags: number): Moved {
  c.bump();
  if (rangeEndFollows(c, flags)) expression(c, flags, RANGE + 1);
}

function rangeEndFollows(c: Cursor, flags: number): boolean {
  return beginsExpression(c) && !(c.symbol() === '{' && flags & NO_STRUCT);
}

/** Prefix operators, a primary expression, and what is chained to it. True if it is block-like and nothing else. */
function operand(c: Cursor, flags: number): boolean {
  let prefixed = false;
  for (;;) {
    const symbol = c.symbol();
    if (symbol === '!' || symbol === '-' || symbol === '*') {
      c.bump();
    } else if (symbol === '&' || symbol === '&&') {
      c.bump();
      const next = c.symbolAt(c.position + 1);
      if (c.symbol() === 'raw' && (next === 'const' || next === 'mut')) {
        c.bump();
        c.bump();
      } else {
        c.eat('mut');
      }
      if (isRange(c.symbol())) {
        prefixRange(c, flags);
        return false;
      }
    } else {
      break;
    }
    prefixed = true;
    attributes(c);
  }
  const blockLike = primary(c, flags);
  const chained = chain(c, flags, blockLike);
  return blockLike && !prefixed && !chained;
}

/** `?`, `.name`, `.0`, `.await`, calls, indexing. True if there was any. */
export function chain(c: Cursor, flags: number, blockLike: boolean): boolean {
  let chained = false;
  for (;;) {
    const symbol = c.symbol();
    if (symbol === '?') {
      c.bump();
    } else if (symbol === '.') {
      c.bump();
      const kind = c.token?.kind;
      if (kind !== 'identifier' && kind !== 'literal' && c.symbol() !== '$literal' && c.symbol() !== '$expr')
        c.fail();
      c.skipTree();
      if (c.symbol() === '::') {
        c.bump();
        genericArguments(c);
        if (c.symbol() !== '(') c.fail();
      }
    } else if (symbol === '(' || symbol === '[') {
      if (blockLike && !chained && flags & STATEMENT) return chained;
      c.skipTree();
    } else {
      return chained;
    }
    chained = true;
  }
}

/** True if it is block-like: complete as a statement. */
function primary(c: Cursor, flags: number): boolean {
  const kind = c.token?.kind;
  if (kind === 'literal') {
    c.bump();
    return false;
  }
  if (kind === 'lifetime') return labelled(c);
  switch (c.symbol()) {
    case '(':
    case '[':
    case '$expr':
    case '$literal':
    case '$path':
      c.skipTree();
      return false;
    case '{':
    case '$block':
      c.skipTree();
      return true;
    case '|':
    case '||':
      closure(c, flags);
      return false;
    case 'true':
    case 'false':
    case '_':
      c.bump();
      return false;
    default:
      return (kind === 'identifier' ? keyword(c, flags) : undefined) ?? pathExpression(c, flags);
  }
}

function pathExpression(c: Cursor, flags: number): boolean {
  if (!beginsPath(c)) c.fail();
  if (c.symbol() === 'builtin' && c.symbolAt(c.position + 1) === '#') {
    throw new MacroFailure('unsupported', '`builtin #` expressions');
  }
  path(c, 'expression');
  if (c.symbol() === '!' && c.isDelimiterAt(c.position + 1)) {
    c.bump();
    c.skipTree();
  } else if (c.symbol() === '{' && !(flags & NO_STRUCT)) {
    c.skipTree();
  }
  return false;
}

function labelled(c: Cursor): boolean {
  c.bump();
  c.expect(':');
  if (c.symbol() !== 'loop' && c.symbol() !== 'while' && c.symbol() !== 'for') return block(c);
  keyword(c, 0);
  return true;
}

/** `|a, (b, c): T| -> U { … }` without the words in front. */
function closure(c: Cursor, flags: number): Moved {
  if (!c.eat('||')) {
    c.expect('|');
    // `|a||b| c`: the second one splits the `||`.
    while (!c.eatCharacter('|')) {
      attributes(c);
      pattern(c);
      if (c.eat(':')) type(c, true);
      if (!c.eat(',')) {
        c.expectCharacter('|');
        break;
      }
    }
  }
  if (c.eat('->')) {
    type(c, true);
    block(c);
  } else {
    expression(c, flags & NO_STRUCT);
  }
}

function block(c: Cursor): true {
  if (c.symbol() !== '{' && c.symbol() !== '$block') c.fail();
  c.skipTree();
  return true;
}

function optionalExpression(c: Cursor): Moved {
  if (beginsExpression(c)) expression(c);
}

/** Expressions that begin with a keyword: whether they are block-like. Undefined, without a move, if none does. */
function keyword(c: Cursor, flags: number): boolean | undefined {
  const symbol = c.symbol();
  const next = c.symbolAt(c.position + 1);
  switch (symbol) {
    case 'if':
      conditional(c);
      return true;
    case 'match':
      c.bump();
      expression(c, NO_STRUCT);
      c.expectTree('{');
      return true;
    case 'while':
      c.bump();
      expression(c, NO_STRUCT);
      return block(c);
    case 'loop':
      c.bump();
      return block(c);
    case 'for':
      c.bump();
      if (next === '<') {
        skipAngles(c);
        return closureWithWords(c, flags);
      }
      patternWithAlternatives(c);
      c.expect('in');
      expression(c, NO_STRUCT);
      return block(c);
    case 'unsafe':
      c.bump();
      return block(c);
    case 'const':
      if (next !== '{' && next !== '$block') return closureWithWords(c, flags);
      c.bump();
      return block(c);
    case 'try':
      if (next !== '{') return undefined;
      c.bump();
      return block(c);
    case 'gen':
      return next === '{' || next === 'move' ? asynchronous(c, flags) : undefined;
    case 'async':
      return asynchronous(c, flags);
    case 'static':
    case 'move':
      return closureWithWords(c, flags);
    case 'let':
      c.bump();
      patternWithAlternatives(c);
      c.expect('=');
      expression(c, flags | NO_STRUCT, BEHIND_LET);
      return false;
    case 'return':
    case 'yield':
    case 'become':
      c.bump();
      optionalExpression(c);
      return false;
    case 'continue':
      c.bump();
      if (c.token?.kind === 'lifetime') c.bump();
      return false;
    case 'break':
      c.bump();
      if (c.token?.kind === 'lifetime' && c.symbolAt(c.position + 1) !== ':') c.bump();
      if (c.symbol() !== '{' || !(flags & NO_STRUCT)) optionalExpression(c);
      return false;
    case 'do':
    case 'box':
      throw new MacroFailure('unsupported', `\`${symbol}\` expressions`);
    default:
      return undefined;
  }
}

function conditional(c: Cursor): Moved {
  do {
    c.expect('if');
    expression(c, NO_STRUCT);
    block(c);
    if (!c.eat('else')) return;
  } while (c.symbol() === 'if');
  block(c);
}

function asynchronous(c: Cursor, flags: number): boolean {
  const words = c.symbolAt(c.position + 1) === 'move' ? 2 : 1;
  const body = c.symbolAt(c.position + words);
  if (body !== '{' && body !== '$block') return closureWithWords(c, flags);
  c.position += words;
  block(c);
  // Unlike other blocks, not complete as a statement.
  return false;
}

/** `const static async move |…| …` */
function closureWithWords(c: Cursor, flags: number): boolean {
  c.eat('const');
  c.eat('static');
  c.eat('async');
  c.eat('move');
  if (c.symbol() !== '|' && c.symbol() !== '||') c.fail();
  closure(c, flags);
  return false;
}
