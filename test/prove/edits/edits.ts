/** Incremental = from scratch: after every edit the living analysis says what a fresh one says. */
import { loadParts, type NodeParts } from '../../../server/src/analysis/nodeParts';
import type { Failure, Proof, ProofOptions, ProofResult } from '../proof';
import { Choices } from '../random';
import { knownTexts } from './knownTexts';
import { type Kind, Person } from './person';
import { Player, play } from './player';
import { printScript, type Script, type Step } from './script';
import { shrinkScript } from './shrinkScript';
import { CLIPPINGS, start } from './starts';

/** Edits of one workspace, before another is taken. */
const LENGTH = 150;

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
    const { steps, what, script } = sequence(at, LENGTH, parts, alone, kinds);
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

interface Sequence {
  readonly script: Script;
  readonly steps: readonly Step[];
  /** What went wrong, if something did: at the last step. */
  readonly what: string | undefined;
}

/** One workspace, edited until something goes wrong or it has been edited enough. */
function sequence(
  seed: number,
  length: number,
  parts: NodeParts,
  alone: NodeParts,
  kinds: Map<Kind, number>,
): Sequence {
  const c = new Choices(seed);
  const begin = start(c);
  const steps: Step[] = [];
  const script = (): Script => ({ ...begin, steps });
  // Most are looked at after every edit; with some, much happens between two looks.
  const patience = c.chance(0.75) ? 0 : 0.5 + c.next() / 2.5;
  let player: Player;
  try {
    player = new Player(begin, parts, alone);
  } catch (error) {
    return { script: script(), steps, what: String(error) };
  }
  const person = new Person(c, player, { views: begin.views, clippings: CLIPPINGS });
  const perform = (step: Step): void => {
    steps.push(step);
    player.play(step);
  };
  try {
    for (let done = 0; done < length; done++) {
      const { kind, step } = person.next();
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      perform(step);
      if (step.k === 'change' && c.chance(0.3)) perform({ k: 'ask', path: step.changes.at(-1)!.path });
      if (!c.chance(patience) || done === length - 1) perform({ k: 'look' });
    }
    return { script: script(), steps, what: undefined };
  } catch (error) {
    return { script: script(), steps, what: error instanceof Error ? error.message : String(error) };
  }
}
