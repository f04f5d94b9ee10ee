/** Recognises paths, types and bounds: moves a cursor past them. Rules: Rust reference, "Paths" and "Types". */
import { beginsPath } from './begins';
import type { Cursor, Moved } from './cursor';
import { isPathSegment } from './words';

/** Where a path stands: `a<T>` in types, `a::<T>` in expressions and patterns, no arguments in attributes. */
export type PathStyle = 'type' | 'expression' | 'module';

export function path(c: Cursor, style: PathStyle): Moved {
  if (c.symbol() === '$path' || c.symbol() === '$ty') {
    return c.skipTree();
  } else if (style !== 'module' && c.token?.text === '<' && c.token.kind === 'punctuation') {
    qualifier(c);
  } else {
    c.eat('::');
    segment(c, style);
  }
  // `::{` and `::*` belong to a use tree.
  while (c.symbol() === '::' && c.symbolAt(c.position + 2) !== '{' && c.symbolAt(c.position + 2) !== '*') {
    c.bump();
    segment(c, style);
  }
}

/** `<T as Trait>` */
function qualifier(c: Cursor): Moved {
  c.nested(() => {
    c.expectCharacter('<');
    type(c, true);
    if (c.eat('as')) path(c, 'type');
    c.expectCharacter('>');
    if (c.symbol() !== '::') c.fail();
  });
}

function segment(c: Cursor, style: PathStyle): Moved {
  if (c.token?.kind !== 'identifier' || !isPathSegment(c.symbol(), c.edition)) c.fail();
  c.bump();
  if (style === 'module') return;
  const turbofish = c.symbol() === '::' && beginsArguments(c.symbolAt(c.position + 2));
  if (turbofish) c.bump();
  else if (style !== 'type' || !beginsArguments(c.symbol())) return;
  pathArguments(c);
}

const beginsArguments = (symbol: string): boolean =>
  symbol === '<' || symbol === '<<' || symbol === '<-' || symbol === '(';

/** `<A, B>` or `(A) -> B`. */
export function pathArguments(c: Cursor): Moved {
  if (c.symbol() === '(') {
    c.skipTree();
    if (c.eat('->')) type(c, false);
  } else {
    genericArguments(c);
  }
}

export function genericArguments(c: Cursor): Moved {
  c.nested(() => {
    c.expectCharacter('<');
    while (!c.eatCharacter('>')) {
      genericArgument(c);
      if (!c.eat(',')) {
        c.expectCharacter('>');
        return;
      }
    }
  });
}

function genericArgument(c: Cursor): Moved {
  if (c.token?.kind === 'lifetime' && c.symbolAt(c.position + 1) !== '+') return c.bump();
  if (constArgument(c)) return;
  type(c, true);
  // An associated item: `Item = T`, `Item: Bound`, `LEN = 3`.
  if (c.symbol() === '=' || c.symbol() === '==') {
    c.eatCharacter('=');
    if (!constArgument(c)) type(c, true);
  } else if (c.eat(':')) {
    bounds(c);
  }
}

function constArgument(c: Cursor): boolean {
  const symbol = c.symbol();
  if (symbol === '{' || symbol === '$expr' || symbol === '$block' || symbol === '$literal') {
    c.skipTree();
    return true;
  }
  if (symbol === '-') c.bump();
  if (
    c.token?.kind === 'literal' ||
    c.symbol() === 'true' ||
    c.symbol() === 'false' ||
    c.symbol() === '$literal'
  ) {
    c.skipTree();
    return true;
  }
  if (symbol === '-') c.fail();
  return false;
}

/** A type; `plus`: `A + B` is one type here. */
export function type(c: Cursor, plus: boolean): Moved {
  c.nested(() => {
    switch (c.symbol()) {
      case '[':
        return c.skipTree();
      case '(':
        c.skipTree();
        break;
      case '!':
      case '_':
        return c.bump();
      case '*':
        c.bump();
        if (!c.eat('const')) c.expect('mut');
        return type(c, false);
      case '&':
      case '&&':
        c.bump();
        if (c.token?.kind === 'lifetime') c.bump();
        c.eat('mut');
        return type(c, false);
      case 'impl':
      case 'dyn':
        c.bump();
        return bounds(c);
      case 'typeof':
        c.bump();
        return c.expectTree('(');
      case '?':
      case '~':
        return bounds(c);
      case 'for':
        c.bump();
        skipAngles(c);
        if (beginsFunctionPointer(c)) return functionPointer(c);
        path(c, 'type');
        break;
      case 'fn':
      case 'unsafe':
      case 'extern':
        return functionPointer(c);
      default:
        if (c.token?.kind === 'lifetime') return bounds(c);
        path(c, 'type');
        if (c.symbol() === '!' && c.isDelimiterAt(c.position + 1)) {
          c.bump();
          return c.skipTree();
        }
    }
    if (plus && (c.symbol() === '+' || c.symbol() === '+=')) {
      c.eatCharacter('+');
      bounds(c);
    }
  });
}

const beginsFunctionPointer = (c: Cursor): boolean =>
  c.symbol() === 'fn' || c.symbol() === 'unsafe' || c.symbol() === 'extern';

/** `unsafe extern "C" fn(A) -> B` */
function functionPointer(c: Cursor): Moved {
  c.eat('unsafe');
  if (c.eat('extern') && (c.token?.kind === 'literal' || c.symbol() === '$literal')) c.skipTree();
  c.expect('fn');
  c.expectTree('(');
  if (c.eat('->')) type(c, false);
}

/** `A + 'b + ?Sized + for<'c> Fn(&'c u8)` */
export function bounds(c: Cursor): Moved {
  while (beginsBound(c)) {
    bound(c);
    if (!c.eatCharacter('+')) return;
  }
}

function beginsBound(c: Cursor): boolean {
  switch (c.symbol()) {
    case '(':
    case '?':
    case '~':
    case '!':
    case '[':
    case 'for':
    case 'const':
    case 'async':
    case 'use':
      return true;
    default:
      return c.token?.kind === 'lifetime' || beginsPath(c);
  }
}

function bound(c: Cursor): Moved {
  if (c.token?.kind === 'lifetime') return c.bump();
  if (c.symbol() === '(') return c.skipTree();
  if (c.eat('use')) return skipAngles(c);
  if (c.symbol() === 'for') {
    c.bump();
    skipAngles(c);
  }
  if (c.symbol() === '[') c.skipTree();
  if (c.eat('~')) c.expect('const');
  else c.eat('const');
  c.eat('async');
  if (!c.eat('?')) c.eat('!');
  if (c.symbol() === 'for') {
    c.bump();
    skipAngles(c);
  }
  path(c, 'type');
}

/** Past `<…>` of generic parameters or a `for`; `->` inside does not close it. */
export function skipAngles(c: Cursor): Moved {
  let depth = 0;
  do {
    const { token } = c;
    if (token?.text === '<' && token.kind === 'punctuation') {
      depth++;
      c.position++;
    } else if (token?.text === '>' && token.kind === 'punctuation') {
      depth--;
      c.position++;
    } else if (depth === 0 || c.symbol() === ';') {
      c.fail();
    } else if (c.symbol() === '->') {
      c.bump();
    } else if (token?.kind === 'punctuation') {
      c.position++;
    } else {
      c.skipTree();
    }
  } while (depth > 0);
}
