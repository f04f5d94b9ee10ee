/** Which names concern the bindings: only those are reported (unless all names are asked for). */
import { isTypedPath, TYPED_CRATE } from '../bindings/crates';
import type { CrateMap, Definition, Module } from '../resolve/definitions';
import { resolveImport } from '../resolve/imports';
import { cratesInReach } from '../resolve/reach';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Fragment, Reference } from '../syntax/summary';
import { wordsIn } from '../text/words';
import type { DiagnoseContext, Problem } from './problem';

/** What is remembered of names as long as the catalog is the same. */
class Known {
  readonly names = new Map<string, boolean>();
  readonly methods = new Map<string, boolean>();
  /** A text says the same in every view. */
  readonly references = new WeakMap<Fragment, Uint32Array>();
  readonly named = new WeakMap<Fragment, Uint32Array>();
  readonly flags = new WeakMap<Fragment, Uint8Array>();
  readonly mentions = new WeakMap<Fragment, boolean>();

  constructor(readonly catalog: unknown) {}
}

let known = new Known(undefined);

type Names = Pick<DiagnoseContext, 'catalog' | 'knowledge'>;

function knownOf(catalog: unknown): Known {
  if (known.catalog !== catalog) known = new Known(catalog);
  return known;
}

/** True for a name of seL4: by its prefix, of some built-in bindings, or of the tables of C names. */
export function isBindingName(context: Names, name: string): boolean {
  const { names } = knownOf(context.catalog);
  // Asked of every word of every file.
  const before = names.get(name);
  if (before !== undefined) return before;
  const isKnown =
    name.startsWith('seL4_') ||
    context.knowledge.has(name) ||
    context.catalog
      .knownName(name)
      .some((p) => p.namespace !== 'assoc' && p.namespace !== 'field' && !isTypedPath(p.path));
  names.set(name, isKnown);
  return isKnown;
}

/** True for a name that some type of the bindings or of the typed crate has as a method, such as `tcb_configure`. */
export function isMethodName({ catalog }: Pick<DiagnoseContext, 'catalog'>, name: string): boolean {
  return remembered(knownOf(catalog).methods, name, () =>
    catalog.knownName(name).some(({ kind }) => kind === 'method'),
  );
}

/** Whether a reference must resolve; `named`: it has a name of seL4. A path may lead into the bindings whatever its names are. */
export function isCounted({ segments }: Reference, named: boolean): boolean {
  return segments.length > 1 || named;
}

/**
 * Indices of the references of a text that may concern the bindings: those that count; calls, as what is called may have
 * types of the bindings; what has fields, as an alias or `Self` may be theirs. Macro calls are none.
 */
export function referencesOfInterest(context: Names, fragment: Fragment): Uint32Array {
  return remembered(knownOf(context.catalog).references, fragment, () => {
    const indices: number[] = [];
    const named = namesSel4(context, fragment);
    for (const [index, reference] of fragment.references.entries()) {
      const { kind, segments, inParentheses } = reference;
      if (kind === 'macro') continue;
      const isMethod = kind === 'method' && isMethodName(context, segments[0] ?? '');
      const isCall = kind === 'call' || inParentheses !== undefined;
      const hasFields = kind === 'structLiteral' || kind === 'structPattern';
      if (isCall || hasFields || isMethod || isCounted(reference, named[index] === 1)) indices.push(index);
    }
    return Uint32Array.from(indices);
  });
}

/**
 * The same in a crate that cannot reach bindings, of which most of a large workspace's cannot: only what is named after
 * them concerns them there.
 */
export function namedReferences(context: DiagnoseContext, fragment: Fragment): Uint32Array {
  return remembered(knownOf(context.catalog).named, fragment, () => {
    const isNamed = (name: string): boolean => isBindingName(context, name) || isNamedAfterSel4(name);
    return referencesOfInterest(context, fragment).filter((index) =>
      fragment.references[index]?.segments.some(isNamed),
    );
  });
}

/** By reference of a text: 1 for one with a name of seL4 among its segments. */
export function namesSel4(context: Names, fragment: Fragment): Uint8Array {
  return remembered(knownOf(context.catalog).flags, fragment, () =>
    Uint8Array.from(fragment.references, ({ segments }) =>
      segments.some((segment) => isBindingName(context, segment)) ? 1 : 0,
    ),
  );
}

