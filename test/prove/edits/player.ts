/** Plays the steps of a script on an analysis that lives, and holds it against new ones. */
import { createAnalysis } from '../../../server/src/analysis';
import type { Analysis, FileChange } from '../../../server/src/analysisApi';
import type { NodeParts } from '../../../server/src/nodeParts';
import type { ViewRequest } from '../../../server/src/project/model';
import { Disk, ROOT } from './disk';
import type { Change, Script, Step } from './script';

/** The living analysis does not say what a new one says, or one of them threw. */
export class Difference extends Error {}

export class Player {
  readonly disk: Disk;
  readonly analysis: Analysis;
  /** Path → text of documents that are open. */
  readonly open = new Map<string, string>();
  /** Changed on disk without a word. */
  private readonly late = new Set<string>();
  private view: ViewRequest;

  constructor(
    private readonly script: Omit<Script, 'steps'>,
    private readonly parts: NodeParts,
  ) {
    this.disk = new Disk(script.files);
    this.view = script.view;
    this.analysis = this.fresh();
    this.analysis.allFindings();
  }

  /** What the editor shows, or what the disk has. */
  text(path: string): string | undefined {
    return this.open.get(path) ?? this.disk.text(path);
  }

  /** Files on disk and documents that were never saved. */
  paths(): string[] {
    return [...new Set([...this.disk.paths(), ...this.open.keys()])];
  }

  /**
   * Does one step.
   * @throws Difference where a `look` sees one, or where the analysis threw
   */
  play(step: Step): void {
    try {
      if (step.k === 'look') {
        this.tell([...this.late]);
        this.late.clear();
      } else if (step.k === 'ask') this.analysis.findings(ROOT + step.path);
      else if (step.k === 'view') {
        this.view = step.view;
        this.analysis.setView(step.view);
      } else this.change(step.changes);
    } catch (error) {
      throw new Difference(`the living analysis threw: ${stackOf(error)}`);
    }
    if (step.k === 'look') this.look();
  }

  private change(changes: readonly Change[]): void {
    const told = new Set<string>();
    for (const { where, path, text } of changes) {
      if (where === 'editor') {
        if (text === null) this.open.delete(path);
        else this.open.set(path, text);
        told.add(path);
      } else {
        this.disk.write(path, text);
        if (where === 'late') this.late.add(path);
        else told.add(path);
      }
    }
    this.tell([...told]);
  }

  private tell(paths: readonly string[]): void {
    const changes = paths.map(
      (path): FileChange => ({ path: ROOT + path, text: this.open.get(path) ?? null }),
    );
    if (changes.length > 0) this.analysis.applyChange(changes);
  }

  /** As a server that starts now: the disk, then the documents that are open. */
  private fresh(): Analysis {
    const { folder, allNames } = this.script;
    const analysis = createAnalysis(
      { folder: ROOT + folder, files: this.disk.files, view: this.view, allNames },
      this.parts,
    );
    if (this.open.size > 0)
      analysis.applyChange([...this.open].map(([path, text]) => ({ path: ROOT + path, text })));
    return analysis;
  }

  private look(): void {
    const said = answersOf(this.analysis, 'the living analysis');
    const expected = answersOf(this.fresh(), 'a fresh analysis');
    for (const key of Object.keys(expected) as (keyof Answers)[]) {
      if (said[key] === expected[key]) continue;
      throw new Difference(`${key}\n${difference(said[key], expected[key])}`);
    }
  }
}

interface Answers {
  readonly root: string;
  readonly view: string;
  readonly bindings: string;
  readonly problems: string;
  readonly files: string;
  readonly findings: string;
  readonly counts: string;
  readonly unknown: string;
  readonly watched: string;
}

function answersOf(analysis: Analysis, who: string): Answers {
  try {
    const findings = analysis.allFindings();
    const files = analysis.filesOfWorkspace();
    for (const file of files) {
      const list = analysis.findings(file);
      if (list !== analysis.findings(file)) throw new Error(`two lists of findings in ${file}`);
      const same = findings.filter((finding) => finding.file === file);
      if (list.length !== same.length || list.some((one, at) => one !== same[at]))
        throw new Error(`findings in ${file} are others than those of all files`);
    }
    return {
      root: analysis.root(),
      view: JSON.stringify(analysis.view()),
      bindings: JSON.stringify(analysis.bindings()),
      problems: lines(analysis.problems()),
      files: lines(files),
      findings: lines(findings),
      counts: JSON.stringify(analysis.counts()),
      unknown: lines([...analysis.unknownReasons()].sort(([a], [b]) => (a < b ? -1 : 1))),
      watched: lines(analysis.watchedFolders()),
    };
  } catch (error) {
    throw new Difference(`${who} threw: ${stackOf(error)}`);
  }
}

const lines = (list: readonly unknown[]): string => list.map((one) => JSON.stringify(one)).join('\n');

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Lines that only one of two texts has. */
function difference(said: string, expected: string): string {
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

/** Plays a whole script. Gives what went wrong and at which step; `undefined` if nothing did. */
export function play(script: Script, parts: NodeParts): { step: number; what: string } | undefined {
  let step = 0;
  try {
    const player = new Player(script, parts);
    for (const one of script.steps) {
      player.play(one);
      step += 1;
    }
    return undefined;
  } catch (error) {
    return { step, what: error instanceof Difference ? error.message : stackOf(error) };
  }
}
