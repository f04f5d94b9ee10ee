/**
 * What rustc knows of names while it still resolves imports (rustc_resolve: `NameResolution`, `Decl`, `ImportData`). Names
 * come one after the other, and a glob passes on at once what comes to its module later: that order decides which of two
 * names is the first, and whether rustc complains of them.
 */
import {
  type Definition,
  type EffectiveVisibility,
  type Import,
  isVisible,
  type Module,
  NAMESPACES,
  type Namespace,
} from '../definitions';
import { isOfExternCrate } from '../externCrates';
import { remembered } from '../remembered';

/** A name in a module: an item, or what an import brings of another one. */
export interface Declared {
  readonly definition: Definition;
  readonly visibility: EffectiveVisibility;
  readonly by?: { readonly record: Import; readonly source: Declared };
  /** Something else that a glob brings under this name. */
  ambiguity: Declared | undefined;
  /** rustc only warns of that. */
  warns: boolean;
}

/** What a failed import brings: rustc is silent about it. */
export const DUMMY: Definition = { kind: 'module', name: '' };

/** What a module has of one name in one namespace. */
export interface Resolution {
  /** Named imports that may still bring it. */
  singles: Set<Import> | undefined;
  own: Declared | undefined;
  byGlob: Declared | undefined;
  /** Being looked at: a cycle of imports. */
  busy: boolean;
}

/** What the path of an import leads to. */
export type Target =
  | { readonly k: 'module'; readonly module: Module }
  | { readonly k: 'enum' | 'trait'; readonly definition: Definition }
  /** `use name`: the scopes around. */
  | { readonly k: 'scopes' }
  /** `use ::name`. */
  | { readonly k: 'crates' }
  /** What a macro of edition 2015 writes in a crate of a later one: the root, and crates. */
  | { readonly k: 'root' };

/** How far an import is. */
export interface Progress {
  target: Target | undefined;
  /** By namespace: what it brings, `null` for nothing, `undefined` while that is undecided. */
  readonly names: [Declared | null | undefined, Declared | null | undefined, Declared | null | undefined];
}

export function declare(definition: Definition, visibility: EffectiveVisibility): Declared {
  return { definition, visibility, ambiguity: undefined, warns: false };
}

/** What an import makes of a name: it cannot widen its visibility. */
export function imported(source: Declared, record: Import): Declared {
  const wide = reaches(source.visibility, record.visibility) || isOfExternCrate(record, source.by?.record);
  return {
    definition: source.definition,
    visibility: wide ? record.visibility : source.visibility,
    by: { record, source },
    ambiguity: undefined,
    warns: false,
  };
}

/** Whether `a` reaches at least as far as `b`. */
export function reaches(a: EffectiveVisibility, b: EffectiveVisibility): boolean {
  return a === 'public' || (b !== 'public' && isVisible(a, b));
}

/** The name as it is, if nothing can come before it any more. */
export function decided({ own, byGlob, singles }: Resolution): Declared | undefined {
  return own ?? (singles && singles.size > 0 ? undefined : byGlob);
}

export function isAmbiguous(declared: Declared): boolean {
  for (let at: Declared | undefined = declared; at; at = at.by?.source) if (at.ambiguity) return true;
  return false;
}

export function isWarned(declared: Declared): boolean {
  for (let at: Declared | undefined = declared; at; at = at.by?.source) if (at.warns) return true;
  return false;
}

/** Globs of globs in circles pass on a name on every way that there is. */
const MOST_PLANTED = 400_000;

/** Look-ups within look-ups, or globs of globs. Deeper ones are counted, not run into: where the stack ends differs. */
export const MOST_LEVELS = 250;

/** What rounds throw when they are given up: names go on and on, or lead on too deep. */
export class TooMuch extends Error {}

type Tables = [Map<string, Resolution>, Map<string, Resolution>, Map<string, Resolution>];

