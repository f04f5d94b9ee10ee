/** Writing to standard output and error. */

export interface Output {
  /** Writes all of `text`; resolves when it was handed to the system, or when nobody reads any more. */
  write(text: string): Promise<void>;
  error(text: string): void;
  readonly isTerminal: boolean;
  readonly errorIsTerminal: boolean;
  /** Columns of the terminal; `undefined` for pipes and files. */
  readonly columns?: number;
}

/**
 * The process's own streams. A reader that closes its pipe (`| head`) ends the output quietly: a broken pipe
 * is no error of ours.
 */
export function processOutput(): Output {
  let closed = false;
  const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    closed = true;
  };
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  return {
    write: (text) =>
      new Promise((done) => {
        if (closed) done();
        else process.stdout.write(text, () => done());
      }),
    error: (text) => {
      process.stderr.write(text);
    },
    isTerminal: process.stdout.isTTY === true,
    errorIsTerminal: process.stderr.isTTY === true,
    ...(process.stdout.columns ? { columns: process.stdout.columns } : {}),
  };
}
