/** What the values of the project's table mean, held against what there is. */
import { nearest } from '../../text/near';
import type { ViewRequest } from '../model';
import { requestKey } from '../overView';
import { archOf, archOfTriple, knownArchitectures } from '../targets';
import type { NamedView, ReadMetadata } from './read';
import type { ViewTable } from './schema';

/** What is known of built-in bindings. */
export interface KnownSnapshot {
  readonly name: string;
  readonly arch: string;
  readonly mcs: boolean;
  readonly smp: boolean;
  readonly hypervisor: boolean;
  readonly debug: boolean;
}

/** The words that a view may use; each is asked for when a view uses one. */
export interface KnownWords {
  readonly snapshots: readonly KnownSnapshot[];
  /** Features of the workspace's packages: `name` and `package/name`. */
  features(): ReadonlySet<string>;
  /** What a path, seen from the manifest, leads to. */
  kindOf(path: string): 'file' | 'folder' | undefined;
  /** Why bindings that are no built-in ones cannot be used for a view of that architecture, and what to do. */
  whyUnusable(
    request: ViewRequest,
    arch: string | undefined,
  ): { readonly message: string; readonly help?: string | undefined } | undefined;
  /** Generated bindings for an architecture are in the workspace. */
  hasGenerated(arch: string): boolean;
}

export interface CheckedViews {
  /** Those that can be looked at. */
  readonly views: readonly NamedView[];
  /** The one that is meant where nobody chooses. */
  readonly defaultView: ViewRequest | undefined;
}

type Key = keyof ViewTable;

const KERNEL_OPTIONS = ['mcs', 'hypervisor', 'smp', 'debug'] as const;
type KernelOption = (typeof KERNEL_OPTIONS)[number];

/** Reports what is wrong with the views; those that say something impossible are left out. */
export function checkViews(read: ReadMetadata, known: KnownWords): CheckedViews {
  const { file } = read.table;
  const check = new Check(read, known);
  const views = read.views.filter((view) => check.view(view.request, view.keys));
  reportTwins(read, views);
  if (read.views.length === 0)
    return { views, defaultView: check.view(read.common, read.table.keys) ? read.common : undefined };
  const { defaultName } = read;
  const names = read.views.map((view) => view.name);
  if (defaultName !== undefined && !names.includes(defaultName)) {
    const [near] = nearest(defaultName, names, 1);
    file.valueProblem(
      [...read.table.keys, 'default-view'],
      `there is no view \`${defaultName}\``,
      near === undefined ? `views are ${names.join(', ')}` : `did you mean \`${near}\`?`,
    );
  }
  return { views, defaultView: (views.find((v) => v.name === defaultName) ?? views[0])?.request };
}

/** Two names for one thing cost time and say nothing. */
function reportTwins({ table }: ReadMetadata, views: readonly NamedView[]): void {
  const seen = new Map<string, string>();
  for (const { name, request, keys } of views) {
    const { name: _name, ...asked } = request;
    const key = requestKey(asked);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, name);
    else
      table.file.problem(
        keys,
        `the view \`${name}\` is the same as \`${first}\``,
        'remove one of them, or say in what they differ',
        'warning',
      );
  }
}

class Check {
  constructor(
    private readonly read: ReadMetadata,
    private readonly known: KnownWords,
  ) {}

  /** False if nothing sensible can be looked at under this name. */
  view(request: ViewRequest, keys: readonly string[]): boolean {
    const says: Say = (key, message, help, severity = 'error') => {
      this.read.table.file.valueProblem(this.placeOf(keys, key), message, help, severity);
      return severity === 'warning';
    };
    const arch = this.arch(request, says);
    if (arch === false) return false;
    const answers = [
      this.features(request, keys, says),
      this.kernel(request, arch, says) && this.bindings(request, arch, says),
    ];
    return answers.every((fine) => fine);
  }

  /** A view's own key, else the one that holds for all views. */
  private placeOf(keys: readonly string[], key: Key): readonly string[] {
    const own = keys.at(-1);
    const views = this.read.table.content.views as Readonly<Record<string, object>> | undefined;
    const isView = keys.length > this.read.table.keys.length;
    if (!isView || (own !== undefined && Object.hasOwn(views?.[own] ?? {}, key))) return [...keys, key];
    return this.read.table.has(key) ? [...this.read.table.keys, key] : keys;
  }

  /** The architecture, `undefined` where it is left open, false if it is not one. */
  private arch(request: ViewRequest, says: Say): string | undefined | false {
    const named = request.arch === undefined ? undefined : archOf(request.arch);
    if (request.arch !== undefined && named === undefined) {
      const [near] = nearest(request.arch, knownArchitectures(), 1);
      says(
        'arch',
        `\`${request.arch}\` is no architecture that seL4 runs on`,
        near === undefined ? `known are ${knownArchitectures().join(', ')}` : `did you mean \`${near}\`?`,
      );
      return false;
    }
    const ofTarget = request.target === undefined ? undefined : archOfTriple(request.target);
    if (request.target !== undefined && ofTarget === undefined) {
      says(
        'target',
        `the target \`${request.target}\` is of no architecture that seL4 runs on`,
        `its name, or its file’s, begins with one: ${knownArchitectures().join(', ')}`,
      );
      return false;
    }
    if (named !== undefined && ofTarget !== undefined && named !== ofTarget) {
      says(
        'target',
        `the target \`${request.target}\` is of ${ofTarget}, but the view’s architecture is ${named}`,
        'remove one of the two',
      );
      return false;
    }
    return named ?? ofTarget;
  }

