/** Walks everything in a file that must resolve: references, macro calls and their expansions, imports. */

import { isActive } from '../resolve/active';
import { blockModule, blocksWithItems, enclosingModule } from '../resolve/blocks';
import { expansionOf, macroOf } from '../resolve/bodyMacros';
import {
  type CrateMap,
  type Import,
  MACRO,
  type Module,
  type PathFailure,
  TYPE,
} from '../resolve/definitions';
import { editionOfImport } from '../resolve/hygiene';
import { BEHIND_FAILED } from '../resolve/imported';
import { resolveImport } from '../resolve/imports';
import { lookupIn } from '../resolve/lookup';
import { amissWith } from '../resolve/macroPaths';
import { mayConflict, outerConflict, wrongInTheEnd } from '../resolve/outerMeanings';
import { isKeyword, walkFrom } from '../resolve/paths';
import { endOf, itemTable, type Place, placeOf, startOf, textOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { FieldAccess, Fragment, Reference } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { Outcome } from '../types/outcome';
import { resolveReference } from '../types/references';
import { memberMacros } from './memberMacros';
import { importsOf } from './records';

/** What a checker is told. */
export interface Visitor {
  /** Scopes of a text that are looked at, 1 each, with what calls in them stand for; all of them if it does not say. */
  scopes?(unit: Unit): Uint8Array | undefined;
  /** Indices of the references of a text that are worth resolving, macro calls left out; all of them if it does not say. */
  wanted?(fragment: Fragment): ArrayLike<number> | undefined;
  reference(unit: Unit, reference: Reference, outcome: Outcome, module: Module, index: number): void;
  /** Every reference that was wanted, also those that are locals or not compiled. */
  seen?(unit: Unit, reference: Reference, outcome: Outcome): void;
  /** The accesses to fields of a text that are worth a look; all of them if it does not say. */
  fields?(fragment: Fragment): readonly FieldAccess[];
  /** Each of those accesses, compiled or not. */
  field?(unit: Unit, access: FieldAccess): void;
  /** A bare identifier pattern that binds a new name. */
  pattern(unit: Unit, reference: Reference, module: Module): void;
  /** An import that was looked at, failures or not. */
  import(record: Import, failures: readonly PathFailure[], unknown: string | undefined): void;
  /** A macro call whose macro is not found. */
  macro(
    unit: Unit,
    segments: readonly string[],
    failure: PathFailure,
    start: number,
    end: number,
    module: Module,
  ): void;
  /** A macro call that stands for something unknown, with the text of its arguments; `path` is where its path begins. */
  opaque(unit: Unit, start: number, end: number, reason: string, path?: number): void;
}

/** Checks all units of a crate that are written in one file, with the macro calls in them. */
export function checkFile(world: World, crate: CrateMap, path: string, visitor: Visitor): void {
  // What macros in modules of bodies stand for joins the list while the body is checked.
  const own = new Set<Unit>();
  for (const unit of crate.units)
    if (unit.file === path) {
      own.add(unit);
      checkUnit(world, unit, visitor);
    }
  // A file that only a body brings is none of the crate's: whether it has been read is chance.
  const isOwn = (unit: Unit): boolean => {
    const text = textOf(unit);
    return text.outer !== undefined || own.has(text);
  };
  for (const module of crate.modules)
    for (const record of importsIn(module, path))
      if (isOwn(record.unit) && !isInDeadBody(world, module)) checkImport(world, record, visitor);
  for (const call of crate.unresolvedMacros)
    if (call.unit.file === path && isOwn(call.unit) && !isInDeadBody(world, call.module))
      visitor.macro(call.unit, call.segments, call.failure, call.span.start, call.span.end, call.module);
}

/** Whether a module stands in a body that is not compiled: it is known only if somebody has asked what is there. */
function isInDeadBody(world: World, module: Module): boolean {
  for (let at: Module | undefined = module; at; at = at.parent)
    if (at.block && isActive(world, at.block.unit, at.block.scope) === false) return true;
  return false;
}

const NO_RECORDS: readonly Import[] = [];

/** Imports of a module that stand in a file: every module of the crate is asked for every file. */
function importsIn(module: Module, path: string): readonly Import[] {
  const { imports, globs, unnamed } = module;
  if (imports.size === 0 && globs.length === 0 && unnamed.length === 0) return NO_RECORDS;
  let found: Import[] | undefined;
  const take = (list: readonly Import[]): void => {
    for (let at = 0; at < list.length; at++)
      if (list[at]!.unit.file === path) {
        found ??= [];
        found.push(list[at]!);
      }
  };
  imports.forEach(take);
  take(globs);
  take(unnamed);
  return found ?? NO_RECORDS;
}

function checkImport(world: World, record: Import, visitor: Visitor): void {
  if (record.uncertain || record.unit.virtual) return;
  const result = resolveImport(world, record);
  const failures = [...result.failures];
  const { leaf, module } = record;
  const first = leaf.segments[0] ?? '';
  let twoThings: string | undefined;
  if (!leaf.global && !isKeyword(first) && editionOfImport(world, record) > 2015) {
    if (leaf.glob) ownGlobConflict(world, record, failures);
    if (mayConflict(world, module, first)) twoThings = BEHIND_FAILED;
  }
  const unknown =
    result.unsure ?? result.unknown ?? result.names.find((lookup) => lookup?.k === 'unknown') ?? twoThings;
  visitor.import(record, failures, typeof unknown === 'object' ? unknown.reason : unknown);
}

/**
 * A glob may bring the very name that its own path begins with, as another thing: in the end rustc looks for the rest of the
 * path in that, and complains of what is private there, too.
 */
function ownGlobConflict(world: World, { leaf, module, unit }: Import, failures: PathFailure[]): void {
  const { segments } = leaf;
  const before = failures.length;
  outerConflict(world, module, segments[0] ?? '', failures, unit);
  const brought = failures.length > before ? lookupIn(world, module, segments[0] ?? '', TYPE) : undefined;
  if (brought?.k !== 'found' || !brought.via?.leaf.glob) return;
  const beyond: PathFailure[] = [];
  walkFrom(world, module, brought.definition, segments, 1, beyond, true);
  for (const failure of beyond)
    if (failure.why === 'private' && !failures.some(({ segment }) => segment === failure.segment))
      failures.push(failure);
}

/** Checks one unit and, through its macro calls, what they stand for. */
export function checkUnit(world: World, unit: Unit, visitor: Visitor): void {
  if (unit.virtual) return;
  // Plain loops: this is walked for every file in every view.
  const { fragment } = unit;
  const { scopes, references, calls } = fragment;
  const looked = visitor.scopes?.(unit);
  for (const at of blocksWithItems(unit)) {
    if (looked && !looked[at]) continue;
    if (scopes[at]?.kind !== 'block' || isActive(world, unit, at) === false) continue;
    const block = blockModule(world, unit, at);
    if (!block) continue;
    for (const record of importsOf(block)) checkImport(world, record, visitor);
  }
  const wanted = visitor.wanted?.(fragment);
  const count = (wanted ?? references).length;
  for (let nth = 0; nth < count; nth++) {
    const index = wanted ? wanted[nth]! : nth;
    const reference = references[index]!;
    if (reference.kind === 'macro' || (looked && !looked[reference.scope])) continue;
    const outcome = resolveReference(world, unit, index);
    visitor.seen?.(unit, reference, outcome);
    if (outcome.k === 'local' && reference.kind === 'identifierPattern')
      visitor.pattern(unit, reference, enclosingModule(world, unit, reference.scope));
    if (outcome.k === 'local' || outcome.k === 'inactive') continue;
    visitor.reference(unit, reference, outcome, enclosingModule(world, unit, reference.scope), index);
  }
  if (visitor.field)
    for (const access of visitor.fields?.(fragment) ?? fragment.fields)
      if (!looked || looked[access.scope]) visitor.field(unit, access);
  const members = memberMacros(world, unit);
  for (const inner of members.units) checkUnit(world, inner, visitor);
  for (const { call, module, failure } of members.amiss) {
    const table = itemTable(fragment, call);
    const at = call.pathAt + failure.segment;
    const start = startOf(table, failure.wholePath ? call.pathAt : at);
    visitor.macro(unit, call.segments, failure, start, endOf(table, at), module);
  }
  for (let index = 0; index < calls.length; index++) {
    const call = calls[index]!;
    if (looked && !looked[call.scope]) continue;
    if (isActive(world, unit, call.scope) !== true) continue;
    const expansion = expansionOf(world, unit, index);
    const start = startOf(fragment.referenceSpans, call.at);
    const end = endOf(fragment.referenceSpans, call.at);
    const amiss = unit.memo.amiss?.get(index);
    for (const failure of amiss ?? []) callAmiss(world, unit, call, failure, visitor);
    if ((expansion.k === 'units' || expansion.k === 'nothing') && !amiss)
      for (const failure of amissInTheEnd(world, unit, index, call))
        callAmiss(world, unit, call, failure, visitor);
    if (expansion.k === 'units') for (const inner of expansion.units) checkUnit(world, inner, visitor);
    else if (expansion.k === 'unknown') {
      const named = references[call.reference];
      const path = named && startOf(fragment.referenceSpans, named.at);
      visitor.opaque(unit, start, end, expansion.reason, path !== undefined && path >= 0 ? path : start);
    } else if (expansion.k === 'failed') {
      const found = macroOf(world, unit, index);
      if (found.k === 'absent') callAmiss(world, unit, call, found.failure, visitor);
    }
  }
}

/** What the block of a call has in the end, by the call itself maybe, may be what its path begins with. */
function amissInTheEnd(
  world: World,
  unit: Unit,
  index: number,
  call: Unit['fragment']['calls'][number],
): readonly PathFailure[] {
  const { segments, global } = unit.fragment.references[call.reference] ?? NO_PATH;
  const first = segments[0] ?? '';
  if (global || isKeyword(first) || first === '$crate') return NO_FAILURES;
  const module = enclosingModule(world, unit, call.scope);
  if (segments.length > 1) {
    const wrong = wrongInTheEnd(world, module, first, unit, true);
    const now = wrong.length === 1 ? macroOf(world, unit, index) : undefined;
    return now?.k === 'absent' ? [...wrong, now.failure] : wrong;
  }
  return hasInBlocks(module, first) ? amissWith(macroOf(world, unit, index)) : NO_FAILURES;
}

const NO_PATH: { readonly segments: readonly string[]; readonly global?: true } = { segments: [] };
const NO_FAILURES: readonly PathFailure[] = [];

/** Whether a block around has an import or macro of a name, or may have one by a glob. */
function hasInBlocks(inner: Module, name: string): boolean {
  for (let at = inner; at.block && at.parent; at = at.parent)
    if (at.imports.has(name) || at.items[MACRO].has(name) || at.globs.length > 0) return true;
  return false;
}

function callAmiss(
  world: World,
  unit: Unit,
  call: Unit['fragment']['calls'][number],
  failure: PathFailure,
  visitor: Visitor,
): void {
  const { references, referenceSpans } = unit.fragment;
  const reference = references[call.reference];
  if (!reference) return;
  const at = reference.at + failure.segment;
  const module = enclosingModule(world, unit, call.scope);
  const start = startOf(referenceSpans, failure.wholePath ? reference.at : at);
  const end = endOf(referenceSpans, at);
  visitor.macro(unit, reference.segments, failure, start, end, module);
}

/** Where a failure of a reference is marked. */
export function placeOfFailure(
  world: World,
  unit: Unit,
  reference: Reference,
  failure: PathFailure,
): Place | undefined {
  const table = unit.fragment.referenceSpans;
  const lastSegment = reference.segments.length - 1;
  const fromStart = failure.wholePath || failure.fromStart;
  const from = fromStart ? 0 : Math.max(0, failure.segment);
  const to = failure.wholePath ? lastSegment : Math.max(0, failure.segment);
  const name = endOf(table, reference.at + to);
  const behind = failure.wholePath ? behindArguments(unit.text, name) : name;
  const end = failure.wholePath && reference.kind === 'trait' ? behindCallSugar(unit.text, behind) : behind;
  // A whole path begins at its `<T as Trait>`.
  const { qualified } = reference;
  const start = startOf(table, qualified && fromStart ? qualified.at : reference.at + from);
  return placeOf(
    unit,
    // A whole path begins at its leading `::`.
    reference.global && fromStart ? beforeColons(unit.text, start) : start,
    failure.wholeCall ? endOfCall(unit.text, end) : end,
    world.sources,
    fromStart ? (failure.rustcCode === 'E0533' ? 'node' : 'path') : 'name',
  );
}

/** What follows an offset is looked at no further, in UTF-16 units. */
const FARTHEST = 20_000;

/** End of the generic arguments that follow a path; the offset itself where there are none. */
function behindArguments(text: string, end: number): number {
  let depth = 0;
  let previous = '';
  let found = end;
  const isLast = (token: Token): boolean => {
    const arrow = token.text === '>' && (previous === '-' || previous === '=');
    if (depth === 0 && token.text !== '<' && token.text !== ':') return true;
    if (token.text === '<') depth++;
    else if (token.text === '>' && !arrow && --depth === 0) {
      found = token.end;
      return true;
    }
    previous = token.text;
    return false;
  };
  tokenize(text, { start: end, end: end + FARTHEST, isLast });
  return found;
}

/** What ends the type behind an arrow, where it is not within brackets. */
const ENDS_TYPE: ReadonlySet<string> = new Set([',', ';', '=', '+', '{', '>', ')', 'where']);

/** End of the `(A) -> B` that follows a trait; the offset itself where none does. */
function behindCallSugar(text: string, end: number): number {
  let last = end;
  let depth = 0;
  let state: 'arguments' | 'arrow' | 'result' = 'arguments';
  let previous = '';
  const isLast = ({ text: word, kind, end: behind }: Token): boolean => {
    if (state === 'arguments') {
      if (depth === 0 && word !== '(') return true;
      depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
      if (depth > 0) return false;
      last = behind;
      state = 'arrow';
    } else if (state === 'arrow') {
      if (word !== '-' && !(word === '>' && previous === '-')) return true;
      if (word === '>') state = 'result';
    } else {
      const closes = kind === 'close' || (word === '>' && previous !== '-');
      if (depth === 0 && ENDS_TYPE.has(word) && !(word === '>' && previous === '-')) return true;
      depth += kind === 'open' || word === '<' ? 1 : closes ? -1 : 0;
      last = behind;
    }
    previous = word;
    return false;
  };
  tokenize(text, { start: end, end: end + FARTHEST, isLast });
  return last;
}

/** Start of the `::` before an offset; the offset itself where there is none. */
function beforeColons(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 200), at).trimEnd();
  return before.endsWith('::') ? at - (text.slice(Math.max(0, at - 200), at).length - before.length) - 2 : at;
}

