/** Shortcuts through long chains of scopes: each `let` opens one, and a generated function may have thousands. */
import type { Binding, Fragment, Scope } from '../syntax/summary';
import { remembered } from './remembered';

interface Chain {
  /** By scope: the innermost one, itself included, that modules or textual macros depend on, or that is a root. */
  readonly anchors: Int32Array;
  /** By scope: the innermost one, itself included, that has a module or may have one, or that is a root. */
  readonly owners: Int32Array;
  /** By scope: the innermost one, itself included, that has attributes, or that is a root. */
  readonly attributed: Int32Array;
  /** By scope: the next one that is more than plain bindings, or than a block without items; itself if it is more. */
  readonly past: Int32Array;
  /** Names that plain bindings bind. */
  readonly bound: ReadonlySet<string>;
}

const chains = new WeakMap<Fragment, Chain>();

/** The innermost scope from `at` outwards that is a block, a module, a statement macro or a root of its fragment. */
export function anchorOf(fragment: Fragment, at: number): number {
  return chainOf(fragment).anchors[at] ?? at;
}

/** The innermost scope from `at` outwards that is a module, a block that may have items of its own, or a root of its fragment. */
export function ownerOf(fragment: Fragment, at: number): number {
  return chainOf(fragment).owners[at] ?? at;
}

/** The innermost scope from `at` outwards with attributes, else the root of the fragment: between them nothing is left out. */
export function attributedAround(fragment: Fragment, at: number): number {
  return chainOf(fragment).attributed[at] ?? at;
}

/**
 * The next scope from `at` outwards where `name` may mean something: `let` scopes that do not bind it are left out, and blocks without items.
 * `items`: only items count, no variable does.
 */
export function pastBindings(fragment: Fragment, at: number, name: string, items: boolean): number {
  const { past, bound } = chainOf(fragment);
  if (items || !bound.has(name)) return past[at] ?? at;
  const { scopes } = fragment;
  let next = at;
  while (past[next] !== undefined && past[next] !== next && !binds(scopes[next]!, name))
    next = scopes[next]!.parent;
  return next;
}

/** Lists that are longer are sorted by name: a function may have thousands of parameters, and each may name all. */
const SHORT = 16;
const NONE: readonly Binding[] = [];
const byName = new WeakMap<readonly Binding[], ReadonlyMap<string, readonly Binding[]>>();

/** What a scope binds under a name, in the order of the text. */
export function bindingsNamed({ bindings = NONE }: Scope, name: string): readonly Binding[] {
  if (bindings.length > SHORT)
    return remembered(byName, bindings, () => sortedByName(bindings)).get(name) ?? NONE;
  return hasBinding(bindings, name) ? bindings.filter((binding) => binding.name === name) : NONE;
}

function binds({ bindings = NONE }: Scope, name: string): boolean {
  if (bindings.length > SHORT) return remembered(byName, bindings, () => sortedByName(bindings)).has(name);
  return hasBinding(bindings, name);
}

/** A plain loop: this is asked of every scope around every name. */
function hasBinding(bindings: readonly Binding[], name: string): boolean {
  for (let at = 0; at < bindings.length; at++) if (bindings[at]!.name === name) return true;
  return false;
}

function sortedByName(bindings: readonly Binding[]): ReadonlyMap<string, readonly Binding[]> {
  const all = new Map<string, Binding[]>();
  for (const binding of bindings) remembered(all, binding.name, (): Binding[] => []).push(binding);
  return all;
}

function chainOf(fragment: Fragment): Chain {
  return remembered(chains, fragment, () => makeChain(fragment));
}

function makeChain(fragment: Fragment): Chain {
  const { scopes, calls } = fragment;
  const anchors = new Int32Array(scopes.length);
  const owners = new Int32Array(scopes.length);
  const attributed = new Int32Array(scopes.length);
  const past = new Int32Array(scopes.length);
  const statements = statementCalls(fragment);
  const bound = new Set<string>();
  // What such a macro binds is seen only when it is expanded.
  const withMacro = new Set(calls.filter((call) => call.position === 'pattern').map((call) => call.scope));
  for (const [at, { kind, parent, broken, bindings, items, attributes }] of scopes.entries()) {
    const isRoot = parent < 0;
    const isAnchor = isRoot || kind === 'block' || kind === 'module' || kind === 'statementMacro';
    anchors[at] = isAnchor ? at : anchors[parent]!;
    const isEmpty = kind === 'block' && (items?.length ?? 0) === 0 && !statements.has(at);
    owners[at] = isRoot || kind === 'module' || (kind === 'block' && !isEmpty) ? at : owners[parent]!;
    attributed[at] = isRoot || attributes ? at : attributed[parent]!;
    const isPlain =
      (kind === 'bindings' || kind === 'region' || isEmpty) &&
      !isRoot &&
      broken !== true &&
      !withMacro.has(at);
    past[at] = isPlain ? past[parent]! : at;
    if (isPlain) for (const { name } of bindings ?? []) bound.add(name);
  }
  return { anchors, owners, attributed, past, bound };
}

const callsOfBlocks = new WeakMap<Fragment, Map<number, number[]>>();

/** Macro calls in statement position, by the block scope that they stand in. */
export function statementCalls(fragment: Fragment): ReadonlyMap<number, readonly number[]> {
  return remembered(callsOfBlocks, fragment, () => {
    const all = new Map<number, number[]>();
    for (const [index, call] of fragment.calls.entries()) {
      if (call.position !== 'statement') continue;
      let at = call.scope;
      while (at >= 0) {
        const scope = fragment.scopes[at];
        if (!scope || scope.kind === 'block' || scope.parent < 0) break;
        at = scope.parent;
      }
      remembered(all, at, (): number[] => []).push(index);
    }
    return all;
  });
}
