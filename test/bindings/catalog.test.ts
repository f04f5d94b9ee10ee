import { describe, expect, it } from 'vitest';
import { nearest } from '../../server/src/text/near';
import { builtIn } from './support';

const catalog = builtIn();

describe('names of all configurations', () => {
  it('say where a name is, in which configuration, with which value', () => {
    expect(catalog.knownName('seL4_NoError')).toMatchObject([
      {
        namespace: 'value',
        kind: 'const',
        path: 'seL4_Error::seL4_NoError',
        details: [{ text: 'Type = 0' }],
      },
    ]);
    const objects = catalog.knownName('seL4_ARM_VCPUObject');
    expect(objects.map((p) => [p.path, p.configurations.includes('aarch64-hyp-mcs')])).toEqual([
      ['_object::seL4_ARM_VCPUObject', true],
      ['seL4_ARM_VCPUObject', false],
    ]);
  });

  it('group values that differ', () => {
    const [place] = catalog.knownName('seL4_EndpointObject');
    expect(place?.configurations).toHaveLength(12);
    const [upcalls] = catalog.knownName('ARMASIDControlMakePool');
    expect(upcalls?.details.length).toBeGreaterThan(1);
    expect(upcalls?.details.flatMap((d) => d.configurations)).toHaveLength(
      upcalls?.configurations.length ?? 0,
    );
  });

  it('have those of the typed crate too, under its own path', () => {
    const reply = catalog.knownName('Reply').find((p) => p.path === 'sel4::cap::Reply');
    expect(reply?.configurations.every((c) => c.endsWith('mcs'))).toBe(true);
  });

  it('have nothing for a name that is in no binding', () => {
    expect(catalog.knownName('seL4_CanRead')).toEqual([]);
    expect(catalog.knownName('constructor')).toEqual([]);
    expect(catalog.knownName('__proto__')).toEqual([]);
  });

  it('can be asked for by what they are', () => {
    const invocations = catalog.namesWith(
      (p) => p.kind === 'method' && p.path.startsWith('seL4_IPCBuffer::seL4_'),
      'pin-aarch64',
    );
    expect(invocations).toContain('seL4_Untyped_Retype');
    expect(invocations).not.toContain('seL4_X86_Page_Map');
  });
});

describe('near names', () => {
  it('are within a few letters, nearest first', () => {
    expect(catalog.nearNames('seL4_NoEror', 2, 'aarch64')).toEqual(['seL4_NoError', 'seL4_Error']);
    expect(catalog.nearNames('sel4_noerror', 1)).toEqual(['seL4_NoError']);
    expect(catalog.nearNames('entirely_different', 3)).toEqual([]);
  });

  it('keep half of what is behind the beginning that all have', () => {
    expect(catalog.nearNames('seL4_Wrod', 3)).toEqual(['seL4_Word']);
    expect(catalog.nearNames('seL4_Sned', 3)).toEqual(['seL4_Send']);
  });

  it('count two swapped letters once', () => {
    expect(nearest('abdc', ['abcd', 'abxx'], 1)).toEqual(['abcd']);
    expect(nearest('ab', ['ba', 'ab', 'cd'], 5)).toEqual(['ba']);
  });
});

describe('the architecture that names point to', () => {
  it('is the one that most of them are only in', () => {
    expect(catalog.archOfNames(['seL4_ARM_Page_Map', 'seL4_NoError', 'anything'])).toEqual({
      arch: 'aarch64',
      names: ['seL4_ARM_Page_Map'],
    });
    expect(catalog.archOfNames(['seL4_X86_4K'])?.arch).toBe('x86_64');
  });

  it('is open where none or two are', () => {
    expect(catalog.archOfNames(['seL4_NoError'])).toBeUndefined();
    expect(catalog.archOfNames(['seL4_ARM_Page_Map', 'seL4_RISCV_Page_Map'])).toBeUndefined();
    const arm = ['seL4_ARM_Page_Map', 'seL4_ARM_Page_Unmap', 'seL4_ARM_PageTable_Map'];
    expect(catalog.archOfNames([...arm.slice(0, 2), 'seL4_RISCV_Page_Map'])).toBeUndefined();
    expect(catalog.archOfNames([...arm, 'seL4_RISCV_Page_Map'])?.arch).toBe('aarch64');
  });
});

describe('the standard library', () => {
  it('has one definition under all its names', () => {
    const std = catalog.std();
    const option = std?.core.modules.get('option')?.find((n) => n.name === 'Option');
    expect(option).toMatchObject({
      kind: 'enum',
      definition: 'core::option::Option',
      variants: [
        ['None', 'u'],
        ['Some', 't'],
      ],
    });
    expect(std?.std.modules.get('prelude::v1')?.find((n) => n.name === 'Option')).toBe(option);
  });

  it('has the preludes of the editions', () => {
    const core = catalog.std()?.core.modules;
    const has = (edition: string, name: string) =>
      core?.get(`prelude::rust_${edition}`)?.some((n) => n.name === name);
    expect(has('2018', 'TryFrom')).toBe(false);
    expect(has('2021', 'TryFrom')).toBe(true);
    expect(has('2024', 'Future')).toBe(true);
    expect(core?.get('prelude::rust_2021')?.find((n) => n.name === 'Some')).toMatchObject({
      kind: 'reexport',
      target: 'core::option::Option::Some',
    });
  });

  it('leads from a re-exported module to where it is', () => {
    const std = catalog.std();
    expect(std?.std.modules.get('')?.find((n) => n.name === 'fmt')).toMatchObject({ kind: 'reexport' });
    expect(std?.std.modules.get('')?.filter((n) => n.name === 'u8')).toMatchObject([{ target: 'core::u8' }]);
    expect(std?.core.opaque?.has('arch::aarch64')).toBe(true);
    expect(std?.core.primitives?.get('u32')).toContain('MAX');
  });
});

describe('a damaged installation', () => {
  it('is said once, and the rest is answered', () => {
    const damaged = builtIn({ 'bindings-names.json': '{"format":', 'std.json': undefined });
    expect(damaged.knownName('seL4_NoError')).toEqual([]);
    expect(damaged.knownName('seL4_Error')).toEqual([]);
    expect(damaged.std()).toBeUndefined();
    expect(damaged.snapshot('aarch64')?.arch).toBe('aarch64');
    expect(damaged.problems.map((p) => [p.file, p.help])).toEqual([
      ['bindings-names.json', 'install kaal-sel4 again'],
      ['std.json', 'install kaal-sel4 again'],
    ]);
  });
});
