/** Names that look for themselves. */
import { itemTable, startOf } from '../resolve/unit';
import type { BindingPlace, MemberPlace } from './bindingsIndex';
import type { Problem } from './problem';

/** What has a value or type that may not be its own. */
const NOT_BY_ITSELF: ReadonlySet<string> = new Set(['alias', 'const', 'static']);

/** Whether a path stands in the very item that a place is: what it means is something else, as nothing is defined by itself. */
export function standsIn(
  { unit, reference }: Problem,
  { unit: text, item }: BindingPlace | MemberPlace,
): boolean {
  if (unit === undefined || unit !== text || reference === undefined || !item) return false;
  if (!NOT_BY_ITSELF.has(item.kind)) return false;
  const name = startOf(itemTable(unit.fragment, item), item.at);
  const { scopes } = unit.fragment;
  for (let at = reference.scope; at >= 0; at = scopes[at]?.parent ?? -1) {
    const scope = scopes[at];
    if (scope?.kind === 'item' && scope.start <= name && name < scope.end) return true;
  }
  return false;
}
