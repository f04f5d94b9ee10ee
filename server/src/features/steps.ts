/** The way from a name to its definition: imports, re-exports, `include!`s. */

import {
  chainOf,
  meaningOf,
  type NameAt,
  type Place,
  placeOfDefinition,
  placeOfImportLeaf,
  placeOfSnapshotImport,
  type Target,
} from '../query';
import type { Import } from '../resolve/definitions';
import { useText } from '../syntax/print';
import type { FeatureContext } from './context';

/** One step on the way from a name to its definition. */
export interface Step {
  readonly text: string;
  /** Where it is written: in a file, or in a document that stands for a snapshot. */
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
  if (root?.includedBy) {
    // Where it is in the included file says more than where that is included.
    const place = placeOfDefinition(world, target.definition, target.member);
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
  const place = placeOfImportLeaf(world, record) ?? placeOfSnapshotImport(world, record);
  const text =
    item.kind === 'externCrate'
      ? `extern crate ${item.crate}${item.name === item.crate ? '' : ` as ${item.name}`}`
      : useText(leaf, item.visibility);
  return { text: `${text} in ${module.normal.path(true)}`, ...(place ? { place } : {}) };
}
