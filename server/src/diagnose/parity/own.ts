/** Where things stand, for findings and for people. */
import type { Definition } from '../../resolve/definitions';
import { isOfBindings } from '../ours';
import { pathInBindings } from './kernel';
import type { OwnPlace } from './result';

/** The stand-in's own code, in a file that can be mended. */
export function placeOfOwn(definition: Definition): OwnPlace | undefined {
  const { item, unit, parent, name, crate } = definition;
  if (!item || !unit || unit.virtual || !parent || crate?.node?.member !== true || crate.bindings)
    return undefined;
  return { name, title: name, item, unit, module: parent };
}

/** `sel4_platform::adapter::x`; below the root of the bindings without their private modules. */
export function pathOf(definition: Definition): string {
  if (isOfBindings(definition)) return pathInBindings(definition);
  return definition.parent ? `${definition.parent.path(true)}::${definition.name}` : definition.name;
}
