/** What builds leave behind, damaged: generated bindings, kernel options, snapshots, lock files, git's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOnDisk } from '../../support/diskFiles';
import type { Choices } from '../random';
import { sizeOf } from './bombs';
import { damaged, noise, spoiledBytes, spoiledJson, wrongValue } from './damage';
import { type Content, type Input, PLAIN, package_ } from './input';

const HOME = join(import.meta.dirname, '../../..');
const GENERATED = filesOnDisk(join(HOME, 'test/workspaces/rust-sel4-stand-in/crates/sel4/sys/generated'), '');
const OUT = '/target/debug/build/sel4-sys-0123456789abcdef/out';
const USE =
  'use sel4::sys::*;\nfn f(w: seL4_Word) { seL4_NoError; seL4_TCB_Resume(1); seL4_Error::seL4_NoError; seL4_Gone }\n';

let snapshot: string | undefined;

/** Generated files, options, snapshots and what tells of versions, something of it wrong. */
export function buildInput(c: Choices): Input {
  switch (c.weighted({ generated: 8, options: 8, snapshot: 4, git: 3, lock: 1 })) {
    case 'generated': {
      const files = [...GENERATED].map(([path, text]): [string, Content] => [
        OUT + path,
        c.chance(0.5) ? damaged(c, text) : text,
      ]);
      if (c.chance(0.2)) files.splice(c.below(files.length), 1);
      return {
        ...PLAIN,
        kind: 'generated bindings',
        files: package_(USE, files),
        view: c.pick([{}, { bindings: '/fixture/target/debug' }]),
      };
    }
    case 'options':
      return optionsInput(c);
    case 'snapshot':
      return snapshotInput(c);
    case 'git':
      return gitInput(c);
    default:
      return {
        ...PLAIN,
        kind: 'lock file',
        files: package_(USE, [
          ['/Cargo.lock', c.chance(0.5) ? noise(c, 500) : damaged(c, LOCK.repeat(sizeOf(c, 2_000)))],
        ]),
      };
  }
}

const LOCK =
  '[[package]]\nname = "sel4"\nsource = "git+https://github.com/seL4/rust-sel4?rev=x#d441a8809999999999999999999999999999999d"\n';

const OPTIONS = {
  SEL4_ARCH: 'aarch64',
  ARCH: 'arm',
  KERNEL_MCS: true,
  WORD_SIZE: '64',
  NUM_DOMAINS: 1,
  ARM_HYPERVISOR_SUPPORT: false,
};

function optionsInput(c: Choices): Input {
  const json = (): string => {
    const how = c.weighted({ value: 3, spoiled: 4, text: 3, deep: 1, noise: 1, proto: 1 });
    if (how === 'value') return JSON.stringify(wrongValue(c)) ?? '';
    if (how === 'spoiled') return JSON.stringify(spoiledJson(c, OPTIONS)) ?? '';
    if (how === 'deep') return '['.repeat(sizeOf(c, 100_000));
    if (how === 'proto') return '{"__proto__":{"SEL4_ARCH":"x"},"constructor":true,"SEL4_ARCH":"aarch64"}';
    const text = JSON.stringify(OPTIONS);
    return how === 'noise' ? noise(c, 300) : text.slice(0, c.below(text.length));
  };
  const consts = 'pub const SEL4_ARCH: &str = "aarch64";\npub const KERNEL_MCS: bool = true;\n';
  const build = '/target/debug/build';
  const files: [string, Content][] = [
    ...[...GENERATED].map(([path, text]): [string, Content] => [OUT + path, text]),
    [`${build}/sel4-config-0123456789abcdef/out/consts_gen.rs`, damaged(c, consts)],
    [`${build}/sel4-config-data-0123456789abcdef/out/kernel_config.json`, json()],
    ['/opt/libsel4/include/kernel/gen_config.json', json()],
    ['/opt/libsel4/include/sel4/gen_config.json', json()],
    [
      `${build}/sel4-sys-0123456789abcdef/output`,
      damaged(c, 'cargo::metadata=include=/fixture/opt/libsel4/include:/x\ncargo:include=\n'),
    ],
  ];
  return {
    ...PLAIN,
    kind: 'kernel options',
    files: package_(
      USE,
      files.filter(() => c.chance(0.75)),
    ),
    environment: c.chance(0.5) ? { SEL4_PREFIX: c.pick(['/fixture/opt', '', '/', '\0']) } : {},
  };
}

function snapshotInput(c: Choices): Input {
  snapshot ??= readFileSync(join(HOME, 'server/data/bindings.aarch64.json'), 'utf8');
  const how = c.weighted({ spoiled: 4, cut: 2, damaged: 2, value: 1, noise: 1 });
  const content: Content =
    how === 'spoiled'
      ? JSON.stringify(spoiledJson(c, JSON.parse(snapshot)))
      : how === 'cut'
        ? snapshot.slice(0, c.below(snapshot.length))
        : how === 'damaged'
          ? damaged(c, snapshot)
          : how === 'value'
            ? (JSON.stringify(wrongValue(c)) ?? '')
            : noise(c, 1_000);
  return {
    ...PLAIN,
    kind: 'snapshot',
    files: package_(USE, [['/snapshot.json', content]]),
    view: { bindings: '/fixture/snapshot.json' },
  };
}

function gitInput(c: Choices): Input {
  const index = `DIRC\0\0\0\u0002\0\0\0\u0001${'\0'.repeat(40)}\0\0\xe0\0${'\0'.repeat(12)}${'d'.repeat(20)}\0\u0012external/rust-sel4\0\0`;
  const files: [string, Content][] = c.chance(0.2)
    ? [
        [
          '/.git',
          c.pick([
            'gitdir: ',
            'gitdir: .git',
            'gitdir: /fixture/.git\n',
            `gitdir: ${'../'.repeat(5_000)}`,
            '\0',
          ]),
        ],
      ]
    : [
        ['/.git/index', spoiledBytes(c, index)],
        [
          '/.git/HEAD',
          c.pick(['ref: refs/heads/main\n', 'ref: HEAD\n', 'ref: ../../..\n', '', 'd'.repeat(40)]),
        ],
        ['/external/rust-sel4/.git', c.pick(['gitdir: ../../.git', 'gitdir: .', ''])],
      ];
  return { ...PLAIN, kind: 'files of git', files: package_(USE, files) };
}
