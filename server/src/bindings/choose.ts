/** Which bindings a view uses: what the user names, else generated files, else a built-in snapshot. */

import { readCargoConfig } from '../project/config';
import type { FileSystem, KernelConfig, ProjectProblem, ViewRequest } from '../project/model';
import { isAbsolute, joinPath, parentFolder, shownPath } from '../project/paths';
import { buildFiles } from './buildState';
import { SYS_PACKAGE } from './crates';
import type { Catalog } from './data';
import { type Fitting, nearestByNames, newestThatFits } from './fitting';
import { bindgenVersion, CONFIG_PACKAGE, CONSTS_FILE, GENERATED_FILES, type GeneratedFolder } from './folder';
import { archOfKernel, includeFolders, kernelOfIncludeFolder } from './kernelConfig';
import type { BindingsOrigin, BindingsSet } from './model';
import { mayBeOfOthers, namedBindings, noneUsable } from './named';
import {
  KERNEL_KEYS,
  KERNEL_OPTIONS,
  type KernelOption,
  type KernelOptions,
  nearestConfiguration,
  revisionText,
  wantedByKernel,
} from './nearestSnapshot';
import { isForArch, OwnOutputs, ownBindingsIn, withOwnOutputs } from './ownOutputs';
import { pinnedRevisions, type Revision, revisionInputs } from './revision';
import { generatedSet, snapshotSet, versionsText } from './set';
import type { Snapshot } from './snapshot';
import { configFiles, whyStale } from './stale';
import { type Environment, generatedFolders, targetFolders } from './targetFolders';

export interface ChoiceInput {
  readonly catalog: Catalog;
  readonly files: FileSystem;
  /** Absolute path of the workspace root. */
  readonly root: string;
  /** `arch`: what the request, or `build.target`, says; absent where neither does. */
  readonly view: Pick<ViewRequest, 'arch' | KernelOption | 'bindings'>;
  /** `CARGO_TARGET_DIR`, `SEL4_PREFIX`, `SEL4_INCLUDE_DIRS` … */
  readonly environment: Environment;
  /** Files and folders of the build script that makes the bindings, where its sources are on disk. */
  readonly script?: readonly string[];
  /** Asked only when nothing on disk tells the architecture: a guess by the names that the sources use. */
  readonly guessArch?: () => string | undefined;
}

export interface BindingsChoice {
  /** `undefined` only if nothing was found and the architecture has no built-in snapshot; a problem says so. */
  readonly set: BindingsSet | undefined;
  /** Cargo's `target_arch` of the bindings. */
  readonly arch: string | undefined;
  readonly problems: readonly ProjectProblem[];
  /** Files whose change can lead to another choice. */
  readonly inputs: readonly string[];
  /** Folders below which generated files may appear. */
  readonly watched: readonly string[];
}

/** Options of a kernel as people write them. */
const SHOWN: Readonly<Record<KernelOption, string>> = {
  mcs: 'MCS',
  smp: 'SMP',
  hypervisor: 'hypervisor',
  debug: 'debug build',
};

function optionText(option: KernelOption, on: boolean): string {
  return `${on ? '' : 'no '}${SHOWN[option]}`;
}

/** Where nothing tells the architecture. */
const DEFAULT_ARCH = 'aarch64';

/** Chooses, and says why in `origin.sentence`. Bad input becomes a problem, and the next source is taken. */
export function chooseBindings(input: ChoiceInput): BindingsChoice {
  return new Choice(input).make();
}

class Choice {
  private readonly problems: ProjectProblem[] = [];
  private readonly inputs = new Set<string>();
  /** Why better sources were passed over: the end of the sentence. */
  private readonly passedOver: string[] = [];
  private readonly targets: readonly string[];
  private namedFolder: string | undefined;
  /** The named folder has bindings of some package that is not rust-sel4's. */
  private namedIsOwn = false;
  private pinned: readonly Revision[] | undefined;

  /** Variables as build scripts see them: `[env]` of cargo's configuration included. */
  private readonly variable: (name: string) => string | undefined;

