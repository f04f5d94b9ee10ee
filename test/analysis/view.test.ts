import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAnalysis } from '../../server/src/analysis/analysis';
import type { Analysis } from '../../server/src/analysis/api';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { filesOnDisk } from '../support/diskFiles';
import {
  inShort,
  MANIFEST,
  type Options,
  onSel4,
  parts,
  Workspace,
  workspace,
} from '../support/sel4Workspace';

async function open(text: string, options: Options = {}): Promise<Analysis> {
  return (await onSel4(text)).analysis(options);
}

const EMPTY = '//- /src/lib.rs\n#![no_std]\n';

describe('the architecture of a view, and what decided', () => {
  test('what was asked for', async () => {
    expect((await open(EMPTY, { view: { arch: 'riscv64' } })).view()).toMatchObject({
      arch: 'riscv64',
      evidence: 'riscv64 was asked for',
    });
  });

  test('an architecture that nobody knows is a problem, and still answered', async () => {
    const analysis = await open(EMPTY, { view: { arch: 'z80' } });
    expect(analysis.view().arch).toBe('z80');
    expect(analysis.allFindings()).toEqual([]);
    expect(analysis.problems().map((problem) => problem.message)).toContainEqual(
      expect.stringContaining('`z80` is no architecture known here'),
    );
  });

  test('the bindings that were named', async () => {
    expect((await open(EMPTY, { view: { bindings: 'pin-x86_64' } })).view()).toMatchObject({
      arch: 'x86_64',
      mcs: false,
      evidence: 'the bindings `pin-x86_64` are for x86_64',
    });
  });

  test("the target in cargo's configuration", async () => {
    const analysis = await open(
      `${EMPTY}//- /.cargo/config.toml\n[build]\ntarget = "riscv64imac-unknown-none-elf"\n`,
    );
    expect(analysis.view()).toMatchObject({
      arch: 'riscv64',
      evidence: expect.stringContaining('.cargo/config.toml sets the target riscv64imac-unknown-none-elf'),
    });
  });

  test('generated bindings', async () => {
    const out = '/target/debug/build/sel4-sys-0123456789abcdef/out';
    const consts = '/target/debug/build/sel4-config-0123456789abcdef/out/consts_gen.rs';
    const files = ['invocation_labels', 'invocations', 'shared_types', 'syscall_ids', 'types']
      .map((name) => `//- ${out}/${name}.rs\nconst _: () = ();\n`)
      .join('');
    const analysis = await open(`${EMPTY}${files}//- ${out}/bindings.rs
pub mod seL4_X86_VMAttributes { pub type Type = u32; }
//- ${consts}
pub const ARCH: &str = "x86_64";
pub const ARCH_X86_64: bool = true;
pub const SEL4_ARCH: &str = "x86_64";
pub const KERNEL_MCS: bool = true;
`);
    expect(analysis.view()).toMatchObject({
      arch: 'x86_64',
      evidence: expect.stringContaining(out.slice(1)),
    });
    expect(analysis.bindings()).toMatchObject({ kind: 'generated', certain: true });
  });

  test('names that only one architecture has', async () => {
    expect(
      (await open('//- /src/lib.rs\npub fn f() { sel4::sys::_object::seL4_X86_4K; }\n')).view(),
    ).toMatchObject({
      arch: 'x86_64',
      evidence: 'the sources use names that, of the architectures built in, only x86_64 has (seL4_X86_4K)',
    });
  });

  test('of the workspace: links that lead out of it are not followed, those within it once', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kaal-sel4-links-')));
    try {
      const put = (path: string, text: string): void => {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      };
      put('disk/huge/x.rs', 'fn f() { seL4_X86_4K }\n');
      put('ours/Cargo.toml', MANIFEST);
      put('ours/src/lib.rs', '');
      put('ours/parts/part.rs', 'fn f() { seL4_Yield }\n');
      symlinkSync('../../disk', join(folder, 'ours/src/out'));
      symlinkSync('..', join(folder, 'ours/src/loop'));
      const read: string[] = [];
      const disk = nodeFiles();
      const files = {
        ...disk,
        readText(path: string) {
          if (path.endsWith('part.rs') || path.endsWith('x.rs')) read.push(path.slice(folder.length));
          return disk.readText(path);
        },
      };
      const analysis = createAnalysis({ folder: `${folder}/ours`, files, view: {} }, await parts());
      expect(analysis.view().arch).toBe('aarch64');
      expect(read).toEqual(['/ours/src/loop/parts/part.rs']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('else aarch64, and never the machine that this runs on', async () => {
    expect((await open(EMPTY)).view()).toMatchObject({
      arch: 'aarch64',
      evidence: 'aarch64 is assumed: no target is set, and nothing else tells',
    });
  });
});

describe('features', () => {
  const TEXT = `
//- /src/lib.rs features:mock,runtime on:runtime
#[cfg(feature = "mock")]
pub fn a() { seL4_Mock(); }
#[cfg(feature = "runtime")]
pub fn b() { seL4_Runtime(); }
#[cfg(test)]
mod tests { fn c() { seL4_Test(); } }
`;
  const names = async (view: Options['view'] & object) =>
    (await workspace(TEXT))
      .analysis({ view })
      .allFindings()
      .map((finding) => finding.name);

  test('the default ones', async () => {
    expect(await names({})).toEqual(['seL4_Runtime']);
  });

  test('none, some, all', async () => {
    expect(await names({ noDefaultFeatures: true })).toEqual([]);
    expect(await names({ noDefaultFeatures: true, features: ['mock'] })).toEqual(['seL4_Mock']);
    expect(await names({ features: ['mock'] })).toEqual(['seL4_Mock', 'seL4_Runtime']);
    expect(await names({ allFeatures: true })).toEqual(['seL4_Mock', 'seL4_Runtime']);
  });

  test('with tests', async () => {
    expect(await names({ tests: true })).toEqual(['seL4_Runtime', 'seL4_Test']);
  });

  test('the view says which were asked for', async () => {
    const analysis = (await workspace(TEXT)).analysis({
      view: { noDefaultFeatures: true, features: ['mock'], tests: true },
    });
    expect(analysis.view()).toMatchObject({ features: ['mock'], noDefaultFeatures: true, tests: true });
  });
});

describe('a mock', () => {
  const sample = async () =>
    new Workspace(filesOnDisk(resolve(import.meta.dirname, '../workspaces/kaal-mini'), ''), await parts());

  test('features that never lead to real bindings: the view says which do', async () => {
    const analysis = (await sample()).analysis({ view: { noDefaultFeatures: true, features: ['mock'] } });
    expect(analysis.allFindings().filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(analysis.view().suggestion).toBe(
      'these features lead to a mock only; the default features lead to real bindings',
    );
  });

  test('features that do: nothing to suggest', async () => {
    expect((await sample()).analysis().view().suggestion).toBeUndefined();
  });

  test('where the default leads to the mock, the other features are named', async () => {
    const made = await sample();
    for (const name of ['cap_broker', 'root-task', 'sel4-platform']) {
      const path = `/runtime/${name}/Cargo.toml`;
      made.write(path, made.text(path)!.replace('default = ["runtime"]', 'default = ["mock"]'));
    }
    expect(made.analysis().view().suggestion).toBe(
      'these features never lead to real bindings; `--no-default-features --features runtime` does',
    );
  });
});

describe('a guess is not an error', () => {
  const TEXT =
    '//- /src/lib.rs\npub fn f() { sel4::sys::api_object::seL4_ReplyObject; sel4::sys::seL4_Gone(); }\n';

  test.each([
    [{}, false],
    [{ arch: 'aarch64' }, false],
    [{ mcs: false }, true],
    [{ bindings: 'pin-aarch64' }, true],
  ])('%j: certain is %s', async (view, certain) => {
    const analysis = await open(TEXT, { view });
    expect(analysis.bindings()?.certain).toBe(certain);
    expect(inShort(analysis.allFindings())).toEqual([
      `other-configuration ${certain ? 'error' : 'information'} seL4_ReplyObject`,
      'unresolved-name error seL4_Gone',
    ]);
  });

  test('the sentence about the bindings says that options are assumed', async () => {
    expect((await open(TEXT)).bindings()?.sentence).toContain('kernel options such as MCS are assumed');
  });

  test('bindings of a name that nobody knows are a problem, with near names', async () => {
    const analysis = await open(TEXT, { view: { bindings: 'pin-arch64' } });
    expect(analysis.problems()).toContainEqual(
      expect.objectContaining({
        message: expect.stringContaining('there are no bindings named pin-arch64'),
        help: expect.stringContaining('did you mean pin-aarch64'),
      }),
    );
  });
});

describe('what is not known', () => {
  test('a missing generated file: one warning, and no avalanche', async () => {
    const analysis = await open(`
//- /src/lib.rs
include!(concat!(env!("OUT_DIR"), "/more.rs"));
pub fn f() {
    seL4_One();
    seL4_Two();
    crate::seL4_Three();
}
`);
    expect(inShort(analysis.allFindings())).toEqual(['missing-generated-file warning more.rs']);
    expect(analysis.counts()).toMatchObject({ unresolved: 0, unknown: 3 });
    expect([...analysis.unknownReasons().values()].reduce((a, b) => a + b, 0)).toBe(3);
  });

  test('a dependency that is not there makes what it may bring unknown, not wrong', async () => {
    const made = await onSel4(
      '//- /src/lib.rs\nuse platform::*;\npub fn f() { seL4_FromThere(); platform::seL4_Too(); }\n',
      `${MANIFEST}platform = { path = "../platform" }\n`,
    );
    const analysis = made.analysis();
    expect(analysis.allFindings()).toEqual([]);
    expect(analysis.counts()).toMatchObject({ resolved: 0, unresolved: 0, unknown: 2 });
    expect(analysis.problems().map((problem) => problem.missingPackage)).toEqual(['platform']);
  });

  test('what is found, missing and unknown is counted', async () => {
    const analysis = await open(`
//- /src/lib.rs
use sel4::sys::seL4_Word;
pub fn f(word: seL4_Word) -> u32 { sel4::sys::seL4_NoError }
`);
    expect(analysis.counts()).toEqual({
      total: 3,
      resolved: 2,
      resolvedByName: 0,
      unresolved: 1,
      unknown: 0,
    });
    expect(analysis.unknownReasons().size).toBe(0);
  });
});

describe('settings', () => {
  const TEXT = `
//- /src/lib.rs
use sel4::sys::*;
pub fn f(error: seL4_Error) -> bool { error == seL4_NoError && vanished() }
`;

  test('severity by code', async () => {
    const analysis = await open(TEXT, {
      severities: { 'constified-variant': 'hint', 'enum-module-as-type': 'warning' },
    });
    expect(inShort(analysis.allFindings())).toEqual([
      'enum-module-as-type warning seL4_Error',
      'constified-variant hint seL4_NoError',
    ]);
  });

  test('off', async () => {
    const analysis = await open(TEXT, { severities: { 'constified-variant': 'off' } });
    expect(inShort(analysis.allFindings())).toEqual(['enum-module-as-type error seL4_Error']);
  });

  test('a severity that is set holds for a guess too', async () => {
    const analysis = await open('//- /src/lib.rs\npub fn f() { sel4::sys::seL4_DebugPutChar(1); }\n', {
      view: { bindings: 'pin-aarch64' },
      severities: { 'other-configuration': 'hint' },
    });
    expect(inShort(analysis.allFindings())).toEqual(['other-configuration hint seL4_DebugPutChar']);
  });

  test('all names', async () => {
    const names = async (allNames: boolean) =>
      (await open(TEXT, { allNames })).allFindings().map((finding) => finding.name);
    expect(await names(false)).toEqual(['seL4_Error', 'seL4_NoError']);
    expect(await names(true)).toEqual(['seL4_Error', 'seL4_NoError', 'vanished']);
  });
});

describe('the folder', () => {
  test('may be a member: the workspace around it is found', async () => {
    const made = new Workspace(
      filesOnDisk(resolve(import.meta.dirname, '../workspaces/kaal-mini'), ''),
      await parts(),
    );
    const analysis = made.analysis({ folder: '/fixture/runtime/cap_broker' });
    expect(analysis.root()).toBe('/fixture');
    expect(analysis.allFindings().filter((finding) => finding.severity === 'error')).toHaveLength(44);
  });

  test('without any manifest there is a problem to read, and nothing else', async () => {
    const analysis = new Workspace(new Map([['/notes.txt', '']]), await parts()).analysis();
    expect(analysis.allFindings()).toEqual([]);
    expect(analysis.filesOfWorkspace()).toEqual([]);
    expect(analysis.problems().length).toBeGreaterThan(0);
  });
});

test('a call that doubles with every step is unknown, and what stands beside it is judged', async () => {
  const doubling = Array.from(
    { length: 20 },
    (_, at) => `macro_rules! m${at} { ($x:tt) => { m${at + 1}!($x); m${at + 1}!($x); } }\n`,
  ).reverse();
  const analysis = await open(
    `//- /src/lib.rs\nmacro_rules! m20 { ($x:tt) => {} }\n${doubling.join('')}fn f() { m0!(seL4_Given); }\nfn g() { seL4_Gone }\n`,
    { allNames: true },
  );
  expect(analysis.allFindings().map(({ name }) => name)).toContain('seL4_Gone');
  expect([...analysis.unknownReasons().keys()].some((reason) => reason.includes('go on and on'))).toBe(true);
});

test.each([
  ['a chain of thousands of imports is followed to its end', 3000, 'pub const seL4_X: u32 = 1;', 0],
  ['a circle of thousands of imports comes to an end', 3000, 'pub use super::m0::seL4_X;', 3002],
  ['and so does a circle of twenty', 20, 'pub use super::m0::seL4_X;', 22],
])('%s', async (_, length, end, unknown) => {
  const links = Array.from({ length }, (_, at) => `pub mod m${at} { pub use super::m${at + 1}::seL4_X; }\n`);
  const analysis = await open(
    `//- /src/lib.rs\n${links.join('')}pub mod m${length} { ${end} }\nfn f() { m0::seL4_X; }\n`,
    { allNames: true },
  );
  expect(analysis.allFindings()).toEqual([]);
  expect(analysis.counts().unknown).toBe(unknown);
});
