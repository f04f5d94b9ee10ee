/** From files to a definition map: modules, items, imports; item macros to a fixed point. */

import type { CrateNode } from '../project/model';
import { tokenize, unquote } from '../syntax/lexer';
import type { Attribute, Item, ModuleItem } from '../syntax/summary';
import { type Activity, activity, attributesIn, isThereIn } from './attributes';
import { readBodies } from './bodyExports';
import { define, defineModule, nameStandardCrate, noteDoubt, undefineModule } from './define';
import { type CrateMap, type Import, Module, type Reaching, type TextualScope } from './definitions';
import { readDerives } from './derives';
import { emptyFragment } from './externals';
import { type ItemReader, type Pending, readItemMacro, type Where } from './itemMacros';
import { filesAround, folderOfInline, folderOfModuleFile, folderOfRoot, moduleCandidates } from './modFiles';
import { noteOrder, noteReading, orderOf } from './order';
import { isMisplaced } from './paths';
import { remembered } from './remembered';
import { endOf, itemTable, pushTextual, rootUnit, startOf, type Unit } from './unit';
import { effectiveVisibility } from './visibility';
import { isAnyAskedForAgain, noteStuck } from './waitingMacros';
import type { World } from './world';

/**
 * Reads a crate from its root file (or, for a crate known by a snapshot, from stand-in items). What it returns asks what
 * waits until all is read; call it once imports are resolved: before, globs meet themselves in each look-up.
 */
export function collectCrate(
  world: World,
  map: CrateMap,
  node?: CrateNode,
  skeleton?: readonly Item[],
): () => void {
  map.collecting = true;
  const collector = new Collector(world, map);
  if (node) collector.root(node.root);
  else if (skeleton) collector.skeleton(skeleton);
  collector.settle();
  readBodies(world, map);
  collector.derive();
  map.collecting = false;
  for (const module of map.modules) module.forgetMemo();
  return () => collector.answer();
}

/** Reads the items of a block into its anonymous module, with the textual scope that reaches the block. */
export function collectBlock(
  world: World,
  unit: Unit,
  block: Module,
  items: readonly Item[],
  textual: TextualScope | undefined,
): void {
  const { size } = unit.crate;
  const collector = new Collector(world, unit.crate);
  collector.block(
    {
      unit,
      module: block,
      folder: block.normal.folder ?? folderOfRoot(unit.file),
      files: filesAround(unit, block),
    },
    items,
    textual,
  );
  collector.settle();
  collector.derive();
  block.forgetMemo();
  collector.answer();
  if (unit.crate.size > size) unit.crate.leaking.add(unit.file);
}

class Collector implements ItemReader {
  private pending: Pending[] = [];
  private readonly questions: (() => void)[] = [];
  private readonly derives: { readonly module: Module; readonly item: Item; readonly args: string }[] = [];

  constructor(
    readonly world: World,
    readonly map: CrateMap,
  ) {}

  atEnd(ask: () => void): void {
    this.questions.push(ask);
  }

  /** What could not be asked before everything had been read. */
  answer(): void {
    for (const ask of this.questions) ask();
  }

  defer(pending: Pending): void {
    this.pending.push(pending);
  }

  root(path: string): void {
    const unit = this.file(path, this.map.root);
    if (!unit) {
      this.map.root.unknown = `${path} cannot be read`;
      return;
    }
    const surroundings = attributesIn(this.world, this.map.root);
    const found = activity(this.world, this.map, unit.fragment.attributes, surroundings);
    // Of a root that its own `#![cfg]` leaves out nothing is left.
    if (found.active === false) {
      this.map.units.splice(this.map.units.indexOf(unit), 1);
      nameStandardCrate(this.world, this.map);
      return;
    }
    if (found.active === 'unknown') this.map.root.uncertain = true;
    for (const attribute of found.attributes) {
      if (attribute.path === 'no_std') this.map.noStd = true;
      if (attribute.path === 'no_core') this.map.noCore = true;
      if (attribute.path === 'no_implicit_prelude') this.map.root.noImplicitPrelude = true;
    }
    nameStandardCrate(this.world, this.map);
    this.items(
      unit.fragment.items,
      {
        unit,
        module: this.map.root,
        folder: folderOfRoot(path),
        files: [path],
      },
      undefined,
    );
  }

