/** What a macro call stands for: units of text to resolve in its place. */

import {
  DEFAULT_LIMITS,
  expandMacro,
  type MacroRules,
  parseMacroRules,
  type RenderedTokens,
  renderTokens,
} from '../macros';
import type { FragmentKind } from '../syntax/api';
import type { Fragment } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { withCaptures } from './captures';
import { chooseBranch } from './cfgIf';
import type { CrateMap, Definition } from './definitions';
import { editionAt } from './hygiene';
import { includedFile } from './include';
import { knownMacro, knownOf } from './knownMacros';
import { isLateText } from './late';
import { asList, asMatch } from './rewritten';
import { nowhere, ofStretch, type Stretch, stretchOf } from './stretch';
import {
  type Anchor,
  comesFrom,
  type Expansion,
  itemTable,
  newMemo,
  spanNow,
  startOf,
  type Unit,
} from './unit';
import type { World } from './world';

/** rustc's default `recursion_limit`. */
const depthLimit = 128;
const outputLimit = 200_000;
/** Tokens of the expansions that lead to one another: a macro that calls itself with more each time is not followed for ever. */
const chainLimit = 150_000;
/** Expansions that one written call may lead to: a macro that calls two, which call two each, doubles with every step. */
const familyLimit = 10_000;
/** All expansions of one view together: beyond, calls are unknown. */
const expansionLimit = 200_000;

type Rules = MacroRules | { readonly error: string };

type NumberedRules = MacroRules & { readonly number: number };

/** What tokens of a call come to, whoever asks. */
type Expanded = { readonly rendered: RenderedTokens; readonly count: number; readonly fragment: Fragment };

export interface CallSite {
  readonly unit: Unit;
  /** Offsets of the arguments in the unit's text, delimiters included. */
  readonly start: number;
  readonly end: number;
  /** The call, where it is an item: its arguments are that span of it. */
  readonly anchor?: Anchor;
  /** The arguments, when the unit has no text of its own (snapshots). */
  readonly text?: string;
  readonly kind: FragmentKind;
  /** Crate and, in bodies, scope in which the result stands. */
  readonly crate: CrateMap;
  readonly scope?: number;
}

/** Why nothing is said of what a macro stands for that is defined several times, behind a cfg that is not known. */
export const WHICH_MACRO = 'a macro behind a cfg that is not known';

/** Expands one call of a resolved macro. Never throws: what cannot be done is unknown, with a reason. */
export function expandCall(world: World, definition: Definition, call: CallSite): Expansion {
  if (call.unit.depth >= depthLimit) world.tooDeep.add(call.crate);
  if (call.unit.depth > 8 && world.tooDeep.has(call.crate))
    return unknown(`the expansion of ${definition.name} is too deep`);
  if (world.contexts.length > expansionLimit) return unknown('there are too many macro expansions');
  // What it defines among items is there in most cases whichever it is: the caller says that there may be other things.
  if (definition.doubtful && call.kind !== 'items') return unknown(WHICH_MACRO);
  if (definition.macro === 'rules') return expandRules(world, definition, call);
  const shape = knownOf(knownMacro, definition);
  switch (shape) {
    case 'include':
      return call.kind === 'items' ? unknown('include!') : included(world, definition, call);
    case undefined:
      return unknown(`the macro ${definition.name} cannot be expanded`);
    case 'nothing':
      return { k: 'nothing' };
    case 'arguments':
      // Before edition 2021 `assert!` stands for a `panic!` of the crate, which may be two.
      if (
        definition.name === 'assert' &&
        call.crate.macroUse.some(({ record }) => isLateText(call.crate, record.unit))
      )
        return unknown('an included file brings the macros of a crate');
      return units(
        definition,
        withCaptures(
          slice(world, call, 'arguments'),
          definition.name,
          editionAt(world, call.unit, call.start, call.crate),
        ),
      );
    case 'list':
      return units(definition, rewritten(world, call, shape, asList));
    case 'expression':
      return units(definition, slice(world, call, call.kind === 'items' ? 'items' : 'expression'));
    case 'items':
    case 'statics':
      return units(definition, slice(world, call, call.kind === 'items' ? 'items' : 'statements'));
    case 'matches':
      return units(definition, rewritten(world, call, shape, asMatch));
    case 'cfgIf':
    case 'cfgSelect':
    case 'kernelCfgIf': {
      const given = argumentsOf(world, call);
      const list = ofStretch(given, 'plain', () => given.tokens(false));
      const branch = chooseBranch(world, call.crate, shape, list);
      if (branch === 'unknown') return unknown(`${definition.name}! depends on a setting that is not known`);
      if (branch === undefined || branch.length === 0) return { k: 'nothing' };
      const kind: FragmentKind = call.kind === 'expression' ? 'statements' : call.kind;
      const chosen = ofStretch(given, `branch ${list.indexOf(branch[0]!)} ${kind}`, () =>
        expanded(world, withDocs(branch, list, given), kind),
      );
      return units(definition, tokens(call, chosen, given));
    }
  }
}

