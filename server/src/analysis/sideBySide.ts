/** Several views of one workspace over the same texts. */
import { type Build, describeBuilds } from '../bindings/builds';
import { chooseBindings } from '../bindings/choose';
import type { GeneratedFolder } from '../bindings/folder';
import { placesOfNamed } from '../bindings/named';
import { generatedFolders, targetFolders } from '../bindings/targetFolders';
import type { Version } from '../compare/versions';
import { builtInColumns } from '../features/matrix/columns';
import { type Matrix, matrixOf } from '../features/matrix/table';
import { usesIn } from '../features/matrix/uses';
import { type HitsOfView, hitsBetween } from '../features/upgrade/hits';
import { readCargoConfig } from '../project/config';
import type { ProjectProblem, ViewRequest } from '../project/model';
import { requestKey } from '../project/overView';
import type { FileChange, MatrixColumns, SideBySide, SideBySideOptions } from './api';
import { openBindings } from './bindingsWorld';
import { type ProjectViews, projectViews } from './projectViews';
import { SourceStore } from './sourceStore';
import { OneView } from './viewAnalysis';
import { viewNames } from './viewNames';
import type { AnalysisParts, ViewOptions } from './viewState';

export class OverOneStore implements SideBySide {
  private readonly options: ViewOptions;
  private readonly store: SourceStore;
  private made: readonly OneView[] = [];
  private named: ProjectViews | undefined;
  /** As the manifest was when it could be read last. */
  private whole: ProjectViews | undefined;

  constructor(
    { views, files, ...options }: SideBySideOptions,
    private readonly parts: AnalysisParts,
  ) {
    this.options = options;
    this.store = new SourceStore(files, parts.parser);
    this.setViews(views);
  }

  get views(): readonly OneView[] {
    return this.made;
  }

  setViews(requests: readonly ViewRequest[]): void {
    this.store.looked.forget();
    const before = new Map(this.made.map((view) => [requestKey(view.request), view]));
    this.made = requests.map(
      (request) =>
        before.get(requestKey(request)) ?? new OneView(this.options, request, this.store, this.parts),
    );
  }

  textAsRead(path: string): string | undefined {
    return this.store.textAsRead(path);
  }

  prepare(path: string): void {
    this.store.prepare(path);
    // The active view is the first.
    this.made[0]?.prepare(path);
  }

  applyChange(changes: readonly FileChange[]): void {
    // Sources name no views; folders of bindings and manifests do, and come and go.
    if (changes.some(({ path }) => !path.endsWith('.rs'))) this.named = undefined;
    const taken = this.store.apply(changes);
    for (const view of this.made) view.take(taken);
  }

  projectViews(): ProjectViews {
    if (this.named !== undefined) return this.named;
    const { environment, folder } = this.options;
    const { looked, disk } = this.store;
    const now = projectViews(looked, folder, this.parts.catalog, environment, disk);
    // A manifest that is being typed names the views that it named before.
    if (now.readable) this.whole = now;
    const { whole } = this;
    this.named = whole?.manifest === now.manifest ? { ...(whole ?? now), problems: now.problems } : now;
    return this.named;
  }

  coversProject(): boolean {
    const key = ({ name: _name, ...asked }: ViewRequest): string => requestKey(asked);
    const looked = new Set(this.made.map(({ request }) => key(request)));
    return this.projectViews().views.every(({ request }) => looked.has(key(request)));
  }

  builds(): readonly Build[] {
    return describeBuilds(this.store.disk, this.generated(), this.projectViews().root);
  }

  bindingsProblem(name: string): ProjectProblem | undefined {
    const { catalog } = this.parts;
    const { root } = this.projectViews();
    const choice = chooseBindings({
      catalog,
      files: this.store.disk,
      root,
      view: { bindings: name },
      environment: {},
    });
    return choice.problems.find(({ severity }) => severity === 'error');
  }

  bindingPlaces(): readonly string[] {
    const { root, bindings } = this.projectViews();
    const asked = this.made.map(({ request }) => request.bindings);
    const names = [...new Set([...asked, ...bindings])].filter((name) => name !== undefined);
    const named = names.flatMap((name) => placesOfNamed(this.parts.catalog, this.store.disk, root, name));
    const own = this.made.flatMap((view) => view.ownPlaces(this.store.disk));
    return [...new Set([...this.generated().map(({ folder }) => folder), ...named, ...own])];
  }

  private generated(): readonly GeneratedFolder[] {
    const { root } = this.projectViews();
    const { environment = {} } = this.options;
    const { disk } = this.store;
    const config = readCargoConfig(disk, root, environment, () => {});
    return generatedFolders(disk, targetFolders(root, config, environment));
  }

  hits(from: number, to: number): HitsOfView {
    return hitsBetween(this.viewAt(from).uses(), this.viewAt(to).uses());
  }

  private viewAt(at: number): OneView {
    const view = this.made[at];
    if (view === undefined) throw new Error(`there is no view ${at}`);
    return view;
  }

  matrix(columns: MatrixColumns): Matrix {
    const files = [...new Set(this.made.flatMap((view) => view.filesOfWorkspace()))].sort();
    // Other names of the bindings (`Reply`, `Type`) are other things too in most sources.
    const isName = (name: string): boolean => name.startsWith('seL4_');
    const uses = files.flatMap((file) => {
      const source = this.store.read(file);
      return source ? usesIn(file, source.text, source.fragment, isName) : [];
    });
    if (columns === 'builtIn')
      return matrixOf(
        uses,
        builtInColumns(this.parts.catalog, (name) => this.openBuiltIn(name)),
      );
    const names = viewNames(this.made.map((view) => ({ view: view.view(), bindings: view.bindings() })));
    return matrixOf(
      uses,
      this.made.map((view, at) => view.column(names[at]!)),
    );
  }

  private openBuiltIn(configuration: string): Version | undefined {
    const { folder: root } = this.options;
    const { opened } = openBindings(configuration, { ...this.parts, files: this.store.files, root });
    return opened && { world: opened.world, crate: opened.sys };
  }
}
