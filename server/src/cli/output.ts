/** Writing to standard output and error. */
import { Failure } from './failure';

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
 * is no error of ours. Whatever else cannot be written (a full disk) rejects `write` with a {@link Failure}.
 */
export function processOutput(stdout: NodeJS.WriteStream = process.stdout): Output {
  let closed = false;
  // Each write hears of its own error; unheard `error` events would end the process.
  stdout.on('error', () => {
    closed = true;
  });
  process.stderr.on('error', () => {});
  return {
    write: (text) =>
      new Promise((done, fail) => {
        if (closed) done();
        else
          stdout.write(text, (error) => {
            if (error && !isClosedPipe(error))
              fail(new Failure(`the output cannot be written: ${error.message}`));
            else done();
          });
      }),
    error: (text) => {
      process.stderr.write(text);
    },
    isTerminal: stdout.isTTY === true,
    errorIsTerminal: process.stderr.isTTY === true,
    ...(stdout.columns ? { columns: stdout.columns } : {}),
  };
}

function isClosedPipe(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
}
