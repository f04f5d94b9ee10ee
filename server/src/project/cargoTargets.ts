/** The targets of a package: which files cargo compiles (cargo book, "Cargo Targets"; "Package Layout"). */
import type { CrateKind, Edition, FileSystem } from './model';
import { fileStem, joinPath } from './paths';
import type { TomlFile, TomlTable } from './toml';

export interface CargoTarget {
  readonly kind: CrateKind;
  /** As cargo says it. */
  readonly name: string;
  /** Crate name: dashes as underscores. */
  readonly crateName: string;
  /** Absolute path of the root file. */
  readonly root: string;
  readonly edition: Edition;
  readonly requiredFeatures: readonly string[];
  /** Compiled a second time with `cfg(test)` when tests are asked for. */
  readonly tested: boolean;
  /** A library that other crates can name: not one that is only `cdylib` or `staticlib`. */
  readonly linkable: boolean;
}

/** What the targets need to know of their package. */
export interface PackageBasics {
  readonly name: string;
  readonly folder: string;
  readonly edition: Edition;
}

type ListedKind = 'bin' | 'example' | 'test' | 'bench';

/** Folder of each kind, and the key that switches the search off. */
const LISTED: readonly (readonly [kind: ListedKind, folder: string, auto: string])[] = [
  ['bin', 'src/bin', 'autobins'],
  ['example', 'examples', 'autoexamples'],
  ['test', 'tests', 'autotests'],
  ['bench', 'benches', 'autobenches'],
];

/**
 * All targets of a package, the library first. A target whose file does not exist, and a package without any target, are
 * reported, as cargo refuses them; the others are still given.
 */
export function findTargets(files: FileSystem, file: TomlFile, basics: PackageBasics): CargoTarget[] {
  const table = file.table();
  const settings = table.has('package') ? file.table('package') : file.table('project');
  const targets: CargoTarget[] = [];
  const lib = findLibrary(files, table, settings, basics);
  if (lib !== undefined) targets.push(lib);
  for (const [kind, folder, auto] of LISTED) {
    const found = inferred(files, basics, kind, folder);
    targets.push(...listed(files, table, settings.boolean(auto), basics, kind, found));
  }
  const isComplete =
    targets.length > 0 || ['lib', 'bin', 'example', 'test', 'bench'].some((key) => table.has(key));
  if (!isComplete) {
    file.problem(
      ['package', 'name'],
      `package \`${basics.name}\` has nothing to compile: there is neither src/lib.rs nor src/main.rs`,
      'add one of them, or a [lib] or [[bin]] section with a path',
    );
  }
  const build = findBuildScript(files, settings, basics);
  if (build !== undefined) targets.push(build);
  return targets;
}

function findLibrary(
  files: FileSystem,
  table: TomlTable,
  settings: TomlTable,
  basics: PackageBasics,
): CargoTarget | undefined {
  const section = table.has('lib') ? table.table('lib') : undefined;
  const usual = joinPath(basics.folder, 'src/lib.rs');
  const written = section?.string('path');
  const root = written === undefined ? usual : joinPath(basics.folder, written);
  if (section === undefined && settings.boolean('autolib') === false) return undefined;
  if (files.kind(root) !== 'file') {
    if (section !== undefined) {
      const message = `the library of \`${basics.name}\` should be ${root}, which does not exist`;
      table.problem('lib', message, 'create the file, or correct `lib.path`');
    }
    return undefined;
  }
  const types = section?.strings('crate-type') ?? section?.strings('crate_type') ?? [];
  const isMacro =
    (section?.boolean('proc-macro') ?? section?.boolean('proc_macro') ?? false) ||
    types.includes('proc-macro');
  const name = section?.string('name') ?? basics.name.replaceAll('-', '_');
  return {
    kind: isMacro ? 'proc-macro' : 'lib',
    name,
    crateName: name.replaceAll('-', '_'),
    root,
    edition: editionOf(section) ?? basics.edition,
    requiredFeatures: [],
    tested: isTested('lib', section),
    linkable: isMacro || types.length === 0 || types.some((type) => LINKABLE.includes(type)),
  };
}

const LINKABLE: readonly string[] = ['lib', 'rlib', 'dylib', 'proc-macro'];

interface Inferred {
  readonly name: string;
  readonly root: string;
}

/** What cargo finds without being told: `src/main.rs`, `FOLDER/x.rs`, `FOLDER/x/main.rs`. */
function inferred(files: FileSystem, basics: PackageBasics, kind: ListedKind, folder: string): Inferred[] {
  const found: Inferred[] = [];
  const main = joinPath(basics.folder, 'src/main.rs');
  if (kind === 'bin' && files.kind(main) === 'file') found.push({ name: basics.name, root: main });
  const at = joinPath(basics.folder, folder);
  for (const name of files.list(at)) {
    if (name.startsWith('.')) continue;
    const path = `${at}/${name}`;
    if (name.endsWith('.rs') && files.kind(path) === 'file') found.push({ name: fileStem(name), root: path });
    else if (files.kind(`${path}/main.rs`) === 'file') found.push({ name, root: `${path}/main.rs` });
  }
  return found;
}

