/** What a name in a `use` means. */
import { type Import, NAMESPACES } from '../../resolve/definitions';
import { resolveImport } from '../../resolve/imports';
import { lookupIn } from '../../resolve/lookup';
import { walkPrefix } from '../../resolve/paths';
import type { Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { chainFrom } from '../chain';
import { importOf } from '../records';
import type { Occurrence } from '../written';
import { ofModulePath } from './modulePaths';
import { type Meaning, nothing, type Target } from './target';

export function ofImport(
  world: World,
  unit: Unit,
  written: Extract<Occurrence['written'], { readonly k: 'import' | 'alias' }>,
  segment: number,
): Meaning {
  const { item, leaf } = written;
  const record = importOf(world, unit, item, leaf);
  if (!record) return { ...nothing, inactive: true };
  const last = leaf.segments.length - 1;
  if (segment < last || leaf.glob) {
    const meaning = ofModulePath(world, record.module, leaf.segments, leaf.global === true, segment, record);
    const own = resolveImport(world, record).failures.filter((f) => Math.max(0, f.segment) === segment);
    return own.length > 0 ? { ...meaning, failures: own } : meaning;
  }
  return ofWholeImport(world, record);
}

export function ofWholeImport(world: World, record: Import): Meaning {
  const { leaf } = record;
  const last = leaf.segments.length - 1;
  const name = leaf.segments[last] ?? '';
  const result = resolveImport(world, record);
  const failures = result.failures.filter((f) => Math.max(0, f.segment) >= last || f.wholePath);
  const targets: Target[] = [];
  let unknown = result.unknown;
  for (const namespace of NAMESPACES) {
    const there = result.names[namespace];
    if (there?.k === 'unknown') unknown ??= there.reason;
    if (there?.k !== 'found') continue;
    if (targets.some((known) => known.definition === there.definition)) continue;
    const via = chainFrom(world, record, name, namespace)[1];
    targets.push({ definition: there.definition, namespace, name, ...(via ? { via } : {}) });
  }
  if (targets.length === 0 && failures.some(({ found: hidden }) => hidden))
    targets.push(...hiddenTargets(world, record));
  if (targets.length === 0 && failures.length === 0 && unknown === undefined)
    unknown = 'behind a failed import';
  return { targets, failures, ...(unknown === undefined || targets.length > 0 ? {} : { unknown }) };
}

/** What an import names that it may not bring in. */
export function hiddenTargets(world: World, { leaf, module }: Import): readonly Target[] {
  const name = leaf.segments.at(-1) ?? '';
  const step = walkPrefix(world, { module }, leaf.segments.slice(0, -1), leaf.global === true, []);
  const inside = step.k === 'found' ? step.definition.module : undefined;
  if (!inside) return [];
  return NAMESPACES.flatMap((namespace) => {
    const there = lookupIn(world, inside, name, namespace);
    if (there?.k !== 'found') return [];
    return [{ definition: there.definition, namespace, name, ...(there.via ? { via: there.via } : {}) }];
  });
}
