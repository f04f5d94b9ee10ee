import { beforeAll, describe, expect, it } from 'vitest';
import { bindingsArchHints } from '../../server/src/bindings/archHints';
import { type BindingsChoice, type ChoiceInput, chooseBindings } from '../../server/src/bindings/choose';
import { makeSnapshot } from '../../server/src/bindings/make';
import type { RustParser } from '../../server/src/syntax/api';
import { gitIndex } from './gitIndexBytes';
import { builtIn, constsText, disk, generatedFiles, type MemoryFile, openParser } from './support';

const catalog = builtIn();
const PIN = catalog.configuration('pin-aarch64')?.origin.rustSel4Commit ?? '';

function choose(
  files: Readonly<Record<string, MemoryFile>>,
  view: ChoiceInput['view'] = {},
  more: Partial<ChoiceInput> = {},
): BindingsChoice {
  return chooseBindings({ catalog, files: disk(files), root: '/w', view, environment: {}, ...more });
}

const sentence = (choice: BindingsChoice) => choice.set?.origin.sentence;

/** A build for one kernel: generated files, and the options beside them. */
function build(target: string, hash: string, time: number, arch: string, mcs: boolean) {
  return {
    ...generatedFiles(`${target}/build/sel4-sys-${hash}/out`, time),
    [`${target}/build/sel4-config-${hash}/out/consts_gen.rs`]: {
      text: constsText(arch, mcs),
      time: time - 1,
    },
  };
}

describe('without generated files', () => {
  it.each([
    [{ hypervisor: true }, 'aarch64-hyp-mcs'],
    [{ smp: true }, 'aarch64-smp'],
    [{ hypervisor: true, mcs: false }, 'aarch64'],
    [{}, 'aarch64'],
  ])('what is asked for goes before what nobody has asked for: %o', (options, name) => {
    expect(choose({}, { arch: 'aarch64', ...options }).set?.origin).toMatchObject({ name });
  });

  it('the submodule’s commit chooses the built-in snapshot', () => {
    const index = gitIndex([{ path: 'external/rust-sel4', commit: PIN }], 2);
    const choice = choose({ '/w/.git/index': { bytes: index }, '/w/.git/HEAD': 'x' }, { arch: 'aarch64' });
    expect(choice.set?.origin).toMatchObject({ kind: 'snapshot', name: 'pin-aarch64', certain: false });
    expect(sentence(choice)).toBe(
      'built-in snapshot pin-aarch64 (seL4 13.0.0 (cd6d3b8c), rust-sel4 285045d9): nothing was generated here; ' +
        'submodule external/rust-sel4 is at 285045d9; kernel options such as MCS are assumed',
    );
    expect(choice.inputs).toContain('/w/.git/index');
  });

  it('a submodule that is checked out counts as what it is at', () => {
    const newest = catalog.configuration('aarch64')?.origin.rustSel4Commit ?? '';
    const choice = choose({
      '/w/.git/index': { bytes: gitIndex([{ path: 'rust-sel4', commit: PIN }], 4) },
      '/w/rust-sel4/.git': 'gitdir: ../.git/modules/rust-sel4\n',
      '/w/.git/modules/rust-sel4/HEAD': `${newest}\n`,
    });
    expect(choice.set?.origin.name).toBe('aarch64');
    expect(sentence(choice)).toContain('submodule rust-sel4 is at d441a880');
  });

  it('Cargo.lock tells the commit of a git dependency', () => {
    const source = `source = "git+https://github.com/seL4/rust-sel4?rev=285045d9#${PIN}"`;
    expect(choose({ '/w/Cargo.lock': `[[package]]\n${source}\n` }).set?.origin.name).toBe('pin-aarch64');
  });

  it('the newest snapshot of the architecture is taken, and its options are a guess', () => {
    const choice = choose({}, { arch: 'riscv64' });
    expect(choice.set?.origin).toMatchObject({ name: 'riscv64', certain: false });
    expect(choice.arch).toBe('riscv64');
  });

  it('asking for MCS makes the options known', () => {
    expect(choose({}, { arch: 'x86_64', mcs: true }).set?.origin).toMatchObject({
      name: 'x86_64-mcs',
      certain: true,
    });
    expect(choose({}, { mcs: false }).set?.origin).toMatchObject({ name: 'aarch64', certain: true });
  });

  it('says that the pinned version is not built in for what was asked', () => {
    const index = gitIndex([{ path: 'rust-sel4', commit: PIN }], 2);
    const choice = choose({ '/w/.git/index': { bytes: index } }, { arch: 'riscv64', mcs: true });
    expect(choice.set?.origin.name).toBe('riscv64-mcs');
    expect(sentence(choice)).toContain('rust-sel4 is at 285045d9, of which no such snapshot is built in');
  });

  it('the names in the sources are asked when nothing else tells', () => {
    expect(choose({}, {}, { guessArch: () => 'x86_64' }).set?.origin.name).toBe('x86_64');
    const unasked = () => expect.fail('the architecture is known');
    expect(choose({}, { arch: 'riscv64' }, { guessArch: unasked }).arch).toBe('riscv64');
  });

  it('an installed kernel tells its options', () => {
    const choice = choose(
      { '/sel4/libsel4/include/kernel/gen_config.json': '{"KERNEL_MCS": true, "SEL4_ARCH": "riscv64"}' },
      {},
      { environment: { SEL4_PREFIX: '/sel4' } },
    );
    expect(choice.set?.origin).toMatchObject({ name: 'riscv64-mcs', certain: false });
    expect(sentence(choice)).toContain('kernel options as in /sel4/libsel4/include');
  });

  it('an architecture that is not built in is a problem that says what is', () => {
    const choice = choose({}, { arch: 'mips' });
    expect(choice.set).toBeUndefined();
    expect(choice.problems).toMatchObject([
      { message: expect.stringContaining('no bindings for mips'), help: expect.stringContaining('x86_64') },
    ]);
  });
});

