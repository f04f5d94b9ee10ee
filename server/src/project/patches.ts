/** `[patch]`: local folders in place of published packages (cargo book, "Overriding Dependencies"). */
import type { CargoConfig } from './config';
import type { Dependency } from './dependencies';
import { MANIFEST, type Manifests } from './manifests';
import { joinPath, parentFolder } from './paths';
import { satisfies } from './semver';
import type { TomlTable } from './toml';

export interface Patches {
  /** Absolute folder that stands in for a dependency; `undefined` if none does. */
  folderFor(dependency: Dependency): string | undefined;
}

interface Patch {
  readonly packageName: string;
  readonly folder: string;
}

/** Patches of the root manifest and of configuration files; only those with a path matter to us. */
export function readPatches(manifests: Manifests, rootManifest: string, config: CargoConfig): Patches {
  const bySource = new Map<string, Patch[]>();
  const add = (table: TomlTable | undefined, base: string): void => {
    for (const source of table?.names() ?? []) {
      const entries = table!.table(source);
      for (const key of entries?.names() ?? []) {
        if (typeof entries!.value(key) === 'string') continue;
        const entry = entries!.table(key);
        const path = entry?.string('path');
        if (entry === undefined || path === undefined) continue;
        const patches = bySource.get(sourceKey(source)) ?? [];
        bySource.set(sourceKey(source), patches);
        patches.push({ packageName: entry.string('package') ?? key, folder: joinPath(base, path) });
      }
    }
  };
  const root = manifests.file(rootManifest)?.table();
  for (const table of config.patches) add(table, parentFolder(parentFolder(table.file.path)));
  if (root?.has('patch')) add(root.table('patch'), parentFolder(rootManifest));
  return {
    folderFor({ source, packageName }) {
      if (source.k === 'path' || bySource.size === 0) return undefined;
      const patches = bySource.get(source.k === 'git' ? sourceKey(source.url) : 'crates-io') ?? [];
      return patches.find(({ packageName: name, folder }) => {
        if (name !== packageName) return false;
        const version = manifests.package(joinPath(folder, MANIFEST))?.version;
        return source.k === 'git' || version === undefined || satisfies(version, source.requirement);
      })?.folder;
    },
  };
}

/** `crates-io`, its address, or a git address without what does not tell repositories apart. */
function sourceKey(source: string): string {
  if (source.endsWith('github.com/rust-lang/crates.io-index')) return 'crates-io';
  const plain = source.endsWith('/') ? source.slice(0, -1) : source;
  return (plain.endsWith('.git') ? plain.slice(0, -4) : plain).toLowerCase();
}
