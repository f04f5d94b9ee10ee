/** Hostile input: whatever comes, no crash and no hang, and good files are still answered right. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFixture, splitFixtures } from '../../support/fixture';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { Choices } from '../random';
import { buildInput } from './builds';
import { type Input, shown } from './input';
import { manifestInput, WRONG_MANIFESTS, wrongManifest } from './manifests';
import { rustInput } from './rustTexts';
import { shrinkInput } from './shrinkInput';
import { trickInput, unsteadyInput } from './tricks';
import { Warden } from './warden';
import { webInput } from './webs';

const MOST_FAILURES = 12;

export const hostile: Proof = {
  name: 'hostile',
  what: 'hostile files of all kinds: no crash, no hang, and good ones are answered right afterwards',
  unit: 'inputs',
  budget: 10_000,
  run,
};

/** A workspace of five crates, macros and features: right answers need most of the engine. */
export function goodWorkspace(): ReadonlyMap<string, string> {
  const gardens = splitFixtures(readFileSync(join(import.meta.dirname, '../edits/gardens.rs.txt'), 'utf8'));
  return parseFixture(gardens.find(({ title }) => title.startsWith('five crates'))!.text).files;
}

/** The input of a seed. */
export function inputOf(seed: number): Input {
  const c = new Choices(seed);
  switch (c.weighted({ rust: 50, web: 10, wrong: 15, manifest: 12, build: 8, trick: 3, unsteady: 4 })) {
    case 'rust':
      return rustInput(c);
    case 'web':
      return webInput(c);
    case 'wrong':
      // Seeds one after another come by all of them.
      return wrongManifest(seed % WRONG_MANIFESTS);
    case 'manifest':
      return manifestInput(c);
    case 'build':
      return buildInput(c);
    case 'trick':
      return trickInput(c);
    default:
      return unsteadyInput(c);
  }
}

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  const warden = new Warden(goodWorkspace());
  const counts: Record<string, number> = { inputs: 0, 'crashes, hangs and wrong answers': 0 };
  const kinds = new Map<string, number>();
  const failures: Failure[] = [];
  let slowest = 0;
  let largest = 0;
  try {
    for (let at = seed; counts.inputs! < budget && failures.length < MOST_FAILURES; at++) {
      progress(`${counts.inputs} inputs, ${failures.length} failed, now seed ${at}`);
      const input = inputOf(at);
      counts.inputs!++;
      const kind = input.kind.split(':').slice(0, 2).join(':');
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const { faults, cpu, rss } = await warden.judge(input);
      slowest = Math.max(slowest, cpu);
      largest = Math.max(largest, rss);
      if (faults.length === 0) continue;
      counts['crashes, hangs and wrong answers']!++;
      progress(`seed ${at} went wrong (${faults[0]!.split('\n')[0]}): making it smaller`);
      failures.push(await failureOf(at, input, faults, warden));
    }
  } finally {
    warden.end();
  }
  for (const [kind, count] of [...kinds].sort()) counts[`  ${kind}`] = count;
  counts['most processor time, ms'] = Math.round(slowest);
  counts['most memory of the process, MB'] = Math.round(largest / 2 ** 20);
  counts['processes started'] = warden.started;
  return { counts, failures };
}

async function failureOf(
  seed: number,
  input: Input,
  faults: readonly string[],
  warden: Warden,
): Promise<Failure> {
  const alike = signature(faults[0]!);
  const fails = async (candidate: Input): Promise<boolean> =>
    (await warden.judge(candidate)).faults.some((fault) => signature(fault) === alike);
  const small = (await fails(input)) ? await shrinkInput(input, fails) : input;
  return {
    title: `${input.kind}: ${faults[0]!.split('\n')[0]}`,
    seed,
    input: shown(small),
    details: faults.flatMap((fault) => fault.split('\n').slice(0, 8)),
  };
}

/** What makes two faults the same: not their numbers, but where they come from. */
function signature(fault: string): string {
  const [first = '', ...stack] = fault.split('\n');
  // Where the stack ends is chance.
  if (first.includes('call stack')) return 'call stack';
  const place = stack.find((line) => line.includes('/server/src/'))?.replace(/^.*\/server\/src\//, '') ?? '';
  return `${first.replace(/\d+/g, '#').slice(0, 60)} ${place.replace(/:\d+\)?$/, '')}`;
}
