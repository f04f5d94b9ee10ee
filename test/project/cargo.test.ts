/** cargo is the judge: which crates it would compile, with which features, and what each name leads to. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProject } from '../../server/src/project/load';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { bareMetalCfg, hostCfg, type TargetCfg } from '../../server/src/project/targets';
import { randomWorkspace } from './randomWorkspace';
import { askCargo, CARGO_TARGET, linesOfCargo, linesOfModel } from './unitGraph';

const isThere = spawnSync('cargo', ['--version']).status === 0;
const SEEDS = Array.from({ length: 25 }, (_, index) => 5000 + index);

describe.skipIf(!isThere && process.env.CI !== 'true')('cargo agrees', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'cargo-agrees-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(SEEDS)('on workspace %i', (seed) => {
    const { files, folder, ...request } = randomWorkspace(seed);
    const base = join(scratch, `${seed}`);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), text);
    }
    const args = [
      ...(request.atRoot ? ['--workspace'] : []),
      ...(request.tests ? ['--all-targets'] : []),
      ...(request.noDefaultFeatures ? ['--no-default-features'] : []),
      ...(request.allFeatures ? ['--all-features'] : []),
      ...(request.features.length > 0 ? ['--features', request.features.join(',')] : []),
    ];
    const theirs = askCargo(join(base, folder), args);
    const environment = { CARGO_BUILD_TARGET: CARGO_TARGET };
    const ours = loadProject(nodeFiles(), join(base, folder), { arch: 'aarch64', ...request }, environment);
    const errors = ours.problems.filter(({ severity }) => severity === 'error');
    if ('refused' in theirs) {
      // Every reason to refuse these workspaces is one that we know.
      expect(errors, theirs.refused).not.toEqual([]);
      return;
    }
    expect(errors).toEqual([]);
    const [expected, found] = [linesOfCargo(theirs), linesOfModel(ours)];
    expect(found.roots).toEqual(expected.roots);
    expect(found.crates).toEqual(expected.crates);
    // cargo compiles those of dependencies too: we need only those that are checked.
    expect(expected.buildScripts).toEqual(expect.arrayContaining([...found.buildScripts]));
  });
});

describe.skipIf(!isThere && process.env.CI !== 'true')('rustc agrees', () => {
  it.each<[triple: string, cfg: TargetCfg]>([
    ['aarch64-unknown-none', bareMetalCfg('aarch64')],
    ['armv7a-none-eabi', bareMetalCfg('arm')],
    ['riscv64imac-unknown-none-elf', bareMetalCfg('riscv64')],
    ['riscv32imac-unknown-none-elf', bareMetalCfg('riscv32')],
    ['x86_64-unknown-none', bareMetalCfg('x86_64')],
    ['x86_64-unknown-linux-gnu', hostCfg()],
  ])('on what is set for %s', (triple, cfg) => {
    const { stdout } = spawnSync('rustc', ['--print', 'cfg', '--target', triple], {
      encoding: 'utf8',
      env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
    });
    const set = new Set(stdout.trim().split('\n'));
    const keyOf = (line: string): string => line.split('=')[0]!;
    const ours = new Set([
      ...cfg.flags,
      ...[...cfg.keyValues].flatMap(([key, values]) => [...values].map((v) => `${key}="${v}"`)),
    ]);
    // Everything in which they differ is a key that we leave open.
    expect([...set].filter((line) => cfg.decided.has(keyOf(line)) && !ours.has(line))).toEqual([]);
    expect([...ours].filter((line) => !set.has(line))).toEqual([]);
  });
});
