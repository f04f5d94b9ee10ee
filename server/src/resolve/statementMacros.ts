/** Statement macros that bring no variables, as most do: names pass them by. */
import type { Expansion, Unit } from './unit';

/**
 * Whether what a call stands for binds no variable and leaves nothing in doubt: only the items of its block may have
 * names then, and those are the block's. `false` where calls in it are not looked into yet.
 */
export function bindsNothing(unit: Unit, call: number): boolean {
  const { memo } = unit;
  if (memo.bindNothing?.has(call)) return true;
  const expansion = memo.expansions?.get(call);
  if (!expansion || !isSilent(expansion)) return false;
  memo.bindNothing ??= new Set();
  memo.bindNothing.add(call);
  return true;
}

function isSilent(expansion: Expansion): boolean {
  if (expansion.k === 'nothing') return true;
  return expansion.k === 'units' && expansion.units.every(endsWithoutVariables);
}

function endsWithoutVariables(unit: Unit): boolean {
  const { scopes, exit, calls } = unit.fragment;
  if (calls.some(({ position }) => position === 'pattern')) return false;
  for (let at = exit; at >= 0; at = scopes[at]!.parent) {
    const scope = scopes[at];
    if (!scope || scope.broken) return false;
    if (scope.kind === 'statementMacro') {
      if (scope.call === undefined || !bindsNothing(unit, scope.call)) return false;
    } else if (scope.kind !== 'region' && !(scope.kind === 'block' && scope.parent < 0)) return false;
  }
  return true;
}
