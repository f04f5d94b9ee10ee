/** `kaal-sel4 snapshot OUT_DIR…`: keeps generated bindings, to check without them. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { makeSnapshot } from '../bindings/make';
import { loadParts } from '../nodeParts';
import { nodeFiles } from '../project/nodeFiles';
import { printable } from './cells';
import { Failure } from './failure';
import type { Output } from './output';
import { slashes } from './paths';
import type { SnapshotOptions } from './program';

/**
 * Writes the snapshot to the file of `-o`, else to standard output; remarks go to standard error.
 * @returns 0
 * @throws Failure if the folders hold no whole bindings, or the file cannot be written
 */
export async function snapshotCommand(
  folders: readonly string[],
  options: SnapshotOptions,
  output: Output,
): Promise<number> {
  const { parser, catalog } = await loadParts();
  const made = makeSnapshot({
    files: nodeFiles(),
    parser,
    catalog,
    folders: folders.map((folder) => slashes(resolve(folder))),
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  if (made.text === undefined) {
    const { file, message, help } = made.problem;
    throw new Failure(message.includes(file) ? message : `${file}: ${message}`, help);
  }
  for (const remark of made.remarks) output.error(`note: ${printable(remark)}\n`);
  if (options.output === undefined) {
    await output.write(made.text);
    return 0;
  }
  const path = resolve(options.output);
  try {
    await writeFile(path, made.text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`the snapshot cannot be written: ${why}`, 'name another file with `-o`');
  }
  output.error(
    `wrote ${made.name} to ${printable(path)}: check with \`--bindings ${printable(options.output)}\`\n`,
  );
  return 0;
}
