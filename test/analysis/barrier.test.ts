import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { asWritten } from '../../server/src/syntax/asWritten';
import { MANIFEST, onSel4, ROOT, workspace } from '../support/sel4Workspace';
import { Session } from './session';

const NOTHING = { project: false, crates: [], parsed: [], checked: [] };

/** `top` depends on `middle`, `middle` on `base`; `aside` stands alone. */
const FOUR_CRATES = `
//- /base/src/lib.rs crate:base
pub mod names;
pub fn seL4_Yield() {}
//- /base/src/names.rs
pub const seL4_Here: u32 = 1;
pub fn answer() -> u32 {
    seL4_Here
}
//- /middle/src/lib.rs crate:middle deps:base
pub use base::names::*;
pub fn ask() -> u32 {
    base::names::answer()
}
//- /top/src/lib.rs crate:top deps:middle
pub fn look() -> u32 {
    middle::seL4_Here
}
//- /aside/src/lib.rs crate:aside
pub fn seL4_Alone() {}
`;

describe('what an edit makes necessary', () => {
  let session: Session;

  async function open(text: string): Promise<void> {
    session = new Session(await workspace(text));
  }

  test('nothing, when nothing changed', async () => {
    await open(FOUR_CRATES);
    expect(session.errors()).toEqual([]);
    expect(session.work()).toEqual(NOTHING);
  });

  test('in a function body: that file is parsed and checked, no crate is made again', async () => {
    await open(FOUR_CRATES);
    session.replace('/base/src/names.rs', '    seL4_Here', '    seL4_Gone');
    expect(session.work()).toEqual({
      ...NOTHING,
      parsed: ['/base/src/names.rs'],
      checked: ['/base/src/names.rs'],
    });
    expect(session.errors()).toEqual(['/base/src/names.rs seL4_Gone']);
    session.expectAsFresh();
  });

  test('in a body of a crate that has nothing of the bindings, once it names them', async () => {
    await open(`
//- /plain/src/lib.rs crate:plain
pub fn one() -> u32 {
    1
}
pub fn two() -> u32 {
    2
}
//- /user/src/lib.rs crate:user deps:plain
pub fn three() -> u32 {
    plain::one() + 2
}
`);
    expect(session.errors()).toEqual([]);
    session.replace('/plain/src/lib.rs', '    1', '    seL4_Gone');
    expect(session.errors()).toEqual(['/plain/src/lib.rs seL4_Gone']);
    session.expectAsFresh();
    session.replace('/user/src/lib.rs', '+ 2', '+ plain::seL4_Lost');
    expect(session.errors()).toEqual(['/plain/src/lib.rs seL4_Gone', '/user/src/lib.rs seL4_Lost']);
    session.expectAsFresh();
    session.replace('/plain/src/lib.rs', 'seL4_Gone', '1');
    expect(session.errors()).toEqual(['/user/src/lib.rs seL4_Lost']);
    session.expectAsFresh();
  });

  test('in a file of another workspace that is open beside this one: nothing', async () => {
    const space = await workspace(FOUR_CRATES);
    const analysis = space.analysis();
    analysis.allFindings();
    analysis.recomputed();
    analysis.applyChange([{ path: '/elsewhere/src/lib.rs', text: 'pub fn f() { seL4_Gone }' }]);
    analysis.allFindings();
    expect(analysis.recomputed()).toEqual(NOTHING);
  });

  test('impls that macros bring there count in all of the crate: it is made again', async () => {
    await open(`
//- /src/lib.rs crate:one
mod bodies;
pub struct seL4_One;
pub fn first() {
    seL4_One::seL4_new();
}
//- /src/bodies.rs
macro_rules! new { ($name:ident) => { impl crate::seL4_One { pub fn $name() {} } } }
fn f() {
    new!(seL4_new);
}
`);
    expect(session.errors()).toEqual([]);
    session.replace('/src/bodies.rs', 'new!(seL4_new)', 'new!(seL4_other)');
    expect(session.errors()).toEqual(['/src/lib.rs seL4_new']);
    session.expectAsFresh();
    session.replace('/src/bodies.rs', '    new!(seL4_other);', '');
    expect(session.errors()).toEqual(['/src/lib.rs seL4_new']);
    session.replace('/src/bodies.rs', 'fn f() {\n', 'fn f() {\n    new!(seL4_new);\n');
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('which patterns are constants is asked again: their numbers in the file shift', async () => {
    await open(`
//- /src/lib.rs crate:one
pub const seL4_One: u32 = 1;
pub fn first() {
    seL4_One;
}
pub fn second(x: u32) -> u32 {
    match x { seL4_One => 1, seL4_other => seL4_other }
}
`);
    expect(session.errors()).toEqual([]);
    session.replace('/src/lib.rs', '    seL4_One;\n', '');
    expect(session.work()).toMatchObject({ crates: [], checked: ['/src/lib.rs'] });
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('an error in a body moves with the text above it', async () => {
    await open(FOUR_CRATES);
    session.replace('/base/src/names.rs', '    seL4_Here', '    seL4_Gone');
    session.replace('/base/src/names.rs', 'pub fn', '// What was asked for.\n\npub fn');
    expect(session.work()).toMatchObject({ crates: [], checked: ['/base/src/names.rs'] });
    expect(session.errors()).toEqual(['/base/src/names.rs seL4_Gone']);
    session.expectAsFresh();
  });

  test('a comment: as little', async () => {
    await open(FOUR_CRATES);
    session.replace('/middle/src/lib.rs', 'pub use', '/* All of it. */ pub use');
    expect(session.work()).toEqual({
      ...NOTHING,
      parsed: ['/middle/src/lib.rs'],
      checked: ['/middle/src/lib.rs'],
    });
    session.expectAsFresh();
  });

  test('the same text once more: nothing at all', async () => {
    await open(FOUR_CRATES);
    session.type('/base/src/lib.rs', session.text('/base/src/lib.rs'));
    expect(session.work()).toEqual(NOTHING);
  });

  test('an item: its crate and those that depend on it, no other', async () => {
    await open(FOUR_CRATES);
    session.replace('/middle/src/lib.rs', 'pub use base::names::*;', 'pub use base::names::answer;');
    expect(session.work()).toEqual({
      project: false,
      crates: ['middle', 'top'],
      parsed: ['/middle/src/lib.rs'],
      checked: ['/middle/src/lib.rs', '/top/src/lib.rs'],
    });
    expect(session.errors()).toEqual(['/top/src/lib.rs seL4_Here']);
    session.expectAsFresh();
  });

  test('an item at the bottom: all that stand on it, through others too', async () => {
    await open(FOUR_CRATES);
    session.replace('/base/src/names.rs', 'seL4_Here: u32', 'seL4_There: u32');
    expect(session.work().crates).toEqual(['base', 'middle', 'top']);
    expect(session.errors()).toEqual(['/base/src/names.rs seL4_Here', '/top/src/lib.rs seL4_Here']);
    session.expectAsFresh();
    session.replace('/base/src/names.rs', 'seL4_There: u32', 'seL4_Here: u32');
    expect(session.errors()).toEqual([]);
  });

  test('an `impl` inside a body is seen from outside: its crate is made again', async () => {
    await open(`
//- /src/lib.rs
pub struct seL4_Thing;
pub fn f() {}
pub fn g() { seL4_Thing::new(); }
`);
    expect(session.errors()).toEqual(['/src/lib.rs new']);
    session.replace('/src/lib.rs', 'f() {}', 'f() { impl seL4_Thing { pub fn new() {} } }');
    expect(session.work().crates).toEqual(['fixture']);
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('a file with macros: what they stand for moves with them, and no crate is made again', async () => {
    await open(`
//- /src/lib.rs
#[macro_use]
mod rules;
fn f() { call!(); }
//- /src/rules.rs
pub fn before() {}
macro_rules! call {
    () => { seL4_Gone() };
}
`);
    expect(session.errors()).toEqual(['/src/rules.rs seL4_Gone']);
    session.replace('/src/rules.rs', 'before() {}', 'before() { let grown = 1; }');
    expect(session.work()).toEqual({
      ...NOTHING,
      parsed: ['/src/rules.rs'],
      checked: ['/src/lib.rs', '/src/rules.rs'],
    });
    session.replace('/src/rules.rs', 'macro_rules!', '// One rule.\nmacro_rules!');
    expect(session.errors()).toEqual(['/src/rules.rs seL4_Gone']);
    session.expectAsFresh();
    session.replace('/src/lib.rs', 'call!();', '');
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  describe('in a body of what a macro in item position is given', () => {
    const CALL = `    sel4::sel4_cfg_if! {
        if #[sel4_cfg(KERNEL_MCS)] {
            pub fn seL4_Mcs() { seL4_McsGone; }
        } else {
            pub fn seL4_Classic() -> u32 { let there = 1; there }
            pub fn seL4_Below() { seL4_BelowGone; }
        }
    }
`;
    const GIVEN = `
//- /Cargo.toml
${MANIFEST}//- /src/lib.rs
pub fn above() {}
use sel4::sel4_cfg_if;
#[macro_use]
mod inner {
${CALL}}
pub fn below() { inner::seL4_Classic(); inner::seL4_Mcs(); }
`;
    const MEMBERS = `
//- /Cargo.toml
${MANIFEST}//- /src/lib.rs
pub fn above() {}
pub struct seL4_Holder;
impl seL4_Holder {
${CALL}}
pub fn below() { seL4_Holder::seL4_Classic(); seL4_Holder::seL4_Mcs(); }
`;
    const FOUND = ['seL4_BelowGone', 'seL4_Mcs'].map((name) => `/src/lib.rs ${name}`);
    const BODIES_ONLY = { ...NOTHING, parsed: ['/src/lib.rs'], checked: ['/src/lib.rs'] };

    test('no crate is made again, and what is below moves', async () => {
      await open(GIVEN);
      expect(session.errors()).toEqual(FOUND);
      session.replace('/src/lib.rs', 'let there = 1;', 'let there = 1; seL4_Gone;\n');
      expect(session.work()).toEqual(BODIES_ONLY);
      expect(session.errors()).toContain('/src/lib.rs seL4_Gone');
      session.expectAsFresh();
      session.replace('/src/lib.rs', 'above() {}', 'above() { let grown = (1, 2); }');
      expect(session.work()).toEqual(BODIES_ONLY);
      session.expectAsFresh();
      session.replace('/src/lib.rs', ' seL4_Gone;', '');
      expect(session.work()).toEqual(BODIES_ONLY);
      expect(session.errors()).toEqual(FOUND);
      session.expectAsFresh();
    });

    test('in the branch that is not taken: nothing changes', async () => {
      await open(GIVEN);
      session.replace('/src/lib.rs', 'seL4_McsGone', 'seL4_McsLost');
      expect(session.work()).toEqual(BODIES_ONLY);
      expect(session.errors()).toEqual(FOUND);
      session.expectAsFresh();
    });

    test('another item there: the crate is made again', async () => {
      await open(GIVEN);
      session.replace('/src/lib.rs', 'fn seL4_Classic', 'fn seL4_Renamed');
      expect(session.work().crates).toEqual(['probe']);
      expect(session.errors()).toContain('/src/lib.rs seL4_Classic');
      session.expectAsFresh();
      session.replace('/src/lib.rs', 'fn seL4_Renamed', 'fn seL4_Classic');
      expect(session.errors()).toEqual(FOUND);
    });

    test('a body that does not parse leaves the items what they are', async () => {
      for (const text of [GIVEN, MEMBERS]) {
        await open(text);
        for (const [before, after] of [
          ['let there = 1;', 'let there = ;'],
          ['let there = ;', 'let there = = ;'],
          ['let there = = ;', 'let there = 1;'],
        ] as const) {
          session.replace('/src/lib.rs', before, after);
          expect(session.work()).toEqual(BODIES_ONLY);
          expect(session.errors()).toEqual(FOUND);
          session.expectAsFresh();
        }
      }
    });

    test('an item that does not parse makes the module unknown, and no more until it parses', async () => {
      await open(GIVEN);
      session.replace('/src/lib.rs', 'pub fn seL4_Below', 'pub struct seL4_Half { a: }\npub fn seL4_Below');
      expect(session.work().crates).toEqual(['probe']);
      session.expectAsFresh();
      session.replace('/src/lib.rs', 'let there = 1;', 'let there = 2;');
      expect(session.work()).toEqual(BODIES_ONLY);
      session.expectAsFresh();
      session.replace('/src/lib.rs', 'pub struct seL4_Half { a: }\n', '');
      expect(session.work().crates).toEqual(['probe']);
      expect(session.errors()).toEqual(FOUND);
      session.expectAsFresh();
    });

    test('a macro call among members there is counted from the outer call: the crate is made again', async () => {
      await open(GIVEN);
      session.replace(
        '/src/lib.rs',
        'pub fn seL4_Below()',
        'impl seL4_T { member!(seL4_foo); }\n pub struct seL4_T;\n pub fn seL4_Below()',
      );
      session.replace(
        '/src/lib.rs',
        'pub fn above() {}',
        'pub fn above() {}\nmacro_rules! member { ($n:ident) => { pub fn $n() {} } }',
      );
      session.replace('/src/lib.rs', 'pub fn below() {', 'pub fn below() { inner::seL4_T::seL4_foo();');
      expect(session.errors()).toEqual(FOUND);
      session.work();
      session.replace('/src/lib.rs', 'let there = 1;', 'let there = 1 + 1 + 1;');
      expect(session.work().crates).toEqual(['probe']);
      session.expectAsFresh();
    });

    test('among members: no crate is made again, and what is below moves', async () => {
      await open(MEMBERS);
      expect(session.errors()).toEqual(FOUND);
      for (const [before, after] of [
        ['let there = 1;', 'let there = 1; seL4_Gone;\n'],
        ['above() {}', 'above() { let grown = (1, 2); }'],
        ['seL4_McsGone', 'seL4_McsLost'],
        ['seL4_Gone;', 'seL4_Lost;'],
      ] as const) {
        session.replace('/src/lib.rs', before, after);
        expect(session.work()).toEqual(BODIES_ONLY);
        session.expectAsFresh();
      }
      expect(session.errors()).toContain('/src/lib.rs seL4_Lost');
      session.replace('/src/lib.rs', ' seL4_Lost;', '');
      expect(session.work()).toEqual(BODIES_ONLY);
      expect(session.errors()).toEqual(FOUND);
      session.expectAsFresh();
    });

    test('among members: a definition is found where it stands now', async () => {
      await open(MEMBERS);
      const below = (): readonly number[] => {
        const text = session.text('/src/lib.rs');
        const use = text.indexOf('seL4_Holder::seL4_Classic') + 'seL4_Holder::'.length;
        const found = session.analysis.features.definition(`${ROOT}/src/lib.rs`, use);
        return [found?.targets[0]?.start ?? -1, text.indexOf('seL4_Classic')];
      };
      expect(below()[0]).toBe(below()[1]);
      session.replace('/src/lib.rs', 'seL4_McsGone;', 'let (longer, than) = (1, 2); seL4_McsGone;');
      expect(session.work()).toEqual(BODIES_ONLY);
      expect(below()[0]).toBe(below()[1]);
    });

    test('another member there: the crate is made again', async () => {
      await open(MEMBERS);
      session.replace('/src/lib.rs', 'let there = 1;', 'let there = 2;');
      expect(session.work()).toEqual(BODIES_ONLY);
      session.replace('/src/lib.rs', 'fn seL4_Classic', 'fn seL4_Renamed');
      expect(session.work().crates).toEqual(['probe']);
      expect(session.errors()).toContain('/src/lib.rs seL4_Classic');
      session.expectAsFresh();
      // What was typed before is what the call is given, not what it was given at first.
      session.replace('/src/lib.rs', 'if #[sel4_cfg(KERNEL_MCS)]', 'if #[sel4_cfg(not(KERNEL_MCS))]');
      expect(session.work().crates).toEqual(['probe']);
      session.expectAsFresh();
    });

    test('calls as they were are not kept', async () => {
      await open(GIVEN);
      setFlagsFromString('--expose-gc');
      const collectGarbage = runInNewContext('gc') as () => void;
      const callNow = (): object => {
        const offset = session.text('/src/lib.rs').indexOf('seL4_Classic();') + 'seL4_Classic'.length;
        const found = session.analysis.features.completion(`${ROOT}/src/lib.rs`, offset);
        const { unit } = found!.items.find(({ label }) => label === 'seL4_Classic')!.target!.definition;
        const { source } = unit!;
        if (source.k !== 'tokens') throw new Error('it stands for no call');
        const [, module] = source.parent.fragment.items.slice(-3);
        if (module?.kind !== 'module') throw new Error('the module stands elsewhere');
        return asWritten(source.parent.fragment, module.items![0]!);
      };
      const old: WeakRef<object>[] = [];
      for (let turn = 0; turn < 5; turn++) {
        old.push(new WeakRef(callNow()));
        session.replace('/src/lib.rs', 'let there = 1', 'let there = 1 + 1');
        expect(session.work()).toEqual(BODIES_ONLY);
      }
      // What a weak reference has shown stays until the next turn.
      await new Promise((done) => setTimeout(done, 0));
      collectGarbage();
      // The one that was read first is known to the crate by its place.
      expect(old.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(2);
    });

    test('a macro defined there is known elsewhere by its place: the crate is made again', async () => {
      await open(GIVEN);
      session.replace(
        '/src/lib.rs',
        'pub fn seL4_Below()',
        'macro_rules! gives { () => { seL4_Given } }\n pub fn seL4_Below()',
      );
      session.replace('/src/lib.rs', 'pub fn below() {', 'pub fn below() { gives!();');
      expect(session.errors()).toContain('/src/lib.rs seL4_Given');
      session.work();
      session.replace('/src/lib.rs', 'let there = 1;', 'let there = 1 + 1 + 1;');
      expect(session.work().crates).toEqual(['probe']);
      session.expectAsFresh();
    });
  });

  test.each([
    [
      'an item by example',
      'macro_rules! make { ($n:ident, $v:expr) => { pub const $n: u32 = $v; }; }',
      'make!(seL4_Made, seL4_Gone);',
    ],
    [
      'items between braces',
      'use std::thread_local;',
      'thread_local! { static seL4_MADE: u32 = seL4_Gone; }',
    ],
    [
      'a macro that calls a macro',
      'macro_rules! inner { ($v:expr) => { pub const seL4_Inner: u32 = $v; }; } macro_rules! outer { ($v:expr) => { inner!($v); }; }',
      'outer!(seL4_Gone);',
    ],
    [
      'a member of an impl',
      'macro_rules! member { ($n:ident) => { pub fn $n(&self) -> u32 { seL4_Gone } }; } pub struct Thing;',
      'impl Thing { member!(get); } pub fn use_it(thing: &Thing) -> u32 { thing.get() }',
    ],
  ])('a macro call that is %s moves with the text above it', async (_, before, call) => {
    await open(`
//- /src/lib.rs
pub fn above() {}
${before}
${call}
pub fn below() { seL4_AlsoGone }
`);
    const errors = session.errors();
    expect(errors).toContain('/src/lib.rs seL4_AlsoGone');
    session.replace('/src/lib.rs', 'above() {}', 'above() { let a = (1, 2); }');
    expect(session.work()).toMatchObject({ crates: [], checked: ['/src/lib.rs'] });
    expect(session.errors()).toEqual(errors);
    session.expectAsFresh();
    session.replace('/src/lib.rs', 'above() { let a = (1, 2); }', 'above() { format!("{}", 1); }');
    session.replace('/src/lib.rs', 'pub fn below', '\n\n/* Further down. */ pub fn below');
    expect(session.work()).toMatchObject({ crates: [] });
    expect(session.errors()).toEqual(errors);
    session.expectAsFresh();
    // What is written in the call is an item's text.
    session.replace('/src/lib.rs', 'seL4_Gone', '1');
    expect(session.work().crates).toEqual(['fixture']);
    expect(session.errors()).toEqual(errors.filter((error) => error.endsWith('seL4_AlsoGone')));
    session.expectAsFresh();
  });

  test('which macro a call in a body means is told by what stands before it, wherever that is now', async () => {
    await open(`
//- /src/lib.rs
pub fn first() {}
macro_rules! answer { () => { seL4_One }; }
pub fn second() { answer!(); }
macro_rules! answer { () => { seL4_Two }; }
pub fn third() { answer!(); }
`);
    expect(session.errors()).toEqual(['/src/lib.rs seL4_One', '/src/lib.rs seL4_Two']);
    session.replace('/src/lib.rs', 'first() {}', `first() { ${'let x = 1; '.repeat(20)} }`);
    expect(session.work()).toMatchObject({ crates: [], checked: ['/src/lib.rs'] });
    expect(session.errors()).toEqual(['/src/lib.rs seL4_One', '/src/lib.rs seL4_Two']);
    session.expectAsFresh();
  });

  test('a macro that does not resolve is marked where it stands now', async () => {
    await open(`
//- /src/lib.rs
pub fn above() {}
seL4_missing!();
`);
    const errors = session.errors();
    session.replace('/src/lib.rs', 'above() {}', 'above() { let longer = 1; }');
    expect(session.work()).toMatchObject({ crates: [] });
    expect(session.errors()).toEqual(errors);
    session.expectAsFresh();
  });

  test('opening a file that nobody has read yet, and typing into it: nothing', async () => {
    await open('//- /src/lib.rs\n#[cfg(any())] mod off;\npub fn f() {}\n//- /src/off.rs\npub fn g() {}\n');
    session.type('/src/off.rs', 'pub fn g() {}\n');
    expect(session.work()).toEqual(NOTHING);
    session.type('/src/off.rs', 'pub fn g() { seL4_Gone }\n');
    expect(session.work()).toEqual(NOTHING);
    session.expectAsFresh();
  });

  test('a file that comes, goes, or names another architecture: the view is opened anew', async () => {
    await open('//- /src/lib.rs\n#[cfg(any())] mod off;\npub fn f() {}\n//- /src/off.rs\npub fn g() {}\n');
    session.type('/src/bin/tool.rs', 'fn main() { seL4_Gone }\n');
    expect(session.work()).toMatchObject({ project: true, crates: ['fixture', 'tool'] });
    session.write(['/src/bin/tool.rs', undefined]);
    expect(session.work().project).toBe(true);
    session.type('/src/off.rs', 'pub fn g() { seL4_X86_Page_Map }\n');
    expect(session.work().project).toBe(true);
    expect(session.analysis.view().arch).toBe('x86_64');
    session.expectAsFresh();
  });

  test('a build script: the view is opened anew only if it sets other features', async () => {
    await open(`
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
[features]
mcs = []
//- /build.rs
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
//- /src/lib.rs
#[cfg(feature = "mcs")]
pub fn seL4_Poll() {}
pub fn f() { crate::seL4_Poll() }
`);
    expect(session.errors()).toEqual(['/src/lib.rs seL4_Poll']);
    session.replace('/build.rs', 'fn main() {', 'fn main() {\n    let other = 1;');
    expect(session.work().project).toBe(false);
    session.replace('/build.rs', '"cargo:rerun-if-changed=build.rs"', 'r#"cargo:rustc-cfg=feature="mcs""#');
    expect(session.work().project).toBe(true);
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('crates that are read anew leave nothing of the old ones behind', async () => {
    await open(`
//- /src/lib.rs
macro_rules! make { ($n:ident) => { pub const $n: u32 = 1; }; }
make!(seL4_Made);
thread_local! { static seL4_LOCAL: u32 = 1; }
pub fn f() -> u32 { seL4_Ma }
`);
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const offset = session.text('/src/lib.rs').indexOf('seL4_Ma }') + 'seL4_Ma'.length;
    const crate = (): object => {
      const found = session.analysis.features.completion('/fixture/src/lib.rs', offset);
      return found!.items.find(({ label }) => label === 'seL4_Made')!.target!.definition.crate!;
    };
    const old: WeakRef<object>[] = [];
    for (let turn = 0; turn < 5; turn++) {
      old.push(new WeakRef(crate()));
      session.type('/src/lib.rs', `${session.text('/src/lib.rs')}pub fn more${turn}() {}\n`);
      expect(session.work().crates).toEqual(['fixture']);
    }
    crate();
    // What a weak reference has shown stays until the next turn.
    await new Promise((done) => setTimeout(done, 0));
    collectGarbage();
    expect(old.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(1);
  });

  test('a file for a `mod` that had none', async () => {
    await open('//- /src/lib.rs\nmod late;\nfn f() { late::seL4_Late(); late::seL4_Later(); }\n');
    expect(session.errors()).toEqual([]);
    session.write(['/src/late.rs', 'pub fn seL4_Late() {}\n']);
    expect(session.work()).toMatchObject({ crates: ['fixture'], parsed: ['/src/late.rs'] });
    expect(session.errors()).toEqual(['/src/lib.rs seL4_Later']);
    session.expectAsFresh();
  });

  test('such a file as an open document that was never saved, and closed again', async () => {
    await open('//- /src/lib.rs\nmod late;\nfn f() { late::seL4_Later(); }\n');
    session.type('/src/late.rs', '');
    expect(session.errors()).toEqual(['/src/lib.rs seL4_Later']);
    session.write(['/src/late.rs', undefined]);
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('a file that goes away takes its findings along', async () => {
    await open('//- /src/lib.rs\nmod a;\n//- /src/a.rs\npub fn f() { seL4_Gone(); }\n');
    expect(session.errors()).toEqual(['/src/a.rs seL4_Gone']);
    session.write(['/src/a.rs', undefined]);
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
    session.write(['/src/a.rs', 'pub fn f() { seL4_GoneAgain(); }\n']);
    expect(session.errors()).toEqual(['/src/a.rs seL4_GoneAgain']);
    session.expectAsFresh();
  });

  test('a new program in src/bin', async () => {
    await open('//- /src/lib.rs\npub fn seL4_Here() {}\n');
    session.write(['/src/bin/tool.rs', 'fn main() { fixture::seL4_Here(); fixture::seL4_Gone(); }\n']);
    expect(session.errors()).toEqual(['/src/bin/tool.rs seL4_Gone']);
    session.expectAsFresh();
  });

  test('a manifest: everything, and no source is parsed again', async () => {
    await open(`
//- /src/lib.rs features:real
#[cfg(feature = "real")]
pub fn f() { seL4_Gone(); }
`);
    expect(session.errors()).toEqual([]);
    session.replace('/Cargo.toml', 'default = []', 'default = ["real"]');
    expect(session.work()).toMatchObject({
      project: true,
      crates: ['fixture'],
      parsed: [],
      checked: ['/src/lib.rs'],
    });
    expect(session.errors()).toEqual(['/src/lib.rs seL4_Gone']);
    session.expectAsFresh();
  });

  test('another view: everything, and no source is parsed again', async () => {
    await open(`
//- /src/lib.rs features:real
#[cfg(feature = "real")]
pub fn f() { seL4_Gone(); }
`);
    session.setView({ features: ['real'] });
    expect(session.work()).toMatchObject({ project: true, parsed: [] });
    expect(session.errors()).toEqual(['/src/lib.rs seL4_Gone']);
    session.expectAsFresh();
    session.setView({});
    expect(session.errors()).toEqual([]);
  });

  test('another file of the same folder that no crate asks for: nothing', async () => {
    await open('//- /src/lib.rs\npub fn f() {}\n//- /notes/sketch.rs\nfn f() {}\n');
    session.type('/notes/sketch.rs', 'fn f() { seL4_Gone(); }\n');
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });
});

describe('generated bindings', () => {
  const OUT = '/target/aarch64-sel4/debug/build/sel4-sys-0123456789abcdef/out';
  const EMPTY = 'const _: () = ();\n';
  const FILES: readonly (readonly [string, string])[] = [
    [`${OUT}/bindings.rs`, 'pub mod seL4_Error { pub type Type = u32; pub const seL4_NoError: Type = 0; }\n'],
    [`${OUT}/invocations.rs`, EMPTY],
    [`${OUT}/invocation_labels.rs`, EMPTY],
    [`${OUT}/shared_types.rs`, EMPTY],
    [`${OUT}/syscall_ids.rs`, EMPTY],
    [`${OUT}/types.rs`, EMPTY],
  ];
  const TEXT = `
//- /src/lib.rs
pub fn f() {
    sel4::sys::seL4_Error::seL4_NoError;
    sel4::sys::seL4_Error::seL4_InvalidArgument;
}
`;

  test('appear, change and vanish under a running analysis', async () => {
    const session = new Session(await onSel4(TEXT));
    expect(session.analysis.bindings()?.kind).toBe('snapshot');
    expect(session.errors()).toEqual([]);

    session.write(...FILES);
    expect(session.analysis.bindings()).toMatchObject({ kind: 'generated', certain: true });
    expect(session.errors()).toEqual(['/src/lib.rs seL4_InvalidArgument']);
    session.expectAsFresh();

    session.write([
      `${OUT}/bindings.rs`,
      'pub mod seL4_Error { pub type Type = u32; pub const seL4_InvalidArgument: Type = 1; }\n',
    ]);
    expect(session.errors()).toEqual(['/src/lib.rs seL4_NoError']);
    session.expectAsFresh();

    session.write(...FILES.map(([path]) => [path, undefined] as const));
    expect(session.analysis.bindings()?.kind).toBe('snapshot');
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('the folder that they will appear in is watched before it exists', async () => {
    const session = new Session(await onSel4(TEXT));
    expect(session.analysis.watchedFolders()).toContain('/fixture/target');
  });
});

describe('findings of one file', () => {
  test('are one array as long as nothing in it changes', async () => {
    const session = new Session(await workspace(FOUR_CRATES));
    const before = session.analysis.findings('/fixture/top/src/lib.rs');
    session.replace('/base/src/names.rs', '    seL4_Here', '    seL4_Gone');
    expect(session.analysis.findings('/fixture/top/src/lib.rs')).toBe(before);
  });

  test('in a file that no crate has: none', async () => {
    const session = new Session(await workspace(FOUR_CRATES));
    expect(session.analysis.findings('/fixture/nowhere.rs')).toEqual([]);
  });
});

describe('what a question needs right after an edit', () => {
  const BASE = '/fixture/base/src/names.rs';

  test('in what others see: the crate of the file, not those that use it', async () => {
    const session = new Session(await workspace(FOUR_CRATES));
    session.replace('/base/src/names.rs', 'answer', 'answers');
    const { features } = session.analysis;
    expect(features.hover(BASE, session.text('/base/src/names.rs').lastIndexOf('seL4_Here'))).toBeDefined();
    expect(session.analysis.recomputed().crates).toEqual(['base']);
    expect(session.errors()).toEqual([]);
    session.expectAsFresh();
  });

  test('for references: those that have the word, by a macro of another one too, or under another name', async () => {
    const session = new Session(
      await workspace(`
//- /base/src/lib.rs crate:base
pub fn wanted() {}
pub fn other() {}
#[macro_export]
macro_rules! calls { () => { $crate::wanted() } }
//- /named/src/lib.rs crate:named deps:base
pub use base::wanted as renamed;
//- /by_macro/src/lib.rs crate:by_macro deps:base
fn f() { base::calls!(); }
//- /further/src/lib.rs crate:further deps:named
fn f() { named::renamed(); }
//- /silent/src/lib.rs crate:silent deps:base
fn f() { base::other(); }
//- /module/src/lib.rs crate:module deps:base
mod inner {
    use super as up;
    pub fn f() { up::g(); }
}
fn g() {}
`),
    );
    const uses = (): readonly string[] =>
      session.analysis.features
        .references(`${ROOT}/base/src/lib.rs`, session.text('/base/src/lib.rs').indexOf('wanted'), true)!
        .map(
          ({ place }) =>
            `${place.file.slice(ROOT.length)} ${session.text(place.file.slice(ROOT.length)).slice(place.start, place.end)}`,
        );
    const before = uses();
    session.replace('/base/src/lib.rs', 'pub fn other', 'fn fresh() {}\npub fn other');
    expect(uses()).toEqual(before);
    expect(before).toEqual([
      '/base/src/lib.rs wanted',
      '/base/src/lib.rs wanted',
      '/further/src/lib.rs renamed',
      '/named/src/lib.rs wanted',
      '/named/src/lib.rs renamed',
    ]);
    expect(session.analysis.recomputed().crates).toEqual(['base', 'named', 'by_macro', 'further']);
    session.expectAsFresh();
  });

  test('for symbols: those that have an item whose name may be meant, by a macro too', async () => {
    const session = new Session(
      await workspace(`
//- /base/src/lib.rs crate:base
pub mod real {
    pub const seL4_Here: u32 = 1;
}
pub fn other() {}
#[macro_export]
macro_rules! defines { () => { pub fn seL4_Made() {} } }
//- /written/src/lib.rs crate:written deps:base
pub fn seL4_Written() {}
//- /by_macro/src/lib.rs crate:by_macro deps:base
use base::defines as other_name;
other_name!();
//- /silent/src/lib.rs crate:silent deps:base
pub fn nothing() { let seL4_Local = base::other(); }
`),
    );
    // No name begins with it, so that all of them are gone through.
    const symbols = (): readonly string[] =>
      session.analysis.features.workspaceSymbols('_e').map(({ name, container }) => `${container} ${name}`);
    const before = symbols();
    session.replace('/base/src/lib.rs', 'pub fn other', 'fn fresh() {}\npub fn other');
    expect(symbols()).toEqual(before);
    expect([...session.analysis.recomputed().crates].sort()).toEqual(['base', 'by_macro', 'written']);
    session.expectAsFresh();
  });

  test('for a completion: the crate of the file, where no adapter is within its reach', async () => {
    const session = new Session(await workspace(FOUR_CRATES));
    session.replace('/base/src/names.rs', 'answer', 'answers');
    const at = session.text('/base/src/names.rs').lastIndexOf('seL4_Here') + 'seL4_He'.length;
    expect(session.analysis.features.completion(BASE, at)).toBeDefined();
    expect(session.analysis.recomputed().crates).toEqual(['base']);
    expect(session.analysis.features.adapterPlace(BASE, {})).toBeUndefined();
    expect(session.analysis.recomputed().crates).toEqual([]);
    session.expectAsFresh();
  });

  test('a file that the edit makes a module of the crate', async () => {
    const session = new Session(
      await workspace(`
//- /src/lib.rs crate:one
pub const seL4_Here: u32 = 1;
//- /src/late.rs
pub fn f() -> u32 {
    crate::seL4_Here
}
`),
    );
    session.replace('/src/lib.rs', 'pub const', 'mod late;\npub const');
    const { features } = session.analysis;
    expect(
      features.hover('/fixture/src/late.rs', session.text('/src/late.rs').indexOf('seL4_Here')),
    ).toBeDefined();
  });

  test('a file that a macro of the edited crate brings to another one', async () => {
    const session = new Session(
      await workspace(`
//- /tools/src/lib.rs crate:tools
#[macro_export]
macro_rules! modules { () => { } }
//- /user/src/lib.rs crate:user deps:tools
tools::modules!();
pub const seL4_Here: u32 = 1;
//- /user/src/late.rs
pub fn f() -> u32 {
    crate::seL4_Here
}
`),
    );
    const late = session.text('/user/src/late.rs').indexOf('seL4_Here');
    const { features } = session.analysis;
    expect(features.hover('/fixture/user/src/late.rs', late)).toBeUndefined();
    session.replace('/tools/src/lib.rs', '() => { }', '() => { mod late; }');
    expect(features.hover('/fixture/user/src/late.rs', late)).toBeDefined();
    session.expectAsFresh();
  });
});
