/** Conditions that are to hold where others do not. */
import type { CfgPredicate } from './cfgPredicate';

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

/** With more flags and values the cases are too many to be worth it. */
const MOST_ATOMS = 10;

/** Whether there may be a target, and features, where all predicates hold; true too where one of them is not understood. */
export function mayAllHold(predicates: readonly CfgPredicate[]): boolean {
  const atoms = new Map<string, string>();
  if (!predicates.every((each) => collect(each, atoms)) || atoms.size > MOST_ATOMS) return true;
  const all = [...atoms];
  for (let bits = 0; bits < 1 << all.length; bits++) {
    const chosen = all.filter((_, index) => ((bits >> index) & 1) === 1);
    const keys = chosen.flatMap(([, name]) => (SINGLE.has(name) ? [name] : []));
    if (new Set(keys).size < keys.length) continue;
    const on = new Set(chosen.map(([atom]) => atom));
    if (predicates.every((each) => holds(each, on))) return true;
  }
  return false;
}

function atomOf(predicate: CfgPredicate & { readonly k: 'flag' | 'pair' }): string {
  return predicate.k === 'flag' ? predicate.name : `${predicate.name} ${predicate.value}`;
}

/** Notes flags and values by their keys; false if a part is not understood. */
function collect(predicate: CfgPredicate, atoms: Map<string, string>): boolean {
  switch (predicate.k) {
    case 'flag':
    case 'pair':
      atoms.set(atomOf(predicate), predicate.k === 'pair' ? predicate.name : '');
      return true;
    case 'literal':
      return true;
    case 'unclear':
      return false;
    default:
      return predicate.of.every((part) => collect(part, atoms));
  }
}

function holds(predicate: CfgPredicate, on: ReadonlySet<string>): boolean {
  switch (predicate.k) {
    case 'flag':
    case 'pair':
      return on.has(atomOf(predicate));
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
