/**
 * Small Rust programs as one string, in rust-analyzer's notation.
 *
 * ```text
 * //- /a/src/lib.rs crate:a deps:b,old=c edition:2018 features:mock,real on:real
 *     use b::missing;
 *     //     ^^^^^^^ error[E0432]: no `missing` in the root
 * ```
 * Without a `//-` line the text is `/src/lib.rs` of a crate `fixture`. `crate:` makes a manifest; `deps:` names crates
 * of the fixture (`old=c` renames c, `c?` is optional and there if it is `on:`), `features:` declares features, `on:` says which are default ones. A file
 * `/Cargo.toml` of its own switches all that off.
 *
 * Carets stand under the last line that has none; what follows them is
 * - `error[E0425]: text`: rustc reports it there and so must we (`text`, if given, is part of rustc's message);
 * - `error: text`: the same for the errors to which rustc gives no code;
 * - `error?[E0599]`: rustc reports it, we may be silent (Unknown);
 * - `hidden[E0425]`: rustc would report it, but a failed glob in the crate silences it. We report it;
 * - `warning[pattern-binds-name]`: a finding of our own, none of rustc's business.
 */

export interface Expected {
  /** Path with a leading slash. */
  readonly file: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** 1-based; columns in characters. */
  readonly line: number;
  readonly col: number;
  readonly kind: 'error' | 'silent' | 'hidden' | 'warning';
  /** `E0425`, empty for the errors without a code, or a code of ours. */
  readonly code: string;
  readonly message?: string;
}

export interface FixtureCrate {
  readonly name: string;
  /** Folder with a leading slash; the root folder is empty. */
  readonly folder: string;
  /** Root file with a leading slash. */
  readonly root: string;
  readonly edition: string;
  readonly dependencies: readonly {
    readonly name: string;
    readonly crate: string;
    readonly optional?: true;
    /** It is a procedural macro, which rustc loads as a library of the host. */
    readonly macros?: true;
  }[];
  readonly features: readonly string[];
  readonly on: readonly string[];
}

export interface Fixture {
  /** Path with a leading slash → text, made manifests included. */
  readonly files: ReadonlyMap<string, string>;
  /** Empty where the fixture brings manifests of its own. */
  readonly crates: readonly FixtureCrate[];
  readonly expected: readonly Expected[];
}

/** Reads one fixture. Throws on a notation that it does not know, naming the line. */
export function parseFixture(text: string): Fixture {
  const files = new Map<string, string>();
  const crates: FixtureCrate[] = [];
  let header: Header = { path: '/src/lib.rs', meta: new Map() };
  let lines: string[] = [];
  const close = (): void => {
    if (lines.every((line) => line.trim() === '') && header.implied !== false) return;
    files.set(header.path, `${lines.join('\n').trimEnd()}\n`);
    const crate = crateOf(header);
    if (crate !== undefined) crates.push(crate);
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('//- ')) {
      close();
      header = parseHeader(line);
      lines = [];
    } else {
      lines.push(line);
    }
  }
  close();

  const expected = [...files].flatMap(([path, content]) => annotations(path, content));
  if (files.has('/Cargo.toml')) return { files, crates: [], expected };
  for (const [path, manifest] of manifests(crates)) files.set(path, manifest);
  return { files, crates, expected };
}

interface Header {
  readonly path: string;
  readonly meta: ReadonlyMap<string, string>;
  readonly implied?: false;
}

const KEYS = new Set(['crate', 'deps', 'edition', 'features', 'on']);

function parseHeader(line: string): Header {
  const words = line.slice(4).trim().split(/\s+/);
  const path = words[0]?.startsWith('/') ? words.shift()! : '/src/lib.rs';
  const meta = new Map<string, string>();
  for (const word of words) {
    const colon = word.indexOf(':');
    const key = word.slice(0, Math.max(colon, 0));
    if (!KEYS.has(key))
      throw new Error(`"${word}" in the fixture line "${line}" is none of ${[...KEYS].join(', ')}`);
    meta.set(key, word.slice(colon + 1));
  }
  return { path, meta, implied: false };
}

