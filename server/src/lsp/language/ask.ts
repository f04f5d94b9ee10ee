/** What all requests about names have in common: who is asked, about which text, and when the question is void. */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { Features } from '../../analysis/featureQueries';
import { readVirtualPath, virtualPath } from '../../bindings/virtual';
import type { Places } from '../places';
import { stopIfCancelled } from '../pull';
import type { Session } from '../session';
import type { Unit } from '../unit';
import { isVirtual, pathOfUri } from '../uris';
import { isPosition } from './ranges';

export interface Asking {
  readonly connection: Connection;
  /** The session once it can answer; rejects with the protocol's error where it cannot. */
  ready(): Promise<Session>;
  /** The session as it is now. */
  current(): Session | undefined;
}

/** One question about a document, in one of the workspaces that have it. */
export interface Question {
  readonly session: Session;
  readonly unit: Unit;
  readonly features: Features;
  readonly path: string;
  readonly places: Places;
}

/** Waits until the newest texts have been taken over; rejects if nobody waits for an answer any more. */
export async function readySession(asking: Asking, token: CancellationToken): Promise<Session> {
  const session = await asking.ready();
  stopIfCancelled(token);
  session.flush();
  return session;
}

/**
 * Asks every workspace that has the document until one has an answer; `null` where none has, and for documents that are
 * no files of ours. A document that changed while the question waited makes its positions void: the protocol's answer to
 * that is `ContentModified`, and clients ask again.
 */
export async function inDocument<T>(
  asking: Asking,
  document: TextDocumentIdentifier | undefined,
  token: CancellationToken,
  answer: (question: Question) => T | undefined | null,
): Promise<T | null> {
  const uri = typeof document?.uri === 'string' ? document.uri : '';
  const file = pathOfUri(uri);
  const version = file === undefined ? undefined : asking.current()?.documents.get(file)?.version;
  const session = await readySession(asking, token);
  const path = readVirtual(uri) ?? (file && (session.virtualFiles.pathOf(file) ?? file));
  if (path === undefined) return null;
  if (file !== undefined && version !== undefined && session.documents.get(file)?.version !== version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document changed meanwhile.');
  for (const { unit, features } of isVirtual(path)
    ? snapshotsOf(session, path)
    : workspacesOf(session, path)) {
    const question = { session, unit, features, path, places: session.placesIn(unit, features) };
    const found = answer(question);
    if (found !== undefined && found !== null) return found;
  }
  return null;
}

/** The same for a place in the document, as a UTF-16 offset; positions behind the end mean the end, as in LSP. */
export async function atPosition<T>(
  asking: Asking,
  params: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
  token: CancellationToken,
  answer: (question: Question, offset: number) => T | undefined | null,
): Promise<T | null> {
  const { position } = params ?? {};
  if (!isPosition(position))
    throw new ResponseError(
      ErrorCodes.InvalidParams,
      '`position` must have a line and a character from 0 on.',
    );
  return inDocument(asking, params.textDocument, token, (question) => {
    const offset = question.places.offset(question.path, position);
    return offset === undefined ? undefined : answer(question, offset);
  });
}

type Asked = Pick<Question, 'unit' | 'features'>;

/** Workspaces that have a file: those that report on it, else the one around it. */
function workspacesOf(session: Session, path: string): readonly Asked[] {
  const owners = session.units?.owners(path) ?? [];
  const around = owners.length > 0 ? undefined : session.units?.unitOf(path);
  return (around ? [around] : owners).map((unit) => ({ unit, features: unit.query.features }));
}

/** Views that look at the snapshot which a document stands for. */
function snapshotsOf(session: Session, path: string): readonly Asked[] {
  return (session.units?.all() ?? []).flatMap((unit) =>
    unit.views.flatMap(({ features }) => (features.documentSymbols(path) ? [{ unit, features }] : [])),
  );
}

/** The path of a virtual document, however the client writes it; `undefined` for other URIs. */
function readVirtual(uri: string): string | undefined {
  const parts = readVirtualPath(uri);
  return parts && virtualPath(parts);
}
