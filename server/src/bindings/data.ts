/** The data files that come with the program, opened when first asked for. */
import type { ProjectProblem } from '../project/model';
import { nearest } from '../text/near';
import { NAME_PREFIX } from './crates';
import type { KnownName } from './model';
import { NameIndex } from './names';
import { asArray, asRecord, asString, BadShape } from './reading';
import { parseSnapshot, readOrigin, type Snapshot, type SnapshotOrigin } from './snapshot';
import { parseHidden, parseStd, type StandardLibrary } from './std';

/** Reads a data file by its bare name; main files say where they are. */
export interface DataFiles {
  /** `undefined` when absent or unreadable. */
  read(name: string): string | undefined;
}

export const INDEX_FORMAT = 'seL4 bindings index';

/** Names of the data files. */
export const DATA_FILE = {
  index: 'bindings-index.json',
  names: 'bindings-names.json',
  std: 'std.json',
  stdHidden: 'std-hidden.json',
  snapshot: (configuration: string) => `bindings.${configuration}.json`,
} as const;

/** One built-in kernel configuration, without its bindings. */
export interface Configuration {
  /** `pin-aarch64-mcs` */
  readonly name: string;
  /** As cargo's `target_arch`. */
  readonly arch: string;
  readonly mcs: boolean;
  readonly smp: boolean;
  readonly hypervisor: boolean;
  readonly debug: boolean;
  readonly origin: SnapshotOrigin;
}

/** Two configurations of one architecture differ in fewer names, those of two architectures in more. */
const MOST_DIFFERENCES = 140;

/** Wrong names whose likenesses are kept. */
const MOST_NEAR_ANSWERS = 500;

/** Everything built in. A data file that is missing or damaged is said once in `problems`; the rest is answered. */
export class Catalog {
  private readonly found: ProjectProblem[] = [];
  private readonly snapshots = new Map<string, Snapshot | undefined>();
  private index:
    | { configurations: readonly Configuration[]; arches: ReadonlyMap<string, ReadonlySet<string>> }
    | undefined;
  private nameIndex: NameIndex | undefined | 'broken';
  private library: StandardLibrary | undefined | 'broken';
  private hidden: ReadonlySet<string> | undefined;
  private readonly knownNames = new Map<string, readonly KnownName[]>();
  private readonly nearAnswers = new Map<string, readonly string[]>();
  private readonly nearSources = new Map<string, readonly string[]>();

  constructor(private readonly files: DataFiles) {}

  /** What is wrong with data files opened so far. */
  get problems(): readonly ProjectProblem[] {
    return this.found;
  }

  /** All built-in configurations, newest versions first, then as the index lists them. */
  configurations(): readonly Configuration[] {
    return this.openIndex().configurations;
  }

  /** Names of the built-in configurations. */
  names(): readonly string[] {
    return this.configurations().map((c) => c.name);
  }

  configuration(name: string): Configuration | undefined {
    return this.configurations().find((c) => c.name === name);
  }

  /** A built-in snapshot by name (`aarch64-mcs`); `undefined` if there is none or its file is damaged. */
  snapshot(name: string): Snapshot | undefined {
    if (this.snapshots.has(name)) return this.snapshots.get(name);
    let snapshot: Snapshot | undefined;
    if (this.configuration(name)) {
      const file = DATA_FILE.snapshot(name);
      const text = this.read(file);
      const result = text === undefined ? undefined : parseSnapshot(text, file);
      if (result?.problem) this.report(file, result.problem.message);
      snapshot = result?.snapshot;
    }
    this.snapshots.set(name, snapshot);
    return snapshot;
  }

  /** Where a name is, in all built-in configurations; empty if in none. */
  knownName(name: string): readonly KnownName[] {
    const known = this.knownNames.get(name);
    if (known) return known;
    const places = this.openNames()?.places(name) ?? [];
    // What people type is asked for once; what the bindings have, over and over.
    if (places.length > 0) this.knownNames.set(name, places);
    return places;
  }

  /** Names with a place that satisfies `wanted`, in one configuration or in any. */
  namesWith(wanted: (place: KnownName) => boolean, configuration?: string): readonly string[] {
    return this.openNames()?.namesWith(wanted, configuration) ?? [];
  }

