import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyNoRustc } from '../support/rustc';
import { type ExpectedRow, judgeSample, WORKSPACES, withSample } from './kaalMini';

const EXPECTED = join(WORKSPACES, 'kaal-mini.expected.json');
const FUNCTIONS = {
  seL4_Untyped_Retype: 4,
  seL4_ARCH_Page_Map: 2,
  seL4_ARCH_Page_Unmap: 1,
  seL4_Wait: 1,
  seL4_IRQHandler_Ack: 1,
  seL4_IRQControl_Get: 1,
  seL4_IRQHandler_SetNotification: 1,
  seL4_TCB_SetSpace: 1,
  seL4_TCB_SetIPCBuffer: 1,
  seL4_TCB_SetPriority: 1,
  seL4_TCB_WriteRegisters: 1,
  seL4_TCB_Resume: 1,
  seL4_TCB_Suspend: 1,
};
const CONSTANTS = {
  seL4_NoError: 16,
  seL4_ARCH_4KPage: 1,
  seL4_CanRead: 2,
  seL4_CanWrite: 2,
  seL4_ARCH_Uncached: 2,
  seL4_ARCH_WriteBack: 1,
  seL4_TCBObject: 1,
  seL4_EndpointObject: 1,
  seL4_NotificationObject: 1,
};

const why = whyNoRustc();

test('the rows on file are 17 uses of 13 functions and 27 of 9 constants, all E0425', () => {
  const rows = JSON.parse(readFileSync(EXPECTED, 'utf8')) as ExpectedRow[];
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row.text] = (counts[row.text] ?? 0) + 1;
  expect(counts).toEqual({ ...FUNCTIONS, ...CONSTANTS });
  expect(rows).toHaveLength(44);
  expect(new Set(rows.map((row) => row.code))).toEqual(new Set(['E0425']));
});

test('the sample is a fresh clone: the submodule is not there', () => {
  expect(existsSync(join(WORKSPACES, 'kaal-mini/external'))).toBe(false);
});

describe.skipIf(why !== undefined)(
  `rustc judges the sample${why === undefined ? '' : ` (skipped: ${why})`}`,
  () => {
    test('the mock view compiles, and so does the stand-in', async () => {
      await withSample(async (folder) => {
        const mock = ['--workspace', '--tests', '--no-default-features', '--features=mock'];
        expect(await judgeSample(folder, mock)).toEqual([]);
        expect(await judgeSample(folder, ['--package=sel4'])).toEqual([]);
      });
    });

    test('the runtime view has the rows on file (UPDATE=1 writes them anew)', async () => {
      const rows = await withSample((folder) => judgeSample(folder, []));
      if (process.env.UPDATE === '1') writeFileSync(EXPECTED, asText(rows));
      expect(rows).toEqual(JSON.parse(readFileSync(EXPECTED, 'utf8')));
    });
  },
);

/** One row a line, so that a change shows as one line. */
function asText(rows: readonly ExpectedRow[]): string {
  return `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
}