  skeleton(items: readonly Item[]): void {
    const unit = this.virtualUnit(`kaal-sel4:/${this.map.packageName}/lib.rs`, items, this.map.root);
    const file = unit.file;
    this.items(items, { unit, module: this.map.root, folder: folderOfRoot(file), files: [file] }, undefined);
  }

  block(where: Where, items: readonly Item[], textual: TextualScope | undefined): void {
    this.items(items, where, textual);
  }

  /** Expands what waits for names until nothing moves; what is left does not resolve. */
  settle(): void {
    // What is left at last may be a module, with calls in it that wait in turn.
    for (let turn = 0; this.pending.length > 0 && turn < 16; turn++) {
      for (let round = 0; this.pending.length > 0 && round < 64; round++) {
        const waiting = this.pending;
        this.pending = [];
        let moved = false;
        for (const entry of waiting) {
          const before = this.pending.length;
          this.item(entry.item, entry.where, entry.textual, false);
          const kept = this.pending.length === before + 1 && this.pending.at(-1)?.item === entry.item;
          if (!kept) moved = true;
        }
        for (const module of this.map.modules) module.forgetMemo();
        if (!moved) break;
      }
      const left = this.pending;
      this.pending = [];
      for (const entry of left) this.item(entry.item, entry.where, entry.textual, true);
    }
  }

  /** Reads what the derives that were met define. */
  derive(): void {
    for (const { module, item, args } of this.derives) readDerives(this.world, module, item, args);
  }

  virtualUnit(file: string, items: readonly Item[], module: Module): Unit {
    return rootUnit(this.map, file, module, { text: '', fragment: { ...emptyFragment, items } }, true);
  }

  file(path: string, module: Module): Unit | undefined {
    const source = this.world.readFor(this.map, path);
    if (!source) return undefined;
    if (source.bindings) this.map.bindings = true;
    const unit = rootUnit(this.map, path, module, source);
    // Which files a crate has must not depend on whose bodies have been looked at.
    if (this.map.collecting) this.map.units.push(unit);
    return unit;
  }

  private live(attributes: readonly Attribute[] | undefined, module: Module): readonly Attribute[] {
    const found = activity(this.world, this.map, attributes, attributesIn(this.world, module));
    return found.active === false ? [] : found.attributes;
  }

  /** Reads a list in order; returns the textual macro scope at its end. */
  items(items: readonly Item[], where: Where, start: TextualScope | undefined): TextualScope | undefined {
    let textual = start;
    for (const nested of where.module.block ? [] : where.unit.fragment.nestedItems) {
      if (items === where.unit.fragment.items) this.nested(nested, where);
    }
    for (const item of items) {
      const next = this.item(item, where, textual, false);
      if (next !== textual) {
        textual = next;
        this.mark(where, item, textual);
      }
    }
    return textual;
  }

  /** Remembers the textual scope after an item, for calls in bodies that follow. */
  private mark(where: Where, item: Item, scope: TextualScope | undefined): void {
    const number = where.unit.modules.indexOf(where.module);
    if (number < 0) return;
    pushTextual(where.unit, number, item, scope);
  }

  /** Impls and exported macros inside function bodies count for the whole crate. */
  private nested(item: Item, where: Where): void {
    if (item.kind === 'impl') this.map.impls.push({ item, module: where.module, unit: where.unit });
    else if (item.kind === 'macroDefinition' && item.attributes?.some((a) => a.path === 'macro_export'))
      define(this.map, this.map.root, item, where.unit);
  }

