import { expect, test } from 'vitest';
import { parityText } from '../../server/src/cli/paritySummary';
import { plain } from '../../server/src/cli/style';
import { checkText } from '../../server/src/cli/text';
import { paritySummaries } from '../../server/src/report/parity';
import { PINNED, platform } from '../diagnose/parity/support';
import { reportOf, viewReport } from './support';

const MOCK = `
pub type seL4_Word = usize;
pub type seL4_CPtr = seL4_Word;
pub const seL4_NoError: u32 = 0;
const fn bits() -> u32 { 12 }
pub const seL4_PageBits: u32 = bits();
pub const seL4_TCBBits: u32 = 11;
`;

async function parity() {
  return (await platform(MOCK)).analysis(PINNED).parity();
}

test('names are counted once, and what cannot be told is listed', async () => {
  expect(parityText(await parity(), plain)).toEqual([
    'parity of platform: feature = "mock" against feature = "runtime"\n' +
      '  5 names: 1 the same, 2 different (1 of them only because `seL4_Word` does), 1 missing, 1 not known\n' +
      '    not known: value of seL4_PageBits (a call of `bits`)',
  ]);
  expect(paritySummaries(await parity())).toEqual([
    {
      module: 'platform',
      standIn: 'feature = "mock"',
      real: 'feature = "runtime"',
      names: 5,
      same: 1,
      different: 2,
      following: 1,
      from: ['seL4_Word'],
      missing: 1,
      unknown: [{ name: 'seL4_PageBits', what: 'value', reason: 'a call of `bits`' }],
    },
  ]);
});

test('the report has a section for it, one for each of several views', async () => {
  const options = { paint: plain, width: 80, textOf: () => undefined, nameOf: (file: string) => file };
  const view = viewReport({ parity: await parity() });
  expect(checkText(reportOf([], { views: [view] }), options)).toContain(
    'parity of platform: feature = "mock" against feature = "runtime"\n  5 names:',
  );
  expect(checkText(reportOf([], { views: [view, viewReport()] }), options)).toContain(
    'against feature = "runtime" in view aarch64',
  );
});

test('no stand-in, no section', () => {
  expect(parityText({ pairs: [], redefined: [] }, plain)).toEqual([]);
  expect(
    checkText(reportOf([]), { paint: plain, width: 80, textOf: () => undefined, nameOf: (f) => f }),
  ).not.toContain('parity');
});
