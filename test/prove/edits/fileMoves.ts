/** Files come, go, move and are looked at: what people and version control do. */
import type { BodyEdit } from './bodyEdits';
import type { Connection } from './connections';
import type { ItemEdit } from './itemEdits';
import type { Activity, Desk, Kind } from './person';
import { typed, written } from './person';
import type { Change } from './script';
import { block, cursor, inserted, item, renamed } from './textEdits';
import { statement } from './vocabulary';

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.rs$/, '');

type FileActivity = Exclude<
  Kind,
  | 'typing'
  | 'command'
  | 'paste'
  | 'undo'
  | 'redo'
  | 'manifest'
  | 'config'
  | 'view'
  | 'constant'
  | 'macro'
  | Connection
  | ItemEdit
  | BodyEdit
  | 'nothing'
  | 'build'
>;

export const fileActivities: Readonly<Record<FileActivity, (desk: Desk) => Activity>> = {
  /** A document is closed: what the disk has counts again. */
  *close({ c, see }) {
    if (see.open.size === 0) return;
    const path = c.pick([...see.open.keys()]);
    if (c.chance(0.6)) yield written([path, see.open.get(path) ?? '']);
    yield { k: 'change', changes: [{ where: 'editor', path, text: null }] };
  },

  /** A file is open while a program writes it, or removes it, and is closed later. */
  *whileOpen({ c, see, rustFile, words }) {
    const path = rustFile();
    const text = see.text(path) ?? '';
    yield typed(path, text);
    yield written([path, c.chance(0.2) ? null : inserted(text, cursor(c, text), statement(c, words()))]);
    if (c.chance(0.5)) yield typed(path, `${see.text(path) ?? ''}// more\n`);
    if (c.chance(0.7)) yield { k: 'change', changes: [{ where: 'editor', path, text: null }] };
  },

  /** One name for another in all files, in one go. */
  *rename({ c, see, words, rustFile }) {
    const found = (see.text(rustFile()) ?? '').match(/[A-Za-z_]\w*/g);
    if (found === null) return;
    const { functions, types, constants } = words();
    const from = c.pick(found);
    const to = c.pick([...functions, ...types, ...constants, `${from}_new`]);
    const where = c.chance(0.5) ? 'editor' : 'disk';
    const changes = see
      .paths()
      .filter((path) => path.endsWith('.rs'))
      .map((path): Change => ({ where, path, text: renamed(see.text(path) ?? '', from, to) }))
      .filter(({ path, text }) => text !== see.text(path));
    if (changes.length > 0) yield { k: 'change', changes };
  },

  /** An item goes from one file to another: in one go, or out first, or in first. */
  *moveItem({ c, see, rustFile, put }) {
    const [from, to] = [rustFile(), rustFile()];
    const text = see.text(from) ?? '';
    const span = item(c, text);
    if (span === undefined || from === to) return;
    const left = text.slice(0, span[0]) + text.slice(span[1]);
    const target = see.text(to) ?? '';
    const grown = inserted(target, c.chance(0.5) ? target.length : cursor(c, target), text.slice(...span));
    const order = c.below(3);
    if (order === 0) {
      yield {
        k: 'change',
        changes: [
          { where: 'editor', path: from, text: left },
          { where: 'editor', path: to, text: grown },
        ],
      };
      return;
    }
    if (order === 1) yield put(from, left);
    yield put(to, grown);
    if (order === 2) yield put(from, left);
  },

  /** A module's file gets another name; the declarations follow, or do not. */
  *renameFile({ c, see, words, rustFile }) {
    const path = rustFile();
    const text = see.text(path);
    if (text === undefined) return;
    const name = nameOf(path);
    const to = c.pick([...words().modules, `${name}_new`]);
    const target = `${folderOf(path)}/${to}.rs`;
    yield written([path, null], [target, text]);
    if (c.chance(0.4)) return;
    for (const other of see.paths()) {
      const before = see.text(other) ?? '';
      const after = before.replace(new RegExp(`\\bmod ${name}\\b`, 'g'), () => `mod ${to}`);
      if (other.endsWith('.rs') && after !== before) yield typed(other, after);
    }
  },

  /** `name.rs` becomes `name/mod.rs` or the other way; for a while there are both, or none. */
  *modRs({ c, see, rustFile }) {
    const path = rustFile();
    const text = see.text(path);
    if (text === undefined) return;
    const other = path.endsWith('/mod.rs') ? `${folderOf(path)}.rs` : `${path.slice(0, -3)}/mod.rs`;
    switch (c.below(4)) {
      case 0:
        yield written([path, null], [other, text]);
        return;
      case 1:
        yield written([other, text]);
        yield written([path, null]);
        return;
      case 2:
        yield written([path, null]);
        yield written([other, text]);
        return;
      default:
        yield written([other, text]);
        if (c.chance(0.5)) yield written([other, null]);
    }
  },

  /** A new file: the declaration first, or the file first, or no declaration at all. */
  *addFile({ c, see, words, rustFile, clippings, put }) {
    const parent = rustFile();
    const isRoot = /\/(lib|main|mod)\.rs$/.test(parent);
    const folder = isRoot ? folderOf(parent) : parent.slice(0, -3);
    const name = c.pick([...words().modules, 'fresh']);
    const path = c.chance(0.1) ? `${folderOf(parent)}/bin/${name}.rs` : `${folder}/${name}.rs`;
    const text = c.weighted({ empty: 1, statement: 3, block: 2 });
    const content =
      text === 'empty' ? '' : text === 'statement' ? statement(c, words()) : block(c, c.pick(clippings));
    const declare = (): string => `${c.chance(0.5) ? 'pub ' : ''}mod ${name};\n${see.text(parent) ?? ''}`;
    const order = c.below(3);
    if (order === 0) yield put(parent, declare());
    yield put(path, content);
    if (order === 1) yield put(parent, declare());
  },

  /** A file goes, or a folder with all that is in it; sometimes it comes back, as when a branch is left and taken again. */
  *removeFile({ c, see, rustFile }) {
    const path = rustFile();
    const folder = `${folderOf(path)}/`;
    const files = see
      .paths()
      .filter((one) => one === path || (c.chance(0.1) && one.startsWith(folder)))
      .flatMap((one): [string, string][] => {
        const text = see.disk.text(one);
        return text === undefined ? [] : [[one, text]];
      });
    if (files.length === 0) return;
    yield written(...files.map(([one]): [string, null] => [one, null]));
    if (c.chance(0.75)) yield written(...files);
  },

  /** A whole package comes, and may go again. */
  *crate({ c, words, see }) {
    const name = c.pick([...words().crates, 'fresh']);
    const files: [string, string][] = [
      [
        `/${name}/Cargo.toml`,
        `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[features]\nreal = []\n`,
      ],
      [`/${name}/src/lib.rs`, statement(c, words()) + statement(c, words())],
    ];
    const before = files.map(([path]): [string, string | null] => [path, see.disk.text(path) ?? null]);
    if (c.chance(0.5)) yield written(...files);
    else for (const file of files) yield written(file);
    if (c.chance(0.6)) yield written(...before);
  },
};
