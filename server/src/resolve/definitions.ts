/** The things that names stand for, and the modules that hold names. */
import type { ExternalName } from '../bindings/model';
import type { CfgEnvironment, CrateNode, Edition } from '../project/model';
import type { Item, UseLeaf, VariantRef } from '../syntax/summary';
import type { ModuleFolder } from './modFiles';
import type { Unit } from './unit';

/** The three namespaces of Rust (reference, "Namespaces"): types, values, macros. */
export type Namespace = 0 | 1 | 2;
export const TYPE: Namespace = 0;
export const VALUE: Namespace = 1;
export const MACRO: Namespace = 2;
export const NAMESPACES: readonly Namespace[] = [TYPE, VALUE, MACRO];

export type DefinitionKind =
  | 'module'
  | 'function'
  | 'struct'
  | 'union'
  | 'enum'
  | 'variant'
  /** Value-namespace side of a tuple or unit struct. */
  | 'constructor'
  | 'trait'
  | 'alias'
  | 'const'
  | 'static'
  | 'macro'
  | 'primitive'
  | 'typeParameter'
  | 'constParameter'
  | 'selfType'
  | 'local'
  /** An associated function, constant or type. */
  | 'associated';

export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** Absent for locals, parameters and primitive types. */
  readonly crate?: CrateMap;
  /** The module it stands in. */
  readonly parent?: Module;
  readonly item?: Item;
  readonly variant?: VariantRef;
  readonly external?: ExternalName;
  /** Where the spans of `item` lead; absent for what comes from a public module tree. */
  readonly unit?: Unit;
  /** For `module`. */
  readonly module?: Module;
  /** For `constructor`, `variant` and `associated`: struct, enum, type or trait. */
  readonly of?: Definition;
  /** For `macro`: what kind of macro; the table of known macros adds its shape. */
  readonly macro?: 'rules' | 'bang' | 'attribute' | 'derive' | 'builtin';
  /** A macro defined inside a function body: the block's scope, for hygiene. */
  readonly blockScope?: number;
  /** For `macro`: it stands behind a cfg that is not known. */
  uncertain?: true;
  /** For `macro`: so it does, or another one of its name, so that it cannot be told which one counts. */
  doubtful?: true;
}

/** From where a name may be used: anywhere, or in one module and what is below it. */
export type EffectiveVisibility = 'public' | Module;

/** A name in a module that an item of it defines. */
export interface Entry {
  readonly definition: Definition;
  readonly visibility: EffectiveVisibility;
}

/** A leaf of a `use` (or an `extern crate`) in one module. */
export interface Import {
  readonly module: Module;
  readonly leaf: UseLeaf;
  readonly item: Item;
  readonly unit: Unit;
  readonly visibility: EffectiveVisibility;
  /** Macros by example before it: `use m;` may name one. */
  readonly textual?: TextualScope;
  /** Behind a cfg that is not known: its failure is not reported. */
  readonly uncertain?: true;
  /** Place in the crate's text, where that is known: rustc reports failed imports one after the other. */
  readonly order?: number;
  /** Memo of the resolver. */
  result?: ImportResult;
  busy?: boolean;
}

/** Outcome of looking a name up in one namespace; `undefined` means proven absent. */
export type Lookup =
  | {
      readonly k: 'found';
      readonly definition: Definition;
      readonly visibility: EffectiveVisibility;
      /** The import that brought it into the module that was asked, then on to the definition. */
      readonly via?: Import;
    }
  | {
      readonly k: 'ambiguous';
      readonly definition: Definition;
      readonly other: Definition;
      /** Of the first one. */
      readonly visibility: EffectiveVisibility;
      /** Where it is ambiguous; other crates see the first one only. */
      readonly crate: CrateMap;
    }
  | {
      readonly k: 'unknown';
      readonly reason: string;
      /** A named import brings it: it hides crates and preludes whatever it is. */
      readonly explicit?: true;
    }
  /** A failed import stands here: silent, as in rustc. */
  | {
      readonly k: 'poison';
      /** Only a failed glob might have brought the name: rustc hides that from paths, but not from imports. */
      readonly glob?: true;
      /** Of the failed import itself. */
      readonly visibility?: EffectiveVisibility;
      readonly via?: Import;
    };

