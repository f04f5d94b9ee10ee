/** How the command ends: with the code of what it did, and never in silence before that was done. */

/** What is used of Node's `process`. */
export interface Ending {
  exitCode?: NodeJS.Process['exitCode'];
  once(event: 'beforeExit', listener: () => void): unknown;
}

/**
 * Ends with `work`'s code once it is there. If Node runs out of things to do before, the work waits for something that
 * never comes: that is said, and the code is 2.
 */
export function endWith(process: Ending, work: Promise<number>, say: (text: string) => void): void {
  let isDone = false;
  const end = (code: number): void => {
    isDone = true;
    // Not `process.exit`: what was written to a pipe may still be on its way.
    process.exitCode = code;
  };
  process.once('beforeExit', () => {
    if (isDone) return;
    say('error: this ended before it was done, which is a fault of kaal-sel4: please report it\n');
    process.exitCode = 2;
  });
  work.then(end, (error: unknown) => {
    say(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    end(2);
  });
}
