/** What our engine says of a program: its findings, and what it calls unknown. */
import type { NameAnswer } from '../../../server/src/query/answers';
import { analyse, type CreateAnalysis, FOLDER, reportedBy } from '../../support/checkFixture';
import type { Reported } from '../../support/compare';
import { manifests } from '../../support/fixture';
import type { Rendered } from './pieces';

export interface EngineAnswer {
  /** Findings, each with the name of the crate (as sources write it) in which it is one. */
  readonly findings: readonly (Reported & { readonly crate: string })[];
  readonly names: readonly NameAnswer[];
}

/** Asks with all names, as `check --all-names` does; `create`: another engine than ours. */
export async function askEngine(
  { files, crates }: Pick<Rendered, 'files' | 'crates'>,
  create?: CreateAnalysis,
): Promise<EngineAnswer> {
  const all = new Map([...files, ...manifests(crates)]);
  const analysis = await analyse({ files: all, crates, expected: [] }, undefined, create);
  // What a macro of another crate stands for may be reported at one place for several crates, by a code for each.
  const at = (file: string, start: number, end: number, code = ''): string =>
    `${file}:${start}:${end}:${code}`;
  const crateAt = new Map(
    analysis.allFindings().map((f) => [at(f.file, f.start, f.end, f.rustcCode), f.crate]),
  );
  return {
    findings: reportedBy(analysis).map((row) => ({
      ...row,
      crate: (crateAt.get(at(FOLDER + row.file, row.start, row.end, row.code)) ?? '').replaceAll('-', '_'),
    })),
    names: analysis
      .filesOfWorkspace()
      .flatMap((file) => analysis.answers(file))
      .map((name) => ({ ...name, file: name.file.slice(FOLDER.length) })),
  };
}
