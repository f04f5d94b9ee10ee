/** Dependency tables of a manifest (cargo book, "Specifying Dependencies"). */
import type { PackageSource } from './model';
import { joinPath } from './paths';
import type { TomlFile, TomlTable } from './toml';

export type DependencyKind = 'normal' | 'dev' | 'build';

export interface Dependency {
  /** The key in the table: what `[features]` call it. */
  readonly key: string;
  readonly packageName: string;
  /** `package = "…"` is given: the key is the name in `extern` position, whatever the library is called. */
  readonly renamed: boolean;
  readonly kind: DependencyKind;
  readonly optional: boolean;
  readonly defaultFeatures: boolean;
  readonly features: readonly string[];
  /** `cfg(…)` or the name of a target. */
  readonly platform?: string;
  readonly source: PackageSource;
  /** Where it is written: keys from the manifest's root. */
  readonly place: readonly string[];
}

/** `[workspace.dependencies]` and the folder that its paths start from. */
export interface InheritedDependencies {
  readonly table: TomlTable;
  readonly folder: string;
}

/** None: there is no workspace. `unreadable`: its manifest is broken, which has been reported. */
export type Inherited = InheritedDependencies | 'unreadable' | undefined;

/** The old spelling counts only where the new one is not there. */
const SECTIONS: readonly (readonly [kind: DependencyKind, name: string, old?: string])[] = [
  ['normal', 'dependencies'],
  ['dev', 'dev-dependencies', 'dev_dependencies'],
  ['build', 'build-dependencies', 'build_dependencies'],
];

/**
 * All dependencies of the manifest in `folder`, for all kinds and platforms. `inherited` is asked only if one says
 * `workspace = true`; `undefined` from it means that there is no workspace. What cannot be read is reported and left out.
 */
export function readDependencies(file: TomlFile, folder: string, inherited: () => Inherited): Dependency[] {
  const found: Dependency[] = [];
  const readSections = (parent: TomlTable, platform?: string): void => {
    for (const [kind, usual, old] of SECTIONS) {
      const name = old === undefined || parent.has(usual) ? usual : old;
      const section = parent.has(name) ? parent.table(name) : undefined;
      for (const key of section?.names() ?? []) {
        const dependency = readDependency(section!, key, kind, folder, inherited);
        if (dependency !== undefined)
          found.push(platform === undefined ? dependency : { ...dependency, platform });
      }
    }
  };
  const root = file.table();
  readSections(root);
  const platforms = root.has('target') ? root.table('target') : undefined;
  for (const platform of platforms?.names() ?? []) {
    const table = platforms!.table(platform);
    if (table !== undefined) readSections(table, platform);
  }
  return found;
}

/** One line of a dependency table. */
interface Entry {
  readonly section: TomlTable;
  readonly key: string;
  readonly kind: DependencyKind;
}

/**
 * A dependency that is there but cannot be read is one of which nothing is known: its name must not count as missing
 * everywhere else.
 */
function readDependency(
  section: TomlTable,
  key: string,
  kind: DependencyKind,
  folder: string,
  inherited: () => Inherited,
): Dependency | undefined {
  const entry = { section, key, kind };
  const value = section.value(key);
  if (typeof value === 'string') return complete({ requirement: value }, entry, folder);
  const table = section.table(key);
  if (table === undefined) return complete({}, entry, folder);
  if (table.boolean('workspace') !== true) return fromTable(table, entry, folder);
  const own = { optional: table.boolean('optional') ?? false, features: table.strings('features') ?? [] };
  const parent = parentOf(entry, inherited());
  if (parent === undefined) return complete(own, entry, folder);
  return {
    ...parent,
    optional: own.optional,
    // Features add up; default features are off only if both say so.
    defaultFeatures: parent.defaultFeatures || defaultFeaturesOf(table) === true,
    features: [...parent.features, ...own.features],
  };
}

/** The entry of `[workspace.dependencies]` that `x.workspace = true` means; `undefined` (reported) if there is none. */
function parentOf(entry: Entry, inherited: Inherited): Dependency | undefined {
  if (inherited === 'unreadable') return undefined;
  const { section, key } = entry;
  if (inherited === undefined) {
    section.problem(
      key,
      `\`${key}\` asks for the workspace's dependency, but this package is in no workspace`,
      'give its version or path here, or add the package to a workspace',
    );
    return undefined;
  }
  const { table, folder } = inherited;
  const value = table.value(key);
  if (typeof value === 'string') return complete({ requirement: value }, entry, folder);
  if (value === undefined) {
    section.problem(
      key,
      `\`${key}\` asks for the workspace's dependency, but \`[workspace.dependencies]\` has no \`${key}\``,
      `add \`${key}\` to \`[workspace.dependencies]\` in ${table.file.path}`,
    );
    return undefined;
  }
  const shared = table.table(key);
  return shared && fromTable(shared, entry, folder);
}

function fromTable(table: TomlTable, entry: Entry, folder: string): Dependency | undefined {
  // `artifact = "bin"`: built, but not linked.
  if (table.has('artifact') && table.boolean('lib') !== true) return undefined;
  const details: Details = {
    packageName: table.string('package'),
    requirement: table.string('version'),
    path: table.string('path'),
    git: table.string('git'),
    rev: table.string('rev'),
    tag: table.string('tag'),
    optional: table.boolean('optional'),
    defaultFeatures: defaultFeaturesOf(table),
    features: table.strings('features'),
  };
  return complete(details, entry, folder);
}

interface Details {
  readonly packageName?: string | undefined;
  readonly requirement?: string | undefined;
  readonly path?: string | undefined;
  readonly git?: string | undefined;
  readonly rev?: string | undefined;
  readonly tag?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly defaultFeatures?: boolean | undefined;
  readonly features?: readonly string[] | undefined;
}

/** Fills in what the entry does not say; a path starts from `folder`. */
function complete(details: Details, { section, key, kind }: Entry, folder: string): Dependency {
  const { path, git, requirement } = details;
  const source: PackageSource =
    path !== undefined
      ? { k: 'path', folder: joinPath(folder, path), ...(requirement === undefined ? {} : { requirement }) }
      : git !== undefined
        ? gitSource({ git, rev: details.rev, tag: details.tag })
        : { k: 'registry', requirement: requirement ?? '*' };
  return {
    key,
    packageName: details.packageName ?? key,
    renamed: details.packageName !== undefined,
    kind,
    optional: details.optional ?? false,
    defaultFeatures: details.defaultFeatures ?? true,
    features: details.features ?? [],
    source,
    place: [...section.keys, key],
  };
}

/** What `git = "…"` means, with what pins it. */
export function gitSource({
  git,
  rev,
  tag,
}: {
  readonly git: string;
  readonly rev: string | undefined;
  readonly tag: string | undefined;
}): PackageSource {
  return {
    k: 'git',
    url: git,
    ...(rev === undefined ? {} : { rev }),
    ...(tag === undefined ? {} : { tag }),
  };
}

/** The old spelling `default_features` is still read before edition 2024. */
function defaultFeaturesOf(table: TomlTable): boolean | undefined {
  return table.boolean('default-features') ?? table.boolean('default_features');
}
