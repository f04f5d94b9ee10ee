/** The real world of a `check` run: disk, environment, data files. */
import { createAnalysis } from '../analysis';
import { loadParts } from '../nodeParts';
import { nodeFiles } from '../project/nodeFiles';
import type { CheckWorld } from './check';
import type { Output } from './output';

/** Loads the parser and the built-in data. */
export async function checkWorld(output: Output): Promise<CheckWorld> {
  const parts = await loadParts();
  const files = nodeFiles();
  return {
    output,
    environment: process.env,
    files,
    cwd: process.cwd(),
    snapshots: parts.catalog.names(),
    analyse: (folder, view, allNames) =>
      createAnalysis({ folder, files, view, allNames, environment: process.env }, parts),
  };
}