describe('generated files in the workspace', () => {
  it('win over snapshots, and the newest that fits wins over others', () => {
    const choice = choose(
      {
        ...build('/w/target/aarch64-sel4/debug', 'aa', 10, 'aarch64', false),
        ...build('/w/target/aarch64-sel4/release', 'bb', 30, 'aarch64', true),
        ...build('/w/target/x86_64-sel4/debug', 'cc', 40, 'x86_64', false),
      },
      { arch: 'aarch64' },
    );
    expect(choice.set?.origin).toMatchObject({
      kind: 'generated',
      name: '/w/target/aarch64-sel4/release/build/sel4-sys-bb/out',
      certain: true,
      versions: 'bindgen 0.71.1',
    });
    expect(choice.set?.kernel.get('KERNEL_MCS')).toBe(true);
    expect(sentence(choice)).toBe(
      'generated bindings in target/aarch64-sel4/release/build/sel4-sys-bb/out: the newest that fits, of 3; ' +
        'kernel options from consts_gen.rs beside it; 1 newer folder is for other views',
    );
  });

  it('that contradict each other are told apart by what was asked', () => {
    const files = {
      ...build('/w/target/debug', 'aa', 10, 'aarch64', false),
      ...build('/w/target/release', 'bb', 30, 'aarch64', true),
    };
    expect(choose(files, { arch: 'aarch64', mcs: false }).set?.origin.name).toContain('sel4-sys-aa');
    expect(choose(files, { arch: 'aarch64' }).set?.origin.name).toContain('sel4-sys-bb');
  });

  it('are asked for by path; a snapshot stands behind them for what is not on disk', () => {
    const { set } = choose(build('/w/target/debug', 'aa', 10, 'riscv64', true));
    const out = '/w/target/debug/build/sel4-sys-aa/out';
    expect(set?.has('sel4-sys', 'types.rs')).toBe(true);
    expect(set?.has('sel4-sys', 'others.rs')).toBe(false);
    expect(set?.path('sel4-sys', 'types.rs')).toBe(`${out}/types.rs`);
    expect(set?.items('sel4-sys', 'types.rs')).toBeUndefined();
    expect(set?.path('sel4-config', 'consts_gen.rs')).toContain('/sel4-config-aa/out/consts_gen.rs');
    expect(set?.skeleton('sel4-sys')?.length).toBeGreaterThan(0);
    expect(
      set
        ?.external('sel4')
        ?.modules.get('cap')
        ?.some((n) => n.name === 'Reply'),
    ).toBe(true);
  });

  it('are found where CARGO_TARGET_DIR or cargo’s configuration puts them', () => {
    const files = build('/elsewhere/debug', 'aa', 10, 'x86_64', false);
    expect(choose(files, {}, { environment: { CARGO_TARGET_DIR: '/elsewhere' } }).set?.origin.kind).toBe(
      'generated',
    );
    const config = { '/w/.cargo/config.toml': '[build]\ntarget-dir = "../elsewhere"\n' };
    expect(choose({ ...files, ...config }).set?.origin.kind).toBe('generated');
    expect(choose({ ...files, ...config }).watched).toContain('/elsewhere');
  });

  it('get their kernel from the host’s build folder, or from the kernel that the build script named', () => {
    const out = '/w/target/aarch64-sel4/debug/build/sel4-sys-aa';
    const json = '{"KERNEL_MCS": true, "SEL4_ARCH": "aarch64"}';
    const host = { '/w/target/debug/build/sel4-config-data-bb/out/kernel_config.json': json };
    expect(sentence(choose({ ...generatedFiles(`${out}/out`, 5), ...host }))).toContain(
      'kernel options from target/debug/build/sel4-config-data-bb/out/kernel_config.json',
    );
    const told = {
      [`${out}/output`]: 'cargo::metadata=include=/opt/sel4/include\n',
      '/opt/sel4/include/kernel/gen_config.json': json,
      '/opt/sel4/include/sel4/gen_config.json': '{"PRINTING": false}',
    };
    const { set } = choose({ ...generatedFiles(`${out}/out`, 5), ...told });
    expect([...(set?.kernel ?? [])]).toEqual([
      ['KERNEL_MCS', true],
      ['SEL4_ARCH', 'aarch64'],
      ['PRINTING', false],
    ]);
  });

  it('whose kernel nothing tells are known by their names', () => {
    const riscv = catalog
      .namesWith((p) => p.kind === 'const' || p.kind === 'module' || p.kind === 'struct', 'riscv64-mcs')
      .map((name) => `pub const ${name}: u8 = 0;`)
      .join('\n');
    const choice = choose(
      generatedFiles('/w/target/debug/build/sel4-sys-aa/out', 5, { 'bindings.rs': riscv }),
    );
    expect(choice.arch).toBe('riscv64');
    expect(sentence(choice)).toContain('kernel options of riscv64-mcs, whose names are nearest');
  });

  it('of one kernel are not taken for another’s because of a stray file beside them', () => {
    const choice = choose({
      ...generatedFiles('/w/target/riscv64gc-none/debug/build/sel4-sys-aa/out', 5),
      '/w/target/riscv64gc-none/debug/build/sel4-config-aa/out/consts_gen.rs': constsText('aarch64', true),
      '/w/target/riscv64gc-none/debug/build/sel4-config-bb/out/consts_gen.rs': constsText('riscv64', false),
    });
    expect(choice.arch).toBe('riscv64');
  });

  it.each([
    ['types.rs is missing', { 'types.rs': undefined }],
    ['bindings.rs is empty', { 'bindings.rs': '\n' }],
    ['invocations.rs is cut off', { 'invocations.rs': 'impl seL4_IPCBuffer { pub fn seL4_TCB_Re' }],
    ['invocations.rs is cut off', { 'invocations.rs': 'impl seL4_IPCBuffer { pub fn seL4_Yield() {}' }],
  ])('that are half written are passed over: %s', (why, changed) => {
    const out = '/w/target/debug/build/sel4-sys-aa/out';
    const older = build('/w/target/release', 'bb', 1, 'aarch64', false);
    const choice = choose({ ...generatedFiles(out, 9, changed), ...older });
    expect(choice.set?.origin.name).toContain('sel4-sys-bb');
    expect(sentence(choice)).toContain(`target/debug/build/sel4-sys-aa/out is incomplete (${why})`);
    expect(choice.inputs).toContain(`${out}/types.rs`);
    expect(choose(generatedFiles(out, 9, changed)).set?.origin.kind).toBe('snapshot');
  });

  it('tell the architecture before a view is chosen', () => {
    const files = disk(build('/w/target/debug', 'aa', 10, 'x86_64', false));
    const hints = bindingsArchHints({ catalog, files, root: '/w', view: {}, environment: {} });
    expect(hints.ofGeneratedBindings()).toEqual({
      arch: 'x86_64',
      path: '/w/target/debug/build/sel4-sys-aa/out',
    });
    expect(hints.ofNamedBindings()).toBeUndefined();
  });
});

