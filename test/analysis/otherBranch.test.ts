/** Edits in what a macro that chooses has for another view: fixes are those of a fresh look. */
import { expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/api';
import { workspace } from '../support/sel4Workspace';
import { Session } from './session';

const FILE = '/src/lib.rs';
const TEXT = `
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[features]
mock = []

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }
//- /src/lib.rs
cfg_select! {
    feature = "mock" => {
        pub mod imp { pub fn seL4_NoError() {} }
    }
    _ => {
        pub use sel4::sys as imp;
    }
}
pub fn f() { let _ = imp::seL4_NoError; }
`;

function fixes(analysis: Analysis): readonly string[] {
  const [found] = analysis.allFindings().filter(({ severity }) => severity === 'error');
  const { fixes, refusals } = analysis.fixes(found!.file, found!.start, found!.end);
  return [...fixes.map(({ title }) => title), ...refusals.map(({ reason }) => reason)];
}

test('a name that the branch no longer has is in nobody’s way, and one that it has again is', async () => {
  const session = new Session(await workspace(TEXT));
  const inTheWay = fixes(session.analysis);
  expect(inTheWay.join()).toContain('not with feature `mock`');
  session.replace(FILE, 'fn seL4_NoError()', 'fn seL4_Other()');
  expect(fixes(session.analysis)).toEqual(['Write `imp::seL4_Error::seL4_NoError`']);
  session.replace(FILE, 'fn seL4_Other()', 'fn seL4_NoError()');
  expect(fixes(session.analysis)).toEqual(inTheWay);
});
