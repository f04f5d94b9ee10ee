/** Places as rustc counts them, for tables of places in many files. */
import type { FileSystem } from '../project/model';
import { LineIndex } from '../text/lineIndex';
import { relativeFile } from './report';

export interface UsePlace {
  /** Relative to the folder. */
  readonly file: string;
  readonly line: number;
  readonly col: number;
}

/** What has a place: an absolute path and a UTF-16 offset. */
export interface Placed {
  readonly file: string;
  readonly start: number;
}

/** Line and column of places; each file is read once. A file that cannot be read counts as empty. */
export function placesIn(
  folder: string,
  world: { readonly files: Pick<FileSystem, 'readText'> },
): (use: Placed) => UsePlace {
  const lines = new Map<string, LineIndex>();
  return ({ file, start }) => {
    let index = lines.get(file);
    if (index === undefined) {
      index = new LineIndex(world.files.readText(file) ?? '');
      lines.set(file, index);
    }
    const { line, column } = index.rustcPosition(start);
    return { file: relativeFile(folder, file), line, col: column };
  };
}
