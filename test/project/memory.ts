/** A project in memory: what the tests of this room say most. */
import type { EnvironmentVariables } from '../../server/src/project/config';
import { loadProject } from '../../server/src/project/load';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { CrateNode, ProjectModel, ViewRequest } from '../../server/src/project/model';

/** Texts by path below `/w`; a text that is not given may be empty (`'src/lib.rs'`). */
export function memory(texts: Readonly<Record<string, string>>) {
  return memoryFiles(new Map(Object.entries(texts).map(([path, text]) => [`/w/${path}`, text])));
}

export interface Asked extends ViewRequest {
  /** Below `/w`; the root if absent. */
  readonly folder?: string;
  readonly environment?: EnvironmentVariables;
}

export function load(texts: Readonly<Record<string, string>>, asked: Asked = {}): ProjectModel {
  const { folder, environment, ...request } = asked;
  return loadProject(
    memory(texts),
    folder === undefined ? '/w' : `/w/${folder}`,
    { arch: 'aarch64', ...request },
    environment,
  );
}

/** A package of edition 2021: `name`, and the rest of its manifest. */
export function manifest(name: string, rest = ''): string {
  return `[package]\nname = "${name}"\nversion = "1.2.3"\nedition = "2021"\n${rest}\n`;
}

/** The crate of a package (the first one, its library if it has one). */
export function crate(model: ProjectModel, packageName: string, kind?: CrateNode['kind']): CrateNode {
  const found = model.crates.find(
    (one) => one.packageName === packageName && (kind === undefined || one.kind === kind),
  );
  if (found === undefined)
    throw new Error(`no crate ${packageName} in ${model.crates.map((one) => one.packageName).join(', ')}`);
  return found;
}

/** `name → package` of all dependencies, with `?` where the package is not on disk. */
export function links(model: ProjectModel, node: CrateNode): string[] {
  return node.dependencies.map(({ name, crate: to, packageName }) =>
    to === undefined ? `${name} → ${packageName}?` : `${name} → ${model.crates[to]!.packageName}`,
  );
}

/** Names of the packages of which something is checked. */
export function checked(model: ProjectModel): string[] {
  return [...new Set(model.crates.filter((one) => one.checked).map((one) => one.packageName))].sort();
}
