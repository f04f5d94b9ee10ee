/** Macro calls in item position: what they stand for becomes part of the module. */
import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Item, MacroCallItem } from '../syntax/summary';
import type { CrateMap, Module, PathFailure, TextualScope } from './definitions';
import { expandCall, WHICH_MACRO } from './expand';
import { includedFile } from './include';
import { isCallable } from './knownMacros';
import { isLateText } from './late';
import { type MacroLookup, resolveMacro, standsForNothing } from './macroPaths';
import { folderOfRoot, type ModuleFolder } from './modFiles';
import { ambiguousOfKind, wrongInTheEnd } from './outerMeanings';
import { isKeyword, MAY_BE_AWAY } from './paths';
import { beginsFurtherDown } from './siblings';
import { endOf, itemTable, pushTextual, spanNow, startOf, type Unit } from './unit';
import { isAskedForAgain, waitsForImports } from './waitingMacros';
import type { World } from './world';

/** Where the items that are being read stand. */
export interface Where {
  readonly unit: Unit;
  readonly module: Module;
  readonly folder: ModuleFolder;
  /** Files on the way here: an `include!` or `mod` of one of them is a cycle. */
  readonly files: readonly string[];
  /** Behind a cfg that is not known. */
  readonly uncertain?: boolean;
  /** What the text has further down has been read. */
  readonly again?: boolean;
}

/** An item whose macro or attribute macro is not known yet. */
export interface Pending {
  readonly item: Item;
  readonly where: Where;
  readonly textual: TextualScope | undefined;
}

/** What the collector offers to those who read items for it. */
export interface ItemReader {
  readonly world: World;
  readonly map: CrateMap;
  /** Reads items in order; returns the textual macro scope at their end. */
  items(items: readonly Item[], where: Where, start: TextualScope | undefined): TextualScope | undefined;
  /** The unit of a file that belongs to a module; `undefined` if it cannot be read. */
  file(path: string, module: Module): Unit | undefined;
  /** A unit for items that have no text. */
  virtualUnit(file: string, items: readonly Item[], module: Module): Unit;
  /** Asks something when all of the crate has been read. */
  atEnd(ask: () => void): void;
  /** Tries an item again when more names are known. */
  defer(pending: Pending): void;
}

/**
 * Reads what a macro call in item position stands for; what does not resolve (yet) is handed back to the reader.
 * Returns the textual macro scope after it.
 */
export function readItemMacro(
  reader: ItemReader,
  item: MacroCallItem,
  where: Where,
  textual: TextualScope | undefined,
  last: boolean,
): TextualScope | undefined {
  const { module, unit } = where;
  const table = itemTable(unit.fragment, item);
  if (!last && !where.again && beginsFurtherDown(module, unit, item)) {
    reader.defer({ item, where: { ...where, again: true }, textual });
    return textual;
  }
  const found = resolved(reader, item, where, textual);
  if (found.k === 'absent') {
    if (!last) {
      reader.defer({ item, where, textual });
      return textual;
    }
    if (where.uncertain) {
      module.unknown ??= MAY_BE_AWAY;
      return textual;
    }
    if (isAskedForAgain(reader.world, module, item.segments, item.global === true)) module.isStuck = true;
    // A macro that is proven absent stands for nothing, as in rustc.
    noteConflict(reader, item, where, false);
    if (item.pathAt < 0) return textual;
    const add = adder(reader, item, where);
    for (const failure of found.onTheWay ?? []) add(failure);
    const [name = ''] = item.segments;
    if (item.segments.length > 1 || item.global) add(found.failure);
    else
      reader.atEnd(() => {
        // An import that fails in the end stands for the name without a word.
        const now = resolveMacro(reader.world, module, [name], false, textual, unit, -1, isCallable);
        if (now.k === 'unknown' && now.poisoned) return;
        ambiguousOfKind(reader.world, module, name).forEach(add);
        add(found.failure);
      });
    return textual;
  }
  if (found.k === 'unknown') {
    if (found.poisoned && !last) {
      reader.defer({ item, where, textual });
      return textual;
    }
    module.isStuck = true;
    // The macro that a failed import stands for is nothing.
    if (found.poisoned === 'surely') {
      noteConflict(reader, item, where, false);
      if (item.pathAt >= 0) (found.onTheWay ?? []).forEach(adder(reader, item, where));
      return textual;
    }
    module.unknown ??= found.reason;
    return textual;
  }
  if (standsForNothing(found)) {
    if (!last) {
      reader.defer({ item, where, textual });
      return textual;
    }
    if (where.uncertain) module.unknown ??= MAY_BE_AWAY;
    module.isStuck = true;
    noteCall(reader, item, where, textual, found);
    return textual;
  }
  if (found.definition.doubtful) module.unknown ??= WHICH_MACRO;
  noteCall(reader, item, where, textual, found);
  // One call of the module that waits is enough.
  module.waits ||=
    isLateText(reader.map, unit) && waitsForImports(reader.world, module, item.segments, textual);
  if (found.definition.macro !== 'rules' && found.definition.name === 'include')
    return readInclude(reader, item, where, textual);
  const start = startOf(table, item.textAt);
  const expansion = expandCall(reader.world, found.definition, {
    unit,
    start,
    end: endOf(table, item.textAt),
    ...(start < 0 ? { text: item.text } : {}),
    ...(start < 0 ? {} : { anchor: { item, at: item.textAt } }),
    kind: 'items',
    crate: reader.map,
  });
  if (expansion.k === 'unknown') module.unknown ??= expansion.reason;
  if (expansion.k === 'units' || expansion.k === 'nothing') {
    const { definition } = found;
    unit.itemCalls ??= new Map();
    unit.itemCalls.set(item, { definition, units: expansion.k === 'units' ? expansion.units : [] });
  }
  if (expansion.k !== 'units') return textual;
  let end = textual;
  for (const result of expansion.units) {
    result.modules[0] = module;
    if (where.uncertain) result.uncertain = true;
    reader.map.units.push(result);
    reader.map.readLate.add(result);
    if (textual) pushTextual(result, 0, undefined, textual);
    // A path alone is no item: rustc says so, and goes on without.
    if (isPath(result.text)) continue;
    if (result.fragment.itemsBroken)
      module.unknown ??= `the expansion of ${item.segments.join('::')} does not parse`;
    end = reader.items(result.fragment.items, { ...where, unit: result, again: false }, end);
  }
  return end;
}

