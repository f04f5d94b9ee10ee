/** Features that a manifest has under another name, or not at all. */
import { describe, expect, it } from 'vitest';
import { AARCH64, fixed, fixedAll, onSel4, reasons, titles } from './support/workspaces';

function manifest(features: string): string {
  return `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[features]
${features}

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", optional = true }
sel4-mock = { path = "mock", optional = true }
`;
}

const BACKENDS = manifest(
  'default = ["runtime"]\nmock = ["dep:sel4-mock"]\nruntime = ["dep:sel4"]\nsmall = []',
);

describe('a feature that the manifest has under another name', () => {
  it('is the one that alone turns on what the guarded code uses; what its opposite guards goes with it', async () => {
    const made = await onSel4(
      `#[cfg(feature = "sel4-real")]
pub use sel4::sys::*;

#[cfg(not(feature = "sel4-real"))] // for tests
pub use sel4_mock::*;
`,
      BACKENDS,
    );
    expect(titles(made, { name: 'sel4-real' })).toEqual([
      'renameFeature Write the feature `runtime`: it alone turns on `sel4`, which the code behind `sel4-real` uses',
    ]);
    expect(fixedAll(made).text('/src/lib.rs')).toBe(`#[cfg(feature = "runtime")]
pub use sel4::sys::*;

#[cfg(not(feature = "runtime"))] // for tests
pub use sel4_mock::*;
`);
  });

  it('is proven by any file of the package, and written in all of them', async () => {
    const made = await onSel4(
      `
//- /src/lib.rs
mod a;
pub fn f() -> u32 {
    #[cfg(all(feature = "sel4-real", target_arch = "aarch64"))]
    return 1;
    2
}
//- /src/a.rs
pub fn g() {
    #[cfg(feature = "sel4-real")]
    #[allow(unused_unsafe)]
    unsafe {
        let _ = sel4::sys::seL4_Error::seL4_NoError;
    }
}
`,
      BACKENDS,
    );
    const after = fixedAll(made);
    expect(after.text('/src/lib.rs')).toContain('#[cfg(all(feature = "runtime", target_arch = "aarch64"))]');
    expect(after.text('/src/a.rs')).toContain('#[cfg(feature = "runtime")]\n    #[allow');
  });

  it('is the only one that is spelt like it', async () => {
    const made = await onSel4('#[cfg(feature = "runtme")]\npub mod real {}\n', BACKENDS);
    expect(titles(made)).toEqual([
      'renameFeature Write the feature `runtime`: it is the only one that is spelt like it',
    ]);
    expect(fixed(made, 'renameFeature').text('/src/lib.rs')).toBe(
      '#[cfg(feature = "runtime")]\npub mod real {}\n',
    );
    // What is only spelt like it may be meant for something else: nobody was asked.
    const { files, left } = made.analysis(AARCH64).fixAll();
    expect(files).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual(['what is meant is not proven: choose the quick fix']);
  });

  it('is no other one that is as short', async () => {
    const made = await onSel4('#[cfg(feature = "mcs")]\npub const MCS: bool = true;\n', BACKENDS);
    expect(titles(made, { name: 'mcs' })).toEqual([]);
    expect(fixedAll(made).texts()).toEqual(made.texts());
  });
});

describe('a feature that nothing proves', () => {
  it.each([
    ['the code uses no dependency', '#[cfg(feature = "sel4-real")]\npub mod real {}\n', BACKENDS],
    [
      'two features turn on what it uses',
      '#[cfg(feature = "sel4-real")]\npub use sel4::sys::*;\n',
      manifest('runtime = ["dep:sel4"]\nmock = ["dep:sel4-mock"]\nsmall = ["dep:sel4"]'),
    ],
    [
      'the code uses what different features turn on',
      '#[cfg(feature = "sel4-real")]\npub use sel4::sys::*;\n#[cfg(feature = "sel4-real")]\npub use sel4_mock::x;\n',
      BACKENDS,
    ],
    ['only its opposite does', '#[cfg(not(feature = "sel4-real"))]\npub use sel4_mock::*;\n', BACKENDS],
  ])('is left: %s', async (_why, text, toml) => {
    const made = await onSel4(text, toml);
    expect(titles(made, { name: 'sel4-real' })).toEqual([]);
    expect(reasons(made, { name: 'sel4-real' })[0]).toMatch(
      /^renameFeature Cargo.toml does not prove which of its features is meant: `(mock|runtime)`/,
    );
    expect(fixedAll(made).texts()).toEqual(made.texts());
  });

  it('is left where the manifest declares none, with what can be done', async () => {
    const made = await onSel4('#[cfg(feature = "sel4-real")]\npub mod real {}\n');
    expect(reasons(made)).toEqual([
      'renameFeature Cargo.toml declares no features: declare `sel4-real` there, or take away what it guards',
    ]);
  });
});
