/**
 * Questions about names, for the features of an editor: what stands at a place, what it means and by which way, where
 * else it is named. Everything here reads; nothing changes what the resolver knows.
 */
import type { CrateMap } from '../resolve/definitions';
import { placeOf } from '../resolve/unit';
import type { World } from '../resolve/world';
import { occurrencesAt } from './at';
import { linksAt } from './docLinks';
import type { CrateTexts } from './files';
import { keyOf } from './identity';
import { type Meaning, meaningOf, type NameAt, type Target } from './meaning';
import type { Occurrence } from './written';

export { enclosingModule } from '../resolve/blocks';
export { type Included, includedFile } from '../resolve/include';
export { lookupIn } from '../resolve/lookup';
export { isPrimitive } from '../resolve/primitives';
export { endOf, itemTable, type Place, placeOf, startOf, type Unit } from '../resolve/unit';
export { membersNamed } from '../types/associated';
export { constantValue } from '../types/constants/constants';
export type { Applied } from '../types/receivers';
export { receiverOf } from '../types/receivers';
export { resolveReference } from '../types/references';
export { headOf } from '../types/types';
export { canName, lookupAt, memberAt, namespacesOf } from './around';
export { chainFrom } from './chain';
export { linksNaming } from './docLinks';
export {
  nameInDocument,
  nodesOfDocument,
  placeOfSnapshotImport,
  placesInDocument,
  unitOfDocument,
} from './documents';
export { type CrateTexts, rootUnits, textsOfCrate } from './files';
export { keyOf, keyOfAlias, placeOfBinding, placeOfName } from './identity';
export { cratesWithItems } from './itemNames';
export { chainOf, type Meaning, meaningOf, type NameAt, type Target } from './meaning';
export { candidatesIn, type Possible, possibleNames } from './names';
export { opaqueTexts } from './opaque';
export { fileOfModule, pathOfSnapshotUnit, placeOfDefinition, placeOfImportLeaf } from './places';
export { importOf } from './records';
export {
  aliasAt,
  definesName,
  inOrder,
  keyOfLocal,
  keysOf,
  type Spelling,
  search,
  spellingOf,
  type Use,
  usesOf,
} from './search';
export { type Trial, tokensOfFile, tryNameAt } from './trial';
export { scopeAround, unitsIn } from './units';
export { type Occurrence, visitNames, type Written } from './written';

/**
 * What stands at a UTF-16 offset of a file, in links of documentation too; an offset just behind a name counts as in it.
 * `undefined` where there is no name, in files that the crates do not have, and for offsets outside of the text.
 */
export function nameAt(
  world: World,
  crates: readonly CrateMap[],
  file: string,
  offset: number,
  callers?: () => readonly CrateTexts[],
): NameAt | undefined {
  const inCode = occurrencesAt(world, crates, file, offset, callers);
  const all = inCode.length > 0 ? inCode : linksAt(world, crates, file, offset);
  // Between `a` and `(` only one name touches; in `a!b` style neighbours the one that begins here is meant.
  const placed = all.flatMap((occurrence) => {
    const place = placeOf(occurrence.unit, occurrence.start, occurrence.end, world.sources);
    return place ? [{ occurrence, place }] : [];
  });
  const best = placed.find(({ place }) => offset < place.end) ?? placed[0];
  if (!best) return undefined;
  const { place } = best;
  const occurrences = placed
    .filter((each) => each.place.start === place.start && each.place.end === place.end)
    .map((each) => each.occurrence);
  return { place, name: best.occurrence.name, occurrences, meaning: merged(world, occurrences) };
}

/** The first meaning that says something; what other crates and expansions add to it. */
function merged(world: World, occurrences: readonly Occurrence[]): Meaning {
  const all = occurrences.map((occurrence) => meaningOf(world, occurrence));
  const first = all.find((meaning) => meaning.targets.length > 0 || meaning.local) ??
    all.find((meaning) => meaning.failures.length > 0) ??
    all.find((meaning) => !meaning.inactive) ??
    all[0] ?? { targets: [], failures: [] };
  if (first.targets.length === 0) return first;
  const targets: Target[] = [...first.targets];
  const seen = new Set(targets.map(({ definition }) => keyOf(world, definition)));
  for (const meaning of all)
    for (const target of meaning.targets) {
      const key = keyOf(world, target.definition);
      if (seen.has(key)) continue;
      seen.add(key);
      targets.push(target);
    }
  return { ...first, targets };
}
