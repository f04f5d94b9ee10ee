/** Random edits of one workspace, each held against a fresh analysis, until one of them goes wrong. */
import type { createSideBySide } from '../../../server/src/analysis/analysis';
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import { Choices } from '../random';
import { type Kind, Person } from './person';
import { Player } from './player';
import type { Script, Step } from './script';
import { CLIPPINGS, start } from './starts';

/** Edits of one workspace, before another is taken. */
const LENGTH = 75;

export interface Sequence {
  readonly script: Script;
  readonly steps: readonly Step[];
  /** What went wrong, if something did: at the last step. */
  readonly what: string | undefined;
}

export interface SequenceOptions {
  readonly parts: NodeParts;
  /** Parts that share no lowered text with the others. */
  readonly alone: NodeParts;
  /** Counts what is done. */
  readonly kinds?: Map<Kind, number>;
  /** Another engine than ours. */
  readonly create?: typeof createSideBySide;
}

/** One workspace, edited until something goes wrong or it has been edited enough. */
export function sequence(seed: number, { parts, alone, kinds, create }: SequenceOptions): Sequence {
  const c = new Choices(seed);
  const begin = start(c);
  const steps: Step[] = [];
  const script = (): Script => ({ ...begin, steps });
  // Most are looked at after every edit; with some, much happens between two looks.
  const patience = c.chance(0.75) ? 0 : 0.5 + c.next() / 2.5;
  let player: Player;
  try {
    player = new Player(begin, parts, alone, create);
  } catch (error) {
    return { script: script(), steps, what: String(error) };
  }
  const person = new Person(c, player, { views: begin.views, clippings: CLIPPINGS });
  const perform = (step: Step): void => {
    steps.push(step);
    player.play(step);
  };
  try {
    for (let done = 0; done < LENGTH; done++) {
      const { kind, step } = person.next();
      kinds?.set(kind, (kinds.get(kind) ?? 0) + 1);
      perform(step);
      if (step.k === 'change' && c.chance(0.3)) perform({ k: 'ask', path: step.changes.at(-1)!.path });
      if (!c.chance(patience) || done === LENGTH - 1) perform({ k: 'look' });
    }
    return { script: script(), steps, what: undefined };
  } catch (error) {
    return { script: script(), steps, what: error instanceof Error ? error.message : String(error) };
  }
}
