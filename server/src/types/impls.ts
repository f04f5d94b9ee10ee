/** Which `impl` blocks a crate has, by what they are for. */

import { isLeftOut } from '../resolve/active';
import { activity, attributesIn } from '../resolve/attributes';
import { enclosingModule } from '../resolve/blocks';
import type { CollectedImpl, CrateMap, Definition, Module, Reaching } from '../resolve/definitions';
import { walkPrefix } from '../resolve/paths';
import { bodiesAround } from '../resolve/reach';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { broughtImpls, mayBringImpls } from './bodyImpls';
import { definitionOfType, type Head, headOf, type TypeEnvironment } from './types';

/** An `impl` with its header resolved. */
export interface KnownImpl extends CollectedImpl {
  /** The type that it is for, references kept. */
  readonly self: Head;
  /** Names of the type and const parameters of the impl. */
  readonly generics: ReadonlySet<string>;
  readonly environment: TypeEnvironment;
  /** The trait; `'missing'` where its path leads nowhere, `'unknown'` where that cannot be told. */
  readonly trait: Definition | 'none' | 'missing' | 'unknown';
  readonly active: true | 'unknown';
}

interface ImplTable {
  readonly inherent: Map<Definition, KnownImpl[]>;
  readonly ofTrait: Map<Definition, KnownImpl[]>;
  /** Inherent impls for something that cannot be told. */
  readonly loose: KnownImpl[];
  /** Impls of traits that cannot be told. */
  readonly opaque: KnownImpl[];
}

const tables = new WeakMap<CrateMap, ImplTable>();
const inBodies = new WeakMap<Unit['memo'], ImplTable>();
const inModules = new WeakMap<object, ImplTable>();

/**
 * The tables of a crate: one for the impls of its modules, one for each file with impls in bodies, and one for each
 * body around the given modules.
 */
export function implTables(
  world: World,
  crate: CrateMap,
  places: readonly (Module | undefined)[] = [],
): readonly ImplTable[] {
  const found: ImplTable[] = [];
  for (const place of places)
    for (const body of place ? bodiesAround(place) : NO_BODIES) {
      let own = inModules.get(body);
      if (!own) {
        own = newTable();
        inModules.set(body, own);
        for (const record of body.impls) enter(world, own, record, undefined);
      }
      if (!found.includes(own)) found.push(own);
    }
  let table = tables.get(crate);
  if (!table) {
    table = newTable();
    if (!crate.collecting) tables.set(crate, table);
    for (const record of crate.impls) if (!record.item.inBlock) enter(world, table, record, undefined);
  }
  found.push(table);
  // What an impl in a body is for depends on that body: it is forgotten with it.
  for (const unit of unitsWithImpls(world, crate)) {
    let own = inBodies.get(unit.memo);
    if (!own) {
      own = newTable();
      inBodies.set(unit.memo, own);
      enterBodies(world, crate, unit, own);
    }
    found.push(own);
  }
  return found;
}

/** Texts whose bodies have impls, or macros that may bring some, as far as a crate's have been gone through. */
const withImpls = new WeakMap<CrateMap, { looked: number; readonly units: Unit[] }>();

function unitsWithImpls(world: World, crate: CrateMap): readonly Unit[] {
  const has = (unit: Unit): boolean =>
    unit.fragment.nestedItems.some(({ kind }) => kind === 'impl' || kind === 'macroCall') ||
    (!crate.collecting && mayBringImpls(world, crate, unit));
  if (crate.collecting) return crate.units.filter(has);
  const known = remembered(withImpls, crate, () => ({ looked: 0, units: [] as Unit[] }));
  while (known.looked < crate.units.length) {
    const unit = crate.units[known.looked++]!;
    if (has(unit)) known.units.push(unit);
  }
  return known.units;
}

function enterBodies(world: World, crate: CrateMap, unit: Unit, table: ImplTable): void {
  if (!crate.collecting)
    for (const [record, bodies] of broughtImpls(world, unit))
      enter(world, table, record, undefined, (type) => ![...bodies].some((body) => isIn(body, type)));
  for (const record of crate.impls)
    if (record.item.inBlock && record.unit === unit) {
      const at = scopeOf(unit, record.item);
      if (at === undefined || !isLeftOut(world, unit, at)) enter(world, table, record, at);
    }
}

/** Whether a type stands in a body, whose own table has its impls. */
function isIn(body: Reaching, { parent }: Definition): boolean {
  return parent !== undefined && bodiesAround(parent).includes(body);
}

const NO_BODIES: ReturnType<typeof bodiesAround> = [];

function newTable(): ImplTable {
  return { inherent: new Map(), ofTrait: new Map(), loose: [], opaque: [] };
}

/** The block that an impl in a body stands in. */
function scopeOf(unit: Unit, item: CollectedImpl['item']): number | undefined {
  const at = unit.fragment.scopes.findIndex(({ items }) => items?.includes(item));
  return at < 0 ? undefined : at;
}

function enter(
  world: World,
  table: ImplTable,
  record: CollectedImpl,
  scope: number | undefined,
  isWanted?: (type: Definition) => boolean,
): void {
  const { item, unit } = record;
  const module: Module = scope === undefined ? record.module : enclosingModule(world, unit, scope);
  const { active } = activity(world, module.crate, item.attributes, attributesIn(world, module));
  if (active === false) return;
  const generics = new Set(item.generics?.map(({ name }) => name));
  const environment: TypeEnvironment = { module, unit, generics, ...(scope === undefined ? {} : { scope }) };
  const trait = traitOf(world, record, environment);
  const self = headOf(world, { type: item.self, environment });
  const of = isWanted && withoutReferences(world, self);
  if (of?.k === 'type' && !isWanted?.(of.definition)) return;
  const known: KnownImpl = { ...record, module, self, generics, environment, trait, active };
  if (trait === 'missing') return;
  if (trait === 'unknown') table.opaque.push(known);
  else if (trait !== 'none') push(table.ofTrait, trait, known);
  else {
    const head = withoutReferences(world, self);
    if (head.k === 'type') push(table.inherent, head.definition, known);
    else if (head.k === 'unknown') table.loose.push(known);
  }
}

function traitOf(world: World, { item }: CollectedImpl, environment: TypeEnvironment): KnownImpl['trait'] {
  const { trait } = item;
  if (!trait) return 'none';
  const type = {
    k: 'path' as const,
    segments: trait.segments,
    ...(trait.global ? { global: true as const } : {}),
  };
  const definition = definitionOfType(world, { type, environment });
  if (definition) return definition.kind === 'trait' ? definition : 'missing';
  if (trait.segments[0] === '$crate') return 'unknown';
  const { module } = environment;
  const step = walkPrefix(world, { module }, trait.segments, trait.global === true, []);
  return step.k === 'failed' || step.k === 'type' || step.k === 'poison' ? 'missing' : 'unknown';
}

/** The type behind all references of a head. */
export function withoutReferences(world: World, head: Head): Head {
  let at = head;
  for (let depth = 0; at.k === 'reference' && depth < 32; depth++) at = headOf(world, at.of);
  return at;
}

function push(map: Map<Definition, KnownImpl[]>, key: Definition, known: KnownImpl): void {
  const list = map.get(key);
  if (list) list.push(known);
  else map.set(key, [known]);
}