  constructor(private readonly input: ChoiceInput) {
    const { files, root, environment } = input;
    // Whoever reads the manifests reports broken configuration files.
    const config = readCargoConfig(files, root, environment, () => {});
    this.targets = targetFolders(root, config, environment);
    this.variable = (name) => config.env.get(name)?.value ?? environment[name];
  }

  make(): BindingsChoice {
    const { files, root, view, catalog } = this.input;
    const set = this.named() ?? this.generatedInWorkspace() ?? this.builtIn();
    const named = this.namedIsOwn ? this.namedFolder : undefined;
    const own = new OwnOutputs({ files, catalog, targets: this.targets, view, named });
    for (const path of revisionInputs(files, root)) this.inputs.add(path);
    return {
      set: set && withOwnOutputs(set, own),
      arch: set && (archOfKernel(set.kernel) ?? view.arch),
      problems: [...this.problems, ...catalog.problems],
      inputs: [...this.inputs],
      watched: this.namedFolder === undefined ? this.targets : [...this.targets, this.namedFolder],
    };
  }

  private named(): BindingsSet | undefined {
    const { catalog, files, root, view } = this.input;
    if (view.bindings === undefined) return undefined;
    const named = namedBindings(catalog, files, root, view.bindings);
    switch (named.k) {
      case 'problem':
        this.problems.push(named.problem);
        this.inputs.add(named.problem.file);
        return undefined;
      case 'snapshot': {
        this.checkAgainstView(named.snapshot, named.path);
        if (named.builtIn)
          return this.fromSnapshot(
            named.snapshot,
            named.path,
            true,
            [],
            `built-in snapshot ${named.path}, as asked for`,
          );
        this.inputs.add(named.path);
        return this.fromSnapshot(
          named.snapshot,
          named.path,
          true,
          [],
          `snapshot ${this.shown(named.path)}, as asked for`,
        );
      }
      case 'folders': {
        this.inputs.add(named.path);
        this.namedFolder = named.path;
        const own = mayBeOfOthers(files, named.folders)
          ? ownBindingsIn(files, catalog, named.path)
          : undefined;
        this.namedIsOwn = own !== undefined && isForArch(own.arch, view.arch);
        if (this.namedIsOwn) return undefined;
        const fitting = this.fitting(own === undefined ? named.folders : []);
        if (fitting.chosen) return this.fromFolder(fitting.chosen, 'as asked for');
        const rest = own === undefined ? named : { ...named, folders: [] };
        this.problems.push(noneUsable(files, rest, own !== undefined, this.wantedText()));
        return undefined;
      }
    }
  }

  private generatedInWorkspace(): BindingsSet | undefined {
    const folders = generatedFolders(this.input.files, this.targets);
    const { chosen } = this.fitting(folders);
    if (!chosen) return undefined;
    const count = folders.length;
    return this.fromFolder(
      chosen,
      count > 1 ? `the newest that fits, of ${count}` : 'found in the workspace',
    );
  }

  private fitting(folders: readonly GeneratedFolder[]): Fitting {
    const { files, catalog, view } = this.input;
    for (const { folder } of folders) for (const file of buildFiles(folder)) this.inputs.add(file);
    const fitting = newestThatFits(files, catalog, folders, view, (path) => this.shown(path));
    this.passedOver.push(...fitting.passedOver);
    return fitting;
  }

