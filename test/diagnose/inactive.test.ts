import { describe, expect, test } from 'vitest';
import { type Options, workspace } from '../support/sel4Workspace';

/** Stretches that are not compiled, as they are written. */
async function inactive(text: string, options: Options = {}, path = '/src/lib.rs'): Promise<string[]> {
  const made = await workspace(text);
  const file = `/fixture${path}`;
  return made
    .analysis(options)
    .inactive(file)
    .map(({ start, end }) => made.textOf({ file, start, end }));
}

describe('code that a view does not compile', () => {
  test('items, statements, arms, fields: the outermost', async () => {
    expect(
      await inactive(`
//- /src/lib.rs
#[cfg(target_arch = "x86_64")]
use core::fmt;
#[cfg(target_arch = "x86_64")]
mod pc { #[cfg(target_arch = "riscv64")] pub fn both() {} }
#[cfg(not(target_arch = "x86_64"))]
pub fn here() -> u32 {
    #[cfg(target_arch = "x86_64")]
    let two = 2;
    match 1 {
        #[cfg(target_arch = "x86_64")]
        2 => 3,
        other => other,
    }
}
pub struct S {
    #[cfg(target_arch = "x86_64")]
    field: u32,
}
#[cfg(target_arch = "x86_64")]
impl S { pub fn m(&self) {} }
#[cfg(target_feature = "sse")]
pub fn unknown() {}
`),
    ).toEqual([
      'use core::fmt;',
      'mod pc { #[cfg(target_arch = "riscv64")] pub fn both() {} }',
      'let two = 2;',
      '#[cfg(target_arch = "x86_64")]\n        2 => 3,',
      'u32',
      'impl S { pub fn m(&self) {} }',
    ]);
  });

  test('a module of its own file, and that file', async () => {
    const text = `
//- /src/lib.rs
#[cfg(target_arch = "x86_64")]
mod pc;
//- /src/pc.rs
pub fn f() {}
`;
    expect(await inactive(text)).toEqual(['mod pc;']);
    expect(await inactive(text, { view: { arch: 'x86_64' } })).toEqual([]);
    // A file of no crate is a question for those who know other views.
    expect(await inactive(text, {}, '/src/pc.rs')).toEqual([]);
  });

  test('what one of the crates that have the file compiles is active', async () => {
    expect(await inactive('//- /src/lib.rs\n#[cfg(test)]\nmod tests {}\n')).toEqual(['mod tests {}']);
    expect(
      await inactive('//- /src/lib.rs\n#[cfg(test)]\nmod tests {}\n', { view: { tests: true } }),
    ).toEqual([]);
  });
});
