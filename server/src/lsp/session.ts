/** The state of one server: documents, units, and the round of work that brings the client up to date. */
import type { CancellationToken, Connection, Diagnostic } from 'vscode-languageserver';
import type { FileChange } from '../analysis/api';
import type { Features } from '../analysis/featureQueries';
import type { FileSystem, ViewRequest } from '../project/model';
import { fileName, isInside, shownPath } from '../project/paths';
import { Answers } from './answers';
import type { Client } from './capabilities';
import { Configuration } from './configuration';
import { Debounce, slow } from './debounce';
import { describe } from './describe';
import { Documents, type OpenDocument } from './documents';
import { Refresh } from './language/refresh';
import { VirtualFiles } from './language/virtualDocuments';
import { LineTables, Places } from './places';
import { openProgress, type Progress } from './progress';
import { Publisher } from './publisher';
import { ReportWatch } from './report';
import { StatusReporter } from './status';
import type { MakeAnalysis, Unit } from './unit';
import { Units } from './units';
import { isVirtual } from './uris';
import { innermost } from './workspaces';

/** What a server is made of; the entry points put it together. */
export interface ServerParts {
  readonly files: FileSystem;
  /** Values of environment variables that matter. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Loads the parser and the data; called once, while the client is still saying who it is. */
  load(): Promise<MakeAnalysis>;
  readonly version: string;
  /** URI of the page that explains the codes; empty: none. */
  readonly documentation: string;
  /** Names of the built-in snapshots, to choose from. */
  snapshots?(): readonly string[];
}

/** How long work goes on before messages get their turn, in milliseconds. */
const slice = 10;

/** How long nobody must have typed before the rest of the workspace is looked at, in milliseconds. */
const pause = 60;

export class Session {
  readonly documents: Documents;
  readonly publisher: Publisher;
  readonly configuration: Configuration;
  readonly status: StatusReporter;
  readonly reports: ReportWatch;
  private readonly answers: Answers;
  readonly chosenViews: Map<string, ViewRequest>;
  private readonly tables = new LineTables();
  readonly virtualFiles = new VirtualFiles();
  private readonly refresh: Refresh;
  units: Units | undefined;
  /** Resolves once there is an analysis for every folder; rejects when the parser could not be loaded. */
  readonly ready: Promise<void>;

  /** Documents in the version that the analyses have seen. */
  private readonly applied = new Map<string, OpenDocument>();
  private pending = new Map<string, string | null>();
  private edited = new Set<string>();
  private folders: readonly string[];
  private readonly debounce = new Debounce(() => void this.work());
  private readonly slowly = new Debounce(() => void this.work(), slow);
  private working: Promise<void> | undefined;
  private again = false;
  /** Units may belong to other roots since the last flush. */
  private unitsStale = false;
  private progress: Progress | undefined;
  private closed = false;
  private begin: () => void = () => {};
  private fail: (reason: unknown) => void = () => {};

  constructor(
    readonly connection: Connection,
    readonly parts: ServerParts,
    readonly client: Client,
  ) {
    const log = (message: string) => connection.console.warn(message);
    this.documents = new Documents((path, text, what) => this.documentChanged(path, text, what), log);
    this.documents.encoding = client.encoding;
    this.configuration = new Configuration(connection, client);
    this.status = new StatusReporter(connection, this.documents);
    this.reports = new ReportWatch(connection, (path) => this.documents.uriOf(path));
    this.answers = new Answers({
      support: client.diagnostics,
      uriOf: (path) => this.documents.uriOf(path),
      documentation: parts.documentation,
      logError: (message) => connection.console.error(message),
    });
    this.refresh = new Refresh(connection, client.language);
    this.chosenViews = new Map(client.views);
    this.folders = client.folders;
    this.publisher = new Publisher({
      publish: (params) => void connection.sendDiagnostics(params).catch(() => {}),
      uriOf: (path) => this.documents.uriOf(path),
      versionOf: (path) => this.versionOf(path),
    });
    this.ready = new Promise((resolve, reject) => {
      this.begin = resolve;
      this.fail = reject;
    });
    // Requests see the failure; nobody else has to.
    this.ready.catch(() => {});
  }

