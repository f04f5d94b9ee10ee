/** What cfg predicates are made of, and which of it a target may have at once. */
import type { CfgPredicate } from './cfgPredicate';

/** A flag (`test`) or one value of a key (`feature = "mock"`). */
export interface CfgAtom {
  readonly name: string;
  readonly value?: string;
}

/** Keys of which a target has one value. */
const SINGLE: ReadonlySet<string> = new Set([
  'target_arch',
  'target_pointer_width',
  'target_endian',
  'target_os',
  'target_env',
  'target_vendor',
  'panic',
]);

/** Whether a target has one value of a key, as of `target_os`; of `feature` it may have many. */
export function hasOneValue(key: string): boolean {
  return SINGLE.has(key);
}

/** The same for the same flag or value. */
export function atomKey({ name, value }: CfgAtom): string {
  return value === undefined ? name : `${name} ${value}`;
}

/** The atoms of predicates, each once; `undefined` if a part of one is not understood. */
export function atomsOf(predicates: readonly CfgPredicate[]): readonly CfgAtom[] | undefined {
  const atoms = new Map<string, CfgAtom>();
  return predicates.every((each) => collect(each, atoms)) ? [...atoms.values()] : undefined;
}

function collect(predicate: CfgPredicate, atoms: Map<string, CfgAtom>): boolean {
  switch (predicate.k) {
    case 'flag':
    case 'pair': {
      const atom = predicate.k === 'flag' ? { name: predicate.name } : predicate;
      atoms.set(atomKey(atom), atom);
      return true;
    }
    case 'literal':
      return true;
    case 'unclear':
      return false;
    default:
      return predicate.of.every((part) => collect(part, atoms));
  }
}

/** All choices of atoms that a target may have at once, the others absent: of a key that has one value never two. */
export function* choicesOf(atoms: readonly CfgAtom[]): Generator<ReadonlySet<CfgAtom>> {
  for (let bits = 0; bits < 1 << atoms.length; bits++) {
    const chosen = atoms.filter((_, index) => ((bits >> index) & 1) === 1);
    const single = chosen.filter(({ name, value }) => value !== undefined && SINGLE.has(name));
    if (new Set(single.map(({ name }) => name)).size === single.length) yield new Set(chosen);
  }
}
