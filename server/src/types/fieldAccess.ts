/** Which struct's field an access is about, where the type in front of the dot can be seen. */

import { isActive } from '../resolve/active';
import { enclosingModule } from '../resolve/blocks';
import { type Definition, isVisible, type Module } from '../resolve/definitions';
import { addsMembers } from '../resolve/derives';
import type { Unit } from '../resolve/unit';
import { effectiveVisibility } from '../resolve/visibility';
import type { World } from '../resolve/world';
import type { FieldAccess, FieldRef } from '../syntax/summary';
import { activeFields } from './fields';
import { dereferences } from './methods';
import { typeBeforeDot } from './receivers';
import { headOf } from './types';

export interface AccessedField {
  readonly struct: Definition;
  /** Absent where the struct has no such field. */
  readonly field?: FieldRef;
  /** The field is there, and cannot be named here. */
  readonly hidden: boolean;
  /** All that the view compiles, in order. */
  readonly fields: readonly FieldRef[];
}

/**
 * The struct or union that an access goes to, through references; `undefined` where it cannot be told, where the view does
 * not compile the access, and where the type may lead on to another one.
 */
export function accessedField(world: World, unit: Unit, access: FieldAccess): AccessedField | undefined {
  if (isActive(world, unit, access.scope) !== true) return undefined;
  const typed = typeBeforeDot(world, unit, access.on, 0);
  let head = typed === 'poison' ? undefined : typed;
  while (head?.k === 'reference') head = headOf(world, head.of);
  const definition = head?.k === 'type' ? head.definition : undefined;
  const { item, parent } = definition ?? {};
  if (!definition || !parent || (item?.kind !== 'struct' && item?.kind !== 'union')) return undefined;
  const fields = activeFields(world, definition, item);
  if (!fields) return undefined;
  const field = fields.find(({ name }) => name === access.name);
  const hidden =
    field !== undefined && !isFieldVisible(definition, field, enclosingModule(world, unit, access.scope));
  if (field && !hidden) return { struct: definition, field, hidden, fields };
  // rustc goes on past a field that cannot be named, as past one that is not there.
  if (addsMembers(world, definition) !== undefined || dereferences(world, definition)) return undefined;
  return { struct: definition, ...(field ? { field } : {}), hidden, fields };
}

/** Whether a field of a struct can be named in a module. */
export function isFieldVisible({ parent }: Definition, { visibility }: FieldRef, from: Module): boolean {
  return parent !== undefined && isVisible(effectiveVisibility(visibility, parent.normal), from);
}
