/** The units of a session: which there are, which file belongs to which, and what changes reach them. */
import type { FileChange } from '../analysis/api';
import type { FileSystem, ViewRequest } from '../project/model';
import { onKernel, overView, requestKey } from '../project/overView';
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

/** What a unit is made for. */
interface Wanted {
  readonly folder: string;
  readonly scope: string;
}

export class Units {
  /** By workspace root: those of the client's folders, then those of loose documents. */
  private byRoot = new Map<string, Unit>();
  /** Units that are not in use yet: changes reach them too. */
  private readonly young = new Set<Unit>();
  /** Folders with a manifest whose root is known; another map when manifests change. */
  private rootOfFolder = new Map<string, string>();
  /** Root → bindings that it is checked against for a while. */
  private readonly against = new Map<string, string>();
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

  /** Text of a source file as the first unit that knows it has read it; `undefined` if none has. */
  textAsRead(path: string): string | undefined {
    for (const unit of this.byRoot.values()) {
      const text = unit.textAsRead(path);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** The unit that a file belongs to: by its crates, else the innermost root around it. */
  unitOf(path: string): Unit | undefined {
    const owner = this.owners(path)[0];
    if (owner !== undefined) return owner;
    const root = innermost(path, this.byRoot.keys());
    return root === undefined ? undefined : this.byRoot.get(root);
  }

  /** Manifests changed, came or went: any folder may belong to another root now. */
  forgetRoots(): void {
    this.rootOfFolder = new Map();
  }

  /**
   * Brings the units in line with the client's folders and the open documents: makes what is missing, keeps what is
   * there, drops what nobody needs. What comes out rests on folders, documents and files alone, not on what was before.
   */
  update(folders: readonly string[], documents: readonly string[]): Promise<void> {
    return this.enqueue(async () => {
      this.dropMoved();
      /** Made only to learn a root; of use if just such a unit is wanted. */
      const made = new Map<string, Unit>();
      const wanted = new Map<string, Wanted>();
      for (const folder of folders)
        for (const found of cargoFolders(folder, this.options.files))
          await this.want(wanted, made, { folder: found, scope: folder });
      const units = await this.unitsFor(wanted, made);
      const loose = new Map<string, Wanted>();
      for (const path of documents) {
        if ([...units.values()].some((unit) => unit.paths().has(path))) continue;
        const manifest = nearestManifest(path, this.options.files);
        if (manifest !== undefined)
          await this.want(loose, made, { folder: manifest, scope: manifest }, units);
      }
      this.byRoot = new Map([...units, ...(await this.unitsFor(loose, made))]);
      this.young.clear();
    });
  }

  /** Resolves when all changes of the set of units that were asked for have been made. */
  async settled(): Promise<void> {
    await this.queue;
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
        const fixed = ({ diagnostics, documentation }: Settings) => [
          diagnostics.severity,
          diagnostics.parity,
          documentation,
        ];
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
    for (const unit of [...this.all(), ...this.young]) {
      unit.apply(changes);
      // The manifest may name other views now, or bindings that a view names have come or gone.
      if (changes.some(({ path }) => !path.endsWith('.rs'))) this.lookAt(unit);
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

  /** Other bindings for a while instead of those of the active view; `null`: its own again. */
  checkAgainst(unit: Unit, bindings: string | null): void {
    if (bindings === null) this.against.delete(unit.root);
    else this.against.set(unit.root, bindings);
    this.lookAt(unit);
  }

  /** What a unit is checked against for a while. */
  againstOf({ root }: Unit): string | undefined {
    return this.against.get(root);
  }

  /** Has a unit look at what settings, choices and the project ask for: the active view, and the project's others. */
  lookAt(unit: Unit): void {
    const own = this.viewFor(unit);
    const against = this.against.get(unit.root);
    const active = against === undefined ? own : onKernel(own, { bindings: against });
    const { check } = unit.settings.views;
    // What the own bindings have is told beside what the others lack.
    const others = check === 'active' ? [] : [own, ...unit.project.views.map((view) => view.request)];
    const byKey = new Map([active, ...others].map((view) => [requestKey(view), view]));
    unit.setViews([...byKey.values()]);
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

  /**
   * Notes that a folder is to be analysed; two folders of one workspace share a unit, which then is of the whole
   * workspace. Nothing is noted when `there` has the root, or when no analysis can be made: the others are answered.
   */
  private async want(
    wanted: Map<string, Wanted>,
    made: Map<string, Unit>,
    one: Wanted,
    there?: ReadonlyMap<string, Unit>,
  ): Promise<void> {
    try {
      const known = this.rootOfFolder;
      let root = known.get(one.folder);
      if (root === undefined) {
        const unit = await this.unitAt(one);
        root = unit.root;
        known.set(one.folder, root);
        made.set(`${root}\n${one.folder}`, unit);
      }
      if (there?.has(root) === true) return;
      const before = wanted.get(root);
      wanted.set(
        root,
        before === undefined || before.folder === one.folder ? (before ?? one) : { ...before, folder: root },
      );
    } catch (error) {
      this.options.logError(`${one.folder} cannot be analysed: ${describe(error)}`);
    }
  }

  /** A unit that is there for this folder, or a new one. */
  private async unitAt(one: Wanted): Promise<Unit> {
    const there = this.all().find((unit) => isFor(unit, one));
    if (there !== undefined) return there;
    const unit = this.made(one.folder, one.scope, await this.options.settingsOf(one.scope));
    this.young.add(unit);
    return unit;
  }

  private async unitsFor(
    wanted: ReadonlyMap<string, Wanted>,
    made: ReadonlyMap<string, Unit>,
  ): Promise<Map<string, Unit>> {
    const units = new Map<string, Unit>();
    for (const [root, one] of wanted) {
      const before = this.byRoot.get(root);
      const there = before && isFor(before, one) ? before : made.get(`${root}\n${one.folder}`);
      units.set(root, there ?? (await this.unitAt(one)));
    }
    return units;
  }

  private made(folder: string, scope: string, settings: Settings): Unit {
    const { make, files, environment, applied } = this.options;
    const base = { files, environment };
    const documents = [...applied.values()].map(({ path, text }) => ({ path, text }));
    const unit = new Unit(make, { folder, scope, settings, base, documents });
    this.lookAt(unit);
    return unit;
  }
}

/** Whether a unit is what is wanted. One whose root is another by now is not: changes come while settings are waited for. */
function isFor({ options, root, project }: Unit, { folder, scope }: Wanted): boolean {
  return options.folder === folder && options.scope === scope && root === project.root;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
