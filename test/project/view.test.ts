import { describe, expect, it } from 'vitest';
import {
  type ArchHints,
  archOfBindingsName,
  chooseArch,
  featureSetsReaching,
  targetFolder,
} from '../../server/src/project/view';
import { crate, load, manifest, memory } from './memory';

const config = {
  '.cargo/config.toml': '[build]\ntarget = "support/targets/riscv64gc-sel4.json"\ntarget-dir = "out"\n',
};
const none = memory({ 'Cargo.toml': '' });
const hints: ArchHints = {
  ofGeneratedBindings: () => ({ arch: 'x86_64', path: '/w/target/x/build/sys-1/out' }),
  ofSources: () => ({ arch: 'arm', evidence: 'the sources use 3 names that only arm has' }),
};

describe('the architecture of a view', () => {
  it('is decided by the strongest evidence', () => {
    const { ofSources } = hints;
    const choices = [
      chooseArch(memory(config), '/w', { arch: 'arm64', bindings: 'pin-x86_64' }, {}, hints),
      chooseArch(memory(config), '/w', { bindings: 'pin-x86_64-mcs' }, {}, hints),
      chooseArch(
        memory(config),
        '/w',
        { bindings: '/some/out' },
        {},
        { ...hints, ofNamedBindings: () => 'arm' },
      ),
      chooseArch(memory(config), '/w/deep/er', {}, {}, hints),
      chooseArch(memory(config), '/w', {}, { CARGO_BUILD_TARGET: 'i686-unknown-linux-gnu' }, hints),
      chooseArch(none, '/w', {}, {}, hints),
      chooseArch(none, '/w', {}, {}, { ofSources: ofSources! }),
      chooseArch(none, '/w', {}, {}),
    ];
    expect(choices.map(({ arch, evidence }) => `${arch}: ${evidence}`)).toEqual([
      'aarch64: aarch64 was asked for',
      'x86_64: the bindings `pin-x86_64-mcs` are for x86_64',
      'arm: the bindings `/some/out` are for arm',
      'riscv64: /w/.cargo/config.toml sets the target riscv64gc-sel4.json',
      'x86: CARGO_BUILD_TARGET sets the target i686-unknown-linux-gnu',
      'x86_64: the bindings generated in target/x/build/sys-1/out are for it',
      'arm: the sources use 3 names that only arm has',
      'aarch64: aarch64 is assumed: no target is set, and nothing else tells',
    ]);
  });

  it('asks the sources only when nothing else tells', () => {
    const costly = { ofSources: () => expect.fail('asked') };
    expect(chooseArch(memory(config), '/w', {}, {}, costly).arch).toBe('riscv64');
  });

  it('that nobody knows is a problem', () => {
    const { arch, problem } = chooseArch(none, '/w', { arch: 'z80' }, {});
    expect(arch).toBe('z80');
    expect(problem).toContain('`z80` is no architecture known here; known are aarch64, arm,');
  });

  it('is read out of names of bindings, not of paths', () => {
    expect(
      ['aarch64', 'pin-riscv64', 'aarch64-hyp-mcs', 'mine', '/x/aarch64'].map(archOfBindingsName),
    ).toEqual(['aarch64', 'riscv64', 'aarch64', undefined, undefined]);
  });
});

describe('.cargo/config.toml', () => {
  it('says where builds go', () => {
    expect(targetFolder(memory(config), '/w/a', '/w', {})).toBe('/w/out');
    expect(targetFolder(memory(config), '/w', '/w', { CARGO_TARGET_DIR: '/tmp/t' })).toBe('/tmp/t');
    expect(targetFolder(none, '/w/a', '/w', {})).toBe('/w/target');
  });

  it('and its target specification decide keys', () => {
    const cfg = (texts: Record<string, string>, environment = {}) =>
      crate(load({ 'Cargo.toml': manifest('p'), 'src/lib.rs': '', ...texts }, { environment }), 'p').cfg;
    const named = {
      '.cargo/config.toml':
        '[build]\ntarget = "aarch64-own"\nrustflags = ["--cfg", "own=\\"x\\"", "--cfg=flag"]\n[env]\nRUST_TARGET_PATH = { value = "t", relative = true }',
    };
    const own = cfg({
      ...named,
      't/aarch64-own.json': '{ "arch": "aarch64", "has-thread-local": true, "panic-strategy": "unwind" }',
    });
    expect(own.flags.has('target_thread_local')).toBe(true);
    expect([...own.keyValues.get('panic')!]).toEqual(['unwind']);
    expect([...own.keyValues.get('own')!]).toEqual(['x']);
    expect(own.flags.has('flag')).toBe(true);
    expect(cfg(named).decided.has('target_thread_local')).toBe(false);
    expect(cfg({ ...named, 't/aarch64-own.json': 'broken' }).decided.has('target_thread_local')).toBe(false);
    expect(cfg(named, { RUSTFLAGS: '--cfg other' }).flags.has('flag')).toBe(false);
    expect(cfg(named, { RUSTFLAGS: ' --cfg  other' }).flags.has('other')).toBe(true);
    // Flags of the target go before those of the build, all that are for it together.
    const ofTargets = cfg({
      '.cargo/config.toml': `${named['.cargo/config.toml']}
[target.aarch64-own]
rustflags = "--cfg  one"
[target.'cfg(target_arch = "aarch64")']
rustflags = ["--cfg=two"]
[target.'cfg(unix)']
rustflags = ["--cfg=three"]
[target.riscv64-own]
rustflags = ["--cfg=four"]
`,
    });
    expect(['one', 'two', 'three', 'four', 'flag'].filter((flag) => ofTargets.flags.has(flag))).toEqual([
      'one',
      'two',
    ]);
    const flags = (text: string): readonly string[] => {
      const { flags, keyValues } = cfg({ '.cargo/config.toml': '' }, { RUSTFLAGS: text });
      return [...flags, ...keyValues.get('panic')!, ...keyValues.get('feature')!];
    };
    expect(flags('-C panic=unwind --cfg feature="x"')).toEqual(
      expect.arrayContaining(['debug_assertions', 'unwind', 'x']),
    );
    for (const off of ['-O', '-C opt-level=2', '-Copt-level=s', '--codegen=debug-assertions=no -O'])
      expect(flags(off)).not.toContain('debug_assertions');
    for (const on of ['-O -C debug-assertions', '-Cdebug-assertions=on -O', '-C opt-level=0'])
      expect(flags(on)).toContain('debug_assertions');
    // Another architecture was asked for than the one configured.
    const linux = cfg({ '.cargo/config.toml': '[build]\ntarget = "x86_64-unknown-linux-gnu"' });
    expect([...linux.keyValues.get('target_os')!]).toEqual(['none']);
  });
});

