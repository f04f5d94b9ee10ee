/** Manifests and configuration of cargo that nobody should write. */

import { CARGO_CONFIGS } from '../edits/vocabulary';
import type { Choices } from '../random';
import { sizeOf } from './bombs';
import { damaged, noise } from './damage';
import { type Content, type Input, PLAIN } from './input';
import { CONFIG_KEYS, MANIFEST_KEYS, TOML_VALUES, tomlWith } from './manifestKeys';

/** Values that make a manifest a good one. */
const GOOD: ReadonlyMap<string, string> = new Map([
  ['package.name', '"probe"'],
  ['package.version', '"0.1.0"'],
  ['package.edition', '"2021"'],
  ['dependencies.b.path', '"b"'],
  ['features.x', '[]'],
]);

const SOURCES: readonly (readonly [string, Content])[] = [
  ['/src/lib.rs', 'use b::*;\nfn f() { seL4_Gone; b::seL4_B; }\n#[cfg(feature = "x")]\nfn g() {}\n'],
  ['/src/main.rs', 'fn main() { probe::f(); seL4_Gone }\n'],
  ['/b/Cargo.toml', '[package]\nname = "b"\nversion = "0.1.0"\n'],
  ['/b/src/lib.rs', 'pub const seL4_B: u32 = 1;\n'],
];

/** How many manifests there are that have one key wrong. */
export const WRONG_MANIFESTS = MANIFEST_KEYS.length * TOML_VALUES.length;

/** One key has one value; all pairs come up. */
export function wrongManifest(index: number): Input {
  const key = MANIFEST_KEYS[Math.floor(index / TOML_VALUES.length) % MANIFEST_KEYS.length]!;
  const value = TOML_VALUES[index % TOML_VALUES.length]!;
  return withManifest(`manifest: each key, each type`, tomlWith(new Map([[key, value], ...GOOD])));
}

function withManifest(
  kind: string,
  manifest: Content,
  more: readonly (readonly [string, Content])[] = [],
): Input {
  return { ...PLAIN, kind, files: new Map([['/Cargo.toml', manifest], ...SOURCES, ...more]) };
}

/** Manifests and configurations with several things wrong, in the text or in what it says. */
export function manifestInput(c: Choices): Input {
  const kind = c.weighted({
    keys: 6,
    text: 6,
    noise: 1,
    config: 4,
    configKeys: 4,
    web: 5,
    bomb: 3,
    member: 3,
    flags: 1,
  });
  const settings = (keys: readonly string[]): Map<string, string> => {
    const made = new Map<string, string>();
    for (let left = 1 + c.below(8); left > 0; left--) made.set(c.pick(keys), c.pick(TOML_VALUES));
    return made;
  };
  const good = tomlWith(GOOD);
  switch (kind) {
    case 'keys':
      return withManifest('manifest: some keys', tomlWith(new Map([...settings(MANIFEST_KEYS), ...GOOD])));
    case 'text':
      return withManifest('manifest: spoiled text', damaged(c, good + tomlWith(settings(MANIFEST_KEYS))));
    case 'noise':
      return withManifest('manifest: noise', noise(c, c.below(2_000)));
    case 'config':
      return withManifest('cargo configuration: spoiled text', good, [
        ['/.cargo/config.toml', damaged(c, c.pick(CARGO_CONFIGS))],
      ]);
    case 'configKeys':
      return withManifest('cargo configuration: some keys', good, [
        [c.pick(['/.cargo/config.toml', '/.cargo/config']), tomlWith(settings(CONFIG_KEYS))],
        [
          '/b.json',
          c.pick([
            '',
            '{',
            '[]',
            'null',
            '{"arch":1,"os":{},"target-pointer-width":[],"max-atomic-width":"x"}',
          ]),
        ],
      ]);
    case 'web':
      return packageWeb(c);
    case 'bomb':
      return withManifest('manifest: bomb', bomb(c));
    case 'flags':
      return { ...withManifest('environment', good), environment: { [c.pick(VARIABLES)]: c.pick(FLAGS) } };
    default:
      return {
        ...withManifest(
          'manifest: of a member',
          tomlWith(new Map([['workspace.members', '["b"]'], ...settings(MANIFEST_KEYS), ...GOOD])),
          [['/b/Cargo.toml', tomlWith(new Map([...settings(MANIFEST_KEYS), ['package.name', '"b"']]))]],
        ),
        folder: c.chance(0.3) ? '/b' : '',
      };
  }
}

