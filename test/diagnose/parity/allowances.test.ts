/** Comments that allow a finding, and what is said of them. */
import { describe, expect, test } from 'vitest';
import { readAllowances } from '../../../server/src/diagnose/allowances';
import { found, PINNED, platform } from './support';

describe('an allowance', () => {
  test('stands in the line before, before attributes, or at the end of the line', async () => {
    expect(
      await found(`
// kaal-sel4: allow(parity-value) pages are small in our tests
pub const seL4_PageBits: u32 = 4;
// kaal-sel4: allow(parity-value): the same
/// Documented.
#[allow(dead_code)]
#[doc = "more ] of it"]
pub const seL4_LargePageBits: u32 = 5;
pub const seL4_HugePageBits: u32 = 6; /* kaal-sel4: allow(parity-value, parity-type) — because */
pub const seL4_TCBBits: u32 = 1;
`),
    ).toEqual([
      '8 stale-allowance: there is no `parity-type` here any more',
      '9 parity-value: `seL4_TCBBits` is 1 in this stand-in, but 11 in the bindings',
    ]);
  });

  test('that allows nothing any more is stale', async () => {
    const mock = '// kaal-sel4: allow(parity-value) why\npub const seL4_PageBits: u32 = 12;\n';
    const made = await platform(mock);
    const [finding] = made.analysis(PINNED).allFindings();
    expect(finding).toMatchObject({
      code: 'stale-allowance',
      severity: 'warning',
      name: 'parity-value',
      message: 'there is no `parity-value` here any more',
      help: 'remove the comment',
    });
    expect(mock.slice(finding!.start, finding!.end)).toBe('// kaal-sel4: allow(parity-value) why');
  });

  test('is not stale where it cannot be told, or where the view does not compile the line', async () => {
    expect(
      await found(`
const fn bits() -> u32 { 4 }
// kaal-sel4: allow(parity-value) computed
pub const seL4_PageBits: u32 = bits();
#[cfg(target_arch = "riscv64")]
// kaal-sel4: allow(parity-value) only there
pub const seL4_TCBBits: u32 = 1;
`),
    ).toEqual([]);
  });

  test('needs a code that can be allowed, and a reason', async () => {
    const said = await found(`
// kaal-sel4: allow(parity-value)
pub const seL4_PageBits: u32 = 4;
// kaal-sel4: allow(unresolved-name) no
// kaal-sel4: allow() no
// kaal-sel4: alow(parity-value) no
pub const seL4_TCBBits: u32 = 11;
// kaal-sel4 is a tool
`);
    expect(said.map((line) => line.slice(0, 90))).toEqual([
      '1 bad-allowance: this allows nothing: say why it is allowed, behind the parenthesis',
      '2 parity-value: `seL4_PageBits` is 4 in this stand-in, but 12 in the bindings',
      '3 bad-allowance: this allows nothing: `unresolved-name` cannot be allowed; these can: pari',
      '4 bad-allowance: this allows nothing: name the code that is allowed',
      '5 bad-allowance: this allows nothing: write `kaal-sel4: allow(code) why`',
    ]);
  });

  test('names a code that looks like the one that is meant', async () => {
    const said = await found(`
// kaal-sel4: allow(parity-valu) no
// kaal-sel4: allow(unresolvd-name) no
// kaal-sel4: allow(everything) no
pub const seL4_PageBits: u32 = 12;
`);
    expect(said.map((line) => line.slice(0, 104))).toEqual([
      '1 bad-allowance: this allows nothing: there is no code `parity-valu`, did you mean `parity-value`?',
      '2 bad-allowance: this allows nothing: there is no code `unresolvd-name`, and `unresolved-name` cannot be',
      '3 bad-allowance: this allows nothing: there is no code `everything`; these can: parity-missing, parity-k',
    ]);
  });

  test('covers what it stands before until that is named, however it is broken into lines', async () => {
    expect(
      await found('// kaal-sel4: allow(parity-value) why\npub const\n    seL4_PageBits: u32 = 4;'),
    ).toEqual([]);
  });

  test('covers the attributes in front of what it stands before: a cfg is one', async () => {
    const made = await platform(
      '',
      `
// kaal-sel4: allow(undeclared-feature) the build script sets it
#[cfg(feature = "later")]
pub fn f() {}
#[cfg(all(unix, feature = "later"))] // kaal-sel4: allow(undeclared-feature) here too
pub fn g() {}
#[cfg(feature = "other")]
pub fn h() {}
`,
    );
    const findings = made.analysis(PINNED).allFindings();
    expect(findings.map(({ code, name }) => `${code} ${name}`)).toEqual(['undeclared-feature other']);
  });

  test('in a documentation comment allows nothing', async () => {
    for (const comment of [
      '/// kaal-sel4: allow(parity-value) why',
      '/** kaal-sel4: allow(parity-value) why */',
    ])
      expect(
        (await found(`${comment}\npub const seL4_PageBits: u32 = 4;`)).map((line) => line.slice(0, 40)),
      ).toEqual(['1 bad-allowance: this allows nothing: it', '2 parity-value: `seL4_PageBits` is 4 in ']);
  });

  test('in a string is none', async () => {
    expect(readAllowances('const A: &str = "// kaal-sel4: allow(parity-value) x";')).toEqual([]);
    expect(readAllowances('let a = r#"\n// kaal-sel4: allow(parity-value) x\n"#;')).toEqual([]);
  });

  test('works for other lints of ours, never for an error of rustc', async () => {
    const adapter = `
pub use sel4::sys::*;
pub fn f(error: seL4_Error::Type) -> bool {
    match error {
        // kaal-sel4: allow(pattern-binds-name) a joke
        seL4_NoError => true,
    }
}
`;
    expect(await found('', adapter)).toEqual([]);
    const made = await platform(
      '',
      'pub fn f() { sel4::sys::seL4_NoErorr; } // kaal-sel4: allow(unresolved-name) x',
    );
    expect(
      made
        .analysis(PINNED)
        .allFindings()
        .map(({ code }) => code),
    ).toEqual(['unresolved-name', 'bad-allowance']);
  });
});
