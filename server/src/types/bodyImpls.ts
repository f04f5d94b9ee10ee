/** Impls that macros bring which are called in bodies: they count wherever their type does. */

import { isActive } from '../resolve/active';
import { blockModule } from '../resolve/blocks';
import { expansionOf } from '../resolve/bodyMacros';
import type { CollectedImpl, CrateMap, Reaching } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { endOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Item, MacroCall, MacroDefinitionItem } from '../syntax/summary';
import { cratesInReach } from './reach';

/** What a macro's text tells without being expanded. */
interface MacroText {
  /** Of the macro, and of macros that it defines. */
  readonly names: readonly string[];
  /** It has an `impl`. */
  readonly hasImpl: boolean;
  readonly calls: ReadonlySet<string>;
}

const textsOfMacros = new WeakMap<MacroDefinitionItem, MacroText>();
const makersOfCrates = new WeakMap<CrateMap, ReadonlySet<string>>();

/**
 * Whether bodies of a text call macros that may bring impls, or define such macros: what they bring is known to the whole
 * crate. Names and words are compared only, so it may be true where nothing is brought.
 */
export function mayBringImpls(
  world: World,
  crate: CrateMap,
  { fragment, text }: Pick<Unit, 'fragment' | 'text'>,
): boolean {
  const makers = makersIn(world, crate);
  return (
    fragment.calls.some((call) => mayBring({ fragment, text }, call, makers)) ||
    macrosInBodies(fragment).some((macro) => isMaker(textOf(macro), makers))
  );
}

/** Whether what a crate knows of impls in bodies goes when one of its texts gets other bodies. */
export function mindsBodies(
  world: World,
  crate: CrateMap,
  texts: readonly Pick<Unit, 'fragment' | 'text'>[],
): boolean {
  return makersOfCrates.has(crate) && texts.some((text) => mayBringImpls(world, crate, text));
}

/** Impls that calls in the bodies of a text bring, each with the bodies that have it for their own types. */
export function broughtImpls(world: World, unit: Unit): ReadonlyMap<CollectedImpl, ReadonlySet<Reaching>> {
  const found = new Map<CollectedImpl, Set<Reaching>>();
  const bodies = new Set<Reaching>();
  read(world, unit, makersIn(world, unit.crate), bodies);
  for (const body of bodies)
    for (const record of body.impls) remembered(found, record, () => new Set<Reaching>()).add(body);
  return found;
}

function read(world: World, unit: Unit, makers: ReadonlySet<string>, bodies: Set<Reaching>): void {
  const { calls, scopes } = unit.fragment;
  for (const [index, call] of calls.entries()) {
    if (!mayBring(unit, call, makers) || isActive(world, unit, call.scope) === false) continue;
    let at = call.scope;
    while (at >= 0 && scopes[at]?.kind !== 'block') at = scopes[at]?.parent ?? -1;
    note(world, unit, at, bodies);
    const expansion = expansionOf(world, unit, index);
    for (const inner of expansion.k === 'units' ? expansion.units : []) {
      for (const [scope, { kind, items }] of inner.fragment.scopes.entries())
        if (kind === 'block' && items?.some((item) => item.kind === 'impl') && isActive(world, inner, scope))
          note(world, inner, scope, bodies);
      read(world, inner, makers, bodies);
    }
  }
}

function note(world: World, unit: Unit, scope: number, bodies: Set<Reaching>): void {
  const body = scope < 0 ? undefined : blockModule(world, unit, scope)?.inBody;
  if (body) bodies.add(body);
}

/** Whether a call may bring impls: its macro has some, or is given some. */
function mayBring(
  { fragment, text }: Pick<Unit, 'fragment' | 'text'>,
  call: MacroCall,
  makers: ReadonlySet<string>,
): boolean {
  if (call.position !== 'statement' && call.position !== 'expression') return false;
  const name = fragment.references[call.reference]?.segments.at(-1);
  if (name !== undefined && makers.has(name)) return true;
  const start = startOf(fragment.referenceSpans, call.at);
  const end = endOf(fragment.referenceSpans, call.at);
  return start >= 0 && end - start > 4 && hasImpl(text.slice(start, end));
}

/** Names of macros that a crate may call and that may bring impls. */
function makersIn(world: World, crate: CrateMap): ReadonlySet<string> {
  const known = makersOfCrates.get(crate);
  if (known) return known;
  const makers = new Set<string>();
  let waiting: readonly MacroText[] = cratesInReach(world, crate).flatMap(macrosOfCrate);
  for (let before = -1; before < makers.size; ) {
    before = makers.size;
    const left: MacroText[] = [];
    for (const macro of waiting)
      if (isMaker(macro, makers)) for (const name of macro.names) makers.add(name);
      else left.push(macro);
    waiting = left;
  }
  if (!crate.collecting) makersOfCrates.set(crate, makers);
  return makers;
}

/** What the macros tell that stand in a crate; it is part of the answer for all crates that depend on it. */
const macrosOfCrates = new WeakMap<CrateMap, readonly MacroText[]>();

function macrosOfCrate(crate: CrateMap): readonly MacroText[] {
  const known = macrosOfCrates.get(crate);
  if (known) return known;
  const made = crate.units.flatMap(({ fragment }) => macrosOf(fragment));
  if (!crate.collecting) macrosOfCrates.set(crate, made);
  return made;
}

/** The same in every view. */
const macrosOfTexts = new WeakMap<Fragment, readonly MacroText[]>();

function macrosOf(fragment: Fragment): readonly MacroText[] {
  return remembered(macrosOfTexts, fragment, () =>
    [...macrosAmong(fragment.items), ...macrosInBodies(fragment)].map(textOf),
  );
}

function isMaker({ hasImpl, calls }: MacroText, makers: ReadonlySet<string>): boolean {
  if (hasImpl) return true;
  for (const name of calls) if (makers.has(name)) return true;
  return false;
}

function* macrosAmong(items: readonly Item[]): Iterable<MacroDefinitionItem> {
  for (const item of items)
    if (item.kind === 'macroDefinition') yield item;
    else if (item.kind === 'module' && item.items) yield* macrosAmong(item.items);
}

function macrosInBodies({ scopes }: Fragment): readonly MacroDefinitionItem[] {
  return scopes.flatMap(({ items }) => (items ? [...macrosAmong(items)] : []));
}

function textOf(macro: MacroDefinitionItem): MacroText {
  return remembered(textsOfMacros, macro, () => {
    const { name, body } = macro;
    const names = [name];
    const calls = new Set<string>();
    const tokens = body.includes('!') ? tokenize(body) : [];
    for (let at = 1; at < tokens.length; at++) {
      const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
      if (token?.text !== '!' || before?.kind !== 'identifier') continue;
      if (before.text === 'macro_rules' && after) names.push(after.text);
      else calls.add(before.text);
    }
    return { names, hasImpl: hasImpl(body), calls };
  });
}

/** Whether a text has an `impl` that is no type (`x: impl Fn()`). */
function hasImpl(text: string): boolean {
  if (!text.includes('impl')) return false;
  let before = '';
  for (const { text: word } of tokenize(text)) {
    if (word === 'impl' && !BEFORE_TYPES.has(before)) return true;
    before = word;
  }
  return false;
}

const BEFORE_TYPES: ReadonlySet<string> = new Set([':', '>', '<', '&', ',', '=', 'mut', 'dyn']);
