import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../server/src/analysis/nodeParts';
import { type ProjectViews, projectViews } from '../../server/src/analysis/projectViews';
import { generatedFiles } from '../bindings/support';
import { manifest, memory } from './memory';

const catalog = loadCatalog();

type Texts = Readonly<Record<string, string>>;

function read(texts: Texts, folder = '/w'): ProjectViews {
  return projectViews(memory(texts), folder, catalog);
}

/** A package with features in a workspace whose manifest ends with this. */
function workspace(metadata: string, more: Texts = {}): Texts {
  return {
    'Cargo.toml': `[workspace]\nmembers = ["a"]\nresolver = "2"\n\n${metadata}`,
    'a/Cargo.toml': manifest('a', '[features]\nmock = []\nruntime = []'),
    'a/src/lib.rs': '',
    ...more,
  };
}

/** Lines `#   ^^^^ text` below a place say what is reported there; `help` is not part of it. */
function annotated(text: string): string[] {
  const found: string[] = [];
  let above = '';
  for (const line of text.split('\n')) {
    const carets = line.indexOf('^');
    if (line.startsWith('#') && carets > 0) {
      const end = line.lastIndexOf('^') + 1;
      found.push(`${above.slice(carets, end)}: ${line.slice(end).trim()}`);
    } else above = line;
  }
  return found;
}

function said(texts: Texts): string[] {
  return read(texts).problems.map(({ file, start, end, message, help, severity }) => {
    const text = texts[file.slice('/w/'.length)]!;
    expect(help).toBeTruthy();
    return `${text.slice(start, end)}: ${severity === 'warning' ? 'warning ' : ''}${message}`;
  });
}

function expectSaid(texts: Texts): void {
  const expected = Object.values(texts).flatMap(annotated);
  expect(expected.length).toBeGreaterThan(0);
  expect(said(texts)).toEqual(expected);
}

describe('views that a project names', () => {
  it('by name, with what holds for all of them', () => {
    const {
      views,
      defaultView,
      problems,
      manifest: file,
    } = read(
      workspace(`
[workspace.metadata.kaal-sel4]
default-view = "pc"
features = ["runtime"]

[workspace.metadata.kaal-sel4.views]
arm = { arch = "aarch64" }
pc = { arch = "x86_64", mcs = true, bindings = "x86_64-mcs" }
mock = { features = ["mock"], no-default-features = true, tests = true, target = "x86_64-unknown-linux-gnu" }
`),
    );
    expect(problems).toEqual([]);
    expect(file).toBe('/w/Cargo.toml');
    expect(views.map((view) => view.request)).toEqual([
      { name: 'arm', arch: 'aarch64', features: ['runtime'] },
      { name: 'pc', arch: 'x86_64', mcs: true, bindings: 'x86_64-mcs', features: ['runtime'] },
      {
        name: 'mock',
        features: ['mock'],
        noDefaultFeatures: true,
        tests: true,
        target: 'x86_64-unknown-linux-gnu',
      },
    ]);
    expect(defaultView).toEqual(views[1]!.request);
  });

  it('the first one is meant where no default is named', () => {
    const { defaultView } = read(
      workspace(
        '[workspace.metadata.kaal-sel4.views.b]\narch = "riscv64"\n[workspace.metadata.kaal-sel4.views.a]\n',
      ),
    );
    expect(defaultView).toEqual({ name: 'b', arch: 'riscv64' });
  });

  it('without views, what is written is the one view', () => {
    const { views, defaultView } = read(
      workspace('[workspace.metadata.kaal-sel4]\narch = "riscv64"\nmcs = true\n'),
    );
    expect(views).toEqual([]);
    expect(defaultView).toEqual({ arch: 'riscv64', mcs: true });
  });

  it('a view with a target of its own leaves out the architecture of all', () => {
    const { views } = read(
      workspace(
        '[workspace.metadata.kaal-sel4]\narch = "aarch64"\nviews.host.target = "x86_64-unknown-linux-gnu"\n',
      ),
    );
    expect(views[0]!.request).toEqual({ name: 'host', target: 'x86_64-unknown-linux-gnu' });
  });

  it('in a package that is in no workspace', () => {
    const texts = {
      'Cargo.toml': manifest('a', '[package.metadata.kaal-sel4]\narch = "x86_64"'),
      'src/lib.rs': '',
    };
    expect(read(texts).defaultView).toEqual({ arch: 'x86_64' });
    expect(read(texts).keys).toEqual(['package', 'metadata', 'kaal-sel4']);
  });

  it('from the folder of a member, those of the workspace', () => {
    const texts = workspace('[workspace.metadata.kaal-sel4]\narch = "x86_64"\n');
    expect(read(texts, '/w/a').defaultView).toEqual({ arch: 'x86_64' });
    expect(read(texts, '/w/a/src').manifest).toBe('/w/Cargo.toml');
  });

  it('nothing is said: nothing is meant', () => {
    const { views, defaultView, problems, keys } = read(
      workspace('[workspace.metadata.sel4]\nmodes = ["mock"]\n'),
    );
    expect({ views, defaultView, problems }).toEqual({ views: [], defaultView: undefined, problems: [] });
    expect(keys).toEqual(['workspace', 'metadata', 'kaal-sel4']);
    expect(projectViews(memory({}), '/w', catalog).manifest).toBeUndefined();
  });

  it('a broken manifest is said, and no view is made of it', () => {
    const { views, problems } = read({
      'Cargo.toml': '[workspace\n[workspace.metadata.kaal-sel4]\narch = "x86_64"',
    });
    expect(views).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining('this is not valid TOML'),
    ]);
  });
});

