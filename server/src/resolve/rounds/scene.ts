/** What can be said of names while imports are resolved: found, proven absent, or not decided yet. */
import { absentLibrary } from '../absentLibraries';
import {
  type CrateMap,
  type Definition,
  type Import,
  isVisible,
  type Lookup,
  MACRO,
  type Module,
  type Namespace,
  TYPE,
} from '../definitions';
import { dollarCrate, editionOfImport } from '../hygiene';
import { lookupIn } from '../lookup';
import { primitive } from '../outerMeanings';
import { externCrateNamed, preludeLookup } from '../preludes';
import { isPrimitive } from '../primitives';
import { remembered } from '../remembered';
import { textualNamed } from '../textualConflicts';
import { isVariantActive, namespacesOfVariant, variantOf, variantVisibility } from '../variants';
import type { World } from '../world';
import {
  type Declared,
  declare,
  MOST_LEVELS,
  Names,
  type Progress,
  type Resolution,
  type Target,
  TooMuch,
} from './state';

/** `later`: something may still bring it, but what stands further out may be meant. */
export type Answer = Declared | 'absent' | 'undecided' | 'later';

/** A name that is looked up in a module. */
interface Wanted {
  readonly name: string;
  readonly namespace: Namespace;
  /** Who asks: what is private to others is not there. */
  readonly from: Module;
  /** The import whose path it stands in. */
  readonly record: Import;
  /** It is the first segment of a path. */
  readonly first: boolean;
}

/** Whether an import may bring a name, and what imports that was found out of; not of long chains. */
interface May {
  readonly may: boolean;
  readonly way: ReadonlySet<Import> | undefined;
}

const LONG_WAY = 100;

export class Scene {
  readonly names = new Names();
  readonly #progress = new Map<Import, Progress>();
  readonly globs = new Map<Module, Import[]>();
  /** Modules with macro calls or derives that are not read yet. */
  unread: Set<Module>;
  /** Something that is not known might have brought names. */
  unsure = false;
  /** What imports may bring, until something moves: in a chain each leads to all behind it. */
  #known = new Map<Import, [May?, May?, May?]>();
  /** A look-up met itself, or the import that it is made for: for others its answer may be another one. */
  #met = false;
  /** Modules in which the look-up is under way. */
  #levels = 0;
  /** Imports that the look-up has led to. */
  #way: Set<Import> | undefined;

  constructor(
    readonly world: World,
    readonly crate: CrateMap,
    modules: readonly Module[],
  ) {
    this.unread = new Set(modules.filter((module) => module.readsMore));
  }

  progressOf(record: Import): Progress {
    return remembered(
      this.#progress,
      record,
      (): Progress => ({ target: undefined, names: [undefined, undefined, undefined] }),
    );
  }

  /** Something has been decided: what hangs on it may be another thing now. */
  moved(): void {
    if (this.#known.size > 0) this.#known = new Map();
  }

  variant(of: Definition, name: string): Definition | undefined {
    const variant = variantOf(this.world, of, name);
    const active = variant ? isVariantActive(this.world, variant) : false;
    if (active === 'unknown') this.unsure = true;
    return active === true ? variant : undefined;
  }

  /** A variant as its enum brings it; of one of another crate rustc only warns, as of all that is there first. */
  declareVariant(of: Definition, variant: Definition): Declared {
    const declared = declare(variant, variantVisibility(of));
    return of.crate === this.crate ? declared : { ...declared, warns: true };
  }

  /** In a module of another crate nothing moves any more. */
  elsewhere(module: Module, name: string, namespace: Namespace): Answer {
    return this.#fromLookup(lookupIn(this.world, module, name, namespace));
  }

  #fromLookup(found: Lookup | undefined): Answer {
    if (found?.k === 'unknown') this.unsure = true;
    if (found?.k !== 'found' && found?.k !== 'ambiguous') return 'absent';
    // Of names of other crates rustc only warns, if they are there first.
    return found.visibility === 'public' ? { ...declare(found.definition, 'public'), warns: true } : 'absent';
  }

