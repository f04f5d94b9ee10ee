/** A macro that is called many times while a crate is read: before the import that brings it, and behind what a call brings. */
import { expect, test } from 'vitest';
import { checkWorkspace, probe } from '../diagnose/support';

async function found(source: string): Promise<readonly string[]> {
  const options = { view: { arch: 'aarch64' }, allNames: true } as const;
  const { findings } = await checkWorkspace(probe('', source), options);
  return findings.map(({ name, rustcCode }) => `${name} ${rustcCode ?? ''}`.trim());
}

test('calls before the import that brings the macro, and behind it', async () => {
  const source = `
mod items {
    use crate::item;
    item!(A);
    item!(B);
    pub mod inner {
        use super::item;
        item!(C);
        item!(D);
    }
}
mod macros {
    macro_rules! item { ($name:ident) => { pub struct $name; } }
    pub(crate) use item;
}
use macros::item;
item!(E);
pub fn f(_: items::A, _: items::B, _: items::inner::C, _: items::inner::D, _: E, _: items::F) {}
`;
  expect(await found(source)).toEqual(['F E0425']);
});

test('one call brings what the next one calls', async () => {
  const source = `
mod first {
    use crate::{make, now};
    now!(A);
    make!();
    now!(B);
    again!(C);
    again!(D);
}
mod macros {
    macro_rules! make { () => { use crate::now as again; } }
    macro_rules! now { ($name:ident) => { pub struct $name; } }
    pub(crate) use {make, now};
}
use macros::{make, now};
pub fn f(_: first::A, _: first::B, _: first::C, _: first::D, _: first::E) {}
`;
  expect(await found(source)).toEqual(['E E0425']);
});
