/** `textDocument/completion`, `completionItem/resolve` */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type MarkupContent,
} from 'vscode-languageserver';
import type { CompletionKind, CompletionItem as Suggested } from '../../features/completion';
import type { CompletionDetails } from '../../features/completionDetails';
import { hoverText } from '../../features/hoverText';
import { completeManifest, manifestTriggers } from '../manifestCompletion';
import type { Places } from '../places';
import { type Asking, atPosition, type Question, readySession } from './ask';

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  constant: CompletionItemKind.Constant,
  static: CompletionItemKind.Value,
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
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
      sent = { id: (sent?.id ?? 0) + 1, question, items: found.items };
      const list = sent.id;
      const items = found.items.map((item, index) =>
        itemOf(question, item, { list, index }, inserting, replacing),
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
}

function itemOf(
  question: Question,
  item: Suggested,
  data: ItemData,
  inserting: NonNullable<ReturnType<Places['range']>>,
  replacing: NonNullable<ReturnType<Places['range']>>,
): CompletionItem {
  const { session, features, path, places } = question;
  const { language } = session.client;
  const { label, kind, rank, importing } = item;
  const snippet = language.snippets && item.arguments;
  const newText = snippet
    ? `${label}(${placeholders(snippet)})$0`
    : kind === 'macro'
      ? macroText(item)
      : label;
  const early = importing && !language.lateEdits ? features.completionDetails(item) : undefined;
  return {
    label,
    kind: kinds[kind],
    sortText: `${rank}${label}`,
    textEdit: language.insertReplace
      ? { newText, insert: inserting, replace: replacing }
      : { newText, range: inserting },
    ...(snippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(newText === label ? {} : { filterText: label }),
    ...(importing ? { labelDetails: { description: importing.path } } : {}),
    ...(early ? editsOf(places, path, early) : {}),
    data,
  };
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
