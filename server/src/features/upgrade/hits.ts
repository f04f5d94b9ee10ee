/** What other bindings do to a workspace: every place that fails with them, or that means something else. */
import type { Difference } from '../../compare/difference';
import type { Sides } from '../../compare/types';
import { definitionPath, verdictOf } from '../../compare/versions';
import { type Finding, isGraver } from '../../diagnose/finding';
import type { CrateMap } from '../../resolve/definitions';
import type { Place } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import { byPlace } from '../../text/byPlace';
import { type NameUse, usesIn } from './uses';

/** A place that other bindings hit. */
export interface Hit extends Place {
  readonly name: string;
  /**
   * `fails`: rustc reports an error there; `changes`: the name means something else; `follows`: it comes through an
   * import that fails; `remark`: what we say of it beyond rustc.
   */
  readonly effect: 'fails' | 'changes' | 'follows' | 'remark';
  /** What is said with the other bindings; absent for `changes` and `follows`. */
  readonly finding?: Finding;
  /** Of `fails`, where no finding tells: what rustc says. */
  readonly failure?: { readonly message: string; readonly rustcCode: string };
  /** Of `changes`: what is another. */
  readonly differences?: readonly Difference[];
}

export interface HitsOfView {
  readonly hits: readonly Hit[];
  /** Errors that are gone with the other bindings. */
  readonly mended: readonly Finding[];
}

/** One view of a workspace, for what is asked of it here. */
export interface ViewOfUses {
  readonly world: World;
  readonly files: readonly string[];
  cratesOf(file: string): readonly CrateMap[];
  findings(file: string): readonly Finding[];
}

/** Hits of going over from one view to another of the same workspace, by file and position. */
export function hitsBetween(from: ViewOfUses, to: ViewOfUses): HitsOfView {
  const sides: Sides = {
    here: from.world,
    there: to.world,
    counterparts: (a, b) => a === b || (a.item !== undefined && a.item === b.item) || isSamePath(a, b),
    mended: new Map(),
    later: true,
  };
  const hits: Hit[] = [];
  const mended: Finding[] = [];
  for (const file of new Set([...from.files, ...to.files])) {
    const before = from.findings(file);
    const after = to.findings(file);
    for (const finding of after) {
      if (finding.code === 'project' || finding.code === 'stale-allowance') continue;
      if (before.some((other) => isSamePlace(finding, other) && isAsGrave(other, finding))) continue;
      const { start, end, name, severity } = finding;
      hits.push({ file, start, end, name, effect: severity === 'error' ? 'fails' : 'remark', finding });
    }
    for (const finding of before)
      if (finding.severity === 'error' && !after.some((other) => isSamePlace(other, finding)))
        mended.push(finding);
    hits.push(...changesIn(sides, from, to, file, after));
  }
  return { hits: hits.sort(byPlace), mended };
}

function isSamePath(
  a: Parameters<typeof definitionPath>[0],
  b: Parameters<typeof definitionPath>[0],
): boolean {
  return definitionPath(a) === definitionPath(b);
}

function changesIn(
  sides: Sides,
  from: ViewOfUses,
  to: ViewOfUses,
  file: string,
  findings: readonly Finding[],
): readonly Hit[] {
  const before = usesIn(from.world, from.cratesOf(file), file);
  const ours = [...before].filter(([, use]) => use.answer === 'found' && use.entries.length > 0);
  if (ours.length === 0) return [];
  const after = usesIn(to.world, to.cratesOf(file), file);
  return ours.flatMap(([key, use]): readonly Hit[] => {
    const { start, end, name } = use;
    // What a pattern lacks is marked on all of it, and says nothing of the names in it.
    const reported = findings.some(
      (one) => one.code !== 'missing-field' && one.file === use.file && one.start <= start && end <= one.end,
    );
    const other = after.get(key);
    const place = { file: use.file, start, end, name };
    if (reported || other === undefined) return [];
    if (other.failure) return [{ ...place, effect: 'fails', failure: other.failure }];
    if (other.answer === 'silent') return use.isImport ? [] : [{ ...place, effect: 'follows' }];
    if (other.answer !== 'found' || use.isImport) return [];
    const differences = differencesOf(sides, use, other);
    return differences.length === 0 ? [] : [{ ...place, effect: 'changes', differences }];
  });
}

function differencesOf(sides: Sides, use: NameUse, other: NameUse): readonly Difference[] {
  return use.entries.flatMap((entry) => {
    const there = other.entries.find(({ kind }) => kind === entry.kind) ?? other.entries[0];
    if (there) return verdictOf(sides, entry, there).differences;
    return [];
  });
}

function isSamePlace(a: Finding, b: Finding): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.name === b.name;
}

function isAsGrave(a: Finding, b: Finding): boolean {
  return !isGraver(b.severity, a.severity);
}
