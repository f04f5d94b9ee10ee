/** When to work: at once after a pause, then not more often than typing makes sense of. */

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

/**
 * Coalesces triggers. The first one after `quiet` milliseconds without any runs in the next turn of the event loop
 * (messages that are already there are coalesced with it); later ones wait for `quiet` milliseconds of silence,
 * but never longer than `longest`.
 */
export class Debounce {
  private timer: unknown;
  private pendingSince: number | undefined;
  private immediate = false;
  private lastTrigger = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly action: () => void,
    private readonly quiet = 30,
    private readonly longest = 120,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Something changed. */
  trigger(): void {
    const now = this.clock.now();
    const rested = now - this.lastTrigger >= this.quiet;
    this.lastTrigger = now;
    if (this.pendingSince === undefined) {
      this.pendingSince = now;
      this.immediate = rested;
      this.schedule(rested ? 0 : this.quiet);
    } else if (!this.immediate) {
      const left = this.pendingSince + this.longest - now;
      this.schedule(Math.max(0, Math.min(this.quiet, left)));
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