describe('bindings that the user names', () => {
  let parser: RustParser;
  beforeAll(async () => {
    parser = await openParser();
  });

  it('are a built-in snapshot: every option is known', () => {
    const choice = choose({}, { bindings: 'aarch64-hyp-mcs' });
    expect(choice.set?.origin).toMatchObject({ name: 'aarch64-hyp-mcs', certain: true });
    expect(choice.problems).toEqual([]);
  });

  it('win over what else is asked, with a warning', () => {
    const choice = choose({}, { bindings: 'aarch64-mcs', arch: 'x86_64' });
    expect(choice.arch).toBe('aarch64');
    expect(choice.problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('x86_64') },
    ]);
  });

  it('that do not exist are answered with near names, and the rest is chosen as ever', () => {
    const choice = choose({}, { bindings: 'arch64-mcs' });
    expect(choice.problems).toMatchObject(
      [
        {
          message: expect.stringContaining('no bindings named arch64-mcs'),
          help: /^did you mean aarch64-mcs\?/,
        },
      ].map((p) => ({ message: p.message, help: expect.stringMatching(p.help) })),
    );
    expect(choice.set?.origin.name).toBe('aarch64');
  });

  it.each(['/w/t', '/w/t/debug/build/sel4-sys-aa', 't/debug/build/sel4-sys-aa/out'])(
    'are a folder: %s',
    (bindings) => {
      const choice = choose(build('/w/t/debug', 'aa', 10, 'riscv64', false), { bindings });
      expect(choice.set?.origin).toMatchObject({ kind: 'generated', certain: true });
      expect(sentence(choice)).toContain('as asked for');
    },
  );

  it('that are incomplete or not there are a problem with the path and what to do', () => {
    const out = '/w/target/debug/build/sel4-sys-aa/out';
    const broken = choose(generatedFiles(out, 1, { 'types.rs': undefined }), { bindings: out });
    expect(broken.problems).toMatchObject([
      {
        file: out,
        message: expect.stringContaining('types.rs is missing'),
        help: expect.stringContaining('build sel4-sys again'),
      },
    ]);
    const none = choose({ '/w/docs/readme.md': '' }, { bindings: 'docs' });
    expect(none.problems[0]?.message).toMatch(/^\/w\/docs holds no generated bindings/);
  });

  it('are a snapshot file made of a generated folder', () => {
    const files = build('/w/target/debug', 'aa', 10, 'aarch64', true);
    const made = makeSnapshot({
      files: disk(files),
      parser,
      catalog,
      folders: ['/w/target/debug/build/sel4-sys-aa/out'],
    });
    expect(made).toMatchObject({
      name: 'aarch64-mcs',
      remarks: ['kernel options from /w/target/debug/build/sel4-config-aa/out/consts_gen.rs'],
    });
    const choice = choose({ '/w/mine.json': made.text ?? '' }, { bindings: 'mine.json' });
    expect(choice.set?.origin).toMatchObject({ kind: 'snapshot', name: '/w/mine.json', certain: true });
    expect(choice.set?.items('sel4-sys', 'bindings.rs')).toMatchObject([
      { kind: 'const', name: 'seL4_PageBits' },
    ]);
    expect(choice.set?.items('sel4-config', 'consts_gen.rs')).toHaveLength(2);
    expect(choice.set?.external('sel4')?.name).toBe('sel4');
    expect(choice.set?.skeleton('sel4-sys')?.length).toBeGreaterThan(0);
  });

  it('cannot be made of an incomplete folder', () => {
    const out = '/w/out';
    const files = disk(generatedFiles(out, 1, { 'types.rs': undefined }));
    const made = makeSnapshot({ files, parser, catalog, folders: [out] });
    expect(made.problem).toMatchObject({
      file: out,
      message: expect.stringContaining('types.rs is missing'),
    });
    const nothing = makeSnapshot({ files, parser, catalog, folders: ['/nowhere'] });
    expect(nothing.problem?.message).toContain('/nowhere: no generated bindings there');
  });

  it('that are damaged are refused by name', () => {
    const choice = choose({ '/w/mine.json': '{"format":' }, { bindings: 'mine.json' });
    expect(choice.problems).toMatchObject([{ file: '/w/mine.json', severity: 'error' }]);
    expect(choice.set?.origin.name).toBe('aarch64');
  });
});
