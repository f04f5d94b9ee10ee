/** Runs an action so that at most one is running and at most one waits: ten requests to restart are two restarts. */
export class Coalesced {
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(private readonly action: () => Promise<void>) {}

  /**
   * Resolves when an action that began after this call has ended. Fails as that action failed; the next one begins
   * all the same.
   */
  run(): Promise<void> {
    if (this.running === undefined) {
      this.running = this.action().finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    this.queued ??= this.running
      .catch(() => {})
      .then(() => {
        this.queued = undefined;
        return this.run();
      });
    return this.queued;
  }
}
