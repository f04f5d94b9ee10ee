/** Renames and references, judged by rustc: the places that a name has are all of them and no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse, FOLDER } from '../support/checkFixture';
import { parseFixture, splitFixtures } from '../support/fixture';
import { judge } from '../support/judge';
import { whyNoRustc } from '../support/rustc';
import { type Renaming, renamed, renamings } from './renameJudge';

const why = whyNoRustc();
const programs = splitFixtures(readFileSync(join(__dirname, 'rename.txt'), 'utf8')).map(
  ({ title, text }) => ({
    title,
    fixture: parseFixture(text),
  }),
);
type Program = (typeof programs)[number]['fixture'];

const nameOf = ({ from, askedAt }: Renaming): string => `${from} at ${askedAt[0]}`;

/** How rustc's number of errors is after a rename. */
async function errorsAfter(fixture: Program, plan: Renaming['plan']): Promise<number> {
  return (await judge(renamed(fixture, plan).fixture)).length;
}

describe.each(programs)('$title', ({ fixture }) => {
  it('has the same references from wherever one asks, and a rename edits just these', async () => {
    const analysis = await analyse(fixture);
    const { plans } = await renamings(fixture);
    expect(plans.length).toBeGreaterThan(2);
    for (const renaming of plans) {
      const ends = renaming.plan.edits.map(({ file, end }) => `${file}:${end}`).sort();
      for (const asked of renaming.askedAt) {
        const at = asked.lastIndexOf(':');
        const found = analysis.features.references(
          FOLDER + asked.slice(0, at),
          Number(asked.slice(at + 1)),
          true,
        );
        // What imports call it is a name of its own: it stays as it is.
        const other = (text: string) => text.replace(/^r#/, '') !== renaming.from;
        const places = (found ?? []).filter(
          ({ place }) =>
            !other(fixture.files.get(place.file.slice(FOLDER.length))!.slice(place.start, place.end)),
        );
        expect
          .soft(places.map(({ place }) => `${place.file}:${place.end}`).sort(), nameOf(renaming))
          .toEqual(ends);
      }
    }
  });

  it.skipIf(why !== undefined)(
    `is accepted by rustc after each rename${why ? ` (skipped: ${why})` : ''}`,
    async () => {
      expect(await judge(fixture)).toEqual([]);
      const { plans } = await renamings(fixture);
      await Promise.all(
        plans.map(async (renaming) =>
          expect.soft(await errorsAfter(fixture, renaming.plan), nameOf(renaming)).toBe(0),
        ),
      );
    },
  );

  it.skipIf(why !== undefined)(
    `is rejected where any one place is left out${why ? ` (skipped: ${why})` : ''}`,
    async () => {
      const { plans } = await renamings(fixture);
      const cases = plans.flatMap((renaming) =>
        renaming.plan.edits.length < 2 ? [] : renaming.plan.edits.map((edit) => ({ renaming, edit })),
      );
      expect(cases.length).toBeGreaterThan(3);
      await Promise.all(
        cases.map(async ({ renaming, edit }) => {
          const { edits, moves } = renaming.plan;
          const without = { moves, edits: edits.filter((each) => each !== edit) };
          const what = `${nameOf(renaming)} without ${edit.file}:${edit.start}`;
          expect.soft(await errorsAfter(fixture, without), what).toBeGreaterThan(0);
        }),
      );
    },
  );
});
