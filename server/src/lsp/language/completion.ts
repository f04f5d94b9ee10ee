/** `textDocument/completion`, `completionItem/resolve` */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  ErrorCodes,
  InsertTextFormat,
  type MarkupContent,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import type { CompletionItem as Suggested } from '../../features/completion';
import type { CompletionDetails } from '../../features/completionDetails';
import type { CompletionKind } from '../../features/completionKind';
import { hoverText } from '../../features/hoverText';
import { shownPath } from '../../project/paths';
import { completeManifest, manifestTriggers } from '../manifestCompletion';
import type { Places } from '../places';
import type { Session } from '../session';
import { workspaceEditOf } from '../workspaceEdits';
import { type Asking, atPosition, type Question, readySession } from './ask';

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  constant: CompletionItemKind.Constant,
  static: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  field: CompletionItemKind.Field,
  type: CompletionItemKind.Struct,
  struct: CompletionItemKind.Struct,
  union: CompletionItemKind.Struct,
  enum: CompletionItemKind.Enum,
  variant: CompletionItemKind.EnumMember,
  trait: CompletionItemKind.Interface,
  module: CompletionItemKind.Module,
  macro: CompletionItemKind.Function,
};

/** A list that was sent: items are asked about one by one. */
interface Sent {
  readonly id: number;
  readonly question: Question;
  readonly items: readonly Suggested[];
}

interface ItemData {
  readonly list: number;
  readonly index: number;
}

/** Command of an item whose name the adapter has to be given: run by the editor when the item is taken. */
export const SUPPLY = 'kaalSel4.supply';