/** Why a path does not resolve: what rustc would say and where. */
export interface PathFailure {
  /** Index of the segment at fault. */
  readonly segment: number;
  /** rustc's error code; '' where it has none. */
  readonly rustcCode: string;
  readonly why: 'absent' | 'private' | 'wrong-kind' | 'ambiguous' | 'no-crate' | 'no-parent';
  /** What the path had reached before the segment: nothing for the first one. */
  readonly inside?: Definition;
  /** What was found instead (wrong kind, private). */
  readonly found?: Definition;
  /** The span is the whole path, as rustc marks a wrong kind. */
  readonly wholePath?: boolean;
  /** The span begins at the path's start and ends with the segment. */
  readonly fromStart?: boolean;
  /** The span goes on to the end of the call's or pattern's parentheses. */
  readonly wholeCall?: boolean;
}

export interface ImportResult {
  readonly names: readonly (Lookup | undefined)[];
  /** For globs: the module or enum whose names are imported. */
  readonly source?: Definition;
  readonly unknown?: string;
  /** Why it cannot be told whether rustc complains of it. */
  readonly unsure?: string;
  /** For a glob of a trait, which is unstable. */
  readonly trait?: Definition;
  readonly poison?: boolean;
  /** It fails only because of another import: rustc comes to it after those that fail by themselves. */
  readonly late?: true;
  readonly failures: readonly PathFailure[];
}

/** What is remembered of an import for a moment; `inside`: for look-ups that lead to it, not for who asks for it first. */
export interface PassingResult {
  readonly result: ImportResult;
  readonly inside: boolean;
}

/** A textual (`macro_rules!`) scope: a chain of definitions, newest first. */
export interface TextualScope {
  readonly name: string;
  readonly definition: Definition;
  readonly outer: TextualScope | undefined;
}

/** What counts beyond the module that it stands in. */
export interface Reaching {
  readonly traits: Definition[];
  readonly impls: CollectedImpl[];
}

/** What a module holds of one name for other crates. */
export interface Shown {
  readonly found: readonly Lookup[];
  readonly unknown: string | undefined;
  /** A failed glob might have brought the name. */
  readonly poison: boolean;
}

/** One for each namespace, made on first use: many modules are asked little. */
type PerNamespace<T> = [T | undefined, T | undefined, T | undefined];

export class Module {
  readonly items: readonly [Map<string, Entry>, Map<string, Entry>, Map<string, Entry>] = [
    new Map(),
    new Map(),
    new Map(),
  ];
  readonly imports = new Map<string, Import[]>();
  readonly globs: Import[] = [];
  /** `use Trait as _;` */
  readonly unnamed: Import[] = [];
  /** Why names not found here are unknown, not absent. */
  unknown: string | undefined;
  /** Memo of `lookupIn`. */
  readonly memo: PerNamespace<Map<string, Lookup | undefined>> = [undefined, undefined, undefined];
  /** Memo of what globs of other crates find here. */
  readonly shown: PerNamespace<Map<string, Shown>> = [undefined, undefined, undefined];
  /** Names that are being looked up. */
  readonly busy: PerNamespace<string[]> = [undefined, undefined, undefined];
  /** Makes the names of a crate known by its public tree, on first use. */
  fill: (() => void) | undefined;
  readonly definition: Definition;
  noImplicitPrelude = false;
  /** Behind a cfg that is not known: nothing in it is reported. */
  uncertain = false;
  /** It has macro calls or derives: more names come when rustc has read these. */
  readsMore = false;
  /**
   * The place of the last of them in the crate's text, those of texts that are read late left out; in a block, the byte
   * offset of its last statement macro.
   */
  lastRead = -1;
  /** One of these calls is of no macro: rustc tries it again until nothing else is left. */
  isStuck = false;
  /** In what is read late: one of its calls is of a macro that imports bring, and waits for them. */
  waits = false;
  /** For a block with items: what does not count outside of it. */
  readonly inBody: Reaching | undefined;
  /** Of `mod name { … }`: where modules in it have their files. */
  folder: ModuleFolder | undefined;

  constructor(
    readonly crate: CrateMap,
    readonly parent: Module | undefined,
    readonly name: string,
    /** For a block with items: where lookups go on. */
    readonly block: { readonly unit: Unit; readonly scope: number } | undefined = undefined,
    origin: { readonly item?: Item; readonly unit?: Unit; readonly external?: ExternalName } = {},
  ) {
    this.inBody = block && { traits: [], impls: [] };
    this.definition = {
      kind: 'module',
      name,
      crate,
      ...(parent ? { parent } : {}),
      module: this,
      ...(origin.item ? { item: origin.item } : {}),
      ...(origin.unit ? { unit: origin.unit } : {}),
      ...(origin.external ? { external: origin.external } : {}),
    };
  }

  /** Where traits and impls are noted: with the crate, or with the body around, which is read late and edited often. */
  get reaching(): Reaching {
    for (let at: Module | undefined = this; at; at = at.parent) if (at.inBody) return at.inBody;
    return this.crate;
  }

