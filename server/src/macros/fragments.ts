/** What each fragment specifier takes. Rules: Rust reference, "Metavariables"; gates are rustc's. */
import { beginsExpression, beginsType } from './begins';
import type { Cursor, Moved } from './cursor';
import { expression } from './expressions';
import { item, statement, visibility } from './items';
import type { FragmentKind } from './model';
import { pattern, patternWithAlternatives } from './patterns';
import { path, type } from './types';

/** Groups that may hold a single identifier. */
const MAY_BE_IDENTIFIER = new Set(['$stmt', '$pat', '$expr', '$ty', '$literal', '$meta', '$path']);

/** Whether a fragment can begin at the cursor; if not, a rule is not even tried there. */
export function mayBegin(fragment: FragmentKind, c: Cursor): boolean {
  const { token } = c;
  const symbol = c.symbol();
  if (token === undefined || token.kind === 'close') return false;
  switch (fragment) {
    case 'expr_2021':
      return beginsExpression(c) && symbol !== 'let' && symbol !== 'const';
    case 'expr':
      return (beginsExpression(c) || symbol === '_') && symbol !== 'let';
    case 'ty':
      return beginsType(c);
    case 'ident':
      return token.kind === 'identifier' && symbol !== '_';
    case 'lifetime':
      return token.kind === 'lifetime';
    case 'literal':
      return beginsLiteral(c);
    case 'vis':
      return symbol === ',' || token.kind === 'identifier' || token.fragment !== undefined || beginsType(c);
    case 'block':
      return (
        symbol === '{' ||
        symbol === '$block' ||
        symbol === '$stmt' ||
        symbol === '$expr' ||
        symbol === '$literal'
      );
    case 'path':
    case 'meta':
      return symbol === '::' || token.kind === 'identifier' || MAY_BE_IDENTIFIER.has(symbol);
    case 'pat':
    case 'pat_param':
      return beginsPattern(c) || (fragment === 'pat' && symbol === '|');
    case 'tt':
    case 'item':
    case 'stmt':
      return true;
  }
}

function beginsLiteral(c: Cursor): boolean {
  const { token } = c;
  const symbol = c.symbol();
  if (token!.kind === 'literal' || symbol === '-' || symbol === 'true' || symbol === 'false') return true;
  if (symbol === '$literal') return true;
  if (symbol !== '$expr') return false;
  // An expression that is a literal, with or without a minus.
  const end = c.treeEnd(c.position) - 1;
  let inside = c.position + 1;
  if (c.symbolAt(inside) === '-') inside++;
  const isLiteral =
    c.tokens[inside]!.kind === 'literal' || c.symbolAt(inside) === 'true' || c.symbolAt(inside) === 'false';
  return (isLiteral || c.symbolAt(inside) === '$literal') && c.treeEnd(inside) === end;
}

function beginsPattern(c: Cursor): boolean {
  switch (c.symbol()) {
    case '(':
    case '[':
    case '&':
    case '&&':
    case '-':
    case '..':
    case '...':
    case '::':
    case '<':
    case '<<':
    case '$expr':
    case '$literal':
    case '$meta':
    case '$pat':
    case '$path':
    case '$ty':
      return true;
    default:
      return c.token!.kind === 'identifier' || c.token!.kind === 'literal';
  }
}

/** Moves the cursor past a fragment. Throws a {@link MacroFailure} where rustc reports a syntax error. */
export function recognise(fragment: FragmentKind, c: Cursor): Moved {
  c.resetDepth();
  switch (fragment) {
    case 'expr':
    case 'expr_2021':
      return expression(c);
    case 'ty':
      return type(c, true);
    case 'ident':
    case 'lifetime':
      return c.bump();
    case 'literal':
      if (c.eat('-') && c.symbol() === '-') c.fail();
      if (!beginsLiteralBody(c)) c.fail();
      return c.skipTree();
    case 'vis':
      return visibility(c);
    case 'block':
      if (c.symbol() !== '{' && c.symbol() !== '$block') c.fail();
      return c.skipTree();
    case 'path':
      return path(c, 'type');
    case 'meta':
      return meta(c);
    case 'pat':
      return patternWithAlternatives(c);
    case 'pat_param':
      return pattern(c);
    case 'tt':
      return c.skipTree();
    case 'item':
      return item(c);
    case 'stmt':
      return statement(c);
  }
}

const beginsLiteralBody = (c: Cursor): boolean => !c.atEnd && c.symbol() !== '-' && beginsLiteral(c);

/** The inside of an attribute: `a::b`, `a(…)`, `a = 1`, `unsafe(a)`. */
function meta(c: Cursor): Moved {
  if (c.symbol() === '$meta') return c.skipTree();
  if (c.symbol() === 'unsafe') {
    c.bump();
    return c.expectTree('(');
  }
  path(c, 'module');
  if (c.isDelimiterAt(c.position)) c.skipTree();
  else if (c.eat('=')) expression(c);
}