  private item(
    item: Item,
    where: Where,
    textual: TextualScope | undefined,
    last: boolean,
  ): TextualScope | undefined {
    const { module, unit } = where;
    if (!module.isInBody) noteOrder(this.map, unit, item);
    let state: Activity | undefined;
    if (item.attributes) {
      state = activity(this.world, this.map, item.attributes, attributesIn(this.world, module, textual));
      if (state.active === false) return textual;
      // What follows a derive may be an attribute of its own.
      if (state.unresolved.length > 0 && !state.attributes.some((a) => a.path === 'derive')) {
        if (!last) {
          noteReading(this.map, module, unit, item);
          this.pending.push({ item, where, textual });
          return textual;
        }
        if (isAnyAskedForAgain(this.world, module, state.unresolved)) noteStuck(module, item);
      }
      if (state.opaque !== undefined) module.unknown ??= state.opaque;
    }
    const uncertain = where.uncertain === true || state?.active === 'unknown';
    const attributes = state?.attributes ?? [];
    for (const attribute of attributes)
      if (attribute.path === 'derive') {
        noteReading(this.map, module, unit, item);
        this.derives.push({ module, item, args: attribute.args });
      }
    switch (item.kind) {
      case 'module':
        return this.module(item, attributes, where, textual, uncertain);
      case 'use':
        for (const leaf of item.leaves) {
          if (isMisplaced(leaf)) continue;
          const record: Import = {
            module,
            leaf,
            item,
            unit,
            visibility: effectiveVisibility(item.visibility, module),
            ...orderOf(this.map, unit, module, startOf(itemTable(unit.fragment, item), item.at)),
            ...(textual ? { textual } : {}),
            ...(uncertain || module.uncertain ? { uncertain: true as const } : {}),
          };
          const name = leaf.alias ?? leaf.segments.at(-1) ?? '';
          if (leaf.glob) module.globs.push(record);
          else if (name === '_') module.unnamed.push(record);
          else remembered(module.imports, name, (): Import[] => []).push(record);
        }
        return textual;
      case 'externCrate':
        this.externCrate(item, attributes, where, uncertain);
        return textual;
      case 'macroDefinition': {
        const definition = define(this.map, module, item, unit, attributes);
        if (!definition || item.declarative2) return textual;
        if (uncertain || module.uncertain) definition.uncertain = true;
        noteDoubt(this.map.root, definition, textual);
        return { name: item.name, definition, outer: textual };
      }
      case 'macroCall':
        noteReading(this.map, module, unit, item);
        return readItemMacro(this, item, uncertain ? { ...where, uncertain } : where, textual, last);
      case 'broken':
        module.unknown ??= 'a part of the file does not parse';
        return textual;
      case 'impl':
        // Those that a person wrote in a body are noted with the crate already.
        if (!module.block || unit.outer || !unit.fragment.nestedItems.includes(item))
          this.reaching(item, module, unit).impls.push({ item, module, unit });
        return textual;
      default:
        define(this.map, module, item, unit, attributes, isThereIn(this.world, module));
        return textual;
    }
  }

  /** What a file says that a module in a body has, all of the crate hears. */
  private reaching({ inBlock }: Item, module: Module, unit: Unit): Reaching {
    const isOfFile = unit.source.k === 'file' && this.map.collecting && !inBlock;
    return isOfFile ? this.map : module.reaching;
  }

