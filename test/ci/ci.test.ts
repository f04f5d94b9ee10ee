/** What `docs/ci/` offers to copy, run on the sample: the workflow's own commands, and the hook in a git repository. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sarifErrors } from '../cli/sarifSchema';

const root = join(__dirname, '..', '..');
const command = join(root, 'dist', 'kaal-sel4.js');
const posix = process.platform !== 'win32';

let folder = '';
let workspace = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-ci-'));
  workspace = join(folder, 'kaal-mini');
  cpSync(join(root, 'test', 'workspaces', 'kaal-mini'), workspace, { recursive: true });
  mkdirSync(join(folder, 'bin'));
  symlinkSync(command, join(folder, 'bin', 'kaal-sel4'));
  // Not `/dev/null`: where that is a file, as in some sandboxes, git reads what others have written into it.
  writeFileSync(join(folder, 'gitconfig'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, ...args: readonly string[]) {
  return spawnSync(program, args, {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
      GIT_CONFIG_GLOBAL: join(folder, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
    },
  });
}

describe.skipIf(!existsSync(command) || !posix)('the workflow', () => {
  it('writes SARIF and goes on, then fails because there are errors', () => {
    const text = readFileSync(join(root, 'docs', 'ci', 'sel4-names.yml'), 'utf8');
    const steps = [...text.matchAll(/^ {6}- run: (kaal-sel4 .*)$/gm)].map(([, step]) => step!);
    expect(steps).toHaveLength(2);
    // As GitHub runs steps.
    expect(steps.map((step) => run('bash', '-eo', 'pipefail', '-c', step).status)).toEqual([0, 1]);
    const log = JSON.parse(readFileSync(join(workspace, 'sel4-names.sarif'), 'utf8'));
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs[0].results.length).toBeGreaterThan(44);
  });

  it('fails at once where nothing can be checked', () => {
    rmSync(join(workspace, 'Cargo.toml'));
    rmSync(join(workspace, 'runtime'), { recursive: true });
    expect(
      run('bash', '-eo', 'pipefail', '-c', 'kaal-sel4 check --format sarif > s || test $? -eq 1').status,
    ).toBe(1);
  });
});

describe.skipIf(!existsSync(command) || !posix)('the hook', () => {
  const git = (...args: readonly string[]) =>
    run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args);

  it('keeps names that do not resolve out of commits, and lets others pass', () => {
    expect(git('init', '-q')).toMatchObject({ status: 0, stderr: '' });
    copyFileSync(join(root, 'docs', 'ci', 'pre-commit'), join(workspace, '.git', 'hooks', 'pre-commit'));
    git('add', '-A');
    const refused = git('commit', '-qm', 'all');
    expect(refused.status).toBe(1);
    expect(refused.stdout + refused.stderr).toContain('44 errors');

    // Nothing of Rust: not looked at.
    git('reset', '-q');
    writeFileSync(join(workspace, 'NOTES.md'), 'Notes.\n');
    git('add', 'NOTES.md');
    expect(git('commit', '-qm', 'notes').status).toBe(0);

    expect(run('kaal-sel4', 'fix').status).toBe(0);
    git('add', '-A');
    expect(git('commit', '-qm', 'mended').status).toBe(0);
  });
});
