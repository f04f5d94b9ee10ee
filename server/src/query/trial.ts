/**
 * What a name would be that is not written yet. The item around the place is read with a placeholder at the place, as
 * if it stood in its module; everything that this leaves behind is taken away again.
 */

import { type CrateMap, MACRO } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { newMemo, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { RustParser } from '../syntax/api';
import { commentsIn } from '../syntax/comments';
import { type ItemAround, itemAround } from '../syntax/itemAround';
import { withoutRaw } from '../syntax/keywords';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Item } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { occurrencesIn } from './at';
import { rootUnits } from './files';
import type { Occurrence } from './written';

/** No program has it. */
const PLACEHOLDER = 'KaalSel4Placeholder';

export interface Trial {
  /** UTF-16 offsets of the identifier that the place is in, in the file; both the place itself where there is none. */
  readonly start: number;
  readonly end: number;
  /** The placeholder, as the unit that was made for it has it. */
  readonly occurrence: Occurrence;
  /** The file as it is, and the module's scope in it. */
  readonly unit: Unit;
  readonly scope: number;
  /** Tokens right before and behind the identifier. */
  readonly before: Token | undefined;
  readonly behind: Token | undefined;
}

/** What is tried at a place. */
export type Tried =
  /** Some name: what could stand there. */
  | 'name'
  /** The very name that stands there, as that of a function that is called; what is behind it is not looked at. */
  | 'call';

/**
 * Asks what a name at a UTF-16 offset of a file would be; `undefined` where none can stand (comments, strings), for
 * offsets outside of the text and files that the crate does not have. The trial is over when `ask` returns.
 */
export function tryNameAt<T>(
  world: World,
  crate: CrateMap,
  file: string,
  offset: number,
  tried: Tried,
  ask: (trial: Trial) => T,
): T | undefined {
  const unit = rootUnits(crate).find((each) => each.file === file);
  if (!unit || offset < 0 || offset > unit.text.length) return undefined;
  const tokens = tokensOf(unit);
  const touching = tokens.findIndex((token) => token.end >= offset);
  const next = tokens[touching + 1];
  // Between `::` and a name the name is meant.
  const isNext =
    tokens[touching]?.kind !== 'identifier' && next?.kind === 'identifier' && next.start === offset;
  const at = touching < 0 ? tokens.length : touching + (isNext ? 1 : 0);
  const here = tokens[at];
  const inWord = here?.kind === 'identifier' && here.start <= offset;
  const inside = here !== undefined && here.start < offset && offset < here.end;
  if (inside && !inWord && here.kind !== 'literal') return undefined;
  if (
    !inWord &&
    isInComment(unit.text, here && here.end <= offset ? here.end : (tokens[at - 1]?.end ?? 0), offset)
  )
    return undefined;
  const [start, end] = inWord ? [here.start, here.end] : [offset, offset];
  const isBehind = !inWord && here !== undefined && here.start >= offset;
  const before = tokens[isBehind || inWord ? at - 1 : at];
  const behind = tokens[isBehind ? at : at + 1];
  const around = itemAround(unit.text, start, tokens);
  const scope = scopeOf(unit, around);
  const isBound = behind?.text !== ':' && isInWhere(tokens, isBehind || inWord ? at - 1 : at);
  const place: PlaceOfTrial = { text: unit.text, around, start, end, before, behind, isBound };
  for (const text of tried === 'name' ? withPlaceholder(place) : asCall(place)) {
    const answer = inUnit(world, unit, scope, start, text, (occurrence) =>
      ask({ start, end, occurrence, unit, scope, before, behind }),
    );
    if (answer) return answer.value;
  }
  return undefined;
}

/** Whether a comment is open at an offset; `from` is the end of the token before it. */
function isInComment(text: string, from: number, offset: number): boolean {
  const gap = text.slice(from, offset);
  const last = commentsIn(gap).at(-1);
  if (last?.end !== gap.length) return false;
  return gap.startsWith('//', last.start) || !gap.endsWith('*/');
}

