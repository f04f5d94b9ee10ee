/** `textDocument/codeLens`, `codeLens/resolve`: above the workspace's adapter. */
import type { CodeLens, Command } from 'vscode-languageserver';
import type { AdapterLens } from '../../features/adapterLens';
import { pathOfUri } from '../uris';
import { type Asking, inDocument, type Question } from './ask';
import { locationOf } from './locations';

/** Command of the client that shows a list of places. */
export const SHOW_REFERENCES = 'kaalSel4.showReferences';

interface LensData {
  readonly uri: string;
  readonly kind: AdapterLens['kind'];
}

export function registerCodeLens(asking: Asking): void {
  asking.connection.onCodeLens(({ textDocument }, token) =>
    inDocument(asking, textDocument, token, ({ features, path, places, unit }): CodeLens[] | undefined => {
      if (!unit.settings.codeLens.adapter) return undefined;
      const place = features.adapterPlace(path, unit.fixSettings);
      const range = place && places.range(path, place.start, place.end);
      if (!range) return undefined;
      const lens = (kind: AdapterLens['kind']): CodeLens => {
        const data: LensData = { uri: textDocument.uri, kind };
        return { range, data };
      };
      return [lens('uses'), lens('missing')];
    }),
  );
  asking.connection.onCodeLensResolve(async (lens, token) => {
    const { uri, kind } = (lens.data ?? {}) as Partial<LensData>;
    if (uri === undefined || pathOfUri(uri) === undefined) return lens;
    const resolved = await inDocument(asking, { uri }, token, (question) => {
      const found = question.features
        .adapterLenses(question.unit.fixSettings)
        .find((each) => each.kind === kind);
      return found && { ...lens, command: commandOf(question, uri, lens, found) };
    });
    return resolved ?? { ...lens, command: { title: '', command: '' } };
  });
}

function commandOf(
  question: Question,
  uri: string,
  { range }: CodeLens,
  { title, places }: AdapterLens,
): Command {
  // A title without a command is plain text.
  if (!question.session.client.language.showReferences || places.length === 0) return { title, command: '' };
  const locations = places.flatMap((place) => locationOf(question, place) ?? []);
  return { title, command: SHOW_REFERENCES, arguments: [uri, range.start, locations] };
}
