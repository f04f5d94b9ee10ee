/** Where a name is written and what it means there, kept from one search to the next as long as the text stands. */
import type { CrateMap } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { BodyMemo, Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { type Meaning, meaningOf } from './meaning';
import { Recent } from './recent';
import { withExpansions } from './units';
import { type Occurrence, visitNames } from './written';

/** One place where a name is written. */
export interface Named {
  readonly occurrence: Occurrence;
  /** What it means there; found out when it is first asked for. */
  meaning(): Meaning;
}

/**
 * By what is known of a text's bodies: it goes when they change, and with the crate when that is forgotten; what references
 * resolve to is kept no longer either.
 */
const known = new Recent<WeakMap<BodyMemo, readonly Named[]>>(() => new WeakMap());

/** All places of a file where a crate has a name, expansions included; `r#` is no part of the name. */
export function* placesNamed(world: World, crate: CrateMap, file: string, name: string): Iterable<Named> {
  const byText = known.of(name);
  // What macros in bodies define joins the list when their blocks are looked into: it is gone through as it grows.
  for (const unit of crate.units)
    if (unit.file === file) yield* remembered(byText, unit.memo, () => namedIn(world, unit, name));
}

function namedIn(world: World, unit: Unit, name: string): readonly Named[] {
  const found: Named[] = [];
  for (const each of withExpansions(world, unit))
    if (each.text.includes(name))
      visitNames(
        each,
        (written) => written === name,
        (occurrence) => found.push(lazily(world, occurrence)),
      );
  return found;
}

function lazily(world: World, occurrence: Occurrence): Named {
  let meaning: Meaning | undefined;
  return {
    occurrence,
    meaning() {
      meaning ??= meaningOf(world, occurrence);
      return meaning;
    },
  };
}
