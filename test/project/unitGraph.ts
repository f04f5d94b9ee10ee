/** Asks cargo which crates it would compile, and says what we and cargo answer in the same words. */
import { execFileSync } from 'node:child_process';
import type { ProjectModel } from '../../server/src/project/model';

export const CARGO_TARGET = 'aarch64-unknown-none';

interface Unit {
  readonly pkg_id: string;
  readonly target: {
    readonly kind: readonly string[];
    readonly name: string;
    readonly src_path: string;
    readonly edition: string;
  };
  readonly platform: string | null;
  readonly mode: string;
  readonly features: readonly string[];
  readonly dependencies: readonly { readonly index: number; readonly extern_crate_name: string }[];
}

interface UnitGraph {
  readonly units: readonly Unit[];
  readonly roots: readonly number[];
}

/** cargo's own answer, or its words when it refuses the workspace. */
export function askCargo(folder: string, args: readonly string[]): UnitGraph | { readonly refused: string } {
  try {
    const output = execFileSync(
      'cargo',
      ['check', '--unit-graph', '-Z', 'unstable-options', '--offline', '--target', CARGO_TARGET, ...args],
      {
        cwd: folder,
        env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return JSON.parse(output) as UnitGraph;
  } catch (error) {
    return { refused: (error as { stderr?: string }).stderr ?? `${error}` };
  }
}

/**
 * One line a crate: what it is, its features, and what each extern name leads to. Build scripts are a list of their own.
 * cargo's unit graph does not say which crates have `cfg(test)`: roots are counted instead, a tested one twice.
 */
export interface CrateLines {
  readonly roots: readonly string[];
  readonly crates: readonly string[];
  readonly buildScripts: readonly string[];
}

export function linesOfCargo(graph: UnitGraph): CrateLines {
  const short = (unit: Unit): string =>
    [
      unit.target.src_path,
      unit.target.edition,
      unit.platform === null ? 'host' : 'target',
      `[${[...unit.features].sort().join(' ')}]`,
    ].join(' ');
  const isScript = (unit: Unit): boolean => unit.target.kind.includes('custom-build');
  const line = (unit: Unit): string => {
    const links = unit.dependencies
      .filter(
        ({ index }) => !isScript(graph.units[index]!) && !graph.units[index]!.target.kind.includes('bin'),
      )
      .map(({ index, extern_crate_name: name }) => `${name} → ${short(graph.units[index]!)}`);
    return [short(unit), ...links.sort()].join('\n    ');
  };
  const reached = reachable(graph.roots, (index) =>
    graph.units[index]!.dependencies.map((link) => link.index).filter((to) => !isScript(graph.units[to]!)),
  );
  const scripts = graph.units.filter((unit) => isScript(unit) && unit.mode !== 'run-custom-build');
  return {
    roots: graph.roots.map((index) => short(graph.units[index]!)).sort(),
    crates: [...new Set(reached.map((index) => line(graph.units[index]!)))].sort(),
    buildScripts: [...new Set(scripts.map(line))].sort(),
  };
}

export function linesOfModel({ crates }: ProjectModel): CrateLines {
  const short = (index: number): string => {
    const crate = crates[index]!;
    const host = crate.cfg.keyValues.get('target_os')?.has('linux') === true;
    return [
      crate.root,
      `${crate.edition}`,
      host ? 'host' : 'target',
      `[${crate.activeFeatures.join(' ')}]`,
    ].join(' ');
  };
  const line = (index: number): string => {
    const links = crates[index]!.dependencies.map(({ name, crate }) =>
      crate === undefined ? `${name} → not on disk` : `${name} → ${short(crate)}`,
    );
    return [short(index), ...links.sort()].join('\n    ');
  };
  const roots = crates.filter((crate) => crate.checked && crate.kind !== 'build').map((crate) => crate.index);
  const reached = reachable(roots, (index) =>
    crates[index]!.dependencies.flatMap(({ crate }) => crate ?? []),
  );
  const scripts = crates.filter((crate) => crate.kind === 'build').map((crate) => crate.index);
  return {
    roots: roots.map(short).sort(),
    crates: [...new Set(reached.map(line))].sort(),
    buildScripts: [...new Set(scripts.map(line))].sort(),
  };
}

function reachable(roots: readonly number[], next: (index: number) => readonly number[]): number[] {
  const seen = new Set(roots);
  for (const index of seen) for (const to of next(index)) seen.add(to);
  return [...seen];
}
