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

describe('a constant of another kernel', () => {
  it('is not taken for the one beside the enum that says that there is none', async () => {
    const text = `
//- /src/lib.rs
pub const V: u32 = sel4::sys::_object::seL4_ARM_VCPUObject;
pub use sel4::sys::_object::seL4_ARM_VCPUObject as KIND;
pub const N: u32 = sel4::sys::seL4_NoError;
`;
    const after = fixedAll(await onSel4(text, ON_SEL4), { options: { view: { bindings: 'aarch64-mcs' } } });
    expect(after.text('/src/lib.rs')).toBe(`pub const V: u32 = sel4::sys::_object::seL4_ARM_VCPUObject;
pub use sel4::sys::_object::seL4_ARM_VCPUObject as KIND;
pub const N: u32 = sel4::sys::seL4_Error::seL4_NoError;
`);
  });
});

describe('a package that uses the bindings themselves', () => {
  it.each(['sel4-sys = "0.1"', 'sel4-sys = { version = "0.1", default-features = false }'])(
    'is mended whatever features it asks for: %s',
    async (dependency) => {
      const manifest = `[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${dependency}\n`;
      const text = '\n//- /src/lib.rs\npub const N: u32 = seL4_NoError;\n';
      const after = fixedAll(await onSel4(text, manifest));
      expect(after.text('/src/lib.rs')).toBe('pub const N: u32 = sel4_sys::seL4_Error::seL4_NoError;\n');
    },
  );
});

describe('a name that one architecture alone has', () => {
  const text = `
//- /src/lib.rs
pub const A: u64 = sel4::sys::seL4_ARM_Default_VMAttributes;
pub const B: u32 = sel4::sys::seL4_NoError;
pub mod imported {
    pub use sel4::sys::seL4_ARM_PageCacheable;
}
`;

  it.each(['explicit', 'typed'] as const)(
    'is written as that one has it, for the others miss it as before: %s',
    async (strategy) => {
      const after = fixedAll(await onSel4(text, ON_SEL4), { settings: { strategy } });
      expect(
        after.text('/src/lib.rs'),
      ).toBe(`pub const A: u64 = sel4::sys::seL4_ARM_VMAttributes::seL4_ARM_Default_VMAttributes;
pub const B: u32 = sel4::sys::seL4_Error::seL4_NoError;
pub mod imported {
    pub use sel4::sys::seL4_ARM_VMAttributes::seL4_ARM_PageCacheable;
}
`);
      expect(after.analysis(AARCH64).allFindings()).toEqual([]);
    },
  );

  it('is left where an architecture is asked for that misses it, and all else is mended', async () => {
    const made = await onSel4(text, ON_SEL4);
    const options = { view: { arch: 'riscv64' } } as const;
    const { files, left, broken } = made.analysis(options).fixAll({ settings: { strategy: 'explicit' } });
    expect(broken).toEqual([]);
    expect(left.map(({ finding, reason }) => `${finding.name}: ${reason}`)).toEqual([
      'seL4_ARM_Default_VMAttributes: nothing is known to write instead (riscv64)',
      'seL4_ARM_PageCacheable: nothing is known to write instead (riscv64)',
    ]);
    expect(files.map(({ after }) => after.includes('seL4_Error::seL4_NoError'))).toEqual([true]);
  });
});

