/** Uses of what the bindings have under names that do not say so: `Self`, variables, what is private. */
import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap } from '../../resolve/definitions';
import type { Unit } from '../../resolve/unit';
import type { Binding, Reference } from '../../syntax/summary';
import type { Outcome } from '../../types/outcome';
import { headOf, selfAt } from '../../types/types';
import { wrongArgumentCountOfLocal } from '../codes/wrong-argument-count';
import type { Finding } from '../finding';
import { isBindingName } from '../ours';
import type { DiagnoseContext } from '../problem';
import type { Resolved } from './callee';
import { checkUse, concernsBindings } from './uses';

/**
 * Findings about a name that is no item's: the fields of `Self { … }`, the arguments of a variable that is called.
 * `binding`: what binds the variable. `allNames`: not only what concerns the bindings.
 */
export function checkLocal(
  context: DiagnoseContext,
  crate: CrateMap,
  unit: Unit,
  reference: Reference,
  binding: Binding | undefined,
  allNames: boolean,
): readonly Finding[] {
  const { argumentCount, kind, scope, segments } = reference;
  const { world } = context;
  const isOurs = (used: Resolved): boolean => allNames || concernsBindings(context, used);
  const hasFields = kind === 'structLiteral' || kind === 'structPattern';
  if (hasFields && segments.length === 1 && segments[0] === 'Self') {
    const module = enclosingModule(world, unit, scope);
    const self = selfAt(world, { module, unit, scope });
    const head = self && 'environment' in self ? headOf(world, self) : undefined;
    if (head?.k !== 'type') return [];
    const used: Resolved = { k: 'resolved', definition: head.definition };
    return isOurs(used) ? checkUse(context, { crate, unit, reference, module }, used) : [];
  }
  if (argumentCount === undefined || !binding?.init || !isBoundAround(unit, reference, binding)) return [];
  const position = { crate, unit, reference, module: enclosingModule(world, unit, scope) };
  const found = wrongArgumentCountOfLocal(context, position, binding, {
    word: (word) => allNames || isBindingName(context, word),
    callee: (callee) => isBindingName(context, callee.definition.name) || isOurs(callee),
  });
  return found ? [found] : [];
}

/** Whether a variable is one of the text that a reference stands in: its initialiser is told by places there. */
function isBoundAround({ fragment }: Unit, { scope }: Reference, binding: Binding): boolean {
  for (let at = scope; at >= 0; at = fragment.scopes[at]?.parent ?? -1)
    if (fragment.scopes[at]?.bindings?.includes(binding)) return true;
  return false;
}

/**
 * What is called, where nothing is wrong with it but that it is private: rustc counts its arguments all the same. It does
 * not count those of a private method behind a dot.
 */
export function privateCallee({ argumentCount }: Reference, outcome: Outcome): Resolved | undefined {
  if (argumentCount === undefined || outcome.k !== 'unresolved') return undefined;
  const { failures, hidden } = outcome;
  if (hidden) return hidden;
  if (failures.some(({ rustcCode }) => rustcCode !== 'E0603')) return undefined;
  const definition = failures.at(-1)?.found;
  return definition?.kind === 'function' || definition?.kind === 'constructor'
    ? { k: 'resolved', definition }
    : undefined;
}
