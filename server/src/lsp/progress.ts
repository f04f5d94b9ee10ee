/** Work-done progress for what takes long. */
import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

export interface Progress {
  /** Resolves when the client has answered, or after a moment without an answer: never fails. */
  readonly opened: Promise<void>;
  /** Says how far the work is: 0 to 1. Only whole percents that are new are sent. */
  report(share: number, message: string): void;
  done(): void;
}

const silent: Progress = { opened: Promise.resolve(), report: () => {}, done: () => {} };

/** How long a first answer may wait for a client that is asked whether it shows progress, in milliseconds. */
const patience = 50;

/**
 * Opens a progress; what is reported before the client has answered is summed up in its first message. Silent where
 * the client has no work-done progress or refuses.
 */
export function openProgress(connection: Connection, supported: boolean, title: string): Progress {
  if (!supported) return silent;
  let reporter: WorkDoneProgressServerReporter | undefined;
  let finished = false;
  let percent = 0;
  let text = '';
  const created = connection.window.createWorkDoneProgress().then(
    (answer) => {
      reporter = answer;
      answer.begin(title, percent, text, false);
      if (finished) answer.done();
    },
    () => {},
  );
  return {
    opened: Promise.race([created, new Promise<void>((resolve) => setTimeout(resolve, patience))]),
    report(share, message) {
      const next = Math.floor(Math.min(1, Math.max(0, share)) * 100);
      const unchanged = next === percent;
      percent = next;
      text = message;
      if (!unchanged) reporter?.report(next, message);
    },
    done() {
      if (finished) return;
      finished = true;
      reporter?.done();
    },
  };
}
