/** Incremental = from scratch: after every edit the living analysis says what a fresh one says. */
import { loadParts } from '../../../server/src/analysis/nodeParts';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { knownTexts } from './knownTexts';
import type { Kind } from './person';
import { play } from './player';
import { printScript } from './script';
import { sequence } from './sequence';
import { shrinkScript } from './shrinkScript';

/** Sequences that went wrong, after which it makes no sense to go on. */
const MOST_FAILURES = 10;

export const edits: Proof = {
  name: 'edits',
  what: 'random edits of living workspaces: findings as from scratch after each',
  unit: 'edits',
  budget: 100_000,
  run,
};

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  const alone = await loadParts();
  const parts = { ...alone, parser: knownTexts(alone.parser) };
  const counts: Record<string, number> = { edits: 0, sequences: 0, 'times compared': 0, differences: 0 };
  const kinds = new Map<Kind, number>();
  const failures: Failure[] = [];
  for (let at = seed; counts.edits! < budget && failures.length < MOST_FAILURES; at++) {
    progress(`${counts.edits} edits, ${failures.length} failed`);
    // Whoever runs this is heard in between: a test that does not answer for a minute is taken for dead.
    await new Promise(setImmediate);
    const { steps, what, script } = sequence(at, { parts, alone, kinds });
    counts.sequences!++;
    counts.edits! += steps.filter((step) => step.k === 'change' || step.k === 'view').length;
    counts['times compared']! += steps.filter((step) => step.k === 'look').length;
    if (what === undefined) continue;
    counts.differences!++;
    progress(`seed ${at} went wrong: making it smaller`);
    // What does not happen again cannot be made smaller.
    const again = play(script, alone) !== undefined;
    const small = again ? shrinkScript(script, alone) : script;
    const said = play(small, alone)?.what ?? `only once: ${what}`;
    failures.push({
      title: `a fresh analysis says something else (${said.split('\n')[0]})`,
      seed: at,
      input: printScript(small),
      details: said.split('\n').slice(1, 20),
    });
  }
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1])) counts[`  steps of ${kind}`] = count;
  return { counts, failures };
}
