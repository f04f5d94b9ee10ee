/** Server survival: killed at any moment, it is back at once, with all that was open, set and chosen. */
import { loadParts } from '../../../server/src/analysis/nodeParts';
import { knownTexts } from '../edits/knownTexts';
import { Person } from '../edits/person';
import { CLIPPINGS, start } from '../edits/starts';
import { CannotProve, type Failure, type Proof, type ProofOptions, type ProofResult } from '../proof';
import { isBuilt } from '../protocol/servers';
import { Choices } from '../random';
import { Life } from './life';

/** Kills in one life of the editor. */
const KILLS = 12;

export const survival: Proof = {
  name: 'survival',
  what: 'the server killed at random moments: the extension has everything back',
  unit: 'kills',
  budget: 200,
  run,
};

const SETTINGS: readonly (readonly [key: string, value: unknown])[] = [
  ['kaalSel4.view.tests', true],
  ['kaalSel4.view.tests', false],
  ['kaalSel4.view.arch', 'x86_64'],
  ['kaalSel4.view.arch', 'auto'],
  ['kaalSel4.diagnostics.severity', { 'unresolved-name': 'hint' }],
  ['kaalSel4.diagnostics.severity', {}],
];

async function run({ seed, budget, progress }: ProofOptions): Promise<ProofResult> {
  if (!isBuilt()) throw new CannotProve('there is no built server; run `npm run build`');
  const loaded = await loadParts();
  const parts = { ...loaded, parser: knownTexts(loaded.parser) };
  const counts = { kills: 0, 'of these while it started': 0, 'too many at once': 0, 'times compared': 0 };
  const failures: Failure[] = [];
  const times: number[] = [];
  const realNow = Date.now;
  try {
    for (let at = seed; counts.kills < budget && failures.length < 3; at++) {
      const c = new Choices(at);
      const begin = start(c);
      const life = new Life(begin.files, parts);
      const done: string[] = [];
      const person = new Person(c, life.sight, { views: [{}], clippings: CLIPPINGS });
      const work = (steps: number): void => {
        for (let left = steps; left > 0; left--) {
          const { kind, step } = person.next();
          done.push(kind);
          life.play(step);
        }
        if (c.chance(0.2)) life.editor.configure(...c.pick(SETTINGS));
        life.editor.choose = (items) => c.below(items.length);
        if (c.chance(0.2)) void life.editor.run('kaalSel4.switchView');
      };
      const kill = (): void => {
        counts.kills++;
        done.push('KILL');
        // As if a minute had passed: more than some in three minutes are too many.
        const ahead = Date.now() - realNow() + 60_000;
        Date.now = () => realNow() + ahead;
        life.kill();
      };
      try {
        await life.begin();
        await settle();
        for (let round = 0; round < KILLS && failures.length < 3 && counts.kills < budget; round++) {
          progress(`${counts.kills} kills, ${failures.length} failed`);
          work(1 + c.below(8));
          await pause(c);
          if (c.chance(0.1)) await tooMany();
          else {
            kill();
            work(c.below(4));
            if (c.chance(0.25)) {
              await pause(c);
              counts['of these while it started']++;
              kill();
            }
          }
          times.push(await settle());
        }
      } finally {
        await life.end();
      }

      /** More than the extension stands: it gives up, says so, and comes back when asked to. */
      async function tooMany(): Promise<void> {
        counts['too many at once']++;
        Date.now = realNow;
        for (let left = 8; left > 0 && !life.editor.status.text.includes('failed'); left--) {
          const { length } = life.servers;
          counts.kills++;
          done.push('KILL');
          life.kill();
          for (let waited = 0; waited < 2_000 && life.servers.length === length; waited += 10)
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        if (!life.editor.status.text.includes('failed')) failed('it never gives up');
        void life.editor.run('kaalSel4.restart');
      }

      async function settle(): Promise<number> {
        counts['times compared']++;
        const { milliseconds, what } = await life.settled();
        if (what !== undefined) failed(what);
        if (life.unheard.length > 0)
          failed(`a rejection that nobody took: ${life.unheard.splice(0).join('\n')}`);
        if (life.editor.popups.length > 0)
          failed(`messages popped up: ${life.editor.popups.splice(0).join('; ')}`);
        return milliseconds;
      }

      function failed(what: string): void {
        failures.push({
          title: 'what was shown before is not back',
          seed: at,
          input: `workspace: ${begin.name}\n${done.slice(-40).join(', ')}`,
          details: [...what.split('\n'), ...life.editor.log.slice(-10)],
        });
      }
    }
  } finally {
    Date.now = realNow;
  }
  times.sort((a, b) => a - b);
  return {
    counts: {
      ...counts,
      'until all is back, median ms': Math.round(times[times.length >> 1] ?? 0),
      'until all is back, longest ms': Math.round(times.at(-1) ?? 0),
    },
    failures,
  };
}

/** Some time, mostly short: the server is in the middle of something. */
function pause(c: Choices): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, c.pick([0, 0, 1, 5, 20, 60, 150, 400, 1_000])));
}
