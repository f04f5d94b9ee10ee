/** Reads the options of `check` into view requests. */
import type { Strategy } from '../fix/fix';
import type { ViewRequest } from '../project/model';
import { Failure } from './failure';

/** What a command looks at. As commander hands options over; absent ones were not given. */
export interface ViewOptions {
  readonly view?: readonly string[];
  readonly arch?: string;
  readonly mcs?: boolean;
  readonly features?: readonly string[];
  /** `false` with `--no-default-features`. */
  readonly defaultFeatures?: boolean;
  readonly tests?: boolean;
  readonly bindings?: string;
}

export interface CheckOptions extends ViewOptions {
  readonly allNames?: boolean;
  readonly denyWarnings?: boolean;
  readonly format?: string;
}

export interface FixOptions extends ViewOptions {
  readonly strategy?: Strategy;
  readonly adapter?: string;
  readonly dryRun?: boolean;
}

/** Architectures by cargo's `target_arch`; other spellings that people use lead to them. */
const ARCHES: ReadonlyMap<string, string> = new Map([
  ['aarch64', 'aarch64'],
  ['arm64', 'aarch64'],
  ['riscv64', 'riscv64'],
  ['x86_64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['amd64', 'x86_64'],
  ['arm', 'arm'],
  ['aarch32', 'arm'],
  ['riscv32', 'riscv32'],
  ['x86', 'x86'],
  ['i686', 'x86'],
]);

/** `a,b c` → a, b, c; for options that may be given several times. */
export function listOption(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), ...value.split(/[\s,]+/).filter((part) => part !== '')];
}

/** For options that may be given several times and whose values are kept whole. */
export function repeatedOption(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/**
 * The views that are asked for: one for each `--view`, else one from the single options. The single options
 * hold for every `--view` that does not say otherwise.
 * @param snapshots names of the built-in snapshots, which `--view` and `--bindings` may name
 * @throws Failure for what cannot be read
 */
export function viewRequests(options: ViewOptions, snapshots: readonly string[]): ViewRequest[] {
  const common: ViewRequest = {
    ...(options.arch === undefined ? {} : { arch: readArch(options.arch) }),
    ...(options.mcs === undefined ? {} : { mcs: options.mcs }),
    ...(options.features === undefined ? {} : { features: options.features }),
    ...(options.defaultFeatures === false ? { noDefaultFeatures: true } : {}),
    ...(options.tests ? { tests: true } : {}),
    ...(options.bindings === undefined ? {} : { bindings: options.bindings }),
  };
  const views = options.view ?? [];
  return views.length === 0 ? [common] : views.map((view) => ({ ...common, ...readView(view, snapshots) }));
}

/**
 * Reads `ARCH[-mcs][/FEATURE,…]` or `SNAPSHOT[/FEATURE,…]`: `aarch64`, `x86_64-mcs/runtime`, `pin-aarch64`.
 * @throws Failure if the part before the slash is neither
 */
export function readView(text: string, snapshots: readonly string[]): ViewRequest {
  const slash = text.indexOf('/');
  const name = slash < 0 ? text : text.slice(0, slash);
  const features = slash < 0 ? [] : listOption(text.slice(slash + 1), []);
  const more = features.length > 0 ? { features } : {};
  const mcs = name.endsWith('-mcs');
  const arch = ARCHES.get(mcs ? name.slice(0, -'-mcs'.length) : name);
  if (arch !== undefined) return { arch, ...(mcs ? { mcs: true } : {}), ...more };
  if (snapshots.includes(name)) return { bindings: name, ...more };
  throw new Failure(
    `\`${text}\` is no view`,
    'write ARCH, ARCH-mcs or the name of a built-in snapshot, then `/` and features if needed: ' +
      `\`aarch64/runtime\`; snapshots: ${snapshots.join(', ')}`,
  );
}

function readArch(text: string): string {
  const arch = ARCHES.get(text);
  if (arch !== undefined) return arch;
  const known = [...new Set(ARCHES.values())].join(', ');
  throw new Failure(`\`${text}\` is no architecture that seL4 runs on`, `use one of: ${known}`);
}
