/** Rust files that are none, or hardly. */
import { join } from 'node:path';
import { filesOnDisk } from '../../support/diskFiles';
import { CLIPPINGS } from '../edits/starts';
import type { Choices } from '../random';
import { BOMBS, sizeOf } from './bombs';
import { damaged, noise, spoiled } from './damage';
import { type Content, type Input, PLAIN, package_ } from './input';

const WORKSPACES = join(import.meta.dirname, '../../workspaces');
const CORPUS: readonly string[] = [
  ...CLIPPINGS,
  ...[...filesOnDisk(WORKSPACES, '')].filter(([path]) => path.endsWith('.rs')).map(([, text]) => text),
];
const TOKENS = CORPUS.join('\n').match(/\w+|\s+|[^\w\s]/g)!;

/** Units of text that a bomb may have. */
const LARGEST = 10_000_000;

/** A file of Rust, in one of the places that a file can have. */
export function rustInput(c: Choices): Input {
  const kind = c.weighted({ mutated: 50, soup: 8, noise: 6, bomb: 30, mixture: 6 });
  if (kind === 'bomb') return bombInput(c);
  const text: Content =
    kind === 'mutated'
      ? damaged(c, c.pick(CORPUS))
      : kind === 'soup'
        ? soup(c, 1 + c.below(3_000))
        : kind === 'noise'
          ? noise(c, c.below(5_000))
          : spoiled(c, c.pick(CORPUS) + bomb(c, 300).text + c.pick(CORPUS));
  return placed(c, `rust: ${kind}`, text);
}

/** One bomb as large as the seed says; one in some hundred as large as it gets. */
function bombInput(c: Choices): Input {
  const { name, text } = bomb(c, c.chance(0.03) ? 1_000_000 : c.chance(0.3) ? 50_000 : 2_000);
  return placed(c, 'rust: bomb', text, name);
}

function bomb(c: Choices, largest: number): { readonly name: string; readonly text: string } {
  const name = c.pick(Object.keys(BOMBS));
  const make = BOMBS[name]!;
  // No text is larger than the largest, whatever one repetition costs.
  const one = Math.max(1, make(11).length - make(10).length);
  return { name, text: make(Math.min(sizeOf(c, largest), Math.floor(LARGEST / one))) };
}

function soup(c: Choices, length: number): string {
  let text = '';
  for (let left = length; left > 0; left--) text += c.pick(TOKENS);
  return text;
}

/** Where files stand. */
function placed(c: Choices, kind: string, text: Content, name?: string): Input {
  const what = name === undefined ? kind : `${kind}: ${name}`;
  const input = (files: Map<string, Content>): Input => ({ ...PLAIN, kind: what, files });
  switch (c.weighted({ root: 12, module: 3, include: 2, build: 1, test: 1, dependency: 1 })) {
    case 'module':
      return input(
        package_('mod bad;\nuse bad::*;\npub use crate::bad::seL4_A;\nfn f() { seL4_Gone; bad::f() }\n', [
          ['/src/bad.rs', text],
        ]),
      );
    case 'include':
      return input(package_('include!("bad.rs");\nfn f() { seL4_Gone }\n', [['/src/bad.rs', text]]));
    case 'build':
      return input(package_('fn f() { seL4_Gone }\n', [['/build.rs', text]]));
    case 'test':
      return { ...input(package_('fn f() {}\n', [['/tests/bad.rs', text]])), view: { tests: true } };
    case 'dependency':
      return input(
        new Map<string, Content>([
          ['/Cargo.toml', '[package]\nname = "a"\n[dependencies]\nb = { path = "b" }\n'],
          ['/src/lib.rs', '#[macro_use]\nextern crate b;\nuse b::*;\nfn f() { seL4_Gone; m!(); }\n'],
          ['/b/Cargo.toml', '[package]\nname = "b"\n'],
          ['/b/src/lib.rs', text],
        ]),
      );
    default:
      return input(package_(text));
  }
}
