import { expect, test } from 'vitest';
import { parts } from '../../support/sel4Workspace';
import { answered, orders, type Workspace } from './orders';

function workspace(files: Readonly<Record<string, string>>): Workspace {
  return { files: new Map(Object.entries(files)), view: {} };
}

test.each([
  [
    'an import that stands for what its own module brings to the root',
    workspace({
      '/Cargo.toml': '[package]\nname = "a"\n',
      '/src/lib.rs': 'use ::m::X as b;\nmod X {}\nmod m;\n',
      '/src/m.rs': 'fn ask() { b }\nuse ::*;\nuse m::X;\npub(super) use X;\n',
    }),
    '/src/m.rs',
  ],
  [
    'an import behind another one, which goes around through a glob',
    workspace({
      '/Cargo.toml': '[package]\nname = "a"\n',
      '/src/lib.rs': 'mod a;\nmod n\nmod m\n',
      '/src/m.rs': 'pub(crate) use ::n::X;\n',
      '/src/n.rs': 'use ::a::X;\n',
      '/src/a.rs': 'fn ask({ let _: a; }\nuse m::X as a;\nuse *;\nuse ::m::*;\n',
    }),
    '/src/n.rs',
  ],
])('%s means the same whoever is asked first', async (_, given, path) => {
  const all = answered(given, [], await parts());
  expect(all).not.toContain('it threw');
  expect(answered(given, [{ path }], await parts())).toBe(all);
});

test('the same questions in other orders', async () => {
  const { counts, failures } = await orders.run({ seed: 9510239, budget: 40, progress: () => {} });
  expect(failures).toEqual([]);
  expect(counts['findings compared']).toBeGreaterThan(500);
});
