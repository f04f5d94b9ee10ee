/** Where to go from a name: to its definition, to where it enters the module, to its type. */
import { placesOf } from '../diagnose/bindingsIndex';
import { isBindingName } from '../diagnose/ours';
import {
  chainOf,
  fileOfModule,
  headOf,
  lookupIn,
  type NameAt,
  type Place,
  placeOfBinding,
  placeOfDefinition,
  placeOfImportLeaf,
} from '../query';
import { type Definition, TYPE } from '../resolve/definitions';
import type { World } from '../resolve/world';
import type { TypeRef } from '../syntax/summary';
import { type FeatureContext, nameHere } from './context';
import { fieldAt, type NamedField, placeOfField } from './fieldAt';

/** From a name to the places that it leads to. */
export interface Navigation {
  /** The name that stands there. */
  readonly origin: Place;
  /** Ranges of names; a file, from its first character, for modules and crates. Never empty. */
  readonly targets: readonly Place[];
}

/** To the definition: into own files, generated ones, or documents that stand for snapshots. */
export function definition(context: FeatureContext, file: string, offset: number): Navigation | undefined {
  return (
    navigate(context, file, offset, (at) => definitionsOf(context, at)) ??
    fromField(context, file, offset, (field) => placeOfField(context, field))
  );
}

function fromField(
  context: FeatureContext,
  file: string,
  offset: number,
  targetOf: (field: NamedField) => Place | undefined,
): Navigation | undefined {
  const field = fieldAt(context, file, offset);
  const target = field && targetOf(field);
  return field && target && { origin: field.place, targets: [target] };
}

/** To the `use` that brings the name into its module, or `mod name;`; the definition where there is none. */
export function declaration(context: FeatureContext, file: string, offset: number): Navigation | undefined {
  return (
    navigate(context, file, offset, (at) => declarationsOf(context, at)) ??
    fromField(context, file, offset, (field) => placeOfField(context, field))
  );
}

function declarationsOf(context: FeatureContext, at: NameAt): readonly Place[] {
  const { world } = context;
  const imports = at.meaning.targets.flatMap((target) => {
    const [first] = chainOf(world, target);
    const place = first && placeOfImportLeaf(world, first);
    return place ? [place] : [];
  });
  if (imports.length > 0) return imports;
  const modules = at.meaning.targets.flatMap(
    (target) => placeOfDefinition(world, target.definition, target.member) ?? [],
  );
  return modules.length > 0 ? modules : definitionsOf(context, at);
}

/** To the type: of a constant, of what a function returns, of what an alias stands for. */
export function typeDefinition(
  context: FeatureContext,
  file: string,
  offset: number,
): Navigation | undefined {
  const { world } = context;
  return (
    navigate(context, file, offset, (at) =>
      at.meaning.targets.flatMap(({ definition: found }) => {
        const type = typeOf(found);
        if (type === 'itself') return placeOfDefinition(world, found) ?? [];
        return (type && placeOfType(world, type, found)) ?? [];
      }),
    ) ?? fromField(context, file, offset, ({ struct, field }) => placeOfType(world, field.type, struct))
  );
}

/** Where the type is that is written in a definition. */
function placeOfType(world: World, type: TypeRef, found: Definition): Place | undefined {
  if (!found.parent) return undefined;
  const named = type.k === 'path' ? aliasNamed(world, type, found) : undefined;
  const head = headOf(world, { type, environment: { module: found.parent } });
  const end = named ?? (head.k === 'type' ? head.definition : undefined);
  return end && placeOfDefinition(world, end);
}

/** An alias is a type of its own to a reader: `seL4_Error::Type` is not just `u32`. */
function aliasNamed(
  world: World,
  type: Extract<TypeRef, { readonly k: 'path' }>,
  found: Definition,
): Definition | undefined {
  let there: Definition | undefined;
  for (const segment of type.segments) {
    const module = there ? there.module : found.parent;
    const lookup = module && lookupIn(world, module, segment, TYPE);
    if (lookup?.k !== 'found') return undefined;
    there = lookup.definition;
  }
  return there?.kind === 'alias' ? there : undefined;
}

function typeOf({ item, kind }: Definition): TypeRef | 'itself' | undefined {
  switch (item?.kind) {
    case 'const':
    case 'static':
      return item.type;
    case 'function':
      return item.ret;
    case 'alias':
      return item.target;
    case 'struct':
    case 'union':
    case 'enum':
      return 'itself';
    default:
      return kind === 'struct' || kind === 'enum' || kind === 'union' ? 'itself' : undefined;
  }
}

function navigate(
  context: FeatureContext,
  file: string,
  offset: number,
  targetsOf: (at: NameAt) => readonly Place[],
): Navigation | undefined {
  const at = nameHere(context, file, offset);
  if (!at) return undefined;
  const targets = unique(targetsOf(at));
  return targets.length === 0 ? undefined : { origin: at.place, targets };
}

function definitionsOf(context: FeatureContext, { meaning, name }: NameAt): readonly Place[] {
  const { world } = context;
  const { local } = meaning;
  if (local) {
    const place = placeOfBinding(world, local.unit, local.scope, { name: local.name, at: -1 });
    return place ? [place] : [];
  }
  const found = meaning.targets.flatMap((target) => {
    const file = fileOfModule(target.definition);
    if (file !== undefined) return [{ file, start: 0, end: 0 }];
    return placeOfDefinition(world, target.definition, target.member) ?? [];
  });
  if (found.length > 0 || meaning.failures.length === 0 || !isBindingName(context, name)) return found;
  // The name is not there; the bindings have it elsewhere, which is what is meant.
  return placesOf(world, name).flatMap(({ item, unit }) =>
    item && unit
      ? (placeOfDefinition(world, { kind: 'const', name, item, unit, crate: unit.crate }) ?? [])
      : [],
  );
}

function unique(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter((place) => {
    const key = `${place.file}:${place.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
