/** `[patch]`: folders and repositories in place of published packages (cargo book, "Overriding Dependencies"). */
import type { CargoConfig } from './config';
import { type Dependency, gitSource } from './dependencies';
import { MANIFEST, type Manifests } from './manifests';
import type { PackageSource } from './model';
import { joinPath, parentFolder } from './paths';
import { satisfies } from './semver';
import type { TomlTable } from './toml';

export interface Patches {
  /** Absolute folder that stands in for a dependency; `undefined` if none does. */
  folderFor(dependency: Dependency): string | undefined;
  /** Where a dependency really comes from. */
  sourceOf(dependency: Dependency): PackageSource;
}

interface Patch {
  readonly packageName: string;
  readonly source: PackageSource;
}

/** Patches of the root manifest and of configuration files: those with a path or a repository. */
export function readPatches(manifests: Manifests, rootManifest: string, config: CargoConfig): Patches {
  const bySource = new Map<string, Patch[]>();
  const add = (table: TomlTable | undefined, base: string): void => {
    for (const source of table?.names() ?? []) {
      const entries = table!.table(source);
      for (const key of entries?.names() ?? []) {
        if (typeof entries!.value(key) === 'string') continue;
        const entry = entries!.table(key);
        const [path, git] = [entry?.string('path'), entry?.string('git')];
        const from =
          path !== undefined
            ? { k: 'path' as const, folder: joinPath(base, path) }
            : git !== undefined && gitSource({ git, rev: entry?.string('rev'), tag: entry?.string('tag') });
        if (entry === undefined || !from) continue;
        const patches = bySource.get(sourceKey(source)) ?? [];
        bySource.set(sourceKey(source), patches);
        patches.push({ packageName: entry.string('package') ?? key, source: from });
      }
    }
  };
  const root = manifests.file(rootManifest)?.table();
  for (const table of config.patches) add(table, parentFolder(parentFolder(table.file.path)));
  if (root?.has('patch')) add(root.table('patch'), parentFolder(rootManifest));
  const patchFor = ({ source, packageName }: Dependency): PackageSource | undefined => {
    if (source.k === 'path' || bySource.size === 0) return undefined;
    const patches = bySource.get(source.k === 'git' ? sourceKey(source.url) : 'crates-io') ?? [];
    return patches.find(({ packageName: name, source: from }) => {
      if (name !== packageName) return false;
      if (from.k !== 'path' || source.k === 'git') return true;
      const version = manifests.package(joinPath(from.folder, MANIFEST))?.version;
      return version === undefined || satisfies(version, source.requirement);
    })?.source;
  };
  return {
    folderFor(dependency) {
      const patch = patchFor(dependency);
      return patch?.k === 'path' ? patch.folder : undefined;
    },
    sourceOf: (dependency) => patchFor(dependency) ?? dependency.source,
  };
}

/** `crates-io`, its address, or a git address without what does not tell repositories apart. */
function sourceKey(source: string): string {
  if (source.endsWith('github.com/rust-lang/crates.io-index')) return 'crates-io';
  const plain = source.endsWith('/') ? source.slice(0, -1) : source;
  return (plain.endsWith('.git') ? plain.slice(0, -4) : plain).toLowerCase();
}
