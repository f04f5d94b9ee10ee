/** Words for the status item and its details. */
import type { ViewDescription } from '../../server/src/analysis/api';
import type { RootStatus, StatusParams } from '../../server/src/lsp/protocol';

/** What the client knows of the server. */
export type ServerState =
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'running'; readonly status: StatusParams | undefined };

export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: 'information' | 'warning' | 'error';
}

/** The status item for a state, for the root of the active document if it is known, else for all roots together. */
export function statusText(state: ServerState, activeRoot?: string): StatusText {
  const plain = { busy: false, severity: 'information' } as const;
  if (state.kind === 'none') return { ...plain, text: 'seL4 names: idle', detail: state.why };
  if (state.kind === 'starting') return { ...plain, text: 'seL4 names', detail: 'starting', busy: true };
  if (state.kind === 'failed')
    return { ...plain, text: 'seL4 names: failed', detail: state.why, severity: 'error' };
  const { status } = state;
  if (status === undefined)
    return { ...plain, text: 'seL4 names', detail: 'reading the workspace', busy: true };
  if (status.failure !== undefined) {
    return { ...plain, text: 'seL4 names: failed', detail: status.failure, severity: 'error' };
  }
  const roots = status.roots.filter((root) => activeRoot === undefined || root.root === activeRoot);
  const [root] = roots;
  if (root === undefined) return { ...plain, text: 'seL4 names', detail: 'no Cargo workspace is open' };
  const busy = roots.some((one) => one.state === 'indexing');
  if (roots.length > 1) {
    const { findings = root.findings } = status;
    return {
      ...plain,
      busy,
      text: `seL4: ${count(findings, 'found')}`,
      detail: `${roots.length} workspaces`,
    };
  }
  if (busy || root.view === undefined) {
    return { ...plain, busy: true, text: 'seL4 names', detail: `reading ${root.name}` };
  }
  const severity = root.problems.some((problem) => problem.severity === 'error') ? 'warning' : 'information';
  const { against } = root;
  if (against !== undefined)
    return {
      text: `seL4 against ${againstLabel(against)}: ${count(root.findings, '')}`,
      detail: [`for a while, not ${root.name}'s own bindings`, ...otherViews(root), unknownText(root)].join(
        ' · ',
      ),
      busy: false,
      severity: 'warning',
    };
  return {
    text: `seL4 ${viewLabel(root.view)}: ${count(root.findings, '')}`,
    detail: [...otherViews(root), unknownText(root), bindingsLabel(root)].join(' · '),
    busy: false,
    severity,
  };
}

/** Whether a root, or any, is looked at with other bindings for a while. */
export function isAgainst(state: ServerState, activeRoot?: string): boolean {
  if (state.kind !== 'running') return false;
  const { roots = [] } = state.status ?? {};
  return roots.some(
    ({ root, against }) => against !== undefined && (activeRoot === undefined || root === activeRoot),
  );
}

/** A snapshot's name; of a path its end. */
function againstLabel(bindings: string): string {
  const parts = bindings.split(/[\\/]/);
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : bindings;
}

/** The details of all roots, one after another: what is wrong with a manifest that several of them read is said once. */
export function allDetailLines({ roots }: StatusParams): ReturnType<typeof detailLines> {
  const said = new Set<string>();
  return roots.flatMap((root) => {
    const problems = root.problems.filter(({ file, start, message }) => {
      const key = JSON.stringify([file, start, message]);
      return !said.has(key) && said.add(key);
    });
    return detailLines({ ...root, problems });
  });
}