/** All modules of a crate with what they have so far. */
export class Names {
  readonly #modules = new Map<Module, Tables>();
  readonly #importers = new Map<Module, Import[]>();
  readonly #passingOn = new Set<Module>();
  #planted = 0;

  of(module: Module, namespace: Namespace): Map<string, Resolution> {
    return remembered(this.#modules, module, (): Tables => [new Map(), new Map(), new Map()])[namespace];
  }

  at(module: Module, namespace: Namespace, name: string): Resolution {
    return remembered(this.of(module, namespace), name, () => ({
      singles: undefined,
      own: undefined,
      byGlob: undefined,
      busy: false,
    }));
  }

  /** Puts a name into a module, and on into those whose globs name it. Throws `TooMuch` when it goes on and on. */
  plant(module: Module, namespace: Namespace, name: string, declared: Declared, warns = false): void {
    this.#planted++;
    if (this.#planted > MOST_PLANTED) throw new TooMuch('globs pass on more names than can be followed');
    this.update(module, namespace, name, warns, (at) => {
      // What failed takes the place of nothing but what failed.
      const there = at.own ?? at.byGlob;
      if (declared.definition === DUMMY && there && there.definition !== DUMMY) return;
      if (declared.by?.record.leaf.glob !== true) at.own ??= declared;
      else if (at.byGlob) at.byGlob = chosen(at.byGlob, declared, warns && at.own === undefined);
      else at.byGlob = declared;
    });
  }

  update(
    module: Module,
    namespace: Namespace,
    name: string,
    warns: boolean,
    change: (at: Resolution) => void,
  ): void {
    const at = this.at(module, namespace, name);
    const before = decided(at);
    change(at);
    const now = decided(at);
    if (!now || now === before || this.#passingOn.has(module)) return;
    if (this.#passingOn.size >= MOST_LEVELS) throw new TooMuch('globs of globs that are too many to follow');
    this.#passingOn.add(module);
    for (const record of this.#importers.get(module) ?? [])
      if (isVisible(now.visibility, record.module))
        this.plant(record.module, namespace, name, imported(now, record), warns || before !== undefined);
    this.#passingOn.delete(module);
  }

  /** A glob has found its module: it takes what is there, and is told of what comes. */
  addImporter(source: Module, record: Import): void {
    remembered(this.#importers, source, (): Import[] => []).push(record);
    for (const namespace of NAMESPACES)
      for (const [name, at] of [...this.of(source, namespace)]) {
        const now = decided(at);
        if (now) this.take(record, namespace, name, now);
      }
  }

  /** Puts what a glob names into its module. */
  take(record: Import, namespace: Namespace, name: string, source: Declared): void {
    const { module } = record;
    if (!isVisible(source.visibility, module)) return;
    const there = decided(this.at(module, namespace, name));
    this.plant(module, namespace, name, imported(source, record), there !== undefined && isWarned(there));
  }
}

/** Of two names that globs bring, the one that stays (`select_glob_decl`). */
function chosen(old: Declared, next: Declared, warns: boolean): Declared {
  const [deepOld, deep] = withoutSameImports(old, next);
  if (deep !== next || deepOld !== old) {
    // The same glob brings a name anew that has changed where it comes from.
    next.ambiguity ??= old.ambiguity;
    if (isAmbiguous(next)) next.warns = true;
    return next;
  }
  if (next.definition !== old.definition) {
    old.ambiguity = next;
    old.warns = warns;
    return warns ? old : { ...old };
  }
  if (!reaches(old.visibility, next.visibility)) return next;
  if (isAmbiguous(next) && !isAmbiguous(old)) {
    old.ambiguity = next;
    old.warns = true;
  }
  return old;
}

function withoutSameImports(a: Declared, b: Declared): readonly [Declared, Declared] {
  let [one, other] = [a, b];
  while (one.by && other.by && one.by.record === other.by.record)
    [one, other] = [one.by.source, other.by.source];
  return [one, other];
}
