/**
 * What rustc cannot decide about while imports fail. It goes round by round: an import waits until nothing can bring its
 * name any more. What hangs on a path that leads nowhere waits for ever, and stands for nothing in the end.
 */
import { type Import, isVisible, type Lookup, type Module, type Namespace } from './definitions';
import { resolveImport } from './imports';
import { lookupIn } from './lookup';
import type { World } from './world';

/**
 * Whether a name that is in a module by no other way may still come there by an import that fails, as far as `from`
 * sees it.
 */
export function mayStillCome(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
  from: Module,
  besides: Import,
  before?: Set<Module>,
): boolean {
  if (module.crate !== from.crate || before?.has(module) || module.items[namespace].has(name)) return false;
  const named = module.imports.get(name);
  // Asked for every name of every import: most modules have neither.
  if (!named && module.globs.length === 0) return false;
  const seen = before ?? new Set<Module>();
  seen.add(module);
  for (const record of named ?? []) {
    if (record === besides || !isVisible(record.visibility, from)) continue;
    if (record.busy) {
      world.meet(record);
      continue;
    }
    const result = resolveImport(world, record);
    if (result.names[namespace]?.k === 'found') return false;
    if (result.late || leadsNowhere(record)) return true;
  }
  for (const record of module.globs) {
    if (record === besides || !isVisible(record.visibility, from)) continue;
    const { source, failures, late } = resolveImport(world, record);
    // One of the module itself fails, but leads somewhere: nothing waits for it.
    if (!source && (late || failures.some(({ wholePath }) => wholePath !== true))) return true;
    if (source?.module && mayStillCome(world, source.module, name, namespace, from, besides, seen))
      return true;
  }
  return false;
}

type Settled = Pick<Import, 'leaf' | 'result'>;

/** The path to the module fails, not the last name: it is undecided to the end what the import brings. */
export function leadsNowhere({ leaf, result }: Settled): boolean {
  const last = leaf.segments.length - 1;
  return result?.failures.some(({ segment }) => segment < last) === true;
}

/**
 * An import that leads nowhere of a name for which `found` is what a glob brings to the same module: other imports wait for it
 * to the end, and never come to what the glob brings, be it by further globs. Bodies do. `undefined` if there is none, if no
 * glob brings the name, or if another crate has it.
 */
export function heldUpBy(
  world: World,
  found: Lookup | undefined,
  start: Module,
  name: string,
  namespace: Namespace,
  from: Module,
): Import | undefined {
  if (found?.k !== 'found' || !found.via?.leaf.glob) return undefined;
  const seen = new Set<Module>();
  for (let module: Module | undefined = start; module && !seen.has(module); ) {
    if (module.crate !== from.crate || module.crate.collecting || module.items[namespace].has(name)) break;
    seen.add(module);
    for (const record of module.imports.get(name) ?? [])
      if (!record.busy && leadsNowhere({ leaf: record.leaf, result: resolveImport(world, record) }))
        return record;
    const lookup = lookupIn(world, module, name, namespace);
    const by: Import | undefined = lookup?.k === 'found' ? lookup.via : undefined;
    module = by?.module === module && by.leaf.glob ? by.result?.source?.module : undefined;
  }
  return undefined;
}

/** The module that it imports from is there, and is known not to have the name. */
export function failsByItself(record: Settled): boolean {
  const { result } = record;
  return result !== undefined && result.late !== true && result.failures.length > 0 && !leadsNowhere(record);
}

/** The same before macros are looked for: that module reads nothing later that could bring the name. A macro is what globs bring. */
export function failsAtOnce(world: World, record: Import): boolean {
  const result = resolveImport(world, record);
  return (
    failsByItself({ leaf: record.leaf, result }) &&
    result.failures.every(({ inside }) => {
      const { module } = inside ?? {};
      if (!module) return false;
      return module.crate !== record.module.crate || (!module.readsMore && module.globs.length === 0);
    })
  );
}
