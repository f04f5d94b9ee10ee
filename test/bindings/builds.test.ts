import { describe, expect, it } from 'vitest';
import { isBeingBuilt } from '../../server/src/bindings/buildState';
import { describeBuilds, kernelText } from '../../server/src/bindings/builds';
import { chooseBindings } from '../../server/src/bindings/choose';
import { generatedFolders } from '../../server/src/bindings/targetFolders';
import { builtIn, constsText, disk, generatedFiles, type MemoryFile } from './support';

const catalog = builtIn();
type Disk = Readonly<Record<string, MemoryFile>>;

/** Milliseconds, as far apart as builds are. */
const minute = 60_000;
const OWN = '/w/target/debug/build/sel4-sys-aa';
const OUT = `${OWN}/out`;

/** A build that began at a time and ended ten seconds later, for a kernel that `consts_gen.rs` tells. */
function built(began: number, own = OWN, kernel = constsText('aarch64', false)): Disk {
  const config = own.replace('sel4-sys', 'sel4-config');
  return {
    ...generatedFiles(`${own}/out`, began + 5_000),
    [`${own}/invoked.timestamp`]: { time: began },
    [`${own}/output`]: { time: began },
    [`${own}/root-output`]: { time: began + 10_000 },
    [`${config}/out/consts_gen.rs`]: { text: kernel, time: began - 5_000 },
  };
}

const choose = (
  files: Disk,
  environment: Readonly<Record<string, string>> = {},
  script: readonly string[] = [],
) => chooseBindings({ catalog, files: disk(files), root: '/w', view: {}, environment, script }).set?.origin;

describe('a build script that is at work', () => {
  it('shows by what cargo writes last', () => {
    expect(isBeingBuilt(disk(built(minute)), OUT)).toBe(false);
    const { [`${OWN}/root-output`]: _ended, ...first } = built(minute);
    expect(isBeingBuilt(disk(first), OUT)).toBe(true);
    const again = { ...built(minute), [`${OWN}/invoked.timestamp`]: { time: 2 * minute } };
    expect(isBeingBuilt(disk(again), OUT)).toBe(true);
  });

  it('nothing tells in a folder that was copied, whole or with times out of order', () => {
    expect(isBeingBuilt(disk(generatedFiles('/elsewhere/out', minute)), '/elsewhere/out')).toBe(false);
    const copied = { ...built(minute), [`${OWN}/invoked.timestamp`]: { time: minute + 10_500 } };
    expect(isBeingBuilt(disk(copied), OUT)).toBe(false);
  });

  it('keeps its folder from being used: an older one is, or a snapshot', () => {
    const again = { ...built(9 * minute), [`${OWN}/invoked.timestamp`]: { time: 20 * minute } };
    expect(choose(again)?.kind).toBe('snapshot');
    const older = built(minute, '/w/target/release/build/sel4-sys-bb');
    const origin = choose({ ...again, ...older });
    expect(origin?.name).toBe('/w/target/release/build/sel4-sys-bb/out');
    expect(origin?.sentence).toContain(
      'target/debug/build/sel4-sys-aa/out is incomplete (its build script has not ended, or failed)',
    );
  });
});

