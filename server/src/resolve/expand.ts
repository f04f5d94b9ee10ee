/** What a macro call stands for: units of text to resolve in its place. */

import { DEFAULT_LIMITS, expandMacro, type MacroRules, parseMacroRules, renderTokens } from '../macros';
import type { Edition } from '../project/model';
import type { FragmentKind } from '../syntax/api';
import { formatCaptures } from '../syntax/formatString';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Reference } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { chooseBranch } from './cfgIf';
import type { CrateMap, Definition } from './definitions';
import { includedFile } from './include';
import { knownMacro, knownOf } from './knownMacros';
import { isLateText } from './late';
import { remembered } from './remembered';
import {
  type Anchor,
  contextAt,
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
const chainLimit = 400_000;
/** Expansions that one written call may lead to: a macro that calls two, which call two each, doubles with every step. */
const familyLimit = 10_000;
/** All expansions of one view together: beyond, calls are unknown. */
const expansionLimit = 200_000;

type Rules = MacroRules | { readonly error: string };

/** By unit too: tokens of one text are numbered otherwise in each view, and read as the edition of a crate says. */
const rulesOf = new WeakMap<Unit, WeakMap<object, Rules>>();

/**
 * Tokens of a stretch of a unit's text, each knowing where it was written. `anchor` is the item that they belong to and
 * one of its spans, at or before `start`: they move with it. Those of bodies live no longer than their text.
 */
export function tokensIn(
  world: World,
  unit: Unit,
  start: number,
  end: number,
  anchor: Anchor | undefined,
  docComments = false,
): readonly Token[] {
  const { source } = unit;
  switch (source.k) {
    case 'file': {
      const number =
        anchor === undefined || anchor.item.inBlock || unit.outer
          ? world.sourceNumber(unit.file)
          : world.anchoredSource(unit, anchor);
      const base = world.sources[number]!.base();
      const text = base === 0 ? unit.text : unit.text.slice(base, end);
      return tokenize(text, {
        start: start - base,
        end: end - base,
        source: number,
        context: 0,
        docComments,
      });
    }
    case 'slice':
      return tokensIn(
        world,
        source.parent,
        start + source.shift,
        end + source.shift,
        source.anchor,
        docComments,
      );
    case 'tokens':
      return source.map.inside(start, end);
  }
}

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

/** `vec![x; n]` takes any `n`, as an array does not. */
function asList(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  return tokens.map((token) => {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    return depth === 0 && token.text === ';' ? { ...token, text: ',' } : token;
  });
}

/** Expands one call of a resolved macro. Never throws: what cannot be done is unknown, with a reason. */
export function expandCall(world: World, definition: Definition, call: CallSite): Expansion {
  if (call.unit.depth >= depthLimit) world.tooDeep.add(call.crate);
  if (call.unit.depth > 8 && world.tooDeep.has(call.crate))
    return unknown(`the expansion of ${definition.name} is too deep`);
  if (world.contexts.length > expansionLimit) return unknown('there are too many macro expansions');
  if (definition.macro === 'rules') return expandRules(world, definition, call);
  const shape = knownOf(knownMacro, definition);
  const args = (): readonly Token[] => {
    if (call.text === undefined) return tokensIn(world, call.unit, call.start + 1, call.end - 1, call.anchor);
    return tokenize(call.text, { start: 1, end: call.text.length - 1, source: -1, context: 0 });
  };
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
        withCaptures(slice(world, call, 'arguments'), definition.name, editionAt(world, call)),
      );
    case 'list':
      return units(definition, tokens(world, call, [open('['), ...asList(args()), close(']')], 'expression'));
    case 'expression':
      return units(definition, slice(world, call, call.kind === 'items' ? 'items' : 'expression'));
    case 'items':
    case 'statics':
      return units(definition, slice(world, call, call.kind === 'items' ? 'items' : 'statements'));
    case 'matches':
      return units(definition, matches(world, call, args()));
    case 'cfgIf':
    case 'kernelCfgIf': {
      const branch = chooseBranch(world, call.crate, args(), shape === 'kernelCfgIf');
      if (branch === 'unknown') return unknown(`${definition.name}! depends on a setting that is not known`);
      if (branch === undefined || branch.length === 0) return { k: 'nothing' };
      const kind: FragmentKind = call.kind === 'expression' ? 'statements' : call.kind;
      return units(definition, tokens(world, call, branch, kind));
    }
  }
}

