/** rustc judges renames: a program with a name changed everywhere must give the same errors at the same places. */
import type { Analysis } from '../../server/src/analysis/api';
import type { RenamePlan } from '../../server/src/features/rename';
import { applyEdits } from '../../server/src/text/edit';
import { wordsIn } from '../../server/src/text/words';
import { analyse, FOLDER } from '../support/checkFixture';
import type { Fixture } from '../support/fixture';
import { judge } from '../support/judge';
import type { RustcError } from '../support/rustc';

/** One way to rename something in a program, and where one can ask for it. */
export interface Renaming {
  readonly from: string;
  readonly to: string;
  readonly plan: RenamePlan;
  /** `file:offset` of every name from which the same plan is made. */
  readonly askedAt: readonly string[];
}

export interface Refused {
  readonly name: string;
  readonly refusal: string;
}

/** Every rename that is offered in a program, each once, and why the others are not. */
export async function renamings(
  fixture: Fixture,
): Promise<{ readonly plans: readonly Renaming[]; readonly refused: readonly Refused[] }> {
  const analysis = await analyse(fixture);
  const words = new Set([...fixture.files.values()].flatMap((text) => [...wordsIn(text)]));
  const plans = new Map<string, Renaming & { askedAt: string[] }>();
  const refused: Refused[] = [];
  for (const [path, text] of fixture.files) {
    if (!path.endsWith('.rs')) continue;
    for (const { name, offset } of namesIn(text)) {
      const to = freshName(name, words);
      const plan = analysis.features.rename(FOLDER + path, offset, to);
      if (plan === undefined) continue;
      if ('refusal' in plan) {
        refused.push({ name, refusal: plan.refusal });
        continue;
      }
      const key = JSON.stringify(plan);
      const known = plans.get(key);
      if (known) known.askedAt.push(`${path}:${offset}`);
      else plans.set(key, { from: name, to, plan, askedAt: [`${path}:${offset}`] });
    }
  }
  return { plans: [...plans.values()], refused };
}

/** Words outside of comments, as far as a look at single lines can tell. */
function* namesIn(text: string): Iterable<{ readonly name: string; readonly offset: number }> {
  let line = 0;
  for (const content of text.split('\n')) {
    const end = content.includes('//') ? content.indexOf('//') : content.length;
    for (const match of content.slice(0, end).matchAll(/(?<!r#)(?!r#)[\p{XID_Start}_]\p{XID_Continue}*/gu))
      yield { name: match[0], offset: line + match.index };
    line += content.length + 1;
  }
}

/** A name that no file has, as long as the old one, so that places stay where they are. */
function freshName(name: string, words: ReadonlySet<string>): string {
  const letters = [...'zqxjkvwyZQXJKVWYabcdefghilmnoprstuABCDEFGHILMNOPRSTU'];
  for (const first of letters)
    for (const other of letters) {
      const fresh = first + other.repeat(name.length - 1);
      if (fresh.length === name.length && !words.has(fresh)) return fresh;
    }
  return `fresh_${name}`;
}

/** The program after a rename, and where its old places have gone. */
export function renamed(
  fixture: Fixture,
  plan: RenamePlan,
): {
  readonly fixture: Pick<Fixture, 'files' | 'crates'>;
  readonly moved: (file: string, offset: number) => string;
} {
  const moveOf = (path: string): string => {
    for (const { from, to } of plan.moves) {
      const old = from.slice(FOLDER.length);
      if (path === old || path.startsWith(`${old}/`)) return to.slice(FOLDER.length) + path.slice(old.length);
    }
    return path;
  };
  const files = new Map(
    [...fixture.files].map(([path, text]) => {
      const edits = plan.edits.filter((edit) => edit.file === FOLDER + path);
      return [moveOf(path), applyEdits(text, edits)];
    }),
  );
  const moved = (path: string, offset: number): string => {
    let at = offset;
    for (const edit of plan.edits)
      if (edit.file === FOLDER + path && edit.end <= offset)
        at += edit.newText.length - (edit.end - edit.start);
      // A place inside of what an edit replaces: `x` of `{x}` that became `{x: y}`.
      else if (edit.file === FOLDER + path && edit.start < offset)
        at += edit.newText.length - (edit.end - edit.start);
    return `${moveOf(path)}:${at}`;
  };
  return { fixture: { files, crates: fixture.crates }, moved };
}

/** What rustc says differently after a rename; empty where it says the same. */
export async function differences(fixture: Fixture, plan: RenamePlan): Promise<readonly string[]> {
  const after = renamed(fixture, plan);
  const row = ({ file, start, code }: RustcError, place: (file: string, offset: number) => string): string =>
    `${place(file, start)} ${code}`;
  const before = (await judge(fixture)).map((error) => row(error, after.moved)).sort();
  const now = (await judge(after.fixture)).map((error) => row(error, (file, at) => `${file}:${at}`)).sort();
  return [
    ...before.filter((error) => !now.includes(error)).map((error) => `gone: ${error}`),
    ...now.filter((error) => !before.includes(error)).map((error) => `new: ${error}`),
  ];
}

/** References from every place that a rename touches are the same set. */
export function strayReferences(analysis: Analysis, { plan }: Renaming): readonly string[] {
  const wanted = plan.edits.map((edit) => `${edit.file}:${edit.end}`).sort();
  return plan.edits.flatMap(({ file, end }) => {
    const found = analysis.features.references(file, end - 1, true) ?? [];
    const ends = new Set(found.map(({ place }) => `${place.file}:${place.end}`));
    const missing = wanted.filter((place) => !ends.has(place));
    return missing.length === 0 ? [] : [`${file}:${end} misses ${missing.join(', ')}`];
  });
}
