/** What the names of a file come to, place by place, as far as the bindings are concerned. */
import { type Entry, kindOf, memberEntry, textOf } from '../../compare/entry';
import { isOfBindings } from '../../diagnose/ours';
import { checkFile } from '../../resolve/check';
import type { CrateMap, Definition, Import } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import type { Outcome } from '../../resolve/outcome';
import { endOf, itemTable, type Place, placeOf, startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';

/** What a name comes to at a place. */
export interface NameUse extends Place {
  readonly name: string;
  /** `silent`: behind an import that fails. */
  readonly answer: 'found' | 'absent' | 'silent' | 'inactive' | 'unknown';
  /** Imports bring a name and do nothing with it. */
  readonly isImport: boolean;
  /** What it stands for, where that is of the bindings: types and values of one name may be two things. */
  readonly entries: readonly Entry[];
}

export function useKey({ file, start, end }: Place): string {
  return `${file}\0${start}\0${end}`;
}

/** All names that checking a file comes across, in any of the crates that have it: the last segment of each path. */
export function usesIn(
  world: World,
  crates: readonly CrateMap[],
  path: string,
): ReadonlyMap<string, NameUse> {
  const found = new Map<string, NameUse>();
  const add = (place: Place | undefined, use: Omit<NameUse, keyof Place>): void => {
    if (!place) return;
    const key = useKey(place);
    // What one crate, or one expansion, does not know another may.
    if (found.get(key)?.answer !== 'found') found.set(key, { ...place, ...use });
  };
  for (const crate of crates)
    checkFile(world, crate, path, {
      wants: () => true,
      seen: (unit, { at, segments }, outcome) => {
        const last = at + segments.length - 1;
        const table = unit.fragment.referenceSpans;
        add(placeOf(unit, startOf(table, last), endOf(table, last), world.sources), {
          name: segments.at(-1) ?? '',
          answer: answerOf(outcome),
          isImport: false,
          entries: entriesOf(outcome),
        });
      },
      reference: () => undefined,
      pattern: () => undefined,
      import: (record, failures, unknown) => {
        const { leaf } = record;
        if (leaf.glob || leaf.segments.length === 0) return;
        add(placeOfLeaf(world, record), {
          name: leaf.segments.at(-1) ?? '',
          answer: unknown !== undefined ? 'unknown' : failures.length > 0 ? 'absent' : 'found',
          isImport: true,
          entries: resolveImport(world, record).names.flatMap((lookup) =>
            lookup?.k === 'found' ? ofDefinition(lookup.definition) : [],
          ),
        });
      },
      macro: () => undefined,
      opaque: () => undefined,
    });
  return found;
}

function placeOfLeaf(world: World, { leaf, unit, item }: Import): Place | undefined {
  const table = itemTable(unit.fragment, item);
  const last = leaf.at + leaf.segments.length - 1;
  return placeOf(unit, startOf(table, last), endOf(table, last), world.sources);
}

function answerOf(outcome: Outcome): NameUse['answer'] {
  switch (outcome.k) {
    case 'resolved':
      return outcome.failures === undefined ? 'found' : 'absent';
    case 'local':
      return 'found';
    case 'unresolved':
      return 'absent';
    default:
      return outcome.k;
  }
}

function entriesOf(outcome: Outcome): readonly Entry[] {
  if (outcome.k !== 'resolved') return [];
  const { definition, member } = outcome;
  if (!member) return ofDefinition(definition);
  if (!isOfBindings(member.of)) return [];
  const name = member.item?.name ?? member.external?.name ?? '';
  const entry = memberEntry(member, name, member.of.name);
  return entry ? [entry] : [];
}

function ofDefinition(definition: Definition): readonly Entry[] {
  // The constructor of a tuple struct changes with it.
  const meant = definition.kind === 'constructor' ? (definition.of ?? definition) : definition;
  const kind = isOfBindings(meant) ? kindOf(meant) : undefined;
  if (kind === undefined) return [];
  const { name } = meant;
  return [{ path: name, name, kind, text: textOf(meant), of: { k: 'definition', definition: meant } }];
}