/** Whether bindings are among the crates that a crate depends on, by others too. */
export function canReachBindings(world: World, crate: CrateMap): boolean {
  return cratesInReach(world, crate).some(({ bindings }) => bindings);
}

const concerned = new WeakMap<CrateMap, boolean>();

/**
 * False for a crate of which nothing can concern the bindings: it cannot reach them, and neither its texts nor those of
 * the crates that its macros may come from have a word that is named after them.
 */
export function mayConcernBindings(context: DiagnoseContext, crate: CrateMap): boolean {
  const { world } = context;
  return remembered(concerned, crate, () =>
    cratesInReach(world, crate).some((each) => each.bindings || crateMentionsBindings(context, each)),
  );
}

const mentioning = new WeakMap<CrateMap, boolean>();

function crateMentionsBindings(context: DiagnoseContext, crate: CrateMap): boolean {
  return remembered(mentioning, crate, () =>
    crate.units.some((unit) => unit.source.k === 'file' && mentionsBindings(context, unit)),
  );
}

/** Whether a file has such a word; one that may take in another file of which nothing is known yet counts as well. */
export function mentionsBindings(
  context: Names,
  { fragment, text }: Pick<Unit, 'fragment' | 'text'>,
): boolean {
  return remembered(knownOf(context.catalog).mentions, fragment, () => {
    for (const word of wordsIn(text))
      if (word === 'include' || isBindingName(context, word) || isNamedAfterSel4(word)) return true;
    return false;
  });
}

const reaching = new WeakMap<Module, boolean>();

/** True for a module of the bindings and for one that re-exports something of them. */
export function reachesBindings(world: World, module: Module): boolean {
  const memo = reaching.get(module);
  if (memo !== undefined) return memo;
  reaching.set(module, false);
  const answer = module.crate.bindings || reexports(world, module);
  reaching.set(module, answer);
  return answer;
}

function reexports(world: World, module: Module): boolean {
  for (const glob of module.globs) {
    if (glob.visibility !== 'public') continue;
    const source = resolveImport(world, glob).source?.module;
    if (source && reachesBindings(world, source)) return true;
  }
  for (const list of module.imports.values())
    for (const record of list) {
      if (record.visibility !== 'public') continue;
      for (const lookup of resolveImport(world, record).names)
        if (lookup?.k === 'found' && lookup.definition.crate?.bindings) return true;
    }
  return false;
}

/** Whether a definition belongs to the bindings. */
export function isOfBindings(definition: Definition | undefined): boolean {
  return definition?.crate?.bindings === true;
}

/** True for a module of the typed crate, whose types and methods stand for those of the kernel. */
function isOfTypedCrate(world: World, { crate }: Module): boolean {
  return crate.packageName === TYPED_CRATE && reachesBindings(world, crate.root);
}

/** Whether a problem is ours to report. */
export function isOurs(problem: Problem, context: DiagnoseContext): boolean {
  for (const segment of problem.segments) if (isBindingName(context, segment)) return true;
  const { failure } = problem;
  const container = failure.inside?.module ?? failure.inside?.of?.parent ?? failure.inside?.parent;
  if (container && (reachesBindings(context.world, container.normal) || isOfBindings(failure.inside)))
    return true;
  if (container && isOfTypedCrate(context.world, container)) return true;
  // One of the things that may be meant is the bindings, or re-exports them.
  const other = failure.why === 'ambiguous' ? failure.found : undefined;
  if (other) return isOfBindings(other) || (!!other.module && reachesBindings(context.world, other.module));
  if (failure.why === 'no-crate') return isNamedAfterSel4(problem.name);
  return false;
}

/** What crates around seL4 are called: `sel4_root_task`, `sel4_platform`. One that is not there is ours to report. */
export function isNamedAfterSel4(name: string): boolean {
  return name.includes('sel4');
}

/**
 * A crate name that stands for bindings, whoever asks. Crates of the project that have other names are told by what they are:
 * they are not read for a name, as that would make an answer depend on crates that the asking one does not.
 */
export function isBindingsCrate(world: World, name: string): boolean {
  return (
    name.includes('sel4') &&
    (world.bindings?.external(name) !== undefined ||
      world.bindings?.skeleton(name.replaceAll('_', '-')) !== undefined)
  );
}
