/** Pull diagnostics: of one document, and of everything. */
import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { checked, documentDiagnosticSchema, workspaceDiagnosticSchema } from './requestSchemas';
import type { Session } from './session';
import { pathOfUri } from './uris';

/** Files per partial result. */
const batch = 64;

export function registerPull(connection: Connection, session: () => Promise<Session>): void {
  // Not by `languages.diagnostics`: that falls over where there are no parameters.
  connection.onRequest(
    DocumentDiagnosticRequest.type,
    async (raw, token): Promise<DocumentDiagnosticReport> => {
      const params = checked(documentDiagnosticSchema, raw, DocumentDiagnosticRequest.method);
      const ready = await session();
      stopIfCancelled(token);
      const path = pathOfUri(params.textDocument.uri);
      // Not a file: nothing that we could say anything about.
      if (path === undefined) return { kind: 'full', items: [] };
      ready.flush();
      const items = ready.diagnostics(path);
      // A document that is not open, or no longer, is pushed as ever: nobody would ask for it again.
      if (ready.documents.get(path) !== undefined) ready.publisher.pulled(path);
      ready.publisher.report(path, items);
      const resultId = ready.publisher.resultId(path);
      if (params.previousResultId === resultId) return { kind: 'unchanged', resultId };
      return { kind: 'full', resultId, items: [...items] };
    },
  );

  connection.onRequest(
    WorkspaceDiagnosticRequest.type,
    async (raw, token): Promise<WorkspaceDiagnosticReport> => {
      const params = checked(workspaceDiagnosticSchema, raw, WorkspaceDiagnosticRequest.method);
      const { partialResultToken: partial } = params;
      const ready = await session();
      stopIfCancelled(token);
      ready.publisher.pulledAll();
      ready.flush();
      const known = new Map<string, string>();
      for (const id of params.previousResultIds) {
        const path = pathOfUri(id.uri);
        if (path !== undefined) known.set(path, id.value);
      }
      let reports: WorkspaceDocumentDiagnosticReport[] = [];
      const clock = { since: performance.now() };
      let places = ready.places();
      // Checking one file can find something in another: everything is checked before anything is told.
      for (const path of ready.paths()) {
        ready.diagnostics(path, places);
        const before = clock.since;
        if (!(await ready.breathe(clock, token))) stopIfCancelled(token);
        if (clock.since === before) continue;
        ready.flush();
        places = ready.places();
      }
      for (const path of new Set([...ready.paths(), ...known.keys()])) {
        const items = ready.diagnostics(path, places);
        ready.publisher.report(path, items);
        const resultId = ready.publisher.resultId(path);
        const uri = ready.documents.uriOf(path);
        const version = ready.versionOf(path) ?? null;
        if (known.get(path) === resultId) reports.push({ kind: 'unchanged', uri, version, resultId });
        else if (items.length > 0 || known.has(path)) {
          reports.push({ kind: 'full', uri, version, resultId, items: [...items] });
        }
        if (partial !== undefined && reports.length >= batch) {
          await connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, partial, {
            items: reports,
          });
          reports = [];
        }
        const before = clock.since;
        if (!(await ready.breathe(clock, token))) stopIfCancelled(token);
        if (clock.since !== before) {
          // Messages came in between: go on with what the texts are now.
          ready.flush();
          places = ready.places();
        }
      }
      return { items: reports };
    },
  );
}

/** As the protocol wants a request answered that nobody waits for any more. */
export function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  }
}
