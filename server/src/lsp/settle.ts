/** Generated files are taken in when their build has ended: what is there before is of two builds, or half written. */
import { isBeingBuilt } from '../bindings/buildState';
import type { FileSystem } from '../project/model';
import { joinPath } from '../project/paths';
import { type Clock, systemClock } from './debounce';

/** Milliseconds between two looks at files that change. */
const LOOK = 100;
/** How long nothing must have changed, in milliseconds. */
const QUIET = 300;
/** How long a build script may run before its files are looked at as they are, in milliseconds. */
const LONGEST = 20 * 60_000;

interface Waiting {
  readonly paths: Set<string>;
  readonly since: number;
  /** Times and sizes at the last look, and when they became what they are. */
  signature: string;
  stableSince: number;
}

/** Holds back changes of generated files, by the build folder that they are in. */
export class Settle {
  private readonly waiting = new Map<string, Waiting>();
  private timer: unknown;

  constructor(
    private readonly files: FileSystem,
    private readonly deliver: (paths: readonly string[]) => void,
    private readonly clock: Clock = systemClock,
  ) {}

  /** The build folder (`…/build/sel4-sys-HASH`) that a path is in or is; `undefined` for any other path. */
  static buildOf(path: string): string | undefined {
    const parts = path.split('/');
    const at = parts.findIndex((part, index) => part.startsWith('sel4-') && parts[index - 1] === 'build');
    return at < 0 ? undefined : parts.slice(0, at + 1).join('/');
  }

  /** Files in a build folder changed; they are handed on when it has settled. */
  note(build: string, path: string): void {
    const now = this.clock.now();
    const known = this.waiting.get(build);
    if (known) known.paths.add(path);
    else {
      const signature = this.signature(build);
      this.waiting.set(build, { paths: new Set([path]), since: now, signature, stableSince: now });
    }
    this.schedule();
  }

  /** Forgets what is waiting. */
  cancel(): void {
    if (this.timer !== undefined) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting.clear();
  }

  private schedule(): void {
    this.timer ??= this.clock.setTimeout(() => {
      this.timer = undefined;
      this.look();
    }, LOOK);
  }

  private look(): void {
    const now = this.clock.now();
    const ready: string[] = [];
    for (const [build, waiting] of this.waiting) {
      const signature = this.signature(build);
      if (signature !== waiting.signature) {
        waiting.signature = signature;
        waiting.stableSince = now;
      }
      const patient = now - waiting.since < LONGEST;
      const isQuiet = now - waiting.stableSince >= QUIET;
      if (patient && (!isQuiet || isBeingBuilt(this.files, joinPath(build, 'out')))) continue;
      this.waiting.delete(build);
      ready.push(...waiting.paths);
    }
    if (this.waiting.size > 0) this.schedule();
    if (ready.length > 0) this.deliver(ready);
  }

  /** Times and sizes of what is in a build folder: equal as long as nobody writes there. */
  private signature(build: string): string {
    const { files } = this;
    const out = joinPath(build, 'out');
    const paths = [build, out].flatMap((folder) => files.list(folder).map((name) => joinPath(folder, name)));
    return paths
      .map((path) => `${path} ${files.modified(path)} ${files.readText(path)?.length ?? -1}`)
      .join('\n');
  }
}
