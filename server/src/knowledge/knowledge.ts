/**
 * What is known of seL4's C names beyond the bindings: used to explain findings and to mend them, never to
 * resolve a name. Pure lookups over plain data.
 */
import {
  type ByArch,
  type CallingData,
  type ConfigurationBits,
  type FieldData,
  KNOWLEDGE_FORMAT,
  KNOWLEDGE_VERSION,
  type KnowledgeData,
  type PlaceData,
  type TargetData,
} from './data';

/** A place in the bindings. */
export interface Place {
  /** Relative to `sel4_sys` unless it starts with `sel4::`. */
  readonly path: string;
  /** `method` (of `seL4_IPCBuffer` or another type), `associated fn`, `free fn`, `const`, `struct`, … */
  readonly kind: string;
  readonly signature?: string;
  /** Built-in configurations that have it; empty: none of them. */
  readonly configurations: readonly string[];
}

/** What a C name is in Rust on one architecture. */
export type Meaning = { readonly place: Place } | { readonly literal: number; readonly type: string };

export interface CAlias {
  /** `invocation`, `constant`, `object type`, `type`, `function`, `macro`, … */
  readonly kind: string;
  /** Most useful first. Empty: the bindings have nothing that stands for it. */
  readonly meanings: readonly Meaning[];
  /** Rust that does the same in other words, where the bindings have no counterpart. */
  readonly instead?: string;
  /** Path in the `sel4` crate. */
  readonly typed?: string;
}

export interface Invented {
  /** The C name that was most likely meant. */
  readonly meant?: string;
  /** What comes nearest on the architecture; absent where there is no such thing. */
  readonly nearest?: Meaning;
  readonly typed?: string;
}

export interface TypedEquivalent {
  /** Path in the `sel4` crate: a method, function, constant or enum variant. */
  readonly path: string;
  readonly signature?: string;
  readonly configurations: readonly string[];
  /** {@link TypedData.args} */
  readonly args?: readonly string[];
  /** For methods that several capability types have: one of them. */
  readonly on?: string;
}

export type CapabilityKind =
  | { readonly only: string; readonly among?: undefined }
  | { readonly among: string; readonly only?: undefined };

export interface CapRight {
  /** Value of the rights word: write 1, read 2, grant 4, grant reply 8. */
  readonly word: number;
  /** Expression with the bindings alone. */
  readonly raw: string;
  /** Expression with the `sel4` crate. */
  readonly typed: string;
}

export interface Knowledge {
  /**
   * What a name of C headers is in Rust.
   * @param arch cargo's `target_arch`; an architecture that is not known gives no per-architecture meaning
   */
  cAlias(name: string, arch: string): CAlias | undefined;
  /** What the `sel4` crate has for a name of the bindings; empty if nothing. */
  typedEquivalent(name: string): readonly TypedEquivalent[];
  /** The kernel call behind a method or function of the `sel4` crate, by its name; `undefined` where there is not exactly one. */
  rawCall(typedName: string): string | undefined;
  /**
   * The kind of capability (`Tcb`) that a method of the `sel4` crate is for: the only one, or one of those that have it;
   * `undefined` for names that are for all kinds, and for those that are no methods of capabilities.
   */
  capabilityOf(typedName: string): CapabilityKind | undefined;
  /** A name for capability rights: a C macro around a function, which the bindings cannot have. */
  capRight(name: string): CapRight | undefined;
  /** Expressions for a word of rights; bits that are no right's are left out. */
  rightsOf(word: number): { readonly raw: string; readonly typed: string };
  /** A name in use that no C header and no bindings define. */
  invented(name: string, arch: string): Invented | undefined;
  /** Bit of a right in a rights word, by its name without prefix (`Read`). */
  readonly rightBits: Readonly<Record<string, number>>;
  /** How C calls what the bindings want called in another way. */
  readonly calling: CallingData;
  /** The C function takes a union, the bindings' method is one of its variants'. */
  takesUnion(name: string): boolean;
  /** In a configuration, C has the reply object right behind the pointer for the badge, and the bindings have it last. */
  replyFirst(name: string, configuration: string): boolean;
  /** What a C function does that only reads or writes a field of the IPC buffer. */
  bufferField(name: string): FieldData | undefined;
  /** An object type as the `sel4` crate's blueprint, `$` for the size in bits. */
  blueprint(name: string): string | undefined;
  /** The C function is a method of `seL4_IPCBuffer` in some built-in configuration. */
  isBufferMethod(name: string): boolean;
  /** The name is also a result struct, so that it exists as a type where the invocation does not. */
  isResultStruct(name: string): boolean;
  /** Any table has the name. */
  has(name: string): boolean;
  /** All names of all tables. */
  names(): Iterable<string>;
}

