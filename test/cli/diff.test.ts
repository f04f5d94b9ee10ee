/** `kaal-sel4 diff` over a workspace in memory: what it says, in each form, and what it refuses. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSideBySide } from '../../server/src/analysis/analysis';
import { type DiffOptions, diff } from '../../server/src/cli/diff';
import { diffWorld } from '../../server/src/cli/world';
import { overlayFiles } from '../../server/src/project/memoryFiles';
import { nodeFiles } from '../../server/src/project/nodeFiles';
import { constsText, generatedFiles } from '../bindings/support';

const MANIFEST = '[package]\nname = "probe"\nedition = "2021"\n[dependencies]\nsel4 = { path = "sel4" }\n';

/** Runs the command with these files below `/w`. */
async function run(
  args: readonly [a: string, b: string, path?: string],
  texts: Readonly<Record<string, string>> = {},
  options: DiffOptions = {},
): Promise<{ readonly text: string; readonly code: number }> {
  let text = '';
  const world = await diffWorld({
    write: async (more) => {
      text += more;
    },
    error: () => {},
    isTerminal: false,
    errorIsTerminal: false,
  });
  const { parser, catalog } = world.parts;
  const own = new Map(Object.entries(texts).map(([path, content]) => [`/w/${path}`, content]));
  const files = overlayFiles(nodeFiles(), own);
  const { loadKnowledge, loadDocumentation } = await import('../../server/src/analysis/nodeParts');
  const parts = { parser, catalog, knowledge: loadKnowledge(), documentation: loadDocumentation() };
  const code = await diff(...([args[0], args[1], args[2]] as const), options, {
    ...world,
    files,
    cwd: '/w',
    environment: {},
    analyse: (folder) => createSideBySide({ folder, files, views: [], environment: {} }, parts),
  });
  return { text, code };
}

/** A target folder with generated files, whose `bindings.rs` is this. */
function build(folder: string, bindings: string): Record<string, string> {
  const of = `${folder}/aarch64-sel4/debug/build`;
  const files = generatedFiles(`${of}/sel4-sys-0123456789abcdef/out`, 0, { 'bindings.rs': bindings });
  const texts = Object.entries(files).map(([path, file]) => [
    path,
    typeof file === 'string' ? file : (file.text ?? ''),
  ]);
  return {
    ...Object.fromEntries(texts),
    [`${of}/sel4-config-ffff/out/consts_gen.rs`]: constsText('aarch64', false),
  };
}

const LIB = `use sel4::sys::_object::seL4_ARM_SmallPageObject as PAGE;
use sel4::sys::seL4_VCPUReg::seL4_VCPUReg_ISR;
pub const OBJECT: u32 = PAGE;
pub fn isr() -> u32 { seL4_VCPUReg_ISR }
pub fn raw() -> u32 { sel4::sys::invocation_label::ARMPageMap }
pub fn same() -> sel4::sys::seL4_Error::Type { sel4::sys::seL4_Error::seL4_NoError }
`;
const PROJECT = { 'Cargo.toml': MANIFEST, 'src/lib.rs': LIB };

