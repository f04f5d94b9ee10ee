/** `textDocument/documentLink` */
import type { DocumentLink } from 'vscode-languageserver';
import { shownPath } from '../../project/paths';
import { type Asking, inDocument } from './ask';

export function registerDocumentLinks(asking: Asking): void {
  asking.connection.onDocumentLinks((params, token) =>
    inDocument(asking, params.textDocument, token, ({ session, unit, features, path, places }) => {
      const links = features.documentLinks(path).flatMap(({ place, target: to }): DocumentLink[] => {
        const range = places.range(path, place.start, place.end);
        const target = session.uriOf(features, to);
        return range && target !== undefined ? [{ range, target, tooltip: shownPath(to, unit.root) }] : [];
      });
      return links.length === 0 ? undefined : links;
    }),
  );
}
