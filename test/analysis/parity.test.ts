/** What edits make of findings about stand-ins: always those of a fresh look, in their places of now. */
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/api';
import { ADAPTER, PINNED, platform } from '../diagnose/parity/support';
import { ROOT, type Workspace } from '../support/sel4Workspace';

const MOCK = `pub type seL4_Word = u32;
pub const seL4_PageBits: u32 = 13;
pub fn seL4_Yield() { let _ = 1; }
// kaal-sel4: allow(parity-value) small
pub const seL4_TCBBits: u32 = 4;
`;
const FACES = `pub fn above() { let _ = 3; }
${ADAPTER}
#[cfg(feature = "mock")]
pub type Width = u8;
#[cfg(feature = "runtime")]
pub type Width = u16;
pub fn body() { let _ = 0; }
`;
const MOCK_FILE = '/mock/src/lib.rs';
const ADAPTER_FILE = '/platform/src/adapter.rs';

/** Writes a file and tells the analysis. */
function edit(made: Workspace, analysis: Analysis, path: string, text: string): void {
  made.write(path, text);
  analysis.applyChange([{ path: ROOT + path, text: null }]);
}

function expectFresh(made: Workspace, analysis: Analysis): void {
  const fresh = made.analysis(PINNED);
  expect(analysis.allFindings()).toEqual(fresh.allFindings());
  for (const path of [MOCK_FILE, ADAPTER_FILE])
    expect(analysis.findings(ROOT + path)).toEqual(fresh.findings(ROOT + path));
}

describe('after an edit', () => {
  test.each<[string, string, (text: string) => string]>([
    ['in a body of the mock', MOCK_FILE, (text) => text.replace('let _ = 1;', 'let _ = 1; // longer\n')],
    ['in a body of the adapter', ADAPTER_FILE, (text) => text.replace('let _ = 0;', 'let _ = 0;\n\n')],
    ['in a body before what it says', ADAPTER_FILE, (text) => text.replace('let _ = 3;', 'let _ = 3;\n\n')],
    ['in a comment before it', MOCK_FILE, (text) => `// first\n${text}`],
    ['in a comment of the adapter', ADAPTER_FILE, (text) => `// first\n${text}`],
    ['in a value', MOCK_FILE, (text) => text.replace('= 13', '= 12')],
    ['in a type that others follow', MOCK_FILE, (text) => text.replace('= u32;', '= u64;')],
    ['on the other side', ADAPTER_FILE, (text) => text.replace('= u16', '= u8')],
    ['that takes a side away', ADAPTER_FILE, (text) => text.replace('pub use sel4::sys::*;', '')],
    [
      'that allows it no more',
      MOCK_FILE,
      (text) => text.replace('// kaal-sel4: allow(parity-value) small\n', ''),
    ],
    ['that makes an allowance stale', MOCK_FILE, (text) => text.replace('= 4;', '= 11;')],
    ['that breaks the file', MOCK_FILE, (text) => text.replace('= 13;', '= ')],
  ])('%s', async (_, path, change) => {
    const made = await platform(MOCK, FACES);
    const analysis = made.analysis(PINNED);
    expect(analysis.allFindings()).toHaveLength(3);
    const before = made.text(path)!;
    edit(made, analysis, path, change(before));
    expect(made.text(path)).not.toBe(before);
    expectFresh(made, analysis);
    edit(made, analysis, path, before);
    expectFresh(made, analysis);
  });

  test('the document is answered before the rest has been looked at, with places that fit', async () => {
    const made = await platform(MOCK, FACES);
    const analysis = made.analysis(PINNED);
    analysis.allFindings();
    edit(made, analysis, MOCK_FILE, `pub type seL4_New = u8;\n${MOCK}`);
    const text = made.text(MOCK_FILE)!;
    const early = analysis.findings(ROOT + MOCK_FILE).map(({ start, end }) => text.slice(start, end));
    expect(early).toEqual(['seL4_Word', 'seL4_PageBits']);
    expectFresh(made, analysis);
  });

  test('findings are the same array while nothing changes', async () => {
    const made = await platform(MOCK, FACES);
    const analysis = made.analysis(PINNED);
    analysis.allFindings();
    const before = analysis.findings(ROOT + MOCK_FILE);
    edit(made, analysis, ADAPTER_FILE, `${made.text(ADAPTER_FILE)}pub const MORE: u32 = 1;\n`);
    analysis.allFindings();
    expect(analysis.findings(ROOT + MOCK_FILE)).toBe(before);
  });

  test('where all codes are off nothing is said, not even that an allowance is stale', async () => {
    const made = await platform(MOCK, FACES);
    const codes = ['missing', 'kind', 'value', 'type', 'fields', 'signature'].map(
      (aspect) => `parity-${aspect}`,
    );
    const redefined = ['value', 'type', 'signature'].map((aspect) => `redefined-${aspect}`);
    const severities = Object.fromEntries([...codes, ...redefined].map((code) => [code, 'off' as const]));
    const analysis = made.analysis({ ...PINNED, severities });
    expect(analysis.allFindings()).toEqual([]);
  });
});