const VARIABLES = [
  'CARGO_BUILD_TARGET',
  'CARGO_TARGET_DIR',
  'RUSTFLAGS',
  'CARGO_ENCODED_RUSTFLAGS',
  'SEL4_PREFIX',
  'SEL4_INCLUDE_DIRS',
  'CARGO_BUILD_BUILD_DIR',
];
const FLAGS = [
  '',
  '/',
  '..',
  '--cfg',
  '--cfg x',
  '--cfg=x="',
  `--cfg ${'all('.repeat(5_000)}`,
  ':::',
  '\0',
  'x.json',
  '/fixture',
  '/fixture/src/lib.rs',
  ' '.repeat(100_000),
];

/** Packages that depend on each other at random, in circles mostly, over folders that are there or not. */
function packageWeb(c: Choices): Input {
  const names = ['a', 'b', 'c', 'd', 'probe', '__proto__', 'constructor', 'x-y', 'é', 'a/b', '..'];
  const files = new Map<string, Content>();
  const count = 2 + c.below(8);
  for (let index = 0; index < count; index++) {
    const folder = index === 0 ? '' : `/${c.pick(names)}`;
    const lines = ['[package]', `name = "${c.pick(names)}"`, 'edition = "2021"'];
    for (const section of [
      'dependencies',
      'dev-dependencies',
      'build-dependencies',
      'features',
      'workspace',
    ]) {
      if (c.chance(0.4)) continue;
      lines.push(`[${section}]`);
      if (section === 'workspace')
        lines.push(`members = ["${c.pick(names)}", "*", "${c.pick(['..', '**', '', '/'])}"]`);
      const used = new Set<string>();
      for (let left = c.below(4); left > 0 && section !== 'workspace'; left--) {
        const name = c.pick(names);
        if (used.has(name)) continue;
        used.add(name);
        const other = c.pick(names);
        lines.push(
          section === 'features'
            ? `"${name}" = ["${other}", "dep:${other}", "${other}/${name}", "${other}?/${name}"]`
            : `"${name}" = { path = "${c.pick(['', '../', './', '../../'])}${other}", package = "${c.pick(names)}", optional = ${c.chance(0.3)}, features = ["${other}"] }`,
        );
      }
    }
    files.set(`${folder}/Cargo.toml`, `${lines.join('\n')}\n`);
    files.set(`${folder}/src/lib.rs`, `use ${c.pick(['a', 'b', 'c'])}::*;\nfn f() { seL4_Gone }\n`);
  }
  return {
    ...PLAIN,
    kind: 'packages in circles',
    files,
    view: c.pick([{}, { tests: true }, { allFeatures: true }, { features: ['a/b', '__proto__', ''] }]),
  };
}

function bomb(c: Choices): string {
  const n = sizeOf(c, c.chance(0.1) ? 100_000 : 3_000);
  const many = (make: (index: number) => string): string =>
    Array.from({ length: n }, (_, index) => make(index)).join('');
  const head = '[package]\nname = "probe"\n';
  switch (c.below(12)) {
    case 0:
      return `${head}x = ${'['.repeat(n)}${']'.repeat(n)}\n`;
    case 1:
      return `${head}x = ${'{ a = '.repeat(n)}1${' }'.repeat(n)}\n`;
    case 2:
      return `${head}[features]\n${many((at) => `f${at} = ["f${at + 1}"]\n`)}f${n} = ["f0"]\ndefault = ["f0"]\n`;
    case 3:
      return `${head}[dependencies]\n${many((at) => `d${at} = { path = "d${at}" }\n`)}`;
    case 4:
      return `[workspace]\nmembers = [${many((at) => `"m${at}", `)}]\n`;
    case 5:
      return `[workspace]\nmembers = ["${'**/'.repeat(Math.min(n, 200))}*"]\n`;
    case 6:
      return `${head}${many((at) => `[a${at}]\n`)}`;
    case 7:
      return `${head}${'a.'.repeat(n)}b = 1\n`;
    case 8:
      return `[package]\nname = "${'x'.repeat(n * 10)}"\n`;
    case 9:
      return `${head}[target.'cfg(${'all('.repeat(n)}${')'.repeat(n)})'.dependencies]\nb = "1"\n`;
    case 10:
      return `${head}[features]\n${many((at) => `f${at} = [${Array.from({ length: Math.min(30, n) }, (_, to) => `"f${(at + to) % n}"`).join(', ')}]\n`)}`;
    default:
      return `${head}${many((at) => `[[bin]]\nname = "b${at}"\npath = "src/main.rs"\n`)}`;
  }
}
