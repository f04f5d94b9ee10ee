/** What the segments of a path mean that starts from a module. */
import {
  type CrateMap,
  type Definition,
  type Import,
  type Module,
  type PathFailure,
  TYPE,
} from '../../resolve/definitions';
import { walkAgain } from '../../resolve/imports';
import { lookupIn } from '../../resolve/lookup';
import { type Step, walkPrefix } from '../../resolve/paths';
import { variantOf } from '../../resolve/variants';
import type { World } from '../../resolve/world';
import { found, type Meaning, nothing } from './target';

/** The `extern crate … as name` of the root that puts a name into the extern prelude. */
export function externVia(
  crate: CrateMap,
  name: string,
  found: Definition,
  importing?: Import,
): Import | undefined {
  if (found.module?.parent !== undefined || crate.node?.dependencies.some((d) => d.name === name))
    return undefined;
  return crate.externCrates.find(
    (record) => record !== importing && (record.leaf.alias ?? record.leaf.segments[0]) === name,
  );
}

/** A segment of a path that starts from a module: in a `use`, after `crate` and its kin, in macro paths. */
export function ofModulePath(
  world: World,
  module: Module,
  segments: readonly string[],
  global: boolean,
  segment: number,
  importing: Import | undefined,
): Meaning {
  const name = segments[segment] ?? '';
  const walk = (length: number): Step =>
    importing
      ? walkAgain(world, importing, segments.slice(0, length))
      : walkPrefix(world, { module }, segments.slice(0, length), global, []);
  const step = walk(segment + 1);
  if (step.k === 'unknown') return { ...nothing, unknown: step.reason };
  if (step.k === 'poison') return { ...nothing, unknown: 'behind a failed import' };
  if (step.k === 'failed')
    return Math.max(0, step.failure.segment) === segment
      ? { targets: [], failures: [step.failure] }
      : nothing;
  if (step.k !== 'found') return nothing;
  let via: Import | undefined;
  if (segment > 0) {
    const before = walk(segment);
    const inside = before.k === 'found' ? before.definition.module : undefined;
    const there = inside && lookupIn(world, inside, name, TYPE);
    if (there?.k === 'found') via = there.via;
  } else if (!global) {
    for (let scope: Module | undefined = module; scope; scope = scope.block ? scope.parent : undefined) {
      const there = lookupIn(world, scope, name, TYPE);
      if (there?.k !== 'found' || there.definition !== step.definition) continue;
      via = there.via === importing ? undefined : there.via;
      break;
    }
    via ??= externVia(module.crate, name, step.definition, importing);
  }
  return found({ definition: step.definition, namespace: TYPE, name, ...(via ? { via } : {}) });
}

/** A name in the type namespace of a module or enum. */
export function ofMemberOf(
  world: World,
  container: Definition,
  name: string,
  failures: readonly PathFailure[],
): Meaning {
  if (container.kind === 'enum') {
    const variant = variantOf(world, container, name);
    return variant
      ? found({ definition: variant, namespace: TYPE, name }, failures)
      : { targets: [], failures };
  }
  if (!container.module) return { targets: [], failures };
  const there = lookupIn(world, container.module, name, TYPE);
  if (there?.k === 'found' || there?.k === 'ambiguous') {
    const via = there.k === 'found' ? there.via : undefined;
    return found({ definition: there.definition, namespace: TYPE, name, ...(via ? { via } : {}) }, failures);
  }
  if (there?.k === 'unknown') return { ...nothing, failures, unknown: there.reason };
  if (there?.k === 'poison') return { ...nothing, failures, unknown: 'behind a failed import' };
  return { targets: [], failures };
}
