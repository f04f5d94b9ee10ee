/** Where a leaf of a `use` is written. */
import type { Problem } from '../diagnose/problem';
import { MADE_BY_MACRO } from '../diagnose/written/path';
import { contextAt, endOf, itemTable, startOf } from '../resolve/unit';
import type { UseLeaf } from '../syntax/summary';

export interface WrittenLeaf {
  readonly file: string;
  readonly leaf: UseLeaf;
  /** From the segment at fault to the end of the leaf, ` as name` included. */
  readonly start: number;
  readonly end: number;
  /** Offsets of the first segment of the whole path; it may stand before a group that the leaf is in. */
  readonly first: readonly [start: number, end: number];
  /** The whole path is this leaf's own: no group stands around it. */
  readonly alone: boolean;
}

/** The leaf of an import that fails; a sentence where it cannot be edited. */
export function writtenLeaf({ record, failure }: Problem): WrittenLeaf | string {
  if (record === undefined || record.item.kind !== 'use') return MADE_BY_MACRO;
  const { leaf, unit, item } = record;
  if (unit.source.k !== 'file' || unit.virtual || leaf.self) return MADE_BY_MACRO;
  const table = itemTable(unit.fragment, item);
  const start = startOf(table, leaf.at + Math.max(0, failure.segment));
  const whole = leaf.at + leaf.segments.length;
  const first = [startOf(table, leaf.at), endOf(table, leaf.at)] as const;
  if (start < 0 || contextAt(unit, start) !== 0) return MADE_BY_MACRO;
  return {
    file: unit.file,
    leaf,
    start,
    end: endOf(table, whole),
    first,
    alone: startOf(table, whole) <= first[0],
  };
}
