/** What is written of stand-ins: a line for `check`, the whole list for `parity`, both as JSON. */
import { describe, expect, test } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import type { CheckWorld } from '../../server/src/cli/check';
import { check } from '../../server/src/cli/check';
import { parity } from '../../server/src/cli/parity';
import { parityLines } from '../../server/src/cli/paritySummary';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { paritySummary } from '../../server/src/report/parity';
import { PINNED, platform } from '../diagnose/parity/support';
import { parts, ROOT } from '../support/sel4Workspace';

const MOCK = `
pub type seL4_Word = usize;
pub type seL4_CPtr = seL4_Word;
pub const seL4_NoError: u32 = 0;
const fn bits() -> u32 { 12 }
pub const seL4_PageBits: u32 = bits();
pub const seL4_TCBBits: u32 = 11;
pub const seL4_EndpointBits: u32 = 40;
`;
const USES = `
#[cfg(feature = "mock")]
pub use mock_sys::*;
#[cfg(feature = "runtime")]
pub use sel4::sys::*;
pub fn f() -> u32 { seL4_EndpointBits }
`;

async function listing() {
  return (await platform(MOCK, USES)).analysis(PINNED).parity();
}

/** The world of a command over the platform; what is written comes back. */
async function run(command: (world: CheckWorld) => Promise<number>): Promise<string> {
  const made = await platform(MOCK, USES);
  const all = await parts();
  let written = '';
  const files = memoryFiles(
    new Map(made.paths().map((path) => [ROOT + path, made.text(path) ?? ''] as const)),
  );
  const world: CheckWorld = {
    output: {
      isTerminal: false,
      errorIsTerminal: false,
      write: async (text: string) => {
        written += text;
      },
      error: () => undefined,
    },
    environment: {},
    files,
    cwd: ROOT,
    snapshots: all.catalog.names(),
    arches: ['aarch64'],
    analyse: (folder, options) => createSideBySide({ folder, files, views: [], ...options }, all),
  };
  expect(await command(world)).toBe(0);
  return written;
}

test('names are counted once, and what cannot be told with them', async () => {
  const { pairs } = await listing();
  expect(paritySummary(pairs[0]!)).toEqual({
    module: 'platform',
    standIn: 'feature = "mock"',
    real: 'feature = "runtime"',
    names: 6,
    same: 1,
    different: 3,
    following: 1,
    from: ['seL4_Word'],
    missing: 1,
    unknown: [{ name: 'seL4_PageBits', what: 'value', reason: 'a call of `bits`' }],
  });
});

test('types of C enums, all called `Type`, are told apart by their modules', async () => {
  const mock = `
pub mod seL4_Error { pub type Type = u32; pub const seL4_NoError: Type = 0; }
pub mod api_object { pub type Type = u64; pub const seL4_TCBObject: Type = 1; }
pub mod seL4_ARM_VMAttributes { pub type Type = u8; }
pub mod invocation_label { pub type Type = i32; }
`;
  const [pair] = (await platform(mock, USES)).analysis(PINNED).parity().pairs;
  const text = pair!.names.map(({ name, against, start, differences, missing }) => {
    const line = mock.slice(0, start).split('\n').length;
    const said = differences.map(({ here, there, follows }) => `${here} ${there} ${follows.join()}`);
    return [line, name, against, ...said, ...(missing ? ['missing'] : [])].join(' ').trim();
  });
  expect(text).toEqual([
    '2 seL4_Error::Type seL4_Error::Type',
    '2 seL4_NoError seL4_Error::seL4_NoError',
    '3 api_object::Type api_object::Type `u64` `u32`',
    '3 seL4_TCBObject api_object::seL4_TCBObject `Type` (`u64`) `Type` (`u32`) api_object::Type',
    '4 seL4_ARM_VMAttributes::Type seL4_ARM_VMAttributes::Type `u8` `u64`',
    '5 invocation_label::Type  missing',
  ]);
});

