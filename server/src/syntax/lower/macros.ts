import type { MacroCall, Reference } from '../summary';
import { Kind } from '../tree/kinds';
import type { Draft } from './draft';
import type { Lowering } from './lowering';
import { addPath } from './paths';

/** Adds a macro call outside of item position; gives its index in `calls`, or -1 if its path did not parse. */
export function lowerMacroCall(
  l: Lowering,
  node: number,
  scope: number,
  position: MacroCall['position'],
): number {
  const reference = addPath(l, 'macro', node + 1, scope);
  const text = l.child(node, Kind.token_tree);
  if (reference < 0 || text < 0) return -1;
  if (l.hasBroken(node)) (l.references[reference] as Draft<Reference>).broken = true;
  l.calls.push({ scope, reference, position, at: l.span(l.startOf(text), l.endOf(text)) });
  return l.calls.length - 1;
}
