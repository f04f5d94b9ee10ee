/** Makes analyses of a folder: of one view, or of several that share what does not depend on the view. */
import type { Analysis, AnalysisOptions, SideBySide, SideBySideOptions } from './analysisApi';
import { builtInColumns } from './features/matrix/columns';
import { matrixOf } from './features/matrix/table';
import { usesIn } from './features/matrix/uses';
import { requestKey } from './project/overView';
import { type ProjectViews, projectViews } from './projectViews';
import { SourceStore } from './sourceStore';
import { OneView } from './viewAnalysis';
import { viewNames } from './viewNames';
import type { AnalysisParts } from './viewState';

export type { AnalysisParts } from './viewState';

/** Opens a folder for analysis. Reads nothing yet: the first question does. */
export function createAnalysis(options: AnalysisOptions, parts: AnalysisParts): Analysis {
  const { view, files, ...others } = options;
  const store = new SourceStore(files, parts.parser);
  let current = new OneView(others, view, store, parts);
  return {
    applyChange: (changes) => current.take(store.apply(changes)),
    setView(request) {
      store.looked.forget();
      current = new OneView(others, request, store, parts);
    },
    view: () => current.view(),
    bindings: () => current.bindings(),
    problems: () => current.problems(),
    filesOfWorkspace: () => current.filesOfWorkspace(),
    findings: (path) => current.findings(path),
    column: (name) => current.column(name),
    inactive: (path) => current.inactive(path),
    standing: (finding) => current.standing(finding),
    allFindings: () => current.allFindings(),
    fixes: (...asked) => current.fixes(...asked),
    fixAll: (request) => current.fixAll(request),
    answers: (path) => current.answers(path),
    counts: () => current.counts(),
    parity: () => current.parity(),
    unknownReasons: () => current.unknownReasons(),
    recomputed: () => current.recomputed(),
    watchedFolders: () => current.watchedFolders(),
    root: () => current.root(),
  };
}

/** Opens a folder for analysis in several views. Reads nothing yet. */
export function createSideBySide(options: SideBySideOptions, parts: AnalysisParts): SideBySide {
  const { views: requests, files, ...others } = options;
  const store = new SourceStore(files, parts.parser);
  let views: readonly OneView[] = [];
  let named: ProjectViews | undefined;
  let whole: ProjectViews | undefined;
  const result = {
    projectViews() {
      if (named !== undefined) return named;
      const { environment, folder } = options;
      const now = projectViews(store.looked, folder, parts.catalog, environment, store.disk);
      // A manifest that is being typed names the views that it named before.
      if (now.readable) whole = now;
      named = whole?.manifest === now.manifest ? { ...(whole ?? now), problems: now.problems } : now;
      return named;
    },
    matrix(columns) {
      const files = [...new Set(views.flatMap((view) => view.filesOfWorkspace()))].sort();
      // Other names of the bindings (`Reply`, `Type`) are other things too in most sources.
      const isName = (name: string): boolean => name.startsWith('seL4_');
      const uses = files.flatMap((file) => {
        const source = store.read(file);
        return source ? usesIn(file, source.text, source.fragment, isName) : [];
      });
      const names = viewNames(views.map((view) => ({ view: view.view(), bindings: view.bindings() })));
      return matrixOf(
        uses,
        columns === 'builtIn'
          ? builtInColumns(parts.catalog)
          : views.map((view, at) => view.column(names[at]!)),
      );
    },
    applyChange(changes) {
      // Sources name no views; folders of bindings and manifests do, and come and go.
      if (changes.some(({ path }) => !path.endsWith('.rs'))) named = undefined;
      const taken = store.apply(changes);
      for (const view of views) view.take(taken);
    },
    setViews(wanted) {
      store.looked.forget();
      const before = new Map(views.map((view) => [requestKey(view.request), view]));
      views = wanted.map(
        (request) => before.get(requestKey(request)) ?? new OneView(others, request, store, parts),
      );
    },
    get views() {
      return views;
    },
  } satisfies SideBySide;
  result.setViews(requests);
  return result;
}