describe('the profile of a check', () => {
  const texts = {
    'Cargo.toml': `${manifest(
      'p',
      [
        '[dependencies]',
        'one = { path = "one" }',
        'two = { path = "two" }',
        '[build-dependencies]',
        'three = { path = "three" }',
        '[workspace]',
        'exclude = ["one", "two", "three"]',
        '[profile.dev]',
        'panic = "abort"',
        '[profile.dev.build-override]',
        'debug-assertions = false',
        '[profile.dev.package."*"]',
        'debug-assertions = false',
        '[profile.dev.package."two@1.2.3"]',
        'debug-assertions = true',
      ].join('\n'),
    )}`,
    'src/lib.rs': '',
    'build.rs': '',
    'tests/t.rs': '',
    'one/Cargo.toml': manifest('one'),
    'one/src/lib.rs': '',
    'two/Cargo.toml': manifest('two'),
    'two/src/lib.rs': '',
    'three/Cargo.toml': manifest('three'),
    'three/src/lib.rs': '',
  };
  const settings = (more: Record<string, string> = {}, environment = {}): readonly string[] =>
    load(
      { ...texts, ...more },
      { environment, tests: true, arch: 'x86_64', target: 'x86_64-unknown-linux-gnu' },
    ).crates.map(
      ({ packageName, kind, test, cfg }) =>
        `${packageName} ${kind}${test ? ' test' : ''}: ${cfg.flags.has('debug_assertions')} ${[...cfg.keyValues.get('panic')!].join()}`,
    );

  it("says what holds for single packages, and panics of tests are the target's", () => {
    // As cargo told it of the same workspace.
    expect(settings()).toEqual([
      'p lib: true abort',
      'p lib test: true unwind',
      'p test test: true unwind',
      'p build: false unwind',
      'one lib: false abort',
      'two lib: true abort',
      'three lib: false unwind',
    ]);
  });

  it('may stand in the configuration of cargo, which goes first, or in variables', () => {
    const off = settings({
      '.cargo/config.toml': '[profile.dev]\ndebug-assertions = false\npanic = "unwind"',
    });
    expect(off.slice(0, 2)).toEqual(['p lib: false unwind', 'p lib test: false unwind']);
    expect(settings({}, { CARGO_PROFILE_DEV_DEBUG_ASSERTIONS: 'false' })[0]).toBe('p lib: false abort');
  });
});

describe('feature sets', () => {
  it('that make a dependency active are found', () => {
    const files = memory({
      'Cargo.toml': '[workspace]\nmembers = ["platform", "app"]\nresolver = "2"\n',
      'platform/Cargo.toml': manifest(
        'platform',
        [
          '[dependencies]',
          'real = { path = "../ext/real", optional = true }',
          'mock = { path = "../mock", optional = true }',
          '[features]',
          'default = ["pretend"]',
          'pretend = ["dep:mock"]',
          'runtime = ["dep:real"]',
        ].join('\n'),
      ),
      'platform/src/lib.rs': '',
      'mock/Cargo.toml': manifest('mock'),
      'mock/src/lib.rs': '',
      'app/Cargo.toml': manifest(
        'app',
        '[dependencies]\nplatform = { path = "../platform", default-features = false }',
      ),
      'app/src/lib.rs': '',
      'ext/.git': '',
    });
    const sets = featureSetsReaching(
      files,
      '/w',
      { arch: 'aarch64' },
      {},
      (packageName) => packageName === 'real',
    );
    const shown = sets.map((set) => `${set.noDefaultFeatures ? '-' : '+'}${set.features} ${set.reaches}`);
    expect(shown).toEqual([
      '+ false',
      '- false',
      '-pretend false',
      '+pretend false',
      '-runtime true',
      '+runtime true',
    ]);
  });
});
