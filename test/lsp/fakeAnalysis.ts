/**
 * An analysis that needs no parser: in every `.rs` file below the root, `use:NAME` is an error unless some file has
 * `def:NAME`, and `warn:NAME` is a warning. It obeys the contract that the server relies on: findings of a file are
 * the same array as long as nothing that they are made of has changed.
 */
import type {
  Analysis,
  AnalysisOptions,
  FileChange,
  Recomputed,
  SideBySide,
  SideBySideOptions,
} from '../../server/src/analysis/api';
import type { Features } from '../../server/src/analysis/featureQueries';
import type { ProjectViews } from '../../server/src/analysis/projectViews';
import type { Finding } from '../../server/src/diagnose/finding';
import type { Answers } from '../../server/src/fix/fixes';
import type { FileSystem, ViewRequest } from '../../server/src/project/model';
import { foldersUpward, isInside, joinPath } from '../../server/src/project/paths';

export class FakeAnalysis implements Analysis {
  /** Nothing is known of any name. */
  readonly features = new Proxy({} as Features, { get: () => () => undefined });
  /** Every call that matters to a test, in order. */
  readonly calls: string[] = [];
  private readonly open = new Map<string, string>();
  private readonly kept = new Map<string, { key: string; findings: readonly Finding[] }>();
  private asked: ViewRequest;
  private defined: Map<string, string> | undefined;

  constructor(readonly options: AnalysisOptions) {
    this.asked = options.view;
  }

  applyChange(changes: readonly FileChange[]): void {
    this.defined = undefined;
    for (const { path, text } of changes) {
      this.calls.push(`apply ${path}`);
      if (text === null) this.open.delete(path);
      // As every file system of the engine does.
      else this.open.set(path, text.replace(/^\ufeff/, ''));
    }
  }

  setView(view: ViewRequest): void {
    this.calls.push(`view ${JSON.stringify(view)}`);
    this.asked = view;
  }

  view() {
    const {
      arch = 'aarch64',
      mcs = false,
      features = [],
      noDefaultFeatures = false,
      tests = false,
    } = this.asked;
    return { arch, mcs, features, noDefaultFeatures, tests, evidence: 'as asked' };
  }

  bindings() {
    const name = this.asked.bindings ?? `pin-${this.view().arch}`;
    return { kind: 'snapshot', name, versions: 'v1', sentence: `built-in ${name}`, certain: false } as const;
  }

  problems() {
    const manifest = joinPath(this.root(), 'Cargo.toml');
    return this.text(manifest)?.includes('broken')
      ? [{ file: manifest, message: 'not TOML', help: 'repair it', severity: 'error' as const }]
      : [];
  }

  filesOfWorkspace(): readonly string[] {
    const found = new Set<string>();
    const visit = (folder: string) => {
      for (const name of this.files.list(folder)) {
        const path = joinPath(folder, name);
        if (this.files.kind(path) === 'folder') visit(path);
        else if (path.endsWith('.rs')) found.add(path);
      }
    };
    visit(this.root());
    for (const path of this.open.keys())
      if (path.endsWith('.rs') && isInside(path, this.root())) found.add(path);
    return [...found].sort();
  }

  hasFile(path: string): boolean {
    return this.filesOfWorkspace().includes(path);
  }

  readNext(): boolean {
    return false;
  }

  findings(path: string): readonly Finding[] {
    if (path.includes('/explodes')) throw new Error('the analysis fell over');
    const found = this.compute(path);
    const key = JSON.stringify(found);
    const before = this.kept.get(path);
    if (before?.key === key) return before.findings;
    this.calls.push(`checked ${path}`);
    this.kept.set(path, { key, findings: found });
    return found;
  }

  allFindings(): readonly Finding[] {
    return this.filesOfWorkspace().flatMap((path) => this.findings(path));
  }

  fixes(): Answers {
    return { fixes: [], refusals: [] };
  }

  fixAll() {
    return { files: [], mended: [], left: [], broken: [] };
  }

  answers() {
    return [];
  }

  inactive() {
    return [];
  }

  column(name: string) {
    return { name, about: '', places: () => [] };
  }

  standing() {
    return 'resolves' as const;
  }

  modules() {
    return [];
  }

  counts() {
    return { total: 10, resolved: 7, resolvedByName: 0, unresolved: 1, unknown: 2 };
  }

  parity() {
    return { pairs: [], redefined: [] };
  }

  unknownReasons(): ReadonlyMap<string, number> {
    return new Map([['macro', 2]]);
  }

  recomputed(): Recomputed {
    return { project: false, crates: [], parsed: [], checked: [] };
  }

  watchedFolders(): readonly string[] {
    return ['/generated/out'];
  }