function isPath(text: string): boolean {
  // Most expansions are long, and end as no path does.
  const end = text.trimEnd().at(-1);
  if ((end === '}' || end === ';') && !text.includes('//')) return false;
  return tokenize(text).every(({ kind, text: word }) => kind === 'identifier' || word === ':');
}

/** The macro that a call names, as far as the crate has been read. */
function resolved(
  { world }: ItemReader,
  item: MacroCallItem,
  { module, unit }: Pick<Where, 'module' | 'unit'>,
  textual: TextualScope | undefined,
): MacroLookup {
  const at = startOf(itemTable(unit.fragment, item), item.pathAt);
  const global = item.global === true;
  return resolveMacro(world, module, item.segments, global, textual, unit, -1, isCallable, at);
}

function readInclude(
  reader: ItemReader,
  item: MacroCallItem,
  where: Where,
  textual: TextualScope | undefined,
): TextualScope | undefined {
  const { module, unit } = where;
  const table = itemTable(unit.fragment, item);
  const target = includedFile(reader.world, reader.map, unit, asWritten(unit.fragment, item).text);
  const missing = (tried: readonly string[], kind: 'include' | 'generated'): TextualScope | undefined => {
    module.unknown ??= `${tried[0] ?? 'an included file'} is missing`;
    if (item.at >= 0)
      reader.map.missingFiles.push({
        unit,
        start: startOf(table, item.pathAt),
        end: endOf(table, item.textAt),
        tried,
        kind,
      });
    return textual;
  };
  const includedBy = { unit, item };
  if (target === undefined) {
    module.unknown ??= 'an include! whose path cannot be told';
    return textual;
  }
  if (target.k === 'items') {
    reader.map.bindings = true;
    const generated = reader.virtualUnit(target.file, target.items, module);
    generated.includedBy = includedBy;
    return reader.items(
      target.items,
      { ...where, unit: generated, files: [...where.files, target.file] },
      textual,
    );
  }
  if (target.bindings) reader.map.bindings = true;
  if (where.files.includes(target.path)) return textual;
  const file = reader.file(target.path, module);
  if (file) reader.map.readLate.add(file);
  if (!file) return missing([target.path], target.generated ? 'generated' : 'include');
  file.includedBy = includedBy;
  if (textual) pushTextual(file, 0, undefined, textual);
  const { items } = file.fragment;
  // rustc goes on with what stands before the item that does not parse.
  const uncertain = where.uncertain === true || items.some(isBroken);
  if (uncertain) file.uncertain = true;
  return reader.items(
    items,
    {
      ...where,
      unit: file,
      folder: folderOfRoot(target.path),
      files: [...where.files, target.path],
      uncertain,
      again: false,
    },
    textual,
  );
}

function isBroken(item: Item): boolean {
  return item.kind === 'broken' || (item.kind === 'module' && item.items?.some(isBroken) === true);
}

/** Notes what is wrong with the path of a call. */
function adder(
  { map }: ItemReader,
  item: MacroCallItem,
  { module, unit }: Pick<Where, 'module' | 'unit'>,
): (failure: PathFailure) => void {
  const { pathAt, segments } = item;
  return (failure) => {
    const span = spanNow(
      unit,
      { item, at: pathAt + failure.segment },
      failure.wholePath ? pathAt : undefined,
    );
    map.unresolvedMacros.push({ unit, module, segments, span, failure });
  };
}

/** Notes what rustc says of a call that is expanded all the same: a private macro; two of one name when all is read. */
function noteCall(
  reader: ItemReader,
  item: MacroCallItem,
  { module, unit }: Where,
  textual: TextualScope | undefined,
  found: Extract<MacroLookup, { k: 'found' }>,
): void {
  if (item.pathAt < 0) return;
  noteConflict(reader, item, { module, unit }, true);
  const add = adder(reader, item, { module, unit });
  for (const failure of found.onTheWay ?? []) add(failure);
  if (found.hidden) add(found.hidden);
  else
    reader.atEnd(() => {
      const now = resolved(reader, item, { module, unit }, textual);
      if (now.k === 'found' && now.ambiguous) add(now.ambiguous);
    });
}

/** A path that begins with what a glob brings, but that stands further out, too: known when all is read. */
function noteConflict(
  reader: ItemReader,
  item: MacroCallItem,
  { module, unit }: Pick<Where, 'module' | 'unit'>,
  wasFound: boolean,
): void {
  const { global, pathAt, segments } = item;
  const [first = ''] = segments;
  if (pathAt < 0 || segments.length < 2 || global || isKeyword(first)) return;
  const add = adder(reader, item, { module, unit });
  reader.atEnd(() => {
    const wrong = wrongInTheEnd(reader.world, module, first, unit, wasFound);
    wrong.forEach(add);
    const now =
      wasFound && wrong.length === 1 ? resolved(reader, item, { module, unit }, undefined) : undefined;
    if (now?.k === 'absent') add(now.failure);
  });
}
