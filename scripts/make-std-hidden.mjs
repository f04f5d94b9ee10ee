// Makes server/data/std-hidden.json: names that modules of core, alloc and std define beside those that their documentation
// lists, as an installed rustc tells them (`-Z ls`). A path to one of them is private (E0603), unstable (E0658) or fine.
//
//   node scripts/make-std-hidden.mjs
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = join(dirname(dirname(fileURLToPath(import.meta.url))), 'server', 'data');
const CRATES = ['core', 'alloc', 'std'];

/** Macros of the roots that are in neither list: `-Z ls` leaves out what `#[macro_export]` puts there. */
const OF_NO_LIST = ['format_args_nl'];

const rustc = (...args) =>
  execFileSync('rustc', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
  });

/** Every name of the documented crates, those in the paths at which things are defined among them. */
function documented() {
  const { crates, definitions, homes } = JSON.parse(readFileSync(join(data, 'std.json'), 'utf8'));
  const paths = [...homes, ...definitions.map(([, name]) => name)];
  for (const { modules } of Object.values(crates)) paths.push(...Object.keys(modules), ...aliases(modules));
  return new Set(paths.flatMap((path) => path.split('::')));
}

/** Names that re-exports give to things. */
function aliases(modules) {
  return Object.values(modules)
    .flat(2)
    .filter((each) => typeof each === 'string');
}

/** Names of what modules define, vendor intrinsics left out: `Public Mod name {`, four blanks for each level. */
function defined(folder, crate) {
  const file = readdirSync(folder).find((name) => name.startsWith(`lib${crate}-`) && name.endsWith('.rmeta'));
  const names = [];
  const around = [];
  for (const line of rustc('-Zls=items', join(folder, file)).split('\n')) {
    const [, blanks, kind, name] =
      /^( *)(?:Public|Restricted\("[^"]*"\)) (\w+)(?:\([^{]*\))? (\w+) \{/.exec(line) ?? [];
    if (name === undefined) continue;
    around.length = blanks.length / 4;
    const isInModules = around.every((each) => each.kind === 'Mod');
    const isVendors = around.some((each) => each.name === 'core_arch' || each.name === 'core_simd');
    if (around.length > 0 && isInModules && !isVendors) names.push(name);
    around.push({ kind, name });
  }
  return names;
}

const version = /\d+\.\d+\.\d+/.exec(rustc('--version'))[0];
const folder = rustc('--print', 'target-libdir').trim();
const listed = documented();
const hidden = CRATES.flatMap((crate) => defined(folder, crate)).filter((name) => !listed.has(name));
const names = [...new Set([...hidden, ...OF_NO_LIST])].sort();
const file = join(data, 'std-hidden.json');
const format = 'names that the documentation of the Rust standard library leaves out';
writeFileSync(file, `${JSON.stringify({ format, version: 1, rustc: version, names })}\n`);
console.log(`${names.length} names of rustc ${version} in ${file}`);