/** The `[[bin]]` (…) sections, and what was found beside them. */
function listed(
  files: FileSystem,
  table: TomlTable,
  auto: boolean | undefined,
  basics: PackageBasics,
  kind: ListedKind,
  found: readonly Inferred[],
): CargoTarget[] {
  const sections = table.has(kind) ? (table.tables(kind) ?? []) : [];
  const targets: CargoTarget[] = [];
  for (const section of sections) {
    const name =
      section.string('name') ?? (kind === 'bin' && sections.length === 1 ? basics.name : undefined);
    if (name === undefined) {
      section.problem('name', `a [[${kind}]] section has no name`, 'add `name = "…"` to it');
      continue;
    }
    const root = rootOf(files, section, name, basics, kind, found);
    if (root === undefined) continue;
    targets.push(target(kind, name, root, editionOf(section) ?? basics.edition, section));
  }
  // Edition 2015 searches only where nothing is listed.
  if (!(auto ?? (basics.edition !== 2015 || sections.length === 0))) return targets;
  const names = new Set(sections.map((section) => section.value('name')));
  const roots = new Set(sections.map((section) => pathOf(section, basics)));
  for (const { name, root } of found) {
    if (names.has(name) || roots.has(root)) continue;
    targets.push(target(kind, name, root, basics.edition));
  }
  return targets;
}

function pathOf(section: TomlTable, basics: PackageBasics): string | undefined {
  const path = section.value('path');
  return typeof path === 'string' ? joinPath(basics.folder, path) : undefined;
}

function rootOf(
  files: FileSystem,
  section: TomlTable,
  name: string,
  basics: PackageBasics,
  kind: ListedKind,
  found: readonly Inferred[],
): string | undefined {
  const written = section.string('path');
  const main = joinPath(basics.folder, 'src/main.rs');
  const old = basics.edition === 2015 && kind === 'bin' && files.kind(main) === 'file' ? main : undefined;
  const root =
    written === undefined
      ? (found.find((candidate) => candidate.name === name)?.root ?? old)
      : joinPath(basics.folder, written);
  if (root !== undefined && files.kind(root) === 'file') return root;
  // Cargo looks for the file only where it builds the target: packages are published without their examples.
  if (written !== undefined && kind !== 'bin') return undefined;
  const where = root === undefined ? 'in the usual places' : `at ${root}`;
  section.problem(
    'path',
    `${kind} \`${name}\` of \`${basics.name}\` has no file ${where}`,
    'create it, or correct `path`',
  );
  return undefined;
}

function target(
  kind: ListedKind,
  name: string,
  root: string,
  edition: Edition,
  section?: TomlTable,
): CargoTarget {
  return {
    kind,
    name,
    crateName: name.replaceAll('-', '_'),
    root,
    edition,
    requiredFeatures: section?.strings('required-features') ?? [],
    tested: isTested(kind, section),
    linkable: false,
  };
}

/** Whether `cargo check --all-targets` compiles it as a test or as a benchmark: each is looked at once for both. */
function isTested(kind: ListedKind | 'lib', section: TomlTable | undefined): boolean {
  const isForBoth = kind === 'lib' || kind === 'bin';
  const test = section?.boolean('test') ?? (isForBoth || kind === 'test');
  const bench = section?.boolean('bench') ?? (isForBoth || kind === 'bench');
  return test || bench;
}

/** `package.build`: a path, `false`, or `build.rs` if that exists. */
function findBuildScript(
  files: FileSystem,
  settings: TomlTable,
  basics: PackageBasics,
): CargoTarget | undefined {
  const value = settings.value('build');
  if (value === false) return undefined;
  const written = value === undefined || value === true ? undefined : settings.string('build');
  const root = joinPath(basics.folder, written ?? 'build.rs');
  if (files.kind(root) !== 'file') {
    if (written !== undefined) {
      const message = `the build script of \`${basics.name}\` should be ${root}, which does not exist`;
      settings.problem('build', message, 'create the file, or correct `package.build`');
    }
    return undefined;
  }
  return {
    kind: 'build',
    name: `build-script-${fileStem(root)}`,
    crateName: `build_script_${fileStem(root).replaceAll('-', '_')}`,
    root,
    edition: basics.edition,
    requiredFeatures: [],
    tested: false,
    linkable: false,
  };
}

function editionOf(section: TomlTable | undefined): Edition | undefined {
  return asEdition(section?.string('edition'));
}

/** `"2021"` → 2021; `undefined` for anything that is no edition. */
export function asEdition(text: string | undefined): Edition | undefined {
  switch (text) {
    case '2015':
      return 2015;
    case '2018':
      return 2018;
    case '2021':
      return 2021;
    case '2024':
      return 2024;
    default:
      return undefined;
  }
}