  private builtIn(): BindingsSet | undefined {
    const { catalog, view, guessArch, root } = this.input;
    const installed = this.installedKernel();
    const arch = view.arch ?? (installed && archOfKernel(installed.kernel)) ?? guessArch?.() ?? DEFAULT_ARCH;
    const options =
      installed && archOfKernel(installed.kernel) === arch ? wantedByKernel(installed.kernel) : undefined;
    const wanted = { ...options, ...this.askedOptions() };
    const near = nearestConfiguration(catalog, { arch, ...wanted, revisions: this.revisions() });
    const snapshot = near && catalog.snapshot(near.configuration.name);
    if (!near || !snapshot) {
      const arches = [...new Set(catalog.configurations().map((c) => c.arch))].join(', ');
      this.problems.push({
        file: root,
        message: `there are no bindings for ${arch}: none were generated here, and none are built in`,
        help: `build the workspace once, name a folder of generated bindings, or choose one of ${arches}`,
        severity: 'error',
      });
      return undefined;
    }
    const { configuration } = near;
    const unmet = KERNEL_OPTIONS.filter(
      (option) => view[option] !== undefined && view[option] !== configuration[option],
    );
    for (const option of unmet)
      this.passedOver.push(
        `none ${view[option] ? 'with' : 'without'} ${SHOWN[option]} is built in for ${arch}`,
      );
    const why = [
      this.passedOver.length > 0 ? 'nothing generated can be used' : 'nothing was generated here',
      ...(this.namedIsOwn ? [`${this.shown(this.namedFolder ?? '')} is for the package that wrote it`] : []),
      ...revisionText(near),
      ...(options ? [`kernel options as in ${installed?.from}`] : []),
      ...(options || view.mcs !== undefined ? [] : ['kernel options such as MCS are assumed']),
    ];
    const name = configuration.name;
    const certain = view.mcs !== undefined && unmet.length === 0;
    const { otherRevision, revision } = near;
    const set = this.fromSnapshot(snapshot, name, certain, why, `built-in snapshot ${name}`, unmet);
    if (!otherRevision) return revision ? { ...set, origin: { ...set.origin, pinned: true } } : set;
    const from = `${otherRevision.from} is at ${otherRevision.commit.slice(0, 8)}`;
    return { ...set, origin: { ...set.origin, otherRevision: from } };
  }

  /** Options of the kernel that the environment names (`sel4-build-env` reads the same variables). */
  private installedKernel(): { readonly kernel: KernelConfig; readonly from: string } | undefined {
    const { files } = this.input;
    for (const folder of this.installedIncludes()) {
      const kernel = kernelOfIncludeFolder(files, folder);
      if (kernel) return { kernel, from: folder };
    }
    return undefined;
  }

  /** Include folders of libsel4 that the environment names. */
  private installedIncludes(): readonly string[] {
    const prefix = this.variable('SEL4_PREFIX');
    const includes =
      this.variable('SEL4_INCLUDE_DIRS')?.split(':') ?? (prefix ? [`${prefix}/libsel4/include`] : []);
    return includes.filter((include) => include !== '').map((include) => joinPath(this.input.root, include));
  }

  /** Whether a folder is older than what it is made of: the kernel that a build would use now, the build script. */
  private stale(folder: string, kernel: KernelConfig): string | undefined {
    const { files, root, script = [] } = this.input;
    const named = this.installedIncludes();
    const told = includeFolders(files.readText(joinPath(parentFolder(folder), 'output')) ?? '');
    const includes = named.length > 0 ? named : told;
    for (const include of includes) for (const file of configFiles(include)) this.inputs.add(file);
    const why = whyStale({ files, folder, kernel, includes, script, root });
    return why && `the generated bindings in ${this.shown(folder)} ${why}: build again`;
  }

  private fromFolder(
    { folder: { folder }, evidence }: NonNullable<Fitting['chosen']>,
    why: string,
  ): BindingsSet {
    const { catalog, files, view } = this.input;
    const paths = new Map([[SYS_PACKAGE, new Map(GENERATED_FILES.map((f) => [f, joinPath(folder, f)]))]]);
    if (evidence.constsFile !== undefined) {
      this.inputs.add(evidence.constsFile);
      paths.set(CONFIG_PACKAGE, new Map([[CONSTS_FILE, evidence.constsFile]]));
    }
    const arch = evidence.arch ?? view.arch ?? DEFAULT_ARCH;
    const wanted = wantedByKernel(evidence.kernel);
    const near = nearestConfiguration(catalog, { arch, ...wanted, revisions: this.revisions() });
    const bindgen = bindgenVersion(files, folder);
    const stale = this.stale(folder, evidence.kernel);
    const origin: BindingsOrigin = {
      kind: 'generated',
      name: folder,
      versions: [
        ...(near?.revision ? [`rust-sel4 ${near.revision.commit.slice(0, 8)}`] : []),
        ...(bindgen ? [`bindgen ${bindgen}`] : []),
      ].join(', '),
      sentence: this.sentence(`generated bindings in ${this.shown(folder)}`, [why, evidence.from]),
      certain: true,
      kernelKnown: true,
      ...(stale === undefined ? {} : { stale }),
    };
    const nearestName = () =>
      (near?.revision ? undefined : nearestByNames(files, catalog, folder, arch, wanted.mcs)) ??
      near?.configuration.name;
    let behind: Snapshot | undefined;
    return generatedSet(paths, evidence.kernel, origin, () => {
      behind ??= catalog.snapshot(nearestName() ?? '');
      return behind;
    });
  }

