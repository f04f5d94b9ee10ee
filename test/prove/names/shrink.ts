/** Makes a program small by its structure: leaves out part after part as long as what is of interest stays. */
import { type Changes, type Program, type Rendered, render } from './pieces';

/** Whether the program with these changes still does it. A rejection is a no. */
export type Still = (changes: Changes) => Promise<boolean>;

/** The most changes with which `still` holds: crates first, then items, statements, references, attributes and words. */
export async function shrink(program: Program, start: Changes, still: Still): Promise<Changes> {
  const holds = (changes: Changes): Promise<boolean> => still(changes).catch(() => false);
  let best = start;
  for (let before: Changes | undefined; before !== best; ) {
    before = best;
    best = await leaveOutCrates(program, best, holds);
    for (const size of ['item', 'statement', 'detail'] as const)
      best = await reduce(
        program,
        best,
        holds,
        ({ parts }) => parts.filter(({ id }) => sizes(program).get(id) === size).map(({ id }) => id),
        (changes, ids) => ({ ...changes, out: new Set([...changes.out, ...ids]) }),
      );
    best = await reduce(
      program,
      best,
      holds,
      ({ slots }) => slots.map(({ id }) => id),
      (changes, ids) => ({ ...changes, neutral: new Set([...changes.neutral, ...ids]) }),
    );
  }
  return best;
}

async function leaveOutCrates(program: Program, start: Changes, holds: Still): Promise<Changes> {
  let best = start;
  for (const { name } of [...program.crates].reverse()) {
    if (best.crates.has(name)) continue;
    const candidate = { ...best, crates: new Set([...best.crates, name]) };
    if (await holds(candidate)) best = candidate;
  }
  return best;
}

/** Tries ever smaller stretches of what `list` finds, from the outside in. */
async function reduce(
  program: Program,
  start: Changes,
  holds: Still,
  list: (rendered: Rendered) => readonly number[],
  apply: (changes: Changes, ids: readonly number[]) => Changes,
): Promise<Changes> {
  let best = start;
  for (let length = Math.ceil(list(render(program, best)).length / 2); length > 0; ) {
    let ids = list(render(program, best));
    for (let at = 0; at < ids.length; ) {
      const candidate = apply(best, ids.slice(at, at + length));
      if (await holds(candidate)) {
        best = candidate;
        ids = list(render(program, best));
      } else at += length;
    }
    if (length === 1) break;
    length = Math.ceil(length / 2);
  }
  return best;
}

const known = new WeakMap<Program, Map<number, string>>();

/** The size of each part, by number. */
function sizes(program: Program): ReadonlyMap<number, string> {
  let all = known.get(program);
  if (all) return all;
  all = new Map();
  known.set(program, all);
  const visit = (piece: import('./pieces').Piece): void => {
    if (typeof piece === 'string') return;
    if ('length' in piece) {
      for (const inner of piece) visit(inner);
      return;
    }
    if (piece.k === 'part') all.set(piece.id, piece.size);
    visit(piece.body);
    if (piece.k === 'part') visit(piece.instead);
    if (piece.k === 'slot') visit(piece.neutral);
  };
  for (const crate of program.crates) visit(crate.pieces);
  return all;
}
