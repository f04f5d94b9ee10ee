/** Shape of `server/data/knowledge.json`, which `scripts/make-knowledge.mjs` writes. */

export const KNOWLEDGE_FORMAT = 'kaal-sel4 knowledge';
export const KNOWLEDGE_VERSION = 2;

/** A set of configurations: bit n stands for `configurations[n]`. 0: in none of the built-in ones. */
export type ConfigurationBits = number;

export interface PlaceData {
  /** Relative to `sel4_sys` unless it starts with `sel4::`. */
  readonly path: string;
  readonly kind: string;
  readonly in: ConfigurationBits;
  readonly signature?: string;
}

/** What a name stands for on one architecture: a place in the bindings, or just a number. */
export type TargetData = PlaceData | { readonly literal: number; readonly type: string };

/** `arm` (32 and 64 bit), `x86_64`, `riscv64`. */
export type ByArch<T> = Readonly<Record<string, T>>;

export interface ArchNameData {
  readonly kind: string;
  readonly targets: ByArch<TargetData>;
  readonly typed?: string | ByArch<string>;
}

export interface InventedNameData {
  readonly targets: ByArch<TargetData>;
  /** The C name that was most likely meant. */
  readonly meant?: string;
  readonly typed?: string | ByArch<string>;
}

export interface CapRightData {
  /** Bits of the rights word. */
  readonly word: number;
  /** Expressions that make the same rights. */
  readonly raw: string;
  readonly typed: string;
}

export interface CallData {
  readonly places?: readonly PlaceData[];
  /** Rust that does the same where there is no counterpart. */
  readonly instead?: string;
  /** A test for this constant in the message's label. */
  readonly compare?: string;
  /** C takes a union where the method is one of its variants'. */
  readonly union?: true;
  /** Where C has the reply object right behind the pointer for the badge, and the bindings have it last. */
  readonly replyFirst?: ConfigurationBits;
  /** A field of the IPC buffer that C reads, or writes where there is a `value`. */
  readonly field?: FieldData;
}

/** A function of C's that only reads or writes a field of the IPC buffer. */
export interface FieldData {
  readonly params: readonly (readonly [name: string, type: string])[];
  readonly ret?: string;
  /** Rust behind `buffer.`, with names of parameters. */
  readonly field: string;
  readonly value?: string;
}

/** What the `sel4` crate has for a name of the bindings. */
export interface TypedData {
  readonly path: string;
  readonly signature?: string;
  readonly in: ConfigurationBits;
  /**
   * For calls: how each parameter of the binding's method is made of the typed method's, and of which: `cap vspace`,
   * `abs.root dst`, `fixed`.
   */
  readonly args?: readonly string[];
  /** For methods that several capability types have: one of them. */
  readonly on?: string;
}

/** Parameters that libsel4's C functions take in another shape than the bindings' methods. */
export interface CallingData {
  /** Rights: a word in C, `make` with a number for each right of `order` in the bindings. */
  readonly rights: {
    readonly types: readonly string[];
    readonly make: string;
    readonly order: readonly string[];
    readonly word: string;
  };
  /** A number that C lets `true` and `false` stand for. */
  readonly bool: string;
  /** The reply object: a parameter of type `mcs` with MCS, none without. */
  readonly reply: { readonly type: string; readonly mcs: string };
  /** The badge: written through a pointer of C's, second of a pair in the bindings. */
  readonly sender: { readonly name: string; readonly type: string };
  /** The type that kernel calls are methods of, and how the `sel4` crate (with a feature) gives access to one. */
  readonly buffer: {
    readonly type: string;
    readonly access: string;
    readonly inner: string;
    readonly feature: string;
  };
}

export interface KnowledgeData {
  readonly format: string;
  readonly version: number;
  readonly configurations: readonly string[];
  /** `seL4_ARCH_*` and kin: macros of the C libraries above seL4. */
  readonly arch: Readonly<Record<string, ArchNameData>>;
  /** Names in use that neither seL4 nor its libraries define. */
  readonly invented: Readonly<Record<string, InventedNameData>>;
  readonly rights: {
    /** `Write` → 0 … */
    readonly bits: Readonly<Record<string, number>>;
    readonly names: Readonly<Record<string, CapRightData>>;
    /** `seL4_CanRead | seL4_CanWrite` → the typed expression. */
    readonly combinations: Readonly<Record<string, string>>;
  };
  /** How C calls what the bindings want called in another way; types are relative to `sel4_sys`. */
  readonly calling: CallingData;
  /** C functions of libsel4. */
  readonly calls: Readonly<Record<string, CallData>>;
  /** C macros and types whose name is no name of the bindings, or names something else there. */
  readonly names: Readonly<Record<string, { readonly kind: string; readonly places?: readonly PlaceData[] }>>;
  /** Raw name → what the `sel4` crate has for it. */
  readonly typed: Readonly<Record<string, readonly TypedData[]>>;
  /** Object types as the `sel4` crate's blueprints; `$` is the size in bits. */
  readonly blueprints: Readonly<Record<string, string>>;
  /** Result structs that are named like the invocation they belong to. */
  readonly resultStructs: Readonly<
    Record<string, { readonly struct: ConfigurationBits; readonly method: ConfigurationBits }>
  >;
}
