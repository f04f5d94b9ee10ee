/** What is asked right after a file was opened, before anything has been checked. */
import { expect, test } from 'vitest';
import { analyseFiles, FOLDER } from '../support/checkFixture';

test('a name that macros in a body define is found at once', async () => {
  const text = `
macro_rules! item { ($name:ident { $item:item }) => { #[link_name = stringify!($name)] $item }; }
macro_rules! foreign { (fn $name:ident();) => { extern "C" { item! { $name { fn $name(); } } } }; }
pub fn f() {
    foreign! { fn g(); }
    unsafe { g() }
}
`;
  const file = `${FOLDER}/src/lib.rs`;
  const files = new Map([
    [`${FOLDER}/Cargo.toml`, '[package]\nname = "fixture"'],
    [file, text],
  ]);
  const analysis = await analyseFiles(files, { view: {} });
  const written = analysis.features.highlights(file, text.indexOf('fn g(') + 3) ?? [];
  expect(written.map(({ place, kind }) => [text.slice(0, place.start).split('\n').length, kind])).toEqual([
    [5, 'definition'],
    [6, 'read'],
  ]);
});