/** One line a fact, for the details. */
export function detailLines(
  root: RootStatus,
): readonly { readonly label: string; readonly detail: string }[] {
  const { view, bindings, findings, references } = root;
  const lines = [{ label: `$(symbol-namespace) ${root.name}`, detail: folderOf(root.root) }];
  if (root.state === 'indexing') lines.push({ label: '$(sync~spin) Reading the workspace', detail: '' });
  if (view !== undefined) {
    const features = view.features.length > 0 ? `features ${view.features.join(', ')}` : 'default features';
    const extras = [
      features,
      view.noDefaultFeatures ? 'no default features' : '',
      view.tests ? 'with tests' : '',
    ];
    lines.push({
      label: `$(eye) View: ${viewLabel(view)} (${view.name === undefined ? '' : `${view.arch}${view.mcs ? ' MCS' : ''}, `}${extras.filter((extra) => extra !== '').join(', ')})`,
      detail:
        view.suggestion === undefined
          ? view.evidence
          : `${view.evidence}; to see real bindings: ${view.suggestion}`,
    });
  }
  if (root.against !== undefined)
    lines.push({
      label: `$(versions) Checked against ${root.against}, for a while`,
      detail: 'Back to Own Bindings ends it',
    });
  for (const other of root.views?.slice(1) ?? []) {
    const { error, warning } = other.findings;
    lines.push({
      label: `$(layers) Also checked: ${other.name}`,
      detail: `${plural(error, 'error')}, ${plural(warning, 'warning')} · ${other.bindings?.sentence ?? 'no bindings found'}`,
    });
  }
  if (bindings !== undefined) {
    lines.push({
      label: `$(package) Bindings: ${bindings.name}`,
      detail: [bindings.sentence, bindings.versions].filter((part) => part !== '').join(' · '),
    });
  }
  for (const stale of outOfDate(root)) lines.push({ label: `$(history) ${stale}`, detail: '' });
  const counted = [
    plural(findings.error, 'error'),
    plural(findings.warning, 'warning'),
    plural(findings.information + findings.hint, 'remark'),
  ];
  lines.push({
    label: `$(error) ${counted.join(', ')}`,
    detail: `${references.total} seL4 names: ${references.resolved} resolved, ${references.unresolved} not`,
  });
  lines.push({
    label: `$(question) ${unknownText(root)}`,
    detail: root.unknownReasons
      .slice(0, 3)
      .map(({ reason, count: times }) => `${times} × ${reason}`)
      .join('; '),
  });
  for (const problem of root.problems) {
    lines.push({ label: `$(warning) ${problem.message}`, detail: problem.help ?? problem.file });
  }
  return lines;
}

/** Which bindings are older than what they are made of, and why. Views that share bindings say it once. */
function outOfDate({ bindings, views = [] }: RootStatus): ReadonlySet<string> {
  const all = [bindings, ...views.map((view) => view.bindings)];
  return new Set(all.flatMap((one) => (one?.stale === undefined ? [] : [one.stale])));
}

/** The other views that are checked. */
function otherViews({ views = [] }: RootStatus): readonly string[] {
  const names = views.slice(1).map((view) => view.name);
  return names.length === 0 ? [] : [`checked in ${names.join(', ')} too`];
}

/** Which bindings, in few words: the hover of the status item cuts off what is long; the details have it all. */
function bindingsLabel({ bindings }: RootStatus): string {
  if (bindings === undefined) return 'no bindings found';
  if (bindings.kind === 'generated')
    return bindings.stale === undefined ? 'generated bindings' : 'generated bindings, out of date';
  return `built-in bindings ${bindings.name}${bindings.certain ? '' : ' (a guess)'}`;
}

/** A file URI as people write the folder; other URIs as they are. */
function folderOf(uri: string): string {
  return uri.startsWith('file:///') ? decodeURIComponent(uri.slice('file://'.length)) : uri;
}

/** `aarch64`, `x86_64 MCS`; what the project calls it, where it does. */
export function viewLabel(view: Pick<ViewDescription, 'arch' | 'mcs' | 'name'>): string {
  return view.name ?? (view.mcs ? `${view.arch} MCS` : view.arch);
}

function count({ error, warning }: RootStatus['findings'], suffix: string): string {
  const parts = [error > 0 ? plural(error, 'error') : '', warning > 0 ? plural(warning, 'warning') : ''];
  const text = parts.filter((part) => part !== '').join(', ');
  return text === '' ? 'no errors' : `${text}${suffix === '' ? '' : ` ${suffix}`}`;
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function unknownText(root: RootStatus): string {
  const percent = root.unknownShare * 100;
  return `${percent > 0 && percent < 0.1 ? 'under 0.1' : percent.toFixed(1).replace(/\.0$/, '')}% unknown`;
}
