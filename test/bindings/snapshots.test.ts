import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../server/src/bindings/snapshot';
import type { Item } from '../../server/src/syntax/summary';
import { rootNames } from './compose';
import { builtIn } from './support';

/** Number of names that the root of sel4-sys offers in each configuration. */
const ROOT_NAMES: Readonly<Record<string, number>> = {
  aarch64: 182,
  'aarch64-mcs': 191,
  'aarch64-hyp-mcs': 199,
  'aarch64-smp': 182,
  riscv64: 144,
  'riscv64-mcs': 153,
  x86_64: 213,
  'x86_64-mcs': 222,
  'pin-aarch64': 175,
  'pin-aarch64-mcs': 184,
  'pin-riscv64': 136,
  'pin-x86_64': 200,
};

const catalog = builtIn();

function snapshot(name: string): Snapshot {
  const found = catalog.snapshot(name);
  if (!found) throw new Error(`${name}: ${catalog.problems.map((p) => p.message).join('; ')}`);
  return found;
}

function pathOf(name: string, namespace: 'type' | 'value', configuration: string): string | undefined {
  return rootNames(snapshot(configuration)).find((n) => n.name === name && n.namespace === namespace)?.path;
}

function member(items: readonly Item[] | undefined, owner: string, name: string): Item | undefined {
  for (const item of items ?? []) {
    if (item.kind === 'module' && item.name === owner) return item.items?.find((i) => i.name === name);
    if (item.kind === 'impl' && item.self.k === 'path' && item.self.segments.at(-1) === owner) {
      const found = item.members.find((m) => m.name === name);
      if (found) return found;
    }
  }
  return undefined;
}

