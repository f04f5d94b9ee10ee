/** Recognises items and statements. Rules: Rust reference, "Items", "Statements", "Visibility and Privacy". */
import { beginsPath } from './begins';
import type { Cursor, Moved } from './cursor';
import { attributes, chain, expression, operators, STATEMENT } from './expressions';
import { patternWithAlternatives } from './patterns';
import { path, type } from './types';
import { isReserved } from './words';

/** Optional `pub`, `pub(crate)`, `pub(in a::b)`; `pub (A, B)` is `pub` before a tuple type. */
export function visibility(c: Cursor): Moved {
  c.position = behindVisibility(c, c.position);
}

function behindVisibility(c: Cursor, index: number): number {
  const symbol = c.symbolAt(index);
  if (symbol === '$vis') return c.treeEnd(index);
  if (symbol !== 'pub') return index;
  if (c.symbolAt(index + 1) !== '(') return index + 1;
  const inside = c.symbolAt(index + 2);
  const restricted =
    inside === 'in' ||
    ((inside === 'crate' || inside === 'self' || inside === 'super') && c.symbolAt(index + 3) === ')');
  return restricted ? c.treeEnd(index + 1) : index + 1;
}

/** How the end of an item is found: at a semicolon, or at its body too. */
type ItemForm = 'semicolon' | 'body' | undefined;

const ITEM_WORDS = new Set(
  'fn static const unsafe safe extern async type impl trait mod auto struct enum union use'.split(' '),
);

const FUNCTION_WORDS = new Set(['fn', 'unsafe', 'extern', 'async', 'safe', 'gen']);

/** What kind of item begins at an index, behind attributes and visibility; macro calls are none of them. */
function itemForm(c: Cursor, index: number): ItemForm {
  for (let at = index; at < c.tokens.length; at++) {
    if (!c.isIdentifierAt(at)) return undefined;
    const next = c.symbolAt(at + 1);
    switch (c.symbolAt(at)) {
      case 'use':
        return next === '|' || next === '||' ? undefined : 'semicolon';
      case 'type':
        return 'semicolon';
      case 'fn':
      case 'struct':
      case 'enum':
      case 'trait':
      case 'impl':
      case 'mod':
        return 'body';
      case 'extern':
        return 'body';
      case 'static':
        return next === '|' || next === '||' || next === 'move' || next === 'async' ? undefined : 'semicolon';
      case 'const':
        if (next === '{' || next === '$block' || next === '|' || next === '||') return undefined;
        if (next === 'move' || next === 'static') return undefined;
        if (FUNCTION_WORDS.has(next) || next === 'impl' || next === 'trait') continue;
        return 'semicolon';
      case 'unsafe':
        if (next === '{' || next === '$block') return undefined;
        continue;
      case 'async':
        if (!FUNCTION_WORDS.has(next) || next === 'async') return undefined;
        continue;
      case 'safe':
      case 'gen':
      case 'default':
        if (!ITEM_WORDS.has(next)) return undefined;
        continue;
      case 'auto':
        return next === 'trait' ? 'body' : undefined;
      case 'union':
      case 'macro':
        return c.isIdentifierAt(at + 1) && !isReserved(next, c.edition) ? 'body' : undefined;
      case 'macro_rules':
        return next === '!' && c.isIdentifierAt(at + 2) ? 'body' : undefined;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** An item, macro calls and definitions included. */
export function item(c: Cursor): Moved {
  attributes(c);
  if (c.symbol() === '$item') return c.skipTree();
  visibility(c);
  const form = itemForm(c, c.position);
  if (form === 'semicolon') return toSemicolon(c);
  if (form === 'body') return toBody(c);
  path(c, 'module');
  macroCall(c);
  if (c.tokens[c.position - 1]!.text !== '}') c.expect(';');
}

/** `! { … }` behind a path. */
function macroCall(c: Cursor): Moved {
  c.expect('!');
  if (!c.isDelimiterAt(c.position)) c.fail();
  c.skipTree();
}

function toSemicolon(c: Cursor): Moved {
  while (!c.eat(';')) c.skipTree();
}

/** Past the first `{…}` or `;` that is not in angle brackets; a `macro_rules! m (…);` has both. */
function toBody(c: Cursor): Moved {
  let angles = 0;
  for (;;) {
    const { token } = c;
    const symbol = c.symbol();
    if (symbol === '->' || symbol === '=>') {
      c.bump();
    } else if (token?.kind === 'punctuation') {
      c.position++;
      if (token.text === '<') angles++;
      else if (token.text === '>') angles--;
      else if (token.text === ';') return;
    } else {
      c.skipTree();
      if (symbol === '{' && angles <= 0) return;
    }
  }
}

/** A statement without its semicolon; `;` alone is one too. Rules: rustc's `parse_stmt`. */
export function statement(c: Cursor): Moved {
  attributes(c);
  switch (c.symbol()) {
    case '$stmt':
    case '$item':
      return c.skipTree();
    case ';':
      return c.bump();
    case 'let':
      return letStatement(c);
  }
  const behind = behindVisibility(c, c.position);
  if (behind > c.position || itemForm(c, behind) !== undefined) return item(c);
  if (!beginsMacroCall(c)) return expression(c, STATEMENT);
  path(c, 'expression');
  macroCall(c);
  const braces = c.tokens[c.position - 1]!.text === '}';
  if (braces && c.symbol() !== '.' && c.symbol() !== '?') return;
  chain(c, 0, false);
  operators(c, 0);
}

function beginsMacroCall(c: Cursor): boolean {
  if (!beginsPath(c) || c.token?.text === '<') return false;
  const start = c.position;
  path(c, 'expression');
  const found = c.symbol() === '!' && c.isDelimiterAt(c.position + 1);
  c.position = start;
  return found;
}

function letStatement(c: Cursor): Moved {
  c.expect('let');
  patternWithAlternatives(c);
  if (c.eat(':')) type(c, true);
  if (!c.eat('=')) return;
  expression(c);
  if (c.eat('else')) c.expectTree('{');
}
