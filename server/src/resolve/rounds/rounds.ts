/**
 * Import resolution as rustc does it (rustc_resolve: `resolve_imports`): all imports are tried again and again, in the
 * order of the text, until nothing moves; then macros, derives and included files are read, and so on. Only asked where
 * that order matters: where globs bring different things of one name, and where imports fail.
 */

import { crateMeant } from '../absentLibraries';
import {
  type CrateMap,
  type Definition,
  type Import,
  type Module,
  NAMESPACES,
  type Namespace,
  TYPE,
} from '../definitions';
import { isLast, isLate, isLateText } from '../late';
import { placeInCrate } from '../order';
import { isKeyword } from '../paths';
import { remembered } from '../remembered';
import { itemTable, startOf, type Unit } from '../unit';
import { namespacesOfVariant, variantNames } from '../variants';
import type { World } from '../world';
import { conclude, dismiss, type Verdict } from './finish';
import { Scene } from './scene';
import { type Declared, decided, declare, imported, type Target } from './state';

export interface FoundInRounds {
  readonly declared: Declared;
  readonly other?: Definition;
}

/** A crate whose imports have been resolved, all errors said. */
export class Rounds {
  readonly #scene: Scene;
  /** In the order in which it was decided about them. */
  readonly #done: Import[] = [];
  #waiting: Import[] = [];
  readonly #interest = new Set<string>();
  readonly #verdicts = new Map<Import, Verdict>();

