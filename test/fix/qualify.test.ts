import { afterAll, describe, expect, it } from 'vitest';
import { MANIFEST } from '../support/sel4Workspace';
import { compiles } from './support/compiled';
import { removeRustWorkspaces } from './support/rust';
import {
  behindAdapter,
  changes,
  fixed,
  fixedAll,
  onSel4,
  reasons,
  titles,
  workspace,
} from './support/workspaces';

const LIB = '/src/lib.rs';

afterAll(removeRustWorkspaces);

describe('a path that resolves is written in place', () => {
  it('beginning as the written one does, so that little changes', async () => {
    const made = await onSel4('pub fn f() -> u32 { sel4::sys::seL4_NoError }\n');
    expect(titles(made)).toEqual(['qualify* Write `sel4::sys::seL4_Error::seL4_NoError`']);
    const after = fixed(made, 'qualify');
    expect(after.text(LIB)).toBe('pub fn f() -> u32 { sel4::sys::seL4_Error::seL4_NoError }\n');
  });

  it('as short as globs in scope allow', async () => {
    const made = await onSel4('use sel4::sys::*;\npub fn f() -> u32 { seL4_NoError }\n');
    const after = fixed(made, 'qualify');
    expect(changes(made, after, LIB)).toBe(
      '-pub fn f() -> u32 { seL4_NoError }\n+pub fn f() -> u32 { seL4_Error::seL4_NoError }',
    );
  });

  it('in full where nothing is in scope, through whatever the package depends on', async () => {
    const made = await workspace(behindAdapter('pub fn f() -> u32 { seL4_NoError }\n'));
    const after = fixed(made, 'qualify', { name: 'seL4_NoError' });
    expect(changes(made, after, '/broker/src/lib.rs')).toBe(
      '-pub fn f() -> u32 { seL4_NoError }\n' +
        '+pub fn f() -> u32 { sel4_platform::adapter::seL4_Error::seL4_NoError }',
    );
  });

  it('with `::Type` behind an enum module that stands for its type', async () => {
    const made = await onSel4('use sel4::sys::seL4_Error;\npub fn f(x: seL4_Error) -> u32 { x }\n');
    const after = fixed(made, 'qualify');
    expect(after.text(LIB)).toBe('use sel4::sys::seL4_Error;\npub fn f(x: seL4_Error::Type) -> u32 { x }\n');
  });

  it('as a module where more of the path follows, though C has a type of the name', async () => {
    const made = await onSel4('pub fn f(x: u32) -> seL4_Error::Type { x }\n');
    expect(fixed(made, 'qualify').text(LIB)).toBe('pub fn f(x: u32) -> sel4::sys::seL4_Error::Type { x }\n');
  });

  it('past a module that is private, or not there', async () => {
    const made = await onSel4('pub fn f(x: sel4::sys::c::seL4_CPtr) -> sel4::sys::no::seL4_Word { x }\n');
    let after = fixed(made, 'qualify', { name: 'c' });
    after = fixed(after, 'qualify', { name: 'no' });
    expect(after.text(LIB)).toBe('pub fn f(x: sel4::sys::seL4_CPtr) -> sel4::sys::seL4_Word { x }\n');
  });

  it('beside the name of a field that has no value of its own', async () => {
    const made = await onSel4(
      'use sel4::sys::*;\npub struct S { pub seL4_NoError: u32 }\npub fn f() -> S { S { seL4_NoError } }\n',
    );
    const after = fixed(made, 'qualify');
    expect(after.text(LIB)).toContain('S { seL4_NoError: seL4_Error::seL4_NoError }');
  });

  it('from the root of the crate, where the written one begins there', async () => {
    const made = await onSel4(
      `
//- /src/lib.rs
extern crate sel4;
use sel4::sys::*;
pub mod inner { pub fn f(e: ::seL4_Error) -> bool { e == ::seL4_NoError || e == ::sel4::sys::seL4_RangeError } }
`,
      MANIFEST.replace('2021', '2015'),
    );
    let after = fixed(made, 'qualify', { name: 'seL4_Error' });
    after = fixed(after, 'qualify', { name: 'seL4_NoError' });
    after = fixed(after, 'qualify', { name: 'seL4_RangeError' });
    expect(after.text(LIB)).toContain('f(e: ::seL4_Error::Type) -> bool');
    expect(after.text(LIB)).toContain('e == ::seL4_Error::seL4_NoError');
    expect(after.text(LIB)).toContain('e == ::sel4::sys::seL4_Error::seL4_RangeError');
    expect(await compiles(after)).toEqual([]);
  });

  it('in braces among generic arguments, where a path is one of a type', async () => {
    const made = await onSel4(
      'use sel4::sys::*;\npub struct W<const N: u32>;\npub fn f() -> W<seL4_NoError> { W::<{ seL4_NoError }> }\n',
    );
    const after = fixedAll(made);
    expect(changes(made, after, LIB)).toContain(
      '+pub fn f() -> W<{ seL4_Error::seL4_NoError }> { W::<{ seL4_Error::seL4_NoError }> }',
    );
    expect(await compiles(after)).toEqual([]);
  });

  it('in patterns', async () => {
    const made = await onSel4(
      'use sel4::sys::*;\npub fn f(x: u32) -> bool { match x { seL4_NoError => true, _ => false } }\n',
    );
    const after = fixed(made, 'qualify');
    expect(after.text(LIB)).toContain('match x { seL4_Error::seL4_NoError => true');
  });

  it('through macro calls, where the name stands in their arguments', async () => {
    const made = await onSel4('use sel4::sys::*;\npub fn f(x: u32) { assert_eq!(x, seL4_NoError); }\n');
    expect(fixed(made, 'qualify').text(LIB)).toContain('assert_eq!(x, seL4_Error::seL4_NoError);');
  });

  it('but not in a macro’s definition, nor in a format string', async () => {
    const inDefinition = await onSel4(
      'use sel4::sys::*;\nmacro_rules! ok { () => { seL4_NoError } }\npub fn f() -> u32 { ok!() }\n',
    );
    expect(reasons(inDefinition)).toEqual([
      'qualify the name is not written here as it is: a macro puts it together',
    ]);
    const inString = await onSel4('use sel4::sys::*;\npub fn f() { println!("{seL4_NoError}"); }\n');
    expect(reasons(inString)).toContain(
      'qualify the name is not written here as it is: a macro puts it together',
    );
  });

  it('says for which architecture, where the name stands for something else on others', async () => {
    const made = await onSel4('pub fn f() -> u32 { sel4::sys::seL4_ARCH_4KPage }\n');
    expect(titles(made)).toEqual([
      'qualify Write `sel4::sys::_object::seL4_ARM_SmallPageObject`, for aarch64 only',
    ]);
    fixed(made, 'qualify');
  });

  it('says that a name is no name of seL4', async () => {
    const made = await onSel4('pub fn f() -> u64 { sel4::sys::seL4_ARCH_WriteBack as u64 }\n');
    expect(titles(made)).toEqual([
      'qualify Write `sel4::sys::seL4_ARM_VMAttributes::seL4_ARM_Default_VMAttributes`, for aarch64 only: ' +
        '`seL4_ARCH_WriteBack` is no name of seL4; C has `seL4_ARCH_Default_VMAttributes`',
    ]);
  });

  it('keeps comments, tabs and CRLF around', async () => {
    const made = await onSel4(
      'pub fn f() -> u32 {\r\n\t/* a */ sel4::sys::seL4_NoError // b\r\n}\r\n'.replaceAll('\r\n', '\r\n'),
    );
    expect(fixed(made, 'qualify').text(LIB)).toBe(
      'pub fn f() -> u32 {\r\n\t/* a */ sel4::sys::seL4_Error::seL4_NoError // b\r\n}\n',
    );
  });
});
