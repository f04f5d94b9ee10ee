/** Everything that the engine offers, done to one input; what must not happen is told. */
import { createAnalysis, createSideBySide } from '../../../server/src/analysis/analysis';
import type { Analysis } from '../../../server/src/analysis/api';
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import { makeSnapshot } from '../../../server/src/bindings/make';
import { check } from '../../../server/src/cli/check';
import { Failure } from '../../../server/src/cli/failure';
import type { Output } from '../../../server/src/cli/output';
import { joinFindings } from '../../../server/src/diagnose/joined';
import { diagnosticOf, diagnosticOfProblem } from '../../../server/src/lsp/diagnostics';
import { Places } from '../../../server/src/lsp/places';
import { uriOfPath } from '../../../server/src/lsp/uris';
import type { PositionEncoding } from '../../../server/src/text/lineIndex';
import { laid } from './faultyFiles';
import { type Input, sizeOf } from './input';

/** Characters of one message; a name may be long, but nobody reads a megabyte. */
const LONGEST_MESSAGE = 1_500;

/** What is wrong with how the engine took an input; empty if nothing is. */
export async function examine(input: Input, parts: NodeParts): Promise<string[]> {
  const faults: string[] = [];
  const { files, root, remove } = laid(input);
  const options = {
    folder: root + input.folder,
    files,
    view: input.view,
    environment: input.environment,
  };
  const attempt = (what: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      faults.push(`${what} threw: ${error instanceof Error ? error.stack : String(error)}`);
    }
  };
  try {
    for (const allNames of [false, true]) {
      attempt(`an analysis (all names: ${allNames})`, () => {
        const analysis = createAnalysis({ ...options, allNames }, parts);
        const before = answers(analysis);
        faults.push(...wrong(analysis, (path) => files.readText(path)));
        shown(analysis, files);
        if (allNames || input.unsteady !== undefined) return;
        edited(analysis, (path) => files.readText(path));
        if (answers(analysis) !== before) faults.push('what was edited and closed again is not as it was');
      });
    }
    // One of the two is enough for one input: which, is the same each time.
    const format = sizeOf(input) % 2 === 0 ? 'text' : 'json';
    await written(format, options, parts).catch((error) => {
      faults.push(`check as ${format} threw: ${error instanceof Error ? error.stack : String(error)}`);
    });
    attempt('making a snapshot', () => {
      makeSnapshot({
        files,
        parser: parts.parser,
        catalog: parts.catalog,
        folders: [`${root}/target/debug/build/sel4-sys-0123456789abcdef/out`],
      });
    });
    return [...new Set(faults)];
  } finally {
    remove();
  }
}

/** Everything that an analysis says, in one text. */
export function answers(analysis: Analysis): string {
  return JSON.stringify([
    analysis.root(),
    analysis.view(),
    analysis.bindings() ?? null,
    analysis.problems(),
    analysis.filesOfWorkspace(),
    analysis.allFindings(),
    analysis.counts(),
    [...analysis.unknownReasons()],
    analysis.watchedFolders(),
  ]);
}

/** Findings that lie outside of their text, or say nothing, or too much. */
function wrong(analysis: Analysis, textOf: (path: string) => string | undefined): string[] {
  const faults: string[] = [];
  for (const finding of analysis.allFindings()) {
    const { file, start, end, message, code, name } = finding;
    const length = textOf(file)?.length ?? 0;
    const where = `${code} ${JSON.stringify(name.slice(0, 60))} at ${start}-${end} of ${length} in ${file}`;
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end))
      faults.push(`a finding with a place that is none: ${where}`);
    else if (end > length && length > 0) faults.push(`a finding outside of its text: ${where}`);
    if (message === '' || message.length > LONGEST_MESSAGE)
      faults.push(`a message of ${message.length} characters: ${where}`);
  }
  for (const { message, file } of analysis.problems())
    if (message === '' || message.length > LONGEST_MESSAGE)
      faults.push(`a problem of ${message.length} characters in ${file}`);
  return faults.slice(0, 5);
}

/** One view has no others to ask. */
const never = (): never => {
  throw new Error('asked for another view');
};

/** As an editor would show it, in each encoding. */
function shown(analysis: Analysis, files: ReturnType<typeof laid>['files']): void {
  for (const encoding of ['utf-8', 'utf-16', 'utf-32'] as PositionEncoding[]) {
    const context = {
      places: new Places((path) => files.readText(path), encoding),
      support: { related: true, codeDescription: true, data: true, fades: true },
      uriOf: uriOfPath,
      documentation: '',
    };
    for (const finding of joinFindings([analysis.allFindings()], never, true))
      JSON.stringify(diagnosticOf(finding, ['a'], context));
    for (const problem of analysis.problems())
      JSON.stringify(diagnosticOfProblem(problem, undefined, context));
  }
}

/** Some files are opened, edited at both ends and in the middle, and closed again. */
function edited(analysis: Analysis, textOf: (path: string) => string | undefined): void {
  for (const path of analysis.filesOfWorkspace().slice(0, 2)) {
    const text = textOf(path) ?? '';
    if (text.length > 300_000) continue;
    for (const now of [`${text} `, `}${text}`, text.slice(0, text.length >> 1), '', text]) {
      analysis.applyChange([{ path, text: now }]);
      analysis.findings(path);
    }
    analysis.applyChange([{ path, text: null }]);
  }
}

async function written(
  format: 'text' | 'json',
  options: Parameters<typeof createAnalysis>[0],
  parts: NodeParts,
): Promise<void> {
  const output: Output = {
    write: async () => {},
    error: () => {},
    isTerminal: true,
    errorIsTerminal: false,
    columns: 100,
  };
  try {
    await check(
      options.folder,
      { format, allNames: true, allViews: format === 'json' },
      {
        output,
        environment: options.environment ?? {},
        files: options.files,
        cwd: options.folder,
        snapshots: parts.catalog.names(),
        arches: ['aarch64', 'x86_64'],
        analyse: (folder, asked) => createSideBySide({ ...options, folder, views: [], ...asked }, parts),
      },
    );
  } catch (error) {
    // One clear message is what bad input may come to.
    if (!(error instanceof Failure)) throw error;
  }
}
