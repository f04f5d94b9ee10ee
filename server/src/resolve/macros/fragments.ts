/** What each fragment specifier takes. Rules: Rust reference, "Metavariables"; gates are rustc's. */
import type { Token } from '../../syntax/token';
import { Cursor, type Moved } from './cursor';
import { beginsExpression, chain, expression } from './expressions';
import { item, statement, visibility } from './items';
import type { FragmentKind } from './model';
import { pattern, patternWithAlternatives } from './patterns';
import { beginsType, path, type } from './types';

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

/**
 * The tokens that a matched fragment puts out. What rustc hands on as one unit is put between delimiters that
 * stand nowhere; they are parentheses where the text would otherwise mean something else in other surroundings.
 */
export function fragmentTokens(
  fragment: FragmentKind,
  tokens: readonly Token[],
  context: number,
): readonly Token[] {
  if (fragment === 'tt' || fragment === 'ident' || fragment === 'lifetime') return tokens;
  const name = fragment === 'expr_2021' ? 'expr' : fragment === 'pat_param' ? 'pat' : fragment;
  const first = tokens[0];
  // Handed through another macro: one unit already.
  if (first?.kind === 'open' && first.fragment === name && closesAtEnd(tokens)) return tokens;
  const parentheses = needsParentheses(name, tokens);
  const synthetic = { start: 0, end: 0, source: -1, context, fragment: name } as const;
  return [
    { kind: 'open', text: parentheses ? '(' : '', ...synthetic },
    ...tokens,
    { kind: 'close', text: parentheses ? ')' : '', ...synthetic },
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

function needsParentheses(fragment: string, tokens: readonly Token[]): boolean {
  if (tokens.length < 2) return false;
  if (fragment === 'expr') return !isAtomic(tokens);
  if (fragment === 'ty') return hasOutside(tokens, '+');
  return fragment === 'pat' && hasOutside(tokens, '|');
}

/** A path, literal, parenthesis or array with calls, fields and indices: nothing around it can split it. */
function isAtomic(tokens: readonly Token[]): boolean {
  const c = new Cursor(tokens, 2021);
  const symbol = c.symbol();
  const kind = tokens[0]!.kind;
  if (kind === 'literal' || symbol === '(' || symbol === '[' || symbol === '$expr' || symbol === '$literal') {
    c.skipTree();
  } else if (kind === 'identifier' || symbol === '::' || symbol === '$path') {
    try {
      path(c, 'expression');
    } catch {
      return false;
    }
    const call =
      c.symbol() === '!' && (c.symbolAt(c.position + 1) === '(' || c.symbolAt(c.position + 1) === '[');
    if (call) c.bump();
  } else {
    return false;
  }
  chain(c, 0, false);
  return c.atEnd;
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
