/** Reads the options of `check` into view requests. */
import { InvalidArgumentError } from 'commander';
import type { ProjectViews } from '../analysis/projectViews';
import { findingCodes, severities } from '../diagnose/codeNames';
import type { ReportOptions as ReportSettings } from '../diagnose/report';
import type { Strategy } from '../fix/fix';
import type { ViewRequest } from '../project/model';
import { overView, requestKey } from '../project/overView';
import { nearest } from '../text/near';
import { Failure } from './failure';

/** What a command looks at. As commander hands options over; absent ones were not given. */
export interface ViewOptions {
  readonly view?: readonly string[];
  readonly allViews?: boolean;
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
  /** All differences of stand-ins, not only those that code depends on. */
  readonly parity?: boolean;
  readonly denyWarnings?: boolean;
  readonly format?: string;
  /** How loud findings are, by code. */
  readonly severity?: Severities;
}

type Severities = NonNullable<ReportSettings['severities']>;

export interface FixOptions extends ViewOptions {
  readonly strategy?: Strategy;
  readonly adapter?: string;
  readonly dryRun?: boolean;
  /** Files are changed even if git has not their last state. */
  readonly allowDirty?: boolean;
}

export interface ReportOptions extends ViewOptions {
  readonly format?: string;
  /** An earlier report, as JSON. */
  readonly since?: string;
  /** What relative links begin with. */
  readonly linkBase?: string;
  /** `false` with `--no-plan`. */
  readonly plan?: boolean;
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
 * `CODE=LEVEL`, an option that may be given several times.
 * @throws InvalidArgumentError for a code or level that does not exist
 */
export function severityOption(value: string, before: Severities | undefined): Severities {
  const [code, level] = value.split('=').map((part) => part.trim());
  const known = findingCodes.find((each) => each === code);
  const severity = severities.find((each) => each === level);
  if (known === undefined) {
    const [near] = nearest(code ?? '', findingCodes, 1);
    const hint = near === undefined ? 'docs/findings.md has the codes' : `did you mean \`${near}\`?`;
    throw new InvalidArgumentError(`there are no findings \`${code}\`: ${hint}`);
  }
  if (severity === undefined)
    throw new InvalidArgumentError(`write \`${code}=LEVEL\`, with one of ${severities.join(', ')}.`);
  return { ...before, [known]: severity };
}

/** What `--view` and its kin may mean in a project. */
export interface Choosable {
  /** The views that the project names; none where it names none. */
  readonly project: Pick<ProjectViews, 'views' | 'common' | 'defaultView'>;
  /** Names of the built-in snapshots. */
  readonly snapshots: readonly string[];
  /** Architectures with built-in bindings. */
  readonly arches: readonly string[];
}

/**
 * The views that are asked for: with `--all-views` those that the project names (each architecture where it names none),
 * one for each `--view`, else the project's default view. The single options hold for every view that does not say
 * otherwise, and go before what the default view says.
 * @throws Failure for what cannot be read
 */
export function viewRequests(options: ViewOptions, choosable: Choosable): ViewRequest[] {
  const { project } = choosable;
  const common: ViewRequest = {
    ...(options.arch === undefined ? {} : { arch: readArch(options.arch) }),
    ...(options.mcs === undefined ? {} : { mcs: options.mcs }),
    ...(options.features === undefined ? {} : { features: options.features }),
    ...(options.defaultFeatures === false ? { noDefaultFeatures: true } : {}),
    ...(options.tests ? { tests: true } : {}),
    ...(options.bindings === undefined ? {} : { bindings: options.bindings }),
  };
  const all = options.allViews ? allViews(choosable) : [];
  const views = [...all, ...(options.view ?? []).map((view) => readView(view, choosable))];
  if (views.length === 0) return [overView(project.defaultView ?? {}, common)];
  for (const view of views) refuseContradiction(view, common);
  return distinct(views.map((view) => named(view, { ...common, ...view })));
}

const CONTRADICTABLE = ['arch', 'mcs', 'bindings'] as const;

/** @throws Failure if an option and a view that is named beside it say different things: either would go unheard */
function refuseContradiction(view: ViewRequest, common: ViewRequest): void {
  const key = CONTRADICTABLE.find(
    (each) => common[each] !== undefined && view[each] !== undefined && common[each] !== view[each],
  );
  if (key === undefined) return;
  const option = key === 'mcs' ? `--${common.mcs ? '' : 'no-'}mcs` : `--${key} ${common[key]}`;
  const says = key === 'mcs' ? `is ${view.mcs ? 'with' : 'without'} MCS` : `has ${view[key]}`;
  throw new Failure(
    `\`${option}\` contradicts the view${view.name === undefined ? '' : ` \`${view.name}\``}, which ${says}`,
    'leave the option out, or name other views with `--view`',
  );
}

function allViews({ project, arches }: Choosable): readonly ViewRequest[] {
  if (project.views.length > 0) return project.views.map((view) => view.request);
  if (project.defaultView !== undefined) return [project.defaultView];
  return arches.map((arch) => ({ arch }));
}

/** A view to which options have added something is not the one that the project calls by that name. */
function named(view: ViewRequest, request: ViewRequest): ViewRequest {
  const { name, ...rest } = request;
  return Object.keys(request).length === Object.keys(view).length || name === undefined ? request : rest;
}

function distinct(views: readonly ViewRequest[]): ViewRequest[] {
  return [...new Map(views.map((view) => [requestKey(view), view])).values()];
}

/**
 * Reads `NAME[/FEATURE,…]` of the project's views, `ARCH[-mcs][/FEATURE,…]` or `SNAPSHOT[/FEATURE,…]`: `arm`,
 * `aarch64`, `x86_64-mcs/runtime`, `pin-aarch64`. What holds for all views of the project holds for these too.
 * @throws Failure if the part before the slash is none of them
 */
export function readView(text: string, { project, snapshots }: Choosable): ViewRequest {
  const slash = text.indexOf('/');
  const name = slash < 0 ? text : text.slice(0, slash);
  const features = slash < 0 ? [] : listOption(text.slice(slash + 1), []);
  const more = features.length > 0 ? { features } : {};
  const own = project.views.find((view) => view.name === name)?.request;
  if (own !== undefined) return features.length > 0 ? overView(own, more) : own;
  const mcs = name.endsWith('-mcs');
  const arch = ARCHES.get(mcs ? name.slice(0, -'-mcs'.length) : name);
  if (arch !== undefined) return overView(project.common, { arch, ...(mcs ? { mcs: true } : {}), ...more });
  if (snapshots.includes(name)) return overView(project.common, { bindings: name, ...more });
  const names = project.views.map((view) => view.name);
  throw new Failure(
    `\`${text}\` is no view`,
    `write ${names.length > 0 ? `one that Cargo.toml names (${names.join(', ')}), ` : ''}ARCH, ARCH-mcs or the name of a built-in snapshot, ` +
      `then \`/\` and features if needed: \`aarch64/runtime\`; snapshots: ${snapshots.join(', ')}`,
  );
}

function readArch(text: string): string {
  const arch = ARCHES.get(text);
  if (arch !== undefined) return arch;
  const known = [...new Set(ARCHES.values())].join(', ');
  throw new Failure(`\`${text}\` is no architecture that seL4 runs on`, `use one of: ${known}`);
}
