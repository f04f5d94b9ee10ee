/** Bindings by themselves, without a workspace: a world in which only their names can be looked up. */
import { chooseBindings } from '../bindings/choose';
import { SYS_PACKAGE, TYPED_CRATE } from '../bindings/crates';
import type { Catalog } from '../bindings/data';
import type { BindingsSet } from '../bindings/model';
import type { Environment } from '../bindings/targetFolders';
import type { FileSystem, ProjectProblem } from '../project/model';
import type { CrateMap } from '../resolve/definitions';
import { World } from '../resolve/world';
import type { RustParser } from '../syntax/api';
import { SourceStore } from './sourceStore';

export interface OpenedBindings {
  /** What the person wrote. */
  readonly name: string;
  readonly set: BindingsSet;
  readonly world: World;
  /** The generated crate. */
  readonly sys: CrateMap;
  /** The crate of typed calls; absent where these bindings do not tell it. */
  readonly typed?: CrateMap;
}

export type BindingsOpening =
  | { readonly opened: OpenedBindings; readonly problem?: undefined }
  | { readonly opened?: undefined; readonly problem: ProjectProblem };

/**
 * Opens what a person names as bindings: a built-in snapshot, a snapshot file, an OUT_DIR or a target folder with one.
 * Relative paths begin at `root`. A problem says why it cannot be used.
 */
export function openBindings(
  name: string,
  input: {
    readonly files: FileSystem;
    readonly root: string;
    readonly parser: RustParser;
    readonly catalog: Catalog;
    readonly environment?: Environment;
  },
): BindingsOpening {
  const { files, root, parser, catalog } = input;
  const choice = chooseBindings({ catalog, files, root, view: { bindings: name }, environment: {} });
  const problem = choice.problems.find(({ severity }) => severity === 'error');
  if (problem) return { problem };
  const { set } = choice;
  if (!set) throw new Error(`bindings ${name} are neither there nor a problem`);
  const world = new World(
    { root, crates: [], problems: [], inputs: [] },
    set,
    { external: (crate) => catalog.std()?.[crate], hidden: () => catalog.hiddenInStd() },
    parser,
    new SourceStore(files, parser),
  );
  const own = set.origin.kind === 'snapshot' && catalog.names().includes(set.origin.name);
  return {
    opened: {
      name,
      set,
      world,
      sys: world.external(SYS_PACKAGE, []),
      // What stands behind bindings that were generated elsewhere is only the nearest that is known.
      ...(own
        ? { typed: world.external(TYPED_CRATE, Object.keys(set.external(TYPED_CRATE)?.features ?? {})) }
        : {}),
    },
  };
}
