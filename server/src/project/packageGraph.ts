/** Which package each dependency means: one on disk, or one that is known by name only. */
import { emptyCheckout } from './checkout';
import type { CargoConfig } from './config';
import type { Dependency } from './dependencies';
import { MANIFEST, type Manifests } from './manifests';
import type { CfgAnswer, PackageSource } from './model';
import type { Package } from './package';
import { type Patches, readPatches } from './patches';
import { joinPath } from './paths';
import type { Platforms } from './targetFacts';

/** A package that is not on disk. */
export interface ExternalPackage {
  readonly name: string;
  /** Folder that a path dependency names. */
  readonly path?: string;
}

export interface Edge {
  readonly dependency: Dependency;
  /** Where it comes from, patches regarded. */
  readonly source: PackageSource;
  /** Index of the package, if it is on disk. */
  readonly package?: number;
  /** Index of the external package otherwise. */
  readonly external?: number;
  readonly path?: string;
  /** Does its platform hold, when compiled for the target or for the host? */
  readonly onTarget: CfgAnswer;
  readonly onHost: CfgAnswer;
}

export class PackageGraph {
  readonly packages: Package[] = [];
  readonly externals: ExternalPackage[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #externalNumbers = new Map<string, number>();
  readonly #edges = new Map<number, readonly Edge[]>();
  readonly #patches: Patches;

  constructor(
    private readonly manifests: Manifests,
    private readonly platforms: Platforms,
    rootManifest: string,
    config: CargoConfig,
  ) {
    this.#patches = readPatches(manifests, rootManifest, config);
  }

  /** Number of a package that is on disk. */
  number(package_: Package): number {
    let number = this.#numbers.get(package_.manifestPath);
    if (number === undefined) {
      number = this.packages.length;
      this.packages.push(package_);
      this.#numbers.set(package_.manifestPath, number);
    }
    return number;
  }

  isProcMacro(number: number): boolean {
    return this.packages[number]?.library?.kind === 'proc-macro';
  }

  /** All dependencies of a package, of all kinds and platforms; worked out when first asked for. */
  edges(number: number): readonly Edge[] {
    let edges = this.#edges.get(number);
    if (edges === undefined) {
      const package_ = this.packages[number]!;
      edges = package_.dependencies.map((dependency) => this.#edge(package_, dependency));
      this.#edges.set(number, edges);
    }
    return edges;
  }

  #edge(from: Package, dependency: Dependency): Edge {
    const { platform } = dependency;
    const onTarget = platform === undefined || this.platforms.applies(platform, false);
    const onHost = platform === undefined || this.platforms.applies(platform, true);
    const common = { dependency, source: this.#patches.sourceOf(dependency), onTarget, onHost };
    const { source } = dependency;
    const folder = source.k === 'path' ? source.folder : this.#patches.folderFor(dependency);
    if (folder === undefined) return { ...common, external: this.#external(dependency) };
    const package_ = this.#packageIn(from, dependency, folder);
    return package_ === undefined
      ? { ...common, external: this.#external(dependency, folder), path: folder }
      : { ...common, package: this.number(package_), path: folder };
  }

  #packageIn(from: Package, dependency: Dependency, folder: string): Package | undefined {
    const path = joinPath(folder, MANIFEST);
    const { key, packageName } = dependency;
    if (!this.manifests.exists(path)) {
      if (emptyCheckout(this.manifests.files, folder) === undefined) {
        from.file.problem(
          dependency.place,
          `\`${from.name}\` depends on \`${key}\` in ${folder}, where there is no ${MANIFEST}`,
          'correct the path, or fetch the folder (`git submodule update --init`)',
          'error',
          packageName,
        );
      }
      return undefined;
    }
    const package_ = this.manifests.package(path);
    if (package_ === undefined || package_.name === packageName) return package_;
    from.file.problem(
      dependency.place,
      `\`${from.name}\` depends on a package \`${packageName}\` in ${folder}, but the package there is \`${package_.name}\``,
      `write \`package = "${package_.name}"\`, or correct the path`,
    );
    return undefined;
  }

  #external(dependency: Dependency, path?: string): number {
    const { source, packageName } = dependency;
    const key = path ?? `${packageName} ${source.k === 'git' ? source.url : compatible(source)}`;
    let number = this.#externalNumbers.get(key);
    if (number === undefined) {
      number = this.externals.length;
      this.externals.push(path === undefined ? { name: packageName } : { name: packageName, path });
      this.#externalNumbers.set(key, number);
    }
    return number;
  }
}

/** The leading non-zero part of a version requirement: requirements that share it are satisfied by one version. */
function compatible(source: Dependency['source']): string {
  if (source.k !== 'registry') return '';
  const start = [...source.requirement].findIndex((c) => c >= '0' && c <= '9');
  if (start === -1) return '';
  const parts = source.requirement.slice(start).split(',')[0]!.split('.');
  const used = parts.findIndex((part) => part !== '0');
  return parts.slice(0, used === -1 ? parts.length : used + 1).join('.');
}
