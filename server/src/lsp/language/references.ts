/** `textDocument/references`, `documentHighlight` */
import { DocumentHighlightKind, type Location } from 'vscode-languageserver';
import type { UseKind } from '../../features/references';
import { type Asking, atPosition } from './ask';
import { locationOf } from './locations';

/** Clients colour a write apart from reads: the place that defines the name is the nearest to one. */
const kinds: Readonly<Record<UseKind, DocumentHighlightKind>> = {
  definition: DocumentHighlightKind.Write,
  import: DocumentHighlightKind.Text,
  read: DocumentHighlightKind.Read,
};

export function registerReferences(asking: Asking): void {
  asking.connection.onReferences((params, token) =>
    atPosition(asking, params, token, (question, offset): Location[] | undefined => {
      const withDefinition = params.context?.includeDeclaration !== false;
      const found = question.features.references(question.path, offset, withDefinition);
      return found?.flatMap(({ place }) => locationOf(question, place) ?? []);
    }),
  );
  asking.connection.onDocumentHighlight((params, token) =>
    atPosition(asking, params, token, (question, offset) =>
      question.features.highlights(question.path, offset)?.flatMap(({ place, kind }) => {
        const range = question.places.range(place.file, place.start, place.end);
        return range ? [{ range, kind: kinds[kind] }] : [];
      }),
    ),
  );
}
