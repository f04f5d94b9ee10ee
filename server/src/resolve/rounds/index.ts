/** Asks what rustc's rounds of import resolution make of names that globs bring more than once, and of imports that fail. */
import {
  type CrateMap,
  type Import,
  type ImportResult,
  type Lookup,
  type Module,
  NAMESPACES,
  type Namespace,
  TYPE,
} from '../definitions';
import type { World } from '../world';
import { type FoundInRounds, Rounds } from './rounds';
import { DUMMY } from './state';

export type { FoundInRounds } from './rounds';

/** Of a whole crate; and the last one with a body, by its innermost module, as bodies are many. */
const ofCrate = new WeakMap<CrateMap, Rounds>();
const ofBody = new WeakMap<CrateMap, { readonly module: Module; readonly rounds: Rounds }>();

/** In larger crates bodies are left to what can be told without. */
const MOST_MODULES = 400;

/**
 * The first of several names, and another one if rustc complains; `undefined` where that cannot be told. The crate must
 * have been read.
 */
export function foundInRounds(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
): FoundInRounds | undefined {
  return roundsOf(world, module)?.found(module, name, namespace);
}

/**
 * An import that does not plainly succeed, as rustc sees it: which of several failed ones it comes to first decides what
 * it says, and what they bring.
 */
export function settled(
  world: World,
  record: Import,
  result: ImportResult,
  metItself: boolean,
): ImportResult {
  const isPlain =
    !metItself &&
    result.failures.length === 0 &&
    !result.late &&
    result.unsure === undefined &&
    !isSilent(result);
  const isOpen = result.unknown !== undefined || result.names.some((one) => one?.k === 'unknown');
  if (isPlain || isOpen || result.failures.some(({ rustcCode }) => rustcCode === 'E0659')) return result;
  const verdict = roundsOf(world, record.module)?.verdict(record);
  if (!verdict) return result;
  const failures = verdict.failures.map(
    (one) => result.failures.find((f) => f.segment === one.segment && f.rustcCode === one.rustcCode) ?? one,
  );
  if (record.leaf.glob) {
    const hides = failures.some(({ rustcCode }) => rustcCode === 'E0432');
    const { source } = verdict;
    return {
      names: [undefined, undefined, undefined],
      failures,
      poison: hides,
      ...(source ? { source } : {}),
    };
  }
  const names = NAMESPACES.map((namespace): Lookup | undefined => {
    const brought = verdict.names[namespace];
    if (!brought) return undefined;
    const { definition, by } = brought;
    if (definition === DUMMY) return { k: 'poison' };
    const known = result.names[namespace];
    if (known?.k === 'found' && known.definition === definition) return known;
    return { k: 'found', definition, visibility: by?.source.visibility ?? 'public' };
  });
  return { names, failures };
}

function isSilent({ names }: ImportResult): boolean {
  return names.some((one) => one?.k === 'poison');
}

function roundsOf(world: World, module: Module): Rounds | undefined {
  const { crate } = module;
  if (crate.node === undefined || crate.collecting) return undefined;
  const modules = crate.modules.filter((one) => !one.isInBody);
  if (!module.isInBody) {
    let rounds = ofCrate.get(crate);
    if (!rounds) {
      rounds = new Rounds(world, crate, modules);
      ofCrate.set(crate, rounds);
    }
    return rounds;
  }
  if (modules.length > MOST_MODULES) return undefined;
  const last = ofBody.get(crate);
  if (last?.module === module) return last.rounds;
  const rounds = new Rounds(world, crate, [...modules, ...aroundInBody(module)]);
  ofBody.set(crate, { module, rounds });
  return rounds;
}

/** The blocks around a module in a body, and the modules that are defined in them. */
function aroundInBody(inner: Module): readonly Module[] {
  const all = new Set<Module>();
  for (let at: Module | undefined = inner; at?.isInBody; at = at.parent) all.add(at);
  for (const module of all)
    for (const { definition } of module.items[TYPE].values())
      if (definition.module?.isInBody) all.add(definition.module);
  return [...all];
}
