/** Whether unsafe functions may be called at a place (Rust reference, "Unsafe blocks"). */
import type { Definition } from '../resolve/definitions';
import type { Unit } from '../resolve/unit';

/** Functions of the standard library that are unsafe to call: their listing does not say so. */
const UNSAFE: ReadonlySet<string> = new Set([
  'core::mem::zeroed',
  'core::mem::uninitialized',
  'core::mem::transmute',
  'core::mem::transmute_copy',
  'core::ptr::read',
  'core::ptr::read_volatile',
]);

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

/** Whether calling a function takes `unsafe`, as far as its text or the tables tell. */
export function isUnsafeFunction({ name, parent, item }: Definition): boolean {
  return (item?.kind === 'function' && item.unsafe === true) || UNSAFE.has(`${parent?.path(true)}::${name}`);
}
