/**
 * Packages that have the name of one of rust-sel4's and are others: those of a registry, of another repository, of a fork.
 * What is built in does not stand for them.
 */
import type {
  CrateDependency,
  CrateNode,
  FileSystem,
  PackageSource,
  ProjectModel,
  ProjectProblem,
} from '../project/model';
import { foldersUpward, isInside } from '../project/paths';
import { satisfies } from '../project/semver';
import { tomlLayout } from '../project/tomlLayout';
import { locateKey } from '../project/tomlPlaces';
import { knowsPackage, SYS_PACKAGE } from './crates';
import type { Catalog } from './data';
import type { BindingsSet } from './model';
import { isPublishedRustSel4, isSameRepository, REPOSITORY } from './repository';
import { isOfCommit, pinnedRevisions } from './revision';
import { submoduleOf } from './submodules';

/** All of rust-sel4's packages have it. */
const VERSION = '0.1.0';
/** Where its build script is, which no other package has there. */
const SCRIPT = '/build/main.rs';

export interface ForeignInput {
  readonly files: FileSystem;
  readonly catalog: Catalog;
  readonly bindings: BindingsSet | undefined;
}

/** The project with such packages marked, and what is to be said of them: one warning each. */
export function markForeign(
  project: ProjectModel,
  input: ForeignInput,
): { readonly project: ProjectModel; readonly problems: readonly ProjectProblem[] } {
  const problems = new Map<string, ProjectProblem>();
  const own = new OwnPackages(project.crates);
  const whys = new Map<string, string | undefined>();
  const dependency = (from: CrateNode, one: CrateDependency): CrateDependency => {
    const { packageName, source } = one;
    if (one.crate !== undefined || !source || !knowsPackage(input.bindings, packageName)) return one;
    const key = JSON.stringify(source);
    if (!whys.has(key)) whys.set(key, whyForeign(project.root, source, input));
    const why = whys.get(key);
    if (why === undefined) return one;
    if (!problems.has(packageName)) problems.set(packageName, problem(from, one, why, input.files));
    return { ...one, foreign: true };
  };
  const crates = project.crates.map((node): CrateNode => {
    const dependencies = node.dependencies.map((one) => dependency(node, one));
    const isSame = dependencies.every((one, at) => one === node.dependencies[at]);
    const marked = isSame ? node : { ...node, dependencies };
    return own.isForeign(node) ? { ...marked, foreign: true } : marked;
  });
  const isSame = crates.every((node, at) => node === project.crates[at]);
  return { project: isSame ? project : { ...project, crates }, problems: [...problems.values()] };
}

function problem(
  { manifestPath }: CrateNode,
  { packageName, source, declaredAt = [] }: CrateDependency,
  why: string,
  files: FileSystem,
): ProjectProblem {
  const fetch =
    source?.k === 'path' ? 'fetch it' : 'build the workspace once, so that its sources are on disk';
  return {
    file: manifestPath,
    ...locateKey(tomlLayout(files.readText(manifestPath) ?? ''), declaredAt),
    message: `nothing is known of \`${packageName}\`: ${why}, and no built-in bindings stand for that`,
    help: `${fetch}, or name bindings that are like its own (\`--bindings\`)`,
    severity: 'warning',
    ...(source?.k === 'path' ? { missingPackage: packageName } : {}),
  };
}

/** Why a package that is not on disk is none of rust-sel4's; `undefined` if it is, or may well be. */
function whyForeign(root: string, source: PackageSource, input: ForeignInput): string | undefined {
  const { files } = input;
  switch (source.k) {
    case 'registry':
      return satisfies(VERSION, source.requirement)
        ? undefined
        : `version ${source.requirement} is not rust-sel4's`;
    case 'git':
      return isPublishedRustSel4(source.url) || isAtKnownCommit(root, source, input)
        ? undefined
        : `${source.url} is not rust-sel4's own repository`;
    case 'path': {
      const { folder } = source;
      const submodule = submoduleOf(files, folder);
      if (submodule)
        return isPublishedRustSel4(submodule.url) || isAtKnownCommit(root, submodule, input)
          ? undefined
          : `${submodule.url}, the submodule that it is in, is not rust-sel4's own repository`;
      const isNamed = folder.split('/').includes(REPOSITORY);
      const isHere = foldersUpward(root).some(
        (at) => isInside(folder, at) && (at === root || files.kind(`${at}/.git`) !== undefined),
      );
      return isNamed && isHere ? undefined : `${folder} is not there`;
    }
  }
}

/** A fork, or a copy, that the workspace pins to a commit of which bindings are built in is what these are. */
function isAtKnownCommit(
  root: string,
  from: { readonly url: string; readonly rev?: string; readonly folder?: string },
  { files, catalog }: ForeignInput,
): boolean {
  const known = catalog.configurations().map(({ origin }) => origin.rustSel4Commit);
  const { rev, url, folder } = from;
  if (rev !== undefined && isOfCommit(rev, known)) return true;
  return pinnedRevisions(files, root).some(
    (pinned) =>
      known.includes(pinned.commit) &&
      (folder === undefined
        ? pinned.url !== undefined && isSameRepository(pinned.url, url)
        : pinned.folder === folder),
  );
}

/** Packages on disk that have the name of one that generates bindings. */
class OwnPackages {
  private readonly foreign = new Map<string, boolean>();

  constructor(private readonly crates: readonly CrateNode[]) {}

  isForeign({ packageName, manifestPath }: CrateNode): boolean {
    if (packageName !== SYS_PACKAGE) return false;
    const known = this.foreign.get(manifestPath);
    if (known !== undefined) return known;
    const nodes = this.crates.filter((node) => node.manifestPath === manifestPath);
    // Its generator needs others of rust-sel4's packages.
    const foreign = !nodes.some(
      ({ kind, root, dependencies, inactiveDependencies }) =>
        (kind === 'build' && root.endsWith(SCRIPT)) ||
        [...dependencies, ...inactiveDependencies].some(
          (each) => each.packageName.startsWith('sel4-') && each.packageName !== packageName,
        ),
    );
    this.foreign.set(manifestPath, foreign);
    return foreign;
  }
}
