import { describe, expect, it } from 'vitest';
import { MANIFEST } from '../support/sel4Workspace';
import { behindAdapter, changes, fixed, onSel4, reasons, titles, workspace } from './support/workspaces';

const LIB = '/src/lib.rs';

/** Changes that the import makes to `src/lib.rs` of a package that depends on `sel4`. */
async function importing(text: string): Promise<string> {
  const made = await onSel4(text);
  return changes(made, fixed(made, 'import'), LIB);
}

/** The same file, whole. */
async function imported(text: string): Promise<string | undefined> {
  return fixed(await onSel4(text), 'import').text(LIB);
}

it('what a variable elsewhere in the file is called is not imported: as a constant it would be a pattern', async () => {
  const text = 'pub fn a() -> u32 { seL4_NoError }\npub fn c(seL4_NoError: u32) -> u32 { seL4_NoError }\n';
  expect(titles(await onSel4(text))).toEqual(['qualify* Write `sel4::sys::seL4_Error::seL4_NoError`']);
});

it('nor what a macro makes a variable', async () => {
  const text =
    'macro_rules! set { ($n:ident) => { let $n = 1; } }\n' +
    'pub fn a() -> u32 { seL4_NoError }\npub fn c() { set!(seL4_NoError); }\n';
  expect(titles(await onSel4(text))).toEqual(['qualify* Write `sel4::sys::seL4_Error::seL4_NoError`']);
});

it('in edition 2015 nothing is imported of a crate that no `extern crate` names', async () => {
  const manifest = MANIFEST.replace('2021', '2015');
  const text = 'pub mod inner { pub fn a() -> u32 { seL4_NoError } }\n';
  const bare = await onSel4(`\n//- /src/lib.rs\n${text}`, manifest);
  expect(reasons(bare)).toEqual([
    'import edition 2015 imports nothing of `sel4` without `extern crate sel4;`',
  ]);
  const glob = await onSel4('\n//- /src/lib.rs\nuse sel4::sys::*;\n', manifest);
  expect(reasons(glob)).toEqual([
    'declareCrate the manifest declares `sel4`: write `extern crate sel4;` at the root of the crate',
  ]);
  const named = await onSel4(`\n//- /src/lib.rs\nextern crate sel4;\n${text}`, manifest);
  const after = fixed(named, 'import').text(LIB);
  expect(after).toContain('pub mod inner { use sel4::sys::seL4_Error::seL4_NoError; pub fn a()');
});

