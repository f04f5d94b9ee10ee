/**
 * Import resolution as rustc does it (rustc_resolve: `resolve_imports`): all imports are tried again and again, in the
 * order of the text, until nothing moves; then macros, derives and included files are read, and so on. Only asked where
 * that order matters, as it does where globs bring different things of one name.
 */
import {
  type CrateMap,
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  NAMESPACES,
  type Namespace,
  TYPE,
} from '../definitions';
import { dollarCrate } from '../hygiene';
import { isLate, isLateText } from '../late';
import { lookupIn } from '../lookup';
import { primitive } from '../outerMeanings';
import { externCrateNamed, preludeLookup } from '../preludes';
import { isPrimitive } from '../primitives';
import { remembered } from '../remembered';
import {
  isVariantActive,
  namespacesOfVariant,
  variantNames,
  variantOf,
  variantVisibility,
} from '../variants';
import type { World } from '../world';
import { type Declared, decided, declare, imported, Names, type Progress, type Target } from './state';

/** `later`: something may still bring it, but what stands further out may be meant. */
type Answer = Declared | 'absent' | 'undecided' | 'later';

export class Rounds {
  readonly names = new Names();
  readonly #progress = new Map<Import, Progress>();
  readonly #globs = new Map<Module, Import[]>();
  /** Modules with macro calls or derives that are not read yet. */
  readonly #unread: Set<Module>;
  /** In the order in which it was decided about them. */
  readonly #done: Import[] = [];
  #waiting: Import[] = [];
  readonly #interest = new Set<string>();
  /** Something that is not known might have brought names. */
  unsure = false;

  constructor(
    readonly world: World,
    readonly crate: CrateMap,
    modules: readonly Module[],
  ) {
    this.#unread = new Set(modules.filter((module) => module.readsMore));
    for (const module of modules) for (const name of namesIn(module)) this.#interest.add(name);
    for (const late of [false, true]) {
      for (const module of modules) this.#plantItems(module, late);
      this.#register(modules, late);
      this.#resolve();
      // What macros stand for has been read from here on.
      this.#unread.clear();
    }
    this.#finish();
  }

  /** An import that brought nothing holds back no glob of its name any more. */
  #finish(): void {
    for (const record of [...this.#done, ...this.#waiting]) {
      const name = record.leaf.alias ?? record.leaf.segments.at(-1) ?? '';
      if (record.leaf.glob || name === '_') continue;
      for (const namespace of NAMESPACES)
        this.names.update(record.module, namespace, name, false, ({ singles }) => singles.delete(record));
    }
  }