  /** The module that an import takes its name from. */
  target(record: Import, segments: readonly string[]): Target | 'absent' | 'undecided' {
    const begun = this.begin(record, segments);
    if (!begun) return 'absent';
    let { target } = begun;
    for (let { at } = begun; at < segments.length; at++) {
      const found = this.inTarget(target, segments[at] ?? '', TYPE, record.module, record);
      if (found === 'undecided' || found === 'later') return 'undecided';
      const next = found === 'absent' ? undefined : this.into(found.definition);
      if (!next) return 'absent';
      target = next;
    }
    return target;
  }

  /** Where a path begins, and at which segment it goes on. */
  begin(
    record: Import,
    segments: readonly string[],
  ): { readonly target: Target; readonly at: number } | undefined {
    const { leaf, module } = record;
    const [first = ''] = segments;
    if (first === 'crate' || first === '$crate') {
      const crate = first === 'crate' ? this.crate : dollarCrate(this.world, record);
      if (!crate) this.unsure = true;
      return crate && { target: { k: 'module', module: crate.root }, at: 1 };
    }
    if (first === 'self' || first === 'super') {
      let here: Module | undefined = module.normal;
      let at = first === 'self' ? 1 : 0;
      for (; segments[at] === 'super'; at++) here = here?.parent?.normal;
      return here && { target: { k: 'module', module: here }, at };
    }
    if (editionOfImport(this.world, record) === 2015) {
      const { edition, root } = this.crate;
      return { target: edition === 2015 ? { k: 'module', module: root } : { k: 'root' }, at: 0 };
    }
    return { target: { k: leaf.global ? 'crates' : 'scopes' }, at: 0 };
  }

  /** What paths go on in. */
  into(definition: Definition): Target | undefined {
    if (definition.module) return { k: 'module', module: definition.module };
    const { kind } = definition;
    return kind === 'enum' || kind === 'trait' ? { k: kind, definition } : undefined;
  }

  /** Imports out of a trait are unstable: only that it has no such item is certain. */
  inTrait({ item }: Definition, name: string): undefined {
    const members = item?.kind === 'trait' ? item.members : undefined;
    if (!members || members.some((one) => one.kind === 'macroCall' || one.name === name)) this.unsure = true;
  }

  /** A macro by example that stands before an import. */
  textual(record: Import, name: string, namespace: Namespace): Declared | undefined {
    if (namespace !== MACRO) return undefined;
    const macro = textualNamed(record.textual, name);
    return macro && declare(macro.definition, 'public');
  }

  /** In edition 2015 the standard crate stands in the root. */
  hasInjected(module: Module, name: string): boolean {
    const { edition, noStd, root } = this.crate;
    return edition === 2015 && module === root && name === (noStd ? 'core' : 'std');
  }

  inTarget(target: Target, name: string, namespace: Namespace, from: Module, record: Import): Answer {
    switch (target.k) {
      case 'scopes':
        return this.#inScopes(name, namespace, record);
      case 'crates':
        return this.#inCrates(name, namespace);
      case 'root': {
        const { root } = this.crate;
        const found = this.#inModule(root, { name, namespace, from, record, first: false });
        return found === 'absent' ? this.#inCrates(name, namespace) : found;
      }
      case 'enum': {
        const visibility = variantVisibility(target.definition);
        const variant = this.variant(target.definition, name);
        const fits =
          variant && namespacesOfVariant(variant).includes(namespace) && isVisible(visibility, from);
        return fits ? this.declareVariant(target.definition, variant) : 'absent';
      }
      case 'trait':
        return this.inTrait(target.definition, name) ?? 'absent';
      case 'module': {
        if (target.module.crate !== this.crate) return this.elsewhere(target.module, name, namespace);
        const found = this.#inModule(target.module, { name, namespace, from, record, first: false });
        return found === 'absent' && this.hasInjected(target.module, name)
          ? this.#inCrates(name, namespace)
          : found;
      }
    }
  }

