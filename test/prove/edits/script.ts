/**
 * What happens to a workspace under an editor, as plain data and as text: a random sequence can be made shorter, written
 * down as an example and played again.
 *
 * ```text
 * //- /src/lib.rs
 * mod a;
 * //- /src/a.rs
 * pub fn f() {}
 * //> editor /src/a.rs
 * pub fn g() {}
 * //> & disk /src/b.rs
 * //> look
 * ```
 * `//-` files are there from the beginning; `//>` lines are steps, with the text that follows them. `&` says that the
 * change comes together with the one before. A text that cannot be written so stands as JSON in the line itself.
 */
import type { ViewRequest } from '../../../server/src/project/model';

/** One file changes. Paths begin with a slash and are relative to the workspace. */
export interface Change {
  /**
   * - `editor`: typed into an open document, which this opens; `null` closes it, unsaved.
   * - `disk`: a program writes the file and watchers tell of it; `null` removes it.
   * - `late`: as `disk`, but watchers tell of it only when someone looks.
   */
  readonly where: 'editor' | 'disk' | 'late';
  readonly path: string;
  readonly text: string | null;
}

export type Step =
  | { readonly k: 'change'; readonly changes: readonly Change[] }
  | { readonly k: 'view'; readonly view: ViewRequest }
  /** Findings of one file are asked for. */
  | { readonly k: 'ask'; readonly path: string }
  /** Everything is asked for, and must be as if nothing had been known before. */
  | { readonly k: 'look' };

export interface Script {
  /** Path → text: the disk as it is at first. */
  readonly files: ReadonlyMap<string, string>;
  readonly view: ViewRequest;
  /** Views that are looked at beside it. */
  readonly beside: readonly ViewRequest[];
  /** Every name is reported, not only those of the bindings. */
  readonly allNames: boolean;
  /** Where the analysis stands; empty for the workspace itself. */
  readonly folder: string;
  readonly steps: readonly Step[];
}

const WORDS = { editor: 'editor', disk: 'disk', late: 'late' } as const;
const GONE = { editor: 'close', disk: 'remove', late: 'late-remove' } as const;

/** A script as text; {@link parseScript} reads it. */
export function printScript({ files, view, beside, allNames, folder, steps }: Script): string {
  const options = {
    ...(allNames ? {} : { allNames }),
    ...(folder === '' ? {} : { folder }),
    ...(beside.length === 0 ? {} : { beside }),
  };
  const lines: string[] = [];
  if (Object.keys(options).length > 0) lines.push(`//> options ${JSON.stringify(options)}`);
  if (Object.keys(view).length > 0) lines.push(`//> view ${JSON.stringify(view)}`);
  const put = (head: string, text: string): void => {
    if (isPlain(text)) lines.push(head, ...text.split('\n').slice(0, -1));
    else lines.push(`${head} ${JSON.stringify(text)}`);
  };
  for (const [path, text] of files) put(`//- ${path}`, text);
  for (const step of steps) {
    if (step.k === 'look') lines.push('//> look');
    else if (step.k === 'ask') lines.push(`//> ask ${step.path}`);
    else if (step.k === 'view') lines.push(`//> view ${JSON.stringify(step.view)}`);
    else
      step.changes.forEach(({ where, path, text }, index) => {
        const and = index > 0 ? '& ' : '';
        if (text === null) lines.push(`//> ${and}${GONE[where]} ${path}`);
        else put(`//> ${and}${WORDS[where]} ${path}`, text);
      });
  }
  return `${lines.join('\n')}\n`;
}

/** Whether a text can stand as it is between two headers. */
function isPlain(text: string): boolean {
  if (text !== '' && !text.endsWith('\n')) return false;
  return !/^\/\/[->#] /m.test(text) && !/[^\P{Cc}\n]|\p{Cs}|[\u2028\u2029\ufeff]/u.test(text);
}

/** Reads what {@link printScript} wrote. Throws on a step that it does not know, naming the line. */
export function parseScript(text: string): Script {
  const files = new Map<string, string>();
  const steps: Step[] = [];
  let view: ViewRequest = {};
  let options: Partial<Pick<Script, 'allNames' | 'folder' | 'beside'>> = {};
  for (const { head, body } of sections(text)) {
    const [, , word = '', rest = ''] = /^(\/\/[->]) (\S+)\s*(.*)$/.exec(head) ?? [];
    if (head.startsWith('//- ')) files.set(word, rest === '' ? body : (JSON.parse(rest) as string));
    else if (word === 'options') options = JSON.parse(rest) as typeof options;
    else if (word === 'view' && steps.length === 0 && files.size === 0)
      view = JSON.parse(rest) as ViewRequest;
    else if (word === 'view') steps.push({ k: 'view', view: JSON.parse(rest) as ViewRequest });
    else if (word === 'look') steps.push({ k: 'look' });
    else if (word === 'ask') steps.push({ k: 'ask', path: rest });
    else addChange(steps, word === '&' ? rest : `${word} ${rest}`, word === '&', body, head);
  }
  const { allNames = true, folder = '', beside = [] } = options;
  return { files, view, beside, allNames, folder, steps };
}

function addChange(steps: Step[], line: string, together: boolean, body: string, head: string): void {
  const [, word = '', path = '', json = ''] = /^(\S+) (\S+)\s*(.*)$/.exec(line) ?? [];
  const find = (words: Readonly<Record<Change['where'], string>>): Change['where'] | undefined =>
    (Object.keys(words) as Change['where'][]).find((key) => words[key] === word);
  const written = find(WORDS);
  const where = written ?? find(GONE);
  if (where === undefined) throw new Error(`no step of a script: "${head}"`);
  const text = written === undefined ? null : json === '' ? body : (JSON.parse(json) as string);
  const change: Change = { where, path, text };
  const last = together ? steps.pop() : undefined;
  steps.push({ k: 'change', changes: last?.k === 'change' ? [...last.changes, change] : [change] });
}

function sections(text: string): { head: string; body: string }[] {
  const found: { head: string; body: string }[] = [];
  for (const line of text.replace(/\n$/, '').split('\n')) {
    if (/^\/\/[->] /.test(line)) found.push({ head: line, body: '' });
    else if (found.length > 0) found.at(-1)!.body += `${line}\n`;
  }
  return found;
}
