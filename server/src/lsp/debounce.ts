/** When to work: soon after a pause, then not more often than typing makes sense of. */

/** What a debounce needs of the host: so that tests can turn the clock by hand. */
export interface Clock {
  now(): number;
  setTimeout(action: () => void, milliseconds: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (action, milliseconds) => setTimeout(action, milliseconds),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

export interface Rhythm {
  /** Milliseconds of silence that are waited for. */
  readonly quiet: number;
  /** Milliseconds after which a trigger is no longer held back. */
  readonly longest: number;
  /** Milliseconds that the first trigger after a pause is held back; `undefined`: as any other. */
  readonly first?: number;
}

/**
 * For typing: shorter than the eye notices. What an editor asks right after a letter (completion, after some ten
 * milliseconds) is answered first: looking through the whole document takes longer than such an answer.
 */
export const fast: Rhythm = { quiet: 30, longest: 120, first: 20 };

/** For what makes a whole workspace be read again: waits for the end of a word. */
export const slow: Rhythm = { quiet: 300, longest: 1_500 };

/**
 * Coalesces triggers. The first one after `quiet` milliseconds without any waits for `first` milliseconds, whatever comes
 * meanwhile; later ones wait for `quiet` milliseconds of silence, but never longer than `longest`.
 */
export class Debounce {
  private timer: unknown;
  private pendingSince: number | undefined;
  private isFirst = false;
  private lastTrigger = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly action: () => void,
    private readonly rhythm: Rhythm = fast,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Something changed. */
  trigger(): void {
    const now = this.clock.now();
    const { quiet, longest, first } = this.rhythm;
    const rested = first !== undefined && now - this.lastTrigger >= quiet;
    this.lastTrigger = now;
    if (this.pendingSince === undefined) {
      this.pendingSince = now;
      this.isFirst = rested;
      this.schedule(rested ? first : quiet);
    } else if (!this.isFirst) {
      const left = this.pendingSince + longest - now;
      this.schedule(Math.max(0, Math.min(quiet, left)));
    }
  }

  /** Forgets what is pending. */
  cancel(): void {
    if (this.timer !== undefined) this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.pendingSince = undefined;
  }

  private schedule(milliseconds: number): void {
    if (this.timer !== undefined) this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(() => {
      this.timer = undefined;
      this.pendingSince = undefined;
      this.action();
    }, milliseconds);
  }
}
