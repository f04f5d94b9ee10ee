/** `kaal-sel4 fix`: mends what can be mended without asking, and prints what is changed. */
import { resolve } from 'node:path';
import type { FixAllResult, FixedFile, LeftPlace } from '../analysis/api';
import { plural } from '../text/count';
import { LineIndex } from '../text/lineIndex';
import { printable } from './cells';
import { askedViews, type CheckWorld, folderOf, nothingToCheck } from './check';
import { Failure } from './failure';
import type { FixOptions } from './options';
import { patchOf } from './patch';
import { slashes } from './paths';
import { relativeFile } from './report';
import { choosePaint, type Paint } from './style';

/** What a run needs of the world: tests put their own in. */
export interface FixWorld extends CheckWorld {
  /** Writes all files or none. @throws Failure */
  readonly write: (files: readonly FixedFile[]) => Promise<void>;
  /** The file with the byte order mark that it has on disk. */
  readonly withMark: (file: FixedFile) => Promise<FixedFile>;
  /** Those of the files whose last state git does not have. */
  readonly uncommitted: (files: readonly string[]) => Promise<readonly string[]>;
}

/** Places listed for one reason. */
const MOST_PLACES = 5;

/**
 * Runs `fix` on a folder (the working folder if none is given).
 * @returns the exit code: 1 if errors are left
 * @throws Failure if nothing could be looked at, or nothing written
 */
export async function fix(path: string | undefined, options: FixOptions, world: FixWorld): Promise<number> {
  const folder = folderOf(slashes(resolve(world.cwd, path ?? '.')), world.files);
  const analyses = world.analyse(folder, {});
  const requests = askedViews(options, analyses, world);
  analyses.setViews(requests.slice(0, 1));
  const analysis = analyses.views[0]!;
  if (analysis.filesOfWorkspace().length === 0) throw nothingToCheck(folder, analysis.problems());
  const asked = options.view !== undefined || options.arch !== undefined || options.allViews === true;
  const named = analyses.projectViews().views.map((view) => view.request);
  const result = analysis.fixAll({
    settings: {
      ...(options.strategy === undefined ? {} : { strategy: options.strategy }),
      ...(options.adapter === undefined ? {} : { adapter: options.adapter }),
    },
    adapterMustBe: options.adapter !== undefined,
    ...(asked ? { views: requests } : named.length > 0 ? { views: named } : {}),
  });
  const paint = choosePaint(world.environment, world.output.isTerminal);
  const nameOf = (file: string): string => relativeFile(analysis.root(), file);
  if (result.otherAdapters) throw noSuchAdapter(options.adapter ?? '', result.otherAdapters);
  if (result.broken.length > 0) throw brokenResult(result, nameOf);
  if (!options.dryRun) {
    if (!options.allowDirty) await refuseUncommitted(result.files, nameOf, world);
    await world.write(result.files);
  }
  for (const file of result.files)
    await world.output.write(patchOf(await world.withMark(file), nameOf(file.file), paint));
  world.output.error(summary(result, options.dryRun === true, nameOf, world));
  return result.left.some(({ finding }) => finding.severity === 'error') ? 1 : 0;
}

/** @throws Failure as cargo's own `fix` does: what is not committed could not be told from what is mended. */
async function refuseUncommitted(
  files: readonly FixedFile[],
  nameOf: (file: string) => string,
  world: FixWorld,
): Promise<void> {
  const dirty = await world.uncommitted(files.map(({ file }) => file));
  if (dirty.length === 0) return;
  const [has, them] = dirty.length === 1 ? ['has', 'it'] : ['have', 'them'];
  throw new Failure(
    `${dirty.map(nameOf).join(', ')} ${has} changes that are not committed; nothing was written`,
    `commit or stash ${them}, or say --allow-dirty`,
  );
}

function noSuchAdapter(asked: string, there: readonly string[]): Failure {
  return new Failure(
    `no module \`${asked}\` of this workspace re-exports bindings of seL4; nothing was written`,
    there.length === 0
      ? 'no other one does either: leave out --adapter'
      : `these do: ${there.map((path) => `\`${path}\``).join(', ')}`,
  );
}

function brokenResult({ broken }: FixAllResult, nameOf: (file: string) => string): Failure {
  const [first] = broken;
  const where = first === undefined ? '' : `${nameOf(first.file)}: ${first.message}`;
  return new Failure(
    `the result would have ${plural(broken.length, 'finding')} that ${broken.length === 1 ? 'is' : 'are'} not there now, so nothing was written: ${where}`,
    'mend single findings in the editor, or try another --strategy; please report this',
  );
}

/** What was done and what is left, on standard error: standard output is the patch. */
function summary(
  { files, mended, left }: FixAllResult,
  dryRun: boolean,
  nameOf: (file: string) => string,
  world: FixWorld,
): string {
  const paint: Paint = choosePaint(world.environment, world.output.errorIsTerminal);
  const lines: string[] = [];
  for (const [reason, refusals] of byReason(left)) {
    lines.push(`${paint('warning', 'left')}: ${printable(reason)}`);
    for (const { finding, startBefore } of refusals.slice(0, MOST_PLACES)) {
      const text = world.files.readText(finding.file) ?? '';
      // Of the file as it is on disk, which a dry run leaves as it was.
      const offset = dryRun ? startBefore : finding.start;
      const { line, column } = new LineIndex(text).rustcPosition(offset);
      const place = `${nameOf(finding.file)}:${line}:${column}`;
      lines.push(`  ${paint('gutter', '-->')} ${printable(`${place}  ${finding.name}`)}`);
    }
    if (refusals.length > MOST_PLACES) lines.push(`      and ${refusals.length - MOST_PLACES} more`);
  }
  const done =
    files.length === 0
      ? 'nothing to change'
      : `${dryRun ? 'would mend' : 'mended'} ${plural(mended.length, 'finding')} in ${plural(files.length, 'file')}`;
  const rest = left.length === 0 ? '' : `; ${plural(left.length, 'finding')} left`;
  return `${[...lines, paint('note', done + rest)].join('\n')}\n`;
}

function byReason(left: readonly LeftPlace[]): ReadonlyMap<string, readonly LeftPlace[]> {
  const found = new Map<string, LeftPlace[]>();
  for (const refusal of left) found.set(refusal.reason, [...(found.get(refusal.reason) ?? []), refusal]);
  return found;
}