describe('kaal-sel4 diff', () => {
  it('says what fails, what means something else, and what follows', async () => {
    const { text, code } = await run(['pin-aarch64', 'aarch64', '.'], PROJECT);
    expect(text.slice(text.indexOf('in /w'))).toBe(
      [
        'in /w',
        '  src/lib.rs:2:5: error[E0432]: unresolved import `sel4::sys::seL4_VCPUReg::seL4_VCPUReg_ISR`: there is no `seL4_VCPUReg_ISR` in `sel4::sys::seL4_VCPUReg`: it exists only in other kernel configurations (pin-aarch64, pin-aarch64-mcs)',
        '  src/lib.rs:4:23: follows: `seL4_VCPUReg_ISR` comes through an import that fails',
        '  src/lib.rs:5:52: changed: `ARMPageMap`: value 37 -> 40',
        '',
        '1 place would not compile, 1 place would mean something else, 1 place would follow from these',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  it('values that only the kernel’s options move are found through renaming imports', async () => {
    const { text, code } = await run(['aarch64', 'aarch64-mcs', '.'], PROJECT);
    expect(text).toContain('  src/lib.rs:3:25: changed: `PAGE`: value 7 -> 9\n');
    expect(text).toContain('2 places would mean something else');
    expect(code).toBe(0);
  });

  it('the way back mends what the way there breaks', async () => {
    const { text, code } = await run(['aarch64', 'pin-aarch64', '.'], PROJECT);
    expect(text).toContain('1 error of now would be gone');
    expect(code).toBe(0);
  });

  it('follows fields: accesses, literals and patterns of structs that are the bindings’', async () => {
    const lib = `use sel4::sys::{seL4_SlotRegion, seL4_UntypedDesc as Desc};
pub fn f(region: &seL4_SlotRegion, desc: Desc) -> usize {
    let seL4_SlotRegion { start, end } = *region;
    let made = seL4_SlotRegion { start, end: 1 };
    let Desc { isDevice, .. } = desc;
    made.end as usize + desc.sizeBits as usize + desc.paddr as usize
}
pub struct Own { pub end: u8 }
pub fn own(own: Own) -> u8 { own.end }
`;
    const [before, after] = [
      'pub struct seL4_SlotRegion { pub start: seL4_Word, pub end: seL4_Word } pub struct seL4_UntypedDesc { pub paddr: seL4_Word, pub sizeBits: u8, pub isDevice: u8 }',
      'pub struct seL4_SlotRegion { pub start: u32, pub size: seL4_Word } pub struct seL4_UntypedDesc { pub paddr: seL4_Word, pub sizeBits: u16, isDevice: u8 }',
    ];
    const files = {
      'Cargo.toml': MANIFEST,
      'src/lib.rs': lib,
      ...build('old', `pub type seL4_Word = u64; ${before}`),
      ...build('new', `pub type seL4_Word = u64; ${after}`),
    };
    const { text } = await run(['old', 'new', '.'], files);
    const lines = text.slice(text.indexOf('in /w')).split('\n');
    expect(
      lines.filter((line) => !/seL4_SlotRegion`|`Desc`|help/.test(line) || line.includes('error')),
    ).toEqual([
      'in /w',
      '  src/lib.rs:3:9: error[E0027]: the pattern does not mention `size` of `seL4_SlotRegion`',
      '  src/lib.rs:3:27: changed: `start`: type `seL4_Word` (`u64`) -> `u32`',
      expect.stringContaining('  src/lib.rs:3:34: error[E0026]: `seL4_SlotRegion` has no field `end`'),
      '  src/lib.rs:4:34: changed: `start`: type `seL4_Word` (`u64`) -> `u32`',
      expect.stringContaining('  src/lib.rs:4:41: error[E0560]: `seL4_SlotRegion` has no field `end`'),
      '  src/lib.rs:5:16: error[E0451]: field `isDevice` of `seL4_UntypedDesc` is private',
      '  src/lib.rs:6:10: error[E0609]: `end`: `seL4_SlotRegion` has no such field',
      '  src/lib.rs:6:30: changed: `sizeBits`: type `u8` -> `u16`',
      '',
      '5 places would not compile, 8 places would mean something else',
      '',
    ]);
  });

  it('needs no workspace', async () => {
    const { text, code } = await run(['pin-aarch64', 'aarch64']);
    expect(text.split('\n').slice(0, 8)).toEqual([
      'from: pin-aarch64  seL4 13.0.0 (cd6d3b8c), rust-sel4 285045d9',
      'to:   aarch64      seL4 16.0.0-dev (1326364b), rust-sel4 d441a880',
      'kernel options: DEBUG_BUILD off -> on, PRINTING off -> on',
      '',
      'sel4::sys: 33 added, 3 removed, 0 moved, 39 changed, 714 the same',
      '  - seL4_ARM_PageGlobalDirectory                      type = seL4_CPtr',
      '  - seL4_ARM_PageUpperDirectory                       type = seL4_CPtr',
      '  - seL4_VCPUReg::seL4_VCPUReg_ISR                    Type = 13',
    ]);
    expect(text).toContain('\nsel4: 28 added, 1 removed, 0 moved, 2 changed, 431 the same\n');
    expect(code).toBe(0);
  });

  it('looks at each view that the project names, and says where a place is hit', async () => {
    const views = `${MANIFEST}[features]\nisr = []\n[package.metadata.kaal-sel4.views]
arm = { arch = "aarch64" }
arm-isr = { arch = "aarch64", features = ["isr"] }
pc = { arch = "x86_64" }
`;
    const lib = `#[cfg(feature = "isr")]\npub use sel4::sys::seL4_VCPUReg::seL4_VCPUReg_ISR;\npub use sel4::sys::seL4_ARM_PageUpperDirectory;\n`;
    const { text } = await run(
      ['pin-aarch64', 'aarch64', '.'],
      { 'Cargo.toml': views, 'src/lib.rs': lib },
      { format: 'json' },
    );
    const { workspace } = JSON.parse(text);
    expect(workspace.views).toEqual(['arm', 'arm-isr']);
    expect(workspace.hits).toMatchObject([
      { line: 2, name: 'seL4_VCPUReg_ISR', effect: 'fails', rustcCode: 'E0432', views: ['arm-isr'] },
      { line: 3, name: 'seL4_ARM_PageUpperDirectory', effect: 'fails', views: ['arm', 'arm-isr'] },
    ]);
  });

  it('is Markdown for a pull request, what has to be done first', async () => {
    const { text } = await run(['aarch64', 'aarch64-hyp-mcs', '.'], PROJECT, { format: 'markdown' });
    expect(text).toMatch(/^# aarch64 to aarch64-hyp-mcs\n\n\| {2}\| bindings \| what they are \|\n/);
    expect(text).toContain('| `src/lib.rs:3:25` | changed | PAGE: value 7 -\\> 9 |');
    expect(text).toContain('| `seL4_ARM_VCPUObject` | `_object::seL4_ARM_VCPUObject` |');
    expect(text.indexOf('## This workspace')).toBeLessThan(text.indexOf('## `sel4::sys`'));
  });

  it('is JSON with everything in it', async () => {
    const { text } = await run(['aarch64', 'aarch64-hyp-mcs'], {}, { format: 'json' });
    const json = JSON.parse(text);
    expect(Object.keys(json)).toEqual(['version', 'from', 'to', 'kernelOptions', 'crates', 'remarks']);
    const [sys] = json.crates;
    expect(sys.root).toBe('sel4::sys');
    expect(sys.moved[0]).toEqual({
      name: 'seL4_ARM_VCPUObject',
      kind: 'const',
      from: 'seL4_ARM_VCPUObject',
      to: '_object::seL4_ARM_VCPUObject',
      differences: [{ aspect: 'value', from: '65534', to: '12' }],
    });
    expect(json.kernelOptions).toContainEqual({ key: 'KERNEL_MCS', from: 'off', to: 'on' });
  });

  it('takes a snapshot file, and a folder of generated bindings', async () => {
    const snapshot = readFileSync('server/data/bindings.pin-aarch64.json', 'utf8');
    const files = { 'old.json': snapshot };
    const { text } = await run(['old.json', 'pin-aarch64'], files);
    expect(text).toContain('sel4::sys: 0 added, 0 removed, 0 moved, 0 changed, 756 the same');
    expect(text).toContain('note: the crate `sel4` and the hand-written part of `sel4-sys`');
  });

  it.each([
    ['a name that is none', 'aarch65', 'did you mean aarch64'],
    ['nothing', '', 'snapshots: '],
    ['a folder without bindings', 'empty', 'holds no generated bindings'],
    ['a file that is no snapshot', 'notes.json', 'not a bindings snapshot'],
    ['a snapshot that is cut off', 'cut.json', 'damaged or cut off'],
  ])('refuses %s', async (_, name, why) => {
    const files = { 'empty/a.txt': '', 'notes.json': '{}', 'cut.json': '{"format": "seL4 bind' };
    const failure = await run([name, 'aarch64'], files).catch((error) => error);
    expect(`${failure.message} ${failure.help}`).toContain(why);
  });

  it('refuses a PATH that is no workspace', async () => {
    await expect(run(['aarch64', 'aarch64-mcs', 'nowhere'], PROJECT)).rejects.toThrowError(
      'there is no folder',
    );
  });
});
