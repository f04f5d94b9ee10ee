import type { RemovedMacro } from '../gaps/removed';
import { withoutRaw } from '../keywords';
import type { MacroDefinitionItem } from '../summary';
import { Kind } from '../tree/kinds';
import { type AttributeNodes, attributeRegion, lowerAttributePaths } from './attributes';
import { named, nameless, removedVisibility } from './items';
import type { Lowering } from './lowering';

/** `macro_rules! name { … }`: its text is kept as it is. */
export function lowerMacroDefinition(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): MacroDefinitionItem {
  const name = l.child(node, Kind.identifier);
  let open = -1;
  let close = -1;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (open < 0 && (kind === Kind['{'] || kind === Kind['('] || kind === Kind['['])) open = l.endOf(c);
    else if (kind === Kind['}'] || kind === Kind[')'] || kind === Kind[']']) close = l.startOf(c);
  }
  const base = named(l, name, attributes, -1);
  if (open < 0) open = l.endOf(node);
  if (close < open) close = l.endOf(node);
  if (l.bodies && attributes !== undefined) {
    lowerAttributePaths(l, attributes, attributeRegion(l, node, scope, attributes));
  }
  return {
    kind: 'macroDefinition',
    ...base,
    body: l.text.slice(open, close),
    bodyAt: l.itemSpan(open, close),
  };
}

/** `macro name …`, which a rewriting took out of the text and left a `;` for. */
export function lowerDeclarativeMacro(
  l: Lowering,
  node: number,
  attributes: AttributeNodes,
  macro: RemovedMacro,
): MacroDefinitionItem {
  const [start, end] = macro.body;
  return {
    kind: 'macroDefinition',
    ...nameless(l, node, attributes, -1),
    name: withoutRaw(l.text.slice(...macro.name)),
    visibility: removedVisibility(l, node) ?? { k: 'private' },
    at: l.itemSpan(...macro.name),
    body: l.text.slice(start, end),
    bodyAt: l.itemSpan(start, end),
    declarative2: true,
  };
}
