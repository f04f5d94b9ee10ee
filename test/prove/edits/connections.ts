/** What ties files together: bodies that include files, files of two crates, features that let names in, chains of globs. */
import type { Choices } from '../random';
import type { Activity, Desk } from './person';
import { typed } from './person';
import { inserted } from './textEdits';
import { statement, type Words } from './vocabulary';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

export type Connection = 'include' | 'share' | 'feature' | 'chain';

export const connections: Readonly<Record<Connection, (desk: Desk) => Activity>> = {
  /** A body includes a file as an expression, a pattern, a type, statements; then the file's text is another. */
  *include({ c, see, words, rustFile, put }) {
    const { functions, constants, modules } = words();
    const caller = rustFile();
    const name = c.pick([...modules, 'piece']);
    const path = `${folderOf(caller)}/${name}.rs`;
    const given = c.pick([`"${name}.rs"`, `concat!("${name}", ".rs")`, `"./${name}.rs"`]);
    const f = c.pick(functions);
    const call = c.pick([
      `fn ${f}() { let x = include!(${given}); x; }\n`,
      `fn ${f}() -> u32 { include!(${given}) }\n`,
      `fn ${f}() { include!(${given}); ${c.pick(constants)}; }\n`,
      `fn ${f}() { match 1 { include!(${given}) => {} _ => {} } }\n`,
      `fn ${f}(x: include!(${given})) { x; }\n`,
      `pub static ${c.pick(constants)}: u32 = include!(${given});\n`,
      `fn ${f}() { println!("{}", include!(${given})); }\n`,
    ]);
    const content = (): string => (c.chance(0.3) ? statement(c, words()) : `${piece(c, words())}\n`);
    if (c.chance(0.7)) yield put(path, content());
    const text = see.text(caller) ?? '';
    yield put(caller, c.chance(0.5) ? text + call : call + text);
    for (let left = 1 + c.below(3); left > 0; left--) yield put(path, content());
    if (c.chance(0.4)) yield typed(caller, (see.text(caller) ?? '').replace(call, ''));
  },

  /** A file becomes a module of another crate, or of another module, too; it changes; one of them lets it go. */
  *share({ c, see, words, rustFile, put }) {
    const roots = see
      .paths()
      .filter((path) => /\/(lib|main)\.rs$|\/(bin|tests|examples)\/\w+\.rs$/.test(path));
    if (roots.length === 0) return;
    const path = rustFile();
    // Best a crate that does not have it yet.
    const others = roots.filter((one) => !path.startsWith(folderOf(one)));
    const root = c.pick(others.length > 0 && c.chance(0.8) ? others : roots);
    const up = folderOf(root)
      .split('/')
      .slice(1)
      .map(() => '..');
    const module = `${c.pick(words().modules)}_too`;
    const declaration = c.pick([
      `#[path = "${up.join('/')}${path}"]\nmod ${module};\n`,
      `mod ${module} { include!("${up.join('/')}${path}"); }\n`,
    ]);
    yield put(root, declaration + (see.text(root) ?? ''));
    for (let left = c.below(3); left > 0; left--) {
      const text = see.text(path) ?? '';
      yield put(path, inserted(text, c.chance(0.5) ? text.length : 0, statement(c, words())));
    }
    if (c.chance(0.7)) yield put(root, (see.text(root) ?? '').replace(declaration, ''));
  },

  /** A feature lets a name in; manifests turn it on and off, by default or for those who depend on the crate. */
  *feature({ c, see, words, rustFile, manifest, put }) {
    const { constants, features } = words();
    const [name, feature] = [c.pick(constants), c.pick(features)];
    const [definer, user] = [rustFile(), rustFile()];
    const not = c.chance(0.3);
    const cfg = not ? `not(feature = "${feature}")` : `feature = "${feature}"`;
    yield put(definer, `#[cfg(${cfg})]\npub const ${name}: u32 = 1;\n${see.text(definer) ?? ''}`);
    yield put(user, `${see.text(user) ?? ''}fn behind() { crate::${name}; ${name}; }\n`);
    const path = manifest();
    for (let left = 1 + c.below(3); left > 0; left--) yield put(path, toggled(see.text(path) ?? '', feature));
  },

  /** Names come through modules that bring all of each other; at the far end one comes or goes. */
  *chain({ c, see, words, rustFile, put }) {
    const { constants, modules } = words();
    const name = c.pick(constants);
    const [far, near] = [rustFile(), rustFile()];
    const [first, second] = [`${c.pick(modules)}_far`, `${c.pick(modules)}_near`];
    const crate = c.chance(0.8) ? 'crate' : c.pick(words().crates);
    const empty = `pub mod ${first} {}\n`;
    const full = `pub mod ${first} { pub const ${name}: u32 = 1; }\n`;
    const start = c.chance(0.5) ? empty : full;
    yield put(far, start + (see.text(far) ?? ''));
    const middle = /\/(\w+)\.rs$/.exec(far)?.[1] ?? 'lib';
    const way = middle === 'lib' || middle === 'main' ? first : `${middle}::${first}`;
    yield put(
      near,
      `${see.text(near) ?? ''}pub mod ${second} { pub use ${crate}::${way}::*; }\nuse self::${second}::*;\nfn at_the_end() { ${name}; self::${second}::${name}; }\n`,
    );
    let now = start;
    for (let left = 1 + c.below(3); left > 0; left--) {
      const next = now === empty ? full : empty;
      const text = see.text(far) ?? '';
      if (!text.includes(now)) return;
      yield put(
        far,
        text.replace(now, () => next),
      );
      now = next;
    }
  },
};

/** What can stand where a value, a pattern or a type is expected. */
function piece(c: Choices, { functions, types, constants, modules }: Words): string {
  return c.pick([
    c.pick(constants),
    c.pick(functions),
    `crate::${c.pick(constants)}`,
    `super::${c.pick(modules)}::${c.pick(constants)}`,
    `crate::${c.pick(modules)}::${c.pick(types)}`,
    `{ let ${c.pick(functions)} = ${c.pick(constants)}; ${c.pick(functions)}() }`,
    `{ fn ${c.pick(functions)}() {} ${c.pick(functions)}() }`,
    `${c.pick(functions)}!(${c.pick(constants)})`,
    '1',
  ]);
}

/** A manifest whose default features have one more, or one less. */
function toggled(text: string, feature: string): string {
  const line = /^default = \[(.*)\]$/m.exec(text);
  if (line) {
    const list = (line[1] ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    const quoted = `"${feature}"`;
    const next = list.includes(quoted) ? list.filter((one) => one !== quoted) : [...list, quoted];
    return text.replace(line[0], () => `default = [${next.join(', ')}]`);
  }
  if (text.includes('[features]'))
    return text.replace('[features]\n', () => `[features]\ndefault = ["${feature}"]\n`);
  return `${text}\n[features]\n${feature} = []\ndefault = ["${feature}"]\n`;
}
