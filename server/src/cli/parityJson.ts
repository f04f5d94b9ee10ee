/** Stand-ins and what they stand in for as plain JSON data; `docs/json.md` describes it. */
import type { ComparedName, ParityListing } from '../diagnose/parity/listing';
import { comparedPairs, paritySummary } from '../report/parity';
import { LineIndex } from '../text/lineIndex';
import { relativeFile } from './report';

/** Where something stands: file relative to the folder that was asked for, line and column as rustc counts them. */
export type PlaceOf = (name: Pick<ComparedName, 'file' | 'start'>) => {
  readonly file: string;
  readonly line: number;
  readonly col: number;
};

/** Places in files whose text `textOf` gives; line 1, column 1 where it gives nothing. */
export function placesBelow(folder: string, textOf: (file: string) => string | undefined): PlaceOf {
  const lines = new Map<string, LineIndex>();
  return ({ file, start }) => {
    const index = lines.get(file) ?? new LineIndex(textOf(file) ?? '');
    lines.set(file, index);
    const { line, column } = index.rustcPosition(start);
    return { file: relativeFile(folder, file), line, col: column };
  };
}

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