/**
 * Wraps the parsed `knowledge.json`.
 * @throws Error if the data is of another format or version
 */
export function createKnowledge(data: KnowledgeData): Knowledge {
  if (data.format !== KNOWLEDGE_FORMAT || data.version !== KNOWLEDGE_VERSION) {
    throw new Error(
      `knowledge.json has format ${String(data.format)} ${String(data.version)}; ` +
        `this program reads ${KNOWLEDGE_FORMAT} ${KNOWLEDGE_VERSION}: build it again`,
    );
  }
  const tables: readonly Readonly<Record<string, unknown>>[] = [
    data.arch,
    data.invented,
    data.rights.names,
    data.calls,
    data.names,
    data.typed,
    data.resultStructs,
  ];
  const configurations = (bits: ConfigurationBits): readonly string[] =>
    data.configurations.filter((_name, index) => (bits >> index) & 1);
  const place = (from: PlaceData): Place => ({
    path: from.path,
    kind: from.kind,
    ...(from.signature === undefined ? {} : { signature: from.signature }),
    configurations: configurations(from.in),
  });
  const meaning = (from: TargetData): Meaning => ('literal' in from ? from : { place: place(from) });
  const meanings = (places: readonly PlaceData[] | undefined): Meaning[] =>
    (places ?? []).map((from) => ({ place: place(from) }));

  let rawCalls: ReadonlyMap<string, string> | undefined;
  let capabilities: ReadonlyMap<string, CapabilityKind> | undefined;
  return {
    cAlias(name, arch) {
      const macro = own(data.arch, name);
      if (macro !== undefined) {
        const target = byArch(macro.targets, arch);
        const typed = typeof macro.typed === 'string' ? macro.typed : byArch(macro.typed ?? {}, arch);
        return {
          kind: macro.kind,
          meanings: target === undefined ? [] : [meaning(target)],
          ...(typed === undefined ? {} : { typed }),
        };
      }
      const right = own(data.rights.names, name);
      if (right !== undefined) return { kind: 'macro', meanings: [], instead: right.raw, typed: right.typed };
      const call = own(data.calls, name);
      if (call !== undefined) {
        const typed = own(data.typed, name)?.[0]?.path;
        const instead = call.instead ?? (call.compare && `info.get_label() == ${call.compare} as u64`);
        return {
          kind: 'function',
          meanings: meanings(call.places),
          ...(instead === undefined ? {} : { instead }),
          ...(typed === undefined ? {} : { typed }),
        };
      }
      const other = own(data.names, name);
      return other && { kind: other.kind, meanings: meanings(other.places) };
    },

    typedEquivalent(name) {
      return (own(data.typed, name) ?? []).map((entry) => ({
        path: entry.path,
        ...(entry.signature === undefined ? {} : { signature: entry.signature }),
        ...(entry.args === undefined ? {} : { args: entry.args }),
        ...(entry.on === undefined ? {} : { on: entry.on }),
        configurations: configurations(entry.in),
      }));
    },

    rawCall(typedName) {
      rawCalls ??= rawCallsOf(data);
      return rawCalls.get(typedName);
    },

    capabilityOf(typedName) {
      capabilities ??= capabilitiesOf(data);
      return capabilities.get(typedName);
    },

    capRight: (name) => own(data.rights.names, name),

    rightsOf: (word) => rightsOf(word, data),

    invented(name, arch) {
      const fact = own(data.invented, name);
      if (fact === undefined) return undefined;
      const target = byArch(fact.targets, arch);
      const typed = typeof fact.typed === 'string' ? fact.typed : byArch(fact.typed ?? {}, arch);
      return {
        ...(fact.meant === undefined ? {} : { meant: fact.meant }),
        ...(target === undefined ? {} : { nearest: meaning(target) }),
        ...(typed === undefined ? {} : { typed }),
      };
    },

    rightBits: data.rights.bits,
    calling: data.calling,

    takesUnion: (name) => own(data.calls, name)?.union === true,
    replyFirst: (name, configuration) =>
      configurations(own(data.calls, name)?.replyFirst ?? 0).includes(configuration),
    bufferField: (name) => own(data.calls, name)?.field,
    blueprint: (name) => own(data.blueprints, name),
    isBufferMethod: (name) =>
      (own(data.calls, name)?.places ?? []).some((there) => there.path === `seL4_IPCBuffer::${name}`),
    isResultStruct: (name) => own(data.resultStructs, name) !== undefined,
    has: (name) => tables.some((table) => own(table, name) !== undefined),
    *names() {
      const seen = new Set<string>();
      for (const table of tables) {
        for (const name of Object.keys(table)) {
          if (!seen.has(name)) {
            seen.add(name);
            yield name;
          }
        }
      }
    },
  };
}

