/** Enters an item's names into its module. */

import type { Attribute, FieldRef, Item } from '../syntax/summary';
import {
  type CrateMap,
  type Definition,
  type DefinitionKind,
  type EffectiveVisibility,
  MACRO,
  type Module,
  type Namespace,
  narrower,
  type TextualScope,
  TYPE,
  VALUE,
} from './definitions';
import { MAY_BE_AWAY } from './paths';
import type { Unit } from './unit';
import { effectiveVisibility } from './visibility';
import type { World } from './world';

const kinds: Partial<Record<Item['kind'], DefinitionKind>> = {
  function: 'function',
  struct: 'struct',
  union: 'union',
  enum: 'enum',
  trait: 'trait',
  alias: 'alias',
  const: 'const',
  static: 'static',
  macroDefinition: 'macro',
};

/** Defines one item, with the fields that are there; returns its definition, or nothing for items without a name. */
export function define(
  map: CrateMap,
  module: Module,
  item: Item,
  unit: Unit,
  attributes: readonly Attribute[] = item.attributes ?? [],
  isThere: (field: FieldRef) => boolean = () => true,
): Definition | undefined {
  const kind = kinds[item.kind];
  if (kind === undefined || item.name === '' || item.name === '_') return undefined;
  const visibility = effectiveVisibility(item.visibility, module);
  const definition: Definition = {
    kind,
    name: item.name,
    crate: map,
    parent: module,
    item,
    unit,
    ...(item.kind === 'macroDefinition' ? { macro: 'rules' as const } : {}),
  };
  switch (item.kind) {
    case 'macroDefinition':
      if (item.declarative2) set(module, MACRO, item.name, definition, visibility);
      else if (attributes.some((a) => a.path === 'macro_export'))
        set(map.root, MACRO, item.name, definition, 'public');
      break;
    case 'function':
      set(module, VALUE, item.name, definition, visibility);
      defineProcMacro(module, item.name, attributes, definition);
      break;
    case 'const':
    case 'static':
      set(module, VALUE, item.name, definition, visibility);
      break;
    case 'struct':
      set(module, TYPE, item.name, definition, visibility);
      if (item.shape !== 'record') {
        let narrowest = visibility;
        for (const field of item.fields)
          if (isThere(field)) narrowest = narrower(narrowest, effectiveVisibility(field.visibility, module));
        const shaped: Definition = {
          kind: 'constructor',
          name: item.name,
          crate: map,
          parent: module,
          item,
          unit,
          of: definition,
        };
        set(module, VALUE, item.name, shaped, narrowest);
      }
      break;
    case 'trait':
      set(module, TYPE, item.name, definition, visibility);
      module.reaching.traits.push(definition);
      break;
    default:
      set(module, TYPE, item.name, definition, visibility);
  }
  return definition;
}

/** Enters a module's name into the module around it. */
export function defineModule({ definition, name, parent }: Module, visibility: EffectiveVisibility): void {
  if (!parent) return;
  const first = parent.items[TYPE].get(name)?.definition.module;
  // Two modules for two machines, say: which one it is cannot be told.
  if (first && (first.uncertain || definition.module?.uncertain)) first.unknown ??= MAY_BE_AWAY;
  set(parent, TYPE, name, definition, visibility);
}

/** Takes a module out again, as one whose file turns out to be left out by a `cfg` in it. */
export function undefineModule({ definition, name, parent }: Module): void {
  if (parent?.items[TYPE].get(name)?.definition === definition) parent.items[TYPE].delete(name);
}

function set(
  module: Module,
  namespace: Namespace,
  name: string,
  definition: Definition,
  visibility: EffectiveVisibility,
): void {
  // A second definition of one name is an error of its own (E0428); the first one counts.
  if (!module.items[namespace].has(name)) module.items[namespace].set(name, { definition, visibility });
}

/** Of two macros of one name, one of which stands behind a cfg that is not known, it cannot be told which one counts. */
export function noteDoubt(root: Module, definition: Definition, before: TextualScope | undefined): void {
  const exported = root.items[MACRO].get(definition.name)?.definition;
  if (exported && exported !== definition && (exported.uncertain || definition.uncertain))
    exported.doubtful = true;
  if (!definition.uncertain) return;
  for (let scope = before; scope && !definition.doubtful; scope = scope.outer)
    if (scope.name === definition.name) definition.doubtful = true;
}

/** `#[proc_macro] pub fn m` defines a macro `m` (reference, "Procedural Macros"). */
function defineProcMacro(
  module: Module,
  name: string,
  attributes: readonly Attribute[],
  definition: Definition,
): void {
  for (const attribute of attributes) {
    if (attribute.path === 'proc_macro') macro(name, 'bang');
    else if (attribute.path === 'proc_macro_attribute') macro(name, 'attribute');
    else if (attribute.path === 'proc_macro_derive') {
      const inner = attribute.args.slice(1, -1).split(',')[0]?.trim();
      if (inner) macro(inner, 'derive');
    }
  }
  function macro(as: string, kind: 'bang' | 'attribute' | 'derive'): void {
    const { crate, parent, item, unit } = definition;
    set(
      module,
      MACRO,
      as,
      {
        kind: 'macro',
        name: as,
        macro: kind,
        ...(crate ? { crate } : {}),
        ...(parent ? { parent } : {}),
        ...(item ? { item } : {}),
        ...(unit ? { unit } : {}),
      },
      'public',
    );
  }
}

/** Before edition 2018 `extern crate std;` stands in every root, unwritten. */
export function nameStandardCrate(world: World, { edition, root, noStd, noCore }: CrateMap): void {
  if (edition > 2015 || noCore) return;
  const name = noStd ? 'core' : 'std';
  const { definition } = world.standardCrate(name).root;
  root.items[TYPE].set(name, { definition, visibility: root });
}
