/** The command as people run it: a process with arguments, output and an exit code. Needs `npm run build`. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sarifErrors } from './sarifSchema';

const ROOT = resolve(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'dist', 'kaal-sel4.js');
const SAMPLE = join(ROOT, 'test', 'workspaces', 'kaal-mini');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the bundle; `closeAfter` closes its standard output after the first bytes, as `| head` does. */
function run(args: readonly string[], closeAfter = false): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [BUNDLE, ...args], {
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (closeAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', failed).on('close', (code) => done({ code, out, err }));
  });
}

describe.skipIf(!existsSync(BUNDLE))('kaal-sel4', () => {
  let scratch = '';
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'kaal-sel4-test-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('prints help and its version', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, err: '' });
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('exits with 2 where nothing can be checked, and says what to do', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['check', '--frobnicate'], /unknown option '--frobnicate'/],
      [['check', join(scratch, 'nowhere')], /there is no folder .*nowhere\n {2}= help: give the folder/],
      [['check', SAMPLE, '--bindings', 'pin-sparc'], /`pin-sparc` is neither[\s\S]*pin-aarch64/],
      [['check', SAMPLE, '--arch', 'sparc'], /use one of: aarch64/],
      [['check', scratch], /Cargo\.toml/],
    ];
    for (const [args, message] of cases) {
      const { code, out, err } = await run(args);
      expect(err).toMatch(message);
      expect({ code, out }).toEqual({ code: 2, out: '' });
    }
  });

  it('finds in the sample what rustc finds there, at the same places', async () => {
    const { code, out } = await run(['check', SAMPLE, '--format', 'json']);
    expect(code).toBe(1);
    const report = JSON.parse(out) as {
      version: number;
      findings: { severity: string; file: string; line: number; col: number; endCol: number }[];
    };
    expect(report.version).toBe(1);
    const place = (at: { file: string; line: number; col: number; endCol: number }): string =>
      `${at.file}:${at.line}:${at.col}-${at.endCol}`;
    const errors = report.findings.filter((finding) => finding.severity === 'error').map(place);
    const expected = JSON.parse(
      readFileSync(join(ROOT, 'test', 'workspaces', 'kaal-mini.expected.json'), 'utf8'),
    ) as { file: string; line: number; col: number; endCol: number }[];
    expect(errors.sort()).toEqual(expected.map(place).sort());
  });

  it('writes them for code scanning, with what each rule means', async () => {
    const { code, out } = await run(['check', SAMPLE, '--format', 'sarif']);
    expect(code).toBe(1);
    const log = JSON.parse(out);
    expect(sarifErrors(log)).toEqual([]);
    const [{ results, tool }] = log.runs;
    const errors = results.filter(({ level }: { level: string }) => level === 'error');
    expect(errors).toHaveLength(44);
    expect(errors[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: 'test/workspaces/kaal-mini/runtime/cap_broker/src/component.rs',
      uriBaseId: '%SRCROOT%',
    });
    const rules: { id: string; shortDescription: { text: string } }[] = tool.driver.rules;
    expect(rules.filter(({ id, shortDescription: { text } }) => text === id)).toEqual([]);
  });

  it('writes them as text too, without colours in a pipe', async () => {
    const { code, out, err } = await run(['check', SAMPLE]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('missing functions (17)');
    expect(out).toContain('missing constants (27)');
    expect(out).toContain('44 errors');
    expect(out).not.toContain('\u001b');
  });

  it('exits with 0 where every name is found', async () => {
    const mock = await run(['check', SAMPLE, '--no-default-features', '--features', 'mock']);
    expect(mock.out).toContain('0 unresolved');
    expect(mock.code).toBe(0);
  });

  it('is not troubled by a reader that goes away', async () => {
    const { out, err } = await run(['check', SAMPLE], true);
    expect(out).not.toBe('');
    expect(err).toBe('');
  });

  it('answers for the rest where a manifest is broken', async () => {
    const folder = join(scratch, 'half');
    mkdirSync(join(folder, 'good', 'src'), { recursive: true });
    mkdirSync(join(folder, 'bad'), { recursive: true });
    writeFileSync(join(folder, 'Cargo.toml'), '[workspace]\nmembers = ["good", "bad", "absent"]\n');
    writeFileSync(join(folder, 'bad', 'Cargo.toml'), '[package\nname = ');
    writeFileSync(join(folder, 'good', 'Cargo.toml'), '[package]\nname = "good"\nedition = "2021"\n');
    writeFileSync(join(folder, 'good', 'src', 'lib.rs'), 'pub fn f() { seL4_NoError; }\n');
    const { code, out } = await run(['check', folder, '--format', 'json']);
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { code: string; file: string; name: string }[] };
    expect(findings.some((finding) => finding.file === 'good/src/lib.rs')).toBe(true);
    expect(findings.filter((finding) => finding.code === 'project').map((finding) => finding.file)).toContain(
      'bad/Cargo.toml',
    );
  });

  it('keeps generated bindings as a snapshot, and refuses what is not whole', async () => {
    const folder = join(scratch, 'out');
    mkdirSync(folder);
    const nothing = await run(['snapshot', folder]);
    expect(nothing).toMatchObject({ code: 2, out: '' });
    expect(nothing.err).toMatch(/no generated bindings[\s\S]*help: /);

    const word = 'pub type seL4_Word = u64; pub const seL4_ARM_Thing: seL4_Word = 1;\n';
    const names = ['invocation_labels', 'invocations', 'shared_types', 'syscall_ids', 'types'];
    for (const name of names) writeFileSync(join(folder, `${name}.rs`), 'pub const one: u32 = 1;\n');
    writeFileSync(
      join(folder, 'bindings.rs'),
      `${word}pub mod seL4_ARM_VMAttributes { pub type Type = u32; }\n`,
    );
    const file = join(scratch, 'mine.json');
    const made = await run(['snapshot', folder, '-o', file, '--name', 'mine']);
    expect(made.err).toContain('wrote mine to');
    expect(made).toMatchObject({ code: 0, out: '' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ name: 'mine' });
  });

  it('explains names', async () => {
    const known = await run(['explain', 'seL4_NoError']);
    expect(known.code).toBe(0);
    expect(known.out).toContain('sel4::sys::seL4_Error::seL4_NoError');
    const unknown = await run(['explain', 'seL4_NoErorr']);
    expect(unknown.code).toBe(1);
    expect(unknown.out).toContain('seL4_NoError');
  });
});
