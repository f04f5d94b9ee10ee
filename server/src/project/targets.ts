/** What the compiler sets for a target by itself (`rustc --print cfg`), as far as files can tell. */
import type { CfgEnvironment, ScriptCfg } from './model';

/** How the code is compiled: for the architecture of the view, or for the machine that builds it. */
export type CompileKind = 'target' | 'host';

/** What an architecture decides; the rest is the same for all bare-metal targets. */
interface Architecture {
  readonly width: 32 | 64;
  /** Widest atomic in bits. 32-bit architectures differ by target, so they name what all of them have. */
  readonly atomics: number;
  readonly bigEndian?: true;
}

/** By `target_arch`. From `rustc --print cfg --target …` (1.95) for the bare-metal targets of each. */
const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  aarch64: { width: 64, atomics: 128 },
  arm: { width: 32, atomics: 64 },
  riscv32: { width: 32, atomics: 32 },
  riscv64: { width: 64, atomics: 64 },
  x86: { width: 32, atomics: 64 },
  x86_64: { width: 64, atomics: 64 },
};

/** First parts of target names, and names people use, that are not `target_arch` themselves. */
const ALIASES: Readonly<Record<string, string>> = {
  arm64: 'aarch64',
  arm_hyp: 'arm',
  amd64: 'x86_64',
  'x86-64': 'x86_64',
  ia32: 'x86',
  i386: 'x86',
  i486: 'x86',
  i586: 'x86',
  i686: 'x86',
  thumbv6m: 'arm',
  thumbv7m: 'arm',
  thumbv7em: 'arm',
};

/** Keys that a bare-metal target decides; what is missing here (`target_feature`, …) stays unknown. */
const DECIDED_KEYS = [
  'target_arch',
  'target_pointer_width',
  'target_endian',
  'target_os',
  'target_env',
  'target_vendor',
  'target_family',
  'target_has_atomic',
  'panic',
  'feature',
];

/** Flags that are decided; those of tools (`cargo doc`, Miri, Clippy) are off, since we answer for `cargo check`. */
const DECIDED_FLAGS = [
  'unix',
  'windows',
  'test',
  'debug_assertions',
  'proc_macro',
  'doc',
  'doctest',
  'docsrs',
  'miri',
  'clippy',
  'rustfmt',
];

/** Keys that the compiler may set and that files do not tell. */
const COMPILER_KEYS = [
  'target_feature',
  'target_abi',
  'target_thread_local',
  'target_object_format',
  'target_has_atomic_load_store',
  'target_has_atomic_equal_alignment',
  'target_has_atomic_primitive_alignment',
  'target_has_reliable_f16',
  'target_has_reliable_f16_math',
  'target_has_reliable_f128',
  'target_has_reliable_f128_math',
  'overflow_checks',
  'ub_checks',
  'contract_checks',
  'fmt_debug',
  'relocation_model',
  'sanitize',
  'sanitizer_cfi_generalize_pointers',
  'sanitizer_cfi_normalize_integers',
  'emscripten_wasm_eh',
  'version',
  'accessible',
  'target',
  'bootstrap',
];

/** Everything that differs between crates of one target. */
export interface CrateCfg {
  readonly features: ReadonlySet<string>;
  readonly test: boolean;
  readonly procMacro: boolean;
  /** The package has a build script: it may set keys that nobody can foresee, and features as far as its text says. */
  readonly scriptCfg?: ScriptCfg;
  /** As the target has them, where they are not said. */
  readonly debugAssertions?: boolean;
  readonly panic?: string | undefined;
}

/** The keys of one target; `crateCfg` adds what belongs to a crate. */
export interface TargetCfg {
  readonly keyValues: ReadonlyMap<string, ReadonlySet<string>>;
  readonly flags: ReadonlySet<string>;
  readonly decided: ReadonlySet<string>;
}

/** What a target specification or command line says beyond the architecture. */
export interface TargetFacts {
  /** `none` if absent. */
  readonly os?: string;
  readonly env?: string;
  readonly vendor?: string;
  readonly families?: readonly string[];
  readonly panic?: string;
  readonly threadLocal?: boolean;
  readonly maxAtomicWidth?: number;
  readonly pointerWidth?: string;
  readonly bigEndian?: boolean;
  /** `--cfg` of RUSTFLAGS: `name` or `name="value"`. */
  readonly extra?: readonly { readonly name: string; readonly value?: string }[];
}

/** The `target_arch` that a name means: `armv7a` → `arm`, `riscv64gc` → `riscv64`; `undefined` if it means none we know. */
export function archOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(ARCHITECTURES, lower)) return lower;
  if (Object.hasOwn(ALIASES, lower)) return ALIASES[lower];
  if (lower.startsWith('aarch64')) return 'aarch64';
  for (const arch of ['riscv32', 'riscv64', 'arm']) if (lower.startsWith(arch)) return arch;
  return undefined;
}

