/** All findings planned together: over architectures, kernels and files. */
import { describe, expect, it } from 'vitest';
import { AARCH64, fixedAll, onSel4 } from './support/workspaces';

const ON_SEL4 = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", default-features = false }
`;

describe('views that are planned together', () => {
  it('agree about a name that is a call in one kernel and a type in others: the adapter gets both', async () => {
    const made = await onSel4(
      `
//- /src/main.rs
mod adapter;
use adapter::seL4_SchedContext_Consumed;
fn main() {}
//- /src/adapter.rs
pub use sel4::sys::seL4_CPtr;
`,
      ON_SEL4,
    );
    for (const bindings of ['aarch64-mcs', 'pin-aarch64-mcs', 'aarch64', 'pin-aarch64']) {
      const options = { view: { bindings } };
      const after = fixedAll(made, { options });
      expect(after.analysis(options).allFindings(), bindings).toEqual([]);
      const adapter = after.text('/src/adapter.rs');
      expect(adapter, bindings).toContain('pub unsafe fn seL4_SchedContext_Consumed');
      expect(adapter, bindings).toContain(
        '#[sel4::sel4_cfg(not(KERNEL_MCS))]\npub use sel4::sys::seL4_SchedContext_Consumed;',
      );
    }
  });
});

it('nothing is written where nothing is to be mended', async () => {
  const made = await onSel4('pub fn f() {}\n');
  expect(made.analysis(AARCH64).fixAll()).toEqual({ files: [], mended: [], left: [], broken: [] });
});