/** A branch in braces, of what is given without documentation, as it is with it: which one is chosen it has no part in. */
function withDocs(branch: readonly Token[], list: readonly Token[], given: Stretch): readonly Token[] {
  const begin = list.indexOf(branch[0]!);
  const [open, close] = [list[begin - 1], list[begin + branch.length]];
  const all = given.tokens(true);
  // Tokens that a macro has made have it already.
  if (all.length === list.length || open?.text !== '{' || !close) return branch;
  return all.filter(({ start, end }) => open.end <= start && end <= close.start);
}

/** What a call is given, its delimiters left out. */
export function argumentsOf(world: World, { unit, start, end, anchor, text }: CallSite): Stretch {
  return text === undefined
    ? stretchOf(world, unit, start + 1, end - 1, anchor)
    : nowhere(text, 1, text.length - 1);
}

/**
 * `include!` in a body: the file's text, read as an expression with the names around the call. rustc takes one expression, in
 * the place of a statement too; items behind it are none of the crate's (`incomplete_include`), nor is what does not parse.
 */
function included(world: World, definition: Definition, call: CallSite): Expansion {
  if (call.kind === 'pattern' || call.kind === 'type') return unknown('include! where no expression stands');
  const text = call.unit.text.slice(call.start, call.end);
  const target = includedFile(world, call.crate, call.unit, text);
  if (target?.k !== 'file') return unknown('an include! whose path cannot be told');
  if (comesFrom(call.unit, target.path)) return unknown(`${target.path} includes itself`);
  const source = world.readForBody(call.crate, target.path);
  if (!source) return unknown(`${target.path} is missing`);
  const fragment = world.parser.lowerFragment(source.text, 'expression');
  if (fragment.scopes[0]?.broken) return { k: 'nothing' };
  const unit = unitFor(call, source.text, fragment, { k: 'file' });
  return units(definition, { ...unit, file: target.path });
}

function unknown(reason: string): Expansion {
  return { k: 'unknown', reason };
}

function units(definition: Definition, unit: Unit): Expansion {
  return { k: 'units', units: [unit], definition };
}

/** The rules of a macro by example; a sentence where it is none, or none that is understood. */
export function rulesOf(world: World, definition: Definition): MacroRules | string {
  const read = bodyOf(world, definition);
  return typeof read === 'string' ? read : read.rules;
}

function bodyOf(
  world: World,
  { name, item, unit, crate }: Definition,
): { readonly body: Stretch; readonly rules: NumberedRules } | string {
  if (!unit || item?.kind !== 'macroDefinition') return `${name} cannot be expanded`;
  if (item.declarative2) return `${name} is a declarative macro 2.0`;
  const edition = crate?.edition ?? 2021;
  const from = startOf(itemTable(unit.fragment, item), item.bodyAt);
  const body =
    from < 0
      ? nowhere(item.body, 0, item.body.length, item)
      : stretchOf(world, unit, from, from + item.body.length, { item, at: item.bodyAt });
  const rules = ofStretch(body, `rules ${edition}`, () =>
    numbered(parseMacroRules(body.tokens(false), edition)),
  );
  return 'error' in rules ? `${name}: ${rules.error}` : { body, rules };
}

