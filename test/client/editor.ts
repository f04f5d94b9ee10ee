/**
 * As much of VS Code as the extension and the library of language clients need, without a window: documents, settings,
 * diagnostics, watchers, commands. The built extension runs in it, with the server that it starts.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  CancellationTokenSource,
  CodeActionKind,
  Diagnostic,
  Disposable,
  EventEmitter,
  Position,
  Range,
  TextDocument,
  Uri,
} from './editorTypes';

interface LanguageStatus {
  text: string;
  detail: string;
  busy: boolean;
  severity: number;
}

export interface EditorOptions {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** What the extension stored for the workspace in earlier sessions. */
  readonly memory?: Map<string, unknown>;
}

export class Editor {
  readonly documents: TextDocument[] = [];
  /** Full key (`kaalSel4.view.arch`) → value. */
  readonly settings = new Map<string, unknown>();
  readonly log: string[] = [];
  /** Messages that popped up. */
  readonly popups: string[] = [];
  readonly status: LanguageStatus = { text: '', detail: '', busy: false, severity: 0 };
  /** Given to whoever asks for a choice: index of the item. */
  choose: (items: readonly { readonly label: string }[]) => number = () => -1;
  readonly memory: Map<string, unknown>;
  private readonly collections = new Set<Map<string, readonly Diagnostic[]>>();
  private readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  private readonly subscriptions: { dispose(): void }[] = [];
  private deactivate: () => Promise<void> = async () => {};
  private readonly opened = new EventEmitter<TextDocument>();
  private readonly changed = new EventEmitter<unknown>();
  private readonly closed = new EventEmitter<TextDocument>();
  private readonly configured = new EventEmitter<{ affectsConfiguration(section: string): boolean }>();
  private readonly diagnosed = new EventEmitter<{ uris: readonly Uri[] }>();
  private readonly watchers = new Set<Record<'create' | 'change' | 'delete', EventEmitter<Uri>>>();

  constructor(private readonly options: EditorOptions) {
    this.memory = options.memory ?? new Map();
  }

  /** Loads the built extension with this editor as its `vscode`, and activates it. */
  async start(home: string): Promise<void> {
    const require = createRequire(import.meta.url);
    const file = join(home, 'dist/client.js');
    delete require.cache[file];
    const api = this.api();
    const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
    const load = loader._load;
    loader._load = (request, ...rest) => (request === 'vscode' ? api : load.call(loader, request, ...rest));
    try {
      const extension = require(file) as { activate(context: unknown): void; deactivate(): Promise<void> };
      this.deactivate = () => extension.deactivate();
      extension.activate({
        subscriptions: this.subscriptions,
        asAbsolutePath: (path: string) => join(home, path),
        workspaceState: {
          get: (key: string, fallback: unknown) => this.memory.get(key) ?? fallback,
          update: async (key: string, value: unknown) => void this.memory.set(key, value),
        },
      });
    } finally {
      loader._load = load;
    }
  }

  /** Ends the extension and its server. */
  async end(): Promise<void> {
    await this.deactivate();
    for (const one of this.subscriptions) one.dispose();
  }

  run(command: string): unknown {
    return this.commands.get(command)?.();
  }

  open(path: string): TextDocument {
    const before = this.document(path);
    if (before) return before;
    const document = new TextDocument(Uri.file(path), 1, readFileSync(path, 'utf8'));
    this.documents.push(document);
    this.opened.fire(document);
    return document;
  }

  document(path: string): TextDocument | undefined {
    return this.documents.find((document) => document.uri.path === path);
  }

  /** Replaces the whole text of an open document. */
  edit(path: string, text: string): void {
    const document = this.open(path);
    const lines = document.text.split(/\r\n|\n|\r/);
    const range = new Range(0, 0, lines.length - 1, lines.at(-1)!.length);
    const change = { range, rangeOffset: 0, rangeLength: document.text.length, text };
    document.text = text;
    document.version += 1;
    this.changed.fire({ document, contentChanges: [change], reason: undefined });
  }

