/** `textDocument/inlayHint` */
import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import { type Asking, inDocument } from './ask';
import { readRange } from './ranges';

export function registerInlayHints(asking: Asking): void {
  asking.connection.languages.inlayHint.on((params, token) => {
    const range = readRange(params?.range);
    return inDocument(asking, params.textDocument, token, ({ features, path, places, unit }) => {
      const offsets = places.offsets(path, range);
      if (!offsets) return undefined;
      return features
        .inlayHints(path, ...offsets, unit.settings.inlayHints)
        .flatMap(({ at, text, kind }): InlayHint[] => {
          const position = places.range(path, at, at)?.start;
          if (!position) return [];
          return kind === 'parameter'
            ? [{ position, label: text, kind: InlayHintKind.Parameter, paddingRight: true }]
            : [{ position, label: text, paddingLeft: true }];
        });
    });
  });
}
