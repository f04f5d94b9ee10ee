/** The resolved crates of a small program, for tests that look below the findings. */
import { SourceStore } from '../../server/src/analysis/sourceStore';
import { openView } from '../../server/src/analysis/view';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { ViewRequest } from '../../server/src/project/model';
import {
  type CrateMap,
  type Definition,
  type Module,
  type Namespace,
  TYPE,
  VALUE,
} from '../../server/src/resolve/definitions';
import { lookupIn } from '../../server/src/resolve/lookup';
import { World } from '../../server/src/resolve/world';
import { parts } from './sel4Workspace';

/** A world over files in memory (absolute path → text) whose workspace stands in `folder`. */
export async function worldOf(
  files: ReadonlyMap<string, string>,
  folder: string,
  view: ViewRequest,
): Promise<World> {
  const { catalog, parser } = await parts();
  const store = new SourceStore(memoryFiles(files), parser);
  const opened = openView(store.files, { folder }, view, catalog);
  return new World(
    opened.project,
    opened.bindings,
    { external: (name) => catalog.std()?.[name], hidden: () => catalog.hiddenInStd() },
    parser,
    store,
  );
}

/** A crate of the workspace by name. */
export function crateNamed(world: World, name: string): CrateMap {
  const node = world.project.crates.find((candidate) => candidate.name === name);
  if (!node) throw new Error(`there is no crate ${name}`);
  return world.crate(node.index);
}

/** What a path below a module names; the last segment in the namespace that is asked for. */
export function definitionAt(
  world: World,
  from: Module,
  path: string,
  namespace: Namespace = VALUE,
): Definition {
  const segments = path.split('::');
  const last = segments.pop() ?? '';
  let module = from;
  for (const segment of segments) {
    const found = lookupIn(world, module, segment, TYPE);
    if (found?.k !== 'found' || !found.definition.module) throw new Error(`${path}: no module ${segment}`);
    module = found.definition.module;
  }
  const found = lookupIn(world, module, last, namespace);
  if (found?.k !== 'found') throw new Error(`${path} is not found`);
  return found.definition;
}