  constructor(world: World, crate: CrateMap, modules: readonly Module[]) {
    this.#scene = new Scene(world, crate, modules);
    // Nothing is told then, whatever the rounds would come to.
    if (modules.some(mayHaveMore)) {
      this.#scene.unsure = true;
      return;
    }
    for (const module of modules) for (const name of namesIn(module)) this.#interest.add(name);
    for (const late of [false, true]) {
      this.#plantItems(modules, late ? 'late' : 'early');
      this.#register(modules, late);
      // In what macros stand for macros are called, too: some of them wait for imports.
      if (late)
        for (const module of modules)
          if (module.waits && isLate(module.definition)) this.#scene.unread.add(module);
      this.#scene.moved();
      this.#resolve();
      if (this.#scene.unsure) return;
      // What macros stand for has been read from here on, but where one is not there: rustc gives it up in the end.
      this.#scene.unread = new Set(late ? [] : modules.filter(({ isStuck }) => isStuck));
      if (late) this.#plantItems(modules, 'last');
      this.#scene.moved();
    }
    this.#resolve();
    const open = new Set(this.#waiting);
    for (const record of [...this.#done, ...open]) {
      const verdict = conclude(this.#scene, record);
      const names = dismiss(this.#scene, record, open.has(record));
      if (verdict)
        this.#verdicts.set(record, { ...verdict, waits: open.has(record), ...(names ? { names } : {}) });
    }
  }

  /** Whether something that is not known might have brought names: then nothing of this may be told. */
  get isUnsure(): boolean {
    return this.#scene.unsure;
  }

  /** What is known of a name in a module in the end: the first of several, and another one if rustc complains. */
  found(module: Module, name: string, namespace: Namespace): FoundInRounds | undefined {
    const at = this.#scene.names.at(module, namespace, name);
    const declared = decided(at) ?? at.byGlob;
    if (!declared) return undefined;
    let warns = false;
    for (let level: Declared | undefined = declared; level; level = level.by?.source) {
      warns ||= level.warns;
      if (level.ambiguity && !warns) return { declared, other: level.ambiguity.definition };
    }
    return { declared };
  }

  /** Whether it is certain that nothing has brought a name. */
  isAbsent(module: Module, name: string, namespace: Namespace): boolean {
    if (!this.#interest.has(name)) return false;
    const { own, byGlob, singles } = this.#scene.names.at(module, namespace, name);
    return !own && !byGlob && !singles?.size;
  }

  /** What rustc says of an import, and what it brings. */
  verdict(record: Import): Verdict | undefined {
    return this.#verdicts.get(record);
  }

  /** What is not read early comes in the order of the text, as far as that is known. */
  #plantItems(modules: readonly Module[], when: When): void {
    const { crate, names } = this.#scene;
    const all: { readonly place: number; readonly plant: () => void }[] = [];
    for (const module of modules) {
      for (const namespace of NAMESPACES)
        for (const [name, { definition, visibility }] of module.items[namespace]) {
          if (whenOf(definition) !== when) continue;
          const plant = (): void => names.plant(module, namespace, name, declare(definition, visibility));
          if (when !== 'early') all.push({ place: placeOfItem(crate, definition), plant });
          else plant();
        }
    }
    all.sort((a, b) => a.place - b.place);
    for (const { plant } of all) plant();
  }

  /** Imports wait from now on, and hold back what globs bring of their names. */
  #register(modules: readonly Module[], late: boolean): void {
    const all = modules.flatMap((module) => this.#importsOf(module, late));
    const { units } = this.#scene.crate;
    const texts = late ? new Map(units.map((unit, at) => [unit, at])) : undefined;
    const placed = all.map((record) => ({ record, place: placeOf(record, texts) }));
    placed.sort((a, b) => compare(a.place, b.place));
    const waiting: Import[] = [];
    for (const { record } of placed) {
      if (record.item.kind !== 'externCrate') {
        waiting.push(record);
        continue;
      }
      // What a crate stands for is there as items are: nothing waits for it.
      this.#try(record);
      this.#done.push(record);
    }
    // No spread of arguments: there may be more of them than the stack has room for.
    this.#waiting = this.#waiting.concat(waiting);
  }

  #importsOf(module: Module, late: boolean): Import[] {
    const { crate, globs, names } = this.#scene;
    const all: Import[] = [];
    for (const [name, list] of [...module.imports, ['_', module.unnamed] as const])
      for (const record of list) {
        if (isLateText(crate, record.unit) !== late) continue;
        all.push(record);
        if (name === '_') continue;
        for (const namespace of record.leaf.self ? [TYPE] : NAMESPACES) {
          const at = names.at(module, namespace, name);
          at.singles ??= new Set();
          at.singles.add(record);
        }
      }
    for (const record of module.globs) {
      if (isLateText(crate, record.unit) !== late) continue;
      all.push(record);
      remembered(globs, module, (): Import[] => []).push(record);
    }
    return all;
  }

  /** Tries imports until nothing moves. */
  #resolve(): void {
    for (let before = Number.POSITIVE_INFINITY, left = this.#waiting.length * 3; left < before; ) {
      before = left;
      left = 0;
      const next: Import[] = [];
      for (const record of this.#waiting) {
        if (this.#scene.unsure) return;
        const undecided = this.#try(record);
        left += undecided;
        if (undecided > 0) next.push(record);
        else this.#done.push(record);
      }
      this.#waiting = next;
    }
  }

  /** Takes an import as far as it goes; returns in how many namespaces it is undecided. */
  #try(record: Import): number {
    const scene = this.#scene;
    const progress = scene.progressOf(record);
    const { leaf, module, item } = record;
    const name = leaf.segments.at(-1) ?? '';
    if (item.kind === 'externCrate') {
      const { crate, world } = scene;
      this.#bring(record, TYPE, declare(crateMeant(world, crate, item.crate).definition, 'public'));
      return 0;
    }
    if (!progress.target) {
      // `a::self` outside of braces means what `a::{self}` does.
      const whole = leaf.glob || leaf.segments.length === 1 || name === 'super';
      const path = whole && (leaf.glob || isKeyword(name)) ? leaf.segments : leaf.segments.slice(0, -1);
      const target = scene.target(record, path);
      if (target === 'undecided') return 3;
      if (target === 'absent') return 0;
      progress.target = target;
      scene.moved();
    }
    const { target } = progress;
    if (leaf.glob) {
      this.#resolveGlob(record, target);
      return 0;
    }
    if (isKeyword(name)) return this.#bringModule(record, target);
    let undecided = 0;
    for (const namespace of leaf.self ? [TYPE] : NAMESPACES) {
      if (progress.names[namespace] !== undefined) continue;
      const found = scene.inTarget(target, name, namespace, module, record);
      if (found === 'undecided' || found === 'later') undecided++;
      else this.#bring(record, namespace, found === 'absent' ? undefined : found);
    }
    return undecided;
  }

  /**
   * `use super as up;`: a module, in the type namespace. The last `super` of a longer path is looked for in the others
   * as any name of the module before it is.
   */
  #bringModule(record: Import, target: Target): number {
    const scene = this.#scene;
    const { names } = scene.progressOf(record);
    const { segments } = record.leaf;
    const { definition } = target.k === 'module' ? target.module : { definition: undefined };
    if (names[TYPE] === undefined) this.#bring(record, TYPE, definition && declare(definition, 'public'));
    if (segments.length < 2 || segments.at(-1) !== 'super') return 0;
    const before = scene.target(record, segments.slice(0, -1));
    if (typeof before === 'string') return 0;
    let undecided = 0;
    for (const namespace of NAMESPACES) {
      if (names[namespace] !== undefined) continue;
      const found = scene.inTarget(before, 'super', namespace, record.module, record);
      if (typeof found === 'string' && found !== 'absent') undecided++;
      else this.#bring(record, namespace, undefined);
    }
    return undecided;
  }

  /** It is decided what an import brings in a namespace. */
  #bring(record: Import, namespace: Namespace, found: Declared | undefined): void {
    const { names } = this.#scene;
    const { leaf, module } = record;
    const name = leaf.alias ?? leaf.segments.at(-1) ?? '';
    const declared = found ? imported(found, record) : null;
    if (declared && name !== '_') names.plant(module, namespace, name, declared);
    else if (name !== '_')
      names.update(module, namespace, name, false, ({ singles }) => singles?.delete(record));
    this.#scene.progressOf(record).names[namespace] = declared;
    this.#scene.moved();
  }

  #resolveGlob(record: Import, target: Target): void {
    const scene = this.#scene;
    if (target.k === 'enum') {
      for (const name of variantNames(target.definition)) {
        const variant = scene.variant(target.definition, name);
        for (const namespace of variant ? namespacesOfVariant(variant) : [])
          if (variant)
            scene.names.take(record, namespace, name, scene.declareVariant(target.definition, variant));
      }
    } else if (target.k === 'module' && target.module.crate !== scene.crate) {
      for (const name of this.#interest)
        for (const namespace of NAMESPACES) {
          const found = scene.elsewhere(target.module, name, namespace);
          if (typeof found === 'object') scene.names.take(record, namespace, name, found);
        }
    } else if (target.k === 'module' && target.module !== record.module)
      scene.names.addImporter(target.module, record);
    scene.moved();
  }
}

/** When rustc has an item: with the crate's own text, with what macros stand for, or when nothing else is left. */
type When = 'early' | 'late' | 'last';

function whenOf(definition: Definition): When {
  if (!isLate(definition)) return 'early';
  return isLast(definition) ? 'last' : 'late';
}

/** Names that are not known may come to a module, or imports may not be there. */
function mayHaveMore({ unknown, imports, globs, unnamed }: Module): boolean {
  const isUncertain = (list: readonly Import[]): boolean => list.some(({ uncertain }) => uncertain === true);
  return unknown !== undefined || [...imports.values(), globs, unnamed].some(isUncertain);
}

/** Where an import stands: which item of the crate, or which text that is read late and where in it; which of its leaves. */
function placeOf(
  { order, unit, item, leaf }: Import,
  texts: ReadonlyMap<Unit, number> | undefined,
): number[] {
  if (order !== undefined || !texts) return [order ?? 0, leaf.at];
  return [texts.get(unit) ?? texts.size, startOf(itemTable(unit.fragment, item), item.at), leaf.at];
}

/** What macros stand for has no place in the text. */
function placeOfItem(crate: CrateMap, { item, unit, of }: Definition): number {
  const [written, text] = [item ?? of?.item, unit ?? of?.unit];
  const start = written && text ? startOf(itemTable(text.fragment, written), written.at) : -1;
  return (text && start >= 0 ? placeInCrate(crate, text, start) : undefined) ?? Number.MAX_VALUE;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** All names that a module has or imports, or that imports begin or end with. */
function* namesIn(module: Module): Iterable<string> {
  for (const namespace of NAMESPACES) yield* module.items[namespace].keys();
  for (const list of [...module.imports.values(), module.globs, module.unnamed])
    for (const { leaf } of list) {
      yield* leaf.segments;
      if (leaf.alias !== undefined) yield leaf.alias;
    }
  for (const { definition } of module.items[TYPE].values())
    if (definition.kind === 'enum') yield* variantNames(definition);
}