describe('what is planned after something else', () => {
  it('is what is still missing once a feature has its name: nothing is defined twice', async () => {
    const manifest = ON_SEL4.replace(
      '[dep',
      '[features]\ndefault = ["runtime"]\nruntime = ["dep:sel4"]\n\n[dep',
    ).replace('default-features = false', 'default-features = false, optional = true, features = ["state"]');
    const made = await onSel4(
      `
//- /src/lib.rs
pub mod adapter;
pub fn f(tcb: u64) -> u32 { unsafe { adapter::seL4_TCB_Resume(tcb) + adapter::seL4_TCB_Suspend(tcb) } }
//- /src/adapter.rs
#[cfg(feature = "runtime")]
pub use sel4::sys::*;

#[cfg(feature = "sel4-real")]
#[allow(non_snake_case)]
pub unsafe fn seL4_TCB_Resume(tcb: seL4_TCB) -> seL4_Error::Type {
    sel4::with_ipc_buffer_mut(|ipc_buffer| ipc_buffer.inner_mut().seL4_TCB_Resume(tcb))
}
`,
      manifest,
    );
    const after = fixedAll(made);
    const adapter = after.text('/src/adapter.rs')!;
    expect(adapter).not.toContain('sel4-real');
    expect(adapter.match(/fn seL4_\w+/g)).toEqual(['fn seL4_TCB_Resume', 'fn seL4_TCB_Suspend']);
    expect(
      after
        .analysis(AARCH64)
        .allFindings()
        .filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
  });

  it('goes through the adapter where other architectures have the name already', async () => {
    const made = await onSel4(
      `
//- /src/lib.rs
pub mod adapter;
pub fn f() -> u32 { adapter::seL4_ARCH_4KPage }
//- /src/adapter.rs
pub use sel4::sys::seL4_CPtr;
#[cfg(target_arch = "riscv64")]
pub use sel4::sys::_object::seL4_RISCV_4K_Page as seL4_ARCH_4KPage;
#[cfg(target_arch = "x86_64")]
pub use sel4::sys::_object::seL4_X86_4K as seL4_ARCH_4KPage;
`,
      ON_SEL4,
    );
    const after = fixedAll(made, { settings: { strategy: 'explicit' } });
    expect(after.text('/src/lib.rs')).toBe(made.text('/src/lib.rs'));
    for (const bindings of ['pin-aarch64', 'pin-riscv64', 'pin-x86_64'])
      expect(after.analysis({ view: { bindings } }).allFindings(), bindings).toEqual([]);
  });
});

describe('why a place is left', () => {
  const reasonsLeft = async (strategy: 'explicit' | 'adapter', body: string): Promise<string[]> => {
    const made = await onSel4(
      `
//- /src/lib.rs
pub mod adapter;
use adapter::*;
pub fn f() -> u32 { ${body} }
//- /src/adapter.rs
pub use sel4::sys::*;
`,
      ON_SEL4,
    );
    return made
      .analysis(AARCH64)
      .fixAll({ settings: { strategy } })
      .left.map(({ reason }) => reason);
  };

  it.each(['explicit', 'adapter'] as const)(
    'names what a misspelt name may be meant for: %s',
    async (strategy) => {
      expect(await reasonsLeft(strategy, 'seL4_NoErorr')).toEqual([
        '`seL4_Error::seL4_NoError` or `seL4_Error::seL4_NumErrors` may be meant: choose the quick fix',
      ]);
    },
  );

  it.each(['explicit', 'adapter'] as const)('counts arguments: %s', async (strategy) => {
    expect(await reasonsLeft(strategy, 'unsafe { seL4_CNode_Copy(1) }')).toEqual([
      'the call has 1 argument, and `seL4_CNode_Copy` takes 7 in C',
    ]);
  });

  it('says what the finding tells people to write where no fix writes it', async () => {
    const made = await onSel4(
      `
//- /src/lib.rs
use sel4::sys::*;
pub fn f(tag: seL4_MessageInfo) -> seL4_Word {
    seL4_DebugDumpScheduler();
    seL4_MessageInfo_get_length(tag)
}
`,
      ON_SEL4,
    );
    const { left } = made.analysis(AARCH64).fixAll();
    expect(left.map(({ reason }) => reason)).toEqual([
      'nothing is known to write instead',
      'by hand: write `seL4_MessageInfo::get_length`',
    ]);
  });
});

it('nothing is written where nothing is to be mended', async () => {
  const made = await onSel4('pub fn f() {}\n');
  expect(made.analysis(AARCH64).fixAll()).toEqual({ files: [], mended: [], left: [], broken: [] });
});
