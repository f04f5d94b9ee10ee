/** The units of a session: which there are, which file belongs to which, and what changes reach them. */
import type { FileChange } from '../analysisApi';
import type { FileSystem, ViewRequest } from '../project/model';
import { overView, requestKey } from '../project/overView';
import { isInside } from '../project/paths';
import { describe } from './describe';
import type { OpenDocument } from './documents';
import { type Settings, viewOf } from './settings';
import { type MakeAnalysis, Unit } from './unit';
import { cargoFolders, innermost, nearestManifest } from './workspaces';

export interface UnitsOptions {
  readonly make: MakeAnalysis;
  readonly files: FileSystem;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Settings that hold for a folder; asked from the client, so it may take a moment. */
  settingsOf(folder: string): Promise<Settings>;
  /** Views chosen by hand, by root. */
  readonly chosenViews: ReadonlyMap<string, ViewRequest>;
  /** Documents in the version that analyses have seen. */
  readonly applied: ReadonlyMap<string, OpenDocument>;
  logError(message: string): void;
}

export class Units {
  /** By workspace root. */
  private readonly byRoot = new Map<string, Unit>();
  /** Roots that exist only for documents outside of all folders. */
  private readonly loose = new Set<string>();
  /** Folders with a manifest whose root is known. */
  private readonly rootOfFolder = new Map<string, string>();
  /** Changes of the set of units happen one after another. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: UnitsOptions) {}

  all(): readonly Unit[] {
    return [...this.byRoot.values()];
  }

  get(root: string): Unit | undefined {
    return this.byRoot.get(root);
  }

  /** The units that report findings in a file; more than one where two workspaces share a crate. */
  owners(path: string): readonly Unit[] {
    return this.all().filter((unit) => unit.has(path));
  }

  /** The unit that a file belongs to: by its crates, else the innermost root around it. */
  unitOf(path: string): Unit | undefined {
    const owner = this.owners(path)[0];
    if (owner !== undefined) return owner;
    const root = innermost(path, this.byRoot.keys());
    return root === undefined ? undefined : this.byRoot.get(root);
  }

  /**
   * Brings the units in line with the client's folders and the open documents: makes what is missing, keeps what is
   * there, drops what nobody needs.
   */
  update(folders: readonly string[], documents: readonly string[]): Promise<void> {
    return this.enqueue(async () => {
      this.dropMoved();
      const wanted = new Set<string>();
      for (const folder of folders) {
        for (const found of cargoFolders(folder, this.options.files)) {
          const root = await this.ensure(found, folder);
          if (root !== undefined) wanted.add(root);
        }
      }
      this.loose.clear();
      for (const path of documents) {
        const root = await this.around(path);
        if (root === undefined || wanted.has(root)) continue;
        wanted.add(root);
        this.loose.add(root);
      }
      for (const root of this.byRoot.keys()) if (!wanted.has(root)) this.byRoot.delete(root);
      for (const [folder, root] of this.rootOfFolder) if (!wanted.has(root)) this.rootOfFolder.delete(folder);
    });
  }

  /** Resolves when all changes of the set of units that were asked for have been made. */
  async settled(): Promise<void> {
    await this.queue;
  }

  /** Whether opening this document asks for a unit that is not there. */
  needsUnit(path: string): boolean {
    if (this.owners(path).length > 0) return false;
    const manifest = nearestManifest(path, this.options.files);
    return manifest !== undefined && !this.rootOfFolder.has(manifest);
  }

  /** Whether closing a document may leave a unit without use. */
  isLoose(path: string): boolean {
    return [...this.loose].some((root) => isInside(path, root));
  }

  /**
   * Asks for the settings of every unit again. Another view is set; other severities need another analysis, as they
   * are fixed for its lifetime.
   */
  refreshSettings(): Promise<void> {
    return this.enqueue(async () => {
      for (const [root, unit] of this.byRoot) {
        const settings = await this.options.settingsOf(unit.options.scope);
        const before = unit.settings;
        const fixed = ({ diagnostics, documentation }: Settings) => [diagnostics.severity, documentation];
        if (!same(fixed(settings), fixed(before))) {
          this.byRoot.set(root, this.made(unit.options.folder, unit.options.scope, settings));
        } else if (!same(settings, before)) {
          unit.settings = settings;
          this.lookAt(unit);
        }
      }
    });
  }

  /** Makes a unit again: everything is read from disk. */
  remake(root: string): Promise<void> {
    return this.enqueue(async () => {
      const unit = this.byRoot.get(root);
      if (unit === undefined) return;
      const { folder, scope } = unit.options;
      this.byRoot.set(root, this.made(folder, scope, unit.settings));
    });
  }

  /** Tells every unit: a crate may lie outside of the root that uses it. */
  apply(changes: readonly FileChange[]): void {
    for (const unit of this.all()) {
      unit.apply(changes);
      // The manifest may name other views now.
      if (changes.some(({ path }) => path === unit.project.manifest)) this.lookAt(unit);
    }
  }

  /** The view that choices and settings ask for; what they leave open is as the project says. */
  viewFor(unit: Unit): ViewRequest {
    const { settings } = unit;
    const { defaultView, views } = unit.project;
    const named = (name: string | undefined): ViewRequest | undefined =>
      views.find((view) => view.name === name)?.request;
    const chosen = this.options.chosenViews.get(unit.root);
    // What was chosen by name is as the project says it now.
    if (chosen !== undefined) return named(chosen.name) ?? chosen;
    const base = named(settings.view.name) ?? defaultView ?? {};
    return overView(base, viewOf(settings, unit.options.scope, this.options.files));
  }

  /** Has a unit look at what settings, choices and the project ask for: the active view, and the project's others. */
  lookAt(unit: Unit): void {
    const active = this.viewFor(unit);
    const { check } = unit.settings.views;
    const others = check === 'active' ? [] : unit.project.views.map((view) => view.request);
    unit.setViews([active, ...others.filter((other) => requestKey(other) !== requestKey(active))]);
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => {});
    return result;
  }

  /** A manifest that came or went can make another folder the root: such a unit is made again. */
  private dropMoved(): void {
    for (const [root, unit] of this.byRoot) if (unit.project.root !== root) this.byRoot.delete(root);
  }

  /** Root of the workspace that a loose document belongs to. */
  private async around(path: string): Promise<string | undefined> {
    const owner = this.owners(path)[0];
    if (owner !== undefined) return owner.root;
    const manifest = nearestManifest(path, this.options.files);
    return manifest === undefined ? undefined : this.ensure(manifest, manifest);
  }

  /**
   * Root of the unit for a folder with a manifest; two folders of one workspace share a unit. `undefined` when no
   * analysis could be made there: the other folders are still answered.
   */
  private async ensure(folder: string, scope: string): Promise<string | undefined> {
    const known = this.rootOfFolder.get(folder);
    if (known !== undefined && this.byRoot.has(known)) return known;
    try {
      const unit = this.made(folder, scope, await this.options.settingsOf(scope));
      if (!this.byRoot.has(unit.root)) this.byRoot.set(unit.root, unit);
      this.rootOfFolder.set(folder, unit.root);
      return unit.root;
    } catch (error) {
      this.options.logError(`${folder} cannot be analysed: ${describe(error)}`);
      return undefined;
    }
  }

  private made(folder: string, scope: string, settings: Settings): Unit {
    const { make, files, environment, applied } = this.options;
    const base = { files, environment };
    const unit = new Unit(make, { folder, scope, settings, base });
    this.lookAt(unit);
    if (applied.size > 0) unit.apply([...applied.values()].map(({ path, text }) => ({ path, text })));
    return unit;
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
