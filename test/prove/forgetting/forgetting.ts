/** The proof that `edits` proves something: things are kept that an edit makes wrong, and random edits find it. */

import { knownTexts } from '../edits/knownTexts';
import { sequence } from '../edits/sequence';
import { faultyBundle } from '../power/faultyEngine';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { MISTAKES } from './mistakes';

export const forgetting: Proof = {
  name: 'forgetting',
  what: 'deliberate mistakes in what an edit leaves standing: random edits find each of them',
  unit: 'steps',
  budget: 2_000,
  run,
};

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  const table: string[] = [];
  const failures: Failure[] = [];
  for (const mistake of MISTAKES) {
    progress(`${table.length} of ${MISTAKES.length} mistakes; ${table.at(-1)?.trim() ?? ''}`);
    const { createSideBySide, loadParts } = await faultyBundle(mistake);
    const alone = await loadParts();
    const parts = { ...alone, parser: knownTexts(alone.parser) };
    let edits = 0;
    let found: string | undefined;
    for (let at = seed; edits < budget && found === undefined; at++) {
      const { steps, what } = sequence(at, { parts, alone, create: createSideBySide });
      edits += steps.filter(({ k }) => k === 'change' || k === 'view').length;
      found = what?.split('\n')[0]?.slice(0, 60);
    }
    table.push(`${`${edits}`.padStart(6)}  ${mistake.rule}: ${found ?? 'NOT FOUND'}`);
    if (found !== undefined) continue;
    failures.push({
      title: `not found in ${edits} edits: ${mistake.rule}`,
      seed,
      input: mistake.changes.map(({ from, to }) => `${from}\n→ ${to}`).join('\n'),
      details: [`the mistake is made in ${mistake.file}`],
    });
  }
  return {
    table: ['edits needed, the mistake, and what gave it away', ...table],
    counts: { mistakes: MISTAKES.length, 'not found': failures.length },
    failures,
  };
}
