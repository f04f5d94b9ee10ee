import { describe, expect, it } from 'vitest';
import type { ProjectProblem } from '../../server/src/project/model';
import { checked, crate, load, manifest } from './memory';
import { Chance, randomWorkspace } from './randomWorkspace';

/** What a problem's place covers, and what it says. */
function said(texts: Readonly<Record<string, string>>, problem: ProjectProblem | undefined): string {
  if (problem === undefined) return 'nothing';
  const text = texts[problem.file.slice('/w/'.length)] ?? '';
  return `${problem.start === undefined ? '' : text.slice(problem.start, problem.end)} | ${problem.message}`;
}

function only(texts: Readonly<Record<string, string>>, folder?: string): string {
  const { problems } = load(texts, folder === undefined ? {} : { folder });
  expect(problems.map(({ message }) => message)).toHaveLength(1);
  expect(problems[0]!.help).toBeTruthy();
  return said(texts, problems[0]);
}

const lib = { 'src/lib.rs': '' };

describe('what is wrong is said, with its place', () => {
  it('no manifest at all', () => {
    expect(load({ 'rust/Cargo.toml': manifest('r') }, {}).problems).toEqual([
      {
        file: '/w',
        message: 'there is no Cargo.toml in /w or above it',
        help: 'name a folder that has one: rust',
        severity: 'error',
      },
    ]);
  });

  it('no manifest here, but some levels below', () => {
    const help = (...paths: readonly string[]) =>
      load(Object.fromEntries(paths.map((path) => [path, manifest('p')]))).problems[0]?.help;
    expect(
      help(
        'c/x.c',
        'src/rust/Cargo.toml',
        'src/rust/crates/a/Cargo.toml',
        'a/b/c/d/Cargo.toml',
        'z/Cargo.toml',
      ),
    ).toBe('name a folder that has one: z, src/rust, a/b/c/d');
    const none = 'name a folder that holds a Rust package or workspace';
    expect(help('a/b/c/d/e/Cargo.toml')).toBe(none);
    expect(help('.git/x/Cargo.toml', 'target/package/x/Cargo.toml')).toBe(none);
    const many = Array.from({ length: 5000 }, (_, index) => `${String(index).padStart(4, '0')}/x`);
    expect(help(...many, 'last/Cargo.toml')).toBe(none);
  });

  it('broken TOML', () => {
    expect(only({ 'Cargo.toml': '[package]\nname = \n', ...lib })).toContain('this is not valid TOML: ');
    const texts = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n[workspace.package]\nedition = "2021"',
      'a/Cargo.toml': 'what is this',
      'a/src/lib.rs': '',
      'b/Cargo.toml': manifest('b', '[dependencies]\na = { path = "../a" }'),
      'b/src/lib.rs': '',
    };
    expect(only(texts)).toContain('this is not valid TOML');
    const model = load(texts);
    expect(checked(model)).toEqual(['b']);
    // Nothing is known of it, so nothing in it counts as missing.
    expect(crate(model, 'b').dependencies).toMatchObject([{ name: 'a', path: '/w/a' }]);
  });

  it('a broken workspace above a good member', () => {
    const model = load(
      {
        'Cargo.toml': '[workspace',
        'a/Cargo.toml': '[package]\nname = "a"\nedition.workspace = true\n[dependencies]\nx.workspace = true',
        'a/src/lib.rs': '',
      },
      { folder: 'a' },
    );
    expect(model.problems).toHaveLength(1);
    expect(model.problems[0]!.file).toBe('/w/Cargo.toml');
    expect(crate(model, 'a').dependencies).toMatchObject([{ name: 'x' }]);
  });

  it('a member that does not exist', () => {
    expect(
      only({
        'Cargo.toml': '[workspace]\nmembers = [\n  "gone",\n  "a",\n]',
        'a/Cargo.toml': manifest('a'),
        'a/src/lib.rs': '',
      }),
    ).toBe('"gone" | workspace member `gone`: gone/Cargo.toml does not exist');
  });

  it('once, that a submodule was not fetched, with the command that fetches it', () => {
    const members = ['a', 'ext/repo/crates/one', 'ext/repo/crates/two', 'ext/other/*'];
    const { problems } = load({
      'Cargo.toml': `[workspace]\nmembers = [${members.map((member) => `"${member}"`).join(', ')}]`,
      'a/Cargo.toml': manifest('a'),
      'a/src/lib.rs': '',
      // Folders are there by what is in them.
      'ext/repo/.git': '',
      'ext/other/.git': '',
    });
    expect(problems.map(({ message, help }) => `${message} | ${help}`)).toEqual([
      'the folder ext/repo is empty: workspace member `ext/repo/crates/one` and 1 other should be in it | fetch the submodule (`git submodule update --init ext/repo`), or correct `workspace.members`',
      'the folder ext/other is empty: workspace member `ext/other/*` should be in it | fetch the submodule (`git submodule update --init ext/other`), or correct `workspace.members`',
    ]);
  });

  it('a path dependency that does not exist', () => {
    const texts = { 'Cargo.toml': manifest('p', '[dependencies]\ngone = { path = "gone" }'), ...lib };
    expect(only(texts)).toBe('gone | `p` depends on `gone` in /w/gone, where there is no Cargo.toml');
  });

  it('but not a submodule that was not fetched', () => {
    const model = load({
      'Cargo.toml': manifest('p', '[dependencies]\ngone = { path = "ext/repo/crates/gone" }'),
      ...lib,
      'ext/repo/.git': '',
    });
    expect(model.problems).toEqual([]);
    expect(crate(model, 'p').dependencies).toMatchObject([{ name: 'gone', path: '/w/ext/repo/crates/gone' }]);
  });

  it.each([
    [
      'a package of another name',
      '[dependencies]\nx = { path = "x" }',
      'x | `p` depends on a package `x` in /w/x, but the package there is `other`',
    ],
    [
      'a feature the dependency has not',
      '[dependencies]\nother = { path = "x", features = ["no"] }',
      'other | `p` asks `other` for the feature `no`, which `other` does not have',
    ],
    [
      'a feature that includes nothing',
      '[features]\nf = ["g"]',
      'f | feature `f` includes `g`, which is neither a feature nor an optional dependency of this package',
    ],
    [
      '`dep:` of nothing',
      '[features]\nf = ["dep:x"]',
      'f | feature `f` includes `dep:x`, but there is no such dependency',
    ],
    [
      '`dep:` of what is always on',
      '[features]\nf = ["dep:x"]\n[dependencies]\nx = "1"',
      'f | feature `f` includes `dep:x`, but that dependency is not optional',
    ],
    [
      'a feature of no dependency',
      '[features]\nf = ["x/y"]',
      'f | feature `f` includes `x/y`, but there is no dependency `x`',
    ],
    [
      'a weak one of what is always on',
      '[features]\nf = ["x?/y"]\n[dependencies]\nx = "1"',
      'f | feature `f` includes `x?/y`, but that dependency is not optional',
    ],
    [
      'nothing to inherit from',
      '[dependencies]\nx.workspace = true',
      "x.workspace | `x` asks for the workspace's dependency, but this package is in no workspace",
    ],
    [
      'a library without a file',
      '[lib]\npath = "no.rs"',
      'lib | the library of `p` should be /w/no.rs, which does not exist',
    ],
    [
      'a binary without a file',
      '[[bin]]\nname = "b"',
      'bin | bin `b` of `p` has no file in the usual places',
    ],
    [
      'a wrong type',
      '[dependencies]\nx = { version = 1 }',
      'version | `dependencies.x.version` must be a string, but is a number',
    ],
  ])('%s', (_, rest, expected) => {
    const texts = {
      'Cargo.toml': manifest('p', rest),
      ...lib,
      'x/Cargo.toml': manifest('other', '[workspace]'),
      'x/src/lib.rs': '',
    };
    expect(only(texts)).toBe(expected);
  });

  it('a package that holds nothing, one without a name, an edition from the future', () => {
    expect(only({ 'Cargo.toml': manifest('p') })).toContain('has nothing to compile');
    expect(only({ 'Cargo.toml': '[package]\n', ...lib })).toContain('has no name');
    expect(only({ 'Cargo.toml': '[package]\nname = "p"\nedition = "2042"', ...lib })).toBe(
      'edition | there is no edition "2042" that this tool knows; 2024 is assumed',
    );
  });

  it('an edition that is a number', () => {
    const { problems } = load({ 'Cargo.toml': '[package]\nname = "p"\nedition = 2021', ...lib }, {});
    expect(problems.map(({ message, help }) => [message, help])).toEqual([
      ['`package.edition` must be a string, but is a number', 'write `edition = "2021"`, or remove the key'],
    ]);
  });

  it('workspaces in workspaces, and two packages of one name', () => {
    const root = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]',
      'a/Cargo.toml': manifest('a'),
      'a/src/lib.rs': '',
      'b/src/lib.rs': '',
    };
    expect(only({ ...root, 'b/Cargo.toml': manifest('b', '[workspace]') })).toContain(
      'a workspace inside the workspace',
    );
    expect(only({ ...root, 'b/Cargo.toml': manifest('a') })).toContain(
      'two packages of this workspace are named `a`',
    );
  });
});