/** The tokens of a file as analysed; `undefined` for files that the crate does not have. Kept as long as the text is the same. */
export function tokensOfFile(crate: CrateMap, file: string): readonly Token[] | undefined {
  const unit = rootUnits(crate).find((each) => each.file === file);
  return unit && tokensOf(unit);
}

const tokensOfFragments = new WeakMap<Fragment, readonly Token[]>();

/** The tokens of a text, kept as long as it is the same. */
export function tokensOf({ fragment, text }: Unit): readonly Token[] {
  return remembered(tokensOfFragments, fragment, () => tokenize(text));
}

interface PlaceOfTrial {
  readonly text: string;
  readonly around: ItemAround;
  readonly start: number;
  readonly end: number;
  readonly before: Token | undefined;
  readonly behind: Token | undefined;
  /** It begins a predicate of a `where`, which goes on with bounds. */
  readonly isBound: boolean;
}

interface TrialText {
  readonly text: string;
  /** Offset of the name. */
  readonly at: number;
  readonly name: string;
}

/** The item with the placeholder, whole first; then what is behind it cut off, and what is before it brought to an end. */
function* withPlaceholder(place: PlaceOfTrial): Iterable<TrialText> {
  const { text, around, start, end, before, behind, isBound } = place;
  const { head, tail } = enclosed(text, around);
  const isMethod = before?.text === '.' && before.end === start && text[before.start - 1] !== '.';
  const call = isMethod && behind?.text !== '(' && behind?.text !== ':' ? '()' : isBound ? ': Sized' : '';
  const front = head + text.slice(around.start, start);
  const at = front.length;
  const name = PLACEHOLDER;
  const rest = text.slice(end, Math.max(end, around.end));
  // The parser would take what is on the next line for a part of this expression.
  if (behind && beginsAnew(text, end, behind))
    yield { text: `${front}${name}${call};${rest}${tail}`, at, name };
  yield { text: `${front}${name}${call}${rest}${tail}`, at, name };
  for (const ending of around.endings) yield { text: `${front}${name}${call}${ending}${tail}`, at, name };
}

/** Whether a predicate of a `where` begins behind a token. */
function isInWhere(tokens: readonly Token[], last: number): boolean {
  const word = tokens[last]?.text;
  if (word !== 'where' && word !== ',') return false;
  let depth = 0;
  for (let at = last; at >= 0; at--) {
    const { kind, text } = tokens[at]!;
    const isArrow = text === '>' && (tokens[at - 1]?.text === '-' || tokens[at - 1]?.text === '=');
    if (kind === 'close' || (text === '>' && !isArrow)) depth++;
    else if ((kind === 'open' || text === '<') && --depth < 0) return false;
    else if (depth > 0) continue;
    else if (text === 'where') return true;
    else if (text === ';') return false;
  }
  return false;
}

/** Words with which a line goes on what the line before began. */
const GOES_ON = new Set(['as', 'else', 'for', 'if', 'in', 'where']);

/** Whether a token on a later line begins a statement: nothing that ends in a name goes on with another word. */
function beginsAnew(text: string, end: number, behind: Token): boolean {
  const isWord = behind.kind === 'identifier' && !GOES_ON.has(behind.text);
  return isWord && text.slice(end, behind.start).includes('\n');
}

/** The item up to a name, which is called without arguments. */
function asCall({ text, around, start, end }: PlaceOfTrial): readonly TrialText[] {
  const { head, tail } = enclosed(text, around);
  const front = head + text.slice(around.start, end);
  const at = front.length - (end - start);
  const name = text.slice(start, end);
  return around.endings.map((ending) => ({ text: `${front}()${ending}${tail}`, at, name }));
}

/** What stands around the item, so that it can stand alone. */
function enclosed(text: string, { owner }: ItemAround): { readonly head: string; readonly tail: string } {
  return owner ? { head: `${text.slice(...owner)}{`, tail: '}' } : { head: '', tail: '' };
}

