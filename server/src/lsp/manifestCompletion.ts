/** Completion: in manifests what the project's own table may hold. */
import type { CompletionItem, CompletionItemKind, CompletionParams } from 'vscode-languageserver';
import { completeMetadata, type Suggestion, type Words } from '../project/metadata/complete';
import { fileName } from '../project/paths';
import type { Places } from './places';
import type { Session } from './session';
import { pathOfUri } from './uris';

/** LSP, `CompletionItemKind`. */
const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = { table: 9, key: 10, value: 12 };

/** Characters that begin something in a manifest. */
export const manifestTriggers: readonly string[] = ['"', '[', '.', '='];

/** What may stand at a place of a manifest; `undefined` for a document that is none. */
export function completeManifest(
  session: Session,
  params: CompletionParams,
): readonly CompletionItem[] | undefined {
  const path = pathOfUri(params.textDocument?.uri);
  if (path === undefined || fileName(path) !== 'Cargo.toml') return undefined;
  session.flush();
  const text = session.documents.get(path)?.text;
  const places = session.places();
  const offset = places.offset(path, params.position);
  if (text === undefined || offset === undefined) return [];
  return completeMetadata(text, offset, wordsAt(session, path)).flatMap(
    (one) => item(one, path, places) ?? [],
  );
}

function item(suggestion: Suggestion, path: string, places: Places): CompletionItem | undefined {
  const { label, text, replace, kind, about } = suggestion;
  const range = places.range(path, replace.start, replace.end);
  if (range === undefined) return undefined;
  return {
    label,
    kind: KINDS[kind],
    textEdit: { range, newText: text },
    // What is typed so far, quotes included, is part of what is replaced.
    filterText: text,
    ...(about === undefined ? {} : { documentation: about }),
  };
}

function wordsAt(ready: Session, path: string): Words {
  const words = ready.units?.unitOf(path)?.project.words;
  return (kind) => words?.[kind]() ?? [];
}