describe('nothing makes it fail', () => {
  it('values of wrong types, keys of odd names, torn texts', () => {
    const odd = [
      '1',
      '-0.5',
      'true',
      '"text"',
      '""',
      '[]',
      '[1, [2]]',
      '{}',
      '{ a = 1 }',
      '1979-05-27',
      '["a", {}]',
      '"../../.."',
      '{ workspace = true }',
    ];
    for (let seed = 0; seed < 120; seed++) {
      const chance = new Chance(seed);
      const { files, folder, ...request } = randomWorkspace(seed);
      const texts: Record<string, string> = {};
      for (const [path, text] of files) {
        if (!path.endsWith('.toml') || !chance.often(0.7)) {
          texts[path] = text;
          continue;
        }
        const lines = text.split('\n').map((line) => {
          const equals = line.indexOf(' = ');
          if (equals === -1 || !chance.often(0.3)) return line;
          const key = chance.often(0.1)
            ? chance.pick(['__proto__', 'constructor', '"a b"', 'toString', '""'])
            : line.slice(0, equals);
          return `${key} = ${chance.pick(odd)}`;
        });
        const whole = lines.join('\n');
        texts[path] = chance.often(0.1) ? whole.slice(0, chance.below(whole.length)) : whole;
      }
      const { problems } = load(texts, { folder, ...request });
      for (const problem of problems) {
        expect(problem.message).not.toBe('');
        expect(problem.start ?? 0).toBeLessThanOrEqual(problem.end ?? 0);
      }
    }
  });

  it('every key of a manifest as every kind of value', () => {
    const keys = [
      'package',
      'lib',
      'bin',
      'example',
      'test',
      'bench',
      'dependencies',
      'dev-dependencies',
      'target',
      'features',
      'workspace',
      'patch',
      'profile',
      'lints',
      'package.name',
      'package.edition',
      'package.build',
      'package.workspace',
      'package.autobins',
      'lib.name',
      'lib.path',
      'lib.crate-type',
      'workspace.members',
      'workspace.exclude',
      'workspace.resolver',
      'workspace.dependencies',
      'workspace.package',
      'patch.crates-io',
      'target.x',
      'target.x.dependencies',
      'features.default',
      'dependencies.a',
      'dependencies.a.path',
      'dependencies.a.features',
      'lints.rust',
      'lints.workspace',
      'lints.rust.unexpected_cfgs',
      'profile.dev',
    ];
    for (const key of keys) {
      for (const value of [
        '1',
        'true',
        'false',
        '"x"',
        '[]',
        '[1]',
        '[{}]',
        '{}',
        '{ x = 1 }',
        '{ x = {} }',
      ]) {
        const named = key.startsWith('package') ? '' : 'package.name = "p"\n';
        load({ 'Cargo.toml': `${named}${key} = ${value}\n`, ...lib, 'x/Cargo.toml': `${key} = ${value}\n` });
        load({
          'Cargo.toml': manifest('p'),
          '.cargo/config.toml': `${key} = ${value}\nbuild = ${value}\nenv = ${value}`,
          ...lib,
        });
      }
    }
  });

  it('circles of path dependencies, and chains of thousands', () => {
    const circle = load({
      'Cargo.toml': manifest(
        'a',
        '[dependencies]\nb = { path = "b" }\n[features]\nf = ["b/f"]\ndefault = ["f"]',
      ),
      ...lib,
      'b/Cargo.toml': manifest('b', '[dependencies]\na = { path = ".." }\n[features]\nf = ["a/f"]'),
      'b/src/lib.rs': '',
    });
    expect(crate(circle, 'b').activeFeatures).toEqual(['f']);
    const chain: Record<string, string> = {};
    const length = 3000;
    for (let index = 0; index < length; index++) {
      const folder = index === 0 ? '' : `p${index}/`;
      const next = index === 0 ? 'p1' : `../p${index + 1}`;
      const rest =
        index === length - 1
          ? ''
          : `[dependencies]\np${index + 1} = { path = "${next}" }\n[features]\nf = ["p${index + 1}/f"]`;
      chain[`${folder}Cargo.toml`] = manifest(
        `p${index}`,
        rest + (index === length - 1 ? '[features]\nf = []' : ''),
      );
      chain[`${folder}src/lib.rs`] = '';
    }
    const model = load(chain, { features: ['p0/f'] });
    expect(model.crates).toHaveLength(length);
    expect(crate(model, `p${length - 1}`).activeFeatures).toEqual(['f']);
  });

  it('thousands of mistakes in one file, in reasonable time', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `x${index} = 3`);
    const start = performance.now();
    expect(
      load({ 'Cargo.toml': manifest('p', `[dependencies]\n${lines.join('\n')}`), ...lib }).problems,
    ).toHaveLength(5000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
