/** Files that bodies include. */
import { expect, test } from 'vitest';
import { MANIFEST, workspace } from '../support/sel4Workspace';

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
  const analysis = files.analysis();
  // Each block is looked into once for each way to it: four to the power of a hundred if nothing ends that.
  expect(analysis.allFindings().map((finding) => files.textOf(finding))).toEqual(['seL4_Gone']);
});

test('a file that includes itself in a body: rustc says that alone, and what it defines is not known', async () => {
  const files = await workspace(`//- /Cargo.toml
${MANIFEST}
//- /src/lib.rs
#![no_std]
pub fn f() { include!("lib.rs"); seL4_Gone(); }
`);
  expect(
    files
      .analysis()
      .allFindings()
      .map((finding) => files.textOf(finding)),
  ).toEqual([]);
});
