/** Builds that write bindings while someone looks on: whole, in parts, cut off, for another kernel. */
import { join } from 'node:path';
import { filesOnDisk } from '../../support/diskFiles';
import type { Activity, Desk } from './person';
import { written } from './person';

const STAND_IN = filesOnDisk(
  join(import.meta.dirname, '../../workspaces/rust-sel4-stand-in/crates/sel4/sys/generated'),
  '',
);

const PROFILES = ['/target/debug', '/target/aarch64-sel4/debug', '/target/x86_64-sel4/release', '/out/debug'];
const HASHES = ['0123456789abcdef', 'fedcba9876543210'];

/** One run of a build: bindings, and what tells the kernel's options. */
export function* buildActivities({ c, see }: Desk): Activity {
  const place = `${c.pick(PROFILES)}/build`;
  const hash = c.pick(HASHES);
  const out = `${place}/sel4-sys-${hash}/out`;
  const files = [...STAND_IN].map(([path, text]): [string, string] => {
    const lines = text.split('\n');
    if (c.chance(0.5)) lines.splice(c.below(lines.length), c.below(3));
    if (c.chance(0.2)) lines.splice(c.below(lines.length), 0, 'pub const seL4_Fresh: u32 = 1;');
    const made = lines.join('\n');
    return [out + path, c.chance(0.04) ? made.slice(0, c.below(made.length)) : made];
  });
  const arch = c.pick(['aarch64', 'x86_64', 'riscv64']);
  const mcs = c.chance(0.5);
  const told: [string, string][] = c.chance(0.6)
    ? [
        [
          `${place}/sel4-config-${hash}/out/consts_gen.rs`,
          `pub const SEL4_ARCH: &str = "${arch}";\npub const KERNEL_MCS: bool = ${mcs};\n`,
        ],
      ]
    : c.chance(0.3)
      ? [
          [
            `${place}/sel4-config-data-${hash}/out/kernel_config.json`,
            JSON.stringify({ SEL4_ARCH: arch, KERNEL_MCS: mcs }),
          ],
        ]
      : [];
  const all = [...told, ...files];
  const known = see.paths().filter((path) => path.startsWith(`${place}/sel4-`));
  switch (c.weighted({ atOnce: 4, oneByOne: 2, clean: known.length > 0 ? 3 : 0 })) {
    case 'atOnce':
      yield written(...all);
      return;
    case 'oneByOne':
      for (const file of all) yield written(file);
      return;
    default:
      yield written(...known.map((path): [string, null] => [path, null]));
  }
}
