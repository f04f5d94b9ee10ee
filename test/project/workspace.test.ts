import { describe, expect, it } from 'vitest';
import { checked, crate, links, load, manifest } from './memory';

const three = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/out"]\nresolver = "2"\n',
  'crates/a/Cargo.toml': manifest(
    'a',
    '[dependencies]\nb = { path = "../b" }\nout = { path = "../out" }\nhidden = { path = "../../hidden" }',
  ),
  'crates/a/src/lib.rs': '',
  'crates/b/Cargo.toml': manifest('b'),
  'crates/b/src/lib.rs': '',
  'crates/out/Cargo.toml': manifest('out'),
  'crates/out/src/lib.rs': '',
  'hidden/Cargo.toml': manifest('hidden'),
  'hidden/src/lib.rs': '',
};

describe('a workspace', () => {
  it('has the members that are listed, and path dependencies below the root', () => {
    const model = load(three);
    expect(model.problems).toEqual([]);
    expect(model.root).toBe('/w');
    expect(checked(model)).toEqual(['a', 'b', 'hidden']);
    expect(crate(model, 'out')).toMatchObject({ member: false, checked: false });
  });

  it('is found from the folder of a member, which is then selected alone', () => {
    const model = load(three, { folder: 'crates/a/src' });
    expect(model.root).toBe('/w');
    expect(checked(model)).toEqual(['a']);
    expect(crate(model, 'b')).toMatchObject({ member: false, checked: false });
  });

  it('is the whole again from a folder without a package', () => {
    expect(checked(load(three, { folder: 'crates' }))).toEqual(['a', 'b', 'hidden']);
  });

  it('ends at a package that is excluded: that one is a root of its own', () => {
    const model = load(three, { folder: 'crates/out' });
    expect(model.root).toBe('/w/crates/out');
    expect(checked(model)).toEqual(['out']);
    expect(model.problems).toEqual([]);
  });

  it('warns of a package below it that it does not list, which is checked alone', () => {
    const model = load(
      { ...three, 'other/Cargo.toml': manifest('other'), 'other/src/lib.rs': '' },
      { folder: 'other' },
    );
    expect(model.root).toBe('/w/other');
    expect(model.problems).toMatchObject([{ severity: 'warning', file: '/w/other/Cargo.toml' }]);
  });

  it('may be named by a package, from wherever that lies', () => {
    const model = load(
      {
        'far/Cargo.toml': manifest('far', 'workspace = "../root"\n'),
        'far/src/lib.rs': '',
        'root/Cargo.toml': manifest('root', '[dependencies]\nfar = { path = "../far" }\n[workspace]'),
        'root/src/lib.rs': '',
      },
      { folder: 'root' },
    );
    expect(checked(model)).toEqual(['far', 'root']);
  });

  it('hands down package keys and dependencies', () => {
    const model = load(
      {
        'Cargo.toml': [
          '[workspace]',
          'members = ["a"]',
          '[workspace.package]',
          'edition = "2024"',
          '[workspace.dependencies]',
          'lib-b = { path = "b", package = "b", default-features = false, features = ["x"] }',
          'outer = "1"',
          '[workspace.lints.rust]',
          'unexpected_cfgs = { level = "warn", check-cfg = [\'cfg(loom)\'] }',
        ].join('\n'),
        'a/Cargo.toml': [
          '[package]',
          'name = "a"',
          'edition.workspace = true',
          '[lints]',
          'workspace = true',
          '[dependencies]',
          'lib-b = { workspace = true, features = ["y"] }',
          'outer.workspace = true',
        ].join('\n'),
        'a/src/lib.rs': '',
        'b/Cargo.toml': manifest('b', '[features]\ndefault = ["z"]\nx = []\ny = []\nz = []'),
        'b/src/lib.rs': '',
      },
      { folder: 'a' },
    );
    expect(model.problems).toEqual([]);
    expect(crate(model, 'a')).toMatchObject({ edition: 2024, checkCfg: ['cfg(loom)'] });
    expect(links(model, crate(model, 'a'))).toEqual(['lib_b → b', 'outer → outer?']);
    expect(crate(model, 'b').activeFeatures).toEqual(['x', 'y']);
  });

  it('gives its members their default features, whatever other members say', () => {
    const texts = {
      'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
      'a/Cargo.toml': manifest('a', '[dependencies]\nb = { path = "../b", default-features = false }'),
      'a/src/lib.rs': '',
      'b/Cargo.toml': manifest('b', '[features]\ndefault = ["std"]\nstd = []'),
      'b/src/lib.rs': '',
    };
    expect(crate(load(texts), 'b').activeFeatures).toEqual(['default', 'std']);
    expect(crate(load(texts, { folder: 'a' }), 'b').activeFeatures).toEqual([]);
  });
});

