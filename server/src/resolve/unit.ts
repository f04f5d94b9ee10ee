/** A text whose names are resolved: a file, or what a macro call stands for. */
import type { RenderedTokens } from '../macros';
import type { Fragment, Item, MacroCallItem, SpanIndex } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { CrateMap, Definition, Module, PathFailure, TextualScope } from './definitions';

/** Tokens joined to a text, with the way back. */
export interface TokenMap {
  readonly rendered: RenderedTokens;
  /** What the view calls the sources and contexts of the tokens, by their numbers. */
  readonly sources: readonly number[];
  readonly contexts: readonly number[];
}

/** How offsets in a unit lead back to what a person wrote. */
export type UnitSource =
  | { readonly k: 'file' }
  /** The text is a slice of the parent's, starting at `shift`, which moves with the `anchor`. */
  | { readonly k: 'slice'; readonly parent: Unit; readonly shift: number; readonly anchor?: Anchor }
  /** The text was rendered from tokens of several files. */
  | {
      readonly k: 'tokens';
      readonly map: TokenMap;
      readonly parent: Unit;
    };

/** A span of an item of a file: edits in bodies move it, and leave the item what it is. */
export interface Anchor {
  readonly item: Item;
  /** In the item's span table. */
  readonly at: SpanIndex;
}

/** What offsets of tokens are counted from. */
export interface TokenSource {
  /** Empty once the crate that had the tokens is gone. */
  readonly file: string;
  /** UTF-16 offset in the file as it is now. */
  base(): number;
}

/** A place in a file, in UTF-16 offsets. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface TextualPoint {
  /** -1: from the start. */
  readonly offset: number;
  readonly scope: TextualScope | undefined;
}

/**
 * Answers about the bodies of a unit: all are by index into its fragment, so a new fragment makes all of them void.
 * Most units need few of the maps: each is made when there is something to put in.
 */
export interface BodyMemo {
  /** Modules of blocks with items, by scope. */
  blocks: Map<number, Module> | undefined;
  /** What each macro call stands for. */
  expansions: Map<number, Expansion> | undefined;
  /** Calls in statement position that bind no variable. */
  bindNothing: Set<number> | undefined;
  /** Macros by example that they leave behind. */
  macros: Map<number, readonly Definition[]> | undefined;
  /** What rustc says of macro calls that are expanded all the same: private, ambiguous. */
  amiss: Map<number, readonly PathFailure[]> | undefined;
  /** Whether a scope is compiled in the view. */
  readonly active: (boolean | 'unknown' | undefined)[];
  /** Whether an identifier pattern names a constant, by reference. */
  constants: Map<number, boolean> | undefined;
  members: MemberMacros | undefined;
}

/** Macro calls among the members of impls and traits: what they stand for, and what is wrong with their paths. */
export interface MemberMacros {
  readonly units: Unit[];
  readonly amiss: { readonly call: MacroCallItem; readonly module: Module; readonly failure: PathFailure }[];
}

/** What a macro call among members stands for to those who look a member up. */
export interface MemberCall {
  /** Absent: what it is given does not matter. */
  readonly definition?: Definition;
  /** `undefined`: not which macro it is. */
  readonly expansion: Expansion | undefined;
}

/** Nothing found out yet. */
export function newMemo(): BodyMemo {
  return {
    blocks: undefined,
    expansions: undefined,
    bindNothing: undefined,
    macros: undefined,
    amiss: undefined,
    active: [],
    constants: undefined,
    members: undefined,
  };
}

export interface Unit {
  readonly crate: CrateMap;
  /** Absolute path of the file; for snapshots a virtual one. For slices and expansions: of the outermost file. */
  readonly file: string;
  text: string;
  fragment: Fragment;
  source: UnitSource;
  /** Modules by {@link Scope.module} number. */
  readonly modules: (Module | undefined)[];
  /** Textual macro scope after each item, by module number, in text order. */
  readonly textual: TextualPoint[][];
  /** Body-level expansions: where lookups go on above the root scope. */
  readonly outer?: { readonly unit: Unit; readonly scope: number; readonly offset: number };
  /** What has been found out about the bodies; replaced whole when their text changes. */
  memo: BodyMemo;
  /** Nesting of expansions; 0 for files. */
  readonly depth: number;
  /** Tokens of this expansion and of those that it is nested in; 0 for files. */
  spent: number;
  /** All that one written call of a macro leads to shares this; absent outside of expansions. */
  readonly family?: ExpansionFamily;
  /** Spans are all -1: made from a snapshot. */
  readonly virtual?: boolean;
  /** The `include!` that first brought it in. */
  includedBy?: { readonly unit: Unit; readonly item: MacroCallItem };
  /** What a macro stands for that is called behind a cfg that is not known; an included text whose items do not parse. */
  uncertain?: true;
  /** Macro calls in item position that became part of the crate, with what they stand for; see {@link ItemExpansion}. */
  itemCalls?: Map<Item, ItemExpansion>;
  /** Macro calls among members, as far as members have been looked up by name: known from the items, whatever bodies there are. */
  memberCalls?: Map<Item, MemberCall>;
  /** Those that were asked about while the crate was being read, by somebody who may remember. */
  earlyCalls?: Set<Item>;
}

