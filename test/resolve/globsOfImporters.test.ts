/** A module whose globs bring modules that import from it, as most crates with a flat public interface are made. */
import { expect, test } from 'vitest';
import { MANIFEST, workspace } from '../support/sel4Workspace';

test.each(['', 'use super::*;'])(
  'what forty modules import from the module that brings them is known, and what is not there is told, %s',
  async (glob) => {
    const each = Array.from({ length: 40 }, (_, at) => at);
    const files = await workspace(`//- /Cargo.toml
${MANIFEST}
//- /src/lib.rs
#![no_std]
pub mod all {
    ${each.map((at) => `pub use self::m${at}::*;`).join('\n    ')}
    ${each.map((at) => `mod m${at} { ${glob} use crate::all::{S${at === 0 ? 39 : at - 1}, R as Q, seL4_Gone}; pub struct S${at}; ${at === 39 ? 'pub trait R {}' : ''} }`).join('\n    ')}
}
`);
    // Each private import leads through all globs to all others: none of them hides anything, so none is looked into.
    expect(
      files
        .analysis()
        .allFindings()
        .map((finding) => files.textOf(finding)),
    ).toEqual(each.map(() => 'seL4_Gone'));
  },
);
