/** Makes analyses of a folder: of one view, or of several that share what does not depend on the view. */
import type { Analysis, AnalysisOptions, SideBySide, SideBySideOptions } from './analysisApi';
import { requestKey } from './project/overView';
import { type ProjectViews, projectViews } from './projectViews';
import { SourceStore } from './sourceStore';
import { OneView } from './viewAnalysis';
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