describe('built-in snapshots', () => {
  it('are the twelve configurations, newest first', () => {
    expect([...catalog.names()].sort()).toEqual(Object.keys(ROOT_NAMES).sort());
    expect(catalog.names()[0]).toBe('aarch64');
    expect(catalog.configuration('pin-aarch64-mcs')).toMatchObject({
      arch: 'aarch64',
      mcs: true,
      debug: false,
      origin: { kernelVersion: '13.0.0', bindgen: '0.71.1' },
    });
  });

  it.each(Object.entries(ROOT_NAMES))('%s offers %i names at the root of sel4-sys', (name, count) => {
    expect(rootNames(snapshot(name))).toHaveLength(count);
  });

  it('keep an enum as a module, and what it holds inside', () => {
    expect(pathOf('seL4_Error', 'type', 'pin-aarch64')).toBe('c::seL4_Error');
    expect(pathOf('seL4_NoError', 'value', 'pin-aarch64')).toBeUndefined();
    const bindings = snapshot('pin-aarch64').items('sel4-sys', 'bindings.rs');
    expect(member(bindings, 'seL4_Error', 'seL4_NoError')).toMatchObject({
      kind: 'const',
      init: '0',
      typeText: 'Type',
    });
  });

  it('know that a name moves with a kernel option', () => {
    expect(pathOf('seL4_ARM_VCPUObject', 'value', 'aarch64-mcs')).toBe('c::seL4_ARM_VCPUObject');
    expect(pathOf('seL4_ARM_VCPUObject', 'value', 'aarch64-hyp-mcs')).toBeUndefined();
  });

  it('have a tuple struct in both namespaces, and a struct named like an invocation in one', () => {
    expect(pathOf('seL4_Fault_VMFault', 'value', 'aarch64')).toBe('bf::seL4_Fault_VMFault');
    expect(pathOf('seL4_TCB_GetBreakpoint', 'type', 'aarch64')).toBe('c::seL4_TCB_GetBreakpoint');
    expect(pathOf('seL4_TCB_GetBreakpoint', 'value', 'aarch64')).toBeUndefined();
  });

  it('keep values of 64 bits and whole signatures', () => {
    const open = snapshot('aarch64');
    const pad = member(
      open.items('sel4-sys', 'bindings.rs'),
      'seL4_VMFault_Msg',
      '_enum_pad_seL4_VMFault_Msg',
    );
    expect(pad).toMatchObject({ init: '9223372036854775807' });
    expect(
      member(open.items('sel4-sys', 'invocations.rs'), 'seL4_IPCBuffer', 'seL4_TCB_Resume'),
    ).toMatchObject({
      kind: 'function',
      hasSelf: true,
      signature: 'fn seL4_TCB_Resume(&mut self, service: seL4_TCB) -> seL4_Error::Type',
      params: [{ k: 'path', segments: ['seL4_TCB'] }],
    });
  });

  it('have the typed crate with the features that gate its names', () => {
    const sel4 = snapshot('pin-aarch64').external('sel4');
    expect(sel4?.features).toMatchObject({ default: ['state'] });
    const root = sel4?.modules.get('') ?? [];
    expect(root.find((n) => n.name === 'with_ipc_buffer_mut')).toMatchObject({ feature: 'state' });
    expect(root.find((n) => n.name === 'sys')).toMatchObject({ kind: 'reexport', target: 'sel4_sys' });
    expect(root.find((n) => n.name === 'sel4_cfg_if')).toMatchObject({
      kind: 'macro',
      definition: 'sel4_config_macros::sel4_cfg_if',
    });
    expect(
      snapshot('aarch64-mcs')
        .external('sel4')
        ?.modules.get('cap')
        ?.some((n) => n.name === 'Reply'),
    ).toBe(true);
    expect(
      snapshot('aarch64')
        .external('sel4')
        ?.modules.get('cap')
        ?.some((n) => n.name === 'Reply'),
    ).toBe(false);
  });

  it('know which methods are for one kind of capability only, and which for all', () => {
    const instances = (bindings: string, type: string, method: string) => {
      const modules = snapshot(bindings).external('sel4')?.modules;
      const names = [...(modules?.get('') ?? []), ...(modules?.get('init_thread') ?? [])];
      const found = names.find(({ name }) => name === type)?.associated?.find(({ name }) => name === method);
      return found && (found.instances ?? 'all');
    };
    expect(instances('aarch64', 'Cap', 'tcb_resume')).toEqual(['Tcb']);
    expect(instances('aarch64', 'Cap', 'from_bits')).toBe('all');
    expect(instances('pin-aarch64', 'Cap', 'send')).toEqual(['Endpoint']);
    expect(instances('aarch64', 'Cap', 'send')).toBe('all');
    expect(instances('pin-aarch64-mcs', 'Cap', 'nb_send_recv')).toEqual([
      'Notification',
      'Endpoint',
      'Unspecified',
    ]);
    expect(instances('aarch64', 'Cap', 'frame_map')).toEqual([
      'SmallPage',
      'LargePage',
      'HugePage',
      'UnspecifiedPage',
    ]);
    expect(instances('riscv64', 'Cap', 'frame_map')).toContain('GigaPage');
    expect(instances('x86_64', 'Slot', 'downcast')).toEqual(['Unspecified']);
  });

  it('list the crate whose type all bitfields are', () => {
    const crate = snapshot('riscv64').external('sel4_bitfield_ops');
    expect(crate?.opaque).toBeUndefined();
    const bitfield = crate?.modules.get('')?.find(({ name }) => name === 'Bitfield');
    expect(bitfield?.associated?.find(({ name }) => name === 'inner')).toEqual({
      name: 'inner',
      kind: 'method',
      text: 'fn inner(&self) -> &T',
    });
  });

  it('have the kernel options that are known, and say that there are more', () => {
    const open = snapshot('aarch64-mcs');
    expect(open.kernel.get('KERNEL_MCS')).toBe(true);
    expect(open.absentKeys).toContain('VTX');
    expect(open.external('sel4_config')?.opaque?.has('consts')).toBe(true);
    expect(open.items('sel4-config', 'consts_gen.rs')?.at(-1)?.kind).toBe('broken');
  });

  it('carry no positions', () => {
    const text = JSON.stringify(snapshot('x86_64').items('sel4-sys', 'bindings.rs'));
    expect(text).toContain('"at":-1');
    expect(text).not.toMatch(/"at":\d/);
  });
});
