/** A run that could not be made: one message with the path and what to do, exit code 2. */
export class Failure extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly help?: string,
    readonly exitCode = 2,
  ) {
    super(message);
  }
}
