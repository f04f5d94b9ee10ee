/** `.cargo/config.toml` as far as it matters to what is compiled (cargo book, "Configuration"). */
import { parseCfg } from './cfgPredicate';
import type { FileSystem, ProjectProblem } from './model';
import { foldersUpward, isAbsolute, joinPath, parentFolder } from './paths';
import { TomlFile, type TomlTable } from './toml';

/** Values of environment variables that the caller lets us see. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** A value and where it was written: an absolute path of a file, or the name of an environment variable. */
export interface Sourced {
  readonly value: string;
  readonly from: string;
}

/** A `--cfg` for every crate of the target. */
export interface ExtraCfg {
  readonly name: string;
  readonly value?: string;
}

export interface CargoConfig {
  /** `build.target`: target names, or absolute paths of target specifications; the first one is what we look at. */
  readonly targets: readonly Sourced[];
  /** `build.target-dir` or `CARGO_TARGET_DIR`, absolute. */
  readonly targetDir?: Sourced;
  /** `[env]`: name → value; `relative = true` ones are absolute paths. A variable of the real environment wins unless `force`. */
  readonly env: ReadonlyMap<string, Sourced>;
  /**
   * `--cfg`s in the flags that apply to code for the target (not to build scripts and procedural macros). `isFor`: whether
   * the name of a target, or a `cfg(…)`, is that of the target.
   */
  extraCfg(isFor: (target: string) => boolean): readonly ExtraCfg[];
  /** `[patch]` tables: `crates-io` or an address, and the files that they are in. */
  readonly patches: readonly TomlTable[];
  /** The files that were found, nearest first. */
  readonly files: readonly string[];
}

/**
 * Reads the configuration that holds in `folder`: of it and of every folder above, nearest first, then the environment
 * over all of it. Files of `CARGO_HOME` count only if a folder above holds them. Broken files are reported and left out.
 */
export function readCargoConfig(
  files: FileSystem,
  folder: string,
  environment: EnvironmentVariables,
  report: (problem: ProjectProblem) => void,
): CargoConfig {
  const found: TomlFile[] = [];
  for (const at of foldersUpward(folder)) {
    // Where both exist, cargo takes the old name.
    const path = [`${at}/.cargo/config`, `${at}/.cargo/config.toml`].map((name) => joinPath('/', name));
    const first = path.find((candidate) => files.kind(candidate) === 'file');
    if (first === undefined) continue;
    const file = TomlFile.read(files, first, report);
    if (file !== undefined) found.push(file);
  }
  const targetDir = readTargetDir(found, folder, environment);
  return {
    targets: readTargets(found, folder, environment),
    ...(targetDir === undefined ? {} : { targetDir }),
    env: readEnv(found, environment),
    extraCfg: (isFor) => readExtraCfg(found, environment, isFor),
    patches: found.flatMap((file) => (isTableAt(file, 'patch') ? [file.table('patch')] : [])),
    files: found.map((file) => file.path),
  };
}

function isTableAt(file: TomlFile, key: string): boolean {
  return Object.hasOwn(file.root, key);
}

/** Paths in a configuration file are relative to the folder that holds `.cargo`. */
function baseOf(file: TomlFile): string {
  return parentFolder(parentFolder(file.path));
}

function readTargets(
  found: readonly TomlFile[],
  folder: string,
  environment: EnvironmentVariables,
): Sourced[] {
  const asTarget = (name: string, base: string): string =>
    name.endsWith('.json') ? joinPath(base, name) : name;
  const variable = environment.CARGO_BUILD_TARGET;
  if (variable) return [{ value: asTarget(variable, folder), from: 'CARGO_BUILD_TARGET' }];
  for (const file of found) {
    const build = file.table('build');
    const value = build.value('target');
    const names = typeof value === 'string' ? [value] : (build.strings('target') ?? []);
    if (names.length > 0)
      return names.map((name) => ({ value: asTarget(name, baseOf(file)), from: file.path }));
  }
  return [];
}

function readTargetDir(
  found: readonly TomlFile[],
  folder: string,
  environment: EnvironmentVariables,
): Sourced | undefined {
  for (const name of ['CARGO_TARGET_DIR', 'CARGO_BUILD_TARGET_DIR']) {
    const variable = environment[name];
    if (variable) return { value: joinPath(folder, variable), from: name };
  }
  for (const file of found) {
    const value = file.table('build').string('target-dir');
    if (value !== undefined) return { value: joinPath(baseOf(file), value), from: file.path };
  }
  return undefined;
}

function readEnv(found: readonly TomlFile[], environment: EnvironmentVariables): Map<string, Sourced> {
  const env = new Map<string, Sourced>();
  for (const file of found) {
    const table = file.table('env');
    for (const name of table.names()) {
      if (env.has(name)) continue;
      const plain = table.value(name);
      if (typeof plain === 'string') {
        env.set(name, { value: environment[name] ?? plain, from: file.path });
        continue;
      }
      const entry = table.table(name);
      const value = entry?.string('value');
      if (entry === undefined || value === undefined) continue;
      const relative = entry.boolean('relative') === true && !isAbsolute(value);
      const own = relative ? joinPath(baseOf(file), value) : value;
      const forced = entry.boolean('force') === true;
      env.set(name, { value: forced ? own : (environment[name] ?? own), from: file.path });
    }
  }
  return env;
}

/**
 * The four places of flags exclude each other: CARGO_ENCODED_RUSTFLAGS, RUSTFLAGS, `target.….rustflags` (all that are for the
 * target, joined), `build.rustflags` (cargo book, "build.rustflags").
 */
function readExtraCfg(
  found: readonly TomlFile[],
  environment: EnvironmentVariables,
  isFor: (target: string) => boolean,
): ExtraCfg[] {
  const encoded = environment.CARGO_ENCODED_RUSTFLAGS;
  if (encoded !== undefined) return cfgsOfFlags(encoded.split('\x1f'));
  const plain = environment.RUSTFLAGS;
  if (plain !== undefined) return cfgsOfFlags(words(plain));
  const ofTargets = found.flatMap((file) => {
    const targets = file.table('target');
    const own = targets.names().flatMap((name) => (isFor(name) ? (targets.table(name) ?? []) : []));
    return own.map(flagsAt);
  });
  const flags = ofTargets.some((list) => list.length > 0)
    ? ofTargets
    : found.map((file) => flagsAt(file.table('build')));
  return flags.flatMap(cfgsOfFlags);
}

function words(flags: string): readonly string[] {
  return flags.split(' ').filter((word) => word !== '');
}

function flagsAt(table: TomlTable): readonly string[] {
  const value = table.value('rustflags');
  return typeof value === 'string' ? words(value) : (table.strings('rustflags') ?? []);
}

/** `--cfg name`, `--cfg=name="value"`. */
function cfgsOfFlags(flags: readonly string[]): ExtraCfg[] {
  const extra: ExtraCfg[] = [];
  flags.forEach((flag, index) => {
    const text = flags[index - 1] === '--cfg' ? flag : flag.startsWith('--cfg=') ? flag.slice(6) : undefined;
    if (text === undefined) return;
    const predicate = parseCfg(text);
    if (predicate.k === 'flag') extra.push({ name: predicate.name });
    else if (predicate.k === 'pair') extra.push({ name: predicate.name, value: predicate.value });
  });
  return extra;
}
