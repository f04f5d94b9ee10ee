/** What the client can do, read once out of `initialize`, and what we offer in return. */
import type { ClientCapabilities, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { VIRTUAL_SCHEME } from '../bindings/virtual';
import type { ViewRequest } from '../project/model';
import type { PositionEncoding } from '../text/lineIndex';
import type { DiagnosticSupport } from './diagnostics';
import { completionTriggers, SUPPLY } from './language/completion';
import { signatureTriggers } from './language/signatureHelp';
import { type LanguageSupport, readLanguageSupport } from './language/support';
import { viewRequestSchema } from './requestSchemas';
import { pathOfUri } from './uris';

/** What the client can do with edits and code actions. */
export interface EditSupport {
  /** `WorkspaceEdit.documentChanges`: edits with document versions. */
  readonly versions: boolean;
  readonly annotations: boolean;
  /** Code actions and not only commands; without it none are offered. */
  readonly codeActions: boolean;
  /** A code action may say why it cannot be done. */
  readonly disabled: boolean;
  /** The edit of a code action may be asked for later. */
  readonly resolve: boolean;
}

export interface Client {
  readonly encoding: PositionEncoding;
  /** Folders to analyse (absolute paths), in the client's order. */
  readonly folders: readonly string[];
  readonly diagnostics: DiagnosticSupport;
  /** Pull diagnostics are offered to this client. */
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  readonly registerWatchers: boolean;
  readonly relativePatterns: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly edits: EditSupport;
  readonly language: LanguageSupport;
  /** Settings sent with `initialize`, for clients without `workspace/configuration`. */
  readonly settings: unknown;
  /** Views chosen earlier, by path of the workspace root. */
  readonly views: ReadonlyMap<string, ViewRequest>;
}

/** Kinds of code actions that we offer. */
export const codeActionKinds = ['quickfix', 'refactor.rewrite', 'source.fixAll.kaalSel4'] as const;

const encodings: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];

/** Reads `initialize`; whatever is absent or malformed counts as not supported. */
export function readClient(params: InitializeParams): Client {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const { general, textDocument, window, workspace } = capabilities;
  const options = record(params.initializationOptions);
  // The client lists them in its order of preference.
  const offered = Array.isArray(general?.positionEncodings) ? general.positionEncodings : [];
  const encoding = offered.find((name): name is PositionEncoding => encodings.some((own) => own === name));
  const published = textDocument?.publishDiagnostics;
  const pulled = textDocument?.diagnostic;
  return {
    encoding: encoding ?? 'utf-16',
    folders: foldersOf(params),
    diagnostics: {
      related: (published?.relatedInformation ?? pulled?.relatedInformation) === true,
      codeDescription: (published?.codeDescriptionSupport ?? pulled?.codeDescriptionSupport) === true,
      data: (published?.dataSupport ?? pulled?.dataSupport) === true,
      // `DiagnosticTag.Unnecessary` is 1.
      fades: (published?.tagSupport ?? pulled?.tagSupport)?.valueSet?.includes(1) === true,
    },
    pull: pulled !== undefined && pulled !== null && options.diagnostics !== 'push',
    refresh: workspace?.diagnostics?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registerWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativePatterns: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    progress: window?.workDoneProgress === true,
    edits: editSupport(capabilities),
    language: readLanguageSupport(capabilities, options),
    settings: options.settings ?? options.kaalSel4,
    views: viewsOf(options.views),
  };
}

function editSupport({ workspace, textDocument }: ClientCapabilities): EditSupport {
  const { documentChanges, changeAnnotationSupport } = workspace?.workspaceEdit ?? {};
  const { codeActionLiteralSupport, disabledSupport, dataSupport, resolveSupport } =
    textDocument?.codeAction ?? {};
  const later: unknown = resolveSupport?.properties;
  return {
    versions: documentChanges === true,
    annotations: documentChanges === true && isRecord(changeAnnotationSupport),
    codeActions: isRecord(codeActionLiteralSupport),
    disabled: disabledSupport === true,
    resolve: dataSupport === true && Array.isArray(later) && later.includes('edit'),
  };
}

/** The answer to `initialize`. */
export function offer(client: Client, version: string): InitializeResult {
  const wholeFolders = { filters: [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } }] };
  return {
    serverInfo: { name: 'kaal-sel4', version },
    capabilities: {
      positionEncoding: client.encoding,
      textDocumentSync: { openClose: true, change: 2 },
      ...(client.pull
        ? {
            diagnosticProvider: {
              identifier: 'kaal-sel4',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
      ...(client.edits.codeActions
        ? { codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true } }
        : {}),
      hoverProvider: true,
      definitionProvider: true,
      declarationProvider: true,
      typeDefinitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      completionProvider: { triggerCharacters: [...completionTriggers], resolveProvider: true },
      ...(client.language.editsFromServer ? { executeCommandProvider: { commands: [SUPPLY] } } : {}),
      signatureHelpProvider: { triggerCharacters: [...signatureTriggers] },
      inlayHintProvider: true,
      codeLensProvider: { resolveProvider: true },
      documentLinkProvider: {},
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      renameProvider: client.language.prepareRename ? { prepareProvider: true } : true,
      workspace: {
        ...(client.language.virtualDocuments ? { textDocumentContent: { schemes: [VIRTUAL_SCHEME] } } : {}),
        workspaceFolders: { supported: true, changeNotifications: true },
        // Watchers of files say nothing when a whole folder goes.
        fileOperations: { didRename: wholeFolders, didDelete: wholeFolders },
      },
    },
  };
}

function foldersOf(params: InitializeParams): readonly string[] {
  const listed = Array.isArray(params.workspaceFolders) ? params.workspaceFolders : [];
  const paths = listed.flatMap((folder) => pathOfUri(folder?.uri) ?? []);
  if (paths.length > 0) return paths;
  // Older clients.
  const { rootUri, rootPath } = params;
  const root = rootUri
    ? pathOfUri(rootUri)
    : typeof rootPath === 'string'
      ? rootPath.replace(/\\/g, '/')
      : undefined;
  return root === undefined ? [] : [root];
}

function viewsOf(raw: unknown): ReadonlyMap<string, ViewRequest> {
  const views = new Map<string, ViewRequest>();
  for (const [uri, view] of Object.entries(record(raw))) {
    const path = pathOfUri(uri);
    const parsed = viewRequestSchema.safeParse(view);
    if (path !== undefined && parsed.success) views.set(path, parsed.data);
  }
  return views;
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
