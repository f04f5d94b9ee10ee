/** What the name of an item means at its own place. */

import { isActive } from '../../resolve/active';
import { blockModule, enclosingModule, moduleOf } from '../../resolve/blocks';
import { type Definition, MACRO, type Module, NAMESPACES, TYPE, VALUE } from '../../resolve/definitions';
import { startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Item, Scope, TypeRef } from '../../syntax/summary';
import { headOf } from '../../types/types';
import { scopeAround } from '../units';
import { found, type Meaning, nothing, type Target } from './target';

/** An item at its own place. */
export function ofItem(world: World, unit: Unit, item: Item): Meaning {
  const around = unit.outer?.unit.fragment.scopes[unit.outer.scope];
  if (unit.outer && around?.kind === 'self' && unit.fragment.items.includes(item))
    return ofMacroMember(world, unit, item, unit.outer, around);
  for (const module of homesOf(world, unit, item)) {
    const targets: Target[] = [];
    for (const namespace of NAMESPACES) {
      const definition = module.items[namespace].get(item.name)?.definition;
      if (definition?.unit === unit && isSame(definition.item, item))
        targets.push({ definition, namespace, name: item.name });
    }
    if (targets.length > 0) return { targets, failures: [] };
    if (item.kind === 'macroDefinition')
      return found({
        definition: {
          kind: 'macro',
          name: item.name,
          crate: unit.crate,
          parent: module,
          item,
          unit,
          macro: 'rules',
        },
        namespace: MACRO,
        name: item.name,
      });
  }
  return { ...nothing, inactive: true };
}

/** After an edit of bodies the items of a fragment are other objects than those that were collected. */
export function isSame(a: Item | undefined, b: Item): boolean {
  return a === b || (a !== undefined && a.kind === b.kind && a.at === b.at && a.inBlock === b.inBlock);
}

/** The module that an item stands in, by its place. */
export function homesOf(world: World, unit: Unit, item: Item): readonly Module[] {
  if (item.inBlock) {
    const at = unit.fragment.scopes.findIndex((scope) => scope.items?.includes(item));
    const block = at < 0 ? undefined : blockModule(world, unit, at);
    if (block) return [block];
  }
  const table = item.inBlock ? unit.fragment.blockSpans : unit.fragment.itemSpans;
  const scope = scopeAround(unit, startOf(table, item.at));
  const around = enclosingModule(world, unit, scope);
  // The scope of a module's own name is the module itself.
  const inner =
    isSame(around.definition.item, item) && around.definition.unit === unit ? around.parent : around;
  return [...(inner ? [inner] : []), moduleOf(unit, 0)];
}

export function ofMember(world: World, unit: Unit, item: Item, owner: Item): Meaning {
  const table = item.inBlock ? unit.fragment.blockSpans : unit.fragment.itemSpans;
  const start = startOf(table, item.at);
  const scope = scopeAround(unit, start);
  if (isActive(world, unit, scope) === false) return { ...nothing, inactive: true };
  const module = enclosingModule(world, unit, scope);
  let of: Definition | undefined;
  if (owner.kind === 'impl') {
    const generics = new Set(owner.generics?.map((g) => g.name));
    let { self } = owner;
    while (self.k === 'reference') self = self.of;
    const head = headOf(world, { type: self, environment: { module, unit, generics } });
    if (head.k === 'type') of = head.definition;
  } else of = ofItem(world, unit, owner).targets[0]?.definition;
  const ofTrait = owner.kind === 'trait' || (owner.kind === 'impl' && owner.trait !== undefined);
  const definition = associated(item, unit, module, of);
  const member = of && { item, unit, module, of, ...(ofTrait ? { ofTrait } : {}) };
  return found({
    definition,
    namespace: item.kind === 'alias' ? TYPE : VALUE,
    name: item.name,
    ...(member ? { member } : {}),
  });
}

/** An item that a macro call among the members of an impl or trait stands for. */
export function ofMacroMember(
  world: World,
  unit: Unit,
  item: Item,
  outer: NonNullable<Unit['outer']>,
  self: Scope,
): Meaning {
  const module = enclosingModule(world, outer.unit, outer.scope);
  const environment = { module, unit: outer.unit, scope: outer.scope };
  const type: TypeRef = { k: 'path', segments: ['Self'] };
  const head = self.selfName === undefined ? headOf(world, { type, environment }) : undefined;
  const of = head?.k === 'type' ? head.definition : undefined;
  const ofTrait = self.selfTrait !== undefined || (self.selfName !== undefined && of === undefined);
  const definition = associated(item, unit, module, of);
  const namespace = item.kind === 'alias' ? TYPE : VALUE;
  const owner = of ?? { kind: 'trait' as const, name: self.selfName ?? 'Self' };
  const member = { item, unit, module, of: owner, ...(ofTrait ? { ofTrait: true as const } : {}) };
  return found({ definition, namespace, name: item.name, member });
}

/** An item among the members of an impl or trait as a definition; `of` is the type or trait that has it, if it is known. */
function associated(item: Item, unit: Unit, module: Module, of: Definition | undefined): Definition {
  return {
    kind: 'associated',
    name: item.name,
    crate: unit.crate,
    parent: module,
    item,
    unit,
    ...(of ? { of } : {}),
  };
}
