/** Random edits that can be had again: the same seed gives the same ones. */
import type { Session } from './session';

/** Numbers from 0 to `below`, exclusive (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** What people type, whole and half. */
const TYPED = [
  ' ',
  '\n',
  '// a note\n',
  '/*',
  '{',
  '}',
  ';',
  '::',
  'x',
  '"',
  "'a ",
  '#[cfg(feature = "mock")]\n',
  'seL4_NoError',
  'seL4_Error::seL4_NoError',
  'use sel4_platform::adapter::*;\n',
  'use super::*;\n',
  'pub use crate::*;\n',
  'pub mod extra;\n',
  'mod inner { pub fn seL4_Inner() {} }\n',
  'fn more() { seL4_Gone(); }\n',
  'pub const seL4_New: u32 = 1;\n',
  'impl Thread { fn seL4_Own(&self) {} }\n',
  'macro_rules! wrong { () => { seL4_FromMacro() }; }\n',
  'wrong!();\n',
  'let seL4_NoError = 1;\n',
  'match x { seL4_NoError => 1, _ => 2 };\n',
];

const MANIFEST_LINES = [
  '# a note\n',
  'x = []\n',
  'mock = []\n',
  'default = ["mock"]\n',
  '[dependencies]\n',
  'sel4-mock-sys = { workspace = true }\n',
];

const NEW_FILES = [
  '/runtime/cap_broker/src/extra.rs',
  '/runtime/sel4-platform/src/extra.rs',
  '/runtime/cap_broker/src/bin/tool.rs',
  '/runtime/root-task/src/main.rs',
];

/** Does random things to the files of a session, and undoes some. */
export class RandomEdits {
  private readonly history: { readonly path: string; readonly text: string }[] = [];
  private readonly number: (below: number) => number;

  constructor(
    private readonly session: Session,
    seed: number,
  ) {
    this.number = randomNumbers(seed);
  }

  private one<T>(list: readonly T[]): T {
    return list[this.number(list.length)]!;
  }

  private fileOf(end: string): string {
    const files = this.session.disk.paths().filter((path) => path.endsWith(end));
    return this.one(files);
  }

  /** One step; says what it was. */
  step(): string {
    const { session } = this;
    const what = this.number(20);
    if (what < 5) {
      const last = this.history.pop();
      if (!last) return 'nothing to undo';
      session.type(last.path, last.text);
      return `undo in ${last.path}`;
    }
    if (what === 5) {
      const path = this.one(NEW_FILES);
      session.write([
        path,
        session.isThere(path) ? undefined : 'pub fn seL4_Extra() { seL4_Gone() }\nfn main() {}\n',
      ]);
      return `${session.isThere(path) ? 'add' : 'remove'} ${path}`;
    }
    if (what === 6) {
      const path = this.fileOf('.rs');
      const text = session.text(path);
      session.write([path, undefined]);
      if (this.number(4) > 0) session.write([path, text]);
      return `remove ${path}, ${session.isThere(path) ? 'and put it back' : 'for good'}`;
    }
    const path = what === 7 ? this.fileOf('Cargo.toml') : this.fileOf('.rs');
    const before = session.text(path);
    const lines = path.endsWith('.toml');
    let at = this.number(before.length + 1);
    if (lines || this.number(2) === 0) at = before.indexOf('\n', at) + 1;
    const gone = !lines && this.number(3) === 0 ? 1 + this.number(25) : 0;
    const typed = gone > 0 ? '' : this.one(lines ? MANIFEST_LINES : TYPED);
    this.history.push({ path, text: before });
    const after = before.slice(0, at) + typed + before.slice(at + gone);
    if (this.number(4) === 0) session.write([path, after]);
    else session.type(path, after);
    return `${path} at ${at}: -${gone} +${JSON.stringify(typed)}`;
  }
}
