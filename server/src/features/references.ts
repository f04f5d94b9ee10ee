/** Where else a name is used: in the workspace, or in one file. */

import { readVirtualPath } from '../bindings/virtual';
import {
  type CrateTexts,
  inOrder,
  keyOf,
  keyOfLocal,
  keysOf,
  linksNaming,
  type Meaning,
  membersNamed,
  type NameAt,
  type Place,
  placeOfDefinition,
  placesInDocument,
  search,
  textsOfCrate,
  type Use,
  usesOf,
} from '../query';
import type { Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { type FeatureContext, nameHere } from './context';

/** What one use is, for colours and filters. */
export type UseKind = 'definition' | 'import' | 'read';

export interface Reference {
  readonly place: Place;
  readonly kind: UseKind;
}

/**
 * All places in the workspace that name what stands at an offset, under whatever name imports give it; in order of file
 * and position. With definitions, those come first that lie elsewhere: in generated files, in documents that stand for
 * snapshots. `undefined` where no name stands there, or nothing that is known.
 */
export function references(
  context: FeatureContext,
  file: string,
  offset: number,
  withDefinition = true,
): readonly Reference[] | undefined {
  const at = nameHere(context, file, offset);
  const uses = at && usesAt(context, at, context.memberTexts());
  if (!uses) return undefined;
  if (!withDefinition) return uses.filter((use) => !use.isDefinition).map(referenceOf);
  const known = new Set(uses.map(({ place }) => spotOf(place)));
  const elsewhere = at.meaning.targets.flatMap((target): readonly Reference[] => {
    const place = placeOfDefinition(context.world, target.definition, target.member);
    if (!place || known.has(spotOf(place))) return [];
    known.add(spotOf(place));
    return [{ place, kind: 'definition' }];
  });
  return [...elsewhere, ...uses.map(referenceOf)];
}

function spotOf({ file, start }: Place): string {
  return `${file}:${start}`;
}

/** The same within the file alone. `undefined` for a method whose other calls are not all known: others may know more. */
export function highlights(
  context: FeatureContext,
  file: string,
  offset: number,
): readonly Reference[] | undefined {
  const at = nameHere(context, file, offset);
  if (at && readVirtualPath(file)) return inDocument(context, file, at);
  const crates = context.cratesOf(file).map(textsOfCrate);
  const uses = at && usesAt(context, at, crates, file);
  return uses?.filter((use) => use.place.file === file).map(referenceOf);
}

function inDocument({ world }: FeatureContext, file: string, at: NameAt): readonly Reference[] {
  return placesInDocument(world, file, at.name, keysOf(world, at.meaning)).map(({ place, isDefinition }) => ({
    place,
    kind: isDefinition ? 'definition' : 'read',
  }));
}

/** Uses of everything that a name means, in links of documentation too, in order of file and position; of a local in its file. */
export function usesAt(
  context: FeatureContext,
  { meaning, name }: NameAt,
  crates: readonly CrateTexts[],
  onlyFile?: string,
): readonly Use[] | undefined {
  const { world } = context;
  const { local, targets } = meaning;
  if (local) return usesOfLocal(context, local, name);
  const definitions = targets.flatMap(({ definition, member }) => [
    definition,
    // Impls for several instances have a method of the name: any call may mean any of them.
    ...(definition.of && !member?.ofTrait ? siblingsOf(world, definition, definition.of) : []),
  ]);
  if (definitions.length === 0) return undefined;
  const uses = usesOf(world, crates, definitions, name, onlyFile);
  const keys = new Set(definitions.map((definition) => keyOf(world, definition)));
  const names = [name, ...definitions.map((each) => each.name), ...uses.map((use) => use.occurrence.name)];
  const isMeant = (other: Meaning): boolean =>
    other.targets.some(({ definition }) => keys.has(keyOf(world, definition)));
  return inOrder([...uses, ...linksNaming(world, crates, names, isMeant, onlyFile)]);
}

function siblingsOf(world: World, definition: Definition, of: Definition): readonly Definition[] {
  return membersNamed(world, of, definition.name).flatMap(({ item, unit, ofTrait }) =>
    item && unit && !ofTrait && item !== definition.item ? [{ ...definition, item, unit }] : [],
  );
}

function usesOfLocal(
  { world, cratesOf }: FeatureContext,
  local: NonNullable<Meaning['local']>,
  name: string,
): readonly Use[] {
  const key = keyOfLocal(world, local);
  const { file } = local.unit;
  return search(
    world,
    cratesOf(file).map(textsOfCrate),
    [name],
    (_, { local: other }) => other !== undefined && keyOfLocal(world, other) === key,
    file,
  );
}

function referenceOf({ place, isDefinition, occurrence }: Use): Reference {
  const kind = isDefinition ? 'definition' : occurrence.written.k === 'import' ? 'import' : 'read';
  return { place, kind };
}
