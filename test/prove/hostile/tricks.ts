/** Disks that lead around in circles, that may not be read, and that change their minds. */

import { CLIPPINGS } from '../edits/starts';
import type { Choices } from '../random';
import { type Input, PLAIN, package_, type Trick } from './input';

const PLACES = [
  '/src/loop', '/src', '/Cargo.toml', '/src/lib.rs', '/src/a.rs', '/src/a', '/src/bin', '/tests', '/.cargo', '/.cargo/config.toml',
  '/target', '/target/debug', '/target/debug/build', '/target/debug/build/sel4-sys-0123456789abcdef', '/b', '/b/Cargo.toml', '/.git', '/Cargo.lock',
  '/target/debug/build/sel4-sys-0123456789abcdef/out/bindings.rs', '/build.rs', `/${'x'.repeat(255)}`, '/new\nline', '/é\ud83d\ude00',
]; // biome-ignore format: a table

const TARGETS = [
  '.',
  '..',
  '/',
  'self',
  '../src',
  '../../..',
  'src/lib.rs',
  '/dev/zero',
  '/dev/null',
  '/proc/self/mem',
  '/nowhere',
  '/fixture',
];

/** On a real disk: links in circles, folders in place of files, pipes, what nobody may read. */
export function trickInput(c: Choices): Input {
  const tricks: Trick[] = [];
  for (let left = 1 + c.below(5); left > 0; left--) {
    const path = c.pick(PLACES);
    const k = c.weighted({ link: 6, folder: 2, pipe: 1, closed: 3 });
    tricks.push(k === 'link' ? { k, path, target: c.pick(TARGETS) } : { k, path });
  }
  return {
    ...PLAIN,
    kind: 'tricks of the disk',
    files: package_('mod a;\nmod r#loop;\nfn f() { seL4_Gone }\n', [
      ['/src/a.rs', c.pick(CLIPPINGS)],
      [
        '/b/Cargo.toml',
        `[package]\nname = "b"\n[workspace]\nmembers = ["${c.pick(['**', '*', '.', '..', 'loop'])}"]\n`,
      ],
    ]),
    folder: c.pick(['', '', '', '/b', '/src', '/nowhere']),
    tricks,
  };
}

/** A file system whose files come and go between two questions. */
export function unsteadyInput(c: Choices): Input {
  const text = (): string => c.pick(CLIPPINGS);
  return {
    ...PLAIN,
    kind: 'files that come and go',
    files: package_(`mod a;\npub mod b;\n${text()}`, [
      ['/src/a.rs', text()],
      ['/src/b/mod.rs', text()],
      ['/src/bin/tool.rs', 'fn main() { seL4_Gone }\n'],
      ['/.cargo/config.toml', '[build]\ntarget = "aarch64-unknown-none"\n'],
      ['/target/debug/build/sel4-sys-0123456789abcdef/out/bindings.rs', 'pub type seL4_Word = u64;\n'],
    ]),
    unsteady: c.below(1 << 30),
  };
}