function crateOf({ path, meta }: Header): FixtureCrate | undefined {
  const place = /^(.*)\/src\/(?:lib|main)\.rs$/.exec(path);
  const folder = place?.[1];
  if (folder === undefined || (folder !== '' && !meta.has('crate'))) return undefined;
  const list = (key: string): string[] => meta.get(key)?.split(',').filter(Boolean) ?? [];
  return {
    name: meta.get('crate') ?? 'fixture',
    folder,
    root: path,
    edition: meta.get('edition') ?? '2021',
    dependencies: list('deps').map((dependency) => {
      const [name, crate] = dependency.replace(/\?$/, '').split('=');
      const optional = dependency.endsWith('?') ? { optional: true as const } : {};
      return { name: name!, crate: crate ?? name!, ...optional };
    }),
    features: list('features'),
    on: list('on'),
  };
}

/** The manifests that crates of a fixture stand for, by path. Throws if one depends on a crate that is not there. */
export function manifests(crates: readonly FixtureCrate[]): Map<string, string> {
  const made = new Map<string, string>();
  const members = crates.filter((crate) => crate.folder !== '').map((crate) => crate.folder.slice(1));
  const workspace = `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(members)}\n`;
  if (!crates.some((crate) => crate.folder === '')) made.set('/Cargo.toml', workspace);
  for (const crate of crates) {
    const dependencies = crate.dependencies.map(({ name, crate: wanted, optional }) => {
      const target = crates.find((other) => other.name === wanted);
      if (target === undefined)
        throw new Error(`the fixture has no crate ${wanted}, which ${crate.name} depends on`);
      const up = '../'.repeat(crate.folder.split('/').length - 1);
      const path = JSON.stringify(`${up || './'}${target.folder.slice(1)}`);
      const other = name === wanted ? '' : `, package = "${wanted}"`;
      return `${name} = { path = ${path}${other}${optional ? ', optional = true' : ''} }`;
    });
    const features = crate.features.map((feature) => `${feature} = []`);
    made.set(
      `${crate.folder}/Cargo.toml`,
      [
        `[package]\nname = "${crate.name}"\nversion = "0.1.0"\nedition = "${crate.edition}"\n`,
        `[dependencies]\n${dependencies.map((line) => `${line}\n`).join('')}`,
        `[features]\ndefault = ${JSON.stringify(crate.on)}\n${features.map((line) => `${line}\n`).join('')}`,
        ...(crate.folder === '' ? [workspace] : []),
      ].join('\n'),
    );
  }
  return made;
}

const ANNOTATION = /^(\s*\/\/ *)(\^+)\s*(error\??|hidden|warning)(?:\[([\w-]+)\])?(?::\s*(.*))?$/;

function annotations(file: string, text: string): Expected[] {
  const found: Expected[] = [];
  let offset = 0;
  let target = { line: 0, offset: 0, text: '' };
  text.split('\n').forEach((line, index) => {
    if (/^\s*\/\/ *\^/.test(line)) {
      const parts = ANNOTATION.exec(line);
      if (parts === null) throw new Error(`${file}:${index + 1}: cannot read "${line.trim()}"`);
      const [, before, carets, kind, code, message] = parts;
      const characters = [...target.text];
      const col = [...before!].length;
      const units = (from: number, to: number): number => characters.slice(from, to).join('').length;
      const start = target.offset + units(0, col);
      if (col + carets!.length > characters.length)
        throw new Error(`${file}:${index + 1}: carets beyond the line`);
      found.push({
        file,
        start,
        end: start + units(col, col + carets!.length),
        line: target.line,
        col: col + 1,
        kind: kind === 'error?' ? 'silent' : (kind as 'error' | 'hidden' | 'warning'),
        code: code ?? '',
        ...(message ? { message } : {}),
      });
    } else {
      target = { line: index + 1, offset, text: line };
    }
    offset += line.length + 1;
  });
  return found;
}

/** Splits a file of fixtures at its `//# title` lines. Text before the first one is a comment on the file. */
export function splitFixtures(text: string): { title: string; line: number; text: string }[] {
  const found: { title: string; line: number; text: string }[] = [];
  text.split('\n').forEach((line, index) => {
    const last = found.at(-1);
    if (line.startsWith('//# ')) found.push({ title: line.slice(4).trim(), line: index + 1, text: '' });
    else if (last !== undefined) last.text += `${line}\n`;
  });
  return found;
}
