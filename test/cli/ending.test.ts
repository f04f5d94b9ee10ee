/** The command's exit code. */
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type Ending, endWith } from '../../server/src/cli/ending';

/** A process whose work is done, or not, when Node has nothing left to do. */
async function ended(work: Promise<number>): Promise<{ code: unknown; said: string }> {
  const process: Ending & EventEmitter = new EventEmitter();
  let said = '';
  endWith(process, work, (text) => {
    said += text;
  });
  await new Promise((done) => setImmediate(done));
  process.emit('beforeExit');
  return { code: process.exitCode, said };
}

test('is that of what was done', async () => {
  expect(await ended(Promise.resolve(1))).toEqual({ code: 1, said: '' });
});

test('is 2 where the work waits for what never comes, and that is said', async () => {
  const { code, said } = await ended(new Promise(() => {}));
  expect(code).toBe(2);
  expect(said).toContain('before it was done');
});

test('is 2 where it fails', async () => {
  const { code, said } = await ended(Promise.reject(new Error('no such thing')));
  expect(code).toBe(2);
  expect(said).toContain('no such thing');
});