/** Start of the visibility before an offset; the offset itself where there is none. */
function beforeVisibility(text: string, at: number): number {
  const from = Math.max(0, at - 200);
  const before = text.slice(from, Math.max(from, at)).trimEnd();
  const word = before.slice(0, before.endsWith(')') ? before.lastIndexOf('(') : before.length).trimEnd();
  return word.endsWith('pub') ? from + word.length - 'pub'.length : at;
}

/** End of the parentheses that follow an offset; the offset itself if none do. */
function endOfCall(text: string, end: number): number {
  let depth = 0;
  let found = end;
  const isLast = (token: Token): boolean => {
    if (token.kind === 'open') depth++;
    if (token.kind !== 'close' || --depth > 0) return false;
    if (token.text === ')') found = token.end;
    return true;
  };
  tokenize(text, { start: end, end: end + FARTHEST, isLast });
  return found;
}

/** Where a failure of an import is marked: the leaf as written, or the segment on the way. */
export function placeOfImport(world: World, record: Import, failure: PathFailure): Place | undefined {
  const { leaf, unit, item } = record;
  const table = itemTable(unit.fragment, item);
  if (item.kind === 'externCrate') {
    // rustc marks the whole item.
    const at = startOf(table, item.at);
    const word = unit.text.lastIndexOf('extern', at);
    const start = beforeVisibility(unit.text, word);
    const end = unit.text.indexOf(';', at) + 1;
    return placeOf(unit, word < 0 ? at : start, end > 0 ? end : endOf(table, item.at), world.sources);
  }
  const last = leaf.segments.length - 1;
  const whole = failure.segment >= last && (!leaf.glob || failure.wholePath) && failure.rustcCode === 'E0432';
  const at = leaf.at + (whole ? leaf.segments.length : Math.max(0, failure.segment));
  return placeOf(unit, startOf(table, at), endOf(table, at), world.sources, whole ? 'path' : 'name');
}
