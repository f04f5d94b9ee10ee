/** Opening a view: which architecture, which features, which bindings, and what decided. */
import type { AnalysisOptions, ViewDescription } from './analysis-api';
import type { Catalog } from './bindings/data';
import type { BindingsSet } from './bindings/model';
import { snapshotSet, versionsText } from './bindings/set';
import { loadProject } from './project/load';
import type { FileSystem, ProjectModel, ProjectProblem, ViewRequest } from './project/model';
import type { SourceStore } from './source-store';

export interface OpenedView {
  readonly view: ViewDescription;
  readonly project: ProjectModel;
  readonly bindings: BindingsSet | undefined;
  readonly problems: readonly ProjectProblem[];
  /** Files whose change makes the view stale. */
  readonly inputs: ReadonlySet<string>;
  /** Folders to watch for generated files. */
  readonly watched: readonly string[];
  /** Whether a path is a generated file of the bindings in use. */
  isGenerated(path: string): boolean;
}

/** Decides the view and loads the project in it. Never throws: what is wrong is in `problems`. */
export function openView(
  files: FileSystem,
  options: AnalysisOptions,
  request: ViewRequest,
  catalog: Catalog,
  _sources: SourceStore,
): OpenedView {
  const arch = request.arch ?? 'aarch64';
  const project = loadProject(files, options.folder, { ...request, arch }, options.environment);
  const snapshot = catalog.snapshot(request.bindings ?? `pin-${arch}`);
  const bindings =
    snapshot &&
    snapshotSet(snapshot, {
      kind: 'snapshot',
      name: snapshot.name,
      versions: versionsText(snapshot.origin),
      sentence: 'built-in',
      certain: false,
    });
  return {
    view: {
      arch,
      mcs: false,
      features: request.features ?? [],
      noDefaultFeatures: request.noDefaultFeatures ?? false,
      tests: request.tests ?? false,
      evidence: '',
    },
    project,
    bindings,
    problems: project.problems,
    inputs: new Set(project.inputs),
    watched: [],
    isGenerated: () => false,
  };
}
