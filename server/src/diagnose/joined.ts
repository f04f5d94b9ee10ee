/** Findings of several views as one list: what is reported at the same place of the same name is one finding. */

import { remembered } from '../resolve/remembered';
import { byPlace } from '../text/byPlace';
import { type Finding, type FindingCode, isGraver } from './finding';
import { PARITY_CODES } from './parity/explain';
import type { Standing } from './standing';

/** A finding, the views in which it holds, and how its place stands in the others. */
export interface JoinedFinding {
  /** As the view has it that takes it most seriously; of several the first. */
  readonly finding: Finding;
  /** Numbers of the views in which it holds, ascending. */
  readonly views: readonly number[];
  /** What other views of those say differently, by view. */
  readonly others: readonly { readonly view: number; readonly finding: Finding }[];
  /** The views in which it does not hold. */
  readonly elsewhere: readonly { readonly view: number; readonly standing: Standing }[];
}

/**
 * Joins the lists of the views, each of one file or of many. `standing` is asked for a finding in a view that does not
 * report it. `all`: no view that the project names is left out. The result is by file and position.
 */
export function joinFindings(
  byView: readonly (readonly Finding[])[],
  standing: (view: number, finding: Finding) => Standing,
  all: boolean,
): readonly JoinedFinding[] {
  const isNeeded = (found: readonly { readonly finding: Finding }[]): boolean =>
    // An allowance that one view needs no more another may need.
    found[0]!.finding.code !== 'stale-allowance' || (all && found.length === byView.length);
  if (byView.length === 1)
    return byView[0]!
      .filter((finding) => isNeeded([{ finding }]))
      .map(alone)
      .sort(comparePlaces);
  const joined = new Map<string, Found[]>();
  const places = byView.map((findings) => new Set(findings.map(placeOf)));
  const stands = (view: number, finding: Finding): Standing =>
    places[view]!.has(placeOf(finding)) ? 'reported' : standing(view, finding);
  byView.forEach((findings, view) => {
    const own = new Map<string, Finding[]>();
    for (const finding of findings)
      remembered(
        own,
        [finding.file, finding.start, finding.end, finding.code, finding.name].join('\0'),
        () => [],
      ).push(finding);
    for (const [key, alike] of own)
      addView(
        remembered(joined, key, () => []),
        view,
        alike,
      );
  });
  return [...joined.values()]
    .flat()
    .filter(isNeeded)
    .map((found): JoinedFinding => {
      const first = found.reduce((best, one) =>
        isGraver(one.finding.severity, best.finding.severity) ? one : best,
      );
      const views = found.map(({ view }) => view);
      return {
        finding: first.finding,
        views,
        others: found.filter((one) => one !== first && saysElse(one.finding, first.finding)),
        elsewhere: byView.flatMap((_, view) =>
          views.includes(view) ? [] : [{ view, standing: stands(view, first.finding) }],
        ),
      };
    })
    .sort(comparePlaces);
}

/** What is one finding in several views. */
type Found = { readonly view: number; readonly finding: Finding }[];

/**
 * Adds what a view says at one place of one name. What is about no name may be several things there: each goes with what says
 * the same in other views, else with one that nothing of this view goes with.
 */
function addView(known: Found[], view: number, alike: readonly Finding[]): void {
  const [first] = alike;
  const own = first?.name === '' ? alike.filter(isNew) : alike.slice(0, 1);
  const open = [...known];
  const left: Finding[] = [];
  for (const finding of own) {
    const at = open.findIndex((found) => found.some((one) => one.finding.message === finding.message));
    if (at < 0) left.push(finding);
    else open.splice(at, 1)[0]!.push({ view, finding });
  }
  for (const finding of left) {
    const found = open.shift();
    if (found) found.push({ view, finding });
    else known.push([{ view, finding }]);
  }
}

/** Whether nothing before it says the same. */
function isNew({ message }: Finding, at: number, all: readonly Finding[]): boolean {
  return all.findIndex((other) => other.message === message) === at;
}

function placeOf({ file, start, end }: Finding): string {
  return `${file}\0${start}\0${end}`;
}

function alone(finding: Finding): JoinedFinding {
  return { finding, views: [0], others: [], elsewhere: [] };
}

function saysElse(a: Finding, b: Finding): boolean {
  return a.message !== b.message || a.help !== b.help || a.severity !== b.severity;
}

function comparePlaces({ finding: a }: JoinedFinding, { finding: b }: JoinedFinding): number {
  return byPlace(a, b) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

/** Findings of these codes are about a name that is not there; the others hold or do not. */
function isMissing({ category, code }: Finding): boolean {
  const isThere = code === 'pattern-binds-name' || code === 'private-name' || isOfDefinition(code);
  return category !== 'other' && !isThere;
}

/** Told where something is defined: there is nothing to resolve. */
function isOfDefinition(code: FindingCode): boolean {
  return PARITY_CODES.some((each) => each === code);
}

/**
 * `resolves on aarch64, missing on x86_64 and riscv64`; `undefined` where it holds in every view.
 * `nameOf` gives the name of a view by its number.
 */
export function whereItHolds(
  { finding, views, elsewhere }: JoinedFinding,
  nameOf: (view: number) => string,
): string | undefined {
  if (elsewhere.length === 0) return undefined;
  const on = (standing: Standing): string[] =>
    elsewhere.filter((one) => one.standing === standing).map((one) => nameOf(one.view));
  const parts: string[] = [];
  const say = (what: string, names: readonly string[]): void => {
    if (names.length > 0) parts.push(`${what} ${listed(names)}`);
  };
  const missing = isMissing(finding);
  if (!isOfDefinition(finding.code)) say('resolves on', on('resolves'));
  say(missing ? 'missing on' : 'holds on', views.map(nameOf));
  say(missing ? 'for another reason on' : 'something else holds on', on('reported'));
  // A manifest is not compiled, and of a field or a count there is nothing to resolve.
  if (finding.code !== 'project') say('not compiled on', on('inactive'));
  if (missing) say('not known on', on('unknown'));
  return parts.join(', ');
}

/** What other views say of the same place, those together that say the same: `on pc and risc: write …`. */
export function whatElse(
  { finding: first, others }: JoinedFinding,
  nameOf: (view: number) => string,
): readonly string[] {
  const byWords = new Map<string, string[]>();
  for (const { view, finding } of others) {
    const words = wordsBeside(first, finding);
    byWords.set(words, [...(byWords.get(words) ?? []), nameOf(view)]);
  }
  return [...byWords].map(([words, names]) => `on ${listed(names)}: ${words}`);
}

/** What a view says that the first one does not. */
function wordsBeside(first: Finding, { message, why, help, severity }: Finding): string {
  if (message === first.message) return help ?? `it is no ${first.severity} there`;
  // The cause alone where what is missing, and where, is said alike.
  const begins = (text: string, cause: string | undefined): string | undefined =>
    cause !== undefined && text.endsWith(cause) ? text.slice(0, -cause.length) : undefined;
  const alike =
    begins(message, why) !== undefined && begins(message, why) === begins(first.message, first.why);
  const said = [alike ? why : message, help === first.help && severity === first.severity ? undefined : help];
  return said.filter((part) => part !== undefined).join('; ');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
