/** Recognises patterns. Rules: Rust reference, "Patterns"; rustc's parser where it is more lenient. */
import { beginsPath } from './begins';
import type { Cursor, Moved } from './cursor';
import { path } from './types';
import { isPathWord, isReserved } from './words';

/** A pattern with alternatives (`A | B`, a leading `|` too). */
export function patternWithAlternatives(c: Cursor): Moved {
  c.eat('|');
  do pattern(c);
  while (c.eat('|'));
}

/** A pattern without alternatives at its top, as of `pat_param` and closure parameters. */
export function pattern(c: Cursor): Moved {
  c.nested(() => {
    switch (c.symbol()) {
      case '&':
      case '&&':
        c.bump();
        c.eat('mut');
        return pattern(c);
      case '(':
      case '[':
      case '$pat':
        return c.skipTree();
      case '_':
        return c.bump();
      case '..':
      case '..=':
      case '...':
        c.bump();
        if (beginsRangeEnd(c)) rangeEnd(c);
        return;
      case 'mut':
      case 'ref':
        return binding(c);
      case 'box':
        c.bump();
        return pattern(c);
      default:
        return named(c);
    }
  });
}

function named(c: Cursor): Moved {
  if (beginsBinding(c)) return binding(c);
  if (beginsValue(c)) {
    value(c);
  } else {
    if (!beginsPath(c)) c.fail();
    path(c, 'expression');
    if (c.symbol() === '!') {
      if (!c.isDelimiterAt(c.position + 1)) c.fail();
      c.bump();
      return c.skipTree();
    }
    if (c.symbol() === '(' || c.symbol() === '{') return c.skipTree();
  }
  if (c.symbol() === '..' || c.symbol() === '..=' || c.symbol() === '...') {
    c.bump();
    if (beginsRangeEnd(c)) rangeEnd(c);
  }
}

/** `ref mut x @ pattern` */
function binding(c: Cursor): Moved {
  c.eat('mut');
  if (c.eat('ref')) c.eat('mut');
  if (c.token?.kind !== 'identifier' || (isReserved(c.symbol(), c.edition) && c.symbol() !== 'self'))
    c.fail();
  c.bump();
  if (c.eat('@')) pattern(c);
}

/** A bare name that is not the beginning of a path, struct, range or macro call. */
function beginsBinding(c: Cursor): boolean {
  const symbol = c.symbol();
  if (c.token?.kind !== 'identifier' || isReserved(symbol, c.edition) || isPathWord(symbol)) return false;
  switch (c.symbolAt(c.position + 1)) {
    case '(':
    case '{':
    case '...':
    case '..=':
    case '..':
    case '::':
    case '!':
      return false;
    default:
      return true;
  }
}

function beginsValue(c: Cursor): boolean {
  switch (c.symbol()) {
    case '-':
    case 'true':
    case 'false':
    case '$expr':
    case '$literal':
      return true;
    case 'const':
      return c.symbolAt(c.position + 1) === '{';
    default:
      return c.token?.kind === 'literal';
  }
}

function value(c: Cursor): Moved {
  if (c.eat('const')) return c.expectTree('{');
  c.eat('-');
  if (!beginsValue(c) || c.symbol() === '-' || c.symbol() === 'const') c.fail();
  c.skipTree();
}

function beginsRangeEnd(c: Cursor): boolean {
  return beginsValue(c) || beginsPath(c);
}

function rangeEnd(c: Cursor): Moved {
  if (beginsValue(c)) value(c);
  else path(c, 'expression');
}
