/** Mending a whole file or workspace, as an edit of the protocol. */
import type { WorkspaceEdit } from 'vscode-languageserver';
import type { FixAllResult } from '../analysis/api';
import { shownPath } from '../project/paths';
import { lineEdits } from '../text/lineEdits';
import type { Session } from './session';
import type { Unit } from './unit';
import { workspaceEditOf } from './workspaceEdits';

/** What became of mending everything. */
export interface Mended {
  readonly edit: WorkspaceEdit;
  readonly result: FixAllResult;
}

/** Plans all findings of a unit, or of one file of it. The texts are those of the last flush. */
export function mendAll(ready: Session, unit: Unit, file?: string): Mended {
  const result = unit.query.fixAll({
    settings: unit.fixSettings,
    ...(file === undefined ? {} : { files: new Set([file]) }),
  });
  const edits = result.files.map(({ file: path, before, after }) => ({
    file: path,
    edits: lineEdits(before, after),
  }));
  const edit = workspaceEditOf(edits, {
    places: ready.places(),
    support: ready.client.edits,
    uriOf: (path) => ready.documents.uriOf(path),
    versionOf: (path) => ready.versionOf(path),
    label: (path) => shownPath(path, unit.root),
  });
  return { edit, result };
}
