import { describe, expect, test } from 'vitest';
import { MANIFEST, onSel4 } from '../support/sel4Workspace';
import { check, checkWorkspace, expectCandidatesToWork, only, probe } from './support';

describe('pattern-binds-name', () => {
  test('an arm that matches everything', async () => {
    const finding = await only(`
pub fn f(error: u32) -> bool {
    match error {
        seL4_NoError => true,
        _ => false,
    }
}
`);
    expect(finding).toMatchObject({
      code: 'pattern-binds-name',
      severity: 'warning',
      name: 'seL4_NoError',
      written: 'seL4_NoError',
      category: 'constant',
      message:
        '`seL4_NoError` is no constant here: this pattern binds a new variable of that name and matches everything',
      help: 'write `sel4::sys::seL4_Error::seL4_NoError`',
      candidates: ['sel4::sys::seL4_Error::seL4_NoError'],
    });
    expect(finding.rustcCode).toBeUndefined();
    expect(finding.related).toHaveLength(1);
  });

  test('silent where an import of the name fails: that is told', async () => {
    const said = async (text: string): Promise<string[]> =>
      (await check(text)).findings.map(({ code }) => code);
    const body = 'match e { seL4_NoError => true, _ => false }';
    expect(await said(`use sel4::sys::seL4_NoError;\npub fn f(e: u32) -> bool { ${body} }\n`)).toEqual([
      'unresolved-import',
    ]);
    expect(await said(`pub fn f(e: u32) -> bool { use sel4::sys::seL4_NoError; ${body} }\n`)).toEqual([
      'unresolved-import',
    ]);
    expect(
      await said(`mod m { use sel4::sys::seL4_NoError; }\npub fn f(e: u32) -> bool { ${body} }\n`),
    ).toEqual(['unresolved-import', 'pattern-binds-name']);
  });

  test('silent where a cfg that nobody knows may bring the constant', async () => {
    const script = `//- /build.rs
fn main() { println!("cargo:rustc-cfg=feature=\\"CONFIG_KERNEL_MCS\\""); }
`;
    const source = `
pub enum Kind { seL4_UntypedObject, #[cfg(feature = "CONFIG_KERNEL_MCS")] seL4_SchedContextObject }
pub use Kind::*;
pub fn f(kind: Kind) -> bool {
    match kind { seL4_UntypedObject => true, seL4_SchedContextObject => false }
}
`;
    const said = async (more: string): Promise<string[]> =>
      (await checkWorkspace(probe('[features]\nCONFIG_KERNEL_MCS = []', source, more))).findings.map(
        ({ code, name }) => `${code} ${name}`,
      );
    expect(await said('')).toEqual(['pattern-binds-name seL4_SchedContextObject']);
    expect(await said(script)).toEqual([]);
  });

  test('in `if let`, `while let`, tuples, alternatives, and with a glob in scope', async () => {
    const answer = await check(`
use sel4::sys::*;
pub fn f(a: u32, b: Option<u32>) {
    if let seL4_NoError = a {}
    while let Some(seL4_InvalidArgument) = b {}
    match (a, b) {
        (seL4_RangeError, _) => {}
        (_, None | Some(_)) => {}
    }
}
`);
    expect(answer.findings.map(({ code, name }) => `${code} ${name}`)).toEqual([
      'pattern-binds-name seL4_NoError',
      'pattern-binds-name seL4_InvalidArgument',
      'pattern-binds-name seL4_RangeError',
    ]);
    expect(answer.findings[0]?.candidates[0]).toBe('seL4_Error::seL4_NoError');
    await expectCandidatesToWork(answer);
  });

  test('names that are meant to be variables: parameters, `let`, closures', async () => {
    const { findings } = await check(`
pub fn f(seL4_NoError: u32) -> u32 {
    let seL4_InvalidArgument = seL4_NoError;
    let add = |seL4_RangeError| seL4_RangeError + seL4_InvalidArgument;
    let (seL4_TruncatedMessage, _) = (1, { 2 });
    for seL4_RevokeFirst in 0..seL4_TruncatedMessage {}
    add(1)
}
`);
    expect(findings).toEqual([]);
  });

  test('in `let … else` and `matches!`', async () => {
    const { findings } = await check(`
pub fn f(a: u32, b: Option<u32>) -> bool {
    let Some(seL4_NoError) = b else { return false };
    matches!(a, seL4_RangeError)
}
`);
    expect(findings.map((finding) => finding.name)).toEqual(['seL4_NoError', 'seL4_RangeError']);
  });

  test('a constant in scope is matched, not bound', async () => {
    const { findings } = await check(`
use sel4::sys::seL4_Error::*;
pub fn f(error: u32) -> bool {
    match error {
        seL4_NoError => true,
        _ => false,
    }
}
`);
    expect(findings).toEqual([]);
  });

  test('silent, and counted, where a crate of which nothing is known may bring the constant', async () => {
    const made = await onSel4(
      '//- /src/lib.rs\nuse other::*;\npub fn f(e: u32) -> bool { match e { seL4_NoError => true, _ => false } }\n',
      MANIFEST.replace('sel4 = ', 'other = "1"\nsel4 = '),
    );
    const analysis = made.analysis();
    expect(analysis.allFindings()).toEqual([]);
    expect(analysis.counts()).toMatchObject({ total: 1, unknown: 1 });
  });

  test('a name that is no constant anywhere is a variable like any other', async () => {
    const { findings } = await check('pub fn f(a: u32) { match a { seL4_own => {} } }\n');
    expect(findings).toEqual([]);
  });
});
