/**
 * What texts of macros tell without being expanded: which of them may bring an impl or an exported macro, as these count
 * in all of a crate even if the call stands in a body. Names and words are compared only, so the answer may be yes where
 * nothing is brought.
 */

import { tokenize } from '../syntax/lexer';
import type { Fragment, Item, MacroCall, MacroDefinitionItem } from '../syntax/summary';
import type { CrateMap } from './definitions';
import { cratesInReach } from './reach';
import { remembered } from './remembered';
import { endOf, startOf, type Unit } from './unit';
import type { World } from './world';

/** What is brought: an `impl`, or a macro with `#[macro_export]`. */
export type Brought = 'impl' | 'export';

/** Names of macros that may bring such things. */
export type Makers = ReadonlySet<string>;

type Text = Pick<Unit, 'fragment' | 'text'>;

interface MacroText {
  /** Of the macro, and of macros that it defines. */
  readonly names: readonly string[];
  readonly has: Readonly<Record<Brought, boolean>>;
  readonly calls: ReadonlySet<string>;
}

const makersOfCrates: Readonly<Record<Brought, WeakMap<CrateMap, Makers>>> = {
  impl: new WeakMap(),
  export: new WeakMap(),
};

/** Names of macros that a crate may call in bodies and that may bring such things. */
export function makersIn(world: World, crate: CrateMap, brought: Brought): Makers {
  const makers = makersOfCrates[brought].get(crate) ?? findMakers(world, crate, brought);
  if (!crate.collecting) makersOfCrates[brought].set(crate, makers);
  return makers;
}

/** Whether somebody has asked for them since the crate was read. */
export function hasMakers(crate: CrateMap, brought: Brought): boolean {
  return makersOfCrates[brought].has(crate);
}

function findMakers(world: World, crate: CrateMap, brought: Brought): Makers {
  // What a file has is not looked up.
  const makers = new Set(['include']);
  let waiting: readonly MacroText[] = cratesInReach(world, crate).flatMap(macrosOfCrate);
  for (let before = -1; before < makers.size; ) {
    before = makers.size;
    const left: MacroText[] = [];
    for (const macro of waiting)
      if (isMaker(macro, makers, brought)) for (const name of macro.names) makers.add(name);
      else left.push(macro);
    waiting = left;
  }
  return makers;
}

/** Whether bodies of a text call such macros, give such things to one, or define such macros. */
export function mayBring({ fragment, text }: Text, makers: Makers, brought: Brought): boolean {
  return (
    fragment.calls.some((call) => callMayBring({ fragment, text }, call, makers, brought)) ||
    macrosInBodies(fragment).some((macro) => isMaker(textOf(macro), makers, brought))
  );
}

/** The same for one call. */
export function callMayBring(
  { fragment, text }: Text,
  call: MacroCall,
  makers: Makers,
  brought: Brought,
): boolean {
  if (call.position !== 'statement' && call.position !== 'expression') return false;
  const name = fragment.references[call.reference]?.segments.at(-1);
  if (name !== undefined && makers.has(name)) return true;
  const start = startOf(fragment.referenceSpans, call.at);
  const end = endOf(fragment.referenceSpans, call.at);
  if (start < 0 || end - start <= 4) return false;
  const given = text.slice(start, end);
  return has[brought](given) || callsMaker(given, makers);
}

/** Whether something is given to a macro that calls another one which may bring such things. */
function callsMaker(given: string, makers: Makers): boolean {
  for (const maker of makers)
    if (given.includes(maker)) {
      const tokens = tokenize(given);
      return tokens.some(({ text }, at) => makers.has(text) && tokens[at + 1]?.text === '!');
    }
  return false;
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
    // One that calls none can bring what its own text has, and nothing else.
    [...macrosAmong(fragment.items), ...macrosInBodies(fragment)]
      .map(textOf)
      .filter(({ has: own, calls }) => own.impl || own.export || calls.size > 0),
  );
}

function isMaker({ has, calls }: MacroText, makers: Makers, brought: Brought): boolean {
  if (has[brought]) return true;
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

const textsOfMacros = new WeakMap<MacroDefinitionItem, MacroText>();

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
    return { names, has: { impl: has.impl(body), export: has.export(body) }, calls };
  });
}

const has: Readonly<Record<Brought, (text: string) => boolean>> = {
  /** An `impl` that is no type (`x: impl Fn()`). */
  impl(text) {
    if (!text.includes('impl')) return false;
    let before = '';
    for (const { text: word } of tokenize(text)) {
      if (word === 'impl' && !BEFORE_TYPES.has(before)) return true;
      before = word;
    }
    return false;
  },
  export: (text) =>
    text.includes('macro_export') && tokenize(text).some((token) => token.text === 'macro_export'),
};

const BEFORE_TYPES: ReadonlySet<string> = new Set([':', '>', '<', '&', ',', '=', 'mut', 'dyn']);