  /** Names of the generated bindings of one configuration (of all if absent) that look like `name`, best first. */
  nearNames(name: string, limit: number, configuration?: string): readonly string[] {
    const key = configuration ?? '';
    // A macro may write the same wrong name a thousand times.
    const asked = `${key}\0${limit}\0${name}`;
    const before = this.nearAnswers.get(asked);
    if (before) return before;
    let source = this.nearSources.get(key);
    if (!source) {
      source = this.openNames()?.bindingNames(configuration) ?? [];
      this.nearSources.set(key, source);
    }
    const found = nearest(name, source, limit, name.startsWith(NAME_PREFIX) ? NAME_PREFIX.length : 0);
    if (this.nearAnswers.size >= MOST_NEAR_ANSWERS) this.nearAnswers.clear();
    this.nearAnswers.set(asked, found);
    return found;
  }

  /** Public names of core, alloc and std; `undefined` only if the data file is damaged. */
  std(): StandardLibrary | undefined {
    this.library ??= this.open(DATA_FILE.std, parseStd) ?? 'broken';
    return this.library === 'broken' ? undefined : this.library;
  }

  /** Names that modules of std have beside those that `std()` lists; empty if the data file is damaged. */
  hiddenInStd(): ReadonlySet<string> {
    this.hidden ??= this.open(DATA_FILE.stdHidden, parseHidden) ?? new Set();
    return this.hidden;
  }

  /**
   * The architecture that most of these identifiers belong to, going by names that only one
   * architecture's bindings have; `undefined` if none is one of those, or if those of another are half as many: what is
   * written for several architectures tells none.
   */
  archOfNames(
    names: Iterable<string>,
  ): { readonly arch: string; readonly names: readonly string[] } | undefined {
    const hits = new Map<string, string[]>();
    for (const name of new Set(names))
      for (const [arch, only] of this.openIndex().arches)
        if (only.has(name)) hits.set(arch, [...(hits.get(arch) ?? []), name]);
    const [first, second] = [...hits].sort((a, b) => b[1].length - a[1].length);
    if (!first || (second && first[1].length <= 2 * second[1].length)) return undefined;
    return { arch: first[0], names: first[1] };
  }

  /**
   * The configuration, of those `wanted`, whose generated names are nearest to the identifiers of generated files;
   * `undefined` if none is anywhere near.
   */
  nearestConfiguration(
    identifiers: ReadonlySet<string>,
    wanted: (configuration: Configuration) => boolean = () => true,
  ): Configuration | undefined {
    const distances = this.openNames()?.distances(identifiers);
    let best: Configuration | undefined;
    let least = MOST_DIFFERENCES;
    for (const configuration of this.configurations()) {
      const distance = distances?.get(configuration.name) ?? MOST_DIFFERENCES;
      if (distance >= least || !wanted(configuration)) continue;
      least = distance;
      best = configuration;
    }
    return best;
  }

  private openNames(): NameIndex | undefined {
    this.nameIndex ??= this.open(DATA_FILE.names, (text) => NameIndex.parse(text)) ?? 'broken';
    return this.nameIndex === 'broken' ? undefined : this.nameIndex;
  }

  private openIndex() {
    this.index ??= this.open(DATA_FILE.index, parseIndex) ?? { configurations: [], arches: new Map() };
    return this.index;
  }

  private open<T>(file: string, parse: (text: string) => T): T | undefined {
    const text = this.read(file);
    if (text === undefined) return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof BadShape || error instanceof SyntaxError)) throw error;
      this.report(file, error.message);
      return undefined;
    }
  }

  private read(file: string): string | undefined {
    const text = this.files.read(file);
    if (text === undefined) this.report(file, 'it is missing or unreadable');
    return text;
  }

  private report(file: string, why: string): void {
    this.found.push({
      file,
      message: `a data file of this program cannot be used: ${why}`,
      help: 'install kaal-sel4 again',
      severity: 'error',
      unreadable: true,
    });
  }
}

function parseIndex(text: string) {
  const record = asRecord(JSON.parse(text), 'the file');
  if (record.format !== INDEX_FORMAT || record.version !== 1) throw new BadShape('another format');
  const configurations = asArray(record.configurations, 'configurations').map((c): Configuration => {
    const entry = asRecord(c, 'configuration');
    return {
      name: asString(entry.name, 'name'),
      arch: asString(entry.arch, 'arch'),
      mcs: entry.mcs === true,
      smp: entry.smp === true,
      hypervisor: entry.hypervisor === true,
      debug: entry.debug === true,
      origin: readOrigin(entry.origin),
    };
  });
  const arches = new Map<string, ReadonlySet<string>>();
  for (const [arch, names] of Object.entries(asRecord(record.onlyIn, 'onlyIn')))
    arches.set(arch, new Set(asString(names, 'names').split(' ')));
  return { configurations, arches };
}
