/** Asks what rustc's rounds of import resolution make of names that globs bring more than once, and of imports that fail. */

import {
  type CrateMap,
  type Import,
  type ImportResult,
  type Lookup,
  type Module,
  NAMESPACES,
  type Namespace,
  type PathFailure,
  TYPE,
} from '../definitions';
import { isTwoThings, twoThings } from '../failures';
import { isKeyword } from '../paths';
import { remembered } from '../remembered';
import type { World } from '../world';
import { type FoundInRounds, Rounds } from './rounds';
import { DUMMY, TooMuch } from './state';

export type { FoundInRounds } from './rounds';
export { DUMMY } from './state';

/** Of a whole crate; and the last one with a body, by its innermost module, as bodies are many. */
const ofCrate = new WeakMap<CrateMap, Rounds | 'untold'>();
const ofBody = new WeakMap<CrateMap, { readonly module: Module; readonly rounds: Rounds | 'untold' }>();
const sizes = new WeakMap<CrateMap, number>();

/** In larger crates bodies are left to what can be told without: each body means to go through the whole crate. */
const MOST_NAMES = 1_500;

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
 * What is wrong with the path of a glob that begins with a name of its own module: what the glob brings, or another one
 * beside it, may make that name two things (E0659).
 */
export function ambiguousStart(world: World, { leaf, module }: Import): readonly PathFailure[] {
  const segment = leaf.segments[0] === 'self' ? 1 : 0;
  const name = leaf.segments[segment];
  const fromRoot = leaf.global === true || (segment === 0 && module.crate.edition === 2015);
  if (name === undefined || isKeyword(name) || (fromRoot && module !== module.crate.root)) return [];
  const other = foundInRounds(world, module.normal, name, TYPE)?.other;
  return other ? [twoThings(other, segment)] : [];
}

/** Whether rustc's rounds bring nothing of a name, whatever globs might bring it one by one. */
export function isAbsentInRounds(world: World, module: Module, name: string, namespace: Namespace): boolean {
  return roundsOf(world, module)?.isAbsent(module, name, namespace) === true;
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
  if (isPlain || isOpen) return result;
  const verdict = roundsOf(world, record.module)?.verdict(record);
  if (!verdict) return result;
  // A name is not two things where the glob that might bring it has waited in vain.
  const isTold = (one: PathFailure): boolean =>
    isTwoThings(one) && !(one.segment === 0 && verdict.beginsOutside === true);
  if (result.failures.some(isTold)) return result;
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
  // It has brought something: in the other namespaces rustc has waited to the end.
  const waits = verdict.waits && (failures.length > 0 || names.some((one) => one?.k === 'found'));
  return waits ? { names, failures, late: true } : { names, failures };
}

function isSilent({ names }: ImportResult): boolean {
  return names.some((one) => one?.k === 'poison');
}

function roundsOf(world: World, module: Module): Rounds | undefined {
  const { crate } = module;
  if (crate.node === undefined || crate.collecting) return undefined;
  if (!module.isInBody)
    return told(remembered(ofCrate, crate, () => resolved(world, crate, modulesOf(crate))));
  const last = ofBody.get(crate);
  if (last?.module === module) return told(last.rounds);
  const modules = modulesOf(crate);
  if (remembered(sizes, crate, () => sizeOf(modules)) > MOST_NAMES) return undefined;
  const rounds = resolved(world, crate, [...modules, ...aroundInBody(module)]);
  ofBody.set(crate, { module, rounds });
  return told(rounds);
}

function told(rounds: Rounds | 'untold'): Rounds | undefined {
  return rounds === 'untold' ? undefined : rounds;
}

/** Chains of imports without end and circles of globs are told without rounds. */
function resolved(world: World, crate: CrateMap, modules: readonly Module[]): Rounds | 'untold' {
  try {
    const rounds = new Rounds(world, crate, modules);
    return rounds.isUnsure ? 'untold' : rounds;
  } catch (error) {
    // Depth is counted; the stack may still end before, where rounds are asked for deep in look-ups.
    if (error instanceof TooMuch || error instanceof RangeError) return 'untold';
    throw error;
  }
}

function modulesOf(crate: CrateMap): readonly Module[] {
  return crate.modules.filter((one) => !one.isInBody);
}

/** How many names and imports modules have. */
function sizeOf(modules: readonly Module[]): number {
  let size = 0;
  for (const { items, imports, globs } of modules)
    size += items[0].size + items[1].size + items[2].size + imports.size + globs.length;
  return size;
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
