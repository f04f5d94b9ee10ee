/** Whether unsafe functions may be called at a place (Rust reference, "Unsafe blocks"). */
import type { Unit } from '../resolve/unit';

/** True inside an `unsafe` block or function; closures see what is around them, nested functions do not. */
export function isUnsafeHere(startUnit: Unit, startScope: number): boolean {
  let unit = startUnit;
  let at = startScope;
  for (;;) {
    const scope = unit.fragment.scopes[at];
    if (scope?.unsafe) return true;
    if (scope?.kind === 'item') return false;
    if (scope && scope.parent >= 0) at = scope.parent;
    else if (unit.outer) {
      at = unit.outer.scope;
      unit = unit.outer.unit;
    } else return false;
  }
}
