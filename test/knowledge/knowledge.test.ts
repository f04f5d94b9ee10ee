import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KnowledgeData } from '../../server/src/knowledge/data';
import { createKnowledge, type Knowledge } from '../../server/src/knowledge/knowledge';

const data = JSON.parse(
  readFileSync(new URL('../../server/data/knowledge.json', import.meta.url), 'utf8'),
) as KnowledgeData;
const knowledge = createKnowledge(data);

/** The first meaning of a C name: a path, a number, or nothing. */
function first(alias: ReturnType<Knowledge['cAlias']>): string | number | undefined {
  const [meaning] = alias?.meanings ?? [];
  if (meaning === undefined) return undefined;
  return 'literal' in meaning ? meaning.literal : meaning.place.path;
}

describe('C names', () => {
  it('of the libraries above seL4 mean something else on each architecture', () => {
    const at = (arch: string) => first(knowledge.cAlias('seL4_ARCH_Page_Map', arch));
    expect(at('aarch64')).toBe('seL4_IPCBuffer::seL4_ARM_Page_Map');
    expect(at('x86_64')).toBe('seL4_IPCBuffer::seL4_X86_Page_Map');
    expect(at('riscv64')).toBe('seL4_IPCBuffer::seL4_RISCV_Page_Map');
    expect(at('sparc')).toBeUndefined();
    expect(knowledge.cAlias('seL4_ARCH_4KPage', 'aarch64')).toMatchObject({
      kind: 'object type',
      typed: 'sel4::FrameObjectType::GRANULE',
    });
    expect(first(knowledge.cAlias('seL4_ARCH_Uncached_VMAttributes', 'aarch64'))).toBe(0);
  });

  it('of functions are methods of the IPC buffer, free functions, or nothing', () => {
    expect(knowledge.isBufferMethod('seL4_TCB_Resume')).toBe(true);
    expect(knowledge.isBufferMethod('seL4_DebugPutChar')).toBe(false);
    expect(first(knowledge.cAlias('seL4_DebugPutChar', 'aarch64'))).toBe('seL4_DebugPutChar');
    expect(first(knowledge.cAlias('seL4_MessageInfo_new', 'aarch64'))).toBe('seL4_MessageInfo::new');
    expect(knowledge.cAlias('seL4_GetMR', 'aarch64')).toEqual({
      kind: 'function',
      meanings: [],
      instead: 'sel4::with_ipc_buffer(|buffer| buffer.msg_regs()[i])',
    });
  });

  it('of types and macros may be elsewhere', () => {
    expect(first(knowledge.cAlias('seL4_Error', 'aarch64'))).toBe('seL4_Error::Type');
    expect(first(knowledge.cAlias('seL4_CapInitThreadPD', 'x86_64'))).toBe(
      'seL4_RootCNodeCapSlots::seL4_CapInitThreadVSpace',
    );
    expect(knowledge.isResultStruct('seL4_TCB_GetBreakpoint')).toBe(true);
  });

  it('that nobody knows are not known', () => {
    for (const name of ['seL4_Frobnicate', 'constructor', '__proto__', '']) {
      expect(knowledge.cAlias(name, 'aarch64')).toBeUndefined();
      expect(knowledge.has(name)).toBe(false);
      expect(knowledge.typedEquivalent(name)).toEqual([]);
    }
  });
});

describe('capability rights', () => {
  it('have write in bit 0 and read in bit 1', () => {
    expect(knowledge.capRight('seL4_CanWrite')?.word).toBe(1);
    expect(knowledge.capRight('seL4_CanRead')).toEqual({
      word: 2,
      raw: 'sel4::sys::seL4_CapRights::new(0, 0, 1, 0)',
      typed: 'sel4::CapRights::read_only()',
    });
  });

  it('combine: there is no `|` for them', () => {
    expect(knowledge.rightsOf(0b0011)).toEqual({
      raw: 'sel4::sys::seL4_CapRights::new(0, 0, 1, 1)',
      typed: 'sel4::CapRights::read_write()',
    });
    expect(knowledge.rightsOf(0b0110)).toEqual({
      raw: 'sel4::sys::seL4_CapRights::new(0, 1, 1, 0)',
      typed: 'sel4::CapRightsBuilder::none().read(true).grant(true).build()',
    });
  });

  it('agree with the combinations of the fact tables', () => {
    for (const [text, typed] of Object.entries(data.rights.combinations)) {
      const words = text.split(' | ').map((name) => knowledge.capRight(name)?.word ?? 0);
      expect(knowledge.rightsOf(words.reduce((all, word) => all | word, 0)).typed).toBe(typed);
    }
  });
});

describe('names that nobody defines', () => {
  it('have something near, on some architectures', () => {
    expect(knowledge.invented('seL4_ARCH_WriteBack', 'x86_64')).toMatchObject({
      meant: 'seL4_ARCH_Default_VMAttributes',
      nearest: { place: { path: 'seL4_X86_VMAttributes::seL4_X86_WriteBack' } },
      typed: 'sel4::VmAttributes::DEFAULT',
    });
    expect(knowledge.invented('seL4_ARCH_Uncached', 'aarch64')).toMatchObject({ nearest: { literal: 0 } });
    expect(knowledge.invented('seL4_ARCH_WriteThrough', 'aarch64')).toEqual({});
    expect(knowledge.invented('seL4_NoError', 'aarch64')).toBeUndefined();
  });
});

describe('typed equivalents', () => {
  it('say what the sel4 crate has, and where', () => {
    const [retype] = knowledge.typedEquivalent('seL4_Untyped_Retype');
    expect(retype?.path).toBe('sel4::cap::Untyped::untyped_retype');
    expect(retype?.configurations).toHaveLength(12);
    expect(knowledge.typedEquivalent('seL4_TCBObject').map((entry) => entry.path)).toEqual([
      'sel4::ObjectType::Tcb',
    ]);
  });
});

it('data of another version is refused with what to do', () => {
  expect(() => createKnowledge({ ...data, version: 99 })).toThrowError(/reads kaal-sel4 knowledge 2/);
});