  /** Makes the analyses, answers what waits, and reports everything once. */
  async start(loading: Promise<MakeAnalysis>): Promise<void> {
    try {
      const make = await loading;
      this.units = new Units({
        make,
        files: this.parts.files,
        environment: this.parts.environment,
        settingsOf: (folder) => this.configuration.of(folder),
        chosenViews: this.chosenViews,
        applied: this.applied,
        logError: (message) => this.connection.console.error(message),
      });
      this.flush();
      await this.updateUnits();
      this.begin();
      await this.work();
    } catch (error) {
      this.fail(error);
      this.status.failed(String(error instanceof Error ? error.message : error));
      this.connection.console.error(`The language server cannot work: ${describe(error)}`);
    }
  }

  /** Nothing is sent any more. */
  dispose(): void {
    this.closed = true;
    this.virtualFiles.dispose();
    this.debounce.cancel();
    this.slowly.cancel();
  }

  /** Files on disk changed, appeared or vanished. What is open counts as the client has it. */
  filesChanged(paths: Iterable<string>): void {
    for (const path of paths) this.pending.set(path, this.documents.get(path)?.text ?? null);
    this.debounce.trigger();
  }

  /** The client's folders are now these (absolute paths). */
  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    const gone = new Set(removed);
    const kept = this.folders.filter((folder) => !gone.has(folder) && !added.includes(folder));
    this.folders = [...kept, ...added];
    await this.unitsChanged();
  }

  /** Units may have to be made or dropped: folders, manifests or loose documents came or went. */
  async unitsChanged(): Promise<void> {
    if (this.units === undefined) return;
    await this.updateUnits();
    this.debounce.trigger();
  }

  /** Settings changed, or may have. */
  async settingsChanged(settings?: unknown): Promise<void> {
    this.configuration.forget(settings);
    await this.units?.refreshSettings();
    this.debounce.trigger();
  }

  /** Looks at a root in another view; `null`: as the settings say. */
  setView(unit: Unit, view: ViewRequest | null): void {
    if (view === null) this.chosenViews.delete(unit.root);
    else this.chosenViews.set(unit.root, view);
    this.units?.lookAt(unit);
    this.debounce.trigger();
  }

  /** Looks at a root with other bindings for a while; `null`: with its own again. */
  checkAgainst(unit: Unit, bindings: string | null): void {
    this.units?.checkAgainst(unit, bindings);
    this.debounce.trigger();
  }

  /** The view that choices and settings ask for; what they leave open is found out. */
  askedView(unit: Unit): ViewRequest {
    return this.units?.viewFor(unit) ?? {};
  }

  /** Whether a path lies in one of the client's folders. */
  isInFolders(path: string): boolean {
    return this.folders.some((folder) => isInside(path, folder));
  }

  /** Version of a document that the analyses have seen. */
  versionOf(path: string): number | undefined {
    return this.applied.get(path)?.version;
  }

  /** Reads units anew from disk: for a person who does not trust the watchers. */
  async readAgain(units: readonly Unit[]): Promise<void> {
    for (const unit of units) await this.units?.remake(unit.root);
  }

  /** Gives the analyses all changes that have come in; afterwards their answers are those of the newest texts. */
  flush(): void {
    if (this.pending.size === 0) return;
    const changes: FileChange[] = [...this.pending].map(([path, text]) => ({ path, text }));
    this.pending = new Map();
    for (const { path } of changes) {
      const document = this.documents.get(path);
      if (document === undefined) this.applied.delete(path);
      else this.applied.set(path, document);
    }
    if (changes.some(({ path }) => fileName(path) === 'Cargo.toml')) {
      this.units?.forgetRoots();
      this.unitsStale = true;
    }
    try {
      this.units?.apply(changes);
    } catch (error) {
      this.connection.console.error(`A change could not be taken over: ${describe(error)}`);
    }
  }

  /** Diagnostics of one file as of the last {@link flush}. The same array as before when nothing changed. */
  diagnostics(path: string, places = this.places()): readonly Diagnostic[] {
    return this.answers.diagnostics(path, this.units?.owners(path) ?? [], this.applied.get(path), places);
  }

  /**
   * Text of a file as of the last {@link flush}. What has changed on disk since an analysis read it does not count until
   * the analysis is told: offsets in its findings are those of the text that it read.
   */
  textOf(path: string): string | undefined {
    return this.applied.get(path)?.text ?? this.units?.textAsRead(path) ?? this.parts.files.readText(path);
  }

  places(): Places {
    return new Places((path) => this.textOf(path), this.client.encoding);
  }

  /** URI by which the client can open a path that features spoke of; `undefined` if it cannot. */
  uriOf(features: Features, path: string): string | undefined {
    if (!isVirtual(path)) return this.documents.uriOf(path);
    if (this.client.language.virtualDocuments) return path;
    return this.virtualFiles.uriOf(path, () => features.virtualText(path));
  }

  /** Places in the texts that a unit has read, virtual documents included. */
  placesIn(unit: Unit, features: Features = unit.query.features): Places {
    const textOf = (path: string) => this.applied.get(path)?.text ?? features.textOf(path);
    return new Places(textOf, this.client.encoding, this.tables);
  }

  /** All files that any unit reports on, and those reported on before. */
  paths(): ReadonlySet<string> {
    const all = new Set<string>(this.publisher.paths());
    for (const unit of this.units?.all() ?? []) for (const path of unit.paths()) all.add(path);
    return all;
  }

  /** Lets messages in when the time is up; `false` when the work is no longer wanted. */
  async breathe(clock: { since: number }, token?: CancellationToken): Promise<boolean> {
    if (performance.now() - clock.since >= slice) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      clock.since = performance.now();
    }
    return !(this.closed || token?.isCancellationRequested === true);
  }

  /** Reports everything that changed; what comes in meanwhile starts it again, edited documents first. */
  work(): Promise<void> {
    this.again = true;
    this.working ??= this.rounds().finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.closed && this.units !== undefined) {
      this.again = false;
      try {
        await this.round(this.units);
      } catch (error) {
        this.connection.console.error(`Checking stopped: ${describe(error)}`);
      }
    }
    this.progress?.done();
    this.progress = undefined;
  }

  private async round(units: Units): Promise<void> {
    // A document whose workspace is just being looked for would be shown as clean.
    await units.settled();
    this.flush();
    // Before anything is waited for: what is edited meanwhile is of the next round.
    const edited = this.edited;
    this.edited = new Set();
    if (this.unitsStale) await this.updateUnits();
    if (units.all().some((unit) => unit.state === 'indexing')) {
      this.status.send(units);
      this.progress ??= openProgress(this.connection, this.client.progress, 'seL4 names');
      await this.progress.opened;
    }
    const places = this.places();
    const early = new Set([...edited, ...this.documents.paths()]);
    for (const path of early) {
      const always = edited.has(path) && this.documents.get(path) !== undefined;
      this.publisher.report(path, this.diagnostics(path, places), always);
    }
    if (edited.size > 0 && this.progress === undefined) {
      // Whoever types is answered about the document first; everything else can wait for a pause.
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.again || this.closed) return;
    }
    const clock = { since: performance.now() };
    // All that follows asks for every crate: whoever asks for a name does not wait for them all.
    for (const unit of units.all())
      while (unit.readNext()) if (!(await this.breathe(clock)) || this.again) return;
    // An edit can give a loose document an owner, or take it away.
    await this.updateUnits();
    const rest = [...this.paths()].filter((path) => !early.has(path));
    for (const [index, path] of rest.entries()) {
      this.publisher.report(path, this.diagnostics(path, places));
      this.progress?.report((index + 1) / rest.length, nameIn(path, units));
      if (!(await this.breathe(clock)) || this.again) return;
    }
    // Checking one file can find something in another, or no longer (a macro's definition), and what a document is held
    // against may have been read only now. What did not change costs nothing.
    for (const path of [...early, ...rest]) this.publisher.report(path, this.diagnostics(path, places));
    for (const unit of units.all()) unit.state = 'ready';
    this.status.send(units);
    if (this.publisher.takeStale() && this.client.refresh) {
      this.connection.languages.diagnostics.refresh().catch(() => {});
    }
    this.refresh.settled(units.all());
    this.reports.settled(units.all());
    for (const path of this.documents.paths()) {
      for (const unit of units.all()) unit.prepare(path);
      if (!(await this.breathe(clock)) || this.again) return;
    }
  }

  private documentChanged(path: string, text: string | null, what: 'opened' | 'changed' | 'closed'): void {
    this.pending.set(path, text);
    if (text === null) this.publisher.closed(path);
    else this.edited.add(path);
    // A manifest that is being typed makes everything be read again: not with every letter.
    if (what === 'changed' && path.endsWith('.toml')) this.slowly.trigger();
    else this.debounce.trigger();
    if (what === 'changed') return;
    this.unitsChanged().catch((error) => this.connection.console.error(describe(error)));
  }

  private async updateUnits(): Promise<void> {
    this.unitsStale = false;
    await this.units?.update(this.folders, this.documents.paths());
  }
}

/** A path for people: from the root's folder on. */
function nameIn(path: string, units: Units): string {
  const root = innermost(
    path,
    units.all().map((unit) => unit.root),
  );
  return root === undefined ? path : shownPath(path, root);
}
