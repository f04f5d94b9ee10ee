/**
 * Answers do not depend on the order of the questions: whoever asks for the last file first, or for a hover before any
 * finding, hears the same. Edits come upon this by chance only; here it is all that is tried.
 */
import { createAnalysis } from '../../../server/src/analysis/analysis';
import type { Analysis } from '../../../server/src/analysis/api';
import { loadParts, type NodeParts } from '../../../server/src/analysis/nodeParts';
import { memoryFiles } from '../../../server/src/project/memoryFiles';
import type { ViewRequest } from '../../../server/src/project/model';
import { manifests } from '../../support/fixture';
import { difference } from '../edits/answers';
import { knownTexts } from '../edits/knownTexts';
import { start } from '../edits/starts';
import { commanded, linesOf } from '../edits/textEdits';
import { wordsIn } from '../edits/vocabulary';
import { fewest } from '../fewest';
import { generate } from '../names/generate';
import { render } from '../names/pieces';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { Choices } from '../random';
import { tangle } from './tangle';

const FOLDER = '/fixture';

/** Orders in which each workspace is asked. */
const ORDERS = 4;

/** Sequences that went wrong, after which it makes no sense to go on. */
const MOST_FAILURES = 10;

export const orders: Proof = {
  name: 'orders',
  what: 'the same questions in other orders: the same findings',
  unit: 'workspaces',
  budget: 2_000,
  run,
};

/** A file whose findings are asked for, or a place in one that an editor asks about. */
export type Question = { readonly path: string; readonly offset?: number };

export interface Workspace {
  /** Path with a leading slash → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly view: ViewRequest;
}

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  const alone = await loadParts();
  const parts = { ...alone, parser: knownTexts(alone.parser) };
  const counts = { workspaces: 0, 'orders compared': 0, 'findings compared': 0, differences: 0 };
  const failures: Failure[] = [];
  for (let at = seed; at < seed + budget && failures.length < MOST_FAILURES; at++) {
    progress(`${counts.workspaces} workspaces, ${failures.length} failed`);
    const c = new Choices(at);
    const workspace = workspaceOf(c, at);
    counts.workspaces++;
    const expected = answered(workspace, [], parts);
    counts['findings compared'] += expected.split('\n').length - 1;
    for (let order = 0; order < ORDERS; order++) {
      const questions = questionsOf(c, workspace);
      counts['orders compared']++;
      if (answered(workspace, questions, parts) === expected) continue;
      counts.differences++;
      progress(`seed ${at} went wrong: making it smaller`);
      failures.push(failure(at, workspace, questions, parts));
      break;
    }
  }
  return { counts, failures };
}

/** Imports that lead around in circles, a made-up program, or a sample; of these every second one is damaged as by typing. */
function workspaceOf(c: Choices, seed: number): Workspace {
  const kind = c.weighted({ tangle: 6, program: 2, sample: 2 });
  if (kind === 'tangle') return { files: tangle(c), view: {} };
  const { files, view } = kind === 'program' ? madeUp(seed) : start(c);
  if (c.chance(0.5)) return { files, view };
  const damaged = new Map(files);
  const sources = [...files.keys()].filter((path) => path.endsWith('.rs'));
  const { functions, types, constants, modules } = wordsIn(files);
  for (let left = 1 + c.below(4); left > 0 && sources.length > 0; left--) {
    const path = c.pick(sources);
    const text = damaged.get(path) ?? '';
    const changed = c.chance(0.3)
      ? unfinished(c, text)
      : commanded(c, text, c.pick([functions, types, constants, modules]));
    damaged.set(path, changed);
  }
  return { files: damaged, view };
}

function madeUp(seed: number): Workspace {
  const { files, crates } = render(generate(seed));
  return { files: new Map([...files, ...manifests(crates)]), view: { arch: 'x86_64' } };
}

/** A line that someone has begun. */
function unfinished(c: Choices, text: string): string {
  const lines = linesOf(text);
  return lines
    .toSpliced(c.below(lines.length + 1), 0, c.pick(['use', 'fn f(', 'gone! {}', '}', 'pub']))
    .join('\n');
}

function questionsOf(c: Choices, { files }: Workspace): Question[] {
  const paths = [...files.keys()].filter((path) => path.endsWith('.rs'));
  const questions: Question[] = paths.map((path) => ({ path }));
  for (let left = paths.length === 0 ? 0 : c.below(6); left > 0; left--) {
    const path = c.pick(paths);
    const names = [...files.get(path)!.matchAll(/[A-Za-z_]\w*/g)];
    if (names.length > 0) questions.push({ path, offset: c.pick(names).index });
  }
  return questions
    .map((question) => ({ question, at: c.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ question }) => question);
}

/** What is said of a workspace in the end, once these questions have been asked. */
export function answered(
  { files, view }: Workspace,
  questions: readonly Question[],
  parts: NodeParts,
): string {
  const disk = memoryFiles(new Map([...files].map(([path, text]) => [FOLDER + path, text])));
  const analysis = createAnalysis({ folder: FOLDER, files: disk, view, allNames: true }, parts);
  try {
    for (const question of questions) ask(analysis, question);
    const findings = analysis.allFindings().map((finding) => JSON.stringify(finding));
    const unknown = [...analysis.unknownReasons()].sort(([a], [b]) => (a < b ? -1 : 1));
    return [...findings, JSON.stringify(unknown)].join('\n');
  } catch (error) {
    return `it threw: ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function ask(analysis: Analysis, { path, offset }: Question): void {
  if (offset === undefined) analysis.findings(FOLDER + path);
  else {
    analysis.features.definition(FOLDER + path, offset);
    analysis.features.completion(FOLDER + path, offset);
  }
}

function failure(seed: number, given: Workspace, asked: readonly Question[], parts: NodeParts): Failure {
  const fails = (workspace: Workspace, some: readonly Question[]): boolean =>
    answered(workspace, some, parts) !== answered(workspace, [], parts);
  const questions = fewest(asked, (some) => fails(given, some));
  const workspace = smaller(given, (candidate) => fails(candidate, questions));
  const said = difference(answered(workspace, questions, parts), answered(workspace, [], parts));
  return {
    title: 'another order of questions, another answer',
    seed,
    input: [
      `//> view ${JSON.stringify(workspace.view)}`,
      ...[...workspace.files].flatMap(([path, text]) => [`//- ${path}`, text.trimEnd()]),
      ...questions.map((question) => `//> ask ${JSON.stringify(question)}`),
    ].join('\n'),
    details: said.split('\n').slice(0, 12),
  };
}

/** Fewer files, and fewer lines of each. Places that are asked about stay what they are as far as their text does. */
function smaller(workspace: Workspace, fails: (candidate: Workspace) => boolean): Workspace {
  const { view } = workspace;
  let files = new Map(fewest([...workspace.files], (some) => fails({ view, files: new Map(some) })));
  for (const pieces of [/[^\n]*\n|[^\n]+$/g, /\w+|\s+|[^\w\s]/g])
    for (const [path, text] of files) {
      const list = text.match(pieces) ?? [];
      if (list.length > 400) continue;
      const kept = fewest(list, (some) => fails({ view, files: new Map(files).set(path, some.join('')) }));
      files = new Map(files).set(path, kept.join(''));
    }
  return { view, files };
}
