/**
 * The mock of the sample against the kernel's own bindings: every difference that is stated rustc bears out, and rustc
 * knows of no other. `PARITY_ALL=1` asks for all built-in configurations.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../../server/src/analysis/analysis';
import { overlayFiles } from '../../../server/src/project/memoryFiles';
import { nodeFiles } from '../../../server/src/project/nodeFiles';
import { sysCrate } from '../../fix/support/sysCrate';
import { whyNoRustc } from '../../support/rustc';
import { parts } from '../../support/sel4Workspace';
import { WORKSPACES } from '../kaalMini';
import { differencesByRustc } from './mock';

const SAMPLE = join(WORKSPACES, 'kaal-mini');
const MOCK = join(SAMPLE, 'runtime/sel4-mock/src/lib.rs');
const FEW = ['pin-aarch64', 'x86_64-mcs', 'riscv64'];
const ALL = [
  ...['pin-aarch64', 'pin-aarch64-mcs', 'pin-x86_64', 'pin-riscv64', 'aarch64', 'aarch64-mcs'],
  ...['aarch64-hyp-mcs', 'aarch64-smp', 'x86_64', 'x86_64-mcs', 'riscv64', 'riscv64-mcs'],
];

/** What is likely to happen to a mock that nobody holds against the kernel. */
const DRIFTED: readonly (readonly [now: string, then: string])[] = [
  ['seL4_Word = u64', 'seL4_Word = usize'],
  ['seL4_PageBits: u32 = 12', 'seL4_PageBits: u64 = 1 << 4 | 0b1'],
  ['seL4_CapIRQControl: u32 = 4', 'seL4_CapIRQControl: u32 = seL4_CapInitThreadVSpace + 2'],
  ['seL4_CanRead: seL4_Word = 0b01', 'seL4_CanRead: seL4_Word = 0b10'],
  ['seL4_IllegalOperation: seL4_Error = 3', 'seL4_IllegalOperation: seL4_Error = !0 >> 30'],
  ['seL4_TCBObject: seL4_Word = 1', 'seL4_TCBObject: u32 = 0x1'],
  ['pub fn seL4_Yield() {}', 'pub unsafe fn seL4_Yield() {}'],
  ['seL4_TCB_Resume(_tcb: seL4_CPtr) -> seL4_Error', 'seL4_TCB_Resume(_tcb: u64) -> u32'],
  ['seL4_TCB_Suspend(_tcb: seL4_CPtr) -> seL4_Error', 'seL4_TCB_Suspend() -> seL4_Error'],
];

async function compared(
  mock: string,
  configuration: string,
): Promise<readonly [ours: object, rustcs: object]> {
  const loaded = await parts();
  const snapshot = loaded.catalog.snapshot(configuration)!;
  const told = await differencesByRustc(mock, sysCrate(snapshot), snapshot.arch);
  const files = overlayFiles(nodeFiles(), new Map([[MOCK, mock]]));
  const options = { folder: SAMPLE, files, view: { bindings: configuration }, environment: {} };
  const [pair] = createAnalysis(options, loaded).parity().pairs;
  const ours = pair!.names.map(({ name, missing, differences, unknown }) => {
    expect(unknown).toEqual([]);
    return [name, [...(missing ? ['missing'] : []), ...differences.map(({ aspect }) => aspect)].sort()];
  });
  const rustcs = [...told].map(([name, aspects]) => [name, [...aspects].sort()]);
  expect(rustcs.length).toBeGreaterThan(25);
  return [Object.fromEntries(ours), Object.fromEntries(rustcs)];
}

describe.skipIf(whyNoRustc() !== undefined)('the mock of kaal-mini', () => {
  test.each(process.env.PARITY_ALL === undefined ? FEW : ALL)(
    'differs from %s as rustc says, and in nothing else',
    { timeout: 120_000 },
    async (configuration) => {
      const [ours, rustcs] = await compared(readFileSync(MOCK, 'utf8'), configuration);
      expect(ours).toEqual(rustcs);
    },
  );

  test('that has drifted does so too', { timeout: 120_000 }, async () => {
    const before = readFileSync(MOCK, 'utf8');
    const drifted = DRIFTED.reduce((mock, [now, then]) => {
      expect(mock).toContain(now);
      return mock.replace(now, then);
    }, before);
    const [ours, rustcs] = await compared(drifted, 'pin-aarch64');
    expect(ours).toEqual(rustcs);
    expect(rustcs).toMatchObject({
      seL4_PageBits: ['type', 'value'],
      seL4_CapIRQControl: ['value'],
      seL4_CanRead: ['missing'],
      seL4_IllegalOperation: ['missing'],
      seL4_TCBObject: ['missing'],
      seL4_Yield: ['signature'],
      seL4_TCB_Suspend: ['kind', 'missing', 'signature'],
    });
  });
});
