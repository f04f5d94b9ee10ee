/** Plain data about a Cargo workspace as one view sees it. */

export type Edition = 2015 | 2018 | 2021 | 2024;

/** true, false, or unknown where a key cannot be decided from files. */
export type CfgAnswer = boolean | 'unknown';

/** Kernel options (`gen_config.json`): `KERNEL_MCS` → true, `ARCH` → 'arm', `WORD_SIZE` → '64'. */
export type KernelConfig = ReadonlyMap<string, boolean | string>;

/** What decides `#[cfg(…)]` for one crate in one view. */
export interface CfgEnvironment {
  /** `target_arch` → ['aarch64'], `target_os` → ['none'], `feature` → the active ones … */
  readonly keyValues: ReadonlyMap<string, ReadonlySet<string>>;
  /** `test`, `unix`, `debug_assertions`, `panic` … that are set. */
  readonly flags: ReadonlySet<string>;
  /** Keys and flags that this environment decides; any other one is `unknown`. */
  readonly decided: ReadonlySet<string>;
  /**
   * Given where nothing else can add keys (the package has no build script): only these stay `unknown`, any other key that
   * is not set is off.
   */
  readonly open?: ReadonlySet<string>;
  /**
   * Features that the build script may set: where they are not set, they are `unknown`. Those that are decided all the same
   * (someone tries what would be without them) stand in `decided`, as `feature="x"`.
   */
  readonly settableFeatures?: ScriptCfg['features'];
}

/** What the text of a build script tells of features. */
export interface ScriptCfg {
  /** Absolute path of the script. */
  readonly path: string;
  /** Those that it may set. */
  readonly features: readonly string[] | 'any';
  /** What it gives to `--check-cfg`. */
  readonly checkCfg: readonly string[];
}

/** What a person asks for; everything absent is found out from the workspace. */
export interface ViewRequest {
  /** What the project calls the view, where it does. */
  readonly name?: string;
  /** aarch64, riscv64, x86_64 (also arm, i686 … as cargo's target_arch). */
  readonly arch?: string;
  /** Name of a target, or path of its specification, as for `cargo --target`; its architecture goes before none. */
  readonly target?: string;
  readonly mcs?: boolean;
  readonly hypervisor?: boolean;
  readonly smp?: boolean;
  readonly debug?: boolean;
  readonly features?: readonly string[];
  readonly noDefaultFeatures?: boolean;
  readonly allFeatures?: boolean;
  /** Check tests, examples and benches too, with `cfg(test)` and dev-dependencies. */
  readonly tests?: boolean;
  /** A folder of generated files or the name of a built-in snapshot. */
  readonly bindings?: string;
}

export type CrateKind = 'lib' | 'proc-macro' | 'bin' | 'example' | 'test' | 'bench' | 'build';

/** Where a manifest says that a package comes from. */
export type PackageSource =
  | { readonly k: 'path' /** Absolute folder. */; readonly folder: string; readonly requirement?: string }
  | { readonly k: 'registry'; readonly requirement: string }
  | {
      readonly k: 'git';
      readonly url: string;
      /** A commit, or its beginning. */
      readonly rev?: string;
      readonly tag?: string;
    };

export interface CrateDependency {
  /** Name in `extern` position: dashes as underscores, renames applied. */
  readonly name: string;
  /** Name of the package that is meant. */
  readonly packageName: string;
  /** Index of the crate, when its sources are on disk. */
  readonly crate?: number;
  /** Folder that a path dependency names (absolute), whether it exists or not. */
  readonly path?: string;
  /** Active features of the package when it is not on disk (default features resolved as far as declared here). */
  readonly features?: readonly string[];
  readonly defaultFeatures?: boolean;
  /** Of a package that is not on disk. */
  readonly source?: PackageSource;
  /** The same: keys from the root of the package's manifest to where it is declared. */
  readonly declaredAt?: readonly string[];
  /** It only has the name of a package that built-in bindings stand for: nothing is known of it. */
  readonly foreign?: true;
}

/** A dependency that the manifest declares and that is not there in this view. */
export interface InactiveDependency {
  /** Name in `extern` position. */
  readonly name: string;
  readonly packageName: string;
  readonly why: string;
}

/** One Cargo target: what rustc would be called for. */
export interface CrateNode {
  readonly index: number;
  /** Crate name, dashes as underscores. */
  readonly name: string;
  readonly packageName: string;
  readonly manifestPath: string;
  readonly kind: CrateKind;
  /** Absolute path of the root file. */
  readonly root: string;
  readonly edition: Edition;
  /** Member of the workspace that was asked for: findings in it are reported. */
  readonly member: boolean;
  /** Chosen to be checked (selection, required-features, kind); others exist only as dependencies. */
  readonly checked: boolean;
  /** `cfg(test)` is on for this one. */
  readonly test: boolean;
  readonly cfg: CfgEnvironment;
  readonly dependencies: readonly CrateDependency[];
  /** All features that `[features]` (and optional dependencies) declare. */
  readonly declaredFeatures: readonly string[];
  /** Features of the same package that each one turns on directly. */
  readonly impliedFeatures: ReadonlyMap<string, readonly string[]>;
  readonly activeFeatures: readonly string[];
  /** Extern names of dependencies that are declared but not active here (optional, other targets, dev), with the reason. */
  readonly inactiveDependencies: readonly InactiveDependency[];
  /** `[lints.rust] unexpected_cfgs = { check-cfg = [...] }` as far as it names features or keys. */
  readonly checkCfg: readonly string[];
  /** It only has the name of a package whose generated files built-in bindings have: it generates others. */
  readonly foreign?: true;
  /** Of the package's build script, if it has one. */
  readonly scriptCfg?: ScriptCfg;
}

/** Something wrong with a manifest or a folder: the rest is still answered. */
export interface ProjectProblem {
  /** Absolute path. */
  readonly file: string;
  /** UTF-16 offsets when known. */
  readonly start?: number;
  readonly end?: number;
  readonly message: string;
  /** What to do. */
  readonly help?: string;
  readonly severity: 'error' | 'warning';
  /** The problem is that the file itself could not be read: nothing is known of what is in it. */
  readonly unreadable?: true;
  /** The problem is that the sources of this package are not where a path dependency says. */
  readonly missingPackage?: string;
}

export interface ProjectModel {
  /** Absolute path of the workspace root folder. */
  readonly root: string;
  readonly crates: readonly CrateNode[];
  readonly problems: readonly ProjectProblem[];
  /**
   * Every file and folder whose change makes this model stale: manifests and config files (also those that were looked
   * for and are absent), and folders in which a name appears or vanishes. Build scripts are none: `scriptSaysTheSame` tells.
   */
  readonly inputs: readonly string[];
}

/** What `project/` needs of a file system: synchronous, UTF-8, absolute paths with forward slashes. */
export interface FileSystem {
  /** Text of a file with a BOM removed; `undefined` if absent, unreadable or not a file. Invalid UTF-8 becomes U+FFFD. */
  readText(path: string): string | undefined;
  /** Bytes of a file, for the few that are not text; `undefined` as in `readText`. Absent where only texts can be had. */
  readBytes?(path: string): Uint8Array | undefined;
  /** Why `readText` gave nothing: for messages. */
  whyUnreadable(path: string): string;
  kind(path: string): 'file' | 'folder' | undefined;
  /** Names in a folder, sorted; empty if absent or unreadable. */
  list(path: string): readonly string[];
  /** Milliseconds since the epoch; 0 if absent. */
  modified(path: string): number;
  /** Path with symbolic links resolved; the path itself if that fails. */
  real(path: string): string;
}
