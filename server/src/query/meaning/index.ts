/** What one written name means: the definitions, and the imports that lead to them. */

import { isConstantPattern } from '../../resolve/constantPatterns';
import { type Import, VALUE } from '../../resolve/definitions';
import type { Place } from '../../resolve/unit';
import { variantOf } from '../../resolve/variants';
import type { World } from '../../resolve/world';
import { chainFrom } from '../chain';
import { importOf } from '../records';
import type { Occurrence } from '../written';
import { ofDocLink } from './docLinks';
import { ofImport, ofWholeImport } from './imports';
import { ofItem, ofMember } from './items';
import { ofItemCall } from './macros';
import { ambiguityAt, ofReference } from './paths';
import { type Meaning, nothing, type Target } from './target';

export type { Meaning, Target } from './target';

/** A name at a place, with everything that it means there. */
export interface NameAt {
  /** Where it is written, in the file that was asked about. */
  readonly place: Place;
  readonly name: string;
  /** As seen by each crate, and in each expansion, that has the place. Empty only where a snapshot's document defines it. */
  readonly occurrences: readonly Occurrence[];
  /** What it means in the first of them that says something, other targets added. */
  readonly meaning: Meaning;
}

/** Imports from the place of the name to the definition. */
export function chainOf(world: World, target: Target): readonly Import[] {
  return chainFrom(world, target.via, target.name, target.namespace);
}

/** What a written name means in the view. Never throws; what cannot be told is `unknown`. */
export function meaningOf(world: World, occurrence: Occurrence): Meaning {
  const { unit, written } = occurrence;
  switch (written.k) {
    case 'reference':
      return ofReference(world, unit, written.index, written.segment);
    case 'import':
      return ofImport(world, unit, written, written.segment);
    case 'alias':
      return ofImport(world, unit, written, written.leaf.segments.length - 1);
    case 'externCrate': {
      const record = importOf(world, unit, written.item);
      return record ? ofWholeImport(world, record) : { ...nothing, inactive: true };
    }
    case 'item':
      return written.owner
        ? ofMember(world, unit, written.item, written.owner)
        : ofItem(world, unit, written.item);
    case 'variant': {
      const of = ofItem(world, unit, written.item).targets[0]?.definition;
      const variant = of && variantOf(world, of, written.variant.name);
      if (!variant) return { ...nothing, inactive: true };
      return { targets: [{ definition: variant, namespace: VALUE, name: variant.name }], failures: [] };
    }
    case 'call':
      return ofItemCall(world, unit, written);
    case 'binding': {
      const { pattern } = written.binding;
      if (pattern !== undefined && isConstantPattern(world, unit, pattern))
        return ofReference(world, unit, pattern, 0);
      const failures = pattern === undefined ? [] : ambiguityAt(world, unit, pattern);
      return { targets: [], failures, local: { unit, scope: written.scope, name: written.binding.name } };
    }
    case 'docLink':
      return ofDocLink(world, written);
  }
}