describe('what is wrong with them is said at its place', () => {
  it('unknown keys, with the nearest word', () => {
    const texts = workspace(`
  [workspace.metadata.kaal-sel4]
  deafult-view = "arm"
# ^^^^^^^^^^^^ \`deafult-view\` is no key of \`workspace.metadata.kaal-sel4\`
  views.arm = { arch = "aarch64", default-features = false, mics = true }
#                                 ^^^^^^^^^^^^^^^^ \`default-features\` is no key of a view
#                                                           ^^^^ \`mics\` is no key of a view
`);
    expectSaid(texts);
    expect(read(texts).problems.map((problem) => problem.help)).toEqual([
      'did you mean `default-view`?',
      'did you mean `no-default-features`?',
      'did you mean `mcs`?',
    ]);
    // The rest counts.
    expect(read(texts).views.map((view) => view.request)).toEqual([{ name: 'arm', arch: 'aarch64' }]);
  });

  it('values of wrong types', () => {
    const texts = workspace(`
  [workspace.metadata.kaal-sel4]
  mcs = "yes"
#       ^^^^^ \`mcs\` must be true or false, but is a string
  [workspace.metadata.kaal-sel4.views.arm]
  arch = ["aarch64"]
#        ^^^^^^^^^^^ \`arch\` must be a string, but is a list
  features = ["runtime", 3, "mock", true]
#                        ^ an entry of \`features\` must be a string, but is a number
#                                   ^^^^ an entry of \`features\` must be a string, but is true
  [workspace.metadata.kaal-sel4.views]
  pc = "x86_64"
#      ^^^^^^^^ \`pc\` must be a table, but is a string
`);
    expectSaid(texts);
    expect(read(texts).views.map((view) => view.request)).toEqual([
      { name: 'arm', features: ['runtime', 'mock'] },
    ]);
  });

  it('a table that is none', () => {
    expectSaid(
      workspace(`
  [workspace.metadata]
  kaal-sel4 = "aarch64"
# ^^^^^^^^^ \`workspace.metadata.kaal-sel4\` must be a table, but is a string
`),
    );
  });

  it('architectures, targets, snapshots and features that there are not', () => {
    const texts = workspace(`
  [workspace.metadata.kaal-sel4.views]
  a = { arch = "arch64" }
#              ^^^^^^^^ \`arch64\` is no architecture that seL4 runs on
  b = { target = "mips-unknown-none" }
#                ^^^^^^^^^^^^^^^^^^^ the target \`mips-unknown-none\` is of no architecture that seL4 runs on
  c = { bindings = "pin-x86-64" }
#                  ^^^^^^^^^^^^ there are no bindings \`pin-x86-64\`: it is neither a built-in snapshot nor a file or folder seen from here
  d = { features = ["runtime", "a/mok"] }
#                              ^^^^^^^ no package of the workspace has a feature \`a/mok\`
  e = { arch = "aarch64", features = ["a/mock", "serde/derive"] }
`);
    expectSaid(texts);
    expect(read(texts).problems.map((problem) => problem.help)).toEqual([
      'did you mean `aarch64`?',
      expect.stringContaining('begins with one: aarch64, arm'),
      'did you mean `pin-x86_64`?',
      'did you mean `a/mock`?',
    ]);
    // A view of something else than what was meant is none.
    expect(read(texts).views.map((view) => view.name)).toEqual(['e']);
  });

  it('what holds for all is said where it is written, once', () => {
    expectSaid(
      workspace(`
  [workspace.metadata.kaal-sel4]
  features = ["runtme"]
#             ^^^^^^^^ no package of the workspace has a feature \`runtme\`
  views.a = { arch = "aarch64" }
  views.b = { arch = "x86_64" }
`),
    );
  });

  it('a view without bindings', () => {
    const texts = workspace(`
  [workspace.metadata.kaal-sel4.views]
  pi = { arch = "arm" }
#               ^^^^^ there are no bindings for arm: none are built in, and none were generated here
`);
    expectSaid(texts);
    const out = 'target/armv7a-sel4/debug/build/sel4-sys-0123456789abcdef/out/bindings.rs';
    expect(said({ ...texts, [out]: 'pub mod a {}' })).toEqual([]);
    const named = workspace(
      '[workspace.metadata.kaal-sel4.views]\npi = { arch = "arm", bindings = "kernel/out" }\n',
    );
    const built = Object.fromEntries(
      Object.entries(generatedFiles('kernel/out', 0)).map(([path, file]) => [
        path,
        (file as { text: string }).text,
      ]),
    );
    const unknown = '[workspace.metadata.kaal-sel4.views]\npi = { bindings = "kernel/out" }\n';
    expect(said(workspace(unknown, built))).toEqual([]);
    expect(said(named)).toEqual([expect.stringContaining('there are no bindings `kernel/out`')]);
    // What cannot be used is no reason to stop: the other views are looked at.
    const others = `${unknown}pc = { arch = "x86_64" }\n`;
    const empty = workspace(others, { 'kernel/out/bindings.rs': '' });
    expect(said(empty)).toEqual([
      '"kernel/out": the generated bindings in /w/kernel/out are incomplete: bindings.rs is empty',
    ]);
    expect(read(empty).views.map(({ name }) => name)).toEqual(['pc']);
    expect(read(empty).bindings).toEqual(['kernel/out']);
    expect(said(workspace(others, { 'kernel/out/readme': '' }))).toEqual([
      expect.stringContaining('/w/kernel/out holds no generated bindings'),
    ]);
  });

  it('options of the kernel that no built-in bindings have', () => {
    const texts = workspace(`
  [workspace.metadata.kaal-sel4.views]
  a = { arch = "riscv64", mcs = true, smp = true }
#                                           ^^^^ warning no built-in bindings for riscv64 have \`mcs = true\` and \`smp = true\`, and none were generated here: the nearest are used
  b = { arch = "aarch64", hypervisor = true, mcs = false }
#                                      ^^^^ warning no built-in bindings for aarch64 have \`mcs = false\` and \`hypervisor = true\`, and none were generated here: the nearest are used
  c = { arch = "aarch64", hypervisor = true }
  d = { arch = "x86_64", hypervisor = true }
#                                     ^^^^ \`hypervisor\` is an option of Arm kernels; the view’s architecture is x86_64
`);
    expectSaid(texts);
    expect(read(texts).views.map((view) => view.name)).toEqual(['a', 'b', 'c']);
  });

  it('pairs of modules that are none', () => {
    expectSaid(
      workspace(`
  [workspace.metadata.kaal-sel4]
  parity = {}
#          ^^ \`parity\` must be a list of pairs \`{ mock = "…", real = "…" }\`, but is a table
`),
    );
    expectSaid(
      workspace(`
  [workspace.metadata.kaal-sel4]
  parity = [{ mock = "a" }]
#           ^^^^^^^^^^^^^^ \`real\` is missing
`),
    );
  });

  it('views that contradict themselves', () => {
    expectSaid(
      workspace(`
  [workspace.metadata.kaal-sel4.views]
  a = { arch = "aarch64", bindings = "pin-x86_64" }
#                                    ^^^^^^^^^^^^ the bindings \`pin-x86_64\` are for x86_64, but the view’s architecture is aarch64
  b = { mcs = true, bindings = "aarch64" }
#             ^^^^ \`mcs = true\` contradicts the bindings \`aarch64\`, which are of a kernel without it
  c = { arch = "aarch64", target = "x86_64-sel4" }
#                                  ^^^^^^^^^^^^^ the target \`x86_64-sel4\` is of x86_64, but the view’s architecture is aarch64
  d = { arch = "riscv64", hypervisor = true }
#                                      ^^^^ \`hypervisor\` is an option of Arm kernels; the view’s architecture is riscv64
  e = { arch = "riscv64", all-features = true, features = ["mock"] }
#                                        ^^^^ warning all features are on, so that \`features\` changes nothing
`),
    );
  });

  it('views that contradict each other', () => {
    expectSaid(
      workspace(`
  [workspace.metadata.kaal-sel4]
  default-view = "amr"
#                ^^^^^ there is no view \`amr\`
  mcs = true
  [workspace.metadata.kaal-sel4.views]
  arm = { arch = "aarch64" }
  arm64 = { mcs = true, arch = "aarch64" }
# ^^^^^ warning the view \`arm64\` is the same as \`arm\`
  "a/b" = { arch = "x86_64" }
# ^^^^^ \`a/b\` cannot be the name of a view
`),
    );
  });

  it('tables that nobody reads', () => {
    expectSaid(
      workspace(`
  [workspace.metadata.kaal_sel4]
#  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning nobody reads \`workspace.metadata.kaal_sel4\`
  arch = "x86_64"
`),
    );
    const member = workspace('[workspace.metadata.kaal-sel4]\narch = "x86_64"\n', {
      'a/Cargo.toml': manifest('a', '[package.metadata.kaal-sel4]\narch = "aarch64"'),
    });
    expect(
      read(member, '/w/a').problems.map(({ file, message, severity }) => [file, severity, message]),
    ).toEqual([['/w/a/Cargo.toml', 'warning', 'nobody reads `package.metadata.kaal-sel4` here']]);
    expect(read(member, '/w/a').defaultView).toEqual({ arch: 'x86_64' });
  });
});
