import { expect, it } from 'vitest';
import { Restarts } from '../../client/src/restarts';

it('a server that ends is started again, but not for ever', () => {
  let minute = 0;
  const restarts = new Restarts(4, 3, () => minute * 60_000);
  expect([1, 2, 3, 4, 5, 6].map(() => restarts.again())).toEqual([true, true, true, true, false, false]);
  minute = 2.9;
  expect(restarts.again()).toBe(false);
  // What was refused does not count: after three quiet minutes it is as at first.
  minute = 3;
  expect([1, 2, 3, 4, 5].map(() => restarts.again())).toEqual([true, true, true, true, false]);
});

it('a person who asks for one begins anew', () => {
  const restarts = new Restarts(1, 3, () => 0);
  expect([restarts.again(), restarts.again()]).toEqual([true, false]);
  restarts.forget();
  expect(restarts.again()).toBe(true);
});

it('the reason counts as people do', () => {
  expect(new Restarts(4, 3).reason).toContain('ended 5 times within 3 minutes');
});
