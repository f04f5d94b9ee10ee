/** Which bindings a view uses: a folder or snapshot that the user names, generated files, or a built-in snapshot. */
import type { FileSystem, KernelConfig, ProjectProblem, ViewRequest } from '../project/model';
import { isAbsolute, joinPath, shownPath } from '../project/paths';
import type { Catalog } from './data';
import {
  CONFIG_PACKAGE,
  CONSTS_FILE,
  GENERATED_FILES,
  type GeneratedFolder,
  identifiersIn,
  inspectFolder,
  kernelOfFolder,
  SYS_PACKAGE,
} from './folder';
import { archOfKernel, kernelOfIncludeFolder } from './kernelConfig';
import type { BindingsOrigin, BindingsSet } from './model';
import { nearest } from './near';
import { nearestConfiguration, wantedByKernel } from './nearestSnapshot';
import { pinnedRevisions, type Revision, revisionInputs } from './revision';
import { generatedSet, snapshotSet, versionsText } from './set';
import { parseSnapshot, type Snapshot } from './snapshot';
import { type Environment, generatedFolders, targetFolders } from './targetFolders';

export interface ChoiceInput {
  readonly catalog: Catalog;
  readonly files: FileSystem;
  /** Absolute path of the workspace root. */
  readonly root: string;
  /** `arch` here is what the request, or `build.target`, says; absent where neither does. */
  readonly view: Pick<ViewRequest, 'arch' | 'mcs' | 'bindings'>;
  readonly environment: Environment;
  /** Asked for only when nothing else tells the architecture: a guess by the names that the sources use. */
  readonly guessArch?: () => string | undefined;
}

export interface BindingsChoice {
  /** `undefined` only if the architecture has no built-in snapshot and nothing else was found. */
  readonly set: BindingsSet | undefined;
  /** Cargo's `target_arch` of the bindings. */
  readonly arch: string | undefined;
  readonly problems: readonly ProjectProblem[];
  /** Files and folders whose change can lead to another choice. */
  readonly inputs: readonly string[];
  /** Folders in which generated files may appear. */
  readonly watched: readonly string[];
}

/** Where nothing tells. */
const DEFAULT_ARCH = 'aarch64';

/** Chooses, and says why in `origin.sentence`. Bad input becomes a problem, and the next source is taken. */
export function chooseBindings(input: ChoiceInput): BindingsChoice {
  return new Choice(input).make();
}

class Choice {
  private readonly problems: ProjectProblem[] = [];
  private readonly inputs: string[] = [];
  /** Why better sources were passed over: goes into the sentence. */
  private readonly passedOver: string[] = [];
  private revisionsRead: readonly Revision[] | undefined;
  private readonly targets: readonly string[];

  constructor(private readonly input: ChoiceInput) {
    this.targets = targetFolders(input.files, input.root, input.environment);
  }

  make(): BindingsChoice {
    const set =
      (this.input.view.bindings === undefined ? undefined : this.named(this.input.view.bindings)) ??
      this.found() ??
      this.builtIn();
    this.inputs.push(...revisionInputs(this.input.files, this.input.root));
    const arch = set && (archOfKernel(set.kernel) ?? this.input.view.arch);
    return {
      set,
      arch,
      problems: [...this.problems, ...this.input.catalog.problems],
      inputs: this.inputs,
      watched: this.targets,
    };
  }

  /** What the user named: a built-in snapshot, a snapshot file, or a folder. */
  private named(name: string): BindingsSet | undefined {
    const { catalog, files, root } = this.input;
    if (catalog.configuration(name)) {
      const snapshot = catalog.snapshot(name);
      if (snapshot) return this.snapshot(snapshot, name, `built-in snapshot ${name}, as asked for`, true);
    }
    const path = isAbsolute(name) ? joinPath('/', name) : joinPath(root, name);
    const kind = files.kind(path);
    if (kind === 'file') return this.namedFile(path);
    if (kind === 'folder') return this.namedFolder(path);
    const near = nearest(name, catalog.names(), 3);
    this.problem(
      path,
      `no bindings of the name ${name}: it is neither a built-in snapshot nor a file or folder`,
      `${near.length ? `did you mean ${near.join(' or ')}? ` : ''}built in are ${catalog.names().join(', ')}`,
    );
    return undefined;
  }

  private namedFile(path: string): BindingsSet | undefined {
    this.inputs.push(path);
    const text = this.input.files.readText(path);
    if (text === undefined) {
      this.problem(
        path,
        `the bindings snapshot cannot be read: ${this.input.files.whyUnreadable(path)}`,
        'make the file readable, or name another one',
      );
      return undefined;
    }
    const { snapshot, problem } = parseSnapshot(text, path, { whole: true });
    if (problem) {
      this.problems.push(problem);
      return undefined;
    }
    return this.snapshot(snapshot, path, `snapshot ${this.shown(path)}, as asked for`, true);
  }

