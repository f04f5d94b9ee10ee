/** Makes a script that goes wrong as small as it gets. */
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import { fewest } from '../fewest';
import { play } from './player';
import type { Change, Script, Step } from './script';

/** Milliseconds at most: what is not small then is small enough to be looked at. */
const PATIENCE = 90_000;

/** The smallest script found that still goes wrong; the one given does. */
export function shrinkScript(script: Script, parts: NodeParts): Script {
  const deadline = performance.now() + PATIENCE;
  const fails = (candidate: Script): boolean =>
    performance.now() < deadline && play(candidate, parts) !== undefined;
  let best = script;
  for (let before = ''; before !== JSON.stringify(entries(best)); ) {
    before = JSON.stringify(entries(best));
    for (const pass of [lessSteps, lessChanges, lessFiles, plainer, lessLines, lessWords])
      best = pass(best, fails);
  }
  return best;
}

type Fails = (candidate: Script) => boolean;

const entries = (script: Script): unknown => [[...script.files], script.steps, script.view];

function lessSteps(script: Script, fails: Fails): Script {
  return { ...script, steps: fewest(script.steps, (steps) => fails({ ...script, steps })) };
}

/** Changes that came together: some of them, or one after another. */
function lessChanges(script: Script, fails: Fails): Script {
  let best = script;
  for (let index = 0; index < best.steps.length; index++) {
    const step = best.steps[index]!;
    if (step.k !== 'change' || step.changes.length < 2) continue;
    const withSteps = (...steps: Step[]): Script => ({
      ...best,
      steps: best.steps.toSpliced(index, 1, ...steps),
    });
    const changes = fewest(step.changes, (some) => fails(withSteps({ k: 'change', changes: some })));
    best = withSteps({ k: 'change', changes });
  }
  return best;
}

function lessFiles(script: Script, fails: Fails): Script {
  const files = fewest([...script.files], (some) => fails({ ...script, files: new Map(some) }));
  return { ...script, files: new Map(files) };
}

/** What is simpler to read: the default view, the workspace itself, plain changes on disk. */
function plainer(script: Script, fails: Fails): Script {
  let best = script;
  const attempt = (candidate: Script): void => {
    if (fails(candidate)) best = candidate;
  };
  if (best.beside.length > 0) attempt({ ...best, beside: [] });
  if (Object.keys(best.view).length > 0) attempt({ ...best, view: {} });
  for (const key of Object.keys(best.view)) {
    const { [key as 'arch']: _, ...view } = best.view;
    attempt({ ...best, view });
  }
  if (best.folder !== '') attempt({ ...best, folder: '' });
  best.steps.forEach((step, index) => {
    if (step.k !== 'change' || step.changes.every(({ where }) => where !== 'late')) return;
    const changes = step.changes.map(
      (one): Change => ({ ...one, where: one.where === 'late' ? 'disk' : one.where }),
    );
    attempt({ ...best, steps: best.steps.with(index, { k: 'change', changes }) });
  });
  return best;
}

/** Lines go in all versions of a file at once, then in each version alone. */
function lessLines(script: Script, fails: Fails): Script {
  const once = everywhere(script, fails, /[^\n]*\n|[^\n]+$/g);
  return eachText(once, fails, /[^\n]*\n|[^\n]+$/g);
}

function lessWords(script: Script, fails: Fails): Script {
  const pieces = /\w+|\s+|[^\w\s]/g;
  const size = JSON.stringify(entries(script)).length;
  // Words are many: only where little is left.
  return size > 6_000 ? script : eachText(everywhere(script, fails, pieces), fails, pieces);
}

/** Leaves out pieces wherever they stand in the versions of one file. */
function everywhere(script: Script, fails: Fails, pieces: RegExp): Script {
  let best = script;
  for (const path of pathsOf(script)) {
    const all = [...new Set(textsOf(best, path).flatMap((text) => text.match(pieces) ?? []))];
    const without = (kept: readonly string[]): Script => {
      const keep = new Set(kept);
      return mapTexts(best, (text, at) =>
        at === path ? (text.match(pieces) ?? []).filter((piece) => keep.has(piece)).join('') : text,
      );
    };
    best = without(fewest(all, (kept) => fails(without(kept))));
  }
  return best;
}

function eachText(script: Script, fails: Fails, pieces: RegExp): Script {
  let best = script;
  const count =
    best.files.size +
    best.steps.reduce((sum, step) => sum + (step.k === 'change' ? step.changes.length : 0), 0);
  for (let index = 0; index < count; index++) {
    const replaced = (text: string): Script => {
      let at = 0;
      return mapTexts(best, (old) => (at++ === index ? text : old));
    };
    let now: string | undefined;
    let at = 0;
    mapTexts(best, (old) => {
      if (at++ === index) now = old;
      return old;
    });
    if (now === undefined || now === '') continue;
    const kept = fewest(now.match(pieces) ?? [], (some) => fails(replaced(some.join(''))));
    best = replaced(kept.join(''));
  }
  return best;
}

function pathsOf(script: Script): string[] {
  const paths = new Set(script.files.keys());
  for (const step of script.steps)
    if (step.k === 'change') for (const { path } of step.changes) paths.add(path);
  return [...paths];
}

function textsOf(script: Script, path: string): string[] {
  const texts: string[] = [];
  mapTexts(script, (text, at) => {
    if (at === path) texts.push(text);
    return text;
  });
  return texts;
}

/** Every text of a script once, files first; removals are not asked about. */
function mapTexts(script: Script, change: (text: string, path: string) => string): Script {
  return {
    ...script,
    files: new Map([...script.files].map(([path, text]) => [path, change(text, path)])),
    steps: script.steps.map(
      (step): Step =>
        step.k !== 'change'
          ? step
          : {
              k: 'change',
              changes: step.changes.map((one) =>
                one.text === null ? one : { ...one, text: change(one.text, one.path) },
              ),
            },
    ),
  };
}
