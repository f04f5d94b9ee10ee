/** Files on disk that matter: asking the client to watch them, and taking in what it says. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { fileName, isInside } from '../project/paths';
import { describe } from './describe';
import type { Session } from './session';
import { Settle } from './settle';
import { pathOfUri, uriOfPath } from './uris';

/** Sources, manifests, cargo's configuration, and what kernel builds generate. */
export const watchedGlobs: readonly string[] = [
  '**/*.rs',
  '**/Cargo.toml',
  '**/.cargo/config.toml',
  '**/.cargo/config',
  '**/target/**/build/sel4-*/out/*',
  '**/target/**/build/sel4-*/{invoked.timestamp,output,root-output}',
  '**/gen_config.json',
];

/** Milliseconds between two looks at builds, where nobody watches them for us. */
const POLL = 500;

export class Watch {
  private registration: Disposable | undefined;
  private outside = '';
  private polling: ReturnType<typeof setInterval> | undefined;
  private readonly settle: Settle;

  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {
    this.settle = new Settle(session.parts.files, (settled) => session.filesChanged(settled));
  }

  /** Nothing is taken in any more. */
  dispose(): void {
    this.settle.cancel();
    clearInterval(this.polling);
  }

  /** For clients that do not watch: looks by itself whether builds came, went or were made again. */
  private poll(): void {
    if (this.polling !== undefined) return;
    let known = this.buildTimes();
    this.polling = setInterval(() => {
      const now = this.buildTimes();
      for (const folder of new Set([...known.keys(), ...now.keys()])) {
        const build = Settle.buildOf(folder);
        if (build !== undefined && known.get(folder) !== now.get(folder)) this.settle.note(build, folder);
      }
      known = now;
    }, POLL);
    // It must not keep a server alive that nobody talks to any more.
    this.polling.unref?.();
  }

  private buildTimes(): ReadonlyMap<string, number> {
    const units = this.session.units?.all() ?? [];
    return new Map(units.flatMap((unit) => unit.buildTimes()));
  }

  /** Asks the client to watch; again when generated files lie in folders that the globs do not reach. */
  async register(): Promise<void> {
    const { client, units } = this.session;
    if (!client.registerWatchers) {
      this.poll();
      return;
    }
    const folders = client.relativePatterns
      ? [
          ...new Set(
            (units?.all() ?? []).flatMap((unit) => unit.views.flatMap((view) => view.watchedFolders())),
          ),
        ]
          .filter((folder) => !this.session.isInFolders(folder))
          .sort()
      : [];
    const key = folders.join('\n');
    if (this.registration !== undefined && key === this.outside) return;
    this.outside = key;
    const watchers: FileSystemWatcher[] = [
      ...watchedGlobs.map((globPattern) => ({ globPattern })),
      ...folders.flatMap((folder) =>
        ['*', '**/build/sel4-*/**'].map((pattern) => ({
          globPattern: { baseUri: uriOfPath(folder), pattern },
        })),
      ),
    ];
    const before = this.registration;
    try {
      this.registration = await this.connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers,
      });
      before?.dispose();
    } catch (error) {
      this.connection.console.warn(`The client does not watch files: ${describe(error)}`);
    }
  }

  /** Takes in events of the client's watchers. */
  changed(events: readonly { readonly uri: string; readonly type: number }[]): void {
    const paths: string[] = [];
    for (const event of events) {
      const path = pathOfUri(event?.uri);
      if (path === undefined) continue;
      const build = Settle.buildOf(path);
      if (build === undefined) paths.push(path);
      else this.settle.note(build, path);
    }
    // A manifest can make a workspace or end one.
    this.take(
      paths,
      paths.some((path) => fileName(path) === 'Cargo.toml'),
    );
  }

  /** A folder was deleted or renamed: everything in it that we knew has gone, what it became may be new. */
  foldersMoved(moves: readonly { readonly from: string; readonly to?: string }[]): void {
    const paths: string[] = [];
    const known = this.session.paths();
    for (const { from, to } of moves) {
      const old = pathOfUri(from);
      if (old === undefined) continue;
      const inside = [...known].filter((path) => isInside(path, old));
      paths.push(old, ...inside);
      const now = to === undefined ? undefined : pathOfUri(to);
      if (now === undefined) continue;
      paths.push(now, ...inside.map((path) => now + path.slice(old.length)));
    }
    this.take(paths, true);
  }

  private take(paths: readonly string[], manifests: boolean): void {
    if (paths.length === 0) return;
    this.session.filesChanged(paths);
    if (!manifests) return;
    this.session.flush();
    this.session.unitsChanged().catch((error) => this.connection.console.error(describe(error)));
  }
}