  private fromSnapshot(
    snapshot: Snapshot,
    name: string,
    certain: boolean,
    why: readonly string[],
    what: string,
    unmet: readonly KernelOption[] = [],
  ): BindingsSet {
    const { catalog } = this.input;
    const wanted = { arch: snapshot.arch, ...wantedByKernel(snapshot.kernel), revisions: [] };
    const near = snapshot.origin.nearest ?? nearestConfiguration(catalog, wanted)?.configuration.name;
    const behind = catalog.configuration(name) || near === undefined ? undefined : catalog.snapshot(near);
    const versions = versionsText(snapshot.origin);
    const sentence = this.sentence(versions ? `${what} (${versions})` : what, why);
    const { rustSel4Commit } = snapshot.origin;
    const origin: BindingsOrigin = {
      kind: 'snapshot',
      name,
      versions,
      sentence,
      certain,
      ...(this.input.view.bindings === undefined ? {} : { kernelKnown: true as const }),
      ...(rustSel4Commit ? { rustSel4Commit } : {}),
    };
    return snapshotSet(snapshot, unmet.length > 0 ? { ...origin, unmet } : origin, behind);
  }

  /** A named snapshot fixes the architecture and every kernel option. */
  private checkAgainstView(snapshot: Snapshot, name: string): void {
    const { arch } = this.input.view;
    const asked = this.askedOptions();
    const has = (option: KernelOption): boolean => snapshot.kernel.get(KERNEL_KEYS[option]) === true;
    const otherArch = arch !== undefined && arch !== snapshot.arch;
    const others = KERNEL_OPTIONS.filter((o) => asked[o] !== undefined && asked[o] !== has(o));
    if (!otherArch && others.length === 0) return;
    const shown = others.length > 0 ? others : (['mcs'] as const);
    const made = [snapshot.arch, ...shown.map((o) => optionText(o, has(o)))].join(', ');
    this.problems.push({
      file: name,
      message: `the bindings ${name} are for ${made}; asked for is ${this.wantedText()}`,
      help: 'name other bindings, or ask for nothing else beside them',
      severity: 'warning',
    });
  }

  private sentence(what: string, why: readonly string[]): string {
    const reasons = [...why, ...this.passedOver];
    return reasons.length > 0 ? `${what}: ${reasons.join('; ')}` : what;
  }

  private revisions(): readonly Revision[] {
    this.pinned ??= pinnedRevisions(this.input.files, this.input.root);
    return this.pinned;
  }

  private wantedText(): string {
    const { arch } = this.input.view;
    const options = Object.entries(this.askedOptions()).map(([option, on]) =>
      optionText(option as KernelOption, on === true),
    );
    return [...(arch ? [arch] : []), ...options].join(', ');
  }

  /** Those of the kernel's options that the view names. */
  private askedOptions(): KernelOptions {
    const { view } = this.input;
    return Object.fromEntries(
      KERNEL_OPTIONS.filter((option) => view[option] !== undefined).map((option) => [option, view[option]]),
    );
  }

  private shown(path: string): string {
    return isAbsolute(path) ? shownPath(path, this.input.root) : path;
  }
}
