/** Makes analyses of a folder: of one view, or of several that share what does not depend on the view. */
import type { Analysis, AnalysisOptions, SideBySide, SideBySideOptions } from './api';
import { OverOneStore } from './sideBySide';
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
    hasFile: (path) => current.hasFile(path),
    readNext: () => current.readNext(),
    findings: (path) => current.findings(path),
    column: (name) => current.column(name),
    inactive: (path) => current.inactive(path),
    standing: (finding) => current.standing(finding),
    allFindings: () => current.allFindings(),
    fixes: (...asked) => current.fixes(...asked),
    fixAll: (request) => current.fixAll(request),
    answers: (path) => current.answers(path),
    counts: () => current.counts(),
    modules: () => current.modules(),
    parity: () => current.parity(),
    unknownReasons: () => current.unknownReasons(),
    recomputed: () => current.recomputed(),
    watchedFolders: () => current.watchedFolders(),
    get features() {
      return current.features;
    },
    root: () => current.root(),
  };
}

/** Opens a folder for analysis in several views. Reads nothing yet. */
export function createSideBySide(options: SideBySideOptions, parts: AnalysisParts): SideBySide {
  return new OverOneStore(options, parts);
}