describe('patterns of members', () => {
  it('mean folders', () => {
    const model = load({
      'Cargo.toml': '[workspace]\nmembers = ["d?/[a-b]*", "deep/**/leaf"]\n',
      'd1/a1/Cargo.toml': manifest('a1'),
      'd1/a1/src/lib.rs': '',
      'd2/b/Cargo.toml': manifest('b'),
      'd2/b/src/lib.rs': '',
      'd2/c/Cargo.toml': manifest('c'),
      'd2/c/src/lib.rs': '',
      'd2/a-file': '',
      'deep/x/y/leaf/Cargo.toml': manifest('leaf'),
      'deep/x/y/leaf/src/lib.rs': '',
    });
    expect(model.problems).toEqual([]);
    expect(checked(model)).toEqual(['a1', 'b', 'leaf']);
  });
});

describe('targets of a package', () => {
  it('are found where cargo finds them', () => {
    const model = load(
      {
        'Cargo.toml': manifest('my-pack'),
        'build.rs': '',
        'src/lib.rs': '',
        'src/main.rs': '',
        'src/bin/one.rs': '',
        'src/bin/two/main.rs': '',
        'src/bin/.hidden.rs': '',
        'src/bin/notes.txt': '',
        'examples/shown.rs': '',
        'tests/it.rs': '',
        'benches/quick.rs': '',
      },
      { tests: true },
    );
    const shown = model.crates.map(({ kind, name, test }) => `${kind} ${name}${test ? ' test' : ''}`);
    expect(shown.sort()).toEqual([
      'bench quick test',
      'bin my_pack',
      'bin my_pack test',
      'bin one',
      'bin one test',
      'bin two',
      'bin two test',
      'build build_script_build',
      'example shown',
      'lib my_pack',
      'lib my_pack test',
      'test it test',
    ]);
    expect(links(model, crate(model, 'my-pack', 'test'))).toEqual(['my_pack → my-pack']);
    expect(links(model, crate(model, 'my-pack', 'lib'))).toEqual([]);
  });

  it('can be written down, renamed and switched off', () => {
    const model = load({
      'Cargo.toml': manifest(
        'p',
        [
          'autobins = false',
          'build = "build/main.rs"',
          '[lib]',
          'name = "other"',
          'path = "lib/root.rs"',
          '[[bin]]',
          'name = "needs"',
          'path = "src/needs.rs"',
          'required-features = ["f"]',
          '[features]',
          'f = []',
        ].join('\n'),
      ),
      'build/main.rs': '',
      'lib/root.rs': '',
      'src/needs.rs': '',
      'src/bin/ignored.rs': '',
    });
    expect(model.crates.map(({ kind, name, root }) => [kind, name, root])).toEqual([
      ['lib', 'other', '/w/lib/root.rs'],
      ['build', 'build_script_main', '/w/build/main.rs'],
    ]);
    expect(model.problems).toEqual([]);
  });

  it('are compiled for the host if they are procedural macros or build scripts', () => {
    const model = load({
      'Cargo.toml': manifest(
        'p',
        '[build-dependencies]\nshared = { path = "shared" }\n[dependencies]\nshared = { path = "shared" }\nmac = { path = "mac" }',
      ),
      'src/lib.rs': '',
      'build.rs': '',
      'shared/Cargo.toml': manifest('shared'),
      'shared/src/lib.rs': '',
      'mac/Cargo.toml': manifest('mac', '[lib]\nproc-macro = true'),
      'mac/src/lib.rs': '',
    });
    const os = model.crates.map(({ name, cfg }) => `${name} ${[...cfg.keyValues.get('target_os')!]}`);
    expect(os.sort()).toEqual([
      'build_script_build linux',
      'mac linux',
      'p none',
      'shared linux',
      'shared none',
    ]);
    expect(crate(model, 'mac').cfg.flags.has('proc_macro')).toBe(true);
    // Its build script may set any key.
    expect(crate(model, 'p').cfg.open).toBeUndefined();
    expect(crate(model, 'mac').cfg.open).toBeDefined();
  });
});

