/** What a name means of all that was found for it: the module's own, by which of its globs, or two things. */
import type { CrateMap, Lookup, Module, Namespace } from './definitions';
import { BESIDE_TRAIT_GLOB } from './imported';
import { isWider, type Way } from './importers';
import { isLate, isLateText } from './late';
import { DUMMY, type FoundInRounds, foundInRounds, isAbsentInRounds } from './rounds';
import type { World } from './world';

export interface Candidate {
  readonly lookup: Lookup;
  readonly glob: boolean;
  /** Through a glob behind a cfg that is not known. */
  readonly uncertain: boolean;
  /** An item of what the glob names, not what that imports in turn: rustc has it in its first round. */
  readonly direct?: boolean;
}

/** A look-up of a name in a module and what its globs lead to. */
export interface Search {
  readonly world: World;
  readonly name: string;
  readonly namespace: Namespace;
  /** Modules with globs that were looked at, with the ways that led there. */
  visited: Map<Module, Way[]> | undefined;
  readonly found: Candidate[];
  unknown: string | undefined;
  /** A glob of a trait brings the name, too. */
  ofTrait: boolean;
  poison: boolean;
  /** A glob that others may not use has the name, too: it may come before what they find. */
  hidden: boolean;
  /** Globs that led to the module that is looked at. */
  depth: number;
}

/** rustc has read what macros stand for, derives and included files after all the rest. */
function isReadLate({ lookup }: Candidate): boolean {
  if (lookup.k !== 'found') return false;
  const { definition, via } = lookup;
  return isLate(definition) || (via !== undefined && isLateText(via.module.crate, via.unit));
}

/** Candidates of globs in the order in which rustc comes to them. */
function inOrder(found: readonly Candidate[]): readonly Candidate[] {
  if (found.length < 2 || !found[0]?.glob) return found;
  const rank = (candidate: Candidate): number => (isReadLate(candidate) ? 2 : candidate.direct ? 0 : 1);
  return [0, 1, 2].flatMap((wanted) => found.filter((candidate) => rank(candidate) === wanted));
}

function ambiguity(
  { definition, visibility }: Extract<Lookup, { k: 'found' }>,
  other: Extract<Lookup, { k: 'found' }>,
  crate: CrateMap,
): Lookup {
  return { k: 'ambiguous', definition, other: other.definition, visibility, crate };
}

function fromRounds({ declared, other }: FoundInRounds, crate: CrateMap): Lookup {
  const { definition, visibility, by } = declared;
  if (definition === DUMMY) return { k: 'poison', visibility, ...(by ? { via: by.record } : {}) };
  if (other) return { k: 'ambiguous', definition, other, visibility, crate };
  return { k: 'found', definition, visibility, ...(by ? { via: by.record } : {}) };
}

/** Different things of one name come by globs. */
function disagree(found: readonly Candidate[]): boolean {
  // Asked in every look-up: there is seldom more than one.
  if (found.length < 2) return false;
  const certain = found.flatMap(({ lookup, uncertain }) =>
    !uncertain && 'definition' in lookup ? [lookup.definition] : [],
  );
  return certain.some((one) => one !== certain[0]);
}

/** Of two names that are not known, the one that counts: what one failed import stands for reaches as far as its widest way. */
function further(first: Lookup, other: Lookup): Lookup {
  if (first.k !== 'poison' || other.k !== 'poison' || first.glob || other.glob) return first;
  return isWider(other.visibility ?? 'public', first.visibility ?? 'public') ? other : first;
}

/** The answer for a name that was looked up in a module; `undefined` is proven absence. */
export function answerOf(search: Search, module: Module): Lookup | undefined {
  const found = inOrder(search.found);
  const first = found[0];
  if (
    first &&
    !first.glob &&
    (first.lookup.k !== 'poison' || found.every(({ lookup }) => lookup.k !== 'found'))
  )
    return first.lookup;
  const inRounds =
    disagree(found) || search.hidden
      ? foundInRounds(search.world, module, search.name, search.namespace)
      : undefined;
  if (inRounds) return fromRounds(inRounds, module.crate);
  if (search.hidden && first && isAbsentInRounds(search.world, module, search.name, search.namespace))
    return undefined;
  let best: Extract<Lookup, { k: 'found' }> | undefined;
  let other: Extract<Lookup, { k: 'found' }> | undefined;
  let soft: Lookup | undefined;
  for (let nth = 0; nth < found.length; nth++) {
    const { lookup, uncertain } = found[nth]!;
    if (lookup.k !== 'found') soft = soft === undefined ? lookup : further(soft, lookup);
    else if (!best) best = lookup;
    else if (lookup.definition !== best.definition) {
      if (!uncertain && !first?.uncertain) other ??= lookup;
    } else if (isWider(lookup.visibility, best.visibility)) best = lookup;
  }
  if (best && other) {
    // rustc: two globs that disagree are an error only if the first one's item is from the local crate.
    const local =
      best.definition.crate?.node !== undefined && best.definition.crate === best.via?.module.crate;
    if (local) return ambiguity(best, other, best.definition.crate as CrateMap);
  }
  // It may be two things.
  if (best) return search.ofTrait ? { k: 'unknown', reason: BESIDE_TRAIT_GLOB } : best;
  if (soft) return soft;
  if (search.unknown !== undefined) return { k: 'unknown', reason: search.unknown };
  return search.poison ? { k: 'poison', glob: true } : undefined;
}
