/** A text whose names are resolved: a file, or what a macro call stands for. */
import type { Fragment, Item } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { CrateMap, Definition, Module, PathFailure, TextualScope } from './definitions';
import type { Outcome } from './outcome';

/** Tokens joined to a text, with the way back. */
export interface TokenMap {
  origin(offset: number): Token | undefined;
  /** The tokens of a call's arguments, between their delimiters. */
  inside(start: number, end: number): readonly Token[];
}

/** How offsets in a unit lead back to what a person wrote. */
export type UnitSource =
  | { readonly k: 'file' }
  /** The text is a slice of the parent's, starting at `shift`. */
  | { readonly k: 'slice'; readonly parent: Unit; readonly shift: number }
  /** The text was rendered from tokens of several files. */
  | {
      readonly k: 'tokens';
      readonly map: TokenMap;
      readonly parent: Unit;
    };

/** A place in a file, in UTF-16 offsets. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface TextualPoint {
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
  /** What rustc says of macro calls that are expanded all the same: private, ambiguous. */
  amiss: Map<number, readonly PathFailure[]> | undefined;
  /** What each reference resolves to. */
  outcomes: (Outcome | undefined)[] | undefined;
  /** Whether a scope is compiled in the view. */
  readonly active: (boolean | 'unknown' | undefined)[];
  /** Whether an identifier pattern names a constant, by reference. */
  constants: Map<number, boolean> | undefined;
  /** What macro calls among members of impls and traits stand for. */
  members: readonly Unit[] | undefined;
  /** The same by call, as far as members have been looked up by name; `undefined`: not which macro it is. */
  memberCalls: Map<Item, Expansion | undefined> | undefined;
}

/** Nothing found out yet. */
export function newMemo(): BodyMemo {
  return {
    blocks: undefined,
    expansions: undefined,
    amiss: undefined,
    outcomes: undefined,
    active: [],
    constants: undefined,
    members: undefined,
    memberCalls: undefined,
  };
}

export interface Unit {
  readonly crate: CrateMap;
  /** Absolute path of the file; for snapshots a virtual one. For slices and expansions: of the outermost file. */
  readonly file: string;
  text: string;
  fragment: Fragment;
  readonly source: UnitSource;
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
  readonly spent: number;
  /** All that one written call of a macro leads to shares this; absent outside of expansions. */
  readonly family?: ExpansionFamily;
  /** Spans are all -1: made from a snapshot. */
  readonly virtual?: boolean;
  /** The `include!` that first brought it in, with its offsets; -1 inside snapshots. */
  includedBy?: { readonly unit: Unit; readonly start: number; readonly end: number };
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
  readonly definition: Definition;
  /** Context that the macro's own definition was written in. */
  readonly outer: number;
}

/** Leads offsets of a unit back to the file that a person wrote; `undefined` for made-up tokens. */
export function placeOf(unit: Unit, start: number, end: number, files: readonly string[]): Place | undefined {
  switch (unit.source.k) {
    case 'file':
      return { file: unit.file, start, end };
    case 'slice':
      return placeOf(unit.source.parent, start + unit.source.shift, end + unit.source.shift, files);
    case 'tokens': {
      const first = unit.source.map.origin(start);
      const last = end - start <= 1 ? first : (unit.source.map.origin(end - 1) ?? first);
      if (first && first === last && first.source >= 0) {
        // A stretch inside one token: a name in a format string.
        let before = 0;
        while (before < start && unit.source.map.origin(start - before - 1) === first) before++;
        const file = files[first.source];
        const from = first.start + before;
        return file === undefined
          ? undefined
          : { file, start: from, end: Math.min(first.end, from + end - start) };
      }
      if (!first || first.source < 0) return undefined;
      const file = files[first.source];
      if (file === undefined) return undefined;
      // A stretch that ends in what a macro's variable stands for ends at the variable, as in rustc.
      if (last && first.context !== last.context) {
        const { variable } = last;
        if (variable?.source === first.source && variable.end > first.start)
          return { file, start: first.start, end: variable.end };
        const begin = first.variable;
        if (begin?.source === last.source && begin.start < last.end) {
          const home = files[last.source];
          return home === undefined ? undefined : { file: home, start: begin.start, end: last.end };
        }
      }
      const sameText = last && last.source === first.source && last.end >= first.start;
      return { file, start: first.start, end: sameText ? last.end : first.end };
    }
  }
}

/** Hygiene context of the identifier at an offset; 0 for what was written in place. */
export function contextAt(unit: Unit, offset: number): number {
  switch (unit.source.k) {
    case 'file':
      return 0;
    case 'slice':
      return contextAt(unit.source.parent, offset + unit.source.shift);
    case 'tokens':
      return unit.source.map.origin(offset)?.context ?? 0;
  }
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

/** Notes the textual macro scope from an offset on (-1: from the start) in a module of a unit. */
export function pushTextual(
  unit: Unit,
  module: number,
  offset: number,
  scope: TextualScope | undefined,
): void {
  const list = unit.textual[module] ?? [];
  list.push({ offset, scope });
  unit.textual[module] = list;
}

/** Puts a new text of the same item part in place; everything known of the bodies is forgotten. */
export function replaceBodies(unit: Unit, text: string, fragment: Fragment): void {
  unit.text = text;
  unit.fragment = fragment;
  unit.memo = newMemo();
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

/** Whether a text is another one, or stands for a call in it. */
export function isWithin(unit: Unit, text: Unit): boolean {
  for (let at: Unit | undefined = unit; at; at = at.outer?.unit ?? parentOf(at)) if (at === text) return true;
  return false;
}

function parentOf({ source }: Unit): Unit | undefined {
  return source.k === 'file' ? undefined : source.parent;
}