/** What a macro call in item position stands for. */
export interface ItemExpansion {
  readonly definition: Definition;
  readonly units: readonly Unit[];
}

/** How often macros have been expanded for one call that a person wrote. */
export interface ExpansionFamily {
  expansions: number;
}

export type Expansion =
  | { readonly k: 'units'; readonly units: readonly Unit[]; readonly definition: Definition }
  /** Defines no names and holds none that could be ours. */
  | { readonly k: 'nothing' }
  | { readonly k: 'unknown'; readonly reason: string }
  | { readonly k: 'failed' };

/** What is remembered of an expansion for hygiene and `$crate`; index is the token context. */
export interface ExpansionContext {
  /** Absent: what was written in place, and what is gone. */
  readonly definition?: Definition;
  /** Context that the macro's own definition was written in. */
  readonly outer: number;
}

/** Of what rustc takes the span: of a name, of a whole path, or of the pattern or expression that the path is. */
export type Marked = 'name' | 'path' | 'node';

/**
 * Leads offsets of a unit back to the file that a person wrote; `undefined` for made-up tokens. What a macro was given as
 * identifiers is where the macro has them in a whole path, and so is what it was given as a path in a `node`.
 */
export function placeOf(
  unit: Unit,
  start: number,
  end: number,
  sources: readonly TokenSource[],
  marked: Marked = 'name',
): Place | undefined {
  switch (unit.source.k) {
    case 'file':
      return { file: unit.file, start, end };
    case 'slice':
      return placeOf(unit.source.parent, start + unit.source.shift, end + unit.source.shift, sources, marked);
    case 'tokens': {
      const { rendered, sources: numbers } = unit.source.map;
      const written = (what: Pick<Token, 'source' | 'start' | 'end'>): Place | undefined =>
        writtenAt(what, sources[numbers[what.source] ?? -1]);
      const first = rendered.origin(start);
      const last = end - start <= 1 ? first : (rendered.origin(end - 1) ?? first);
      const [begins, ends] = [ofVariable(first, marked), ofVariable(last, marked)];
      const from = first && written(begins ?? first);
      if (!first || !from) return undefined;
      if (last && (begins || ends)) {
        const to = written(ends ?? last);
        const isBehind = to?.file === from.file && to.end >= from.start;
        return isBehind ? { ...from, end: to.end } : from;
      }
      if (first === last) {
        // A stretch inside one token: a name in a format string.
        const inner = from.start + start - (rendered.startAt(start) ?? start);
        return { file: from.file, start: inner, end: Math.min(from.end, inner + end - start) };
      }
      const to = last && written(last);
      // A stretch that ends in what a macro's variable stands for ends at the variable, as in rustc.
      if (last && first.context !== last.context) {
        const variable = last.variable && written(last.variable);
        if (variable?.file === from.file && variable.end > from.start)
          return { file: from.file, start: from.start, end: variable.end };
        const begin = first.variable && written(first.variable);
        if (begin && to && begin.file === to.file && begin.start < to.end)
          return { file: to.file, start: begin.start, end: to.end };
      }
      const sameText = to?.file === from.file && to.end >= from.start;
      return { file: from.file, start: from.start, end: sameText ? to.end : from.end };
    }
  }
}

/** Where the token begins, in the unit's text, that a macro made or was given there; `undefined` where no macro did. */
export function tokenStartAt({ source }: Unit, offset: number): number | undefined {
  if (source.k === 'tokens') return source.map.rendered.startAt(offset);
  if (source.k === 'file') return undefined;
  const start = tokenStartAt(source.parent, offset + source.shift);
  return start === undefined ? undefined : start - source.shift;
}

/** The variable that rustc marks in place of a token. */
function ofVariable(
  token: Token | undefined,
  marked: Marked,
): Pick<Token, 'source' | 'start' | 'end'> | undefined {
  if (marked === 'name') return undefined;
  const { ident, path } = token?.variable ?? {};
  return (marked === 'node' ? path : undefined) ?? ident;
}

