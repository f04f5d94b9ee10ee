import { expect, test } from 'vitest';
import { isTested } from '../protocol/servers';
import { survival } from './survival';

test.skipIf(!isTested())('killed at random moments: everything is back', async () => {
  const { counts, failures } = await survival.run({ seed: 5, budget: 4, progress: () => {} });
  expect(failures).toEqual([]);
  expect(counts.kills).toBeGreaterThanOrEqual(4);
});