  #inCrates(name: string, namespace: Namespace): Answer {
    if (namespace !== TYPE) return 'absent';
    const crate = externCrateNamed(this.world, this.crate, name, false);
    if (crate) return declare(crate, 'public');
    if (this.unread.has(this.crate.root)) return 'undecided';
    const absent = absentLibrary(this.world, this.crate, name);
    return absent ? declare(absent, 'public') : 'absent';
  }

  /** The first segment of a path: blocks and the module around, then crates and preludes. */
  #inScopes(name: string, namespace: Namespace, record: Import): Answer {
    const { module } = record;
    const textual = this.textual(record, name, namespace);
    if (textual) return textual;
    let waits = false;
    for (let scope: Module | undefined = module; scope; scope = scope.block && scope.parent) {
      const found = this.#inModule(scope, { name, namespace, from: scope, record, first: true });
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
  #inModule(module: Module, wanted: Wanted): Answer {
    const at = this.names.at(module, wanted.namespace, wanted.name);
    if (at.busy) {
      this.#met = true;
      return 'absent';
    }
    if (this.#levels >= MOST_LEVELS) throw new TooMuch('a chain of imports that is too long to follow');
    at.busy = true;
    this.#levels++;
    const answer = this.#decide(module, wanted, at);
    this.#levels--;
    at.busy = false;
    return answer;
  }

  #decide(module: Module, wanted: Wanted, { own, byGlob, singles }: Resolution): Answer {
    const { namespace, from, record, first } = wanted;
    const usable = (found: Declared): Answer => (isVisible(found.visibility, from) ? found : 'absent');
    if (own) return usable(own);
    for (const single of singles ?? [])
      if (this.#mayBring(single, wanted, byGlob !== undefined)) return 'undecided';
    if (byGlob) return this.#isRead(byGlob) || namespace === MACRO || first ? usable(byGlob) : 'undecided';
    if (this.unread.has(module)) return 'later';
    for (const glob of this.globs.get(module) ?? []) {
      if (glob === record) this.#met = true;
      this.#note(glob);
      if (glob === record || !isVisible(glob.visibility, from)) continue;
      const { target } = this.progressOf(glob);
      if (!target) return 'later';
      if (target.k !== 'module' || target.module.crate !== this.crate) continue;
      const found = this.#inModule(target.module, { ...wanted, first: false });
      if (found === 'absent') continue;
      if (typeof found === 'object' && !isVisible(found.visibility, glob.module)) continue;
      return 'later';
    }
    return 'absent';
  }

  /** All macros are read of the modules whose globs bring a name. */
  #isRead(declared: Declared): boolean {
    for (let at: Declared | undefined = declared; at?.by; at = at.by.source)
      if (at.by.record.leaf.glob && this.unread.has(at.by.record.module)) return false;
    return true;
  }

  /** Whether a named import can still define its name (`single_import_can_define_name`). */
  #mayBring(single: Import, { namespace, from, record }: Wanted, byGlob: boolean): boolean {
    if (single === record) this.#met = true;
    this.#note(single);
    if (single === record || !isVisible(single.visibility, from)) return false;
    const { target, names } = this.progressOf(single);
    if (!target) return true;
    const source = single.leaf.segments.at(-1) ?? '';
    if (single.leaf.alias !== undefined && single.leaf.alias !== source) {
      if (!names.some((one) => one)) return true;
      if (!names[namespace] && byGlob) return true;
    }
    const known = remembered(this.#known, single, (): [May?, May?, May?] => []);
    const before = known[namespace];
    // To an import on the way the answer may be another one: it does not stand for itself.
    if (before && !before.way?.has(record)) {
      for (const one of before.way ?? []) this.#note(one);
      return before.may;
    }
    const [met, way] = [this.#met, this.#way];
    this.#met = false;
    const own = new Set<Import>();
    this.#way = own;
    const found = this.inTarget(target, source, namespace, single.module, record);
    const may =
      found !== 'absent' && (typeof found !== 'object' || isVisible(found.visibility, single.module));
    if (!this.#met) known[namespace] = { may, way: own.size < LONG_WAY ? own : undefined };
    this.#met ||= met;
    this.#way = way;
    for (const one of own) this.#note(one);
    return may;
  }

  #note(record: Import): void {
    if (this.#way && this.#way.size < LONG_WAY) this.#way.add(record);
  }
}