/** Where a token, or a variable of a macro, stands now; `undefined` for made-up ones. */
function writtenAt(
  { start, end }: Pick<Token, 'start' | 'end'>,
  text: TokenSource | undefined,
): Place | undefined {
  // What is gone has no file.
  if (!text || text.file === '') return undefined;
  const base = text.base();
  return { file: text.file, start: base + start, end: base + end };
}

/** Hygiene context of the identifier at an offset; 0 for what was written in place. */
export function contextAt(unit: Unit, offset: number): number {
  switch (unit.source.k) {
    case 'file':
      return 0;
    case 'slice':
      return contextAt(unit.source.parent, offset + unit.source.shift);
    case 'tokens': {
      const { rendered, contexts } = unit.source.map;
      return contexts[rendered.origin(offset)?.context ?? 0] ?? 0;
    }
  }
}

/** Whether a name at an offset is what a macro was given as a path: a pattern of that name binds nothing. */
export function isGivenPath(unit: Unit, offset: number): boolean {
  return unit.source.k === 'tokens' && unit.source.map.rendered.isAllOf('path', offset);
}

/** Start of a span of the fragment's side tables; -1 where there is none. */
export function startOf(table: readonly number[], at: number): number {
  return at < 0 ? -1 : (table[2 * at] ?? -1);
}

/** End of a span of the fragment's side tables; -1 where there is none. */
export function endOf(table: readonly number[], at: number): number {
  return at < 0 ? -1 : (table[2 * at + 1] ?? -1);
}

/** The side table that an item's spans are in. */
export function itemTable(fragment: Fragment, item: { readonly inBlock?: true }): readonly number[] {
  return item.inBlock ? fragment.blockSpans : fragment.itemSpans;
}

/** Start and end of a span of an item in the unit's text as it is when asked; `from`: it begins where that one does. */
export function spanNow(
  unit: Unit,
  { item, at }: Anchor,
  from = at,
): { readonly start: number; readonly end: number } {
  return {
    get start() {
      return startOf(itemTable(unit.fragment, item), from);
    },
    get end() {
      return endOf(itemTable(unit.fragment, item), at);
    },
  };
}

/** Notes the textual macro scope behind an item (absent: from the start) in a module of a unit. */
export function pushTextual(
  unit: Unit,
  module: number,
  item: Item | undefined,
  scope: TextualScope | undefined,
): void {
  const list = unit.textual[module] ?? [];
  list.push({
    get offset() {
      return item ? startOf(itemTable(unit.fragment, item), item.at) : -1;
    },
    scope,
  });
  unit.textual[module] = list;
}

/** Puts a new text of the same item part in place; everything known of the bodies is forgotten. */
export function replaceBodies(unit: Unit, text: string, fragment: Fragment): void {
  unit.text = text;
  unit.fragment = fragment;
  unit.memo = newMemo();
}

/** Puts what a call stands for anew in the place of what it stood for, where both have the same item part. */
export function replaceExpansion(unit: Unit, made: Unit): void {
  const { items, attributes } = unit.fragment;
  unit.source = made.source;
  unit.spent = made.spent;
  // Items that look the same are the same: those who hold one know it again.
  replaceBodies(unit, made.text, { ...made.fragment, items, attributes });
}

/** A unit of its own, not inside another: a file, or (`virtual`) items without text. */
export function rootUnit(
  crate: CrateMap,
  file: string,
  module: Module,
  source: { readonly text: string; readonly fragment: Fragment },
  virtual = false,
): Unit {
  return {
    crate,
    file,
    text: source.text,
    fragment: source.fragment,
    source: { k: 'file' },
    modules: [module],
    textual: [],
    memo: newMemo(),
    depth: 0,
    spent: 0,
    ...(virtual ? { virtual } : {}),
  };
}

/** The text that the call is written in which a text stands for; `undefined` for a file. */
export function textAround(unit: Unit): Unit | undefined {
  return unit.outer?.unit ?? parentOf(unit);
}

/** Whether a text is another one, or stands for a call in it. */
export function isWithin(unit: Unit, text: Unit): boolean {
  for (let at: Unit | undefined = unit; at; at = textAround(at)) if (at === text) return true;
  return false;
}

/** Whether a text is a file, or stands in one that brought it in: what it includes again never ends. */
export function comesFrom(unit: Unit, file: string): boolean {
  for (let at: Unit | undefined = unit; at; at = textAround(at) ?? at.includedBy?.unit)
    if (at.source.k === 'file' && at.file === file) return true;
  return false;
}

/** The text of a file that a text was cut from, or that the call it stands for was written in; itself if it is one. */
export function textOf(unit: Unit): Unit {
  let at = unit;
  for (let up = parentOf(at); up; up = parentOf(at)) at = up;
  return at;
}

function parentOf({ source }: Unit): Unit | undefined {
  return source.k === 'file' ? undefined : source.parent;
}
