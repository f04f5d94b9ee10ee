/** Small crates of nothing but modules and imports of few names: circles, globs against names, and what cannot be read. */
import type { Choices } from '../random';

const NAMES = ['a', 'b', 'X', 'Y'];
const MODULES = ['m', 'n', 'o', 'a'];

/** Path with a leading slash → text. */
export function tangle(c: Choices): ReadonlyMap<string, string> {
  const modules = MODULES.slice(0, 2 + c.below(3));
  // Each module stands in the one before, or in the root.
  const parents = new Map<string, string | undefined>();
  for (const [at, name] of modules.entries())
    parents.set(name, at > 0 && c.chance(0.35) ? modules[c.below(at)] : undefined);
  const pathOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined ? name : `${pathOf(parent)}::${name}`;
  };
  const files = new Map([
    ['/Cargo.toml', `[package]\nname = "tangle"\nedition = "${c.pick(['2015', '2018', '2021', '2024'])}"\n`],
  ]);
  for (const home of [undefined, ...modules]) {
    const children = modules.filter((name) => parents.get(name) === home);
    const lines = [
      ...children.map((name) => `${c.chance(0.4) ? 'pub ' : ''}mod ${name};`),
      ...Array.from({ length: 1 + c.below(3) }, () => use(c, modules.map(pathOf))),
      ...Array.from({ length: c.below(3) }, () => item(c)),
      ...(c.chance(0.25) ? [c.pick(['gone! {}', 'use', 'fn f(', 'make!(X);', 'make!(b);'])] : []),
      `fn ask() { ${NAMES.map((name) => `${name}; let _: ${name};`).join(' ')} }`,
    ];
    const file = home === undefined ? '/src/lib.rs' : `/src/${pathOf(home).replaceAll('::', '/')}.rs`;
    const first = home === undefined ? 'macro_rules! make { ($n:ident) => { pub struct $n; } }\n' : '';
    files.set(file, `${first}${shuffled(c, lines).join('\n')}\n`);
  }
  return files;
}

function use(c: Choices, modules: readonly string[]): string {
  const start = c.pick(['crate::', 'self::', 'super::', '', '']);
  const way = c.chance(0.7) ? `${c.pick(modules)}::` : '';
  const name = c.pick(NAMES);
  const end = c.weighted({ name: 5, glob: 4, rename: 2, self: 1 });
  const tail = { name, glob: '*', rename: `${name} as ${c.pick(NAMES)}`, self: '{self}' }[end];
  const visibility = c.pick(['', '', 'pub ', 'pub ', 'pub(super) ', 'pub(crate) ']);
  return `${visibility}use ${start}${way}${end === 'self' && start + way === '' ? 'X' : tail};`;
}

function item(c: Choices): string {
  const name = c.pick(NAMES);
  const visibility = c.chance(0.6) ? 'pub ' : '';
  return `${visibility}${c.pick([`struct ${name};`, `fn ${name}() {}`, `mod ${name} {}`, `enum ${name} { X, b }`, `const ${name}: u8 = 0;`])}`;
}

function shuffled<T>(c: Choices, list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: c.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