  /** An `out` folder, the build folder around it, or a target folder. */
  private namedFolder(path: string): BindingsSet | undefined {
    const { files } = this.input;
    const own = [path, joinPath(path, 'out')].find((folder) =>
      GENERATED_FILES.some((f) => files.kind(joinPath(folder, f)) === 'file'),
    );
    const folders = own === undefined ? generatedFolders(files, [path]) : [inspectFolder(files, own)];
    const whole = this.firstThatFits(folders);
    if (whole) return this.generated(whole.folder, whole.kernel, 'as asked for');
    this.inputs.push(path);
    const broken = folders.find((f) => f.broken);
    this.problem(
      broken?.folder ?? path,
      broken
        ? `the generated bindings in ${broken.folder} are incomplete: ${broken.broken}`
        : folders.length
          ? `no generated bindings in ${path} fit the view (${this.wantedText()})`
          : `${path} holds no generated bindings (${GENERATED_FILES.join(', ')})`,
      `build ${SYS_PACKAGE} again, or name its \`out\` folder (target/…/build/${SYS_PACKAGE}-…/out)`,
    );
    return undefined;
  }

  /** The newest generated folder of the workspace that fits. */
  private found(): BindingsSet | undefined {
    const folders = generatedFolders(this.input.files, this.targets);
    const fitting = this.firstThatFits(folders);
    if (!fitting) return undefined;
    const others = folders.filter((f) => !f.broken).length;
    return this.generated(
      fitting.folder,
      fitting.kernel,
      others > 1 ? `the newest of ${others} that fits` : 'found in the workspace',
    );
  }

  /** Says of those it passes over why. */
  private firstThatFits(
    folders: readonly GeneratedFolder[],
  ): { folder: GeneratedFolder; kernel: FoundKernel } | undefined {
    const { arch, mcs } = this.input.view;
    let unfit = 0;
    for (const folder of folders) {
      this.inputs.push(...GENERATED_FILES.map((f) => joinPath(folder.folder, f)));
      if (folder.broken) {
        this.passedOver.push(`${this.shown(folder.folder)} is incomplete (${folder.broken})`);
        continue;
      }
      const kernel = this.kernelOf(folder);
      const its = kernel.kernel.get('KERNEL_MCS');
      const fits =
        (arch === undefined || kernel.arch === undefined || kernel.arch === arch) &&
        (mcs === undefined || its === undefined || its === mcs);
      if (fits) {
        if (unfit)
          this.passedOver.push(
            `${unfit} newer ${unfit === 1 ? 'folder is' : 'folders are'} for another view`,
          );
        return { folder, kernel };
      }
      unfit++;
    }
    if (unfit) this.passedOver.push(`the generated bindings found are not for ${this.wantedText()}`);
    return undefined;
  }

  private kernelOf(folder: GeneratedFolder): FoundKernel {
    const { files, catalog } = this.input;
    const read = kernelOfFolder(files, folder);
    if (read) {
      if (read.constsFile) this.inputs.push(read.constsFile);
      return { ...read, from: `kernel options from ${this.shown(read.from)}` };
    }
    const near = catalog.nearestConfiguration(identifiersIn(files, folder.folder));
    const kernel = near && catalog.snapshot(near.configuration.name)?.kernel;
    if (!near || !kernel) return { kernel: new Map(), arch: undefined, from: 'kernel options unknown' };
    return {
      kernel,
      arch: near.configuration.arch,
      from: `kernel options taken from ${near.configuration.name}, whose names are nearest`,
    };
  }

  private generated({ folder }: GeneratedFolder, found: FoundKernel, why: string): BindingsSet {
    const { catalog, files } = this.input;
    const paths = new Map([[SYS_PACKAGE, new Map(GENERATED_FILES.map((f) => [f, joinPath(folder, f)]))]]);
    if (found.constsFile) paths.set(CONFIG_PACKAGE, new Map([[CONSTS_FILE, found.constsFile]]));
    const arch = found.arch ?? this.input.view.arch ?? DEFAULT_ARCH;
    const near = nearestConfiguration(catalog, {
      arch,
      ...wantedByKernel(found.kernel),
      revisions: this.revisions(),
    });
    const behind = near && catalog.snapshot(near.configuration.name);
    const revision = this.revisions()[0];
    const versions = near?.revision ? `rust-sel4 ${near.revision.commit.slice(0, 8)}` : '';
    const origin: BindingsOrigin = {
      kind: 'generated',
      name: folder,
      versions: versions || (revision ? '' : ''),
      sentence: this.sentence(`generated bindings in ${this.shown(folder)}`, [why, found.from]),
      certain: true,
    };
    void files;
    return generatedSet(paths, found.kernel, origin, behind);
  }

