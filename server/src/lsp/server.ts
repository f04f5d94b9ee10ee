/** Wires a connection to a session; knows the protocol's order of events and nothing else. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { offer, readClient } from './capabilities';
import { registerCodeActions } from './codeActions';
import { section } from './configuration';
import { describe } from './describe';
import { registerLanguage } from './language';
import { registerPull } from './pull';
import { registerRequests } from './requests';
import { type ServerParts, Session } from './session';
import { pathOfUri } from './uris';
import { Watch } from './watch';

/**
 * Serves one client: loads at once, answers requests when loading is done, listens until the connection ends.
 * Handlers never throw for what a client sends; the connection turns what they do throw into error answers.
 */
export function serve(connection: Connection, parts: ServerParts): void {
  const loading = parts.load();
  // `start` reports it; until then nobody is there to catch it.
  loading.catch(() => {});
  let session: Session | undefined;
  let watch: Watch | undefined;

  /** The session once it can answer, or the error that the protocol has for it. */
  const ready = async (): Promise<Session> => {
    // The gate lets nothing through before `initialize`; that one may have failed.
    if (session === undefined) {
      throw new ResponseError(ErrorCodes.ServerNotInitialized, 'The server waits for `initialize`.');
    }
    try {
      await session.ready;
      await session.units?.settled();
    } catch (error) {
      throw new ResponseError(
        LSPErrorCodes.RequestFailed,
        error instanceof Error ? error.message : String(error),
      );
    }
    return session;
  };

  const logged = (work: Promise<unknown> | undefined) => {
    work?.catch((error) => connection.console.error(describe(error)));
  };

  connection.onInitialize((params) => {
    if (session !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, '`initialize` came twice.');
    const client = readClient(params);
    session = new Session(connection, parts, client);
    watch = new Watch(connection, session);
    return offer(client, parts.version);
  });

  connection.onInitialized(() => {
    if (session === undefined) return;
    const { client } = session;
    if (client.registerConfiguration) {
      logged(connection.client.register(DidChangeConfigurationNotification.type, { section }));
    }
    if (client.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        const paths = (folders: readonly { readonly uri: string }[] | undefined) =>
          (folders ?? []).flatMap((folder) => pathOfUri(folder?.uri) ?? []);
        logged(
          session?.foldersChanged(paths(event?.added), paths(event?.removed)).then(() => watch?.register()),
        );
      });
    }
    logged(session.start(loading).then(() => watch?.register()));
  });

  connection.onDidOpenTextDocument((params) => session?.documents.open(params));
  connection.onDidChangeTextDocument((params) => session?.documents.change(params));
  connection.onDidCloseTextDocument((params) => session?.documents.close(params?.textDocument?.uri));
  connection.onDidChangeConfiguration((params) => {
    logged(session?.settingsChanged(params?.settings).then(() => watch?.register()));
  });
  connection.onDidChangeWatchedFiles((params) => {
    if (Array.isArray(params?.changes)) watch?.changed(params.changes);
  });
  connection.workspace.onDidDeleteFiles((params) => {
    watch?.foldersMoved((params?.files ?? []).map((file) => ({ from: file?.uri })));
  });
  connection.workspace.onDidRenameFiles((params) => {
    watch?.foldersMoved((params?.files ?? []).map((file) => ({ from: file?.oldUri, to: file?.newUri })));
  });
  registerPull(connection, ready);
  registerCodeActions(connection, ready);
  registerRequests(connection, ready);
  registerLanguage({ connection, ready, current: () => session });
  connection.onShutdown(() => {
    watch?.dispose();
    session?.dispose();
  });
  connection.listen();
}
