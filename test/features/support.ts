/** Small workspaces with a cursor: `$0` in a file's text is where something is asked. */
import type { Analysis } from '../../server/src/analysis/api';
import { hoverText } from '../../server/src/features/hoverText';
import type { Place } from '../../server/src/query';
import { type Options, onSel4, ROOT, type Workspace, workspace } from '../support/sel4Workspace';

export interface Asked {
  readonly analysis: Analysis;
  readonly workspace: Workspace;
  /** Absolute path and UTF-16 offset of the cursor. */
  readonly file: string;
  readonly offset: number;
}

const CURSOR = '$0';

/** A workspace from a fixture's text, in which exactly one `$0` stands. */
export function ask(text: string, options: Options = {}): Promise<Asked> {
  return asked(text, workspace, options);
}

/** The same as one package that depends on `sel4`, whose sources are not there. */
export function askOnSel4(
  text: string,
  options: Options = { view: { bindings: 'aarch64' } },
): Promise<Asked> {
  return asked(text, onSel4, options);
}

async function asked(
  text: string,
  make: (text: string) => Promise<Workspace>,
  options: Options,
): Promise<Asked> {
  const made = await make(text);
  const path = made.paths().find((each) => made.text(each)?.includes(CURSOR));
  const content = path === undefined ? undefined : made.text(path);
  if (path === undefined || content === undefined) throw new Error('the fixture has no $0');
  const offset = content.indexOf(CURSOR);
  made.write(path, content.replace(CURSOR, ''));
  return { analysis: made.analysis(options), workspace: made, file: ROOT + path, offset };
}

/** Hover at the cursor as plain text or Markdown; empty where there is none. */
export function hoverAt({ analysis, file, offset, workspace: made }: Asked, markdown = false): string {
  const found = analysis.features.hover(file, offset);
  return found
    ? hoverText(found, { markdown, root: ROOT, link: (place) => linkTo(made, analysis, place) })
    : '';
}

function linkTo(
  made: Workspace,
  analysis: Analysis,
  { file, start }: Place,
): { uri: string; line: number } | undefined {
  const text = made.text(file.slice(ROOT.length)) ?? analysis.features.virtualText(file);
  if (text === undefined) return undefined;
  const line = text.slice(0, start).split('\n').length;
  return { uri: `file://${file}#${line}`, line };
}

/** `path:line:column text` of a place, from 1. */
export function spot({ workspace: made, analysis }: Asked, { file, start, end }: Place): string {
  const text = made.text(file.slice(ROOT.length)) ?? analysis.features.virtualText(file) ?? '';
  const before = text.slice(0, start).split('\n');
  const name = file.startsWith(ROOT) ? file.slice(ROOT.length) : file;
  return `${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${text.slice(start, end)}`.trimEnd();
}
