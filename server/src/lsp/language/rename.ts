/** `textDocument/prepareRename`, `rename` */
import { LSPErrorCodes, type RenameFile, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import type { Refusal, RenamePlan } from '../../features/rename';
import { shownPath } from '../../project/paths';
import { uriOfPath } from '../uris';
import { workspaceEditOf } from '../workspaceEdits';
import { type Asking, atPosition, type Question } from './ask';

export function registerRename(asking: Asking): void {
  asking.connection.onPrepareRename((params, token) =>
    atPosition(asking, params, token, ({ features, path, places }, offset) => {
      const found = features.prepareRename(path, offset);
      if (!found) return undefined;
      if ('refusal' in found) throw refused(found);
      const { file, start, end } = found.place;
      const range = places.range(file, start, end);
      return range && { range, placeholder: found.name };
    }),
  );
  asking.connection.onRenameRequest((params, token) =>
    atPosition(asking, params, token, (question, offset) => {
      const plan = question.features.rename(question.path, offset, String(params.newName));
      if (!plan) return undefined;
      if ('refusal' in plan) throw refused(plan);
      if (plan.moves.length > 0 && !question.session.client.language.moves)
        throw refused({
          refusal: 'the file of the module would have to move too, which this editor cannot do',
        });
      return editOf(question, plan);
    }),
  );
}

/** Editors show the message, or ask the next server. */
function refused({ refusal }: Refusal): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, `Cannot rename: ${refusal}.`);
}

function editOf({ session, unit, places }: Question, { edits, moves }: RenamePlan): WorkspaceEdit {
  const files = [...new Set(edits.map(({ file }) => file))].map((file) => ({
    file,
    edits: edits.filter((edit) => edit.file === file),
  }));
  const edit = workspaceEditOf(files, {
    places,
    // Annotations ask for a confirmation that nobody needs here.
    support: { ...session.client.edits, annotations: false },
    uriOf: (path) => session.documents.uriOf(path),
    versionOf: (path) => session.versionOf(path),
    label: (path) => shownPath(path, unit.root),
  });
  const moved = moves.map(
    ({ from, to }): RenameFile => ({
      kind: 'rename',
      oldUri: session.documents.uriOf(from),
      newUri: uriOfPath(to),
    }),
  );
  return edit.documentChanges ? { ...edit, documentChanges: [...edit.documentChanges, ...moved] } : edit;
}