/** `include!` in a body: the file's text, read as an expression or statements with the names around the call. */
function included(world: World, definition: Definition, call: CallSite): Expansion {
  const text = call.unit.text.slice(call.start, call.end);
  const target = includedFile(world, call.crate, call.unit, text);
  if (target?.k !== 'file') return unknown('an include! whose path cannot be told');
  const source = world.readForBody(call.crate, target.path);
  if (!source) return unknown(`${target.path} is missing`);
  const kind = call.kind === 'expression' ? 'statements' : call.kind;
  const unit = unitFor(call, source.text, world.parser.lowerFragment(source.text, kind), { k: 'file' });
  return units(definition, { ...unit, file: target.path });
}

function unknown(reason: string): Expansion {
  return { k: 'unknown', reason };
}

function units(definition: Definition, unit: Unit): Expansion {
  return { k: 'units', units: [unit], definition };
}

function expandRules(world: World, definition: Definition, call: CallSite): Expansion {
  const { item, unit } = definition;
  if (!unit || item?.kind !== 'macroDefinition') return unknown(`${definition.name} cannot be expanded`);
  if (item.declarative2) return unknown(`${definition.name} is a declarative macro 2.0`);
  const known = remembered(rulesOf, unit, () => new WeakMap<object, Rules>());
  const rules = remembered(known, item, () => {
    const start = startOf(itemTable(unit.fragment, item), item.bodyAt);
    return parseMacroRules(
      start < 0
        ? tokenize(item.body, { source: -1, context: 0 })
        : tokensIn(world, unit, start, start + item.body.length, { item, at: item.bodyAt }),
      definition.crate?.edition,
    );
  });
  if ('error' in rules) return unknown(`${definition.name}: ${rules.error}`);
  const family = call.unit.family ?? { expansions: 0 };
  if (++family.expansions > familyLimit) return unknown(`${definition.name}!: its expansions go on and on`);
  const nameAt = startOf(itemTable(unit.fragment, item), item.at);
  const context = world.newContext(definition, nameAt < 0 ? 0 : contextAt(unit, nameAt), call.crate);
  const given =
    call.text === undefined
      ? tokensIn(world, call.unit, call.start + 1, call.end - 1, call.anchor, true)
      : tokenize(call.text, { start: 1, end: call.text.length - 1, source: -1, context: 0 });
  const result = expandMacro(rules, given, context, { ...DEFAULT_LIMITS, tokens: outputLimit });
  if ('error' in result) return unknown(`${definition.name}!: ${result.error}`);
  if (result.tokens.length === 0) return { k: 'nothing' };
  if (call.unit.spent + result.tokens.length > chainLimit)
    return unknown(`${definition.name}!: its expansions go on and on`);
  return units(definition, { ...tokens(world, call, result.tokens, call.kind), family });
}

function slice(world: World, call: CallSite, kind: FragmentKind): Unit {
  const text = call.text?.slice(1, -1) ?? call.unit.text.slice(call.start + 1, call.end - 1);
  const { anchor, unit: parent } = call;
  const span = anchor && spanNow(parent, anchor);
  return unitFor(call, text, world.parser.lowerFragment(text, kind), {
    k: 'slice',
    parent,
    get shift() {
      return (span?.start ?? call.start) + 1;
    },
    ...(anchor ? { anchor } : {}),
  });
}