  private builtIn(): BindingsSet | undefined {
    const { catalog, view, guessArch } = this.input;
    const prefix = this.kernelOfPrefix();
    const told = view.arch ?? (prefix && archOfKernel(prefix.kernel));
    const arch = told ?? guessArch?.() ?? DEFAULT_ARCH;
    const options = prefix && archOfKernel(prefix.kernel) === arch ? wantedByKernel(prefix.kernel) : {};
    const near = nearestConfiguration(catalog, {
      arch,
      ...options,
      ...(view.mcs !== undefined && { mcs: view.mcs }),
      revisions: this.revisions(),
    });
    const snapshot = near && catalog.snapshot(near.configuration.name);
    if (!near || !snapshot) {
      const arches = [...new Set(catalog.configurations().map((c) => c.arch))];
      this.problem(
        this.input.root,
        `no bindings for ${arch}: none were generated, and none are built in`,
        `build the workspace once, name a folder of generated bindings, or choose one of ${arches.join(', ')}`,
      );
      return undefined;
    }
    const certain = view.mcs !== undefined;
    const name = near.configuration.name;
    if (view.mcs !== undefined && near.configuration.mcs !== view.mcs)
      this.passedOver.push(`there is no built-in snapshot ${view.mcs ? 'with' : 'without'} MCS for ${arch}`);
    return this.snapshot(snapshot, name, `built-in snapshot ${name}`, certain, [
      'no generated bindings were found',
      ...(near.revision ? [`${near.revision.from} is at ${near.revision.commit.slice(0, 8)}`] : []),
      ...(Object.keys(options).length
        ? [`kernel options from ${prefix?.from}`]
        : certain
          ? []
          : ['kernel options are assumed']),
    ]);
  }

  /** The kernel installed where the environment says. */
  private kernelOfPrefix(): { kernel: KernelConfig; from: string } | undefined {
    const { environment, files, root } = this.input;
    const prefix = environment.SEL4_PREFIX;
    const includes =
      environment.SEL4_INCLUDE_DIRS?.split(':') ?? (prefix ? [`${prefix}/libsel4/include`] : []);
    for (const include of includes) {
      const kernel = kernelOfIncludeFolder(files, joinPath(root, include));
      if (kernel) return { kernel, from: include };
    }
    return undefined;
  }

  private snapshot(
    snapshot: Snapshot,
    name: string,
    what: string,
    certain: boolean,
    why: readonly string[] = [],
  ): BindingsSet {
    const { catalog, view } = this.input;
    if (view.arch !== undefined && view.arch !== snapshot.arch)
      this.problem(
        name,
        `the bindings ${name} are for ${snapshot.arch}, the view is ${view.arch}`,
        'leave out one of the two',
        'warning',
      );
    const near =
      snapshot.origin.nearest ??
      nearestConfiguration(catalog, {
        arch: snapshot.arch,
        ...wantedByKernel(snapshot.kernel),
        revisions: [],
      })?.configuration.name;
    const behind = catalog.configuration(name) || near === undefined ? undefined : catalog.snapshot(near);
    const versions = versionsText(snapshot.origin);
    const origin: BindingsOrigin = {
      kind: 'snapshot',
      name,
      versions,
      sentence: this.sentence(versions ? `${what} (${versions})` : what, why),
      certain,
    };
    return snapshotSet(snapshot, origin, behind);
  }

  private sentence(what: string, why: readonly string[]): string {
    const reasons = [...why, ...this.passedOver];
    return reasons.length ? `${what}: ${reasons.join('; ')}` : what;
  }

  private revisions(): readonly Revision[] {
    this.revisionsRead ??= pinnedRevisions(this.input.files, this.input.root);
    return this.revisionsRead;
  }

  private wantedText(): string {
    const { arch, mcs } = this.input.view;
    return [...(arch ? [arch] : []), ...(mcs === undefined ? [] : [mcs ? 'MCS' : 'no MCS'])].join(', ');
  }

  private shown(path: string): string {
    return isAbsolute(path) ? shownPath(path, this.input.root) : path;
  }

  private problem(
    file: string,
    message: string,
    help: string,
    severity: 'error' | 'warning' = 'error',
  ): void {
    this.problems.push({ file, message, help, severity });
  }
}

interface FoundKernel {
  readonly kernel: KernelConfig;
  readonly arch: string | undefined;
  readonly from: string;
  readonly constsFile?: string;
}