/** The `target_arch` of a target's name (`riscv64imac-unknown-none-elf`) or of its specification's path (`….json`). */
export function archOfTriple(triple: string): string | undefined {
  const name = triple.slice(triple.lastIndexOf('/') + 1).split('.')[0]!;
  return archOf(name) ?? archOf(name.split('-')[0]!);
}

/** All architectures known here, for messages. */
export function knownArchitectures(): readonly string[] {
  return Object.keys(ARCHITECTURES);
}

/**
 * The keys of a bare-metal target of this architecture: `target_os = "none"`, no family, `panic = "abort"`, debug
 * assertions on (`cargo check` without `--release`). An architecture that is not known decides only its name.
 */
export function bareMetalCfg(arch: string, facts: TargetFacts = {}): TargetCfg {
  const known = Object.hasOwn(ARCHITECTURES, arch) ? ARCHITECTURES[arch] : undefined;
  const width = facts.pointerWidth ?? (known === undefined ? undefined : `${known.width}`);
  const atomics = facts.maxAtomicWidth ?? known?.atomics;
  const bigEndian = facts.bigEndian ?? (known === undefined ? undefined : known.bigEndian === true);
  const keyValues = new Map<string, ReadonlySet<string>>([
    ['target_arch', new Set([arch])],
    ['target_os', new Set([facts.os ?? 'none'])],
    ['target_env', new Set([facts.env ?? ''])],
    ['target_vendor', new Set([facts.vendor ?? 'unknown'])],
    ['target_family', new Set(facts.families ?? [])],
    ['panic', new Set([facts.panic ?? 'abort'])],
  ]);
  const decided = new Set([...DECIDED_KEYS, ...DECIDED_FLAGS]);
  if (width === undefined) decided.delete('target_pointer_width');
  else keyValues.set('target_pointer_width', new Set([width]));
  if (bigEndian === undefined) decided.delete('target_endian');
  else keyValues.set('target_endian', new Set([bigEndian ? 'big' : 'little']));
  const flags = new Set<string>(facts.families ?? []);
  if (atomics === undefined) decided.delete('target_has_atomic');
  else {
    const widths = [8, 16, 32, 64, 128].filter((bits) => bits <= atomics).map(String);
    keyValues.set('target_has_atomic', new Set([...widths, 'ptr']));
    flags.add('target_has_atomic');
  }
  if (facts.threadLocal !== undefined) {
    decided.add('target_thread_local');
    if (facts.threadLocal) flags.add('target_thread_local');
  }
  flags.add('debug_assertions');
  return withExtra({ keyValues, flags, decided }, facts.extra ?? []);
}

/** The target of the machine that builds, `host-tuple` for cargo. */
export const HOST_TRIPLE = 'x86_64-unknown-linux-gnu';

/** The keys of the machine that builds: x86_64 Linux, where build scripts and procedural macros run. */
export function hostCfg(): TargetCfg {
  return bareMetalCfg('x86_64', {
    os: 'linux',
    env: 'gnu',
    families: ['unix'],
    panic: 'unwind',
    threadLocal: true,
  });
}

function withExtra(cfg: TargetCfg, extra: NonNullable<TargetFacts['extra']>): TargetCfg {
  if (extra.length === 0) return cfg;
  const keyValues = new Map(cfg.keyValues);
  const flags = new Set(cfg.flags);
  for (const { name, value } of extra) {
    if (value === undefined) flags.add(name);
    else keyValues.set(name, new Set([...(keyValues.get(name) ?? []), value]));
  }
  return { keyValues, flags, decided: cfg.decided };
}

const OPEN: ReadonlySet<string> = new Set(COMPILER_KEYS);

/** The environment of one crate: its target's keys, its features, and what its way of being compiled adds. */
export function crateCfg(target: TargetCfg, crate: CrateCfg): CfgEnvironment {
  const flags = new Set(target.flags);
  if (crate.test) flags.add('test');
  if (crate.procMacro) flags.add('proc_macro');
  if (crate.debugAssertions === false) flags.delete('debug_assertions');
  const keyValues = new Map(target.keyValues);
  // Flags may name features, too.
  keyValues.set('feature', new Set([...crate.features, ...(keyValues.get('feature') ?? [])]));
  if (crate.panic !== undefined) keyValues.set('panic', new Set([crate.panic]));
  return {
    keyValues,
    flags,
    decided: target.decided,
    ...(crate.scriptCfg === undefined ? { open: OPEN } : settable(crate.scriptCfg)),
  };
}

function settable({ features }: ScriptCfg): Pick<CfgEnvironment, 'settableFeatures'> {
  return features.length === 0 ? {} : { settableFeatures: features };
}

/** The environment for `target.'cfg(…)'.dependencies`: cargo asks the target's keys only, no feature is set. */
export function platformCfg(target: TargetCfg): CfgEnvironment {
  return { ...target, open: OPEN };
}
