import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BOMBS } from './bombs';
import { laid } from './faultyFiles';
import { goodWorkspace, hostile, inputOf } from './hostile';
import { PLAIN } from './input';
import { MANIFEST_KEYS, TOML_VALUES, tomlWith } from './manifestKeys';
import { WRONG_MANIFESTS, wrongManifest } from './manifests';
import { Warden } from './warden';

test('a seed makes the same input each time', () => {
  for (const seed of [1, 2, 3, 4, 5]) expect(inputOf(seed)).toEqual(inputOf(seed));
});

test('every key has a value of every type once', () => {
  const made = Array.from({ length: WRONG_MANIFESTS }, (_, index) =>
    wrongManifest(index).files.get('/Cargo.toml'),
  );
  expect(new Set(made).size).toBeGreaterThan(MANIFEST_KEYS.length * (TOML_VALUES.length - 5));
  expect(
    tomlWith(
      new Map([
        ["target.'cfg(all())'.dependencies.b", '1'],
        ['bin.[].name', '"x"'],
      ]),
    ),
  ).toBe('target = { \'cfg(all())\' = { dependencies = { b = 1 } } }\nbin = [{ name = "x" }]\n');
});

test('bombs grow with their size', () => {
  for (const [name, make] of Object.entries(BOMBS))
    expect(make(200).length, name).toBeGreaterThan(make(10).length);
});

test('tricks of the disk do nothing where their own links lead', () => {
  const outside = mkdtempSync(join(tmpdir(), 'kaal-sel4-outside-'));
  mkdirSync(join(outside, 'bin'));
  writeFileSync(join(outside, 'bin/tool'), 'kept');
  const { root, remove } = laid({
    ...PLAIN,
    kind: 'tricks of the disk',
    files: new Map([['/src/lib.rs', '']]),
    tricks: [
      { k: 'link', path: '/src', target: outside },
      { k: 'folder', path: '/src/bin' },
      { k: 'folder', path: '/src/lib.rs' },
      { k: 'closed', path: '/src/bin' },
      { k: 'link', path: '/b', target: join(outside, 'nowhere') },
      { k: 'folder', path: '/b/Cargo.toml' },
    ],
  });
  try {
    expect(existsSync(join(root, 'src/bin/tool'))).toBe(true);
    expect(readFileSync(join(outside, 'bin/tool'), 'utf8')).toBe('kept');
    expect(existsSync(join(outside, 'lib.rs'))).toBe(false);
    expect(existsSync(join(outside, 'nowhere'))).toBe(false);
  } finally {
    remove();
    rmSync(outside, { recursive: true, force: true });
  }
});

test('hostile input: no crash, no hang, right afterwards', async () => {
  const { counts, failures } = await hostile.run({ seed: 20, budget: 25, progress: () => {} });
  expect(failures).toEqual([]);
  expect(counts['processes started']).toBe(1);
});

// Work that grew with the square of the input: likenesses of one wrong name, nested attributes, scopes, match arms,
// `concat!` in `concat!`, impls of one type, globs to and fro, macros that double with every step, chains of imports that
// fail, conditions of one `if`. 907251 and 907502 overflowed the stack.
test.each([
  807741, 803205, 800224, 805401, 901272, 901431, 901557, 907251, 907502, 906447, 908166, 912868, 918744,
  920664, 932759, 948487,
])('seed %i keeps to its budget', async (seed) => {
  // What grows with the square of its input takes many times its budget; a busy machine, not even twice. A third of the
  // budget is what the largest of them takes.
  const warden = new Warden(goodWorkspace(), seed === 948487 ? 1 : 2);
  try {
    expect((await warden.judge(inputOf(seed))).faults).toEqual([]);
  } finally {
    warden.end();
  }
});

// Where a key stands was looked for in the whole text anew for each problem, and a name among all dependencies.
test('thousands of dependencies that are nowhere keep to their budget', async () => {
  const dependencies = Array.from({ length: 5_000 }, (_, at) => `d${at} = { path = "d${at}" }\n`).join('');
  const warden = new Warden(goodWorkspace(), 1);
  try {
    const input = {
      ...PLAIN,
      kind: 'dependencies that are nowhere',
      files: new Map([
        ['/Cargo.toml', `[package]\nname = "probe"\n[dependencies]\n${dependencies}`],
        ['/src/lib.rs', 'use b::*;\nfn f() { seL4_Gone; b::seL4_B; }\n'],
      ]),
    };
    expect((await warden.judge(input)).faults).toEqual([]);
  } finally {
    warden.end();
  }
});
