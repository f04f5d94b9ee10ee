/** The server with the real analysis over a workspace in memory: `$0` marks the place that is asked about. */
import type { ClientCapabilities, Position } from 'vscode-languageserver';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { memoryFiles, overlayFiles } from '../../server/src/project/memoryFiles';
import type { FileSystem } from '../../server/src/project/model';
import { parseFixture } from '../support/fixture';
import { MANIFEST, parts } from '../support/sel4Workspace';
import { everything, start, type TestClient, uri } from './harness';

/** Everything that a client can do with names. */
export const allLanguage: ClientCapabilities = {
  ...everything,
  textDocument: {
    ...everything.textDocument,
    hover: { contentFormat: ['markdown', 'plaintext'] },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    rename: { prepareSupport: true },
    completion: {
      completionItem: {
        snippetSupport: true,
        documentationFormat: ['markdown'],
        insertReplaceSupport: true,
        resolveSupport: { properties: ['documentation', 'additionalTextEdits'] },
      },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown'],
        parameterInformation: { labelOffsetSupport: true },
        activeParameterSupport: true,
      },
    },
  },
  workspace: {
    ...everything.workspace,
    applyEdit: true,
    executeCommand: {},
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    textDocumentContent: { dynamicRegistration: true },
    symbol: { resolveSupport: { properties: ['location.range'] } },
  },
};

export interface Real {
  readonly client: TestClient;
  /** Text by path, `$0` taken out: the disk of the server. */
  readonly texts: Map<string, string>;
  /** Where `$0` stood. */
  readonly path: string;
  readonly position: Position;
  /** Sends a request about the marked place. */
  ask<T>(method: string, more?: object): Promise<T>;
  /** Text of a range in a file. */
  at(path: string, range: { readonly start: Position; readonly end: Position }): string;
}

const ROOT = '/ws';

/** A package that depends on `sel4` (or what the fixture's manifests say), opened and indexed. */
export async function startReal(
  text: string,
  options: {
    readonly capabilities?: ClientCapabilities;
    readonly configuration?: unknown;
    readonly initializationOptions?: unknown;
    /** Goes on before the server has read anything. */
    readonly early?: boolean;
    /** Called whenever the server has read a file from disk. */
    readonly afterRead?: (path: string, texts: Map<string, string>) => void;
  } = {},
): Promise<Real> {
  const fixture = parseFixture(text);
  const texts = new Map([...fixture.files].map(([path, content]) => [ROOT + path, content]));
  if (fixture.crates.length <= 1) texts.set(`${ROOT}/Cargo.toml`, MANIFEST);
  const [path = '', marked = ''] = [...texts].find(([, content]) => content.includes('$0')) ?? [];
  const offset = Math.max(0, marked.indexOf('$0'));
  if (path !== '') texts.set(path, marked.replace('$0', ''));
  const loaded = await parts();
  const now = overlayFiles(memoryFiles(new Map()), texts);
  const files: FileSystem = {
    ...now,
    readText(at) {
      const read = now.readText(at);
      options.afterRead?.(at, texts);
      return read;
    },
  };
  const client = await start({
    files: Object.fromEntries(texts),
    folders: [ROOT],
    capabilities: options.capabilities ?? allLanguage,
    initializationOptions: options.initializationOptions,
    configuration: () => options.configuration ?? { bindings: { source: 'aarch64' } },
    parts: {
      files,
      environment: {},
      version: 'test',
      documentation: '',
      snapshots: () => [],
      load: async () => (analysisOptions) => createSideBySide({ ...analysisOptions, files }, loaded),
    },
  });
  if (options.early !== true) await client.ready();
  if (path !== '') await client.open(path, texts.get(path));
  const before = marked.slice(0, offset).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return {
    client,
    texts,
    path,
    position,
    ask: (method, more = {}) =>
      client.connection.sendRequest(method, { textDocument: { uri: uri(path) }, position, ...more }),
    at(file, range) {
      const lines = (texts.get(file) ?? '').split('\n');
      return range.start.line === range.end.line
        ? (lines[range.start.line] ?? '').slice(range.start.character, range.end.character)
        : lines.slice(range.start.line, range.end.line + 1).join('\n');
    },
  };
}
