/** Gives inputs to a process of its own, and ends it when it takes too long; the next one gets another process. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Input, sizeOf } from './input';
import type { Answer, Question, Slowness } from './subject';

/** Megabytes of JavaScript that the process may take; half of what editors give to theirs. */
const HEAP = 2_048;

/** Bytes of the whole process, the parser's memory included. */
const MOST_MEMORY = 4 * 2 ** 30;

/** Bytes that may be referred to when an input has been dealt with. */
const MOST_KEPT = 500 * 2 ** 20;

/**
 * Times its budget after which an input is given up, in processor time: other things run on this machine too. Of the
 * clock where nobody counts the former.
 */
const PATIENCE = 2;

/** Seconds of the clock that a process may wait for something, doing nothing. */
const LONGEST_WAIT = 60;

export interface Verdict {
  /** What went wrong; empty if nothing did. */
  readonly faults: readonly string[];
  readonly cpu: number;
  readonly rss: number;
}

/** Milliseconds of processor time that an input may take, by its size: everything is done to it about ten times. */
export function budgetOf(input: Input): number {
  return 4_000 + sizeOf(input) * 0.03 + (input.tricks === undefined ? 0 : 4_000);
}

export class Warden {
  private child: ChildProcess | undefined;
  private next = 1;
  private expected: string | undefined;
  /** How often a process had to be started. */
  started = 0;

  /** `slack`: times the budget that is not held against an input: a machine with other work takes longer for the same. */
  constructor(
    private readonly good: ReadonlyMap<string, string>,
    private readonly slack = 1,
  ) {}

  /** What comes of an input. */
  async judge(input: Input): Promise<Verdict> {
    const child = this.child ?? (await this.start());
    const answer = await this.ask(child, input);
    if (typeof answer === 'string') {
      this.end();
      return { faults: [answer], cpu: 0, rss: 0 };
    }
    const left: string[] = [];
    if (answer.good !== this.expected) left.push('afterwards a good workspace came to something else');
    if (answer.rss > MOST_MEMORY) left.push(`the process has ${Math.round(answer.rss / 2 ** 20)} MB`);
    if ((answer.heap ?? 0) > MOST_KEPT)
      left.push(`${Math.round((answer.heap ?? 0) / 2 ** 20)} MB are kept after it`);
    const slow = await this.tooSlow(child, answer.cpu, budgetOf(input) * this.slack);
    // What one input leaves behind is not to be held against the next.
    if (left.length > 0) this.end();
    return { faults: [...answer.faults, ...left, ...slow], cpu: answer.cpu, rss: answer.rss };
  }

  /** A machine that is slow just now takes longer for the same. */
  private async tooSlow(child: ChildProcess, cpu: number, budget: number): Promise<readonly string[]> {
    if (cpu <= budget) return [];
    const times = await new Promise<number>((resolve) => {
      const done = (answer?: Slowness | number): void => {
        child.off('message', done);
        child.off('exit', done);
        resolve(typeof answer === 'object' ? answer.slowness : 1);
      };
      child.on('message', done);
      child.on('exit', done);
      child.send('how slow');
    });
    return cpu > budget * times ? [tooSlow(cpu, budget * times)] : [];
  }

  end(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, 'subject.ts'), {
      execArgv: ['--import', 'tsx', '--expose-gc', `--max-old-space-size=${HEAP}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    this.started++;
    child.stderr?.resume();
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the process could not be started (${code})`)));
    });
    child.removeAllListeners('exit');
    // What it says before anything has been done to it.
    const clean = await this.ask(child, {
      kind: '',
      files: new Map(),
      view: {},
      folder: '',
      environment: {},
    });
    if (typeof clean === 'string') throw new Error(clean);
    this.expected ??= clean.good;
    if (clean.good !== this.expected) throw new Error('two new processes say different things');
    return child;
  }

  /** The answer, or how the process ended instead. */
  private ask(child: ChildProcess, input: Input): Promise<Answer | string> {
    return new Promise((resolve) => {
      const id = this.next++;
      let trouble = '';
      const hear = (chunk: Buffer): void => {
        trouble = (trouble + chunk.toString()).slice(-2_000);
      };
      const done = (answer: Answer | string): void => {
        clearInterval(timer);
        child.off('message', message);
        child.off('exit', exit);
        child.stderr?.off('data', hear);
        resolve(answer);
      };
      const message = (answer: Answer): void => {
        if (answer.id === id) done(answer);
      };
      const exit = (code: number | null, signal: string | null): void =>
        done(`the process ended (${code ?? signal}): ${trouble}`);
      // Looking at the good workspace comes to it.
      const patience = budgetOf(input) * this.slack * PATIENCE + 5_000;
      const since = secondsOf(child);
      let last = since;
      let waited = 0;
      const timer = setInterval(() => {
        const now = secondsOf(child);
        waited = now === last ? waited + 1 : 0;
        last = now;
        if ((now - since) * 1_000 > patience) done(tooSlow((now - since) * 1_000, budgetOf(input)));
        else if (waited > LONGEST_WAIT) done(`nothing done for ${LONGEST_WAIT} seconds`);
      }, 1_000);
      child.on('message', message);
      child.on('exit', exit);
      child.stderr?.on('data', hear);
      child.send({ id, input, good: this.good } satisfies Question);
    });
  }
}

/** Said alike of what came to an end and of what was given up: both shrink to the same. */
const tooSlow = (cpu: number, budget: number): string =>
  `it took ${Math.round(cpu)} ms of ${Math.round(budget)} ms`;

/** Ticks of the kernel in a second, as Linux tells them to programs. */
const TICKS = 100;

/** Seconds of processor time that a process has taken (proc_pid_stat(5), fields 14 and 15); of the clock elsewhere. */
function secondsOf({ pid }: ChildProcess): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return performance.now() / 1_000;
  }
}
