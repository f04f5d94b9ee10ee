/** The real world of a run over a workspace: disk, environment, data files. */
import { createSideBySide } from '../analysis/analysis';
import { loadParts, type NodeParts } from '../analysis/nodeParts';
import { nodeFiles } from '../project/nodeFiles';
import type { CheckWorld } from './check';
import type { DiffWorld } from './diff';
import type { FixWorld } from './fix';
import type { Output } from './output';
import { uncommittedFiles } from './uncommitted';
import { withMark, writeFiles } from './writeFiles';

/** Loads the parser and the built-in data. */
export async function checkWorld(output: Output): Promise<CheckWorld> {
  return worldOf(output, await loadParts());
}

function worldOf(output: Output, parts: NodeParts): CheckWorld {
  const files = nodeFiles();
  return {
    output,
    environment: process.env,
    files,
    cwd: process.cwd(),
    snapshots: parts.catalog.names(),
    arches: [...new Set(parts.catalog.configurations().map((one) => one.arch))],
    analyse: (folder, options) =>
      createSideBySide({ folder, files, views: [], ...options, environment: process.env }, parts),
  };
}

/** The same with what opens bindings by themselves. */
export async function diffWorld(output: Output): Promise<DiffWorld> {
  const parts = await loadParts();
  return { ...worldOf(output, parts), parts };
}

/** The same with a way to write. */
export async function fixWorld(output: Output): Promise<FixWorld> {
  return { ...(await checkWorld(output)), write: writeFiles, withMark, uncommitted: uncommittedFiles };
}
