import type { Analysis, AnalysisOptions } from '../../server/src/analysis/api';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import type { ViewRequest } from '../../server/src/project/model';
import { describeRow, type Reported } from './compare';
import { type Expected, type Fixture, parseFixture } from './fixture';
import { isAsked } from './nameCodes';

/** Where a fixture's files stand for the engine. */
export const FOLDER = '/fixture';

/** Makes an analysis with a parser and data that are already there. */
export type CreateAnalysis = (options: AnalysisOptions) => Analysis;

let engine: Promise<CreateAnalysis> | undefined;

/** An analysis of files in memory (absolute path → text) that stand in {@link FOLDER}; `create`: by another engine than ours. */
export async function analyseFiles(
  files: ReadonlyMap<string, string>,
  options: Pick<AnalysisOptions, 'view' | 'allNames'>,
  create?: CreateAnalysis,
): Promise<Analysis> {
  engine ??= load();
  return (create ?? (await engine))({ ...options, folder: FOLDER, files: memoryFiles(files) });
}

/** Loads the engine with parser and data, once. */
async function load(): Promise<CreateAnalysis> {
  const [{ createAnalysis }, { loadParts }] = await Promise.all([
    import('../../server/src/analysis/analysis'),
    import('../../server/src/analysis/nodeParts'),
  ]);
  const parts = await loadParts();
  return (options) => createAnalysis(options, parts);
}

/** An analysis of a fixture; rustc judges for the host, so fixtures say nothing of architectures. */
export async function analyse(
  fixture: Fixture,
  view: ViewRequest = { arch: 'x86_64' },
  create?: CreateAnalysis,
): Promise<Analysis> {
  const files = new Map([...fixture.files].map(([path, text]) => [FOLDER + path, text]));
  return analyseFiles(files, { view, allNames: true }, create);
}

/** What our engine reports as an error, or what rustc would call one; paths as in the fixture. */
export function reportedBy(analysis: Analysis): Reported[] {
  return analysis
    .allFindings()
    .filter(
      ({ severity, rustcCode, code }) =>
        severity === 'error' || rustcCode?.startsWith('E') || code === 'other-configuration',
    )
    .map((finding) => ({
      file: finding.file.slice(FOLDER.length),
      start: finding.start,
      end: finding.end,
      code: finding.rustcCode ?? '',
      message: finding.message,
    }));
}

export interface EngineAnswer {
  /** Reported by us and not by rustc: never acceptable. */
  readonly wrong: readonly string[];
  /** Reported by rustc and not by us. */
  readonly missing: readonly string[];
}

/**
 * Compares the engine's findings with the carets. `text` is a fixture's text or a parsed one.
 * Errors that {@link isAsked} does not name are neither asked for nor held against the engine.
 */
export async function checkFixture(
  text: string | Fixture,
  options: { readonly view?: ViewRequest } = {},
): Promise<EngineAnswer> {
  const fixture = typeof text === 'string' ? parseFixture(text) : text;
  const analysis = await analyse(fixture, options.view);
  const said = reportedBy(analysis);
  const told = fixture.expected.filter((row) => row.kind !== 'warning');
  const matches = (a: Reported, b: Expected): boolean =>
    a.file === b.file && a.start === b.start && a.end === b.end && a.code === b.code;
  const lints = analysis
    .allFindings()
    .map((finding) => ({ ...finding, file: finding.file.slice(FOLDER.length) }));
  return {
    wrong: said
      .filter((row) => !told.some((other) => matches(row, other)))
      .map((row) => describeRow(row, fixture.files)),
    missing: fixture.expected
      .filter((row) => {
        if (row.kind === 'silent') return false;
        if (row.kind === 'warning') return !lints.some((finding) => matches(finding, row));
        return isAsked(row.code, row.message) && !said.some((other) => matches(other, row));
      })
      .map((row) => describeRow(row, fixture.files)),
  };
}
