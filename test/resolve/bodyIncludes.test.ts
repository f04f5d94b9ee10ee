/** Files that bodies include. */
import { expect, test } from 'vitest';
import { MANIFEST, type Workspace, workspace } from '../support/sel4Workspace';

/** The text of each finding. */
function told(files: Workspace): readonly string[] {
  return files
    .analysis()
    .allFindings()
    .map((finding) => files.textOf(finding));
}

test('files that include each other in bodies come to an end: what is behind them is unknown', async () => {
  const again = (path: string): string =>
    `{ fn local() {} use crate::gone::*; ${`include!("${path}"); `.repeat(4)}seL4_NoError }`;
  const files = await workspace(`//- /Cargo.toml
${MANIFEST}
//- /src/lib.rs
#![no_std]
pub fn f() { include!("one.rs"); seL4_Gone(); }
//- /src/one.rs
${again('two.rs')}
//- /src/two.rs
${again('three.rs')}
//- /src/three.rs
${again('one.rs')}
`);
  // Each block is looked into once for each way to it: four to the power of a hundred if nothing ends that.
  expect(told(files)).toEqual(['seL4_Gone']);
});

test('a file that includes itself in a body: rustc says that alone, and what it defines is not known', async () => {
  const files = await workspace(`//- /Cargo.toml
${MANIFEST}
//- /src/lib.rs
#![no_std]
pub fn f() { include!("lib.rs"); seL4_Gone(); }
`);
  expect(told(files)).toEqual([]);
});

test('an included file is one expression: what stands behind it, or several statements, are nothing', async () => {
  const files = await workspace(`//- /Cargo.toml
${MANIFEST}
//- /src/lib.rs
#![no_std]
pub fn f() { let a = include!("one.rs"); include!("two.rs"); include!("three.rs") }
pub fn g() { seL4_Gone(); }
//- /src/one.rs
// One expression, with items in it.
{ fn local() { seL4_Local(); } local(); seL4_First }
//- /src/two.rs
seL4_Second + 1
pub mod near { pub use crate::seL4_far::*; }
//- /src/three.rs
let a = seL4_Third;
a
`);
  expect(told(files)).toEqual(['seL4_Gone', 'seL4_Local', 'seL4_First']);
});
