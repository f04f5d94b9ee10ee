/** Pairs that the workspace names in its manifest. */
import { describe, expect, test } from 'vitest';
import { lines, PINNED, platform } from './support';

const ONE_FACE = 'pub use sel4::sys::*;';
const MOCK =
  'pub type seL4_Word = u64;\npub const seL4_PageBits: u32 = 13;\npub mod inner { pub const seL4_TCBBits: u32 = 1; }';

async function withTable(table: string, adapter = ONE_FACE) {
  const made = await platform(MOCK, adapter);
  made.write('/Cargo.toml', `${made.text('/Cargo.toml')}\n[workspace.metadata.kaal-sel4]\n${table}\n`);
  return made;
}

describe('named pairs', () => {
  test('are compared though no adapter shows them', async () => {
    const made = await withTable('parity = [{ mock = "mock_sys", real = "sel4::sys" }]');
    const analysis = made.analysis(PINNED);
    expect(lines(made, analysis.allFindings()).filter((line) => line.includes('parity'))).toEqual([
      '2 parity-value: `seL4_PageBits` is 13 in this stand-in, but 12 in the bindings',
    ]);
    expect(analysis.problems()).toEqual([]);
    const [pair] = analysis.parity().pairs;
    expect(pair).toMatchObject({ module: 'mock_sys', standIn: 'mock_sys', real: 'sel4::sys' });
  });

  test('may be modules of a crate, and be written as a list of tables', async () => {
    const made = await withTable(
      '[[workspace.metadata.kaal-sel4.parity]]\nmock = "mock_sys::inner"\nreal = "sel4::sys"',
    );
    expect(
      lines(made, made.analysis(PINNED).allFindings()).filter((line) => line.includes('parity')),
    ).toEqual(['3 parity-value: `seL4_TCBBits` is 1 in this stand-in, but 11 in the bindings']);
  });

  test('what an adapter shows too is said once', async () => {
    const adapter =
      '#[cfg(feature = "mock")]\npub use mock_sys::*;\n#[cfg(feature = "runtime")]\npub use sel4::sys::*;';
    const made = await withTable('parity = [{ mock = "mock_sys", real = "sel4::sys" }]', adapter);
    const said = made
      .analysis(PINNED)
      .allFindings()
      .filter(({ name }) => name === 'seL4_PageBits');
    expect(said.map(({ code }) => code)).toEqual(['parity-value']);
  });

  test.each([
    [
      'mock = "mock_syss", real = "sel4::sys"',
      '`mock_syss` leads to no module: there is no crate `mock_syss` here',
      '"mock_syss"',
    ],
    [
      'mock = "mock_sys", real = "sel4::sis"',
      '`sel4::sis` leads to no module: there is no module `sis` in `sel4`',
      '"sel4::sis"',
    ],
    [
      'mock = "mock_sys::seL4_Word", real = "sel4::sys"',
      '`mock_sys::seL4_Word` leads to no module: there is no module `seL4_Word` in `mock_sys`',
      '"mock_sys::seL4_Word"',
    ],
    ['mock = "", real = "sel4::sys"', 'a path is missing', '""'],
    ['mock = "mock_sys", real = "mock_sys"', 'a module cannot stand in for itself', '"mock_sys"'],
  ])('a path that leads nowhere: %s', async (entry, message, place) => {
    const made = await withTable(`parity = [{ ${entry} }]`);
    const [problem] = made.analysis(PINNED).problems();
    expect(problem).toMatchObject({ message, help: expect.stringContaining('sel4::sys') });
    expect(made.text('/Cargo.toml')!.slice(problem!.start, problem!.end)).toBe(place);
  });

  test('a table of another shape does no harm', async () => {
    for (const table of [
      'parity = 3',
      'parity = [1, { mock = 2 }]',
      'parity = [{ mock = "a" }]',
      'parity = [{ mock = "a", real = "b", c = 1 }]',
    ]) {
      const made = await withTable(table);
      expect(
        made
          .analysis(PINNED)
          .allFindings()
          .filter(({ code }) => code.startsWith('parity')),
      ).toEqual([]);
    }
  });
});
