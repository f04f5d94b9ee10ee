/** `transmute` to or from a type of the bindings: nothing notices when the kernel lays it out in another way. */

import { enclosingModule } from '../../resolve/blocks';
import type { Definition } from '../../resolve/definitions';
import { startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { resolveReference } from '../../types/references';
import { definitionOfType } from '../../types/types';
import type { Resolved } from '../calls/callee';
import { type Position, writtenPath } from '../calls/position';
import type { Finding } from '../finding';
import { isOfBindings } from '../ours';
import type { DiagnoseContext } from '../problem';

/** The finding for a call of `transmute` whose types are written at it, or behind the `let` that it initialises. */
export function bindingTransmute(
  context: DiagnoseContext,
  position: Position,
  { definition }: Resolved,
): readonly Finding[] {
  if (definition.name !== 'transmute' || definition.crate?.name !== 'core') return [];
  const { world } = context;
  const written = writtenPath(world, position);
  const type = written && writtenType(world, position, written.start, written.behind);
  if (!type) return [];
  const { crate, module } = position;
  return [
    {
      code: 'binding-transmute',
      severity: 'warning',
      ...written.place,
      name: type.name,
      message: `\`transmute\` involves \`${type.name}\` of the bindings, whose layout the kernel's configuration decides`,
      help: 'use its constructors, accessors or fields',
      candidates: [],
      crate: crate.packageName,
      module: module.normal.path(),
      category: 'other',
      related: [],
    },
  ];
}

function writtenType(
  world: World,
  { unit, reference }: Position,
  from: number,
  to: number,
): Definition | undefined {
  const { references, referenceSpans, scopes } = unit.fragment;
  for (const [index, other] of references.entries()) {
    const start = startOf(referenceSpans, other.at);
    if (other === reference || start < from || start >= to) continue;
    if (other.kind !== 'type' && other.kind !== 'genericArgument') continue;
    const outcome = resolveReference(world, unit, index);
    if (outcome.k === 'resolved' && isOfBindings(outcome.definition)) return outcome.definition;
  }
  const index = references.indexOf(reference);
  for (const [scope, { bindings }] of scopes.entries())
    for (const { type, init } of bindings ?? []) {
      if (init?.k !== 'call' || init.on.k !== 'path' || init.on.reference !== index || !type) continue;
      const environment = { module: enclosingModule(world, unit, scope), unit, scope };
      const found = definitionOfType(world, { type, environment });
      if (isOfBindings(found)) return found;
    }
  return undefined;
}
