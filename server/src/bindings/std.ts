/** Public names of core, alloc and std, inflated module by module. */
import { EXTERNAL_KINDS, unpackVariants } from './external';
import type { ExternalAssociated, ExternalCrate, ExternalName } from './model';
import { asArray, asNumber, asRecord, asString, BadShape, own } from './reading';

export const STD_FORMAT = 'public names of the Rust standard library';

const HIDDEN_FORMAT = 'names that the documentation of the Rust standard library leaves out';

/** Reads the file of such names: private ones, and public ones that are hidden. Throws {@link BadShape} or a SyntaxError. */
export function parseHidden(text: string): ReadonlySet<string> {
  const record = asRecord(JSON.parse(text), 'the file');
  if (record.format !== HIDDEN_FORMAT || record.version !== 1) throw new BadShape('another format');
  return new Set(asArray(record.names, 'names').map((name) => asString(name, 'names')));
}

/** The three crates of the standard library. */
export interface StandardLibrary {
  readonly core: ExternalCrate;
  readonly alloc: ExternalCrate;
  readonly std: ExternalCrate;
}

/**
 * Reads the file's text; modules are inflated when asked for. Throws {@link BadShape} or a SyntaxError.
 *
 * A definition is stored once, with all the names it goes by; one that is re-exported is the same
 * `ExternalName` object in each module, and its `definition` tells which.
 */
export function parseStd(text: string): StandardLibrary {
  const record = asRecord(JSON.parse(text), 'the file');
  if (record.format !== STD_FORMAT || record.version !== 1) throw new BadShape('another format');
  const definitions = new Definitions(
    asArray(record.definitions, 'definitions'),
    asArray(record.homes, 'homes'),
  );
  const crates = asRecord(record.crates, 'crates');
  const open = (name: string): ExternalCrate => {
    const { modules, opaque, primitives } = asRecord(crates[name], name);
    return {
      name,
      modules: new LazyModules(asRecord(modules, `modules of ${name}`), definitions),
      ...(opaque !== undefined && {
        opaque: new Set(asArray(opaque, 'opaque').map((m) => asString(m, 'opaque'))),
      }),
      ...(primitives !== undefined && { primitives: new LazyNames(asRecord(primitives, 'primitives')) }),
    };
  };
  return { core: open('core'), alloc: open('alloc'), std: open('std') };
}

/** `[kind, name, home module, { c: constructor, v: variants, a: associated, t: target, g: glob }]`. */
class Definitions {
  private readonly inflated: (ExternalName | undefined)[] = [];

  constructor(
    private readonly packed: readonly unknown[],
    private readonly homes: readonly unknown[],
  ) {}

  /** The definition under its own name, or under another one. */
  get(index: number, alias?: string): ExternalName {
    let name = this.inflated[index];
    if (!name) {
      name = this.inflate(asArray(this.packed[index], 'definition'));
      this.inflated[index] = name;
    }
    return alias === undefined ? name : { ...name, name: alias };
  }

  private inflate([kindCode, name, home, more]: readonly unknown[]): ExternalName {
    const kind = EXTERNAL_KINDS[asNumber(kindCode, 'kind of a name')];
    if (!kind) throw new BadShape(`kind of name ${String(kindCode)} is not known`);
    const { c, v, a, t, g } = more === undefined ? {} : asRecord(more, 'definition');
    const own = asString(name, 'name');
    return {
      name: own,
      kind,
      ...(c === 1 && { hasConstructor: true as const }),
      ...(home !== -1 && {
        definition: `${asString(this.homes[asNumber(home, 'home')], 'home')}::${own}`,
      }),
      ...(t !== undefined && { target: asString(t, 'target') }),
      ...(g === 1 && { glob: true as const }),
      ...(v !== undefined && { variants: unpackVariants(words(v)) }),
      ...(a !== undefined && { associated: words(a).map(guessAssociated) }),
    };
  }
}

/** The file has names only; Rust's naming conventions tell the rest. */
function guessAssociated(name: string): ExternalAssociated {
  if (/^[A-Z][A-Z0-9_]*$/.test(name) && name.length > 1) return { name, kind: 'const' };
  if (/^[A-Z]/.test(name)) return { name, kind: 'type' };
  return { name, kind: /^((new|from)(_|$)|with_capacity)/.test(name) ? 'function' : 'method' };
}

function words(text: unknown): string[] {
  const joined = asString(text, 'names');
  return joined === '' ? [] : joined.split(' ');
}

/** A read-only map whose values are made on first use. */
abstract class LazyMap<V> implements ReadonlyMap<string, V> {
  private readonly made = new Map<string, V>();

  constructor(protected readonly packed: Readonly<Record<string, unknown>>) {}

  protected abstract make(packed: unknown): V;

  get size(): number {
    return Object.keys(this.packed).length;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.packed, key);
  }

  get(key: string): V | undefined {
    let value = this.made.get(key);
    if (value === undefined) {
      const packed = own(this.packed, key);
      if (packed === undefined) return undefined;
      value = this.make(packed);
      this.made.set(key, value);
    }
    return value;
  }

  keys(): MapIterator<string> {
    return this.whole().keys();
  }

  values(): MapIterator<V> {
    return this.whole().values();
  }

  entries(): MapIterator<[string, V]> {
    return this.whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.whole().entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.whole()) visit(value, key, this);
  }

  /** Everything, in the file's order. */
  private whole(): Map<string, V> {
    return new Map(Object.keys(this.packed).map((key) => [key, this.get(key) as V]));
  }
}

/** Modules: a list of definition numbers, an alias as text after its number. */
class LazyModules extends LazyMap<readonly ExternalName[]> {
  constructor(
    packed: Readonly<Record<string, unknown>>,
    private readonly definitions: Definitions,
  ) {
    super(packed);
  }

  protected make(packed: unknown): readonly ExternalName[] {
    const list = asArray(packed, 'module');
    const names: ExternalName[] = [];
    for (let i = 0; i < list.length; i++) {
      const index = asNumber(list[i], 'definition');
      const next = list[i + 1];
      if (typeof next === 'string') i++;
      names.push(this.definitions.get(index, typeof next === 'string' ? next : undefined));
    }
    return names;
  }
}

class LazyNames extends LazyMap<readonly string[]> {
  protected make(packed: unknown): readonly string[] {
    return words(packed);
  }
}
