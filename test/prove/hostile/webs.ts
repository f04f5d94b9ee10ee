/** Modules, imports, aliases and traits that lead around in circles, over several files. */
import type { Choices } from '../random';
import { type Input, PLAIN, package_ } from './input';

const NAMES = ['a', 'b', 'c', 'lib', 'mod', 'r#fn', 'A', 'seL4_X', '__proto__', 'constructor', 'toString'];

const PATHS = [
  '', '.', '..', '/', '/fixture/src/lib.rs', 'lib.rs', './lib.rs', '../src/lib.rs', 'a.rs', 'a/mod.rs', 'b.rs', 'a/../a.rs',
  'a', 'nowhere.rs', '\\\\a.rs', 'c:\\\\a.rs', 'a\\0.rs', '../../../../../../../../etc/hostname', 'a.rs/', 'a.rs/b.rs',
  'x'.repeat(300), `${'a/'.repeat(200)}b.rs`, '$OUT_DIR/a.rs', 'é.rs',
]; // biome-ignore format: a table

/** A package whose files name each other at random. */
export function webInput(c: Choices): Input {
  const files = [
    '/src/lib.rs',
    '/src/a.rs',
    '/src/b.rs',
    '/src/a/mod.rs',
    '/src/a/b.rs',
    '/src/b/a.rs',
    '/src/lib/a.rs',
  ];
  const made = files.map((path): [string, string] => [path, lines(c)]);
  return { ...PLAIN, kind: 'web of modules', files: package_(made[0]![1], made.slice(1)) };
}

function lines(c: Choices): string {
  let text = '';
  for (let left = 1 + c.below(14); left > 0; left--) text += line(c);
  return text;
}

function line(c: Choices): string {
  const name = (): string => c.pick(NAMES);
  const path = (): string => {
    const segments = Array.from({ length: 1 + c.below(4) }, () =>
      c.weighted({ name: 6, crate: 1, self: 1, super: 2 }),
    );
    return segments.map((kind) => (kind === 'name' ? name() : kind)).join('::');
  };
  switch (c.below(24)) {
    case 0:
      return `mod ${name()};\n`;
    case 1:
      return `#[path = "${c.pick(PATHS)}"]\npub mod ${name()};\n`;
    case 2:
      return `include!("${c.pick(PATHS)}");\n`;
    case 3:
      return `include!(concat!(env!("${c.pick(['OUT_DIR', 'CARGO_MANIFEST_DIR', 'X'])}"), "/${c.pick(PATHS)}"));\n`;
    case 4:
      return `use ${path()};\n`;
    case 5:
    case 6:
      return `pub use ${path()}::*;\n`;
    case 7:
      return `pub use ${path()} as ${name()};\n`;
    case 8:
      return `pub mod ${name()} { ${c.chance(0.5) ? line(c) : ''}pub use super::*; }\n`;
    case 9:
      return `type ${name()} = ${path()};\n`;
    case 10:
      return `type ${name()} = <${path()} as ${path()}>::${name()};\n`;
    case 11:
      return `trait ${name()}: ${path()} + ${path()} { type ${name()}: ${path()}; fn ${name()}(); }\n`;
    case 12:
      return `impl ${path()} for ${path()} { type ${name()} = Self::${name()}; }\n`;
    case 13:
      return `impl ${path()} { fn ${name()}(self) -> Self { self.${name()}().${name()}() } }\n`;
    case 14:
      return `struct ${name()}(${path()});\n`;
    case 15:
      return `enum ${name()} { ${name()}(${path()}), ${name()} = ${path()} as isize }\n`;
    case 16:
      return `const ${name()}: ${path()} = ${path()};\n`;
    case 17:
      return `fn ${name()}() -> ${path()} { ${path()}::${name()}().${name()} }\n`;
    case 18:
      return `macro_rules! ${name()} { ($($t:tt)*) => { ${line(c)} ${name()}!($($t)*); } }\n`;
    case 19:
      return `${path()}!{ ${line(c)} }\n`;
    case 20:
      return `#[macro_use]\nextern crate ${name()} as ${name()};\n`;
    case 21:
      return `#[cfg_attr(all(), path = "${c.pick(PATHS)}")]\nmod ${name()};\n`;
    case 22:
      return `fn ${name()}() { mod ${name()}; use ${path()}::*; { ${line(c)} } }\n`;
    default:
      return `#[macro_export]\nmacro_rules! ${name()} { () => { pub use $crate::${path()}::*; } }\n`;
  }
}
