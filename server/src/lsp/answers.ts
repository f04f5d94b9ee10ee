/** Diagnostics of files, kept as long as nothing they are made of has changed. */
import type { Diagnostic } from 'vscode-languageserver';
import { describe } from './describe';
import {
  type DiagnosticContext,
  diagnosticOf,
  diagnosticOfInactive,
  diagnosticOfProblem,
  eachOnce,
  type OwnDiagnostic,
} from './diagnostics';
import type { OpenDocument } from './documents';
import type { Places } from './places';
import type { Unit } from './unit';

export type AnswersOptions = Omit<DiagnosticContext, 'places'> & { logError(message: string): void };

interface Answer {
  /** What it was made of; analyses hand out the same arrays as long as nothing changed. */
  readonly from: readonly unknown[];
  /** Texts that its places were counted in, by path: the same offsets are other places in another text. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly items: readonly Diagnostic[];
}

export class Answers {
  private readonly kept = new Map<string, Answer>();

  constructor(private readonly options: AnswersOptions) {}

  /**
   * Diagnostics that the given units have for a file, each once, `document` being its open version if there is one. The
   * same array as last time when nothing changed. An error in an analysis is logged and counts as nothing found.
   */
  diagnostics(
    path: string,
    owners: readonly Unit[],
    document: OpenDocument | undefined,
    places: Places,
  ): readonly Diagnostic[] {
    const from: unknown[] = [document];
    const items: (() => OwnDiagnostic | undefined)[] = [];
    const texts = new Map<string, string | undefined>();
    const noting: DiagnosticContext['places'] = {
      range(file, start, end) {
        if (!texts.has(file)) texts.set(file, places.textOf(file));
        return places.range(file, start, end);
      },
    };
    const context: DiagnosticContext = { ...this.options, places: noting };
    for (const unit of owners) {
      try {
        const joined = unit.joined(path);
        const problems = unit.problems().filter((problem) => problem.file === path);
        const { enable, severity, inactiveCode } = unit.settings.diagnostics;
        // Fading is for what is looked at.
        const faded = inactiveCode && document !== undefined && this.options.support.fades;
        const inactive = faded ? unit.inactive(path) : [];
        from.push(joined, enable, severity.project, ...problems, JSON.stringify(inactive));
        if (!enable) continue;
        for (const { stretch, compiledIn } of inactive)
          items.push(() => diagnosticOfInactive(path, stretch, compiledIn, context));
        for (const problem of problems) {
          items.push(() => diagnosticOfProblem(problem, severity.project, context));
        }
        if (joined.length === 0) continue;
        const names = unit.viewNames();
        for (const finding of joined) items.push(() => diagnosticOf(finding, names, context));
      } catch (error) {
        this.options.logError(`${path} could not be checked: ${describe(error)}`);
      }
    }
    const before = this.kept.get(path);
    if (before !== undefined && sameParts(before.from, from) && sameTexts(before.texts, places))
      return before.items;
    const made = eachOnce(items.flatMap((item) => item() ?? []));
    this.kept.set(path, { from, texts, items: made });
    return made;
  }
}

function sameTexts(texts: Answer['texts'], places: Places): boolean {
  return [...texts].every(([path, text]) => places.textOf(path) === text);
}

function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
