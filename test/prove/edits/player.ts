/** Plays the steps of a script on analyses that live, and holds them against new ones. */

import { createSideBySide } from '../../../server/src/analysis/analysis';
import type { FileChange, SideBySide } from '../../../server/src/analysis/api';
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import type { ViewRequest } from '../../../server/src/project/model';
import { requestKey } from '../../../server/src/project/overView';
import { tokenize } from '../../../server/src/syntax/lexer';
import { type Answers, answersOf, difference, type Probe } from './answers';
import { Disk, ROOT } from './disk';
import type { Change, Script, Step } from './script';

/** The living analysis does not say what a new one says, or one of them threw. */
export class Difference extends Error {}

export class Player {
  readonly disk: Disk;
  private readonly living: SideBySide;
  /** Path → text of documents that are open. */
  readonly open = new Map<string, string>();
  /** Changed on disk without a word. */
  private readonly late = new Set<string>();
  private view: ViewRequest;
  /** Where something was typed last. */
  private worked: string | undefined;
  private looks = 0;

  /**
   * `parts` serve the living analyses and most that they are held against. Each eighth of these has `strangers` of its
   * own: what is remembered beside a lowered text, and wrong, would be wrong in all that share the text.
   */
  constructor(
    private readonly script: Omit<Script, 'steps'>,
    private readonly parts: NodeParts,
    private readonly strangers: NodeParts,
    private readonly create: typeof createSideBySide = createSideBySide,
  ) {
    this.disk = new Disk(script.files);
    this.view = script.view;
    this.living = this.fresh(parts);
    for (const view of this.living.views) view.allFindings();
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
      } else if (step.k === 'ask') for (const view of this.living.views) view.findings(ROOT + step.path);
      else if (step.k === 'view') {
        this.view = step.view;
        this.living.setViews(this.views());
      } else this.change(step.changes);
    } catch (error) {
      throw new Difference(`the living analysis threw: ${stackOf(error)}`);
    }
    if (step.k === 'look') this.look();
  }

  private change(changes: readonly Change[]): void {
    const told = new Set<string>();
    for (const { where, path, text } of changes) {
      if (text !== null && path.endsWith('.rs')) this.worked = path;
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
    if (changes.length > 0) this.living.applyChange(changes);
  }

  /** The view, and those beside it that are others. */
  private views(): readonly ViewRequest[] {
    const all = new Map([this.view, ...this.script.beside].map((view) => [requestKey(view), view]));
    return [...all.values()];
  }

  /** As a server that starts now: the disk, then the documents that are open. */
  private fresh(parts: NodeParts): SideBySide {
    const { folder, allNames } = this.script;
    const analyses = this.create(
      { folder: ROOT + folder, files: this.disk.files, views: this.views(), allNames },
      parts,
    );
    if (this.open.size > 0)
      analyses.applyChange([...this.open].map(([path, text]) => ({ path: ROOT + path, text })));
    return analyses;
  }

  private look(): void {
    const probe = this.probe();
    const said = asked(this.living, probe, 'the living analysis', true);
    const parts = ++this.looks % 8 === 0 ? this.strangers : this.parts;
    const expected = asked(this.fresh(parts), probe, 'a fresh analysis');
    for (const [what, right] of expected)
      if (said.get(what) !== right)
        throw new Difference(`${what}\n${difference(said.get(what) ?? '', right)}`);
  }

  /**
   * Some name in the file where something was typed last: another one when the text is another. At seven of eight
   * texts nothing is asked, as the answers cost more than all findings.
   */
  private probe(): Probe | undefined {
    const text = this.worked === undefined ? undefined : this.text(this.worked);
    if (text === undefined || text.length % 8 !== 0) return undefined;
    const names = [...text.matchAll(/[A-Za-z_]\w*/g)];
    const name = names[(text.length * 7) % names.length];
    if (!name) return undefined;
    const offset = name.index + (text.length % (name[0].length + 1));
    return { file: ROOT + this.worked!, offset, inMacro: isInMacro(text, offset) };
  }
}

function isInMacro(text: string, offset: number): boolean {
  const tokens = tokenize(text);
  let depth = 0;
  // How deep the macro stands whose text is gone through.
  let border: number | undefined;
  for (const [at, { text: word, start }] of tokens.entries()) {
    if (start >= offset) break;
    if (word === 'macro_rules' && tokens[at + 1]?.text === '!') border ??= depth;
    if ('([{'.includes(word)) depth++;
    else if (')]}'.includes(word) && --depth <= (border ?? -1)) border = undefined;
  }
  return border !== undefined;
}

function asked(analyses: SideBySide, probe: Probe | undefined, who: string, atOnce = false): Answers {
  try {
    return answersOf(analyses, probe, atOnce);
  } catch (error) {
    throw new Difference(`${who} threw: ${stackOf(error)}`);
  }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/**
 * Plays a whole script. Gives what went wrong and at which step; `undefined` if nothing did. With parts whose parser
 * lowers texts anew, living and fresh analyses share nothing.
 */
export function play(script: Script, parts: NodeParts): { step: number; what: string } | undefined {
  let step = 0;
  try {
    const player = new Player(script, parts, parts);
    for (const one of script.steps) {
      player.play(one);
      step += 1;
    }
    return undefined;
  } catch (error) {
    return { step, what: error instanceof Difference ? error.message : stackOf(error) };
  }
}
