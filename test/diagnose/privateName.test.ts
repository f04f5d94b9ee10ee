import { expect, test } from 'vitest';
import { check, checkWorkspace, only } from './support';

test('private-name: a module of the bindings that is not public', async () => {
  const { findings } = await check('pub fn f() { sel4::sys::c::seL4_Yield(); }\n');
  expect(findings[0]).toMatchObject({
    code: 'private-name',
    name: 'c',
    severity: 'error',
    rustcCode: 'E0603',
  });
});

test('a private item of an adapter', async () => {
  const { findings, workspace } = await checkWorkspace(`
//- /src/lib.rs
pub mod adapter {
    const seL4_Own: u32 = 1;
}
pub fn f() -> u32 { adapter::seL4_Own }
`);
  expect(findings).toMatchObject([
    {
      code: 'private-name',
      severity: 'error',
      name: 'seL4_Own',
      rustcCode: 'E0603',
      message: 'const `seL4_Own` is private',
      candidates: [],
    },
  ]);
  expect(workspace.textOf(findings[0]!)).toBe('seL4_Own');
});

test('a private import: the name is there, but for its own module alone', async () => {
  const finding = await only(`
pub mod adapter {
    use sel4::sys::seL4_Word;
    pub type Word = seL4_Word;
}
pub fn f(word: adapter::seL4_Word) {}
`);
  expect(finding).toMatchObject({ code: 'private-name', rustcCode: 'E0603', category: 'type' });
});
