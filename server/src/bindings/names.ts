/** The cross-configuration index: every name of every built-in configuration, and where it is in which. */
import { isTypedPath } from './crates';
import type { KnownName } from './model';
import { asArray, asNumber, asRecord, asString, BadShape, own } from './reading';

export const NAMES_FORMAT = 'seL4 names of all configurations';

/** Kinds of names and the namespace they live in. Order is part of the format: append only. */
export const NAME_KINDS: readonly (readonly [kind: string, namespace: KnownName['namespace']])[] = [
  ['const', 'value'],
  ['fn', 'value'],
  ['ctor', 'value'],
  ['struct', 'type'],
  ['enum', 'type'],
  ['type_alias', 'type'],
  ['module', 'type'],
  ['trait', 'type'],
  ['union', 'type'],
  ['method', 'assoc'],
  ['assoc_fn', 'assoc'],
  ['assoc_const', 'assoc'],
  ['assoc_type', 'assoc'],
  ['field', 'field'],
  ['variant', 'type+value'],
];

/** Kinds that only generated files have; functions and methods are partly written by hand. */
const GENERATED_KINDS: ReadonlySet<number> = new Set(
  NAME_KINDS.flatMap(([kind], code) =>
    kind === 'const' || kind === 'module' || kind === 'struct' ? [code] : [],
  ),
);

/** The index, opened. Names are inflated when asked for. */
export class NameIndex {
  private constructor(
    readonly configurations: readonly string[],
    private readonly packed: Readonly<Record<string, unknown>>,
  ) {}

  /** Reads the file's text. Throws {@link BadShape} or a SyntaxError on anything else. */
  static parse(text: string): NameIndex {
    const record = asRecord(JSON.parse(text), 'the file');
    if (record.format !== NAMES_FORMAT || record.version !== 1) throw new BadShape('another format');
    const configurations = asArray(record.configurations, 'configurations').map((c) =>
      asString(c, 'configuration'),
    );
    return new NameIndex(configurations, asRecord(record.names, 'names'));
  }

  /** Every place that has the name in some configuration; empty where none has. */
  places(name: string): KnownName[] {
    const packed = own(this.packed, name);
    if (packed === undefined) return [];
    return asArray(packed, name).map((place) => this.inflate(name, asArray(place, name)));
  }

  /** Names that some place within `configuration` (all of them if absent) satisfies `wanted`. */
  namesWith(wanted: (place: KnownName) => boolean, configuration?: string): string[] {
    const bit = configuration === undefined ? -1 : this.bitOf(configuration);
    const result: string[] = [];
    for (const [name, places] of Object.entries(this.packed)) {
      const hit = asArray(places, name).some((place) => {
        const list = asArray(place, name);
        return (asNumber(list[2], 'configurations') & bit) !== 0 && wanted(this.inflate(name, list));
      });
      if (hit) result.push(name);
    }
    return result;
  }

  /** Names of the generated bindings (not of the typed crate) in a configuration, or in any. */
  bindingNames(configuration?: string): string[] {
    const bit = configuration === undefined ? -1 : this.bitOf(configuration);
    return Object.entries(this.packed)
      .filter(([name, places]) =>
        asArray(places, name).some((place) => {
          const [, path, mask] = asArray(place, name);
          return (asNumber(mask, 'configurations') & bit) !== 0 && !isTypedPath(asString(path, 'path'));
        }),
      )
      .map(([name]) => name);
  }

  /**
   * How far each configuration's generated names are from a set of identifiers: the number of names that not all
   * configurations have, and that are in one but not in the other.
   */
  distances(identifiers: ReadonlySet<string>): ReadonlyMap<string, number> {
    const all = (1 << this.configurations.length) - 1;
    const wrong = this.configurations.map(() => 0);
    for (const [name, places] of Object.entries(this.packed)) {
      let mask = 0;
      for (const place of asArray(places, name)) {
        const [kind, path, bits] = asArray(place, name);
        if (GENERATED_KINDS.has(asNumber(kind, 'kind')) && !isTypedPath(asString(path, 'path')))
          mask |= asNumber(bits, 'configurations');
      }
      if (mask === 0 || mask === all) continue;
      const present = identifiers.has(name);
      for (let i = 0; i < wrong.length; i++) if (((mask & (1 << i)) !== 0) !== present) wrong[i]! += 1;
    }
    return new Map(this.configurations.map((c, i) => [c, wrong[i]!]));
  }

  private bitOf(configuration: string): number {
    const index = this.configurations.indexOf(configuration);
    return index < 0 ? 0 : 1 << index;
  }

  private configurationsOf(mask: unknown): string[] {
    const bits = asNumber(mask, 'configurations');
    return this.configurations.filter((_, i) => bits & (1 << i));
  }

  /** `[kind, module path, configurations, details]`: details are one text, or text and configurations in turn. */
  private inflate(name: string, [kindCode, module, mask, details]: readonly unknown[]): KnownName {
    const kind = NAME_KINDS[asNumber(kindCode, 'kind')];
    if (!kind) throw new BadShape(`kind of name ${String(kindCode)} is not known`);
    const inside = asString(module, 'path');
    const configurations = this.configurationsOf(mask);
    return {
      name,
      namespace: kind[1],
      kind: kind[0],
      path: inside ? `${inside}::${name}` : name,
      configurations,
      details: this.details(details, configurations),
    };
  }

  private details(packed: unknown, all: readonly string[]): KnownName['details'] {
    if (packed === undefined) return [];
    if (typeof packed === 'string') return [{ text: packed, configurations: all }];
    const flat = asArray(packed, 'details');
    const result: { text: string; configurations: readonly string[] }[] = [];
    for (let i = 0; i + 1 < flat.length; i += 2)
      result.push({
        text: asString(flat[i], 'detail'),
        configurations: this.configurationsOf(flat[i + 1]),
      });
    return result;
  }
}