describe('bindings that are out of date', () => {
  const INCLUDE = '/opt/sel4/libsel4/include';
  const config = (text: string, time: number): Disk => ({
    [`${INCLUDE}/kernel/gen_config.json`]: { text, time },
  });
  const SAME = '{"SEL4_ARCH": "aarch64", "KERNEL_MCS": false}';
  const stale = (more: Disk, environment: Readonly<Record<string, string>> = { SEL4_PREFIX: '/opt/sel4' }) =>
    choose({ ...built(10 * minute), ...more }, environment)?.stale;

  it('are none where everything is older', () => {
    expect(stale(config(SAME, minute))).toBeUndefined();
    expect(stale({})).toBeUndefined();
  });

  it('older than the kernel’s configuration', () => {
    expect(stale(config(SAME, 11 * minute))).toBe(
      'the generated bindings in target/debug/build/sel4-sys-aa/out are older than ' +
        '/opt/sel4/libsel4/include/kernel/gen_config.json: build again',
    );
  });

  it('for another kernel than the one that is installed now', () => {
    expect(stale(config('{"SEL4_ARCH": "aarch64", "KERNEL_MCS": true}', minute))).toContain(
      'are for another kernel than the one in /opt/sel4/libsel4/include, where KERNEL_MCS is true',
    );
  });

  it('older than the kernel’s headers, by the prefix, by the folders, or as the last build was told', () => {
    const header = { [`${INCLUDE}/sel4/deep/types.h`]: { time: 11 * minute } };
    const why = 'are older than the kernel’s headers (/opt/sel4/libsel4/include/sel4/deep/types.h)';
    expect(stale(header)).toContain(why);
    expect(stale(header, { SEL4_INCLUDE_DIRS: `/nowhere:${INCLUDE}` })).toContain(why);
    expect(stale(header, {})).toBeUndefined();
    const told = { [`${OWN}/output`]: { text: `cargo::metadata=include=${INCLUDE}\n`, time: 10 * minute } };
    expect(stale({ ...header, ...told }, {})).toContain(why);
    // What no build reads may be newer.
    expect(stale({ [`${INCLUDE}/sel4/notes.txt`]: { time: 11 * minute } })).toBeUndefined();
  });

  it('older than the build script that makes them', () => {
    const script = ['/w/sys/build.rs', '/w/sys/build'];
    const files = { ...built(10 * minute), '/w/sys/build/main.rs': { time: 11 * minute } };
    expect(choose(files, {}, script)?.stale).toContain('are older than what makes them (sys/build/main.rs)');
    expect(choose(built(10 * minute), {}, script)?.stale).toBeUndefined();
  });

  it('what was written while the script ran is newer than the build', () => {
    expect(stale({ [`${INCLUDE}/sel4/a.h`]: { time: 10 * minute + 4_000 } })).toContain('sel4/a.h');
  });

  it('a circle of links ends the search', () => {
    const files = disk({ ...built(10 * minute), [`${INCLUDE}/sel4/a.h`]: { time: minute } });
    const circle = {
      ...files,
      list: (path: string) => (path.startsWith(INCLUDE) ? ['again', ...files.list(path)] : files.list(path)),
      kind: (path: string) => (path.endsWith('/again') ? ('folder' as const) : files.kind(path)),
      real: (path: string) => path.replaceAll('/again', ''),
    };
    const environment = { SEL4_PREFIX: '/opt/sel4' };
    const { set } = chooseBindings({ catalog, files: circle, root: '/w', view: {}, environment });
    expect(set?.origin.stale).toBeUndefined();
  });
});

describe('builds side by side', () => {
  it('are told apart by the kernel that each is for', () => {
    const mcs = `${constsText('aarch64', true)}pub const PLAT: &str = "qemu-arm-virt"; pub const DEBUG_BUILD: bool = true;`;
    const files = disk({
      ...built(minute),
      ...built(2 * minute, '/w/target/aarch64-sel4/release/build/sel4-sys-bb', mcs),
      ...generatedFiles('/w/target/x86_64-sel4/debug/build/sel4-sys-cc/out', 3 * minute, {
        'types.rs': undefined,
      }),
    });
    expect(describeBuilds(files, generatedFolders(files, ['/w/target']), '/w')).toEqual([
      {
        folder: '/w/target/x86_64-sel4/debug/build/sel4-sys-cc/out',
        text: 'a kernel that nothing tells, x86_64-sel4',
        place: 'target/x86_64-sel4/debug/build/sel4-sys-cc/out (debug)',
        arch: undefined,
        broken: 'types.rs is missing',
      },
      {
        folder: '/w/target/aarch64-sel4/release/build/sel4-sys-bb/out',
        text: 'aarch64, qemu-arm-virt, MCS, debug',
        place: 'target/aarch64-sel4/release/build/sel4-sys-bb/out (release)',
        arch: 'aarch64',
      },
      {
        folder: OUT,
        text: 'aarch64',
        place: 'target/debug/build/sel4-sys-aa/out (debug)',
        arch: 'aarch64',
      },
    ]);
  });

  it('kernels in few words', () => {
    const kernel = new Map<string, boolean | string>([
      ['SEL4_ARCH', 'aarch32'],
      ['PLAT', 'zynq7000'],
      ['ARM_HYPERVISOR_SUPPORT', true],
      ['ENABLE_SMP_SUPPORT', true],
      ['MAX_NUM_NODES', '4'],
    ]);
    expect(kernelText(kernel)).toBe('arm, zynq7000, hypervisor, 4 cores');
    expect(kernelText(new Map())).toBe('an unknown architecture');
  });
});