  #plantItems(module: Module, late: boolean): void {
    if (module.unknown !== undefined) this.unsure = true;
    for (const namespace of NAMESPACES)
      for (const [name, { definition, visibility }] of module.items[namespace])
        if (isLate(definition) === late)
          this.names.plant(module, namespace, name, declare(definition, visibility));
  }

  /** Imports wait from now on, and hold back what globs bring of their names. */
  #register(modules: readonly Module[], late: boolean): void {
    const all = modules.flatMap((module) => this.#importsOf(module, late));
    const place = ({ order = 0, leaf }: Import): number => order + leaf.at / 1e12;
    this.#waiting.push(...all.sort((a, b) => place(a) - place(b)));
  }

  #importsOf(module: Module, late: boolean): Import[] {
    const all: Import[] = [];
    for (const [name, list] of [...module.imports, ['_', module.unnamed] as const])
      for (const record of list) {
        if (isLateText(this.crate, record.unit) !== late) continue;
        all.push(record);
        if (name === '_') continue;
        for (const namespace of record.leaf.self ? [TYPE] : NAMESPACES)
          this.names.at(module, namespace, name).singles.add(record);
      }
    for (const record of module.globs) {
      if (isLateText(this.crate, record.unit) !== late) continue;
      all.push(record);
      remembered(this.#globs, module, (): Import[] => []).push(record);
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
        const undecided = this.#try(record);
        left += undecided;
        if (undecided > 0) next.push(record);
        else this.#done.push(record);
      }
      this.#waiting = next;
    }
  }

  #of(record: Import): Progress {
    return remembered(
      this.#progress,
      record,
      (): Progress => ({ target: undefined, names: [undefined, undefined, undefined] }),
    );
  }

  /** Takes an import as far as it goes; returns in how many namespaces it is undecided. */
  #try(record: Import): number {
    const progress = this.#of(record);
    const { leaf, module, item } = record;
    if (item.kind === 'externCrate') {
      const crate =
        item.crate === 'self'
          ? this.crate.root.definition
          : externCrateNamed(this.world, this.crate, item.crate, true);
      this.#bring(record, TYPE, crate ? declare(crate, 'public') : undefined);
      return 0;
    }
    if (!progress.target) {
      const target = this.#target(record);
      if (target === 'undecided') return 3;
      if (target === 'absent') return 0;
      progress.target = target;
    }
    const { target } = progress;
    if (leaf.glob) {
      this.#resolveGlob(record, target);
      return 0;
    }
    let undecided = 0;
    for (const namespace of leaf.self ? [TYPE] : NAMESPACES) {
      if (progress.names[namespace] !== undefined) continue;
      const found = this.#inTarget(target, leaf.segments.at(-1) ?? '', namespace, module, record);
      if (found === 'undecided' || found === 'later') undecided++;
      else this.#bring(record, namespace, found === 'absent' ? undefined : found);
    }
    return undecided;
  }

  /** It is decided what an import brings in a namespace. */
  #bring(record: Import, namespace: Namespace, found: Declared | undefined): void {
    const { leaf, module } = record;
    const name = leaf.alias ?? leaf.segments.at(-1) ?? '';
    const declared = found ? imported(found, record) : null;
    if (declared && name !== '_') this.names.plant(module, namespace, name, declared);
    else if (name !== '_')
      this.names.update(module, namespace, name, false, ({ singles }) => singles.delete(record));
    this.#of(record).names[namespace] = declared;
  }

  #resolveGlob(record: Import, target: Target): void {
    if (target.k === 'enum') {
      const visibility = variantVisibility(target.definition);
      for (const name of variantNames(target.definition)) {
        const variant = this.#variant(target.definition, name);
        for (const namespace of variant ? namespacesOfVariant(variant) : [])
          if (variant) this.names.take(record, namespace, name, declare(variant, visibility));
      }
    } else if (target.k === 'module' && target.module.crate !== this.crate) {
      for (const name of this.#interest)
        for (const namespace of NAMESPACES) {
          const found = this.#elsewhere(target.module, name, namespace);
          if (typeof found === 'object') this.names.take(record, namespace, name, found);
        }
    } else if (target.k === 'module' && target.module !== record.module)
      this.names.addImporter(target.module, record);
  }

  #variant(of: Definition, name: string): Definition | undefined {
    const variant = variantOf(of, name);
    const active = variant ? isVariantActive(this.world, variant) : false;
    if (active === 'unknown') this.unsure = true;
    return active === true ? variant : undefined;
  }

  /** In a module of another crate nothing moves any more. */
  #elsewhere(module: Module, name: string, namespace: Namespace): Answer {
    return this.#fromLookup(lookupIn(this.world, module, name, namespace));
  }

  #fromLookup(found: Lookup | undefined): Answer {
    if (found?.k === 'unknown') this.unsure = true;
    if (found?.k !== 'found' && found?.k !== 'ambiguous') return 'absent';
    return found.visibility === 'public' ? declare(found.definition, 'public') : 'absent';
  }

  /** The module that an import takes its name from. */
  #target(record: Import): Target | 'absent' | 'undecided' {
    const { leaf, module } = record;
    const segments = leaf.glob ? leaf.segments : leaf.segments.slice(0, -1);
    const old = this.crate.edition === 2015;
    let at = 0;
    let target: Target;
    const [first = ''] = segments;
    if (first === 'crate' || first === '$crate') {
      const crate = first === 'crate' ? this.crate : dollarCrate(this.world, record);
      if (!crate) {
        this.unsure = true;
        return 'absent';
      }
      target = { k: 'module', module: crate.root };
      at = 1;
    } else if (first === 'self' || first === 'super') {
      let here: Module | undefined = module.normal;
      if (first === 'self') at = 1;
      for (; segments[at] === 'super'; at++) here = here?.parent?.normal;
      if (!here) return 'absent';
      target = { k: 'module', module: here };
    } else if (old) target = { k: 'module', module: this.crate.root };
    else target = { k: leaf.global ? 'crates' : 'scopes' };
    for (; at < segments.length; at++) {
      const found = this.#inTarget(target, segments[at] ?? '', TYPE, module, record);
      if (found === 'undecided' || found === 'later') return 'undecided';
      if (found === 'absent') return 'absent';
      const { definition } = found;
      if (definition.module) target = { k: 'module', module: definition.module };
      else if (definition.kind === 'enum') target = { k: 'enum', definition };
      else return 'absent';
    }
    return target;
  }

  #inTarget(target: Target, name: string, namespace: Namespace, from: Module, record: Import): Answer {
    switch (target.k) {
      case 'scopes':
        return this.#inScopes(name, namespace, record);
      case 'crates':
        return this.#inCrates(name, namespace);
      case 'enum': {
        const visibility = variantVisibility(target.definition);
        const variant = this.#variant(target.definition, name);
        const fits =
          variant && namespacesOfVariant(variant).includes(namespace) && isVisible(visibility, from);
        return fits ? declare(variant, visibility) : 'absent';
      }
      case 'module': {
        if (target.module.crate !== this.crate) return this.#elsewhere(target.module, name, namespace);
        const found = this.#inModule(target.module, name, namespace, from, record, false);
        const std = this.crate.noStd ? 'core' : 'std';
        const injected = this.crate.edition === 2015 && target.module === this.crate.root && name === std;
        return injected && found === 'absent' ? this.#inCrates(name, namespace) : found;
      }
    }
  }

  #inCrates(name: string, namespace: Namespace): Answer {
    if (namespace !== TYPE) return 'absent';
    const crate = externCrateNamed(this.world, this.crate, name, false);
    if (crate) return declare(crate, 'public');
    return this.#unread.has(this.crate.root) ? 'undecided' : 'absent';
  }

  /** The first segment of a path: blocks and the module around, then crates and preludes. */
  #inScopes(name: string, namespace: Namespace, record: Import): Answer {
    const { module } = record;
    if (namespace === MACRO)
      for (let scope = record.textual; scope; scope = scope.outer)
        if (scope.name === name) return declare(scope.definition, 'public');
    let waits = false;
    for (let scope: Module | undefined = module; scope; scope = scope.block && scope.parent) {
      const found = this.#inModule(scope, name, namespace, scope, record, true);
      if (typeof found === 'object' || found === 'undecided') return found;
      if (found === 'later') waits = true;
    }
    const bare = module.normal.noImplicitPrelude;
    const crate = bare ? 'absent' : this.#inCrates(name, namespace);
    if (typeof crate === 'object') return crate;
    const prelude = this.#fromLookup(preludeLookup(this.world, module, name, namespace));
    if (typeof prelude === 'object') return prelude;
    if (namespace === TYPE && isPrimitive(name)) return declare(primitive(name), 'public');
    return waits || crate === 'undecided' ? 'undecided' : 'absent';
  }

  /** A name of a module of the crate, as far as it is decided (`resolve_ident_in_module_unadjusted`). */
  #inModule(
    module: Module,
    name: string,
    namespace: Namespace,
    from: Module,
    record: Import,
    first: boolean,
  ): Answer {
    const at = this.names.at(module, namespace, name);
    if (at.busy) return 'absent';
    at.busy = true;
    const answer = this.#decide(module, name, namespace, from, record, first);
    at.busy = false;
    return answer;
  }

  #decide(
    module: Module,
    name: string,
    namespace: Namespace,
    from: Module,
    record: Import,
    first: boolean,
  ): Answer {
    const { own, byGlob, singles } = this.names.at(module, namespace, name);
    const usable = (found: Declared): Answer => (isVisible(found.visibility, from) ? found : 'absent');
    if (own) return usable(own);
    for (const single of singles)
      if (this.#mayBring(single, namespace, from, record, byGlob !== undefined)) return 'undecided';
    if (byGlob) return this.#isRead(byGlob) || namespace === MACRO || first ? usable(byGlob) : 'undecided';
    if (this.#unread.has(module)) return 'later';
    for (const glob of this.#globs.get(module) ?? []) {
      if (glob === record || !isVisible(glob.visibility, from)) continue;
      const { target } = this.#of(glob);
      if (!target) return 'later';
      if (target.k !== 'module' || target.module.crate !== this.crate) continue;
      const found = this.#inModule(target.module, name, namespace, from, record, false);
      if (found === 'absent') continue;
      if (typeof found === 'object' && !isVisible(found.visibility, glob.module)) continue;
      return 'later';
    }
    return 'absent';
  }

  /** All macros are read of the modules whose globs bring a name. */
  #isRead(declared: Declared): boolean {
    for (let at: Declared | undefined = declared; at?.by; at = at.by.source)
      if (at.by.record.leaf.glob && this.#unread.has(at.by.record.module)) return false;
    return true;
  }

  /** Whether a named import can still define its name (`single_import_can_define_name`). */
  #mayBring(single: Import, namespace: Namespace, from: Module, record: Import, byGlob: boolean): boolean {
    if (single === record || !isVisible(single.visibility, from)) return false;
    const { target, names } = this.#of(single);
    if (!target) return true;
    const source = single.leaf.segments.at(-1) ?? '';
    if (single.leaf.alias !== undefined && single.leaf.alias !== source) {
      if (!names.some((one) => one)) return true;
      if (!names[namespace] && byGlob) return true;
    }
    const found = this.#inTarget(target, source, namespace, single.module, record);
    return found !== 'absent' && (typeof found !== 'object' || isVisible(found.visibility, single.module));
  }

  /** What is known of a name in a module in the end: the first of several, and another one if rustc complains. */
  found(module: Module, name: string, namespace: Namespace): FoundInRounds | undefined {
    const at = this.names.at(module, namespace, name);
    const declared = decided(at) ?? at.byGlob;
    if (!declared || this.unsure) return undefined;
    let warns = false;
    for (let level: Declared | undefined = declared; level; level = level.by?.source) {
      warns ||= level.warns;
      if (level.ambiguity && !warns) return { declared, other: level.ambiguity.definition };
    }
    return { declared };
  }
}

export interface FoundInRounds {
  readonly declared: Declared;
  readonly other?: Definition;
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
