/** A client that keeps documents as editors do, and remembers what it would show. */
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type ConfigurationParams,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type WorkspaceDiagnosticReport,
} from 'vscode-languageserver/node';
import type { StatusParams } from '../../../server/src/lsp/protocol';
import type { ViewRequest } from '../../../server/src/project/model';
import type { Change, Step } from '../edits/script';
import type { Asked, Message } from './messages';
import { changesBetween, type Encoding, type Form } from './positions';

/** The files that the server reads. */
export interface Place {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  text(path: string): string | undefined;
  paths(): string[];
  write(path: string, text: string | null): void;
}

export interface ClientOptions {
  readonly encoding: Encoding;
  /** Diagnostics of open documents are pulled. */
  readonly pulls: boolean;
  readonly settings: unknown;
  readonly view: ViewRequest | null;
}

export class EditorClient {
  /** Path → text of open documents. */
  readonly open = new Map<string, string>();
  settings: unknown;
  view: ViewRequest | null;
  status: StatusParams | undefined;
  /** Complaints of the server: of the log, and requests that failed otherwise than by being cancelled. */
  readonly complaints: string[] = [];
  private readonly versions = new Map<string, number>();
  private viewsAsked = 0;
  private viewTaken = 0;
  private readonly published = new Map<string, PublishDiagnosticsParams>();
  private readonly waiting = new Set<Promise<unknown>>();
  /** Changed on disk; watchers have not told yet. */
  private readonly late = new Set<string>();
  /** Files that watchers know of. */
  private readonly seen: Set<string>;
  /** Everything was pulled once: nothing is pushed any more. */
  private pulledAll = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly connection: ProtocolConnection,
    readonly disk: Place,
    private readonly options: ClientOptions,
  ) {
    this.settings = options.settings;
    this.view = options.view;
    this.seen = new Set(disk.paths());
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      this.wake();
    });
    connection.onNotification('kaalSel4/status', (params: StatusParams) => {
      this.status = params;
      this.wake();
    });
    connection.onNotification('window/logMessage', (params: { type: number; message: string }) => {
      if (params.type === 1) this.complaints.push(params.message);
    });
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(() => this.settings),
    );
    for (const method of ['client/registerCapability', 'client/unregisterCapability'])
      connection.onRequest(method, () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('workspace/diagnostic/refresh', () => {
      this.wake();
      return null;
    });
    connection.onUnhandledNotification(() => {});
    connection.listen();
  }

  text(path: string): string | undefined {
    return this.open.get(path) ?? this.disk.text(path);
  }

  paths(): string[] {
    return [...new Set([...this.disk.paths(), ...this.open.keys()])];
  }

  uri(path: string): string {
    return `file://${this.disk.root}${path}`;
  }

  /** Goes through the handshake. */
  async begin(): Promise<void> {
    const { encoding, pulls } = this.options;
    const capabilities: ClientCapabilities = {
      general: { positionEncodings: [encoding, 'utf-16'] },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, dataSupport: true },
        ...(pulls ? { diagnostic: { relatedDocumentSupport: false } } : {}),
      },
      workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        diagnostics: { refreshSupport: true },
      },
      window: { workDoneProgress: true },
    };
    const uri = this.uri('');
    await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      workspaceFolders: [{ uri, name: 'workspace' }],
      initializationOptions: this.view === null ? {} : { views: { [uri]: this.view } },
    });
    this.notify('initialized', {});
  }

  /** Opens what another client has open, in its newest version. */
  adopt(other: EditorClient): void {
    for (const [path, text] of other.open) this.openDocument(path, text, other.versions.get(path));
  }

  send(message: Message): void {
    if (message.k === 'settings') {
      this.settings = message.settings;
      this.notify('workspace/didChangeConfiguration', { settings: null });
    } else if (message.k === 'request') this.ask(message.method, message.path, message.cancelled);
    else if (message.k === 'step') this.play(message.step, message.form);
  }

  /** Watchers tell what they held back; every request is answered. */
  async quiet(): Promise<void> {
    if (this.late.size > 0) this.watched([...this.late]);
    this.late.clear();
    while (this.waiting.size > 0) await Promise.all(this.waiting);
  }

  /** Resolves with the next message that may change what is shown, or after some milliseconds. */
  async news(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.listeners.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.listeners.add(done);
    });
  }

  /** What is shown, by URI; files without diagnostics are left out. */
  async shown(): Promise<Map<string, readonly Diagnostic[]>> {
    const all = new Map<string, readonly Diagnostic[]>();
    for (const [uri, { diagnostics }] of this.published) all.set(uri, diagnostics);
    if (this.pulledAll) {
      const report = await this.connection.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
        previousResultIds: [],
      });
      for (const { uri, ...rest } of report.items)
        all.set(uri, [...(all.get(uri) ?? []), ...(rest.kind === 'full' ? rest.items : [])]);
    } else if (this.options.pulls)
      for (const path of this.open.keys()) {
        const uri = this.uri(path);
        const report = await this.connection.sendRequest<DocumentDiagnosticReport>(
          'textDocument/diagnostic',
          {
            textDocument: { uri },
          },
        );
        // What was pushed before is shown beside what is pulled: the server has to take it back.
        all.set(uri, [...(all.get(uri) ?? []), ...(report.kind === 'full' ? report.items : [])]);
      }
    return new Map([...all].filter(([, items]) => items.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Versions that were published of documents in an older version than they have. */
  stale(): string[] {
    // What is pulled is no longer published.
    if (this.options.pulls || this.pulledAll) return [];
    return [...this.open.keys()].flatMap((path) => {
      const { version } = this.published.get(this.uri(path)) ?? {};
      const now = this.versions.get(path);
      return version === undefined || version === now ? [] : [`${path}: version ${version} of ${now}`];
    });
  }

  private play(step: Step, form: Form): void {
    if (step.k === 'view') {
      const number = ++this.viewsAsked;
      this.request('kaalSel4/setView', { root: this.uri(''), view: step.view }, false, () => {
        // Answers may overtake each other.
        if (number > this.viewTaken) [this.viewTaken, this.view] = [number, step.view];
      });
    } else if (step.k === 'change') {
      const told: string[] = [];
      for (const change of step.changes) this.change(change, form, told);
      if (told.length > 0) this.watched(told);
    }
  }

  private change({ where, path, text }: Change, form: Form, told: string[]): void {
    if (where !== 'editor') {
      this.disk.write(path, text);
      if (where === 'late') this.late.add(path);
      else told.push(path);
    } else if (text === null) {
      if (this.open.delete(path))
        this.notify('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
    } else if (!this.open.has(path)) {
      const onDisk = this.disk.text(path);
      this.openDocument(path, onDisk ?? text);
      if (onDisk !== undefined && onDisk !== text) this.edit(path, text, form);
    } else this.edit(path, text, form);
  }

  private openDocument(path: string, text: string, version = (this.versions.get(path) ?? 0) + 1): void {
    this.open.set(path, text);
    this.versions.set(path, version);
    this.notify('textDocument/didOpen', {
      textDocument: { uri: this.uri(path), languageId: 'rust', version, text },
    });
  }

  private edit(path: string, text: string, form: Form): void {
    const before = this.open.get(path) ?? '';
    const version = (this.versions.get(path) ?? 0) + 1;
    this.open.set(path, text);
    this.versions.set(path, version);
    this.notify('textDocument/didChange', {
      textDocument: { uri: this.uri(path), version },
      contentChanges: changesBetween(before, text, form, this.options.encoding),
    });
  }

  private watched(paths: readonly string[]): void {
    const changes = paths.map((path) => {
      const there = this.disk.text(path) !== undefined;
      const type = !there ? 3 : this.seen.has(path) ? 2 : 1;
      if (there) this.seen.add(path);
      else this.seen.delete(path);
      return { uri: this.uri(path), type };
    });
    this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  private ask(method: Asked, path: string | undefined, cancelled: boolean): void {
    const textDocument = { uri: this.uri(path ?? '/src/lib.rs') };
    if (method === 'document') {
      this.request('textDocument/diagnostic', { textDocument }, cancelled);
    } else if (method === 'workspace') {
      this.pulledAll = true;
      this.request('workspace/diagnostic', { previousResultIds: [] }, cancelled);
    } else this.request(`kaalSel4/${method}`, {}, cancelled);
  }

  private request(method: string, params: unknown, cancelled = false, taken = (): void => {}): void {
    const source = new CancellationTokenSource();
    const answer = this.connection.sendRequest(method, params, source.token).then(taken, (error) => {
      // LSP 3.17, "Response Message": -32800 RequestCancelled.
      if (cancelled && error.code === -32800) return;
      // There may be no workspace for a while, when its manifest has gone: -32602 InvalidParams.
      if (method === 'kaalSel4/setView' && error.code === -32602) return;
      this.complaints.push(`${method}: ${error.message}`);
    });
    this.waiting.add(answer);
    void answer.finally(() => this.waiting.delete(answer));
    if (cancelled) source.cancel();
  }

  private notify(method: string, params: unknown): void {
    // A server that has gone is noticed elsewhere.
    this.connection.sendNotification(method, params).catch(() => {});
  }

  private wake(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
