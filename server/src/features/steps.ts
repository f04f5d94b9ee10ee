/** The way from a name to its definition: imports, re-exports, `include!`s. */

import type { Import } from '../resolve/definitions';
import {
  chainOf,
  meaningOf,
  type NameAt,
  type Place,
  placeOf,
  placeOfImportLeaf,
  type Target,
} from '../resolve/query';
import { endOf, itemTable, startOf } from '../resolve/unit';
import { useText } from '../syntax/print';
import type { FeatureContext } from './context';

/** One step on the way from a name to its definition. */
export interface Step {
  readonly text: string;
  /** Where it is written; absent inside snapshots. */
  readonly place?: Place;
}

/** The way from the name to the definition. */
export function stepsOf(context: FeatureContext, target: Target): readonly Step[] {
  const { world } = context;
  const chain = chainOf(world, target);
  const steps: Step[] = chain.map((record) => stepOf(context, record));
  const { unit } = target.definition;
  let root = unit;
  while (root && root.source.k !== 'file') root = root.source.parent;
  const { includedBy } = root ?? {};
  if (root && includedBy) {
    const { unit: including, item } = includedBy;
    const table = itemTable(including.fragment, item);
    const place = including.virtual
      ? undefined
      : placeOf(including, startOf(table, item.pathAt), endOf(table, item.textAt), world.sources);
    steps.push({
      text: `include!(…/${root.file.slice(root.file.lastIndexOf('/') + 1)})`,
      ...(place ? { place } : {}),
    });
  }
  return steps;
}

/** The way that the segments before this one go. */
export function stepsBefore(context: FeatureContext, { occurrences }: NameAt): readonly Step[] {
  const [occurrence] = occurrences;
  const { written } = occurrence ?? {};
  if (!occurrence || !written || !('segment' in written)) return [];
  const steps: Step[] = [];
  for (let segment = 0; segment < written.segment; segment++) {
    const [target] = meaningOf(context.world, { ...occurrence, written: { ...written, segment } }).targets;
    if (target) steps.push(...chainOf(context.world, target).map((record) => stepOf(context, record)));
  }
  return steps;
}

function stepOf({ world }: FeatureContext, record: Import): Step {
  const { item, leaf, module } = record;
  const place = placeOfImportLeaf(world, record);
  const text =
    item.kind === 'externCrate'
      ? `extern crate ${item.crate}${item.name === item.crate ? '' : ` as ${item.name}`}`
      : useText(leaf, item.visibility);
  return { text: `${text} in ${module.normal.path(true)}`, ...(place ? { place } : {}) };
}
