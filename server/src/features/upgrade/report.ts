/** Two sets of bindings held against each other, and what going over from one to the other does to a workspace. */
import { SYS_IN_TYPED, TYPED_CRATE } from '../../bindings/crates';
import type { BindingsSet } from '../../bindings/model';
import { type Changed, compareVersions, type Versions } from '../../compare/versions';
import type { Finding } from '../../diagnose/finding';
import type { KernelConfig } from '../../project/model';
import type { CrateMap } from '../../resolve/definitions';
import type { World } from '../../resolve/world';
import { byPlace } from '../../text/byPlace';
import type { Hit, HitsOfView } from './hits';

/** One set of bindings, opened. */
export interface BindingsSide {
  /** As the person wrote it. */
  readonly name: string;
  readonly set: BindingsSet;
  readonly world: World;
  readonly sys: CrateMap;
  /** The crate of typed calls; absent where these bindings do not tell it. */
  readonly typed?: CrateMap;
}

export interface CrateChanges {
  /** What stands before the paths: `sel4::sys`, `sel4`. */
  readonly root: string;
  readonly versions: Versions;
}

/** A kernel option that is not the same; `undefined` is never one of the values: an unknown option is not told. */
export interface OptionChange {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

export interface JoinedHit {
  readonly hit: Hit;
  /** Names of the views in which it is one. */
  readonly views: readonly string[];
}

export interface WorkspaceHits {
  /** Absolute path. */
  readonly folder: string;
  readonly views: readonly string[];
  readonly hits: readonly JoinedHit[];
  /** Errors that are gone with the other bindings, each once. */
  readonly mended: readonly Finding[];
}

export interface UpgradeReport {
  readonly from: { readonly name: string; readonly about: string };
  readonly to: { readonly name: string; readonly about: string };
  readonly options: readonly OptionChange[];
  readonly crates: readonly CrateChanges[];
  /** What was not compared, and why. */
  readonly remarks: readonly string[];
  readonly workspace?: WorkspaceHits;
}

/** Everything that the bindings alone tell. */
export function compareBindings(from: BindingsSide, to: BindingsSide): Omit<UpgradeReport, 'workspace'> {
  const both = (here: CrateMap, there: CrateMap): Versions =>
    compareVersions({ world: from.world, crate: here }, { world: to.world, crate: there });
  const typed =
    from.typed && to.typed ? [{ root: TYPED_CRATE, versions: both(from.typed, to.typed) }] : undefined;
  const generated = [from, to].filter((side) => side.typed === undefined).map((side) => side.name);
  return {
    from: { name: from.name, about: aboutOf(from.set) },
    to: { name: to.name, about: aboutOf(to.set) },
    options: optionChanges(from.set.kernel, to.set.kernel),
    crates: [{ root: SYS_IN_TYPED, versions: both(from.sys, to.sys) }, ...(typed ?? [])],
    remarks: typed
      ? []
      : [
          `the crate \`sel4\` and the hand-written part of \`sel4-sys\` are in no generated folder: for ${generated.join(' and ')} the nearest built-in ones stand in, and \`sel4\` is not compared`,
        ],
  };
}

function aboutOf({ origin }: BindingsSet): string {
  return origin.kind === 'snapshot' && origin.versions !== '' ? origin.versions : origin.sentence;
}

/** Options that both tell and that differ. */
function optionChanges(from: KernelConfig, to: KernelConfig): readonly OptionChange[] {
  return [...from]
    .flatMap(([key, value]): readonly OptionChange[] => {
      const other = to.get(key);
      if (other === undefined || String(value) === String(other)) return [];
      return [{ key, from: optionText(value), to: optionText(other) }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function optionText(value: boolean | string): string {
  return typeof value === 'string' ? value : value ? 'on' : 'off';
}

/** Hits of several views as one list: what hits the same place in the same way is one. */
export function joinHits(
  folder: string,
  byView: readonly { readonly name: string; readonly result: HitsOfView }[],
): WorkspaceHits {
  const joined = new Map<string, { readonly hit: Hit; readonly views: string[] }>();
  const mended = new Map<string, Finding>();
  for (const { name, result } of byView) {
    for (const hit of result.hits) {
      const key = [hit.file, hit.start, hit.end, hit.effect, hit.name, hitText(hit)].join('\0');
      const known = joined.get(key);
      if (!known) joined.set(key, { hit, views: [name] });
      else if (!known.views.includes(name)) known.views.push(name);
    }
    for (const finding of result.mended)
      mended.set([finding.file, finding.start, finding.name].join('\0'), finding);
  }
  const hits = [...joined.values()].sort((a, b) => byPlace(a.hit, b.hit));
  return { folder, views: byView.map(({ name }) => name), hits, mended: [...mended.values()] };
}

/** rustc's code for what fails. */
export function codeOf({ finding, failure }: Hit): string | undefined {
  return finding?.rustcCode ?? failure?.rustcCode;
}

/** What a hit is, in one line. */
export function hitText({ effect, finding, failure, differences = [], name }: Hit): string {
  if (finding) return finding.message;
  if (failure) return `\`${name}\`: ${failure.message}`;
  if (effect === 'follows') return `\`${name}\` comes through an import that fails`;
  return differences.map((difference) => differenceText(difference)).join('; ');
}

/** `value 44 -> 47`, `signature fn a() -> fn b()`. */
export function differenceText({ aspect, here, there, points }: Changed['differences'][number]): string {
  // Two signatures of the same words: what the words mean is another.
  if (aspect === 'fields' || here === there) return points.join(', ');
  return `${aspect} ${here} -> ${there}`;
}
