import { describe, expect, test } from 'vitest';
import { AARCH64, checkWorkspace } from './support';

const manifest = (features: string, more = '') => `
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
${features}
${more}
`;

describe('undeclared-feature', () => {
  test('a cfg asks for a feature that the manifest does not have', async () => {
    const { findings, workspace } = await checkWorkspace(`
${manifest('[features]\ndefault = ["runtime"]\nruntime = []\nmock = []')}
//- /src/lib.rs
#[cfg(feature = "runtim")]
pub mod real {}
#[cfg(feature = "mock")]
pub mod fake {}
`);
    expect(findings).toMatchObject([
      {
        code: 'undeclared-feature',
        severity: 'warning',
        name: 'runtim',
        rustcCode: 'unexpected_cfgs',
        category: 'other',
        message: 'the package probe has no feature `runtim`: what it guards is never built',
        help: 'features of the package: `runtime`, `mock`',
        candidates: ['runtime', 'mock'],
      },
    ]);
    expect(workspace.textOf(findings[0]!)).toBe('feature = "runtim"');
  });

  test('in cfg_attr, below all, any and not, on statements and inside bodies', async () => {
    const { findings } = await checkWorkspace(`
${manifest('')}
//- /src/lib.rs
#![cfg_attr(feature = "a", no_std)]
#[cfg(all(unix, not(feature = "b")))]
pub fn f() {
    #[cfg(any(feature = "c", test))]
    let x = 1;
}
pub struct S {
    #[cfg(feature = "d")]
    field: u32,
}
`);
    expect(findings.map((finding) => finding.name).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(findings[0]?.help).toBe('its manifest declares no features');
  });

  test('an optional dependency is a feature, and check-cfg may allow more', async () => {
    const { findings } = await checkWorkspace(`
${manifest(
  '[dependencies]\nsel4 = { path = "external/sel4", optional = true }',
  `[lints.rust]\nunexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("later"))'] }`,
)}
//- /src/lib.rs
#[cfg(feature = "sel4")]
pub mod real {}
#[cfg(feature = "later")]
pub mod later {}
`);
    expect(findings).toEqual([]);
  });

  test('a build script that sets a feature, or declares it, builds what it guards', async () => {
    const script = (line: string) => `//- /build.rs\nfn main() { let name = "MCS"; println!(${line}); }\n`;
    const asking = async (more: string) => {
      const { findings } = await checkWorkspace(
        `${manifest('')}
${more}//- /src/lib.rs
#[cfg(feature = "CONFIG_MCS")]
pub mod mcs {}
#[cfg(not(feature = "CONFIG_MCS"))]
pub fn receive(_source: u32) {}
#[cfg(feature = "CONFIG_MCS")]
pub fn receive(_source: u32, _reply: u32) {}
pub fn f() { receive(1, 2) }
`,
        { ...AARCH64, allNames: true },
      );
      return findings.map(({ code }) => code);
    };
    const undeclared = Array(3).fill('undeclared-feature');
    expect(await asking('')).toEqual([...undeclared, 'wrong-argument-count']);
    expect(await asking(script('"cargo:rustc-env=A=b"'))).toEqual([...undeclared, 'wrong-argument-count']);
    expect(await asking(script(String.raw`"cargo:rustc-cfg=feature=\"CONFIG_MCS\""`))).toEqual([]);
    expect(await asking(script(String.raw`"cargo::rustc-cfg=feature=\"{}\"", name`))).toEqual([]);
    expect(
      await asking(script(String.raw`"cargo:rustc-check-cfg=cfg(feature, values(\"CONFIG_MCS\"))"`)),
    ).toEqual(['wrong-argument-count']);
  });
});
