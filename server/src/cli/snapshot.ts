/** `kaal-sel4 snapshot OUT_DIR…` and `snapshot --from ARCHIVE`: keeps generated bindings, to check without them. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadParts } from '../analysis/nodeParts';
import { whyBroken } from '../bindings/folder';
import { makeSnapshot } from '../bindings/make';
import type { FileSystem } from '../project/model';
import { nodeFiles } from '../project/nodeFiles';
import { joinPath, parentFolder } from '../project/paths';
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
  const place = options.from === undefined ? onDisk(folders) : await inImage(options.from, folders);
  const { parser, catalog } = await loadParts();
  const made = makeSnapshot({
    files: place.files,
    parser,
    catalog,
    folders: place.folders,
    ...(options.name === undefined ? {} : { name: options.name }),
  });
  if (made.text === undefined) {
    const { file, message, help } = made.problem;
    throw new Failure(message.includes(file) ? message : `${file}: ${message}`, help);
  }
  for (const remark of [...place.remarks, ...made.remarks]) output.error(`note: ${printable(remark)}\n`);
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

interface Place {
  readonly files: FileSystem;
  /** Absolute paths in `files`. */
  readonly folders: readonly string[];
  readonly remarks: readonly string[];
}

function onDisk(folders: readonly string[]): Place {
  if (folders.length === 0)
    throw new Failure('no OUT_DIR is named', 'name one, or an image file with `--from ARCHIVE`');
  return { files: nodeFiles(), folders: folders.map((folder) => slashes(resolve(folder))), remarks: [] };
}

/** Folders named are those of the image; where none is, the newest that is whole. */
async function inImage(archive: string, named: readonly string[]): Promise<Place> {
  const { readImages } = await import('./image/image');
  const images = await readImages(archive, resolve(archive));
  const broken: string[] = [];
  const whole = images.flatMap((image) =>
    [...new Set(image.paths.filter((path) => path.endsWith('/bindings.rs')).map(parentFolder))].flatMap(
      (folder) => {
        const why = whyBroken(image.files, folder);
        if (why !== undefined) broken.push(`${folder}: ${why}`);
        return why === undefined
          ? [{ image, folder, modified: image.files.modified(joinPath(folder, 'bindings.rs')) }]
          : [];
      },
    ),
  );
  if (named.length > 0) {
    const folders = named.map((folder) => joinPath('/', folder));
    const image = images.find(({ files }) => folders.some((folder) => files.kind(folder) === 'folder'));
    if (!image)
      throw new Failure(
        `${archive} has no generated files in ${folders.join(', ')}`,
        whole.length > 0
          ? `it has some in ${whole.map(({ folder }) => folder).join(', ')}`
          : 'name an image in which the bindings were built',
      );
    return { files: image.files, folders, remarks: [] };
  }
  const [newest, ...others] = whole.sort((a, b) => b.modified - a.modified);
  if (newest === undefined)
    throw new Failure(
      broken.length > 0
        ? `${archive} has no whole generated bindings: ${broken.join('; ')}`
        : `${archive} holds no generated bindings (…/build/sel4-sys-*/out)`,
      'name an image in which the bindings were built; a later stage may have left them out',
    );
  const { image, folder } = newest;
  return {
    files: image.files,
    folders: [folder],
    remarks: [
      `bindings of ${folder}${image.name === '' ? '' : ` in ${image.name}`}`,
      ...(others.length > 0
        ? [`it is the newest; name one of the others for it: ${others.map((one) => one.folder).join(', ')}`]
        : []),
    ],
  };
}
