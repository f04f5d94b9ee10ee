/** A process of its own that is given inputs one after another: it may be killed, and has to stay what it was. */
import { createAnalysis } from '../../../server/src/analysis/analysis';
import { loadParts } from '../../../server/src/analysis/nodeParts';
import { Disk, ROOT } from '../edits/disk';
import { answers, examine } from './examine';
import type { Input } from './input';
import { slowness } from './slowness';

export interface Question {
  readonly id: number;
  readonly input: Input;
  /** A good workspace, looked at afterwards. */
  readonly good: ReadonlyMap<string, string>;
}

export interface Answer {
  readonly id: number;
  readonly faults: readonly string[];
  /** What the good workspace comes to. */
  readonly good: string;
  /** Milliseconds of processor time for the input. */
  readonly cpu: number;
  /** Bytes: of the process, and of what is still referred to (only now and then). */
  readonly rss: number;
  readonly heap?: number;
}

/** How slow the machine is just now, when somebody asks. */
export interface Slowness {
  readonly slowness: number;
}

async function main(): Promise<void> {
  const parts = await loadParts();
  process.on('message', async (question: Question | 'how slow') => {
    if (question === 'how slow') {
      process.send?.({ slowness: await slowness() } satisfies Slowness);
      return;
    }
    const { id, input, good } = question;
    const since = process.cpuUsage();
    const faults = await examine(input, parts).catch((error) => [`examining threw: ${String(error)}`]);
    const { user, system } = process.cpuUsage(since);
    const files = new Disk(good).files;
    let said: string;
    try {
      said = answers(createAnalysis({ folder: ROOT, files, view: {}, allNames: true }, parts));
    } catch (error) {
      said = `threw: ${error instanceof Error ? error.stack : String(error)}`;
    }
    const isWeighed = id % 50 === 0 && global.gc !== undefined;
    if (isWeighed) global.gc?.();
    const heap = isWeighed ? process.memoryUsage().heapUsed : undefined;
    const answer: Answer = {
      id,
      faults,
      good: said,
      cpu: (user + system) / 1_000,
      rss: process.memoryUsage().rss,
      ...(heap === undefined ? {} : { heap }),
    };
    process.send?.(answer);
  });
  process.send?.('ready');
}

void main();
