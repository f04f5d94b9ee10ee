/** Names of the bindings and of the workspace's adapters, by a part of them. */
import { allPlaces, type BindingPlace } from '../diagnose/bindingsIndex';
import { reachesBindings } from '../diagnose/ours';
import {
  type CrateTexts,
  cratesWithItems,
  lookupIn,
  type Place,
  placeOfDefinition,
  textsOfCrate,
} from '../query';
import type { Definition } from '../resolve/definitions';
import { NAMESPACES } from '../resolve/definitions';
import { hasInOrder } from '../text/words';
import type { FeatureContext } from './context';
import { realPath } from './describe';

export type SymbolKind = BindingPlace['kind'];

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Path of what it stands in. */
  readonly container: string;
  readonly place: Place;
}

/** More than anybody reads. */
const MOST = 128;

/**
 * Symbols whose names have the letters of `query` in its order, those that begin with it first. Nothing for an empty
 * query: all names of the bindings are no answer.
 */
export function workspaceSymbols(context: FeatureContext, query: string): readonly WorkspaceSymbol[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  // All names of seL4 begin alike: most are never looked at once there are enough.
  const symbols: WorkspaceSymbol[] = [];
  const others: Found[] = [];
  for (const found of all(context, (name) => hasInOrder(name, wanted))) {
    if (!found.name.toLowerCase().startsWith(wanted)) others.push(found);
    else symbols.push(...symbolOf(context, found));
    if (symbols.length === MOST) return symbols;
  }
  for (const found of others) {
    symbols.push(...symbolOf(context, found));
    if (symbols.length === MOST) break;
  }
  return symbols;
}

/** Nothing if it stands nowhere. */
function symbolOf(context: FeatureContext, { name, kind, definition }: Found): readonly WorkspaceSymbol[] {
  const place = placeOfDefinition(context.world, definition);
  return place ? [{ name, kind, container: containerOf(definition), place }] : [];
}

interface Found {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly definition: Definition;
}

/** Symbols of all names that are wanted; `isWanted` is asked with names in lower case. */
function* all(context: FeatureContext, isWanted: (name: string) => boolean): Iterable<Found> {
  // Names are asked first: what each of them is costs more.
  for (const [name, places] of allPlaces(context.world)) {
    if (!isWanted(name.toLowerCase())) continue;
    for (const place of places) {
      const definition = definitionOf(context, place);
      if (definition) yield { name, kind: place.kind, definition };
    }
  }
  for (const crate of searched(context, isWanted))
    for (const module of crate.read().modules) {
      if (
        module.isInBody ||
        module.crate.bindings ||
        !module.parent ||
        !reachesBindings(context.world, module)
      )
        continue;
      if (isWanted(module.name.toLowerCase()))
        yield { name: module.name, kind: 'module', definition: module.definition };
      for (const namespace of NAMESPACES)
        for (const [name, { definition }] of module.items[namespace])
          if (!definition.module && definition.kind !== 'constructor' && isWanted(name.toLowerCase()))
            yield { name, kind: kindOf(definition), definition };
    }
}

/** Crates of the workspace; of those that are to be read again only such as may have an item of a wanted name. */
function searched(context: FeatureContext, isWanted: (name: string) => boolean): readonly CrateTexts[] {
  const { crates } = context.world;
  const members = context.memberTexts();
  const unread = members.filter(({ index }) => index !== undefined && !crates.has(index));
  const having = new Set(cratesWithItems(unread, [...crates.values()].map(textsOfCrate), isWanted));
  return members.filter((crate) => having.has(crate) || !unread.includes(crate));
}

function definitionOf({ world }: FeatureContext, place: BindingPlace): Definition | undefined {
  const { name, kind, module, item, unit } = place;
  if (kind === 'method')
    return item && unit && { kind: 'associated', name, item, unit, crate: module.crate, parent: module };
  const there = lookupIn(world, module, name, kind === 'type' || kind === 'module' ? 0 : 1);
  return there?.k === 'found' ? there.definition : undefined;
}

function kindOf({ kind }: Definition): SymbolKind {
  return kind === 'function' || kind === 'macro'
    ? 'function'
    : kind === 'const' || kind === 'static'
      ? 'constant'
      : 'type';
}

function containerOf(definition: Definition): string {
  const path = realPath(definition);
  return path.slice(0, Math.max(0, path.lastIndexOf('::')));
}
