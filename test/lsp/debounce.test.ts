import { describe, expect, it } from 'vitest';
import { type Clock, Debounce, fast, slow } from '../../server/src/lsp/debounce';

/** A clock that is turned by hand. */
class HandClock implements Clock {
  private time = 1_000;
  private readonly timers = new Map<number, { at: number; action: () => void }>();
  private last = 0;

  now = () => this.time;
  setTimeout = (action: () => void, milliseconds: number) => {
    this.last += 1;
    this.timers.set(this.last, { at: this.time + milliseconds, action });
    return this.last;
  };
  clearTimeout = (handle: unknown) => void this.timers.delete(handle as number);

  /** Goes on by so many milliseconds, timers running on the way. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].action();
    }
    this.time = end;
  }
}

/** Times at which the action ran, in milliseconds from the start, for triggers at the given times. */
function runs(rhythm: typeof fast, triggers: readonly number[]): readonly number[] {
  const clock = new HandClock();
  const start = clock.now();
  const found: number[] = [];
  const debounce = new Debounce(() => found.push(clock.now() - start), rhythm, clock);
  for (const at of triggers) {
    clock.pass(start + at - clock.now());
    debounce.trigger();
  }
  clock.pass(10_000);
  return found;
}

describe('fast', () => {
  it('a single change is worked on once what is asked right after it is answered', () => {
    expect(runs(fast, [0])).toEqual([20]);
  });

  it('keys pressed at a person’s speed are worked on each', () => {
    expect(runs(fast, [0, 100, 200])).toEqual([20, 120, 220]);
  });

  it('a burst is worked on at its start, then after silence', () => {
    expect(runs(fast, [0, 10, 20, 30])).toEqual([20, 60]);
  });

  it('a burst without end is not held back for ever', () => {
    const burst = Array.from({ length: 40 }, (_, index) => index * 10);
    expect(runs(fast, burst)).toEqual([20, 140, 260, 380, 420]);
  });
});

it('slow waits for a pause', () => {
  expect(runs(slow, [0, 200, 400])).toEqual([700]);
});

it('what was cancelled does not come', () => {
  const clock = new HandClock();
  let count = 0;
  const tick = () => {
    count += 1;
  };
  const debounce = new Debounce(tick, fast, clock);
  debounce.trigger();
  debounce.cancel();
  clock.pass(1_000);
  expect(count).toBe(0);
});
