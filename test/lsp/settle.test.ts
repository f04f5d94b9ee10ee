import { describe, expect, it } from 'vitest';
import type { Clock } from '../../server/src/lsp/debounce';
import { Settle } from '../../server/src/lsp/settle';
import { disk, generatedFiles, type MemoryFile } from '../bindings/support';

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

  /** The folder has files that are whole, written long ago. */
  whole(folder = OUT): this {
    Object.assign(this.files, generatedFiles(folder, 800_000));
    return this;
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
    const place = Settle.placeOf(path);
    if (place !== undefined) this.settle.note(place, path);
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
    const bench = new Bench().whole();
    for (let at = 0; at < 3000; at += 200) {
      bench.until(at);
      bench.write(`${OUT}/bindings.rs`, `pub const A: u32 = ${at};`);
    }
    expect(bench.delivered).toEqual([]);
    bench.until(3500);
    expect(bench.delivered).toHaveLength(1);
    // Who tells of one file may have left out others.
    expect(bench.delivered[0]!.paths).toEqual(
      expect.arrayContaining([OUT, `${OUT}/bindings.rs`, `${OUT}/types.rs`]),
    );
  });

  it('a file that is cut off, or missing, is waited for longer, but not for ever', () => {
    const bench = new Bench().whole();
    bench.write(`${OUT}/bindings.rs`, 'pub mod a {');
    bench.until(5000);
    delete bench.files[`${OUT}/types.rs`];
    bench.until(8000);
    expect(bench.delivered).toEqual([]);
    bench.write(`${OUT}/bindings.rs`, 'pub mod a {}');
    bench.until(17_000);
    expect(bench.delivered).toEqual([]);
    bench.until(19_000);
    expect(bench.delivered).toHaveLength(1);
  });

  it('a folder that is emptied is not waited for', () => {
    const bench = new Bench().whole();
    for (const path of Object.keys(bench.files)) delete bench.files[path];
    bench.settle.note(OUT);
    bench.until(500);
    expect(bench.delivered).toHaveLength(1);
  });

  it('a size that grows within one time stamp is noticed', () => {
    const bench = new Bench().whole();
    bench.write(`${OUT}/bindings.rs`, ';');
    for (let at = 100; at < 2000; at += 100) {
      bench.until(at);
      bench.files[`${OUT}/bindings.rs`] = { text: ';'.repeat(at), time: 1_000_000 };
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
    const other = '/w/target/x-none/debug/build/sel4-sys-ffff/out';
    bench.whole(other).write(`${BUILD}/invoked.timestamp`);
    bench.write(`${other}/types.rs`, ';');
    bench.until(1000);
    expect(bench.delivered).toHaveLength(1);
    expect(bench.delivered[0]!.paths).toContain(`${other}/types.rs`);
    expect(bench.delivered[0]!.paths).not.toContain(`${OUT}/types.rs`);
    bench.settle.cancel();
    bench.until(60 * 60_000);
    expect(bench.delivered).toHaveLength(1);
  });

  it('other files are no business of it', () => {
    expect(Settle.placeOf('/w/src/build/sel4.rs')).toBeUndefined();
    expect(Settle.placeOf('/w/src/lib.rs')).toBeUndefined();
    expect(Settle.placeOf(`${OUT}/types.rs`)).toBe(OUT);
    expect(Settle.placeOf(`${BUILD}/root-output`)).toBe(OUT);
    expect(Settle.placeOf(BUILD)).toBe(OUT);
  });
});
