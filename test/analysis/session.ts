/** An analysis that lives while its files change, as under an editor, beside one made from scratch. */
import { deepStrictEqual } from 'node:assert';
import type { Analysis, FileChange } from '../../server/src/analysis/api';
import { type Options, ROOT, type Workspace } from '../support/sel4Workspace';

export class Session {
  readonly analysis: Analysis;
  /** Path → text of documents that are open. */
  private readonly open = new Map<string, string>();

  constructor(
    readonly disk: Workspace,
    private options: Options = {},
  ) {
    this.analysis = disk.analysis(options);
    this.analysis.allFindings();
    this.analysis.recomputed();
  }

  /** What the editor shows, or what the disk has. */
  text(path: string): string {
    return this.open.get(path) ?? this.disk.text(path) ?? '';
  }

  isThere(path: string): boolean {
    return this.open.has(path) || this.disk.text(path) !== undefined;
  }

  /** Types in an open document. */
  type(path: string, text: string): void {
    this.open.set(path, text);
    this.tell({ path: ROOT + path, text });
  }

  /** Puts one text for another in an open document; the old one must be there. */
  replace(path: string, before: string, after: string): void {
    const text = this.text(path);
    if (!text.includes(before)) throw new Error(`${path} has no "${before}"`);
    this.type(path, text.replace(before, after));
  }

  /** A program writes files, or removes them (`undefined`); documents of that name are closed. */
  write(...files: readonly (readonly [path: string, text: string | undefined])[]): void {
    for (const [path, text] of files) {
      this.open.delete(path);
      this.disk.write(path, text);
    }
    this.tell(...files.map(([path]) => ({ path: ROOT + path, text: null })));
  }

  setView(view: Options['view'] & object): void {
    this.options = { ...this.options, view };
    this.analysis.setView(view);
  }

  private tell(...changes: FileChange[]): void {
    this.analysis.applyChange(changes);
  }

  /** What asking for all findings made necessary; paths without the folder. */
  work(): { project: boolean; crates: string[]; parsed: string[]; checked: string[] } {
    this.analysis.allFindings();
    const { project, crates, parsed, checked } = this.analysis.recomputed();
    const bare = (paths: readonly string[]) => paths.map((path) => path.slice(ROOT.length)).sort();
    return { project, crates: [...crates].sort(), parsed: bare(parsed), checked: bare(checked) };
  }

  /** Errors, as `path word`. */
  errors(): string[] {
    return this.analysis
      .allFindings()
      .filter(({ severity }) => severity === 'error')
      .map(
        ({ file, start, end }) =>
          `${file.slice(ROOT.length)} ${this.text(file.slice(ROOT.length)).slice(start, end)}`,
      );
  }

  /** Throws unless the living analysis says what a new one says. */
  expectAsFresh(what = ''): void {
    let now = this.disk;
    for (const [path, text] of this.open) now = now.with(path, text);
    try {
      deepStrictEqual(answers(this.analysis), answers(now.analysis(this.options)));
    } catch (error) {
      throw new Error(`${what}\n${(error as Error).message}`);
    }
  }
}

function answers(analysis: Analysis): unknown {
  return {
    view: analysis.view(),
    findings: analysis.allFindings(),
    files: analysis.filesOfWorkspace(),
    counts: analysis.counts(),
    unknown: new Map([...analysis.unknownReasons()].sort()),
    problems: analysis.problems(),
  };
}
