/** Stand-ins and what they stand in for as plain JSON data; `docs/json.md` describes it. */
import type { ComparedName, ParityListing } from '../diagnose/parity/listing';
import { comparedPairs, paritySummary } from '../report/parity';
import type { Placed, UsePlace } from './usePlaces';

/** Where something stands. */
export type PlaceOf = (name: Placed) => UsePlace;

/** One object for each pair that has names to compare: its numbers, and each name that is not the same on both sides. */
export function parityJson(listing: ParityListing, placeOf: PlaceOf): readonly object[] {
  return comparedPairs(listing).map((pair) => ({
    ...paritySummary(pair),
    differences: pair.names.filter(isNotable).map((name) => nameJson(name, placeOf)),
  }));
}

/** The same for names of the kernel that the workspace has of its own. */
export function redefinedJson({ redefined }: ParityListing, placeOf: PlaceOf): readonly object[] {
  return redefined.filter(isNotable).map((name) => nameJson(name, placeOf));
}

function isNotable({ missing, differences, unknown }: ComparedName): boolean {
  return missing !== undefined || differences.length > 0 || unknown.length > 0;
}

function nameJson(name: ComparedName, placeOf: PlaceOf): object {
  const { against, used, missing, differences, unknown } = name;
  return {
    name: name.name,
    ...(name.file === '' ? { file: null, line: null, col: null } : placeOf(name)),
    against: against === '' ? null : against,
    used,
    missing: missing !== undefined,
    elsewhere: missing?.elsewhere ?? null,
    differs: differences.map(({ aspect, here, there, points, follows, repair }) => ({
      what: aspect,
      here,
      there,
      points,
      follows,
      write: repair ?? null,
    })),
    unknown: unknown.map(({ aspect, reason }) => ({ what: aspect, reason })),
  };
}
