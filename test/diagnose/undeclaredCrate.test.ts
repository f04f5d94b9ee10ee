import { describe, expect, test } from 'vitest';
import { checkWorkspace, only, probe } from './support';

describe('undeclared-crate', () => {
  test('a crate of the bindings that the manifest does not declare', async () => {
    expect(await only('pub fn f(word: sel4_sys::seL4_Word) {}\n')).toMatchObject({
      code: 'undeclared-crate',
      severity: 'error',
      name: 'sel4_sys',
      written: 'sel4_sys',
      rustcCode: 'E0433',
      message: 'cannot find module or crate `sel4_sys`: the manifest does not declare it as a dependency',
      help: 'write `sel4::sys`, or add `sel4-sys` to [dependencies] of fixture/Cargo.toml',
      candidates: ['sel4::sys'],
    });
  });

  test('a crate that the manifest calls otherwise', async () => {
    const { findings } = await checkWorkspace(
      probe(
        '[dependencies]\nkernel = { package = "sel4", path = "external/sel4" }\n[dev-dependencies]\nsel4-sys = "1"',
        'pub fn f() -> sel4::sys::seL4_Word { sel4_sys::seL4_PageBits as kernel::sys::seL4_Word }',
      ),
    );
    expect(findings.map(({ message, help }) => `${message}; ${help}`)).toEqual([
      'cannot find module or crate `sel4`: the manifest calls it `kernel`; write `kernel`',
      'cannot find module or crate `sel4_sys`: the manifest declares it, but it is not active here: it is only in [dev-dependencies]; write `kernel::sys`',
    ]);
  });

  test('in a `use`', async () => {
    expect(await only('pub use sel4_sys::seL4_Word;\n')).toMatchObject({
      code: 'undeclared-crate',
      rustcCode: 'E0432',
      written: 'sel4_sys',
      category: 'import',
    });
  });

  test('a crate around the kernel, of which no bindings tell, in an attribute too', async () => {
    const { findings } = await checkWorkspace(
      probe(
        '',
        'use sel4_root_task::root_task;\n#[root_task]\nfn one() {}\n#[sel4_root_task::root_task]\nfn two() {}',
      ),
    );
    expect(findings).toMatchObject([
      { code: 'undeclared-crate', name: 'sel4_root_task', rustcCode: 'E0432' },
      {
        code: 'undeclared-crate',
        name: 'sel4_root_task',
        rustcCode: 'E0433',
        help: 'add `sel4-root-task` to [dependencies] of fixture/Cargo.toml, or go through a crate that re-exports it',
      },
    ]);
  });

  test('declared, but optional and not switched on', async () => {
    const { findings } = await checkWorkspace(
      probe(
        '[dependencies]\nsel4 = { path = "external/sel4", optional = true }\n[features]\nruntime = ["dep:sel4"]',
        'pub use sel4::sys::seL4_Word;',
      ),
    );
    expect(findings).toMatchObject([{ code: 'undeclared-crate', name: 'sel4', rustcCode: 'E0433' }]);
    expect(findings[0]?.message).toMatch(/the manifest declares it, but it is not active here: .+/);
    expect(findings[0]?.help).toBeUndefined();
  });

  test('switched on by a feature: nothing', async () => {
    const { findings } = await checkWorkspace(
      probe(
        '[dependencies]\nsel4 = { path = "external/sel4", optional = true }\n[features]\nruntime = ["dep:sel4"]',
        'pub use sel4::sys::seL4_Word;',
      ),
      { view: { bindings: 'pin-aarch64', features: ['runtime'] } },
    );
    expect(findings).toEqual([]);
  });

  test('declared for another target', async () => {
    const { findings } = await checkWorkspace(
      probe(
        `[target.'cfg(target_arch = "x86_64")'.dependencies]\nsel4 = { path = "external/sel4" }`,
        'pub use sel4::sys::seL4_Word;',
      ),
    );
    expect(findings).toMatchObject([{ code: 'undeclared-crate', name: 'sel4' }]);
    expect(findings[0]?.message).toContain('not active here');
  });

  test('only for tests', async () => {
    const text = probe(
      '[dev-dependencies]\nsel4 = { path = "external/sel4" }',
      '#[cfg(test)]\nmod tests { use sel4::sys::seL4_Word; }\npub fn f(word: sel4::sys::seL4_Word) {}',
    );
    expect((await checkWorkspace(text)).findings).toMatchObject([{ code: 'undeclared-crate', name: 'sel4' }]);
  });

  test('a crate that has nothing to do with the bindings is not ours', async () => {
    const { findings } = await checkWorkspace(probe('', 'pub use serde::Serialize;'));
    expect(findings).toEqual([]);
  });
});