  private features(request: ViewRequest, keys: readonly string[], says: Say): boolean {
    const { features = [], allFeatures, noDefaultFeatures } = request;
    let fine = true;
    if (allFeatures && (features.length > 0 || noDefaultFeatures))
      fine = says(
        'all-features',
        `all features are on, so that ${features.length > 0 ? '`features`' : '`no-default-features`'} changes nothing`,
        'remove one of the two',
        'warning',
      );
    if (features.length === 0) return fine;
    const known = this.known.features();
    const place = this.placeOf(keys, 'features');
    features.forEach((feature, index) => {
      if (isKnownFeature(feature, known)) return;
      const [near] = nearest(feature, known, 1);
      this.read.table.file.valueProblem(
        [...place, index],
        `no package of the workspace has a feature \`${feature}\``,
        near === undefined ? featuresHelp(known) : `did you mean \`${near}\`?`,
      );
      fine = false;
    });
    return fine;
  }

  private bindings(request: ViewRequest, arch: string | undefined, says: Say): boolean {
    const { snapshots } = this.known;
    const { bindings } = request;
    if (bindings === undefined) {
      if (arch === undefined || this.known.hasGenerated(arch)) return true;
      if (snapshots.some((s) => s.arch === arch)) return this.builtIn(request, arch, says);
      return says(
        'arch',
        `there are no bindings for ${arch}: none are built in, and none were generated here`,
        'build the workspace once, or name a folder of generated bindings with `bindings`',
      );
    }
    const snapshot = snapshots.find((s) => s.name === bindings);
    if (snapshot) return this.snapshot(request, arch, snapshot, says);
    if (this.known.kindOf(bindings) !== undefined) {
      const why = this.known.whyUnusable(request, arch);
      return why === undefined || says('bindings', why.message, why.help ?? 'name other bindings');
    }
    const near = nearest(
      bindings,
      snapshots.map((s) => s.name),
      1,
    );
    return says(
      'bindings',
      `there are no bindings \`${bindings}\`: it is neither a built-in snapshot nor a file or folder seen from here`,
      near[0] === undefined
        ? `built in are ${snapshots.map((s) => s.name).join(', ')}`
        : `did you mean \`${near[0]}\`?`,
    );
  }

  /** Whether there are built-in bindings of a kernel with the options that a view wants; without, the nearest are used. */
  private builtIn(request: ViewRequest, arch: string, says: Say): boolean {
    const wanted = KERNEL_OPTIONS.filter((option) => request[option] !== undefined);
    const ofArch = this.known.snapshots.filter((snapshot) => snapshot.arch === arch);
    const have = (options: readonly KernelOption[]): boolean =>
      ofArch.some((snapshot) => options.every((option) => snapshot[option] === request[option]));
    if (have(wanted)) return true;
    // The first option that cannot be had beside those before it.
    const at = wanted.findIndex((_, index) => !have(wanted.slice(0, index + 1)));
    const written = wanted.slice(0, at + 1).map((option) => `\`${option} = ${request[option]}\``);
    return says(
      wanted[at] as KernelOption,
      `no built-in bindings for ${arch} have ${written.join(' and ')}, and none were generated here: the nearest are used`,
      'build the workspace once, or name a folder of generated bindings with `bindings`',
      'warning',
    );
  }

  /** A snapshot fixes architecture and kernel options: what is said beside it must agree. */
  private snapshot(
    request: ViewRequest,
    arch: string | undefined,
    snapshot: KnownSnapshot,
    says: Say,
  ): boolean {
    if (arch !== undefined && arch !== snapshot.arch)
      return says(
        'bindings',
        `the bindings \`${snapshot.name}\` are for ${snapshot.arch}, but the view’s architecture is ${arch}`,
        'name other bindings, or leave out the architecture',
      );
    for (const option of KERNEL_OPTIONS) {
      const wanted = request[option];
      if (wanted === undefined || wanted === snapshot[option]) continue;
      return says(
        option,
        `\`${option} = ${wanted}\` contradicts the bindings \`${snapshot.name}\`, which are of a kernel ${snapshot[option] ? 'with' : 'without'} it`,
        'name other bindings, or leave out the option',
      );
    }
    return true;
  }

  private kernel(request: ViewRequest, arch: string | undefined, says: Say): boolean {
    if (request.hypervisor !== true || arch === undefined || arch === 'aarch64' || arch === 'arm')
      return true;
    return says(
      'hypervisor',
      `\`hypervisor\` is an option of Arm kernels; the view’s architecture is ${arch}`,
      'remove it',
    );
  }
}

/** Reports at a key of a view; true where the view can be looked at nevertheless. */
type Say = (key: Key, message: string, help: string, severity?: 'error' | 'warning') => boolean;

/** `a,b` and `a b` are lists; what stands before a slash may be a dependency, which is not known here. */
function isKnownFeature(written: string, known: ReadonlySet<string>): boolean {
  return written.split(/[\s,]+/).every((feature) => {
    if (feature === '' || known.has(feature)) return true;
    const [package_, name] = feature.split('/');
    return name !== undefined && ![...known].some((other) => other.startsWith(`${package_}/`));
  });
}

function featuresHelp(known: ReadonlySet<string>): string {
  const plain = [...known].filter((name) => !name.includes('/'));
  return plain.length === 0 ? 'no package has features' : `they have ${plain.slice(0, 12).join(', ')}`;
}
