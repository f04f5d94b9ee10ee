/** From edits of files to edits of the protocol. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  OptionalVersionedTextDocumentIdentifier,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdits } from '../fix/fix';
import type { EditSupport } from './capabilities';
import type { Places } from './places';

export interface EditContext {
  readonly places: Places;
  readonly support: EditSupport;
  readonly uriOf: (path: string) => string;
  /** Version of an open document that the edits were made for; `undefined` for files that are not open. */
  readonly versionOf: (path: string) => number | undefined;
  /** For previews: what the edits in a file are about. */
  readonly label: (path: string) => string;
}

/**
 * The edit of the protocol. With versions where the client knows them: it refuses edits of a document that has
 * changed meanwhile.
 */
export function workspaceEditOf(files: readonly FileEdits[], context: EditContext): WorkspaceEdit {
  const { places, support, uriOf, versionOf, label } = context;
  const changes = files.map(({ file, edits }) => ({
    file,
    uri: uriOf(file),
    edits: edits.flatMap((edit): TextEdit[] => {
      const range = places.range(file, edit.start, edit.end);
      return range === undefined ? [] : [{ range, newText: edit.newText }];
    }),
  }));
  if (!support.versions)
    return { changes: Object.fromEntries(changes.map(({ uri, edits }) => [uri, edits])) };
  const annotations: Record<string, ChangeAnnotation> = {};
  const documentChanges = changes.map(({ file, uri, edits }) => {
    const textDocument: OptionalVersionedTextDocumentIdentifier = { uri, version: versionOf(file) ?? null };
    if (!support.annotations) return { textDocument, edits };
    const text = label(file);
    annotations[text] = { label: text };
    return { textDocument, edits: edits.map((edit): AnnotatedTextEdit => ({ ...edit, annotationId: text })) };
  });
  return { documentChanges, ...(support.annotations ? { changeAnnotations: annotations } : {}) };
}
