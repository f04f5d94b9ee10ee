/** The sample workspace, mended at once: nothing is found afterwards, and rustc takes it in all configurations. */
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FixSettings } from '../../server/src/fix/context';
import type { Strategy } from '../../server/src/fix/fix';
import type { ViewRequest } from '../../server/src/project/model';
import { WORKSPACES } from '../judge/kaalMini';
import { filesOnDisk } from '../support/diskFiles';
import { whyNoRustc } from '../support/rustc';
import { inShort, parts, Workspace } from '../support/sel4Workspace';
import { asRustfmt, removeRustWorkspaces, rustWorkspace } from './support/rust';
import { fixedAll } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const SAMPLE = new Workspace(filesOnDisk(join(WORKSPACES, 'kaal-mini'), ''), await parts());
const FEATURES: readonly (readonly string[])[] = [[], ['--no-default-features', '--features=mock']];

const STRATEGIES: readonly Strategy[] = ['adapter', 'explicit', 'typed'];

const mended = new Map<string, Workspace>();
function sample(settings: FixSettings = { strategy: 'adapter' }): Workspace {
  const key = JSON.stringify(settings);
  const known = mended.get(key) ?? fixedAll(SAMPLE, { settings });
  mended.set(key, known);
  return known;
}

const VIEWS: readonly ViewRequest[] = [
  { bindings: 'pin-aarch64' },
  { bindings: 'pin-x86_64' },
  { bindings: 'pin-riscv64' },
  { bindings: 'aarch64-mcs' },
];

it.each(STRATEGIES)('has no findings left on any architecture, and nothing to mend: %s', (strategy) => {
  const after = sample({ strategy });
  for (const view of VIEWS) {
    const analysis = after.analysis({ view, allNames: true });
    // How the mock differs from the kernel is not for us to mend.
    const found = analysis.allFindings().filter(({ file }) => !file.includes('/sel4-mock/'));
    const fields = ['unknown-field error pc', 'unknown-field error sp'];
    expect(inShort(found), view.bindings).toEqual(view.bindings === 'pin-x86_64' ? fields : []);
  }
  const again = after.analysis({ view: VIEWS[0]! }).fixAll({ settings: { strategy } });
  expect(again).toMatchObject({ files: [], mended: [], left: [] });
});

it('is changed in the adapter and the manifest only', () => {
  const after = sample();
  const changed = SAMPLE.paths().filter((path) => SAMPLE.text(path) !== after.text(path));
  expect(changed.sort()).toEqual([
    '/runtime/sel4-platform/Cargo.toml',
    '/runtime/sel4-platform/src/adapter.rs',
  ]);
});

/** Fields that x86_64's registers do not have: no names to mend, and the sample is meant for aarch64. */
const FIELDS = [
  'runtime/cap_broker/src/tcb.rs:91:19 E0609 no field `pc` on type `seL4_UserContext_`',
  'runtime/cap_broker/src/tcb.rs:92:19 E0609 no field `sp` on type `seL4_UserContext_`',
];

describe.skipIf(whyNoRustc() !== undefined)('rustc takes it', () => {
  it('laid out as rustfmt does', async () => {
    const text = sample().text('/runtime/sel4-platform/src/adapter.rs')!;
    expect(await asRustfmt(text)).toBe(text);
  });

  it.each(
    ['pin-aarch64', 'pin-x86_64', 'pin-riscv64', 'aarch64-mcs'].flatMap((name) =>
      FEATURES.map((features) => [name, features.at(-1) ?? '', features] as const),
    ),
  )('%s %s', async (name, _shown, features) => {
    const rust = await rustWorkspace(name);
    const verdict = await rust.check(sample().texts(), ['--workspace', ...features]);
    expect(verdict).toEqual({
      errors: name === 'pin-x86_64' && features.length === 0 ? FIELDS : [],
      warnings: [],
    });
  });

  it.each(['explicit', 'typed'] as const)('strategy %s', async (strategy) => {
    for (const name of ['pin-aarch64', 'pin-riscv64']) {
      const rust = await rustWorkspace(name);
      const { errors } = await rust.check(sample({ strategy }).texts(), ['--workspace']);
      expect(errors, name).toEqual([]);
    }
  });
});
