import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesOnDisk } from '../support/diskFiles';
import { parts, Workspace } from '../support/sel4Workspace';
import { RandomEdits } from './random';
import { Session } from './session';

const SAMPLE = filesOnDisk(resolve(import.meta.dirname, '../workspaces/kaal-mini'), '');

/** More seeds for an afternoon: `SEEDS=1,2,3 npx vitest run test/analysis/randomEdits.test.ts`. */
const seeds = (process.env.SEEDS ?? '4').split(',').map(Number);

for (const [allNames, steps] of [
  [true, 200],
  [false, 60],
] as const) {
  for (const seed of seeds) {
    test(`${steps} random edits of the sample, seed ${seed}, ${allNames ? 'all names' : 'names of bindings'}: as from scratch`, async () => {
      const session = new Session(new Workspace(SAMPLE, await parts()), { allNames });
      expect(session.errors()).not.toEqual([]);
      const edits = new RandomEdits(session, seed);
      const done: string[] = [];
      for (let step = 1; step <= steps; step++) {
        done.push(edits.step());
        session.analysis.allFindings();
        if (step % 5 === 0) session.expectAsFresh(done.slice(-5).join('\n'));
      }
    });
  }
}
