/** Where kernel names come from, as plain data. */
import type { FileSystem, KernelConfig } from '../project/model';
import type { Item } from '../syntax/summary';

/** Says which bindings a view uses and why; `check` prints `sentence`. */
export interface BindingsOrigin {
  readonly kind: 'generated' | 'snapshot';
  /** Name of the snapshot (`pin-aarch64`) or absolute path of the folder. */
  readonly name: string;
  /** `seL4 13.0.0 (cd6d3b8c), rust-sel4 285045d9` where known. */
  readonly versions: string;
  /** One line: which bindings, and why these. */
  readonly sentence: string;
  /**
   * The kernel's options are known (generated files on disk, or the user named a snapshot or an option);
   * false: a snapshot that we chose, so options such as MCS are a guess.
   */
  readonly certain: boolean;
  /** All of the kernel's options are known: of generated bindings, and of those that somebody named. */
  readonly kernelKnown?: true;
  /** Generated bindings that are older than what they are made of: one sentence that says what to do. */
  readonly stale?: string;
  /** Options of the kernel that were asked for and that these bindings do not have. */
  readonly unmet?: readonly string[];
  /** Commit of rust-sel4 that a snapshot was made with, where known. */
  readonly rustSel4Commit?: string;
  /** The workspace pins that commit. */
  readonly pinned?: true;
  /** What the workspace says of the commit that it means, if a snapshot had to be chosen that is of another one. */
  readonly otherRevision?: string;
}

/** A name of a crate known only by its public module tree (`sel4`, `std`, …). */
export interface ExternalName {
  readonly name: string;
  readonly kind:
    | 'module'
    | 'function'
    | 'struct'
    | 'union'
    | 'enum'
    | 'trait'
    | 'alias'
    | 'const'
    | 'static'
    | 'macro'
    | 'primitive'
    | 'reexport';
  /** Has a value-namespace entry too (tuple or unit struct constructor). */
  readonly hasConstructor?: true;
  /** Canonical path with the crate's name (`core::option::Option`): equal paths are one definition. Absent: crate + module + name. */
  readonly definition?: string;
  /** `reexport`: full path of what is re-exported, the crate's name first (`sel4_sys`, `core::fmt`). `glob`: of everything in it. */
  readonly target?: string;
  readonly glob?: true;
  /** Enum variants: name, `t` tuple, `u` unit, `r` record. */
  readonly variants?: readonly (readonly [name: string, shape: 't' | 'u' | 'r'])[];
  /** Inherent associated names, or a trait's items. */
  readonly associated?: readonly ExternalAssociated[];
  /** One-line signature, type and value, or alias target, as Rust. */
  readonly text?: string;
  /** Crate feature without which the name does not exist. */
  readonly feature?: string;
  /** Implements `Deref`: methods that it does not list may be those of another type. */
  readonly dereferences?: true;
}

export interface ExternalAssociated {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'const' | 'type';
  readonly text?: string;
  /** Only types whose first generic argument is a type of this crate with one of these names have it; absent: all have. */
  readonly instances?: readonly string[];
}

/** A crate known only by its public module tree. Module paths are `::`-joined, the root is ''. */
export interface ExternalCrate {
  readonly name: string;
  readonly modules: ReadonlyMap<string, readonly ExternalName[]>;
  /** Inherent names of primitive types (`core` only): `u8` → […]. */
  readonly primitives?: ReadonlyMap<string, readonly string[]>;
  /** `[features]` of the crate: name → what it turns on. */
  readonly features?: Readonly<Record<string, readonly string[]>>;
  /** Modules whose content is not listed: every name in them is unknown. */
  readonly opaque?: ReadonlySet<string>;
}

/** The bindings of one kernel configuration. */
export interface BindingsSet {
  readonly origin: BindingsOrigin;
  readonly kernel: KernelConfig;
  /** Name of the snapshot that answers for what is not on disk; `undefined` if there is none. */
  snapshotName(): string | undefined;
  /** File names that `include!(concat!(env!("OUT_DIR"), "/…"))` can ask for, by package: `sel4-sys` → `bindings.rs` … */
  has(packageName: string, file: string): boolean;
  /** Item part of a generated file out of a snapshot; `undefined` when there is none or it is on disk (see `path`). */
  items(packageName: string, file: string): readonly Item[] | undefined;
  /** Absolute path of a generated file on disk. */
  path(packageName: string, file: string): string | undefined;
  /** Folders on a disk in which packages have, or would have, generated files that are theirs alone. */
  ownPlaces?(disk: FileSystem): readonly string[];
  /** Stand-in root items for a package whose sources are not on disk (`sel4-sys`): its module skeleton with `include!`s. */
  skeleton(packageName: string): readonly Item[] | undefined;
  /** Public module tree of a crate that is not on disk (`sel4`, `sel4_config`). */
  external(crateName: string): ExternalCrate | undefined;
  /** The built-in configuration that is like these bindings, or is these. */
  nearest(): string | undefined;
}

/** One place where a name exists in some built-in configurations. */
export interface KnownName {
  readonly name: string;
  readonly namespace: 'type' | 'value' | 'type+value' | 'assoc' | 'field';
  readonly kind: string;
  /** Relative to `sel4_sys` unless it starts with `sel4::`. */
  readonly path: string;
  readonly configurations: readonly string[];
  /** Value, type, target or signature for each group of configurations. */
  readonly details: readonly { readonly text: string; readonly configurations: readonly string[] }[];
}
