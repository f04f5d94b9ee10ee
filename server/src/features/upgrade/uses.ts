/** What the names of a file come to, place by place, as far as the bindings are concerned. */
import { type Entry, fieldEntry, kindOf, memberEntry, textOf } from '../../compare/entry';
import { namedFields } from '../../diagnose/calls/fields';
import { isOfBindings } from '../../diagnose/ours';
import { answerOf, type NameAnswer } from '../../query/answers';
import { checkFile } from '../../query/check';
import type { CrateMap, Definition, Import } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import { endOf, itemTable, type Place, placeOf, startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { type AccessedField, accessedField } from '../../types/fieldAccess';
import type { Outcome } from '../../types/outcome';

/** What a name comes to at a place. */
export interface NameUse extends Place {
  readonly name: string;
  /** `silent`: behind an import that fails. */
  readonly answer: NameAnswer['answer'];
  /** Imports bring a name and do nothing with it. */
  readonly isImport: boolean;
  /** An access to a field, or its name in a literal or pattern. */
  readonly isField?: true;
  /** Of a field that is `absent`: what rustc says. */
  readonly failure?: { readonly message: string; readonly rustcCode: string };
  /** What it stands for, where that is of the bindings: types and values of one name may be two things. */
  readonly entries: readonly Entry[];
}

export function useKey({ file, start, end, isField }: Place & Pick<NameUse, 'isField'>): string {
  // `S { name }` names a variable too.
  return `${file}\0${start}\0${end}${isField ? '\0field' : ''}`;
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
    const key = useKey({ ...place, ...(use.isField ? { isField: use.isField } : {}) });
    // What one crate, or one expansion, does not know another may.
    if (found.get(key)?.answer !== 'found') found.set(key, { ...place, ...use });
  };
  for (const crate of crates)
    checkFile(world, crate, path, {
      seen: (unit, reference, outcome) => {
        const { at, segments } = reference;
        const last = at + segments.length - 1;
        const table = unit.fragment.referenceSpans;
        add(placeOf(unit, startOf(table, last), endOf(table, last), world.sources), {
          name: segments.at(-1) ?? '',
          answer: answerOf(outcome),
          isImport: false,
          entries: entriesOf(outcome),
        });
      },
      field: (unit, access) => {
        const accessed = accessedField(world, unit, access);
        if (!accessed || !isOfBindings(accessed.struct)) return;
        const table = unit.fragment.referenceSpans;
        const place = placeOf(unit, startOf(table, access.at), endOf(table, access.at), world.sources);
        add(place, { name: access.name, isImport: false, isField: true, ...fieldAnswer(accessed) });
      },
      reference: (unit, reference, outcome, module) => {
        const isBraced = reference.kind === 'structLiteral' || reference.kind === 'structPattern';
        if (!isBraced || outcome.k !== 'resolved') return;
        const written = namedFields(world, { crate, unit, reference, module }, outcome);
        if (!written || written.struct.kind === 'variant' || !isOfBindings(written.struct)) return;
        const { struct, named, isVisible } = written;
        for (const { field, at } of named)
          add(placeOf(unit, at.start, at.end, world.sources), {
            name: field.name,
            isImport: false,
            isField: true,
            ...fieldAnswer({ struct, field, hidden: !isVisible(field) }, 'E0451'),
          });
      },
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

/** A field that is there and cannot be named is as good as absent to whoever names it. */
function fieldAnswer(
  { struct, field, hidden }: Pick<AccessedField, 'struct' | 'field' | 'hidden'>,
  rustcCode = 'E0616',
): Pick<NameUse, 'answer' | 'entries' | 'failure'> {
  if (!field) {
    const message = `\`${struct.name}\` has no such field`;
    return { answer: 'absent', entries: [], failure: { message, rustcCode: 'E0609' } };
  }
  if (!hidden) return { answer: 'found', entries: fieldEntry(struct, field, struct.name) };
  const message = `this field of \`${struct.name}\` is private`;
  return { answer: 'absent', entries: [], failure: { message, rustcCode } };
}

function placeOfLeaf(world: World, { leaf, unit, item }: Import): Place | undefined {
  const table = itemTable(unit.fragment, item);
  const last = leaf.at + leaf.segments.length - 1;
  return placeOf(unit, startOf(table, last), endOf(table, last), world.sources);
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