  root(): string {
    const manifests = foldersUpward(this.options.folder).filter(
      (folder) => this.files.kind(joinPath(folder, 'Cargo.toml')) === 'file',
    );
    return (
      manifests.find((folder) => this.text(joinPath(folder, 'Cargo.toml'))?.includes('[workspace]')) ??
      manifests[0] ??
      this.options.folder
    );
  }

  /** Architectures of the views that the root manifest names. */
  named(): readonly string[] {
    const text = this.text(joinPath(this.root(), 'Cargo.toml')) ?? '';
    return /views: (.*)/.exec(text)?.[1]?.split(' ') ?? [];
  }

  private get files(): FileSystem {
    return this.options.files;
  }

  private text(path: string): string | undefined {
    return this.open.get(path) ?? this.files.readText(path);
  }

  /** Name → the first file that has `def:NAME`, as of the last change. */
  private definitions(): ReadonlyMap<string, string> {
    if (this.defined) return this.defined;
    this.defined = new Map();
    for (const path of this.filesOfWorkspace())
      for (const [, name = ''] of (this.text(path) ?? '').matchAll(/def:(\w+)/g))
        if (!this.defined.has(name)) this.defined.set(name, path);
    return this.defined;
  }

  private compute(path: string): readonly Finding[] {
    if (!this.filesOfWorkspace().includes(path)) return [];
    const text = this.text(path) ?? '';
    const findings: Finding[] = [];
    for (const match of text.matchAll(/(use|warn):(\w+)/g)) {
      const [whole, kind, name = ''] = match;
      const definition = this.definitions().get(name);
      if (kind === 'use' && definition !== undefined) continue;
      const code = kind === 'use' ? 'unresolved-name' : 'pattern-binds-name';
      const severity = this.options.severities?.[code] ?? (kind === 'use' ? 'error' : 'warning');
      if (severity === 'off') continue;
      findings.push({
        code,
        severity,
        file: path,
        start: match.index,
        end: match.index + whole.length,
        name,
        message: `${name} is nowhere`,
        help: `write def:${name}`,
        candidates: [`crate::${name}`],
        ...(kind === 'use' ? { rustcCode: 'E0425' } : {}),
        crate: 'fake',
        module: 'crate',
        category: 'other',
        related:
          definition === undefined ? [] : [{ file: definition, start: 0, end: 3, message: 'it is here' }],
      });
    }
    return findings;
  }
}

/**
 * Fake analyses side by side. A root manifest with a line `views: a b` names views of these architectures; they are made
 * with `make`, which may remember them.
 */
export class FakeViews implements SideBySide {
  private made: readonly FakeAnalysis[] = [];
  private changes: FileChange[] = [];
  private project: ProjectViews | undefined;

  constructor(
    private readonly options: SideBySideOptions,
    private readonly make: (options: AnalysisOptions) => FakeAnalysis,
  ) {
    this.setViews(options.views);
  }

  get views(): readonly FakeAnalysis[] {
    return this.made;
  }

  projectViews(): ProjectViews {
    this.project ??= this.readProject();
    return this.project;
  }

  coversProject(): boolean {
    return true;
  }

  /** It reads whatever is asked for each time. */
  prepare(): void {}

  textAsRead(): undefined {
    return undefined;
  }

  private readProject(): ProjectViews {
    const probe = new FakeAnalysis({ ...this.options, view: {} });
    probe.applyChange(this.changes);
    const root = probe.root();
    const manifest = joinPath(root, 'Cargo.toml');
    const views = probe.named().map((arch) => {
      const name = `on ${arch}`;
      return { name, keys: [], request: { name, arch } };
    });
    const none = () => [];
    const words = { arch: none, target: none, feature: none, bindings: none };
    const head = { root, manifest, keys: [], words, readable: true };
    return { ...head, views, bindings: [], common: {}, defaultView: views[0]?.request, problems: [] };
  }

  builds() {
    return [];
  }

  bindingPlaces() {
    return [];
  }

  bindingsProblem() {
    return undefined;
  }

  hits() {
    return { hits: [], mended: [] };
  }

  matrix() {
    return { columns: [], rows: [] };
  }

  applyChange(changes: readonly FileChange[]): void {
    this.project = undefined;
    this.changes.push(...changes);
    for (const view of this.made) view.applyChange(changes);
  }

  setViews(requests: readonly ViewRequest[]): void {
    const before = this.made;
    this.made = requests.map((view, at) => {
      const known = before[at];
      if (known === undefined) {
        const made = this.make({ ...this.options, view });
        made.applyChange(this.changes);
        return made;
      }
      known.setView(view);
      return known;
    });
  }
}