function tokens(world: World, call: CallSite, list: readonly Token[], kind: FragmentKind): Unit {
  const rendered = renderTokens(list);
  const fragment = world.parser.lowerFragment(rendered.text, kind);
  const source = { k: 'tokens', map: rendered, parent: call.unit } as const;
  return unitFor(call, rendered.text, fragment, source, list.length);
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

function open(text: string): Token {
  return { kind: 'open', text, start: 0, end: 0, source: -1, context: 0 };
}
function close(text: string): Token {
  return { kind: 'close', text, start: 0, end: 0, source: -1, context: 0 };
}
function word(text: string): Token {
  return { kind: 'identifier', text, start: 0, end: 0, source: -1, context: 0 };
}
function punctuation(text: string, joint = false): Token {
  return {
    kind: 'punctuation',
    text,
    start: 0,
    end: 0,
    source: -1,
    context: 0,
    ...(joint ? { joint: true as const } : {}),
  };
}

/** `matches!(EXPR, PATTERN if GUARD)` read as the match that it stands for. */
function matches(world: World, call: CallSite, args: readonly Token[]): Unit {
  let depth = 0;
  let comma = args.length;
  let last = args.length;
  for (const [index, token] of args.entries()) {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    else if (depth === 0 && token.text === ',' && token.kind === 'punctuation') {
      if (comma === args.length) comma = index;
      else last = index;
    }
  }
  return tokens(
    world,
    call,
    [
      word('match'),
      open('('),
      ...args.slice(0, comma),
      close(')'),
      open('{'),
      ...args.slice(comma + 1, last),
      punctuation('=', true),
      punctuation('>'),
      open('{'),
      close('}'),
      close('}'),
    ],
    'expression',
  );
}

/** Which argument is the format string; -1 for macros that take none. */
function formatArgument(name: string): number {
  if (name === 'dbg' || name === 'addr_of' || name === 'addr_of_mut' || name === 'ready' || name === 'pin')
    return -1;
  if (
    name === 'assert' ||
    name === 'debug_assert' ||
    name === 'write' ||
    name === 'writeln' ||
    name === 'ensure'
  )
    return 1;
  if (name.startsWith('const_assert')) return -1;
  if (name.endsWith('assert_eq') || name.endsWith('assert_ne')) return 2;
  return 0;
}

const OLD_PANICS = new Set(['panic', 'assert', 'debug_assert', 'unreachable']);

/** Fragments with the captures of their format string, by the argument that is one: the same in every view. */
const captured = new WeakMap<Fragment, Map<number, Fragment>>();

/** What a macro is written in: the edition of the crate whose macro has the call in its body, else of the call's own. */
function editionAt(world: World, { unit, start, crate }: CallSite): Edition {
  const context = start < 0 ? 0 : contextAt(unit, start);
  const home = context > 0 ? world.contexts[context]?.definition?.crate : undefined;
  return home?.edition ?? crate.edition;
}

/** Adds references for names that a format string captures inline (`{name}`; std::fmt, "Named parameters"). */
function withCaptures(unit: Unit, macro: string, edition: Edition): Unit {
  const position = formatArgument(macro);
  if (position < 0 || !unit.text.includes('{')) return unit;
  // Before edition 2021 a message without arguments was no format string.
  const old = edition < 2021 && OLD_PANICS.has(macro);
  const byPosition = remembered(captured, unit.fragment, () => new Map<number, Fragment>());
  unit.fragment = remembered(byPosition, old ? -1 - position : position, () =>
    addCaptures(unit, position, old),
  );
  return unit;
}

function addCaptures({ text, fragment }: Unit, position: number, old: boolean): Fragment {
  const list = tokenize(text);
  const args: Token[][] = [[]];
  let depth = 0;
  for (const token of list) {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    if (depth === 0 && token.kind === 'punctuation' && (token.text === ',' || token.text === ';'))
      args.push([]);
    else args.at(-1)?.push(token);
  }
  const isNamed = (arg: readonly Token[]): boolean =>
    arg.length > 2 && arg[0]?.kind === 'identifier' && arg[1]?.text === '=' && arg[2]?.text !== '=';
  // `log` macros may begin with `target: "…"`.
  while (
    args.length > 1 &&
    args[0]?.[0]?.kind === 'identifier' &&
    args[0][1]?.text === ':' &&
    args[0][2]?.text !== ':'
  )
    args.shift();
  const literal = args[position];
  if (literal?.length !== 1 || literal[0]?.kind !== 'literal') return fragment;
  const alone = args.slice(position + 1).every((arg) => arg.length === 0);
  if (old && alone) return fragment;
  const named = new Set(args.filter(isNamed).map((arg) => arg[0]?.text));
  const references: Reference[] = [...fragment.references];
  const spans = [...fragment.referenceSpans];
  for (const capture of formatCaptures(literal[0].text)) {
    if (named.has(capture.name)) continue;
    const base = literal[0].start;
    references.push({ kind: 'value', scope: 0, segments: [capture.name], at: spans.length / 2 });
    spans.push(base + capture.start, base + capture.end);
  }
  return { ...fragment, references, referenceSpans: spans };
}
