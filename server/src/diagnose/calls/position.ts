/** A path in a body with what surrounds it. */
import { activity, attributesIn } from '../../resolve/attributes';
import type { CrateMap, Module } from '../../resolve/definitions';
import { endOf, type Place, placeOf, startOf, type Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { endOfGenerics } from '../../syntax/fieldList';
import { tokenize } from '../../syntax/lexer';
import type { FieldAccess, Item, Reference } from '../../syntax/summary';
import type { AccessedField } from '../../types/fieldAccess';

export interface Position {
  readonly crate: CrateMap;
  readonly unit: Unit;
  readonly reference: Reference;
  readonly module: Module;
}

/** An access to a field of a struct that can be seen. */
export interface AccessPosition extends AccessedField {
  readonly crate: CrateMap;
  readonly unit: Unit;
  readonly access: FieldAccess;
}

export interface Written {
  /** Where the path stands, from a leading `::` to the end of its generic arguments. */
  readonly place: Place;
  /** The same start, in the unit's text. */
  readonly start: number;
  /** UTF-16 offset in the unit's text of the first token behind it. */
  readonly behind: number;
}

/** The path of a reference as it is written, `<T>::` before it included; `undefined` where a macro puts it together. */
export function writtenPath({ sources }: World, { unit, reference }: Position): Written | undefined {
  const { text, fragment } = unit;
  const table = fragment.referenceSpans;
  let start = startOf(table, reference.qualified?.at ?? reference.at);
  const last = endOf(table, reference.at + reference.segments.length - 1);
  if (start < 0 || last < 0) return undefined;
  if (reference.global) {
    const before = text.slice(Math.max(0, start - 40), start).trimEnd();
    if (!before.endsWith('::')) return undefined;
    start = Math.max(0, start - 40) + before.length - 2;
  }
  return writtenAs({ sources }, unit, start, endOfGenerics(text, last));
}

/** What is called, with the parentheses that it stands in. */
export function writtenCallee(world: World, position: Position): Written | undefined {
  const { unit, reference } = position;
  const { inParentheses } = reference;
  if (inParentheses === undefined) return writtenPath(world, position);
  const table = unit.fragment.referenceSpans;
  return writtenAs(world, unit, startOf(table, inParentheses), endOf(table, inParentheses));
}

function writtenAs(
  { sources }: Pick<World, 'sources'>,
  unit: Unit,
  start: number,
  end: number,
): Written | undefined {
  const { text } = unit;
  const place = placeOf(unit, start, end, sources);
  const [next] = tokenize(text, { start: end, end: Math.min(text.length, end + 2000) });
  if (!place || !next || !isWrittenInPlace(unit, start, next.end)) return undefined;
  return { place, start, behind: next.start };
}

/** Whether all that stands between two offsets is what a person wrote there, not what a macro's definition adds. */
function isWrittenInPlace(unit: Unit, start: number, end: number): boolean {
  if (unit.source.k !== 'tokens') return true;
  for (let at = start; at < end; at++) {
    const origin = unit.source.map.rendered.origin(at);
    if (origin && (origin.context !== 0 || origin.source < 0)) return false;
  }
  return true;
}

/** Whether an item is what its text says: no attribute macro stands before it, and no cfg that cannot be told. */
export function isAsWritten(world: World, item: Item | undefined, place: Module): boolean {
  if (!item?.attributes) return true;
  const lookup = attributesIn(world, place);
  const { active, opaque, unresolved } = activity(world, place.crate, item.attributes, lookup);
  return active === true && opaque === undefined && unresolved.length === 0;
}
