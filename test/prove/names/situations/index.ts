/**
 * Situations in which one rule decides what a name means. Left to chance they are rare: two globs often bring one name,
 * but then nobody names it. Here it is named, from where the rule allows it and from where it does not.
 */
import type { Piece } from '../pieces';
import type { Here, Writer } from '../writer';
import { attributePaths } from './attributes';
import { constantPatterns, itemsInBodies, traitScopes } from './bodies';
import { dependencies, namesakes, preludes } from './crates';
import { chosenImports, importedVariants, meetingGlobs } from './globs';
import { broughtByBodies, callsOfExported, exported, hygiene, included, macroOrder } from './macros';
import { hiddenConstructors, reexported, restricted } from './visibility';

/** Writes the items of a situation for a module, whose file stands in `folder`; nothing where it cannot be there. */
type Situation = (w: Writer, here: Here, folder: string) => Piece;

/** Each with how often it is written, as a multiple of the usual share: some need more than one crate, or a rare edition. */
const SITUATIONS: readonly (readonly [Situation, number])[] = [
  [meetingGlobs, 1],
  [chosenImports, 1],
  [importedVariants, 1],
  [restricted, 1],
  [hiddenConstructors, 1],
  [reexported, 1],
  [constantPatterns, 1],
  [itemsInBodies, 1],
  [traitScopes, 1],
  [macroOrder, 1],
  [hygiene, 1],
  [included, 1],
  [exported, 1],
  [callsOfExported, 2],
  [broughtByBodies, 1],
  [dependencies, 2],
  [preludes, 2],
  [namesakes, 1],
  [attributePaths, 1],
];

export interface Place {
  /** Of the file that the module stands in. */
  readonly folder: string;
  /** How many of the situations are written, as a share of them. */
  readonly share: number;
}

/** Items of some situations, for one of the crate's modules. */
export function situations(w: Writer, here: Here, { folder, share }: Place): Piece[] {
  return SITUATIONS.filter(([, times]) => w.c.chance(share * times)).map(([write]) => write(w, here, folder));
}
