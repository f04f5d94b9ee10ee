/** Members by name: so that a type with thousands of impls, or a trait with eighty methods, is not gone through for each. */
import type { ExternalAssociated } from '../bindings/model';
import { remembered } from '../resolve/remembered';
import type { KnownImpl } from './impls';

const NONE: readonly ExternalAssociated[] = [];
const listed = new WeakMap<readonly ExternalAssociated[], ReadonlyMap<string, ExternalAssociated[]>>();

/** What a public tree lists under a name among the members of a type or trait, in its order; the same in every view. */
export function listedNamed(
  all: readonly ExternalAssociated[] | undefined,
  name: string,
): readonly ExternalAssociated[] {
  if (!all || all.length === 0) return NONE;
  const byName = remembered(listed, all, () => {
    const made = new Map<string, ExternalAssociated[]>();
    for (const each of all) remembered(made, each.name, (): ExternalAssociated[] => []).push(each);
    return made;
  });
  return byName.get(name) ?? NONE;
}

interface Named {
  /** How long the list was: it grows while its table is being made. */
  readonly length: number;
  /** Impls by the names of what is written in them, as positions in the list. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Those with macro calls and parts that do not parse, which may stand for any name. */
  readonly anyName: readonly number[];
}

const named = new WeakMap<readonly KnownImpl[], Named>();

/** The impls of a list that may have a member of that name, in the order of the list. */
export function implsNaming(impls: readonly KnownImpl[] | undefined, name: string): readonly KnownImpl[] {
  if (!impls || impls.length < 4) return impls ?? [];
  let index = named.get(impls);
  if (index?.length !== impls.length) {
    index = indexed(impls);
    named.set(impls, index);
  }
  const exact = index.byName.get(name) ?? [];
  const positions = index.anyName.length === 0 ? exact : merged(exact, index.anyName);
  return positions.flatMap((at) => impls[at] ?? []);
}

function indexed(impls: readonly KnownImpl[]): Named {
  const byName = new Map<string, number[]>();
  const anyName: number[] = [];
  for (const [at, { item }] of impls.entries())
    for (const { kind, name } of item.members) {
      const list = kind === 'macroCall' || kind === 'broken' ? anyName : (byName.get(name) ?? []);
      if (list.at(-1) !== at) list.push(at);
      if (list !== anyName) byName.set(name, list);
    }
  return { length: impls.length, byName, anyName };
}

function merged(one: readonly number[], other: readonly number[]): readonly number[] {
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}
