/** What mending has broken, and which fixes did it. All places are those of the texts as they were at first. */
import type { Finding } from '../diagnose/finding';
import type { FixId } from '../fix/fix';
import type { Made } from '../fix/plan';
import type { ExpandedCall } from '../query/editedCalls';
import type { Place } from '../resolve/unit';
import type { MendedTexts } from './mendedTexts';

/** Something that is wrong and was not before. */
export interface Damage extends Place {
  /** The name that an error is about; absent for a macro call. */
  readonly name?: string;
  readonly finding?: Finding;
  /** Why what did it is left. */
  readonly why: string;
}

/** A fix that was made, and where. */
export interface PlacedFix {
  readonly name: string;
  readonly place: Place;
  readonly id: FixId;
  readonly spans: readonly Place[];
}

/** Where a finding was at first. */
export function placeOf({ file, start, end }: Place, texts: MendedTexts): Place {
  return { file, start: texts.origin(file, start), end: texts.origin(file, end) };
}

/** A planned fix with the places that it had at first. */
export function placedFix({ finding, id, edits }: Made, texts: MendedTexts): PlacedFix {
  const spans = edits.map((edit) => placeOf(edit, texts));
  return { name: finding.name, place: placeOf(finding, texts), id, spans };
}

/** Calls of macros by example that match a rule before a round of edits. */
export class WatchedCalls {
  private readonly matching: ReadonlySet<string>;

  constructor(
    view: { calls(file: string): readonly ExpandedCall[] },
    private readonly files: readonly string[],
    texts: MendedTexts,
  ) {
    this.matching = new Set(
      files.flatMap((file) =>
        view
          .calls(file)
          .filter(({ matches }) => matches)
          .map(({ start }) => `${texts.origin(file, start)} ${file}`),
      ),
    );
  }

  /** Those of them that match none after it. */
  broken(view: { calls(file: string): readonly ExpandedCall[] }, texts: MendedTexts): readonly Damage[] {
    return this.files.flatMap((file) =>
      view.calls(file).flatMap(({ start, end, matches }) => {
        const place = placeOf({ file, start, end }, texts);
        const isBroken = !matches && this.matching.has(`${place.start} ${file}`);
        return isBroken ? [{ ...place, why: 'no rule of a macro would match its arguments any longer' }] : [];
      }),
    );
  }
}

/** Fixes that are not to be made again, each with the reason. */
export class BarredFixes {
  private readonly reasons = new Map<string, string>();

  why(place: Place, id: FixId): string | undefined {
    return this.reasons.get(keyOf(place, id));
  }

  /** Bars what did the damage; false where that is not known of some of it. */
  add(damage: readonly Damage[], made: readonly PlacedFix[]): boolean {
    let known = true;
    for (const each of damage) {
      const culprits = culpritsOf(each, made);
      for (const { place, id } of culprits) this.reasons.set(keyOf(place, id), each.why);
      known &&= culprits.length > 0;
    }
    return known;
  }
}

/** Fixes that wrote where the damage is; else those about the same name, for a macro call those of the file. */
function culpritsOf(damage: Damage, made: readonly PlacedFix[]): readonly PlacedFix[] {
  const near = made.filter(({ spans }) =>
    spans.some(({ file, start, end }) => file === damage.file && start <= damage.end && damage.start <= end),
  );
  if (near.length > 0) return near;
  if (damage.name !== undefined) return made.filter(({ name }) => name === damage.name);
  const beside = made.filter(({ spans }) => spans.some(({ file }) => file === damage.file));
  return beside.length > 0 ? beside : made;
}

function keyOf({ file, start, end }: Place, id: FixId): string {
  return `${start} ${end} ${id} ${file}`;
}
