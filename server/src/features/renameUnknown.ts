/** Places spelt like a name of which nobody can say whether they mean it. */

import {
  endOf,
  itemTable,
  keyOf,
  meaningOf,
  type NameAt,
  opaqueTexts,
  type Place,
  rootUnits,
  startOf,
  type Unit,
  type Use,
} from '../query';
import type { CrateMap } from '../resolve/definitions';
import { tokenize } from '../syntax/lexer';
import { hasWord } from '../text/words';
import type { FeatureContext } from './context';

export interface Doubt {
  readonly place: Place;
  readonly why: string;
}

/** The first place that may mean what stands at `at` although it is not known to; `others` are spelt alike. */
export function mayBeMeant(
  context: FeatureContext,
  at: NameAt,
  crates: readonly CrateMap[],
  others: readonly Use[],
): Doubt | undefined {
  for (const use of others) {
    const { unknown, inactive } = use.meaning;
    if (unknown === undefined || inactive) continue;
    if (isPossible(context, at, use)) return { place: use.place, why: unknown };
  }
  const files = new Set<string>();
  for (const crate of crates)
    for (const unit of rootUnits(crate)) {
      if (files.has(unit.file) || !hasWord(unit.text, at.name)) continue;
      if (at.meaning.local && unit.file !== at.place.file) continue;
      files.add(unit.file);
      for (const place of opaqueTexts(context.world, crate, unit.file)) {
        const found = identifier(context, place, at.name);
        if (found) return { place: found, why: 'the macro around it is not looked into' };
      }
      const unread = inUses(unit, at.name);
      if (unread) return { place: unread, why: 'nothing is imported there' };
    }
  return undefined;
}

/** The first identifier of a name in a stretch of a file. */
function identifier({ world }: FeatureContext, place: Place, name: string): Place | undefined {
  const text = world.sourceFiles.read(place.file)?.text ?? '';
  const token = tokenize(text, place).find((each) => each.kind === 'identifier' && each.text === name);
  return token && { file: place.file, start: token.start, end: token.end };
}

/** A name in a `use` that is on the way to nothing: `use a::{b::{}}`. */
function inUses(unit: Unit, name: string): Place | undefined {
  const { fragment } = unit;
  const items = [...fragment.items, ...fragment.scopes.flatMap((scope) => scope.items ?? [])];
  for (const item of items) {
    if (item.kind !== 'use') continue;
    const table = itemTable(fragment, item);
    const place = { file: unit.file, start: startOf(table, item.at), end: endOf(table, item.at) };
    if (place.start < 0 || !hasWord(unit.text.slice(place.start, place.end), name)) continue;
    const known = new Set(
      item.leaves.flatMap(({ at, segments }) => segments.map((_, index) => startOf(table, at + index))),
    );
    const tokens = tokenize(unit.text, place).filter(
      (token) => token.kind === 'identifier' && token.text === name,
    );
    const aliases = item.leaves.some(({ alias }) => alias === name);
    const stray = aliases ? undefined : tokens.find((token) => !known.has(token.start));
    if (stray) return { file: unit.file, start: stray.start, end: stray.end };
  }
  return undefined;
}

/** Whether an unknown occurrence can be what is renamed, going by how it is written. */
function isPossible({ world }: FeatureContext, at: NameAt, { occurrence }: Use): boolean {
  const { unit, written } = occurrence;
  const [target] = at.meaning.targets;
  const owner = target?.definition.kind === 'associated' ? target.definition.of : undefined;
  const isMember = target?.definition.kind === 'associated';
  if (written.k === 'reference') {
    const reference = unit.fragment.references[written.index];
    if (reference?.kind === 'method')
      return (
        isMember && target?.definition.item?.kind === 'function' && target.definition.item.hasSelf === true
      );
    if (reference && written.segment === 0) return !isMember || reference.qualified !== undefined;
    if (at.meaning.local) return false;
    const before = meaningOf(world, { ...occurrence, written: { ...written, segment: written.segment - 1 } });
    const [container] = before.targets;
    if (!container) return before.unknown !== undefined || before.local !== undefined ? isMember : true;
    const { definition } = container;
    // Crates that are known by their names only cannot depend on this workspace.
    if (definition.crate && !definition.crate.node) return false;
    if (owner) return keyOf(world, definition) === keyOf(world, owner) || definition.kind === 'alias';
    return definition.module !== undefined && !isMember;
  }
  if (written.k === 'import' && !isMember && !at.meaning.local) {
    if (written.segment === 0) return true;
    const before = meaningOf(world, { ...occurrence, written: { ...written, segment: written.segment - 1 } });
    const [container] = before.targets;
    return container?.definition.crate?.node !== undefined;
  }
  return !isMember && (written.k === 'call' || written.k === 'item');
}
