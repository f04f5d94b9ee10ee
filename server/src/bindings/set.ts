/** Bindings sets: a snapshot, or generated files on disk with a snapshot behind them. */
import type { KernelConfig } from '../project/model';
import type { BindingsOrigin, BindingsSet } from './model';
import type { Snapshot, SnapshotOrigin } from './snapshot';

/** `seL4 13.0.0 (cd6d3b8c), rust-sel4 285045d9`; what is not known is left out. */
export function versionsText(origin: SnapshotOrigin): string {
  const short = (commit: string) => commit.slice(0, 8);
  const kernel = [
    ...(origin.kernelVersion ? [origin.kernelVersion] : []),
    ...(origin.sel4Commit ? [`(${short(origin.sel4Commit)})`] : []),
  ];
  return [
    ...(kernel.length ? [`seL4 ${kernel.join(' ')}`] : []),
    ...(origin.rustSel4Commit ? [`rust-sel4 ${short(origin.rustSel4Commit)}`] : []),
  ].join(', ');
}

/**
 * The set of a snapshot. `behind` answers for what the snapshot leaves out (a snapshot made from a folder has the
 * generated files only).
 */
export function snapshotSet(snapshot: Snapshot, origin: BindingsOrigin, behind?: Snapshot): BindingsSet {
  const sources = behind && behind !== snapshot ? [snapshot, behind] : [snapshot];
  return {
    origin,
    kernel: snapshot.kernel,
    snapshotName: () => snapshot.name,
    has: (packageName, file) => snapshot.files(packageName).includes(file),
    items: (packageName, file) => snapshot.items(packageName, file),
    path: () => undefined,
    skeleton: (packageName) => firstOf(sources, (s) => s.skeleton(packageName)),
    external: (crateName) => firstOf(sources, (s) => s.external(crateName)),
    nearest: () => (behind ?? snapshot).name,
  };
}

/**
 * The set of generated files on disk: `paths` is package → file name → absolute path. `behind` opens the nearest built-in
 * snapshot: it answers for sources that are not on disk (`sel4`, the hand-written part of sel4-sys), and for a package
 * of which no file was found; mostly it is not asked.
 */
export function generatedSet(
  paths: ReadonlyMap<string, ReadonlyMap<string, string>>,
  kernel: KernelConfig,
  origin: BindingsOrigin,
  behind: () => Snapshot | undefined,
): BindingsSet {
  const known = (packageName: string) => paths.get(packageName);
  return {
    origin,
    kernel,
    snapshotName: () => behind()?.name,
    has: (packageName, file) =>
      known(packageName)?.has(file) ?? behind()?.files(packageName).includes(file) ?? false,
    items: (packageName, file) => (known(packageName) ? undefined : behind()?.items(packageName, file)),
    path: (packageName, file) => known(packageName)?.get(file),
    skeleton: (packageName) => behind()?.skeleton(packageName),
    external: (crateName) => behind()?.external(crateName),
    nearest: () => behind()?.name,
  };
}

function firstOf<T>(sources: readonly Snapshot[], ask: (snapshot: Snapshot) => T | undefined): T | undefined {
  for (const snapshot of sources) {
    const answer = ask(snapshot);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
