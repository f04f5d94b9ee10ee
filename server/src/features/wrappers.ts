/** Functions of one's own that wrap kernel calls. */
import { isBindingName, isOfBindings } from '../diagnose/ours';
import type { Definition } from '../resolve/definitions';
import { itemTable, resolveReference, scopeAround, startOf } from '../resolve/query';
import type { FeatureContext } from './context';

/** Names of the kernel calls (methods and functions of the bindings) in the body of an own function, each once. */
export function kernelCallsIn(context: FeatureContext, definition: Definition): readonly string[] {
  const { unit, item } = definition;
  if (!unit || unit.virtual || item?.kind !== 'function' || isOfBindings(definition)) return [];
  const { fragment } = unit;
  const scope = fragment.scopes[scopeAround(unit, startOf(itemTable(fragment, item), item.at))];
  if (scope?.kind !== 'item') return [];
  const names: string[] = [];
  for (const [index, reference] of fragment.references.entries()) {
    if (reference.kind !== 'method' && reference.kind !== 'call') continue;
    const name = reference.segments.at(-1) ?? '';
    const start = startOf(fragment.referenceSpans, reference.at);
    if (start < scope.start || start > scope.end || names.includes(name) || !isBindingName(context, name))
      continue;
    const outcome = resolveReference(context.world, unit, index);
    if (outcome.k !== 'resolved' || !isOfBindings(outcome.definition)) continue;
    if (outcome.definition.item?.kind === 'function' || outcome.member) names.push(name);
  }
  return names;
}
