/** Conditions that are to hold where others do not. */
import { atomKey, atomsOf, choicesOf } from './cfgAtoms';
import type { CfgPredicate } from './cfgPredicate';

/** With more flags and values the cases are too many to be worth it. */
const MOST_ATOMS = 10;

/** Whether there may be a target, and features, where all predicates hold; true too where one of them is not understood. */
export function mayAllHold(predicates: readonly CfgPredicate[]): boolean {
  const atoms = atomsOf(predicates);
  if (!atoms || atoms.length > MOST_ATOMS) return true;
  for (const chosen of choicesOf(atoms)) {
    const on = new Set([...chosen].map(atomKey));
    if (predicates.every((each) => holds(each, on))) return true;
  }
  return false;
}

function holds(predicate: CfgPredicate, on: ReadonlySet<string>): boolean {
  switch (predicate.k) {
    case 'flag':
    case 'pair':
      return on.has(atomKey(predicate));
    case 'literal':
      return predicate.value;
    case 'unclear':
      return true;
    case 'not':
      return !holds(predicate.of[0]!, on);
    case 'all':
      return predicate.of.every((part) => holds(part, on));
    case 'any':
      return predicate.of.some((part) => holds(part, on));
  }
}

/** What holds where none of the predicates does. */
export function noneOf(predicates: readonly CfgPredicate[]): CfgPredicate {
  const [only] = predicates;
  const any: CfgPredicate = predicates.length === 1 && only ? only : { k: 'any', of: predicates };
  return any.k === 'not' ? any.of[0]! : { k: 'not', of: [any] };
}

/** What holds where all of the predicates do. */
export function allOf(predicates: readonly CfgPredicate[]): CfgPredicate {
  const [only] = predicates;
  return predicates.length === 1 && only ? only : { k: 'all', of: predicates };
}

/** A predicate as it is written behind `cfg(`; `undefined` if a part of it is not understood. */
export function cfgText(predicate: CfgPredicate): string | undefined {
  switch (predicate.k) {
    case 'flag':
      return predicate.name;
    case 'pair':
      return `${predicate.name} = ${JSON.stringify(predicate.value)}`;
    case 'literal':
      return String(predicate.value);
    case 'unclear':
      return undefined;
    default: {
      const parts = predicate.of.map(cfgText);
      return parts.includes(undefined) ? undefined : `${predicate.k}(${parts.join(', ')})`;
    }
  }
}
