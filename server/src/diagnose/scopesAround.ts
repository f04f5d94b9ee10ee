/** The part of a text that decides what is said of a place: the body of the function that it stands in, or what is around bodies. */
import { allItems } from '../query/files';
import { endOf, itemTable, startOf } from '../resolve/unit';
import type { Fragment, Scope } from '../syntax/summary';
import { hasWord } from '../text/words';

/** By scope: 1 for those that may have something to say of a place. */
export type ScopesAround = Uint8Array;

/**
 * The scopes that what is said of a stretch of a text comes from, in UTF-16 offsets: those of the outermost function's body
 * around it; of a stretch outside of bodies, all that are outside. `undefined` where any scope may have something to say:
 * a macro's definition is at fault wherever it is called.
 */
export function scopesAround(
  fragment: Fragment,
  text: string,
  start: number,
  end: number,
): ScopesAround | undefined {
  const { scopes } = fragment;
  // What holds others stands before them.
  const body = scopes.findIndex((scope) => scope.kind === 'block' && scope.start < start && end < scope.end);
  if (body < 0) return isInMacro(fragment, start, end) ? undefined : outsideOfBodies(scopes);
  const block = scopes[body]!;
  if (!isBodyOfItem(scopes, block) || mayDefineMacro(text.slice(block.start, block.end))) return undefined;
  const around = new Uint8Array(scopes.length);
  around[body] = 1;
  for (let at = body + 1; at < scopes.length; at++) {
    const { parent } = scopes[at]!;
    if (parent >= 0) around[at] = around[parent]!;
  }
  return around;
}

function outsideOfBodies(scopes: readonly Scope[]): ScopesAround {
  const outside = new Uint8Array(scopes.length);
  for (const [at, scope] of scopes.entries()) {
    const isBody = scope.kind === 'block' && isBodyOfItem(scopes, scope);
    outside[at] = !isBody && (scope.parent < 0 || outside[scope.parent] === 1) ? 1 : 0;
  }
  return outside;
}

function isInMacro(fragment: Fragment, start: number, end: number): boolean {
  return allItems(fragment).some((item) => {
    if (item.kind !== 'macroDefinition') return false;
    const table = itemTable(fragment, item);
    return startOf(table, item.bodyAt) <= end && start <= endOf(table, item.bodyAt);
  });
}

/** The body of a function is the end of its item; behind a block of a constant's value more may follow. */
function isBodyOfItem(scopes: readonly Scope[], block: Scope): boolean {
  for (let at = block.parent; at >= 0; at = scopes[at]!.parent) {
    const { kind, end } = scopes[at]!;
    if (kind === 'item') return end === block.end;
    if (kind === 'constant' || kind === 'block') return false;
  }
  return false;
}

function mayDefineMacro(text: string): boolean {
  return hasWord(text, 'macro_rules') || hasWord(text, 'macro');
}
