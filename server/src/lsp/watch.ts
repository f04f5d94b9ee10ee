/** Files on disk that matter: asking the client to watch them, and taking in what it says. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { stateOfPlace } from '../bindings/buildState';
import { fileName, isInside } from '../project/paths';
import { describe } from './describe';
import type { Session } from './session';
import { Settle } from './settle';
import { pathOfUri, uriOfPath } from './uris';

/** Sources, manifests, what they pin, cargo's configuration, and what kernel builds generate. */
export const watchedGlobs: readonly string[] = [
  '**/*.rs',
  '**/Cargo.toml',
  '**/Cargo.lock',
  '**/.gitmodules',
  '**/.cargo/config.toml',
  '**/.cargo/config',
  '**/target/**/build/sel4-*/out/*',
  '**/target/**/build/sel4-*/{invoked.timestamp,output,root-output}',
  '**/gen_config.json',
];

/**
 * Milliseconds between two looks at the times of generated files. Clients that watch leave much out: what their settings
 * exclude (`target`, often), what was in a folder that is deleted or comes by renaming.
 */
const POLL = 250;

export class Watch {
  private registration: Disposable | undefined;
  private outside = '';
  private polling: ReturnType<typeof setInterval> | undefined;
  /** Places of generated files → their state when they were looked at last. */
  private known: ReadonlyMap<string, string> = new Map();
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

  /** Looks by itself whether builds came, went or were made again. */
  private poll(): void {
    if (this.polling !== undefined) return;
    this.known = this.statesOfPlaces();
    this.polling = setInterval(() => {
      const before = this.known;
      this.known = this.statesOfPlaces();
      for (const place of new Set([...before.keys(), ...this.known.keys()]))
        if (before.get(place) !== this.known.get(place)) this.settle.note(place);
    }, POLL);
    // It must not keep a server alive that nobody talks to any more.
    this.polling.unref?.();
  }

  private statesOfPlaces(): ReadonlyMap<string, string> {
    const { files } = this.session.parts;
    const units = this.session.units?.all() ?? [];
    const places = new Set(units.flatMap((unit) => unit.bindingPlaces()));
    return new Map([...places].map((place) => [place, stateOfPlace(files, place)]));
  }

  /** Asks the client to watch; again when generated files lie in folders that the globs do not reach. */
  async register(): Promise<void> {
    const { client, units } = this.session;
    this.poll();
    if (!client.registerWatchers) return;
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
      const place = Settle.placeOf(path) ?? [...this.known.keys()].find((known) => isInside(path, known));
      if (place === undefined) paths.push(path);
      else this.settle.note(place, path);
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
