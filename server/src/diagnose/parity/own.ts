/** Where things stand, for findings and for people. */
import { ENUM_TYPE } from '../../compare/compare';
import type { Definition, Module } from '../../resolve/definitions';
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

/** What a name of a module is called in lists: `seL4_Error::Type`, as a stand-in has as many of `Type` as it has enums. */
export function calledAs(name: string, { parent, name: module }: Module): string {
  return name === ENUM_TYPE && parent ? `${module}::${name}` : name;
}

/** A key that all rows about one thing share, and no other: names may be there more than once. */
export function keyOfOwn({ unit, item, title, module }: OwnPlace): string {
  return `${unit.file} ${item.at} ${module.path(true)} ${title}`;
}