  /** In a function's body: whether it is among the crate's modules depends on who has asked for what. */
  get isInBody(): boolean {
    return this.reaching !== this.crate;
  }

  /** The nearest module that is not a block: what `self::` means. */
  get normal(): Module {
    let module: Module = this;
    while (module.block && module.parent) module = module.parent;
    return module;
  }

  /** `crate::irq`, or `sel4::sys` style with the crate's name when `withCrate`. */
  path(withCrate = false): string {
    const names: string[] = [];
    for (let module: Module | undefined = this.normal; module?.parent; module = module.parent.normal)
      names.unshift(module.name);
    names.unshift(withCrate ? this.crate.name : 'crate');
    return names.join('::');
  }

  forgetMemo(): void {
    this.memo.fill(undefined);
    this.shown.fill(undefined);
  }
}

/** An `impl` block as collected, resolved when associated items are asked for. */
export interface CollectedImpl {
  readonly item: Extract<Item, { kind: 'impl' }>;
  readonly module: Module;
  readonly unit: Unit;
}

/** Everything known of one crate in one view. */
export class CrateMap implements Reaching {
  readonly modules: Module[] = [];
  root!: Module;
  /** Files that belong to the crate: path → the unit of its (first) use as a module or include. */
  readonly units: Unit[] = [];
  readonly impls: CollectedImpl[] = [];
  readonly traits: Definition[] = [];
  /** `extern crate … as name` in the root: additions to the extern prelude. */
  readonly externCrates: Import[] = [];
  /** `#[macro_use] extern crate`: their macros are in scope everywhere. */
  readonly macroUse: { readonly record: Import; readonly only?: readonly string[] }[] = [];
  /** Its modules have macro calls or derives: rustc decides about imports in another order then. */
  hasMacros = false;
  /** Items of modules that have been read. */
  itemCount = 0;
  /** Texts that rustc reads after all others: included files and what macros stand for. */
  readonly readLate = new Set<Unit>();
  /** Items with a derive that is not there: rustc has them when nothing else is left. */
  readonly stuck = new Set<Item>();
  /** Where they stand in each text, in the order of reading. */
  readonly order = new Map<Unit, Map<Item, number>>();
  noStd = false;
  noCore = false;
  collecting = false;
  /** What imports bring as long as one macro is looked up: while the crate is read that is all that may be remembered of them. */
  passing: Map<Import, PassingResult> | undefined;
  /** Known by its public module tree only. */
  fromTree = false;
  /** It is generated bindings, or known by a snapshot of them. */
  bindings = false;
  /** The file that could not be found or read, one finding each. */
  readonly missingFiles: MissingFile[] = [];
  /** Calls and attributes that stayed unresolved in item position. */
  readonly unresolvedMacros: UnresolvedMacro[] = [];
  /** Files with bodies that put something into these lists: it does not go when the body is edited. */
  readonly leaking = new Set<string>();

  constructor(
    readonly name: string,
    readonly packageName: string,
    readonly edition: Edition,
    readonly node: CrateNode | undefined,
    readonly cfg: CfgEnvironment | undefined,
  ) {}

  /** How much has been noted so far. */
  get size(): number {
    const { modules, units, impls, traits, missingFiles, unresolvedMacros } = this;
    const lists = [modules, units, impls, traits, missingFiles, unresolvedMacros];
    return lists.reduce((sum, list) => sum + list.length, this.root.items[MACRO].size);
  }
}

export interface MissingFile {
  readonly unit: Unit;
  /** UTF-16 offsets in the unit's text. */
  readonly start: number;
  readonly end: number;
  /** Paths that were tried, or the generated file's name. */
  readonly tried: readonly string[];
  /** `twice`: a module's file is there under both of its names. */
  readonly kind: 'module' | 'twice' | 'include' | 'generated';
}

export interface UnresolvedMacro {
  readonly unit: Unit;
  readonly module: Module;
  readonly segments: readonly string[];
  /** UTF-16 offsets in the unit's text as it is now. */
  readonly span: { readonly start: number; readonly end: number };
  readonly failure: PathFailure;
}

/** True if something with `visibility` may be named from inside `from`. */
export function isVisible(visibility: EffectiveVisibility, from: Module): boolean {
  if (visibility === 'public') return true;
  for (let module: Module | undefined = from; module; module = module.parent)
    if (module === visibility) return true;
  return false;
}

/** The narrower of two visibilities of one chain; the second wins where they are unrelated. */
export function narrower(a: EffectiveVisibility, b: EffectiveVisibility): EffectiveVisibility {
  if (a === 'public') return b;
  if (b === 'public') return a;
  return isVisible(b, a) ? a : b;
}
