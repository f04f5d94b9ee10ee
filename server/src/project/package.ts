/** One package: its manifest with what it inherits from its workspace. */
import { readScriptCfg } from './buildScript';
import { asEdition, type CargoTarget, findTargets } from './cargoTargets';
import { type Dependency, type Inherited, readDependencies } from './dependencies';
import { type FeatureMap, readFeatures } from './featureMap';
import type { Edition, FileSystem, ScriptCfg } from './model';
import { parentFolder } from './paths';
import { isTable, type TomlFile, type TomlTable } from './toml';

export interface Package {
  readonly name: string;
  readonly version: string | undefined;
  readonly file: TomlFile;
  /** Absolute path of its `Cargo.toml`. */
  readonly manifestPath: string;
  readonly folder: string;
  readonly edition: Edition;
  readonly targets: readonly CargoTarget[];
  /** The library or procedural macro, if it has one. */
  readonly library: CargoTarget | undefined;
  /** Of its build script, if it has one. */
  readonly scriptCfg: ScriptCfg | undefined;
  readonly dependencies: readonly Dependency[];
  readonly features: FeatureMap;
  readonly checkCfg: readonly string[];
}

/** The manifest of the workspace that a package inherits from. */
export interface WorkspaceRoot {
  readonly file: TomlFile;
  readonly folder: string;
}

/** Finds the workspace of a package: none, or one whose manifest cannot be read (which has been reported). */
type FindWorkspace = () => WorkspaceRoot | 'unreadable' | undefined;

/** Editions newer than those we know are read as the newest. */
const NEWEST: Edition = 2024;

/**
 * The package that a manifest describes; `undefined` if it describes none (a virtual workspace) or has no name, which is
 * reported. `workspace` is asked only when something is inherited.
 */
export function readPackage(
  files: FileSystem,
  file: TomlFile,
  workspace: FindWorkspace,
): Package | undefined {
  const settings = packageTable(file);
  if (settings === undefined) return undefined;
  const folder = parentFolder(file.path);
  const name = settings.string('name');
  if (name === undefined || name === '') {
    if (settings.value('name') === undefined || name === '') {
      settings.problem('name', `the package in ${folder} has no name`, 'add `name = "…"` to [package]');
    }
    return undefined;
  }
  const edition = readEdition(settings, workspace);
  const inherited = (): Inherited => {
    const root = workspace();
    if (root === undefined || root === 'unreadable') return root;
    return { table: root.file.table('workspace', 'dependencies'), folder: root.folder };
  };
  const dependencies = readDependencies(file, folder, inherited);
  const targets = findTargets(files, file, { name, folder, edition });
  const script = targets.find((target) => target.kind === 'build');
  const root = file.table();
  return {
    name,
    version: inheritedString(settings, 'version', workspace),
    file,
    manifestPath: file.path,
    folder,
    edition,
    targets,
    library: targets.find((target) => target.kind === 'lib' || target.kind === 'proc-macro'),
    scriptCfg: script === undefined ? undefined : readScriptCfg(files, script.root),
    dependencies,
    features: readFeatures(root.has('features') ? root.table('features') : undefined, dependencies),
    checkCfg: readCheckCfg(file, workspace),
  };
}

/** `[package]`, or `[project]` as it was called once; `undefined` if there is neither. */
export function packageTable(file: TomlFile): TomlTable | undefined {
  const root = file.table();
  for (const key of ['package', 'project']) if (root.has(key)) return root.table(key);
  return undefined;
}

/** `key = "…"`, or `key.workspace = true` for the workspace's. */
function inheritedString(settings: TomlTable, key: string, workspace: FindWorkspace): string | undefined {
  if (!isTable(settings.value(key))) return settings.string(key);
  if (settings.table(key)?.boolean('workspace') !== true) return undefined;
  const root = workspace();
  if (root === 'unreadable') return undefined;
  const found = root?.file.table('workspace', 'package').string(key);
  if (found === undefined) {
    const message =
      root === undefined
        ? `\`package.${key}\` asks for the workspace's value, but this package is in no workspace`
        : `\`package.${key}\` asks for the workspace's value, but \`[workspace.package]\` has no \`${key}\``;
    settings.problem(key, message, `write \`${key} = "…"\` here, or add it to [workspace.package]`);
  }
  return found;
}

function readEdition(settings: TomlTable, workspace: FindWorkspace): Edition {
  const text = inheritedString(settings, 'edition', workspace);
  if (text === undefined) return settings.has('edition') ? 2021 : 2015;
  const edition = asEdition(text);
  if (edition !== undefined) return edition;
  const message = `there is no edition "${text}" that this tool knows; ${NEWEST} is assumed`;
  settings.problem('edition', message, 'write "2015", "2018", "2021" or "2024"', 'warning');
  return NEWEST;
}

/** `[lints.rust] unexpected_cfgs = { check-cfg = […] }`, the package's own or the workspace's. */
function readCheckCfg(file: TomlFile, workspace: FindWorkspace): readonly string[] {
  if (!file.table().has('lints')) return [];
  const own = file.table('lints');
  const root = own.value('workspace') === true ? workspace() : undefined;
  if (root === 'unreadable') return [];
  const table = root === undefined ? own.table('rust') : root.file.table('workspace', 'lints', 'rust');
  const value = table?.value('unexpected_cfgs');
  if (value === undefined || typeof value === 'string') return [];
  return table?.table('unexpected_cfgs')?.strings('check-cfg') ?? [];
}
