/**
 * Situations in which one rule decides what a name means. Left to chance they are rare: two globs often bring one name,
 * but then nobody names it. Here it is named, from where the rule allows it and from where it does not.
 */
import type { Piece } from '../pieces';
import type { Here, Writer } from '../writer';
import { constantPatterns, itemsInBodies, traitScopes } from './bodies';
import { dependencies, preludes } from './crates';
import { chosenImports, importedVariants, meetingGlobs } from './globs';
import { callsOfExported, exported, hygiene, macroOrder } from './macros';
import { hiddenConstructors, reexported, restricted } from './visibility';

/** Writes the items of a situation for a module; nothing where it cannot be there. */
type Situation = (w: Writer, here: Here) => Piece;

const SITUATIONS: readonly Situation[] = [
  meetingGlobs,
  chosenImports,
  importedVariants,
  restricted,
  hiddenConstructors,
  reexported,
  constantPatterns,
  itemsInBodies,
  traitScopes,
  macroOrder,
  hygiene,
  exported,
  callsOfExported,
  dependencies,
  preludes,
];

/** Items of some situations, for one of the crate's modules. */
export function situations(w: Writer, here: Here, share: number): Piece[] {
  return SITUATIONS.filter(() => w.c.chance(share)).map((situation) => situation(w, here));
}