  private module(
    item: ModuleItem,
    attributes: readonly Attribute[],
    where: Where,
    textual: TextualScope | undefined,
    uncertain: boolean,
  ): TextualScope | undefined {
    const child = new Module(this.map, where.module, item.name, undefined, { item, unit: where.unit });
    child.uncertain = uncertain || where.module.uncertain;
    this.map.modules.push(child);
    defineModule(child, effectiveVisibility(item.visibility, where.module));
    if (attributes.some((a) => a.path === 'no_implicit_prelude') || where.module.normal.noImplicitPrelude)
      child.noImplicitPrelude = true;
    const pathAttribute = attributes.find((a) => a.path === 'path');
    const path = pathAttribute && unquote(pathAttribute.args.replace('=', '').trim());
    let end = textual;
    let leaks = attributes.some((a) => a.path === 'macro_use');
    if (item.items) {
      where.unit.modules[item.number] = child;
      if (textual) pushTextual(where.unit, item.number, undefined, textual);
      child.folder = folderOfInline(where.folder, item.name, path);
      end = this.items(item.items, { ...where, module: child, folder: child.folder }, textual);
    } else {
      const candidates = moduleCandidates(where.folder, item.name, path);
      const there = candidates.filter((candidate) => this.world.sourceFiles.isFile(candidate));
      // rustc reads neither of two (E0761).
      const found = there.length === 1 ? there[0] : undefined;
      for (const candidate of candidates)
        if (candidate !== found) this.world.lookFor(this.map, candidate, there.includes(candidate));
      const unit = found !== undefined && !where.files.includes(found) ? this.file(found, child) : undefined;
      if (unit && this.map.readLate.has(where.unit)) this.map.readLate.add(unit);
      if (!unit || found === undefined) {
        const isTwice = there.length > 1;
        child.unknown = `the file of mod ${item.name} is ${isTwice ? 'there twice' : 'missing'}`;
        const { at } = item;
        const table = itemTable(where.unit.fragment, item);
        const [start, end] = [startOf(table, at), endOf(table, at)];
        const kind = isTwice ? 'twice' : 'module';
        // What is missing in a file that only a body brings must not depend on whether somebody has looked at the body.
        if (this.map.collecting)
          this.map.missingFiles.push({ unit: where.unit, start, end, tried: candidates, kind });
      } else {
        if (textual) pushTextual(unit, 0, undefined, textual);
        for (const attribute of this.live(unit.fragment.attributes, child))
          if (attribute.path === 'no_implicit_prelude') child.noImplicitPrelude = true;
          else if (attribute.path === 'macro_use') leaks = true;
        const inactive =
          activity(this.world, this.map, unit.fragment.attributes, attributesIn(this.world, child)).active ===
          false;
        if (inactive) {
          undefineModule(child);
          this.map.modules.splice(this.map.modules.indexOf(child), 1);
          if (this.map.collecting) this.map.units.splice(this.map.units.indexOf(unit), 1);
        } else
          end = this.items(
            unit.fragment.items,
            {
              unit,
              module: child,
              folder: path === undefined ? folderOfModuleFile(found, item.name) : folderOfRoot(found),
              files: [...where.files, found],
            },
            textual,
          );
      }
    }
    return leaks ? end : textual;
  }

  private externCrate(
    item: Extract<Item, { kind: 'externCrate' }>,
    attributes: readonly Attribute[],
    where: Where,
    uncertain: boolean,
  ): void {
    const { module, unit } = where;
    const leaf = {
      segments: [item.crate],
      global: true as const,
      at: item.at,
      ...(item.name === item.crate ? {} : { alias: item.name }),
    };
    const record: Import = {
      module,
      leaf,
      item,
      unit,
      visibility: effectiveVisibility(item.visibility, module),
      ...(uncertain || module.uncertain ? { uncertain: true as const } : {}),
    };
    if (item.name !== '_') remembered(module.imports, item.name, (): Import[] => []).push(record);
    if (module === this.map.root) this.map.externCrates.push(record);
    const macroUse = attributes.find((a) => a.path === 'macro_use');
    if (macroUse) {
      const only = tokenize(macroUse.args)
        .filter((t) => t.kind === 'identifier')
        .map((t) => t.text);
      this.map.macroUse.push({ record, ...(only.length > 0 ? { only } : {}) });
    }
  }
}
