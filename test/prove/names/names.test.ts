import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { whyNoRustc } from '../../support/rustc';
import { prove } from '../commandLine';
import { needRustc } from '../needRustc';
import { CannotProve } from '../proof';
import { Choices } from '../random';
import { generate } from './generate';
import { mutants } from './mutants';
import { edited, mutation } from './mutate';
import { Oracle } from './oracle';
import { type Changes, Pieces, type Program, render, UNCHANGED, walk } from './pieces';
import { asFixture } from './print';
import { judgeProgram } from './rounds';
import { shrink } from './shrink';

const why = whyNoRustc();
const skipped = why === undefined ? '' : ` (skipped: ${why})`;

/** Seeds whose programs are judged in every run of the tests. `npm run prove` takes any others. */
const SEEDS = [1, 4, 5, 6, 7, 8, 9, 12, 13];

function allNeutral(program: Program): Changes {
  const slots = program.crates.flatMap(({ pieces }) => [...walk(pieces)]).filter(({ k }) => k === 'slot');
  return { ...UNCHANGED, neutral: new Set(slots.map(({ id }) => id)) };
}

describe('made-up programs', () => {
  test('are the same for the same seed', () => {
    expect(render(generate(7))).toEqual(render(generate(7)));
    expect(render(generate(7)).files).not.toEqual(render(generate(8)).files);
  });

  test('print as fixtures that read as they were', () => {
    const rendered = render(generate(3));
    const { files, crates } = parseFixture(asFixture(rendered));
    expect(crates).toEqual(rendered.crates);
    expect([...rendered.files.keys()].filter((path) => !files.has(path))).toEqual([]);
  });

  test('plant references of every kind', () => {
    const kinds = new Set(
      Array.from({ length: 24 }, (_, seed) => render(generate(seed)).slots.map(({ kind }) => kind)).flat(),
    );
    expect([...kinds].sort()).toEqual(
      [
        ...[
          'associated',
          'attribute',
          'callee',
          'derive',
          'extern crate',
          'generic argument',
          'glob',
          'import',
          'literal',
        ],
        ...['macro', 'method', 'pattern', 'trait', 'type', 'value', 'visibility'],
      ].sort(),
    );
  });

  test('are shrunk to what is needed', async () => {
    const p = new Pieces();
    const wrong = p.slot('value', 'wrong', '0');
    const pieces = {
      k: 'file' as const,
      path: '/one/src/lib.rs',
      body: [
        p.part('item', 'fn other() {}\n'),
        p.part('item', [
          'fn f() { ',
          p.part('statement', 'let a = 1; '),
          wrong,
          '; ',
          p.slot('value', 'b', '0'),
          ' }',
        ]),
      ],
    };
    const crate = {
      name: 'one',
      folder: '/one',
      root: '/one/src/lib.rs',
      edition: '2021',
      features: [],
      on: [],
    };
    const program: Program = { seed: 0, crates: [{ ...crate, dependencies: [], pieces }] };
    const text = (changes: Changes): string => render(program, changes).files.get('/one/src/lib.rs')!;
    const small = await shrink(program, UNCHANGED, async (changes) => text(changes).includes('wrong'));
    expect(text(small)).toBe('fn f() { wrong; 0 }');
  });
});

test('mistakes in real code are made where a path is', () => {
  const text = 'use sel4_platform::adapter::seL4_Word;\nfn f() -> seL4_Word { seL4_NoError }\n';
  const edits = Array.from({ length: 60 }, (_, seed) => mutation(new Choices(seed), '/a.rs', text));
  expect(new Set(edits.map((edit) => edit?.what)).size).toBeGreaterThan(6);
  for (const edit of edits)
    if (edit) expect(edited(new Map([['/a.rs', text]]), [edit]).get('/a.rs')).not.toBe(undefined);
});

describe.skipIf(why !== undefined)(`rustc judges${skipped}`, () => {
  test('what neutral texts leave of a program compiles, but for what is counted as other errors', async () => {
    const program = generate(1);
    const rendered = render(program, allNeutral(program));
    const oracle = new Oracle();
    const answers = [];
    for (const crate of rendered.crates) answers.push(await oracle.ask(rendered.files, crate));
    oracle.close();
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => []));
  });

  test.each(SEEDS)(
    'the program of seed %i: nothing false, nothing missed',
    { timeout: 120_000 },
    async (seed) => {
      const oracle = new Oracle();
      const judged = await judgeProgram(generate(seed), oracle);
      oracle.close();
      expect(judged.disagreements.map(({ kind, row }) => `${kind}: ${row}`)).toEqual([]);
      expect(judged.givenUp).toBe(undefined);
      expect(judged.verdicts.size).toBeGreaterThan(10);
    },
  );

  test('kaal-mini with mistakes: nothing false, nothing missed', { timeout: 120_000 }, async () => {
    const { counts, failures } = await mutants.run({ seed: 1, budget: 12, progress: () => undefined });
    expect(failures.map(({ title }) => title)).toEqual([]);
    expect(counts['errors of rustc about names']).toBeGreaterThan(100);
  });
});

describe('where nothing can be proven', () => {
  test('an old rustc is named', () => {
    expect(() => needRustc('rustc 1.94.1 (abc 2026-01-01)')).toThrow(CannotProve);
    expect(() => needRustc('rustc 1.95.0 (abc 2026-04-14)')).not.toThrow();
    expect(() => needRustc('something else')).toThrow('too old');
  });

  test('no rustc is one line and exit code 2', { timeout: 60_000 }, () => {
    const root = resolve(import.meta.dirname, '../../..');
    const tsx = resolve(root, 'node_modules/tsx/dist/cli.mjs');
    const { status, stderr } = spawnSync(
      process.execPath,
      [tsx, 'test/prove/main.ts', 'names', '--programs', '1'],
      { cwd: root, encoding: 'utf8', env: { ...process.env, PATH: dirname(process.execPath) } },
    );
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^names cannot be proven here: .*rustc/),
    ]);
    expect(status).toBe(2);
  });

  test.skipIf(why !== undefined)('a full disk is one line and exit code 2', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const ask = vi.spyOn(Oracle.prototype, 'ask').mockRejectedValue(full);
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const log = vi.spyOn(console, 'log').mockReturnValue();
    expect(await prove(['names', '--programs', '1'])).toBe(2);
    expect(said.mock.calls).toEqual([['names cannot be proven here: the disk is full']]);
    for (const spy of [ask, said, log]) spy.mockRestore();
  });
});
