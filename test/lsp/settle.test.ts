import { describe, expect, it } from 'vitest';
import type { Clock } from '../../server/src/lsp/debounce';
import { Settle } from '../../server/src/lsp/settle';
import { disk, type MemoryFile } from '../bindings/support';

const BUILD = '/w/target/debug/build/sel4-sys-0123456789abcdef';
const OUT = `${BUILD}/out`;

/** A clock that is turned by hand, and a build folder whose files change while it runs. */
class Bench {
  readonly files: Record<string, MemoryFile> = {};
  readonly delivered: { readonly at: number; readonly paths: readonly string[] }[] = [];
  readonly settle: Settle;
  private time = 0;
  private timers: { readonly at: number; readonly action: () => void }[] = [];

  constructor() {
    const clock: Clock = {
      now: () => this.time,
      setTimeout: (action, milliseconds) => {
        const timer = { at: this.time + milliseconds, action };
        this.timers.push(timer);
        return timer;
      },
      clearTimeout: (timer) => {
        this.timers = this.timers.filter((one) => one !== timer);
      },
    };
    const files = disk(this.files);
    const now = { ...files, list: (path: string) => disk(this.files).list(path) };
    this.settle = new Settle(
      now,
      (paths) => this.delivered.push({ at: this.time, paths: [...paths].sort() }),
      clock,
    );
  }

  /** Turns the clock on to a time, running what is due. */
  until(time: number): void {
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= time).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = next.at;
      next.action();
    }
    this.time = time;
  }

  /** A file is written, and the client says so. Times of files count from a million on. */
  write(path: string, text = ''): void {
    this.files[path] = { text, time: 1_000_000 + this.time };
    const build = Settle.buildOf(path);
    if (build !== undefined) this.settle.note(build, path);
  }
}

describe('what is generated is taken in when its build has ended', () => {
  it('not while the build script runs, and soon after', () => {
    const bench = new Bench();
    bench.write(`${BUILD}/invoked.timestamp`);
    for (const [index, name] of ['types.rs', 'shared_types.rs', 'invocations.rs', 'bindings.rs'].entries()) {
      bench.until(1000 + 2000 * index);
      bench.write(`${OUT}/${name}`, name);
    }
    bench.until(9000);
    expect(bench.delivered).toEqual([]);
    bench.write(`${BUILD}/root-output`, OUT);
    bench.until(12_000);
    expect(bench.delivered).toHaveLength(1);
    expect(bench.delivered[0]!.at).toBeLessThanOrEqual(10_000);
    expect(bench.delivered[0]!.paths).toContain(`${OUT}/types.rs`);
  });

  it('a script that runs again begins later than the last one ended', () => {
    const bench = new Bench();
    bench.files[`${BUILD}/root-output`] = { time: 900_000 };
    bench.files[`${BUILD}/invoked.timestamp`] = { time: 890_000 };
    bench.write(`${BUILD}/invoked.timestamp`);
    bench.write(`${OUT}/types.rs`);
    bench.until(5000);
    expect(bench.delivered).toEqual([]);
    bench.write(`${BUILD}/root-output`);
    bench.until(5400);
    expect(bench.delivered).toHaveLength(1);
  });

  it('files that nothing tells of are waited for until nobody writes', () => {
    const bench = new Bench();
    for (let at = 0; at < 3000; at += 200) {
      bench.until(at);
      bench.write(`${OUT}/bindings.rs`, 'x'.repeat(at));
    }
    expect(bench.delivered).toEqual([]);
    bench.until(3500);
    expect(bench.delivered.map(({ paths }) => paths)).toEqual([[`${OUT}/bindings.rs`]]);
  });

  it('a size that grows within one time stamp is noticed', () => {
    const bench = new Bench();
    bench.write(`${OUT}/bindings.rs`, 'a');
    for (let at = 100; at < 2000; at += 100) {
      bench.until(at);
      bench.files[`${OUT}/bindings.rs`] = { text: 'a'.repeat(at), time: 1_000_000 };
    }
    expect(bench.delivered).toEqual([]);
    bench.until(2500);
    expect(bench.delivered).toHaveLength(1);
  });

  it('a script that never ends is not waited for for ever', () => {
    const bench = new Bench();
    bench.write(`${BUILD}/invoked.timestamp`);
    bench.until(30 * 60_000);
    expect(bench.delivered).toHaveLength(1);
  });

  it('builds that run at once do not wait for each other; a cancelled one is forgotten', () => {
    const bench = new Bench();
    const other = '/w/target/x-none/debug/build/sel4-sys-ffff';
    bench.write(`${BUILD}/invoked.timestamp`);
    bench.write(`${other}/out/types.rs`);
    bench.until(1000);
    expect(bench.delivered.map(({ paths }) => paths)).toEqual([[`${other}/out/types.rs`]]);
    bench.settle.cancel();
    bench.until(60 * 60_000);
    expect(bench.delivered).toHaveLength(1);
  });

  it('other files are no business of it', () => {
    expect(Settle.buildOf('/w/src/build/sel4.rs')).toBeUndefined();
    expect(Settle.buildOf('/w/src/lib.rs')).toBeUndefined();
    expect(Settle.buildOf(`${OUT}/types.rs`)).toBe(BUILD);
    expect(Settle.buildOf(BUILD)).toBe(BUILD);
  });
});