describe('dependencies', () => {
  const inactive = {
    'Cargo.toml': manifest(
      'p',
      [
        '[dependencies]',
        'opt = { version = "1", optional = true }',
        '[dev-dependencies]',
        'dev = "1"',
        '[build-dependencies]',
        'build = "1"',
        '[target."cfg(target_arch = \\"x86_64\\")".dependencies]',
        'pc = "1"',
        '[target.aarch64-unknown-linux-gnu.dependencies]',
        'linux = "1"',
        '[features]',
        'on = ["dep:opt"]',
      ].join('\n'),
    ),
    'src/lib.rs': '',
  };

  it('that are not active say why', () => {
    const node = crate(load(inactive), 'p');
    expect(Object.fromEntries(node.inactiveDependencies.map(({ name, why }) => [name, why]))).toEqual({
      opt: 'it is optional and not turned on; `on` turns it on',
      dev: 'it is only in [dev-dependencies]',
      build: 'it is only in [build-dependencies]',
      pc: 'it is only for `cfg(target_arch = "x86_64")`',
      linux: 'it is only for `aarch64-unknown-linux-gnu`',
    });
  });

  it('follow the view', () => {
    const names = (model: ReturnType<typeof load>, test = false) =>
      model.crates.find((one) => one.test === test)!.dependencies.map(({ name }) => name);
    expect(names(load(inactive, { features: ['on'], arch: 'x86_64' }))).toEqual(['opt', 'pc']);
    expect(names(load(inactive, { tests: true }), true)).toEqual(['dev']);
    expect(
      names(load(inactive, { environment: { CARGO_BUILD_TARGET: 'aarch64-unknown-linux-gnu' } })),
    ).toEqual(['linux']);
  });

  it('say which features they are asked for, when they are not on disk', () => {
    const node = crate(
      load({
        'Cargo.toml': manifest(
          'p',
          [
            '[dependencies]',
            'real-name = { version = "1", package = "pack-age", features = ["a"], default-features = false }',
            'gone = { path = "vendor/gone", default-features = false }',
            '[features]',
            'default = ["real-name/b", "gone/c"]',
          ].join('\n'),
        ),
        'src/lib.rs': '',
        'vendor/.git': '',
      }),
      'p',
    );
    expect(node.dependencies).toEqual([
      {
        name: 'real_name',
        packageName: 'pack-age',
        features: ['a', 'b'],
        defaultFeatures: false,
        source: { k: 'registry', requirement: '1' },
        declaredAt: ['dependencies', 'real-name'],
      },
      {
        name: 'gone',
        packageName: 'gone',
        path: '/w/vendor/gone',
        features: ['c'],
        defaultFeatures: false,
        source: { k: 'path', folder: '/w/vendor/gone' },
        declaredAt: ['dependencies', 'gone'],
      },
    ]);
  });

  it('are replaced by a patch with a path, if its version fits', () => {
    const texts = (version: string) => ({
      'Cargo.toml': manifest(
        'p',
        `[dependencies]\npatched = "${version}"\n[patch.crates-io]\npatched = { path = "mine" }`,
      ),
      'src/lib.rs': '',
      'mine/Cargo.toml': manifest('patched'),
      'mine/src/lib.rs': '',
    });
    const linksFor = (version: string) => {
      const model = load(texts(version));
      return links(model, crate(model, 'p'));
    };
    for (const fits of ['1', '1.2', '^1.2.3', '~1.2', '=1.2.3', '>=1, <2', '1.*', '*', '>1.1']) {
      expect(linksFor(fits)).toEqual(['patched → patched']);
    }
    for (const other of ['2', '1.3', '=1.2.4', '<1.2.3', '~1.1', '0.1', '1.1.*', '>1.2']) {
      expect(linksFor(other)).toEqual(['patched → patched?']);
    }
  });

  it('may form a circle through dev-dependencies', () => {
    const model = load(
      {
        'Cargo.toml': manifest('a', '[dev-dependencies]\nb = { path = "b" }\n[workspace]'),
        'src/lib.rs': '',
        'b/Cargo.toml': manifest('b', '[dependencies]\na = { path = ".." }'),
        'b/src/lib.rs': '',
      },
      { tests: true },
    );
    const test = model.crates.find((one) => one.name === 'a' && one.test)!;
    const b = model.crates[test.dependencies[0]!.crate!]!;
    expect(model.crates[b.dependencies[0]!.crate!]).toMatchObject({ name: 'a', test: false });
  });
});

describe('requested features', () => {
  const texts = {
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
    'a/Cargo.toml': manifest('a', '[features]\ndefault = ["d"]\nd = []\nonly-a = []\nboth = []'),
    'a/src/lib.rs': '',
    'b/Cargo.toml': manifest('b', '[features]\nboth = []\nonly-b = []'),
    'b/src/lib.rs': '',
  };
  it.each([
    [{ features: ['both'] }, ['both', 'd', 'default'], ['both']],
    [{ features: ['only-a'], noDefaultFeatures: true }, ['only-a'], []],
    [{ features: ['b/both'], noDefaultFeatures: true }, [], ['both']],
    [{ features: ['both,only-b'] }, ['both', 'd', 'default'], ['both', 'only-b']],
    [{ allFeatures: true }, ['both', 'd', 'default', 'only-a'], ['both', 'only-b']],
  ])('%j go to the packages that have them', (request, a, b) => {
    const model = load(texts, request);
    expect(model.problems).toEqual([]);
    expect([crate(model, 'a').activeFeatures, crate(model, 'b').activeFeatures]).toEqual([a, b]);
  });

  it('that nobody has are a problem', () => {
    expect(load(texts, { features: ['nope'] }).problems).toEqual([
      {
        file: '/w/Cargo.toml',
        message: 'none of the selected packages has a feature `nope`',
        help: 'features there are: both, d, only-a, only-b',
        severity: 'error',
      },
    ]);
    expect(load(texts, { folder: 'b', features: ['d'] }).problems[0]?.message).toBe(
      'package `b` has no feature `d`',
    );
  });

  it('of packages that are not known are none', () => {
    const broken = { ...texts, 'Cargo.toml': '[workspace' };
    expect(load(broken, { features: ['nope'] }).problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining('this is not valid TOML') }),
    ]);
  });
});