export function registerCompletion(asking: Asking): void {
  let sent: Sent | undefined;
  asking.connection.onCompletion(async (params, token) => {
    const manifest = completeManifest(await readySession(asking, token), params);
    if (manifest) return [...manifest];
    return atPosition(asking, params, token, (question, offset): CompletionList | undefined => {
      if (!isMeant(params.context?.triggerCharacter, question, offset)) return undefined;
      const { features, path, places, unit } = question;
      const found = features.completion(path, offset, unit.fixSettings);
      const inserting = found && places.range(path, found.start, offset);
      const replacing = found && places.range(path, found.start, found.end);
      if (!found || !inserting || !replacing) return undefined;
      const { editsFromServer } = question.session.client.language;
      const isWritable = ({ supply, writtenOut }: Suggested): boolean =>
        editsFromServer || (!supply && (writtenOut?.features.length ?? 0) === 0);
      const possible = found.items.filter(isWritable);
      sent = { id: (sent?.id ?? 0) + 1, question, items: possible };
      const list = sent.id;
      const items = possible.map((item, index) =>
        itemOf(question, item, { list, index }, { start: found.start, inserting, replacing }),
      );
      return { isIncomplete: found.incomplete, items };
    });
  });
  asking.connection.onCompletionResolve(async (item, token) => {
    const session = await readySession(asking, token);
    const { list, index } = (item.data ?? {}) as Partial<ItemData>;
    const suggested = list === sent?.id && index !== undefined ? sent?.items[index] : undefined;
    if (!sent || !suggested) return item;
    const { question } = sent;
    const details = question.features.completionDetails(suggested);
    return {
      ...item,
      detail: details.detail,
      documentation: documentationOf(question, details),
      ...(item.additionalTextEdits ? {} : editsOf(session.placesIn(question.unit), question.path, details)),
    };
  });
  asking.connection.onExecuteCommand(async ({ command, arguments: given }, token) => {
    if (command !== SUPPLY)
      throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`);
    const session = await readySession(asking, token);
    const { list, index } = (given?.[0] ?? {}) as Partial<ItemData>;
    const taken = list === sent?.id && index !== undefined ? sent?.items[index] : undefined;
    // Typed over meanwhile: the finding at the name offers the same.
    if (!sent || !taken) return null;
    await supply(session, sent.question, taken);
    return null;
  });
}

/** Writes into the adapter what the name needs; the texts are those of the last flush. */
async function supply(session: Session, { unit, features }: Question, item: Suggested): Promise<void> {
  const edits = features.completionDetails(item).supply;
  if (edits.length === 0) return;
  const edit = workspaceEditOf(edits, {
    places: session.places(),
    support: { ...session.client.edits, annotations: false },
    uriOf: (path) => session.documents.uriOf(path),
    versionOf: (path) => session.versionOf(path),
    label: (path) => shownPath(path, unit.root),
  });
  const label = item.supply?.title ?? item.label;
  const { applied, failureReason } = await session.connection.workspace.applyEdit({ label, edit });
  if (!applied) session.connection.console.warn(`${label}: not written. ${failureReason ?? ''}`);
}

/** The name that is typed, and what of it is written over. */
interface Word {
  readonly start: number;
  readonly inserting: Range;
  readonly replacing: Range;
}

/** `from`: more than the name is written over. */
function editOf(
  { session, places, path }: Question,
  newText: string,
  { inserting, replacing }: Word,
  from: number | undefined,
): NonNullable<CompletionItem['textEdit']> {
  const start = (from === undefined ? undefined : places.range(path, from, from)?.start) ?? inserting.start;
  const insert = { ...inserting, start };
  if (!session.client.language.insertReplace) return { newText, range: insert };
  return { newText, insert, replace: { ...replacing, start } };
}

function itemOf(question: Question, item: Suggested, data: ItemData, word: Word): CompletionItem {
  const { session, features, path, places } = question;
  const { language } = session.client;
  const { label, kind, rank, importing, written, writtenOut, supply: supplied } = item;
  const snippet = language.snippets && item.arguments;
  // What stands around a name, such as `unsafe`, is of no use without places for its arguments.
  const template = language.snippets || writtenOut ? item.template : undefined;
  const newText = template
    ? templateText(template, language.snippets)
    : snippet
      ? `${label}(${placeholders(snippet)})$0`
      : kind === 'macro'
        ? macroText(item)
        : (written ?? label);
  const before = template ? (features.textOf(path)?.slice(template.start, word.start) ?? '') : '';
  const early = importing && !language.lateEdits ? features.completionDetails(item) : undefined;
  return {
    label,
    kind: kinds[kind],
    sortText: `${rank}${label}`,
    textEdit: editOf(question, newText, word, template?.start),
    ...(language.snippets && (template || snippet) ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(newText === label ? {} : { filterText: before + label }),
    ...(supplied
      ? {
          labelDetails: { description: `new in ${supplied.adapter.path}` },
          command: { title: supplied.title, command: SUPPLY, arguments: [data] },
        }
      : {
          ...(writtenOut ? { labelDetails: { description: writtenOut.calls } } : {}),
          ...(writtenOut && writtenOut.features.length > 0
            ? { command: { title: writtenOut.calls, command: SUPPLY, arguments: [data] } }
            : {}),
          ...(importing ? { labelDetails: { description: importing.path } } : {}),
          ...(written === undefined || written === label ? {} : { labelDetails: { description: written } }),
          ...(language.parameterHints !== undefined && !writtenOut && snippet && snippet.length > 0
            ? { command: { title: 'Parameters', command: language.parameterHints } }
            : {}),
        }),
    ...(early ? editsOf(places, path, early) : {}),
    data,
  };
}

function templateText({ pieces }: NonNullable<Suggested['template']>, snippets: boolean): string {
  let number = 0;
  const all = pieces.map((piece) => {
    if (typeof piece !== 'string') return snippets ? `\${${++number}:${piece.name}}` : piece.name;
    return snippets ? piece.replace(/[\\$}]/g, '\\$&') : piece;
  });
  return all.join('') + (snippets ? '$0' : '');
}

function placeholders(names: readonly string[]): string {
  return names.map((name, index) => `\${${index + 1}:${name}}`).join(', ');
}

function macroText({ label, bang }: Suggested): string {
  return bang ? `${label}!` : label;
}

/** Edits of the document itself alone: the protocol allows no others here. */
function editsOf(
  places: Places,
  path: string,
  { edits }: CompletionDetails,
): Pick<CompletionItem, 'additionalTextEdits'> {
  const own = edits.filter(({ file }) => file === path);
  if (own.length === 0) return {};
  return {
    additionalTextEdits: own.flatMap(({ start, end, newText }) => {
      const range = places.range(path, start, end);
      return range ? [{ range, newText }] : [];
    }),
  };
}

function documentationOf({ session, unit }: Question, { hover }: CompletionDetails): MarkupContent {
  const markdown = session.client.language.markdownCompletion;
  return {
    kind: markdown ? 'markdown' : 'plaintext',
    value: hoverText(hover, { markdown, root: unit.root }),
  };
}

/** Characters behind which a list opens by itself, in Rust or in manifests. */
export const completionTriggers: readonly string[] = [...new Set([':', '.', ...manifestTriggers])];

/** A list that opens by itself would be in the way elsewhere: `a: ` is no path, and `=` is for manifests. */
function isMeant(trigger: string | undefined, { features, path }: Question, offset: number): boolean {
  if (trigger === ':') return features.textOf(path)?.startsWith('::', offset - 2) === true;
  return trigger === undefined || trigger === '.';
}
