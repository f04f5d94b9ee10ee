/** Modules that a project's own table names as standing in for each other. */
import { Manifests } from '../manifests';
import type { FileSystem, ProjectProblem } from '../model';
import { findMetadata } from './find';
import { paritySchema } from './schema';

/** A pair as it is written. */
export interface WrittenPair {
  /** Paths from a crate's name on: `sel4::sys`. */
  readonly mock: string;
  readonly real: string;
  /** What to say of one of the two, at its place in the manifest. */
  problem(side: 'mock' | 'real', message: string, help: string): ProjectProblem;
}

/** The pairs of the table around a folder, in the order written; what has not the right shape is left out, silently. */
export function writtenPairs(files: FileSystem, folder: string): readonly WrittenPair[] {
  let said: ProjectProblem | undefined;
  const manifests = new Manifests(files, (problem) => {
    said = problem;
  });
  const table = findMetadata(manifests, folder)?.table;
  const entries = table?.value('parity');
  if (!table || !Array.isArray(entries)) return [];
  return entries.flatMap((entry, index): readonly WrittenPair[] => {
    const read = paritySchema.safeParse(entry);
    if (!read.success) return [];
    return [
      {
        ...read.data,
        problem(side, message, help) {
          said = undefined;
          table.file.valueProblem([...table.keys, 'parity', index, side], message, help);
          return said ?? { file: table.file.path, message, help, severity: 'error' };
        },
      },
    ];
  });
}
