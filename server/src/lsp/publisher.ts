/** Who has been told what: push and pull diagnostics side by side, without showing anything twice. */
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

/** The latest answer for one file. */
interface Report {
  readonly items: readonly Diagnostic[];
  /** The same items give the same text. */
  readonly content: string;
  readonly resultId: string;
}

export interface PublisherOptions {
  publish(params: PublishDiagnosticsParams): void;
  uriOf(path: string): string;
  versionOf(path: string): number | undefined;
}

/**
 * Both ways are always open. What a client pulls is no longer pushed to it: a document that was asked for is answered
 * on request only, and after a workspace pull nothing is pushed at all. So no client shows a finding twice, whatever
 * it supports.
 */
export class Publisher {
  private readonly reports = new Map<string, Report>();
  /** Content of what was published last, by path. */
  private readonly published = new Map<string, string>();
  private readonly pulledPaths = new Set<string>();
  private workspacePulled = false;
  private stale = false;
  private counter = 0;
  /** A result id of an earlier run of the server must not look like one of ours. */
  private readonly run = Date.now().toString(36);

  constructor(private readonly options: PublisherOptions) {}

  /**
   * Takes the newest diagnostics of a file and publishes them if they differ from what the client has, or if `always`
   * (the document was edited, so the client waits for its version).
   */
  report(path: string, items: readonly Diagnostic[], always = false): void {
    const before = this.reports.get(path);
    if (before?.items === items && !always) return;
    const content = before?.items === items ? before.content : JSON.stringify(items);
    if (before?.content !== content) {
      this.counter += 1;
      this.reports.set(path, { items, content, resultId: `${this.run}.${this.counter}` });
      if (this.isPulled(path)) this.stale = true;
    }
    if (this.isPulled(path)) return;
    const known = this.published.get(path) ?? '[]';
    if (known === content && !always) return;
    this.send(path, items, content);
  }

  /** Paths that have (or had) something to show. */
  paths(): readonly string[] {
    return [...this.reports.keys()];
  }

  /** The document is pulled from now on: what was pushed for it is taken back. */
  pulled(path: string): void {
    this.pulledPaths.add(path);
    this.takeBack(path);
  }

  /** Everything is pulled from now on. */
  pulledAll(): void {
    this.workspacePulled = true;
    for (const path of [...this.published.keys()]) this.takeBack(path);
  }

  /** A closed document is no longer asked for; what is found in it is pushed again. */
  closed(path: string): void {
    this.pulledPaths.delete(path);
    const report = this.reports.get(path);
    if (report !== undefined && report.content !== (this.published.get(path) ?? '[]')) {
      this.report(path, report.items, true);
    }
  }

  resultId(path: string): string {
    return this.reports.get(path)?.resultId ?? `${this.run}.0`;
  }

  items(path: string): readonly Diagnostic[] {
    return this.reports.get(path)?.items ?? [];
  }

  /** Whether something that was pulled has changed since this was last asked. */
  takeStale(): boolean {
    const { stale } = this;
    this.stale = false;
    return stale;
  }

  private isPulled(path: string): boolean {
    return this.workspacePulled || this.pulledPaths.has(path);
  }

  private takeBack(path: string): void {
    if ((this.published.get(path) ?? '[]') !== '[]') this.send(path, [], '[]');
  }

  private send(path: string, items: readonly Diagnostic[], content: string): void {
    this.published.set(path, content);
    const version = this.options.versionOf(path);
    this.options.publish({
      uri: this.options.uriOf(path),
      ...(version === undefined ? {} : { version }),
      diagnostics: [...items],
    });
  }
}