describe('a name is brought in with a `use`', () => {
  it('at the top, behind what the file says of itself', async () => {
    expect(
      await importing('//! About.\n#![no_std]\n\n/// Answers.\npub fn f() -> u32 { seL4_NoError }\n'),
    ).toBe('+use sel4::sys::seL4_Error::seL4_NoError;\n+');
  });

  it('behind the licence, which a blank line parts from the first item', async () => {
    for (const header of ['// Copyright\n//\n// SPDX', '/* Copyright */', '#![no_std] // bare'])
      expect(
        await imported(`${header}\n\n// About f.\n/// Answers.\npub fn f() -> u32 { seL4_NoError }\n`),
      ).toBe(
        `${header}\n\nuse sel4::sys::seL4_Error::seL4_NoError;\n\n// About f.\n/// Answers.\npub fn f() -> u32 { seL4_NoError }\n`,
      );
  });

  it('before a comment that belongs to the first item', async () => {
    expect(await imported('// About f.\npub fn f() -> u32 { seL4_NoError }\n')).toBe(
      'use sel4::sys::seL4_Error::seL4_NoError;\n\n// About f.\npub fn f() -> u32 { seL4_NoError }\n',
    );
  });

  it('on the line of a module in braces, or of an attribute, that goes on', async () => {
    expect(await imported('mod a { pub fn f() -> u32 { seL4_NoError } }\n')).toBe(
      'mod a { use sel4::sys::seL4_Error::seL4_NoError; pub fn f() -> u32 { seL4_NoError } }\n',
    );
    expect(await imported('mod a { #![allow(unused)] pub fn f() -> u32 {\n seL4_NoError } }\n')).toBe(
      'mod a { #![allow(unused)] use sel4::sys::seL4_Error::seL4_NoError; pub fn f() -> u32 {\n seL4_NoError } }\n',
    );
    expect(await imported('#![no_std] pub fn f() -> u32 {\n seL4_NoError }\n')).toBe(
      '#![no_std] use sel4::sys::seL4_Error::seL4_NoError; pub fn f() -> u32 {\n seL4_NoError }\n',
    );
  });

  it('beside the name that is already imported from there', async () => {
    expect(
      await importing(
        'use sel4::sys::seL4_Error::seL4_RangeError;\npub fn f() -> [u32; 2] { [seL4_RangeError, seL4_NoError] }\n',
      ),
    ).toBe(
      '-use sel4::sys::seL4_Error::seL4_RangeError;\n' +
        '+use sel4::sys::seL4_Error::{seL4_NoError, seL4_RangeError};',
    );
  });

  it('into a group, in its order', async () => {
    expect(
      await importing(
        'use sel4::sys::seL4_Error::{seL4_DeleteFirst, seL4_RangeError};\n' +
          'pub fn f() -> [u32; 3] { [seL4_DeleteFirst, seL4_RangeError, seL4_NoError] }\n',
      ),
    ).toBe(
      '-use sel4::sys::seL4_Error::{seL4_DeleteFirst, seL4_RangeError};\n' +
        '+use sel4::sys::seL4_Error::{seL4_DeleteFirst, seL4_NoError, seL4_RangeError};',
    );
  });

  it('into a group of many lines, on a line of its own', async () => {
    const text = [
      'use sel4::sys::{',
      '    seL4_Error::{',
      '        seL4_RangeError, // far out',
      '    },',
      '    seL4_Word,',
      '};',
      'pub fn f(_: seL4_Word) -> [u32; 2] { [seL4_RangeError, seL4_RevokeFirst] }',
      '',
    ].join('\n');
    expect(await importing(text)).toBe('+        seL4_RevokeFirst,');
  });

  it('behind imports of the same crate, where none can take it in', async () => {
    expect(
      await importing(
        'use core::fmt;\nuse sel4::Word;\nuse core::mem;\n\npub fn f(_: Word, _: fmt::Error) -> u32 { mem::drop(1); seL4_NoError }\n',
      ),
    ).toBe('+use sel4::sys::seL4_Error::seL4_NoError;');
  });

  it('in the block whose imports lead to the bindings', async () => {
    const text = [
      'pub fn f() -> u32 {',
      '    {',
      '        use sel4::sys::seL4_Word;',
      '        let _: seL4_Word = 1;',
      '        seL4_NoError',
      '    }',
      '}',
      '',
    ].join('\n');
    expect(await importing(text)).toBe('+        use sel4::sys::seL4_Error::seL4_NoError;');
  });

  it('in the block that a cfg guards, so that other views do not see it', async () => {
    const text = [
      'pub fn f() -> u32 {',
      '    #[cfg(not(unix))]',
      '    {',
      '        return seL4_NoError;',
      '    }',
      '    #[cfg(unix)]',
      '    0',
      '}',
      '',
    ].join('\n');
    expect(await importing(text)).toBe('+        use sel4::sys::seL4_Error::seL4_NoError;\n+');
  });

  it('in an inline module, which sees nothing of the file’s imports', async () => {
    const text =
      'use sel4::sys::seL4_Word;\npub mod inner {\n    pub fn f() -> u32 { seL4_NoError }\n}\npub type W = seL4_Word;\n';
    expect(await importing(text)).toBe('+    use sel4::sys::seL4_Error::seL4_NoError;\n+');
  });

  it('through the adapter, where that is what the package sees', async () => {
    const made = await workspace(
      behindAdapter(
        'use sel4_platform::adapter::seL4_Word;\n\npub fn f(_: seL4_Word) -> u32 { seL4_NoError }\n',
      ),
    );
    expect(changes(made, fixed(made, 'import'), '/broker/src/lib.rs')).toBe(
      '+use sel4_platform::adapter::seL4_Error::seL4_NoError;',
    );
  });

  it('under the name that is written, where the bindings have another', async () => {
    const made = await onSel4('pub fn f() -> u32 { seL4_ARCH_4KPage }\n');
    expect(titles(made)).toContain(
      'import Import `sel4::sys::_object::seL4_ARM_SmallPageObject` as `seL4_ARCH_4KPage`, for aarch64 only',
    );
    expect(changes(made, fixed(made, 'import'), LIB)).toBe(
      '+use sel4::sys::_object::seL4_ARM_SmallPageObject as seL4_ARCH_4KPage;\n+',
    );
  });

  it('is not offered for a path, which has its own beginning', async () => {
    const made = await onSel4('pub fn f() -> u32 { sel4::sys::seL4_NoError }\n');
    expect(titles(made).join()).not.toContain('import');
  });
});
