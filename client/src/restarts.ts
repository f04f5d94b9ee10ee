/** How often a server that ended by itself is started again: at most some times within some minutes. */
export class Restarts {
  private times: number[] = [];

  constructor(
    private readonly most = 4,
    private readonly minutes = 3,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** A server ended: is another one to be started? Counts those for which the answer was yes. */
  again(): boolean {
    const now = this.now();
    this.times = this.times.filter((time) => now - time < this.minutes * 60_000);
    if (this.times.length >= this.most) return false;
    this.times.push(now);
    return true;
  }

  /** A person asked for a server: everything is allowed again. */
  forget(): void {
    this.times = [];
  }

  /** Why no other one is started, for the status item. */
  get reason(): string {
    return `The server ended ${this.most + 1} times within ${this.minutes} minutes; the log says why. Restart it to try again.`;
  }
}
