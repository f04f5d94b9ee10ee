/** Fixes of small workspaces: what is offered, and what stands there once one is made. */
import { expect } from 'vitest';
import type { FixAllRequest } from '../../../server/src/analysis/api';
import type { Finding } from '../../../server/src/diagnose/finding';
import type { FixSettings } from '../../../server/src/fix/context';
import type { FileEdits, Fix, FixId } from '../../../server/src/fix/fix';
import { applyEdits } from '../../../server/src/text/edit';
import { inShort, type Options, ROOT, type Workspace } from '../../support/sel4Workspace';

export { behindAdapter } from '../../diagnose/support';
export { onSel4, workspace } from '../../support/sel4Workspace';

/** A kernel that is known to be: findings are certain. */
export const AARCH64: Options = { view: { bindings: 'pin-aarch64' } };

export interface Wanted {
  /** Name that a finding is about; absent: the only finding, or the first. */
  readonly name?: string;
  readonly settings?: FixSettings;
  readonly options?: Options;
}

/** The findings of a workspace that a test means. */
export function findingOf(made: Workspace, { name, options = AARCH64 }: Wanted = {}): Finding {
  const findings = made.analysis(options).allFindings();
  const found = findings.find((each) => name === undefined || each.name === name);
  if (found === undefined) throw new Error(`no finding about ${name}: ${inShort(findings).join(', ')}`);
  return found;
}

/** All that is offered for one finding. */
export function offers(made: Workspace, wanted: Wanted = {}): readonly Fix[] {
  const analysis = made.analysis(wanted.options ?? AARCH64);
  const { file, start, end, code } = findingOf(made, wanted);
  return analysis.fixes(file, start, end, wanted.settings).fixes.filter((fix) => fix.finding?.code === code);
}

/** `qualify* Write …`: ids and titles, with a star at the preferred one. */
export function titles(made: Workspace, wanted: Wanted = {}): string[] {
  return offers(made, wanted).map((fix) => `${fix.id}${fix.isPreferred ? '*' : ''} ${fix.title}`);
}

/** Why other fixes are not offered. */
export function reasons(made: Workspace, wanted: Wanted = {}): string[] {
  const { file, start, end } = findingOf(made, wanted);
  const { refusals } = made.analysis(wanted.options ?? AARCH64).fixes(file, start, end, wanted.settings);
  return refusals.map(({ id, reason }) => `${id ?? ''} ${reason}`.trim());
}

/** The workspace with edits made. */
export function withEdits(made: Workspace, edits: readonly FileEdits[]): Workspace {
  let after = made;
  for (const { file, edits: list } of edits) {
    const path = file.slice(ROOT.length);
    after = after.with(path, applyEdits(made.text(path)!, list));
  }
  return after;
}

/** The workspace once the fix is made; the finding must be gone then, and nothing new may be found in the view. */
export function fixed(made: Workspace, id: FixId, wanted: Wanted = {}): Workspace {
  const options = { ...(wanted.options ?? AARCH64), allNames: true };
  const fix = offers(made, wanted).find((each) => each.id === id);
  if (fix === undefined) throw new Error(`${id} is not offered: ${titles(made, wanted).join('; ')}`);
  const after = withEdits(made, fix.edits);
  const before = made.analysis(options).allFindings();
  const gone = findingOf(made, wanted);
  const left = after.analysis(options).allFindings();
  const expected = inShort(before.filter((each) => each.code !== gone.code || each.start !== gone.start));
  const still = inShort(left);
  for (const each of still) expect(expected, `after ${fix.title}`).toContain(each);
  expect(left.length, `after ${fix.title}: ${still.join(', ')}`).toBeLessThan(before.length);
  return after;
}

/** The workspace with everything mended that can be without asking; nothing may be broken by it. */
export function fixedAll(made: Workspace, { options = AARCH64, ...request }: AllWanted = {}): Workspace {
  const result = made.analysis(options).fixAll(request);
  expect(inShort(result.broken)).toEqual([]);
  let after = made;
  for (const { file, after: text } of result.files) after = after.with(file.slice(ROOT.length), text);
  return after;
}

interface AllWanted extends FixAllRequest {
  readonly options?: Options;
}

/** Lines of a file that are not in it before; removed ones with a minus. */
export function changes(before: Workspace, after: Workspace, path: string): string {
  const old = before.text(path)!.split('\n');
  const now = after.text(path)!.split('\n');
  let first = 0;
  while (first < Math.min(old.length, now.length) && old[first] === now[first]) first++;
  let last = 0;
  while (last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last++;
  const gone = old.slice(first, old.length - last).map((line) => `-${line}`);
  const come = now.slice(first, now.length - last).map((line) => `+${line}`);
  return [...gone, ...come].join('\n');
}
