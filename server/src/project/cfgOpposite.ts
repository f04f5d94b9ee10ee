/** Conditions that are to hold where others do not. */
import { answerCfg } from './cfg';
import { atomsOf, type CfgAtom, choicesOf } from './cfgAtoms';
import type { CfgPredicate } from './cfgPredicate';
import type { CfgEnvironment } from './model';

/** With more flags and values the cases are too many to be worth it. */
const MOST_ATOMS = 10;

/** Whether there may be a target, and features, where all predicates hold; true too where one of them is not understood. */
export function mayAllHold(predicates: readonly CfgPredicate[]): boolean {
  const atoms = atomsOf(predicates);
  if (!atoms || atoms.length > MOST_ATOMS) return true;
  for (const chosen of choicesOf(atoms)) {
    const environment = onlyWith(chosen);
    if (predicates.every((each) => answerCfg(each, environment) === true)) return true;
  }
  return false;
}

/** Where these flags and values are, and no other ones. */
function onlyWith(atoms: ReadonlySet<CfgAtom>): CfgEnvironment {
  const flags = new Set<string>();
  const keyValues = new Map<string, Set<string>>();
  for (const { name, value } of atoms)
    if (value === undefined) flags.add(name);
    else keyValues.set(name, (keyValues.get(name) ?? new Set()).add(value));
  return { flags, keyValues, decided: new Set(), open: new Set() };
}

/** What holds where one of the predicates does. */
export function anyOf(predicates: readonly CfgPredicate[]): CfgPredicate {
  const [only] = predicates;
  return predicates.length === 1 && only ? only : { k: 'any', of: predicates };
}

/** What holds where none of the predicates does. */
export function noneOf(predicates: readonly CfgPredicate[]): CfgPredicate {
  const any = anyOf(predicates);
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
