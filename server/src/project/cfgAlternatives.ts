/** Two cfg predicates that exclude each other, and the environments in which one or the other holds. */
import { decidedFeature, evaluateCfg } from './cfg';
import { atomsOf, type CfgAtom, choicesOf, hasOneValue } from './cfgAtoms';
import { parseCfg } from './cfgPredicate';
import type { CfgEnvironment } from './model';

export interface Alternatives {
  /** No environment makes both true; false: both can be on, as two features can, and nothing but sense forbids it. */
  readonly exclusive: boolean;
  /** The crate's own environment, changed as little as possible, so that the first holds and the second does not. */
  readonly first: CfgEnvironment;
  readonly second: CfgEnvironment;
}

/** Keys that code cannot be tried under another value of: the bindings belong to one architecture. */
const FIXED: ReadonlySet<string> = new Set([
  'target_arch',
  'target_pointer_width',
  'target_endian',
  'target_feature',
  'target_has_atomic',
]);

/** With more atoms the cases are too many to be worth it. */
const MOST_ATOMS = 8;

/**
 * How two predicates (arguments of `cfg`, with or without parentheses) stand to each other in a crate. `implied` are the
 * features that each feature turns on. `undefined` if one cannot hold without the other, if they differ in nothing but
 * what belongs to the architecture, or if one cannot be read.
 */
export function alternatives(
  first: string,
  second: string,
  environment: CfgEnvironment,
  implied: ReadonlyMap<string, readonly string[]>,
): Alternatives | undefined {
  const free = atomsOf([parseCfg(first), parseCfg(second)])?.filter(({ name }) => !FIXED.has(name)) ?? [];
  if (free.length === 0 || free.length > MOST_ATOMS) return undefined;
  let exclusive = true;
  let ofFirst: Try | undefined;
  let ofSecond: Try | undefined;
  for (const chosen of choicesOf(free)) {
    const changed = changedEnvironment(environment, implied, free, chosen);
    const [a, b] = [evaluateCfg(first, changed.environment), evaluateCfg(second, changed.environment)];
    if (a === true && b === true) exclusive = false;
    if (a === true && b === false && changed.distance < (ofFirst?.distance ?? Infinity)) ofFirst = changed;
    if (a === false && b === true && changed.distance < (ofSecond?.distance ?? Infinity)) ofSecond = changed;
  }
  return ofFirst && ofSecond
    ? { exclusive, first: ofFirst.environment, second: ofSecond.environment }
    : undefined;
}

interface Try {
  readonly environment: CfgEnvironment;
  /** Number of atoms that differ from the crate's own. */
  readonly distance: number;
}

function changedEnvironment(
  environment: CfgEnvironment,
  implied: ReadonlyMap<string, readonly string[]>,
  atoms: readonly CfgAtom[],
  chosen: ReadonlySet<CfgAtom>,
): Try {
  const keyValues = new Map(environment.keyValues);
  const flags = new Set(environment.flags);
  const decided = new Set(environment.decided);
  const on = new Set<string>();
  const off = new Set<string>();
  let distance = 0;
  for (const atom of atoms) {
    const { name, value } = atom;
    const wanted = chosen.has(atom);
    const had = value === undefined ? flags.has(name) : environment.keyValues.get(name)?.has(value) === true;
    if (wanted !== had) distance++;
    decided.add(name);
    if (name === 'feature' && value !== undefined) decided.add(decidedFeature(value));
    if (value === undefined) {
      if (wanted) flags.add(name);
      else flags.delete(name);
    } else if (name === 'feature') (wanted ? on : off).add(value);
    else {
      const values = new Set(hasOneValue(name) && wanted ? [] : keyValues.get(name));
      if (wanted) values.add(value);
      else values.delete(value);
      keyValues.set(name, values);
    }
  }
  keyValues.set('feature', featuresWith(environment.keyValues.get('feature') ?? new Set(), implied, on, off));
  return { environment: { ...environment, keyValues, flags, decided }, distance };
}

/** Features once some are turned on and others off, with what they imply; those that imply one that is off are off too. */
function featuresWith(
  before: ReadonlySet<string>,
  implied: ReadonlyMap<string, readonly string[]>,
  on: ReadonlySet<string>,
  off: ReadonlySet<string>,
): ReadonlySet<string> {
  const closure = (from: string): Set<string> => {
    const all = new Set<string>();
    const pending = [from];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (all.has(name)) continue;
      all.add(name);
      pending.push(...(implied.get(name) ?? []));
    }
    return all;
  };
  const features = new Set<string>();
  for (const name of [...before, ...on]) {
    const all = closure(name);
    if ([...off].some((gone) => all.has(gone))) continue;
    for (const one of all) features.add(one);
  }
  return features;
}