test('one line for each pair', async () => {
  expect(parityLines(await listing())).toEqual([
    'platform, feature = "mock" against feature = "runtime": 6 names: 1 the same, 3 different (1 by types that do), 1 missing on the other side, 1 not known; `kaal-sel4 parity` lists them',
  ]);
  expect(parityLines({ pairs: [], redefined: [] })).toEqual([]);
  const same = (await platform('pub const seL4_PageBits: u32 = 12;')).analysis(PINNED).parity();
  expect(parityLines(same)).toEqual([
    'platform, feature = "mock" against feature = "runtime": 1 name, all the same',
  ]);
});

describe('check', () => {
  test('says what code depends on, and how much else there is', async () => {
    const text = await run((world) => check('.', { bindings: 'pin-aarch64' }, world));
    expect(text.split('\n').filter((line) => line.startsWith('warning'))).toEqual([
      'warning[parity-value]: `seL4_EndpointBits` is 40 in this stand-in, but 4 in the bindings',
    ]);
    expect(text).toContain('\nparity:     platform, feature = "mock" against feature = "runtime": 6 names:');
    expect(text).toContain('\n0 errors, 1 warning in 3 files\n');
  });

  test('--parity says all of it', async () => {
    const text = await run((world) => check('.', { bindings: 'pin-aarch64', parity: true }, world));
    expect(text.split('\n').filter((line) => line.startsWith('warning'))).toHaveLength(3);
  });

  test('has the whole list as JSON', async () => {
    const text = await run((world) => check('.', { bindings: 'pin-aarch64', format: 'json' }, world));
    const { findings, parity: pairs } = JSON.parse(text);
    expect(findings).toHaveLength(1);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ module: 'platform', names: 6, different: 3 });
    expect(pairs[0].differences.map(({ name }: { name: string }) => name)).toEqual([
      'seL4_Word',
      'seL4_CPtr',
      'seL4_NoError',
      'seL4_PageBits',
      'seL4_EndpointBits',
    ]);
    expect(pairs[0].differences[4]).toEqual({
      name: 'seL4_EndpointBits',
      file: 'mock/src/lib.rs',
      line: 7,
      col: 11,
      against: 'seL4_EndpointBits',
      used: true,
      missing: false,
      elsewhere: null,
      differs: [
        {
          what: 'value',
          here: '40',
          there: '4',
          points: ['it is 40, there 4'],
          follows: [],
          write: '4',
        },
      ],
      unknown: [],
    });
  });
});

describe('parity', () => {
  test('lists everything by what is different', async () => {
    const text = await run((world) => parity('.', { bindings: 'pin-aarch64' }, world));
    expect(text.slice(text.indexOf('platform:'))).toBe(`platform: feature = "mock" against feature = "runtime"
6 names: 1 the same, 3 different (1 by types that do), 1 missing on the other side, 1 not known

other values (1)
  * seL4_EndpointBits  40, there 4 (seL4_EndpointBits)  mock/src/lib.rs:7

other types (1)
    seL4_Word  \`usize\`, there \`u64\` (seL4_Word)  mock/src/lib.rs:1

missing on the other side (1)
    seL4_NoError  there: seL4_Error::seL4_NoError  mock/src/lib.rs:3

only because types differ that they are made of (1)
    seL4_CPtr  from seL4_Word  mock/src/lib.rs:2

not known (1)
    seL4_PageBits  value: a call of \`bits\`  mock/src/lib.rs:5

* used by code of the workspace
`);
  });

  test('the same as JSON, for each view', async () => {
    const options = { view: ['pin-aarch64', 'aarch64-mcs'], format: 'json' };
    const { views } = JSON.parse(await run((world) => parity('.', options, world)));
    expect(views).toHaveLength(2);
    expect(views[1]).toMatchObject({ parity: [{ module: 'platform', names: 6 }], redefined: [] });
  });
});
