/** `.cargo/config.toml` as far as it matters to what is compiled (cargo book, "Configuration"). */
import { parseCfg } from './cfgPredicate';
import type { FileSystem, ProjectProblem } from './model';
import { foldersUpward, isAbsolute, joinPath, parentFolder } from './paths';
import { HOST_TRIPLE } from './targets';
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

/** What the flags of rustc say about cfgs; absent: nothing. */
export interface RustcFlags {
  readonly extra: readonly ExtraCfg[];
  readonly debugAssertions?: boolean;
  readonly panic?: string;
}

export interface CargoConfig {
  /** `build.target`: target names, or absolute paths of target specifications; the first one is what we look at. */
  readonly targets: readonly Sourced[];
  /** `build.target-dir` or `CARGO_TARGET_DIR`, absolute. */
  readonly targetDir?: Sourced;
  /** `[env]`: name → value; `relative = true` ones are absolute paths. A variable of the real environment wins unless `force`. */
  readonly env: ReadonlyMap<string, Sourced>;
  /**
   * The flags that apply to code for the target (not to build scripts and procedural macros). `isFor`: whether the name of a
   * target, or a `cfg(…)`, is that of the target.
   */
  flags(isFor: (target: string) => boolean): RustcFlags;
  /** `[profile.dev]` tables, nearest first. */
  readonly devProfiles: readonly TomlTable[];
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
    flags: (isFor) => readFlags(found, environment, isFor),
    devProfiles: found.flatMap((file) =>
      isTableAt(file, 'profile') ? (file.table('profile').table('dev') ?? []) : [],
    ),
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
    name === 'host-tuple' ? HOST_TRIPLE : name.endsWith('.json') ? joinPath(base, name) : name;
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
function readFlags(
  found: readonly TomlFile[],
  environment: EnvironmentVariables,
  isFor: (target: string) => boolean,
): RustcFlags {
  const encoded = environment.CARGO_ENCODED_RUSTFLAGS;
  if (encoded !== undefined) return meaningOf(encoded.split('\x1f'));
  const plain = environment.RUSTFLAGS;
  if (plain !== undefined) return meaningOf(words(plain));
  const ofTargets = found.flatMap((file) => {
    const targets = file.table('target');
    const own = targets.names().flatMap((name) => (isFor(name) ? (targets.table(name) ?? []) : []));
    return own.map(flagsAt);
  });
  const flags = ofTargets.some((list) => list.length > 0)
    ? ofTargets
    : found.map((file) => flagsAt(file.table('build')));
  return meaningOf(flags.flat());
}

function words(flags: string): readonly string[] {
  return flags.split(' ').filter((word) => word !== '');
}

function flagsAt(table: TomlTable): readonly string[] {
  const value = table.value('rustflags');
  return typeof value === 'string' ? words(value) : (table.strings('rustflags') ?? []);
}

/** `--cfg name`, `--cfg=name="value"`, `-O`, `-C debug-assertions=no`, `-Cpanic=abort` (rustc book, "Codegen Options"). */
function meaningOf(flags: readonly string[]): RustcFlags {
  const extra: ExtraCfg[] = [];
  let debugAssertions: boolean | undefined;
  let optimised: boolean | undefined;
  let panic: string | undefined;
  flags.forEach((flag, index) => {
    if (flag === '-O') optimised = true;
    const cfg = wordOf(flag, flags[index - 1], ['--cfg']);
    if (cfg !== undefined) {
      const predicate = parseCfg(cfg);
      if (predicate.k === 'flag') extra.push({ name: predicate.name });
      else if (predicate.k === 'pair') extra.push({ name: predicate.name, value: predicate.value });
      return;
    }
    const [key, value] = wordOf(flag, flags[index - 1], ['--codegen', '-C'])?.split('=', 2) ?? [];
    if (key === 'panic') panic = value;
    else if (key === 'opt-level') optimised = value !== '0';
    else if (key === 'debug-assertions')
      debugAssertions = value === undefined || ['y', 'yes', 'on', 'true'].includes(value);
  });
  // Where nothing says whether there are assertions they go with optimisation.
  debugAssertions ??= optimised === true ? false : undefined;
  return {
    extra,
    ...(debugAssertions === undefined ? {} : { debugAssertions }),
    ...(panic === undefined ? {} : { panic }),
  };
}

/** `--name value` in two words, of which the second is asked for, `--name=value`, and for short names `-Nvalue`. */
function wordOf(flag: string, before: string | undefined, names: readonly string[]): string | undefined {
  if (before !== undefined && names.includes(before)) return flag;
  for (const name of names) {
    if (flag === name || !flag.startsWith(name)) continue;
    if (!name.startsWith('--')) return flag.slice(name.length);
    if (flag[name.length] === '=') return flag.slice(name.length + 1);
  }
  return undefined;
}
