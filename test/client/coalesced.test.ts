import { describe, expect, it } from 'vitest';
import { Coalesced } from '../../client/src/coalesced';

/** An action whose runs end when told to. */
function manual() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const coalesced = new Coalesced(
    () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject })),
  );
  return { coalesced, ends };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('restarts', () => {
  it('ten at once are two: the one that runs, and one behind it', async () => {
    const { coalesced, ends } = manual();
    const runs = Array.from({ length: 10 }, () => coalesced.run());
    expect(ends).toHaveLength(1);
    ends[0]?.resolve();
    await runs[0];
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.resolve();
    await Promise.all(runs);
    expect(ends).toHaveLength(2);
  });

  it('one that fails does not stop the one behind it', async () => {
    const { coalesced, ends } = manual();
    const first = coalesced.run();
    const second = coalesced.run();
    ends[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await turn();
    ends[1]?.resolve();
    await expect(second).resolves.toBeUndefined();
  });
});
