/** Where references to types stand, as far as it decides what rustc says of them. */

import type { Unit } from '../resolve/unit';
import type { Reference } from '../syntax/summary';

export const notChecked = 'types are not checked where a trait is missing';

/** True where a type must stand: what follows a type is then an associated type. */
export function asType({ kind }: Reference): boolean {
  return (
    kind === 'type' || kind === 'genericArgument' || kind === 'structLiteral' || kind === 'structPattern'
  );
}

/** Whether a place is in the body of a function, as types of its signature are not. */
export function inBody(startUnit: Unit, start: number): boolean {
  let unit = startUnit;
  let at = start;
  for (;;) {
    const scope = unit.fragment.scopes[at];
    if (scope?.kind === 'block') return true;
    if (scope?.kind === 'item' || scope?.kind === 'module') return false;
    if (scope && scope.parent >= 0) at = scope.parent;
    else if (unit.outer) {
      at = unit.outer.scope;
      unit = unit.outer.unit;
    } else return false;
  }
}

/** Whether a place is in what is computed: an array's length, a const block, a variant's value. */
export function isInConstant({ fragment }: Unit, scope: number): boolean {
  for (let at = fragment.scopes[scope]; at && at.kind !== 'item'; at = fragment.scopes[at.parent])
    if (at.kind === 'constant') return true;
  return false;
}
