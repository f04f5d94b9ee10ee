/** A client and the server joined by two in-memory streams: the real protocol without a process. */
import { Duplex } from 'node:stream';
import {
  type ClientCapabilities,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { SideBySideOptions } from '../../server/src/analysis/api';
import { startServer } from '../../server/src/lsp/main';
import type { StatusParams } from '../../server/src/lsp/protocol';
import type { ServerParts } from '../../server/src/lsp/session';
import { memoryFiles, overlayFiles } from '../../server/src/project/memoryFiles';
import type { FileSystem } from '../../server/src/project/model';
import { FakeAnalysis, FakeViews } from './fakeAnalysis';

class Pipe extends Duplex {
  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.emit('data', chunk);
    done();
  }
  override _read(): void {}
}

export interface StartOptions {
  /** Texts by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Workspace folders; `['/ws']` if absent. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Answer to `workspace/configuration`, by scope URI. */
  readonly configuration?: (scopeUri: string | undefined) => unknown;
  /** Loading fails, or waits. */
  readonly load?: () => Promise<void>;
  /** Other parts than the fake ones. */
  readonly parts?: ServerParts;
  /** Do not send `initialize`. */
  readonly uninitialized?: boolean;
}

/** A client that remembers everything it was told. */
export class TestClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: StatusParams[] = [];
  readonly logs: string[] = [];
  readonly registrations: RegistrationParams['registrations'] = [];
  readonly unregistered: string[] = [];
  readonly progress: { kind: string; percentage?: number; message?: string; title?: string }[] = [];
  readonly analyses: FakeAnalysis[] = [];
  refreshes = 0;
  readonly texts: Map<string, string>;
  /** File system of the server: reads `texts` as they are now. */
  readonly files: FileSystem;
  initialized: InitializeResult | undefined;
  private versions = new Map<string, number>();
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly connection: ProtocolConnection,
    options: StartOptions,
  ) {
    this.texts = new Map(Object.entries(options.files ?? {}));
    this.files = overlayFiles(memoryFiles(new Map()), this.texts);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
      this.note(this.published, params),
    );
    connection.onNotification('kaalSel4/status', (params: StatusParams) => this.note(this.statuses, params));
    connection.onNotification('window/logMessage', (params: { message: string }) =>
      this.note(this.logs, params.message),
    );
    connection.onRequest('client/registerCapability', (params: RegistrationParams) => {
      for (const registration of params.registrations) this.note(this.registrations, registration);
      return null;
    });
    connection.onRequest(
      'client/unregisterCapability',
      (params: { unregisterations: { method: string }[] }) => {
        for (const { method } of params.unregisterations) this.note(this.unregistered, method);
        return null;
      },
    );
    connection.onRequest('workspace/configuration', (params: ConfigurationParams) =>
      params.items.map((item) => options.configuration?.(item.scopeUri) ?? null),
    );
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.refreshes += 1;
      this.wake();
      return null;
    });
    connection.onNotification('$/progress', (params: { value: TestClient['progress'][number] }) =>
      this.note(this.progress, params.value),
    );
    connection.onUnhandledNotification(() => {});
    connection.listen();
  }

  async open(path: string, text = this.texts.get(path) ?? '', version = 1): Promise<void> {
    this.versions.set(path, version);
    const textDocument = { uri: uri(path), languageId: 'rust', version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** A change of the whole text, or of a range. */
  async change(
    path: string,
    text: string,
    range?: Range,
    version = (this.versions.get(path) ?? 0) + 1,
  ): Promise<void> {
    this.versions.set(path, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uri(path), version },
      contentChanges: [range === undefined ? { text } : { range, text }],
    });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(path) } });
  }

  async watched(...changes: readonly [path: string, type: 1 | 2 | 3][]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: changes.map(([path, type]) => ({ uri: uri(path), type })),
    });
  }

  /** What the client shows for a file now. */
  shown(path: string): readonly Diagnostic[] | undefined {
    return this.last(path)?.diagnostics;
  }

  /** The last publication for a file. */
  last(path: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast((params) => params.uri === uri(path));
  }

  /** Messages shown for a file, shortest form. */
  names(path: string): readonly string[] {
    return (this.shown(path) ?? []).map((item) => String(item.message).split(' ')[0] ?? '');
  }

  /** Waits until a condition holds that messages from the server bring about. */
  async until(condition: () => boolean, what = condition.toString()): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`waited in vain for ${what}; log: ${this.logs.join('\n')}`));
      }, 30_000);
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
    });
  }

  /** Waits until the server has told that all roots are ready; fails when it cannot work. */
  async ready(): Promise<void> {
    const last = () => this.statuses.at(-1);
    await this.until(
      () => last()?.failure !== undefined || last()?.roots.every((root) => root.state === 'ready') === true,
      'ready',
    );
    const failure = last()?.failure;
    if (failure !== undefined) throw new Error(failure);
  }

  private note<T>(list: T[], item: T): void {
    list.push(item);
    this.wake();
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }
}

export const uri = (path: string) => `file://${path}`;

export const everything: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
};

/** Starts a server and, unless told otherwise, goes through the handshake. */
export async function start(options: StartOptions = {}): Promise<TestClient> {
  const up = new Pipe();
  const down = new Pipe();
  const client = new TestClient(
    createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)),
    options,
  );
  startServer({ input: up, output: down }, options.parts ?? fakeParts(client, options));
  if (options.uninitialized === true) return client;
  const folders = options.folders ?? ['/ws'];
  client.initialized = await client.connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? everything,
    workspaceFolders: folders.map((path) => ({ uri: uri(path), name: path })),
    initializationOptions: options.initializationOptions,
  });
  await client.connection.sendNotification('initialized', {});
  return client;
}

/** Parts with the real engine, over files that may change. */
export async function realParts(files: () => FileSystem): Promise<ServerParts> {
  const [{ createSideBySide }, { loadParts }] = await Promise.all([
    import('../../server/src/analysis/analysis'),
    import('../../server/src/analysis/nodeParts'),
  ]);
  const parts = await loadParts();
  const now: FileSystem = {
    readText: (path) => files().readText(path),
    whyUnreadable: (path) => files().whyUnreadable(path),
    kind: (path) => files().kind(path),
    list: (path) => files().list(path),
    modified: (path) => files().modified(path),
    real: (path) => files().real(path),
  };
  return {
    files: now,
    environment: {},
    version: '1.2.3',
    documentation: '',
    snapshots: () => parts.catalog.names(),
    load: async () => (options) => createSideBySide(options, parts),
  };
}

/** Parts with the real engine, over texts that may change. */
export function partsOver(texts: ReadonlyMap<string, string>): Promise<ServerParts> {
  const files = overlayFiles(memoryFiles(new Map()), texts);
  return realParts(() => files);
}

/** Parts with a {@link FakeAnalysis}, over the client's texts. */
function fakeParts(client: TestClient, options: StartOptions): ServerParts {
  return {
    files: client.files,
    environment: {},
    version: '1.2.3',
    documentation: 'https://example.org/findings.md',
    snapshots: () => ['aarch64-mcs'],
    load: async () => {
      await options.load?.();
      return (options: SideBySideOptions) =>
        new FakeViews(options, (one) => {
          const analysis = new FakeAnalysis(one);
          client.analyses.push(analysis);
          return analysis;
        });
    },
  };
}
