/** Asks rustc about a fixture and remembers the answer. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Fixture, FixtureCrate } from './fixture';
import {
  diagnosticsOfCargo,
  diagnosticsOfRustc,
  errorsOf,
  type RustcError,
  run,
  rustcVersion,
} from './rustc';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/kaal-sel4-judge');
/** To be raised when the way of asking changes. */
const ASKED_HOW = 2;

/**
 * All errors that rustc has about the fixture, paths with a leading slash. Fixtures with `crate:` lines go to rustc
 * directly (much quicker), others to `cargo check --workspace --offline`; only std can be used. A crate that depends on
 * one with errors is not judged, as with cargo. The answer is kept by content under `node_modules/.cache`
 * unless `remember` is false.
 * Rejects when rustc fails without saying where.
 */
export async function judge(
  fixture: Pick<Fixture, 'files' | 'crates'>,
  options: { readonly remember?: false } = {},
): Promise<RustcError[]> {
  const answer = answerTo(fixture);
  const known = answer.read<RustcError[]>();
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'kaal-judge-'));
  try {
    for (const [path, text] of fixture.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const textOf = (path: string): string | undefined => fixture.files.get(`/${path}`);
    const errors =
      fixture.crates.length > 0 ? await askRustc(folder, fixture, textOf) : await askCargo(folder, textOf);
    const rows = errors.map((error) => ({ ...error, file: `/${error.file}` }));
    if (options.remember === false) return rows;
    answer.write(rows);
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the answer about a fixture is kept from one run of the tests to the next; `asked`: what, if not rustc's errors. */
export function answerTo(
  { files, crates }: Pick<Fixture, 'files' | 'crates'>,
  ...asked: readonly string[]
): { read<T>(): T | undefined; write(answer: unknown): void } {
  const question = JSON.stringify([ASKED_HOW, rustcVersion(), [...files], crates, ...asked]);
  const path = join(CACHE, `${createHash('sha256').update(question).digest('hex')}.json`);
  return {
    read() {
      try {
        return JSON.parse(readFileSync(path, 'utf8'));
      } catch {
        // Not asked yet.
        return undefined;
      }
    },
    write(answer) {
      mkdirSync(CACHE, { recursive: true });
      writeFileSync(path, JSON.stringify(answer));
    },
  };
}

type TextOf = (path: string) => string | undefined;

async function askRustc(
  folder: string,
  { files, crates }: Pick<Fixture, 'files' | 'crates'>,
  textOf: TextOf,
): Promise<RustcError[]> {
  const done = new Map<string, boolean>();
  const found: RustcError[] = [];
  const visit = async (crate: FixtureCrate): Promise<boolean> => {
    const before = done.get(crate.name);
    if (before !== undefined) return before;
    done.set(crate.name, false);
    for (const { crate: name, name: feature, optional } of crate.dependencies) {
      if (optional && !crate.on.includes(feature)) continue;
      if (!(await visit(crates.find((other) => other.name === name)!))) return false;
    }
    const out = outFolderOf(files, crate);
    const environment = out === undefined ? {} : { OUT_DIR: join(folder, out) };
    const { stderr, status } = await run('rustc', rustcArguments(crate), folder, environment);
    // Files of `OUT_DIR` are named by their absolute paths.
    const inside = (path: string): string => (path.startsWith(folder) ? path.slice(folder.length + 1) : path);
    const errors = errorsOf(diagnosticsOfRustc(stderr), (path) => textOf(inside(path))).map((error) => ({
      ...error,
      file: inside(error.file),
    }));
    if (status !== 0 && errors.length === 0) throw new Error(`rustc on ${crate.name}: ${stderr}`);
    found.push(...errors);
    done.set(crate.name, status === 0);
    return status === 0;
  };
  for (const crate of crates) await visit(crate);
  return found;
}

/**
 * The folder of generated files of a crate, as cargo would set `OUT_DIR`: `target/debug/build/NAME-*\/out`, relative to
 * the fixture. `undefined` where the fixture has none.
 */
export function outFolderOf(
  files: ReadonlyMap<string, string>,
  { name }: Pick<FixtureCrate, 'name'>,
): string | undefined {
  for (const path of files.keys()) {
    const place = /^\/(target\/debug\/build\/([\w-]+)-[0-9a-f]+\/out)\//.exec(path);
    if (place?.[2] === name) return place[1];
  }
  return undefined;
}

/** What the host calls a library that is loaded. */
const MACRO_LIBRARY = { darwin: 'dylib', win32: 'dll' }[process.platform as string] ?? 'so';

/** Builds a crate of procedural macros, for {@link rustcArguments} of those that use it. */
export function macroArguments({ name, root, edition }: FixtureCrate): string[] {
  const crateName = `--crate-name=${name.replaceAll('-', '_')}`;
  return [
    root.slice(1),
    crateName,
    '--crate-type=proc-macro',
    '--extern=proc_macro',
    `--edition=${edition}`,
    '--cap-lints=allow',
  ];
}

/** How rustc is asked about a crate of a fixture, in the folder that its files are in. */
export function rustcArguments(crate: FixtureCrate): string[] {
  const identifier = (name: string): string => name.replaceAll('-', '_');
  return [
    crate.root.slice(1),
    `--crate-name=${identifier(crate.name)}`,
    `--crate-type=${crate.root.endsWith('main.rs') ? 'bin' : 'lib'}`,
    `--edition=${crate.edition}`,
    '--emit=metadata',
    '--error-format=json',
    // Lints are not about names; some are errors by default.
    '--cap-lints=allow',
    '-Ldependency=.',
    ...crate.on.map((feature) => `--cfg=feature="${feature}"`),
    ...crate.dependencies
      .filter(({ name, optional }) => !optional || crate.on.includes(name))
      .map(({ name, crate: wanted, macros }) => {
        const file = `lib${identifier(wanted)}.${macros ? MACRO_LIBRARY : 'rmeta'}`;
        return `--extern=${identifier(name)}=${file}`;
      }),
  ];
}

async function askCargo(folder: string, textOf: TextOf): Promise<RustcError[]> {
  const args = ['check', '--workspace', '--offline', '--keep-going', '--jobs=2', '--message-format=json'];
  const { stdout, stderr, status } = await run('cargo', args, folder);
  const errors = errorsOf(diagnosticsOfCargo(stdout), textOf);
  if (status !== 0 && errors.length === 0) throw new Error(stderr);
  return errors;
}
