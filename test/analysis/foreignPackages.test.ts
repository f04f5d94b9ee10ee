/** Packages that have the name of one of rust-sel4's and are others: nothing is known of them, and nothing is said. */
import { describe, expect, test } from 'vitest';
import { builtIn } from '../bindings/support';
import { inShort, type Options, type Workspace, workspace } from '../support/sel4Workspace';

const PIN = builtIn().configuration('pin-aarch64')?.origin.rustSel4Commit ?? '';
const OTHER = '0123456789012345678901234567890123456789';

/** Names that rust-sel4 has, and one that it has not. */
const SOURCE = `//- /src/lib.rs
#![no_std]
pub fn f(_: sel4::cap::Endpoint, _: sel4::LocalCPtr) {}
`;

const manifest = (dependency: string): string => `//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = ${dependency}
`;

async function said(text: string, options: Options = {}): Promise<readonly string[]> {
  const analysis = (await workspace(text)).analysis(options);
  return inShort(analysis.allFindings());
}

async function warned(of: Workspace, options: Options = {}): Promise<readonly string[]> {
  return of
    .analysis(options)
    .problems()
    .map(({ message }) => message);
}

describe('a dependency that is not on disk', () => {
  test.each([
    ['published', '{ git = "https://github.com/seL4/rust-sel4" }'],
    ['with another ending', '{ git = "https://github.com/seL4/rust-sel4.git", rev = "main" }'],
    ['over ssh', '{ git = "git@github.com:seL4/rust-sel4.git" }'],
    ['where it is developed', '{ git = "https://github.com/coliasgroup/rust-sel4" }'],
    ['a version that it has', '"0.1"'],
    ['any version', '"*"'],
    ['a folder of the workspace that was not fetched', '{ path = "external/rust-sel4/crates/sel4" }'],
  ])('rust-sel4: %s', async (_, dependency) => {
    expect(await said(manifest(dependency) + SOURCE)).toEqual(['unresolved-name error LocalCPtr']);
  });

  test.each([
    [
      'a fork',
      '{ git = "https://github.com/someone/rust-sel4" }',
      /someone\/rust-sel4 is not rust-sel4's own/,
    ],
    ['another repository', '{ git = "https://gitlab.com/robigalia/sel4" }', /robigalia\/sel4 is not/],
    ['another version', '"0.0.12"', /version 0.0.12 is not rust-sel4's/],
    [
      'a folder outside of the workspace',
      '{ path = "../rust-sel4/crates/sel4" }',
      /where there is no Cargo.toml/,
    ],
    ['a folder of another name', '{ path = "vendor/sel4" }', /where there is no Cargo.toml/],
  ])('another one: %s', async (_, dependency, why) => {
    const text = manifest(dependency) + SOURCE;
    expect((await said(text)).filter((one) => !one.startsWith('project'))).toEqual([]);
    const made = await workspace(text);
    expect(await warned(made)).toContainEqual(expect.stringMatching(why));
    const told = made
      .analysis()
      .problems()
      .find(({ message }) => why.test(message));
    expect(made.text('/Cargo.toml')?.slice(told?.start, told?.end)).toBe('sel4');
    // Who names bindings knows what they are.
    expect(await said(text, { view: { bindings: 'aarch64' } })).toContain('unresolved-name error LocalCPtr');
  });

  test('a submodule is what its address says', async () => {
    const text = (
      url: string,
    ): string => `${manifest('{ path = "deps/rust-sel4/crates/sel4" }')}//- /.gitmodules
[submodule "deps/rust-sel4"]
	path = deps/rust-sel4
	url = ${url}
${SOURCE}`;
    expect(await said(text('https://github.com/seL4/rust-sel4.git'))).toEqual([
      'unresolved-name error LocalCPtr',
    ]);
    expect(await said(text('../rust-sel4.git'))).toEqual(['unresolved-name error LocalCPtr']);
    expect(await said(text('https://github.com/someone/rust-sel4.git'))).toEqual([]);
  });

  test('a fork at a commit of which bindings are built in is that commit', async () => {
    const url = 'https://github.com/someone/rust-sel4';
    const locked = (commit: string): string => `${manifest(`{ git = "${url}" }`)}//- /Cargo.lock
[[package]]
name = "sel4"
version = "0.1.0"
source = "git+${url}#${commit}"
${SOURCE}`;
    expect(await said(locked(PIN))).toEqual(['unresolved-name error LocalCPtr']);
    expect(await said(locked(OTHER))).toEqual([]);
  });
});

test('a package of another source says nothing of one that built-in bindings stand for', async () => {
  const both = '{ path = "external/rust-sel4/crates/sel4" }\nsel4-sys = "0.0.28"';
  const messages = await warned(await workspace(manifest(both) + SOURCE));
  expect(messages).toEqual([expect.stringMatching(/^nothing is known of `sel4-sys`/)]);
});

describe('where a dependency really comes from', () => {
  const REAL = 'https://github.com/seL4/rust-sel4';
  const FORK = 'https://github.com/someone/rust-sel4';
  const patched = (of: string, by: string): string =>
    `${manifest(`{ git = "${REAL}" }`)}[patch."${of}"]\nsel4 = { git = "${by}" }\n${SOURCE}`;
  const known = ['unresolved-name error LocalCPtr'];
  const errors = async (text: string): Promise<readonly string[]> =>
    (await said(text)).filter((one) => one.startsWith('unresolved-name'));

  test('a patch says it', async () => {
    expect(await errors(patched(REAL, FORK))).toEqual([]);
    expect(await errors(patched(`${REAL}.git/`, FORK))).toEqual([]);
    expect(await errors(patched('https://github.com/other/thing', FORK))).toEqual(known);
    const back = `${manifest(`{ git = "${FORK}" }`)}[patch."${FORK}"]\nsel4 = { git = "${REAL}" }\n${SOURCE}`;
    expect(await errors(back)).toEqual(known);
    const registry = `${manifest('"0.1"')}[patch.crates-io]\nsel4 = { git = "${FORK}" }\n${SOURCE}`;
    expect(await errors(registry)).toEqual([]);
  });

  test('a commit or tag in the manifest pins it, a branch does not', async () => {
    const asked = (more: string, url = REAL): Promise<readonly string[]> =>
      errors(manifest(`{ git = "${url}", ${more} }`) + SOURCE);
    const remark = ['unresolved-name information LocalCPtr'];
    expect(await asked(`rev = "${OTHER}"`)).toEqual(remark);
    expect(await asked('tag = "v1.0.0"')).toEqual(remark);
    expect(await asked('rev = "main"')).toEqual(known);
    expect(await asked(`rev = "${PIN.slice(0, 8)}"`, FORK)).not.toEqual([]);
    expect(await asked(`rev = "${OTHER}"`, FORK)).toEqual([]);
  });

  type Locked = readonly [name: string, url: string, commit: string];
  const locked = (...packages: readonly Locked[]): string =>
    `//- /Cargo.lock\n${packages
      .map(([name, url, commit]) => `[[package]]\nname = "${name}"\nsource = "git+${url}#${commit}"\n`)
      .join('\n')}`;

  test('of several commits in a lock file that of the package counts', async () => {
    const of = (url: string, ...packages: readonly Locked[]): Promise<readonly string[]> =>
      errors(manifest(`{ git = "${url}" }`) + locked(...packages) + SOURCE);
    expect(await of(FORK, ['sel4', FORK, OTHER], ['sel4-logging', REAL, PIN])).toEqual([]);
    expect(await of(REAL, ['sel4', REAL, OTHER], ['sel4-logging', REAL, PIN])).toEqual([
      'unresolved-name information LocalCPtr',
    ]);
    expect(await of(REAL, ['sel4', REAL, PIN], ['sel4-logging', REAL, OTHER])).toEqual(known);
    // Another repository, whatever its name begins with.
    expect(await of(REAL, ['tools', 'https://github.com/someone/rust-sel4-tools', OTHER])).toEqual(known);
  });

  test.each([
    ['plain', '[submodule "x"]\n\tpath = deps/rust-sel4\n\turl = URL\n'],
    ['without blanks', '[submodule "x"]\npath=deps/rust-sel4\nurl=URL\n'],
    ['with quotes', '[submodule "x"]\npath = "deps/rust-sel4"\nurl = "URL"\n'],
    ['with comments', '# ours\n[submodule "x"] ; one\npath = deps/rust-sel4 # here\nurl = URL\n'],
    ['in capitals', '[submodule "x"]\nPath = deps/rust-sel4\nURL = URL\n'],
    ['in parts', '[submodule "x"]\npath = deps/rust-sel4\n[core]\na = b\n[submodule "x"]\nurl = URL\n'],
    ['on one line', '[submodule "x"] path = deps/rust-sel4\nurl = URL\n'],
    ['with carriage returns', '[submodule "x"]\r\n\tpath = deps/rust-sel4\r\n\turl = URL\r\n'],
  ])('a submodule is found in `.gitmodules` %s', async (_, text) => {
    const of = (url: string): Promise<readonly string[]> =>
      errors(
        `${manifest('{ path = "deps/rust-sel4/crates/sel4" }')}//- /.gitmodules\n${text.replace(/URL\b(?! =)/, url)}${SOURCE}`,
      );
    expect(await of(`${REAL}.git`)).toEqual(known);
    expect(await of(FORK)).toEqual([]);
  });
});

describe('a package of the workspace', () => {
  const own = (more: string): string => `//- /Cargo.toml
[workspace]
members = ["sys", "app"]
resolver = "2"
//- /sys/Cargo.toml
[package]
name = "sel4-sys"
version = "0.3.0"
edition = "2021"
${more}
//- /sys/build.rs
fn main() {}
//- /sys/src/lib.rs
#![no_std]
include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
pub fn ok() -> seL4_Error { seL4_Error_seL4_NoError }
//- /app/Cargo.toml
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
sel4-sys = { path = "../sys" }
//- /app/src/lib.rs
#![no_std]
pub fn error() -> sel4_sys::seL4_Error { sel4_sys::seL4_Error_seL4_NoError }
`;

  test('that is called like the bindings generates its own', async () => {
    expect(await said(own(''))).toEqual(['missing-generated-file warning bindings.rs']);
  });

  test('that needs what rust-sel4 generates them with is rust-sel4’s', async () => {
    const findings = await said(
      own('[build-dependencies]\nsel4-config = { git = "https://github.com/seL4/rust-sel4" }'),
    );
    expect(findings).toContain('enum-module-as-type error seL4_Error');
  });

  test('a file that another package generates is none of the bindings', async () => {
    const findings = await said(`//- /Cargo.toml
[workspace]
members = ["regs", "app"]
resolver = "2"
//- /regs/Cargo.toml
[package]
name = "regs"
version = "0.1.0"
edition = "2021"
//- /regs/build.rs
fn main() {}
//- /regs/src/lib.rs
#![no_std]
include!(concat!(env!("OUT_DIR"), "/regs.rs"));
pub mod known {}
//- /app/Cargo.toml
[package]
name = "app"
version = "0.1.0"
edition = "2021"
[dependencies]
regs = { path = "../regs" }
//- /app/src/lib.rs
#![no_std]
pub use regs::known::ELSEWHERE;
`);
    expect(findings).toEqual(['missing-generated-file information regs.rs']);
  });
});

describe('built-in bindings of another commit than the workspace means', () => {
  const locked = `${manifest('{ git = "https://github.com/seL4/rust-sel4" }')}//- /Cargo.lock
[[package]]
name = "sel4"
version = "0.1.0"
source = "git+https://github.com/seL4/rust-sel4#${OTHER}"
`;

  test('may lack names of the typed crate, and names that nothing knows', async () => {
    expect(
      await said(`${locked}//- /src/lib.rs
pub fn f(_: sel4::LocalCPtr) -> sel4::sys::seL4_Newer { sel4::sys::seL4_Newer::new() }
`),
    ).toEqual([
      'unresolved-name information LocalCPtr',
      'unresolved-name information seL4_Newer',
      'unresolved-name information seL4_Newer',
    ]);
  });

  test('what is known to be elsewhere is wrong all the same', async () => {
    expect(
      await said(`${locked}//- /src/lib.rs
pub fn f(e: sel4::sys::seL4_Error) {}
`),
    ).toEqual(['enum-module-as-type error seL4_Error']);
  });

  test('where rust-sel4 itself is checked out, its sources are right', async () => {
    const text = (commit: string): string => `//- /Cargo.toml
[workspace]
members = ["crates/sel4/sys"]
//- /.git/HEAD
ref: refs/heads/main
//- /.git/packed-refs
# pack-refs with: peeled fully-peeled sorted
${commit} refs/heads/main
//- /crates/sel4/sys/Cargo.toml
[package]
name = "sel4-sys"
version = "0.1.0"
edition = "2021"
build = "build/main.rs"
//- /crates/sel4/sys/build/main.rs
fn main() {}
//- /crates/sel4/sys/src/lib.rs
#![no_std]
include!(concat!(env!("OUT_DIR"), "/bindings.rs"));
pub use self::api_object::seL4_Moved as MOVED;
`;
    const newest = builtIn().configuration('aarch64')?.origin.rustSel4Commit ?? '';
    expect(await said(text(OTHER))).toEqual(['unresolved-import information seL4_Moved']);
    // A worktree's branches are those of its repository.
    const tree = text(OTHER)
      .replace(
        '/.git/HEAD\n',
        '/.git\ngitdir: /fixture/home/worktrees/w\n//- /home/worktrees/w/commondir\n../..\n//- /home/worktrees/w/HEAD\n',
      )
      .replace('/.git/packed-refs', '/home/packed-refs');
    expect(await said(tree)).toEqual(['unresolved-import information seL4_Moved']);
    expect(await said(text(newest))).toEqual(['unresolved-import error seL4_Moved']);
  });
});

test('what the workspace defines itself tells no architecture', async () => {
  const of = async (source: string): Promise<string> =>
    (await workspace(manifest('"*"') + source)).analysis().view().evidence;
  expect(await of('//- /src/lib.rs\npub fn f() { seL4_X86_4K; }\n')).toMatch(/only x86_64 has/);
  expect(await of('//- /src/lib.rs\nconst seL4_X86_4K: u32 = 1;\npub fn f() { seL4_X86_4K; }\n')).toMatch(
    /is assumed/,
  );
});
