/** What is found at one place of a file, without checking all of the file where its text was just edited. */
import type { Finding } from '../diagnose/finding';
import { checkFileOfCrate } from '../diagnose/report';
import { scopesAround } from '../diagnose/scopesAround';
import type { CrateMap } from '../resolve/definitions';
import type { ViewOptions, ViewState } from './viewState';

/**
 * Findings in a file that reach over all of a stretch, in order, as checking the whole file would give them; `crates` have
 * the file. Nothing is remembered of it. `undefined` where more than what is around decides: all is to be checked then.
 */
export function findingsNearby(
  state: ViewState,
  crates: readonly CrateMap[],
  path: string,
  [start, end]: readonly [number, number],
  options: ViewOptions,
): readonly Finding[] | undefined {
  const { context, board, parity, statements } = state;
  const source = context.world.sourceFiles.read(path);
  if (!source || statements.mayAllow(source.text)) return undefined;
  // What is found elsewhere at this place has been found, or will be, by the check of all files.
  if (board.sayingIn(path).length > 0 || parity.standsAt(context, path, start, end)) return undefined;
  const around = scopesAround(source.fragment, source.text, start, end);
  if (!around) return undefined;
  const { findings } = checkFileOfCrate(context, crates, path, options, around);
  return findings
    .filter((each) => each.file === path && each.start <= start && end <= each.end)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
