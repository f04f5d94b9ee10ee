import { describe, expect, test } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { checkViews } from '../../server/src/analysis/checkViews';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { MANIFEST, parts } from '../support/sel4Workspace';
import { check, only } from './support';

describe('project', () => {
  test('a module without its file: one warning, and names in it are not judged', async () => {
    const finding = await only(`
pub mod kernel;
pub fn f() { kernel::seL4_Whatever(); }
`);
    expect(finding).toMatchObject({
      code: 'project',
      severity: 'warning',
      written: 'kernel',
      message: 'the file of this module is not there: names in it are not checked',
      help: 'create src/kernel.rs or src/kernel/mod.rs',
      candidates: [],
    });
  });

  test('several modules of one file without theirs: one warning each, in what check writes too', async () => {
    const source = 'pub mod one;\npub mod two;\n';
    const files = memoryFiles(
      new Map([
        ['/w/Cargo.toml', MANIFEST],
        ['/w/src/lib.rs', source],
      ]),
    );
    const views = [{ arch: 'aarch64' }, { arch: 'riscv64' }];
    const { findings } = checkViews(createSideBySide({ folder: '/w', files, views }, await parts()));
    expect(findings.map(({ finding: { start, end } }) => source.slice(start, end))).toEqual(['one', 'two']);
  });

  test('a module with two files: one warning, and names in it are not judged', async () => {
    const { findings } = await check(`
//- /src/lib.rs crate:sample
pub mod kernel;
pub fn f() { kernel::seL4_Whatever(); }
//- /src/kernel.rs
pub fn g() { seL4_Nothing(); }
//- /src/kernel/mod.rs
`);
    expect(findings).toMatchObject([
      {
        code: 'project',
        severity: 'warning',
        message: 'this module has two files (E0761): names in it are not checked',
      },
    ]);
  });

  test('a module that this view does not have needs no file', async () => {
    const { findings } = await check('#[cfg(target_arch = "x86_64")]\npub mod kernel;\n');
    expect(findings).toEqual([]);
  });

  test('a file that does not parse: one remark at the first place', async () => {
    const { findings } = await check('pub fn f() { let ; }\npub fn g( { }\npub fn h() { let ) }\n');
    expect(findings).toMatchObject([{ code: 'project', severity: 'information' }]);
  });

  test.each([
    ['pub struct A;\nimpl A {\n    pub fn f(&self) {\n', '{', 3],
    ['pub mod a {\n    pub struct A;\n    pub fn f() {\n        g(&[1);\n', '[', 4],
    // The parser says itself where the bracket is missing.
    ['pub fn f() {\n    g(1;\n}\npub fn g(_: u8) {}\n', '', 2],
    ['pub fn f() { let ; }\npub fn g() {}\n', 'let', 1],
  ])('is told where a bracket is left open: %s', async (text, marked, line) => {
    const [finding] = (await check(text)).findings;
    expect(text.slice(finding?.start, finding?.end)).toBe(marked);
    expect(text.slice(0, finding?.start).split('\n')).toHaveLength(line);
  });
});
