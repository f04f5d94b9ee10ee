/** Everything that analyses say of a workspace, as text: two of them are held against each other by it. */
import type { SideBySide, ViewAnalysis } from '../../../server/src/analysis/api';

/** Where the features of an editor are asked about: a file that was just worked on, and a place in it. */
export interface Probe {
  readonly file: string;
  /** UTF-16 offset. */
  readonly offset: number;
  /** It is in the text of a macro by example. */
  readonly inMacro: boolean;
}

/** UTF-16 units before and behind a place in which fixes and hints are asked for. */
const AROUND = 300;

/** What was asked → what came. */
export type Answers = ReadonlyMap<string, string>;

/**
 * `atOnce`: what an editor asks right after a letter is asked before anything else, when only what that needs has been
 * read; it must not differ from what is said in the end.
 * @throws Error where an analysis contradicts itself; whatever it throws itself
 */
export function answersOf(analyses: SideBySide, probe: Probe | undefined, atOnce = false): Answers {
  const answers = new Map<string, string>();
  const { root, manifest, readable, views, defaultView, problems } = analyses.projectViews();
  answers.set('root of the project', root);
  // A manifest that is being typed names the views that it named before: that is memory on purpose.
  if (readable) answers.set('views of the project', lines([manifest, defaultView, ...views, ...problems]));
  const early = analyses.views.map((view) => (probe && atOnce ? atProbe(view, probe) : []));
  analyses.views.forEach((view, index) => {
    const of = analyses.views.length > 1 ? ` in view ${index}` : '';
    for (const [what, said] of ofView(view)) answers.set(what + of, said);
    if (!probe) return;
    const late = atProbe(view, probe);
    for (const [what, said] of [...late, ...besides(view, probe)]) answers.set(what + of, said);
    for (const [what, said] of atOnce ? early[index]! : late) answers.set(`${what} at once${of}`, said);
  });
  if (probe) answers.set('matrix', JSON.stringify(analyses.matrix('views')));
  return answers;
}

function ofView(view: ViewAnalysis): [what: string, said: string][] {
  const findings = view.allFindings();
  const files = view.filesOfWorkspace();
  for (const file of files) {
    const list = view.findings(file);
    if (list !== view.findings(file)) throw new Error(`two lists of findings in ${file}`);
    const same = findings.filter((finding) => finding.file === file);
    if (list.length !== same.length || list.some((one, at) => one !== same[at]))
      throw new Error(`findings in ${file} are others than those of all files`);
  }
  return [
    ['root', view.root()],
    ['view', JSON.stringify(view.view())],
    ['bindings', JSON.stringify(view.bindings())],
    ['problems', lines(view.problems())],
    ['files', lines(files)],
    ['findings', lines(findings)],
    ['inactive', lines(files.map((file) => [file, view.inactive(file)]))],
    ['counts', JSON.stringify(view.counts())],
    ['modules', lines(view.modules())],
    ['parity', JSON.stringify(view.parity(), withoutDefinitions)],
    ['unknown', lines([...view.unknownReasons()].sort(([a], [b]) => (a < b ? -1 : 1)))],
    ['watched', lines(view.watchedFolders())],
  ];
}

function atProbe(view: ViewAnalysis, { file, offset, inMacro }: Probe): [what: string, said: string][] {
  const { features } = view;
  return [
    ['highlights', plain(features.highlights(file, offset))],
    ['type', plain(features.typeDefinition(file, offset))],
    [
      'hints',
      lines(features.inlayHints(file, ...near(offset), { parameterNames: true, constantValues: true })),
    ],
    // Where all names are told, what calls in other files find in a macro is known when these have been checked: the whole
    // hover is asked for later.
    ['hover', inMacro ? 'in a macro' : plain(withoutStandIns(features.hover(file, offset)))],
    ['definition', plain(features.definition(file, offset))],
    ['references', lines(features.references(file, offset, true) ?? [])],
    // Items lead to definitions, which lead to everything.
    [
      'completion',
      lines(
        features.completion(file, offset)?.items.map(({ target: _, supply, field, ...item }) => ({
          ...item,
          supplied: supply !== undefined,
          ...(field ? { field: `${field.struct.name}.${field.field.name}` } : {}),
        })) ?? [],
      ),
    ],
    ['signature', plain(features.signatureHelp(file, offset))],
    ['links', lines(features.documentLinks(file))],
    ['symbols', lines(features.workspaceSymbols('seL4'))],
  ];
}

/** What rests on the findings of all files: these are known when all have been checked. */
function besides(view: ViewAnalysis, { file, offset }: Probe): [what: string, said: string][] {
  const { features } = view;
  return [
    ['fixes', JSON.stringify(view.fixes(file, ...near(offset)))],
    ['whole hover', plain(features.hover(file, offset))],
    ['rename', plain(features.rename(file, offset, 'another_name'))],
    ['lenses', lines(features.adapterLenses())],
  ];
}

/** How a stand-in differs is known when all crates have been read; until then the last answer does. */
function withoutStandIns<T extends { readonly problem?: { readonly code: string } }>(
  hover: T | undefined,
): T | undefined {
  const { problem } = hover ?? {};
  const isOfStandIns = problem?.code.startsWith('parity-') || problem?.code.startsWith('redefined-');
  return hover && isOfStandIns ? { ...hover, problem: undefined } : hover;
}

function near(offset: number): readonly [start: number, end: number] {
  return [Math.max(0, offset - AROUND), offset + AROUND];
}

/** What stands in code leads to the crate, and from there to everything. */
function withoutDefinitions(key: string, value: unknown): unknown {
  return ['item', 'unit', 'module', 'there'].includes(key) ? undefined : value;
}

const lines = (list: readonly unknown[]): string => list.map(plain).join('\n');

const plain = (one: unknown): string => JSON.stringify(one) ?? 'nothing';

/** Lines that only one of two texts has. */
export function difference(said: string, expected: string): string {
  const ours = said.split('\n');
  const theirs = expected.split('\n');
  const rows = [
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `living only: ${line}`),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `fresh only:  ${line}`),
  ];
  return rows.length > 0
    ? rows.join('\n')
    : `the same lines in another order or number:\n${said}\n--\n${expected}`;
}
