/** What can begin here: rustc's gates, which decide whether a fragment or an optional part is tried at all. */
import type { Cursor } from './cursor';
import { isPathSegment, wordBeginsExpression, wordBeginsType } from './words';

/** Whether a path begins here (`<T as A>::b` included). */
export function beginsPath(c: Cursor): boolean {
  const symbol = c.symbol();
  if (symbol === '::' || symbol === '<' || symbol === '<<' || symbol === '$path' || symbol === '$ty')
    return true;
  return c.token?.kind === 'identifier' && isPathSegment(symbol, c.edition);
}

/** Whether a type can begin here, for fragments and optional types. Rules: rustc's `can_begin_type`. */
export function beginsType(c: Cursor): boolean {
  switch (c.symbol()) {
    case '(':
    case '[':
    case '!':
    case '*':
    case '&':
    case '&&':
    case '?':
    case '<':
    case '<<':
    case '::':
    case '$ty':
    case '$path':
      return true;
    default:
      if (c.token?.kind === 'lifetime') return true;
      return c.token?.kind === 'identifier' && wordBeginsType(c.symbol(), c.edition);
  }
}

/** Whether an expression can begin here. Rules: rustc's `can_begin_expr`. */
export function beginsExpression(c: Cursor): boolean {
  switch (c.symbol()) {
    case '(':
    case '{':
    case '[':
    case '!':
    case '-':
    case '*':
    case '|':
    case '||':
    case '&':
    case '&&':
    case '..':
    case '...':
    case '..=':
    case '<':
    case '<<':
    case '::':
    case '#':
    case '$block':
    case '$expr':
    case '$literal':
    case '$path':
      return true;
    default: {
      const kind = c.token?.kind;
      if (kind === 'literal' || kind === 'lifetime') return true;
      return kind === 'identifier' && wordBeginsExpression(c.symbol(), c.edition);
    }
  }
}