function expandRules(world: World, definition: Definition, call: CallSite): Expansion {
  const read = bodyOf(world, definition);
  if (typeof read === 'string') return unknown(read);
  const { body, rules } = read;
  const family = call.unit.family ?? { expansions: 0 };
  if (++family.expansions > familyLimit) return unknown(`${definition.name}!: its expansions go on and on`);
  const given = argumentsOf(world, call);
  // A macro that calls itself, or one of the same text, needs no other number for that text.
  const before = body.sources.length === 1 ? given.sources.indexOf(body.sources[0]!) : -1;
  const numbers = {
    context: given.contexts.length,
    sources: before < 0 ? given.sources.length : before,
  };
  const key = `${rules.number} ${numbers.context} ${numbers.sources} ${call.kind}`;
  const result = ofStretch(given, key, () => {
    const made = expandMacro(rules, given.tokens(true), numbers, { ...DEFAULT_LIMITS, tokens: outputLimit });
    return 'error' in made ? made : expanded(world, made.tokens, call.kind);
  });
  if ('error' in result) return unknown(`${definition.name}!: ${result.error}`);
  if (result.count === 0) return { k: 'nothing' };
  if (call.unit.spent + result.count > chainLimit)
    return unknown(`${definition.name}!: its expansions go on and on`);
  const numbering = {
    sources: before < 0 ? [...given.sources, ...body.sources] : given.sources,
    // Tokens of a definition that a macro has made are of several hands.
    contexts: [
      ...given.contexts,
      ...body.contexts.map((outer) => world.newContext(definition, outer, call.crate)),
    ],
  };
  return units(definition, { ...tokens(call, result, numbering), family });
}

let numberOfRules = 0;

/** Rules with a number of their own, to be told from others. */
function numbered(rules: Rules): { readonly error: string } | NumberedRules {
  return 'error' in rules ? rules : { ...rules, number: numberOfRules++ };
}

function slice(world: World, call: CallSite, kind: FragmentKind): Unit {
  const text = call.text?.slice(1, -1) ?? call.unit.text.slice(call.start + 1, call.end - 1);
  const { anchor, unit: parent } = call;
  const span = anchor && spanNow(parent, anchor);
  const fragment = ofStretch(argumentsOf(world, call), `slice ${kind}`, () =>
    world.parser.lowerFragment(text, kind),
  );
  return unitFor(call, text, fragment, {
    k: 'slice',
    parent,
    get shift() {
      return (span?.start ?? call.start) + 1;
    },
    ...(anchor ? { anchor } : {}),
  });
}

/** A call of a standard macro, read as something that means the same. */
function rewritten(
  world: World,
  call: CallSite,
  shape: string,
  rewrite: (args: readonly Token[]) => readonly Token[],
): Unit {
  const given = argumentsOf(world, call);
  const result = ofStretch(given, shape, () => expanded(world, rewrite(given.tokens(false)), 'expression'));
  return tokens(call, result, given);
}

function expanded(world: World, list: readonly Token[], kind: FragmentKind): Expanded {
  const rendered = renderTokens(list);
  return { rendered, count: list.length, fragment: world.parser.lowerFragment(rendered.text, kind) };
}

function tokens(
  call: CallSite,
  { rendered, count, fragment }: Expanded,
  { sources, contexts }: Pick<Stretch, 'sources' | 'contexts'>,
): Unit {
  const source = { k: 'tokens', map: { rendered, sources, contexts }, parent: call.unit } as const;
  return unitFor(call, rendered.text, fragment, source, count);
}

function unitFor(call: CallSite, text: string, fragment: Fragment, source: Unit['source'], tokens = 0): Unit {
  return {
    crate: call.crate,
    file: call.unit.file,
    text,
    fragment,
    source,
    modules: [],
    textual: [],
    ...(call.scope === undefined
      ? {}
      : { outer: { unit: call.unit, scope: call.scope, offset: call.start } }),
    memo: newMemo(),
    depth: call.unit.depth + 1,
    spent: call.unit.spent + tokens,
    ...(call.unit.family === undefined ? {} : { family: call.unit.family }),
  };
}
