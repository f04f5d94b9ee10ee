import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckWorld } from '../../server/src/cli/check';
import { Failure } from '../../server/src/cli/failure';
import { type MatrixOptions, matrix } from '../../server/src/cli/matrix';
import { checkWorld } from '../../server/src/cli/world';
import { memoryFiles } from '../../server/src/project/memoryFiles';

const SAMPLE = resolve(import.meta.dirname, '../workspaces/kaal-mini');

/** Runs the command on the sample, or on texts in memory below `/w`. */
async function run(options: MatrixOptions = {}, texts?: Readonly<Record<string, string>>): Promise<string> {
  let text = '';
  const world = await checkWorld({
    write: async (more) => {
      text += more;
    },
    error: () => {},
    isTerminal: false,
    errorIsTerminal: false,
  });
  let own: CheckWorld = world;
  if (texts !== undefined) {
    const files = memoryFiles(
      new Map(Object.entries(texts).map(([path, content]) => [`/w/${path}`, content])),
    );
    const { createSideBySide } = await import('../../server/src/analysis/analysis');
    const { loadParts } = await import('../../server/src/analysis/nodeParts');
    const parts = await loadParts();
    own = { ...world, files, analyse: (folder) => createSideBySide({ folder, files, views: [] }, parts) };
  }
  expect(await matrix(texts === undefined ? SAMPLE : '/w', options, own)).toBe(0);
  return text;
}

const project = (views: string) => ({
  'Cargo.toml': `[package]\nname = "a"\nedition = "2021"\n[dependencies]\nsel4 = { path = "sel4" }\n${views}`,
  'src/lib.rs': 'pub fn f() { sel4::sys::_object::seL4_ARM_SmallPageObject; sel4::sys::seL4_Word; }\n',
});
const VIEWS = '[package.metadata.kaal-sel4.views]\narm = { arch = "aarch64" }\npc = { arch = "x86_64" }\n';

describe('kaal-sel4 matrix', () => {
  it('has the built-in configurations in its columns', async () => {
    const json = JSON.parse(await run({ format: 'json' }));
    expect(json.columns).toHaveLength(12);
    const row = json.rows.find((one: { name: string }) => one.name === 'seL4_NoError');
    expect(row).toMatchObject({
      differs: false,
      home: { path: 'seL4_Error::seL4_NoError', kind: 'const', detail: 'Type = 0' },
    });
    expect(row.cells).toEqual(Array.from({ length: 12 }, () => ({ is: 'exists' })));
    expect(row.uses[0]).toEqual({
      file: expect.stringMatching(/^runtime\/.*\.rs$/),
      line: expect.any(Number),
      col: expect.any(Number),
      role: expect.any(String),
    });
  });

  it('or the views that the project names, or those that are asked for', async () => {
    const head = async (options: MatrixOptions, views: string) =>
      (await run({ format: 'markdown', ...options }, project(views))).split('\n')[0];
    expect(await head({}, VIEWS)).toBe('| name | where | arm | pc | uses |');
    expect(await head({ view: ['pc', 'riscv64'] }, VIEWS)).toBe('| name | where | pc | riscv64 | uses |');
    expect(await head({ builtIn: true }, VIEWS)).toContain('| pin-x86_64 |');
    expect(await head({}, '')).toContain('| pin-x86_64 |');
  });

  it('may leave out what is the same everywhere', async () => {
    const text = await run({ differing: true }, project(VIEWS));
    expect(text).toContain('seL4_ARM_SmallPageObject');
    expect(text).not.toContain('seL4_Word');
    expect(text).toContain('1 name, 1 differs between 2 configurations');
  });

  it('is a page too', async () => {
    const html = await run({ format: 'html' }, project(VIEWS));
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(html).toContain('<li>src/lib.rs:1:34</li>');
  });

  it('cannot run where there is nothing to look at', async () => {
    await expect(run({}, { 'notes.txt': '' })).rejects.toThrowError(Failure);
  });
});