/** Last segment of a typed path → the only raw name that has it. */
function rawCallsOf(data: KnowledgeData): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const several = new Set<string>();
  for (const [raw, entries] of Object.entries(data.typed))
    for (const { path, signature } of entries) {
      const name = path.slice(path.lastIndexOf('::') + 2);
      if (signature === undefined || several.has(name)) continue;
      if (found.has(name) && found.get(name) !== raw) {
        found.delete(name);
        several.add(name);
      } else found.set(name, raw);
    }
  return found;
}

/** Last segment of a typed path → the kind of capability; names with different ones are left out. */
function capabilitiesOf(data: KnowledgeData): ReadonlyMap<string, CapabilityKind> {
  const found = new Map<string, CapabilityKind>();
  for (const { path, on } of Object.values(data.typed).flat()) {
    const name = path.slice(path.lastIndexOf('::') + 2);
    const [, only] = /^sel4::cap::(\w+)::/.exec(path) ?? [];
    const [, among] = /^sel4::cap::(\w+)$/.exec(on ?? '') ?? [];
    const before = found.get(name);
    if (only !== undefined && before?.only !== only && before) found.set(name, { among: only });
    else if (only !== undefined) found.set(name, { only });
    else if (among !== undefined) found.set(name, { among });
  }
  return found;
}

/** The rights of a word as one of the named ones, else written out. */
function rightsOf(word: number, data: KnowledgeData): { readonly raw: string; readonly typed: string } {
  const named = Object.values(data.rights.names).find((right) => right.word === word);
  if (named !== undefined) return { raw: named.raw, typed: named.typed };
  const bit = (name: string): number => (word >> (data.rights.bits[name] ?? 31)) & 1;
  const methods = [
    ['read', bit('Read')],
    ['write', bit('Write')],
    ['grant', bit('Grant')],
    ['grant_reply', bit('GrantReply')],
  ] as const;
  const calls = methods.map(([method, on]) => (on ? `.${method}(true)` : '')).join('');
  const flags = [bit('GrantReply'), bit('Grant'), bit('Read'), bit('Write')].join(', ');
  return {
    raw: `sel4::sys::seL4_CapRights::new(${flags})`,
    typed: `sel4::CapRightsBuilder::none()${calls}.build()`,
  };
}

/** Tables are plain objects: `constructor` is no name of seL4. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function byArch<T>(table: ByArch<T>, arch: string): T | undefined {
  return own(table, arch === 'aarch64' ? 'arm' : arch);
}
