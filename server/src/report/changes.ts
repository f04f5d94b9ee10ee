/** What has become of a workspace since an earlier report. */
import { array, int, literal, object, optional, safeParse, string } from 'zod/mini';
import type { ChangeRow, Changes, ReportMark, TallyRow } from './model';
import { REPORT_VERSION } from './model';

const counts = object({
  total: int(),
  resolved: int(),
  resolvedByName: int(),
  unresolved: int(),
  unknown: int(),
});

/** A mark, or a whole report: more keys than these are left out. */
const markSchema = object({
  version: literal(REPORT_VERSION),
  views: array(object({ name: string(), names: counts })),
  tally: array(
    object({ code: string(), name: string(), module: string(), what: optional(string()), uses: int() }),
  ),
});

/**
 * Reads what was kept of an earlier report, or the report itself.
 * @returns the mark, or in one sentence what is wrong with it
 */
export function readMark(value: unknown): ReportMark | string {
  const read = safeParse(markSchema, value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return where === '' ? 'it is no report' : `it is no report: \`${where}\` is not as it should be`;
}

/** The part of a report that a later one needs. */
export function markOf({ version, views, tally }: ReportMark): ReportMark {
  return { version, views: views.map(({ name, names }) => ({ name, names })), tally };
}

/** What is another now. */
export function changesSince(before: ReportMark, now: ReportMark): Changes {
  const then = new Map(before.views.map((view) => [view.name, view.names]));
  const names = new Set(now.views.map((view) => view.name));
  return {
    gone: more(before.tally, now.tally),
    added: more(now.tally, before.tally),
    views: now.views.map((view) => ({
      name: view.name,
      before: then.get(view.name) ?? null,
      now: view.names,
    })),
    viewsGone: before.views.map((view) => view.name).filter((name) => !names.has(name)),
  };
}

/** What `a` has more of than `b`, joined by name; most uses first. */
function more(a: readonly TallyRow[], b: readonly TallyRow[]): readonly ChangeRow[] {
  // Where one of them does not tell what is said of no name, these can only be counted.
  const isTold = [...a, ...b].every(({ name, what }) => name !== '' || what !== undefined);
  const subject = ({ code, name, what = '' }: TallyRow): string => `${code}\0${name}\0${isTold ? what : ''}`;
  const there = new Map<string, number>();
  const keyOf = (row: TallyRow): string => `${subject(row)}\0${row.module}`;
  for (const row of b) there.set(keyOf(row), (there.get(keyOf(row)) ?? 0) + row.uses);
  const joined = new Map<string, ChangeRow & { uses: number; modules: string[] }>();
  for (const row of a) {
    // Rows that only count may be several.
    const before = there.get(keyOf(row)) ?? 0;
    there.set(keyOf(row), Math.max(0, before - row.uses));
    const uses = row.uses - before;
    if (uses <= 0) continue;
    const { code, name, what } = row;
    const found = joined.get(subject(row)) ?? {
      code,
      name,
      ...(isTold && what !== undefined ? { what } : {}),
      uses: 0,
      modules: [],
    };
    joined.set(subject(row), found);
    found.uses += uses;
    if (!found.modules.includes(row.module)) found.modules.push(row.module);
  }
  return [...joined.values()].sort((x, y) => y.uses - x.uses || (x.name < y.name ? -1 : 1));
}
