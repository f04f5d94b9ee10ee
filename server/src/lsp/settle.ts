/** Generated files are taken in when their build has ended: what is there before is of two builds, or half written. */
import { buildFiles, isBeingBuilt, isOfCargo } from '../bindings/buildState';
import { GENERATED_FILES, whyBroken } from '../bindings/folder';
import type { FileSystem } from '../project/model';
import { fileName, joinPath, parentFolder } from '../project/paths';
import { type Clock, systemClock } from './debounce';

/** Milliseconds between two looks at files that change. */
const LOOK = 100;
/** How long nothing must have changed, in milliseconds. */
const QUIET = 300;
/** The same where a file is missing or cut off: whoever writes it may only pause. */
const BROKEN = 10_000;
/** How long a build script may run before its files are looked at as they are, in milliseconds. */
const LONGEST = 20 * 60_000;

interface Waiting {
  readonly paths: Set<string>;
  readonly since: number;
  /** Times and sizes at the last look, and when they became what they are. */
  signature: string;
  stableSince: number;
}

/** Holds back changes of generated files, by the place that they are in: a folder of them, or a snapshot file. */
export class Settle {
  private readonly waiting = new Map<string, Waiting>();
  private timer: unknown;

  constructor(
    private readonly files: FileSystem,
    private readonly deliver: (paths: readonly string[]) => void,
    private readonly clock: Clock = systemClock,
  ) {}

  /**
   * The folder of generated files (`…/build/sel4-sys-HASH/out`) that a path of one of cargo's build folders belongs to;
   * `undefined` for any other path.
   */
  static placeOf(path: string): string | undefined {
    const parts = path.split('/');
    const at = parts.findIndex((part, index) => part.startsWith('sel4-') && parts[index - 1] === 'build');
    return at < 0 ? undefined : [...parts.slice(0, at + 1), 'out'].join('/');
  }

  /** Something changed at a place; that, and whatever is generated there, is handed on when it has settled. */
  note(place: string, path: string = place): void {
    const now = this.clock.now();
    const known = this.waiting.get(place);
    if (known) known.paths.add(path);
    else {
      const signature = this.signature(place);
      this.waiting.set(place, { paths: new Set([path]), since: now, signature, stableSince: now });
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
    for (const [place, waiting] of this.waiting) {
      if (now - waiting.since < LONGEST && !this.hasSettled(place, waiting, now)) continue;
      this.waiting.delete(place);
      // Whoever told of one file, or of the folder, may not have told of the others.
      ready.push(...new Set([...waiting.paths, place, ...buildFiles(place)]));
    }
    if (this.waiting.size > 0) this.schedule();
    if (ready.length > 0) this.deliver(ready);
  }

  private hasSettled(place: string, waiting: Waiting, now: number): boolean {
    const signature = this.signature(place);
    if (signature !== waiting.signature) {
      waiting.signature = signature;
      waiting.stableSince = now;
    }
    const quiet = now - waiting.stableSince;
    if (quiet < QUIET || isBeingBuilt(this.files, place)) return false;
    return quiet >= BROKEN || isOfCargo(this.files, place) || !this.isUnfinished(place);
  }

  /** Some of the generated files are there, and not all of them whole. A folder that has none is empty or gone. */
  private isUnfinished(place: string): boolean {
    const { files } = this;
    const some = GENERATED_FILES.some((name) => files.kind(joinPath(place, name)) === 'file');
    return some && whyBroken(files, place) !== undefined;
  }

  /** Times and sizes of what is at a place, and of what cargo keeps beside it. */
  private signature(place: string): string {
    const { files } = this;
    const inside = (folder: string) => files.list(folder).map((name) => joinPath(folder, name));
    const beside = Settle.placeOf(place) === place ? inside(parentFolder(place)) : [];
    return [place, ...inside(place), ...beside]
      .map((path) => `${fileName(path)} ${files.modified(path)} ${files.readText(path)?.length ?? -1}`)
      .join('\n');
  }
}