  close(path: string): void {
    const document = this.document(path);
    if (!document) return;
    document.isClosed = true;
    this.documents.splice(this.documents.indexOf(document), 1);
    this.closed.fire(document);
  }

  configure(key: string, value: unknown): void {
    this.settings.set(key, value);
    this.configured.fire({
      affectsConfiguration: (section) => key === section || key.startsWith(`${section}.`),
    });
  }

  /** Watchers tell of a file on disk. */
  watched(path: string, what: 'create' | 'change' | 'delete'): void {
    for (const watcher of this.watchers) watcher[what].fire(Uri.file(path));
  }

  /** What is shown, by path; files without diagnostics are left out. */
  shown(): Map<string, readonly Diagnostic[]> {
    const all = new Map<string, readonly Diagnostic[]>();
    for (const collection of this.collections)
      for (const [uri, list] of collection) {
        const path = Uri.parse(uri).path;
        if (list.length > 0) all.set(path, [...(all.get(path) ?? []), ...list]);
      }
    return all;
  }

  private api(): unknown {
    const folder = { uri: Uri.file(this.options.folder), name: 'workspace', index: 0 };
    const never = (): Disposable => new Disposable(() => {});
    const popup = async (text: string): Promise<undefined> => {
      this.popups.push(text);
      return undefined;
    };
    const api: Record<string | symbol, unknown> = {
      version: '1.91.0',
      Disposable,
      EventEmitter,
      Uri,
      Position,
      Range,
      Diagnostic,
      CodeActionKind,
      CancellationTokenSource,
      CancellationError: class extends Error {},
      RelativePattern: class {
        constructor(
          readonly base: unknown,
          readonly pattern: string,
        ) {}
      },
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
      LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 },
      LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
      ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
      QuickPickItemKind: { Separator: -1, Default: 0 },
      env: { appName: 'editor', language: 'en' },
      commands: {
        registerCommand: (name: string, action: (...args: unknown[]) => unknown) => {
          this.commands.set(name, action);
          return new Disposable(() => this.commands.delete(name));
        },
        executeCommand: async (name: string) => this.run(name),
      },
      languages: withProviders({
        match: (selector: readonly Selector[], document: TextDocument) =>
          selector.some((one) => isMatch(one, document)) ? 10 : 0,
        createDiagnosticCollection: () => this.collection(),
        createLanguageStatusItem: () => Object.assign(this.status, { dispose() {} }),
        getDiagnostics: (uri: Uri) =>
          [...this.collections].flatMap((collection) => collection.get(uri.toString()) ?? []),
        onDidChangeDiagnostics: this.diagnosed.event,
      }),
      window: {
        createOutputChannel: () => this.channel(),
        showErrorMessage: popup,
        showWarningMessage: popup,
        showInformationMessage: popup,
        showQuickPick: async (items: readonly { readonly label: string }[]) => items[this.choose(items)],
        withProgress: (_options: unknown, task: (progress: unknown, token: unknown) => unknown) =>
          task({ report() {} }, new CancellationTokenSource().token),
        visibleTextEditors: [],
        tabGroups: { all: [], onDidChangeTabs: never, onDidChangeTabGroups: never },
        onDidChangeActiveTextEditor: never,
        onDidChangeVisibleTextEditors: never,
      },
      workspace: {
        workspaceFolders: [folder],
        textDocuments: this.documents,
        notebookDocuments: [],
        getWorkspaceFolder: () => folder,
        getConfiguration: (section = '') => this.configuration(section),
        createFileSystemWatcher: () => this.watcher(),
        findFiles: async () => [],
        fs: {
          stat: async (uri: Uri) => {
            if (!existsSync(uri.path)) throw new Error('no such file');
            return statSync(uri.path);
          },
        },
        onDidOpenTextDocument: this.opened.event,
        onDidChangeTextDocument: this.changed.event,
        onDidCloseTextDocument: this.closed.event,
        registerTextDocumentContentProvider: never,
        onDidChangeConfiguration: this.configured.event,
        onDidSaveTextDocument: never,
        onWillSaveTextDocument: never,
        onDidChangeWorkspaceFolders: never,
        onDidCreateFiles: never,
        onDidDeleteFiles: never,
        onDidRenameFiles: never,
        onWillCreateFiles: never,
        onWillDeleteFiles: never,
        onWillRenameFiles: never,
      },
    };
    // The library derives classes from many that nobody uses here.
    return new Proxy(api, {
      get(target, name) {
        target[name] ??= class {};
        return target[name];
      },
    });
  }

  private collection(): unknown {
    const content = new Map<string, readonly Diagnostic[]>();
    this.collections.add(content);
    const told = (...uris: string[]): void =>
      this.diagnosed.fire({ uris: uris.map((uri) => Uri.parse(uri)) });
    return {
      set: (uri: Uri, list: readonly Diagnostic[] | undefined) => {
        if (!this.collections.has(content)) throw new Error('the collection has been disposed');
        content.set(uri.toString(), list ?? []);
        told(uri.toString());
      },
      delete: (uri: Uri) => content.delete(uri.toString()),
      clear: () => content.clear(),
      dispose: () => {
        this.collections.delete(content);
        told(...content.keys());
      },
    };
  }

  private channel(): unknown {
    const write = (text: unknown): void => void this.log.push(String(text));
    return {
      logLevel: 3,
      onDidChangeLogLevel: () => new Disposable(() => {}),
      append: write,
      appendLine: write,
      trace: write,
      debug: write,
      info: write,
      warn: write,
      error: write,
      show() {},
      dispose() {},
    };
  }

  private configuration(section: string): unknown {
    const value = (key: string): unknown => {
      const full = [section, key].filter((part) => part !== '').join('.');
      if (this.settings.has(full)) return this.settings.get(full);
      const below: Record<string, unknown> = {};
      for (const [name, one] of this.settings) {
        if (!name.startsWith(`${full}.`)) continue;
        let at = below;
        const keys = name.slice(full.length + 1).split('.');
        for (const part of keys.slice(0, -1)) {
          at[part] ??= {};
          at = at[part] as Record<string, unknown>;
        }
        at[keys.at(-1)!] = one;
      }
      return Object.keys(below).length > 0 ? below : undefined;
    };
    return {
      get: (key = '', fallback?: unknown) => value(key) ?? fallback,
      has: (key: string) => value(key) !== undefined,
    };
  }

  private watcher(): unknown {
    const emitters = {
      create: new EventEmitter<Uri>(),
      change: new EventEmitter<Uri>(),
      delete: new EventEmitter<Uri>(),
    };
    this.watchers.add(emitters);
    return {
      onDidCreate: emitters.create.event,
      onDidChange: emitters.change.event,
      onDidDelete: emitters.delete.event,
      dispose: () => this.watchers.delete(emitters),
    };
  }
}

/** Providers of hovers, completion and the like are taken: nobody asks them here. */
function withProviders(languages: object): object {
  return new Proxy(languages, {
    get: (target, name, self) =>
      /^register\w+Provider$/.test(String(name))
        ? () => new Disposable(() => {})
        : Reflect.get(target, name, self),
  });
}

interface Selector {
  readonly scheme?: string;
  readonly language?: string;
  readonly pattern?: string;
}

function isMatch(one: Selector, document: TextDocument): boolean {
  if (one.scheme !== undefined && one.scheme !== document.uri.scheme) return false;
  if (one.language !== undefined && one.language !== document.languageId) return false;
  return one.pattern === undefined || document.uri.path.endsWith(one.pattern.replace('**', ''));
}