/** The scope of the module that the item stands in. */
function scopeOf({ fragment }: Unit, { modules }: ItemAround): number {
  let items: readonly Item[] = fragment.items;
  let number = 0;
  for (const name of modules) {
    const inner = items.find(
      (item) => item.kind === 'module' && item.name === name && item.items !== undefined,
    );
    if (inner?.kind !== 'module') break;
    items = inner.items ?? [];
    number = inner.number;
  }
  return Math.max(
    0,
    fragment.scopes.findIndex((scope) => scope.kind === 'module' && scope.module === number),
  );
}

function inUnit<T>(
  world: World,
  outer: Unit,
  scope: number,
  offset: number,
  { text, at, name }: TrialText,
  ask: (occurrence: Occurrence) => T,
): { readonly value: T } | undefined {
  const { crate } = outer;
  const unit: Unit = {
    crate,
    file: `${outer.file}\0`,
    text,
    fragment: fragmentOf(world.parser, text),
    source: { k: 'file' },
    modules: [],
    textual: [],
    outer: { unit: outer, scope, offset },
    memo: newMemo(),
    depth: 1,
    spent: outer.spent,
  };
  return leavingNothing(crate, unit, () => {
    const all = occurrencesIn(world, unit, at).filter((each) => each.name === withoutRaw(name));
    // A bare pattern is both a name and a reference to a constant.
    const best = all.find(isReadable) ?? all.find(({ written }) => written.k === 'import');
    return best && { value: ask(best) };
  });
}

/** What was tried last with a parser. */
const lastTried = new WeakMap<RustParser, { readonly text: string; readonly fragment: Fragment }>();

/** While letters of one name are typed, the text with the placeholder is the same. */
function fragmentOf(parser: RustParser, text: string): Fragment {
  const last = lastTried.get(parser);
  if (last?.text === text) return last.fragment;
  const fragment = withoutNested(parser.lowerFile(text));
  lastTried.set(parser, { text, fragment });
  return fragment;
}

function isReadable({ unit, written }: Occurrence): boolean {
  return written.k === 'reference' && unit.fragment.references[written.index]?.broken !== true;
}

/**
 * Impls and exported macros in bodies are known to the whole crate: those of the trial must not be. Modules stay, as the place
 * may be in one.
 */
function withoutNested(fragment: Fragment): Fragment {
  const { nestedItems } = fragment;
  if (nestedItems.length === 0) return fragment;
  const stays = (item: Item): boolean => item.kind === 'module' || !nestedItems.includes(item);
  const scopes = fragment.scopes.map((scope) =>
    scope.items ? { ...scope, items: scope.items.filter(stays) } : scope,
  );
  return { ...fragment, nestedItems: [], scopes };
}

/** Runs something, and takes out of the crate's lists what came from the unit. */
function leavingNothing<T>(crate: CrateMap, unit: Unit, run: () => T): T {
  const { impls, modules, traits, missingFiles, unresolvedMacros } = crate;
  const isOurs = (from: Unit | undefined): boolean => {
    for (let each = from; each; each = each.outer?.unit) if (each === unit) return true;
    return false;
  };
  try {
    return run();
  } finally {
    drop(impls, (each) => isOurs(each.unit));
    drop(modules, (each) => isOurs(each.definition.unit));
    drop(traits, (each) => isOurs(each.unit));
    drop(missingFiles, (each) => isOurs(each.unit));
    drop(unresolvedMacros, (each) => isOurs(each.unit));
    for (const [name, { definition }] of crate.root.items[MACRO])
      if (isOurs(definition.unit)) crate.root.items[MACRO].delete(name);
    crate.leaking.delete(unit.file);
  }
}

function drop<T>(list: T[], unwanted: (each: T) => boolean): void {
  for (let at = list.length - 1; at >= 0; at--) if (unwanted(list[at]!)) list.splice(at, 1);
}
