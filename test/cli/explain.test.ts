import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KnownName } from '../../server/src/bindings/model';
import { type ExplainSources, explain, explainJson, explainText } from '../../server/src/cli/explain';
import { plain } from '../../server/src/cli/style';
import type { KnowledgeData } from '../../server/src/knowledge/data';
import { createKnowledge } from '../../server/src/knowledge/knowledge';

const data = JSON.parse(
  readFileSync(new URL('../../server/data/knowledge.json', import.meta.url), 'utf8'),
) as KnowledgeData;

const ALL = ['aarch64', 'aarch64-mcs', 'x86_64'];
const NAMES: readonly KnownName[] = [
  {
    name: 'seL4_NoError',
    namespace: 'value',
    kind: 'const',
    path: 'seL4_Error::seL4_NoError',
    configurations: ALL,
    details: [{ text: 'Type = 0', configurations: ALL }],
  },
  {
    name: 'seL4_SchedContextObject',
    namespace: 'value',
    kind: 'const',
    path: 'api_object::seL4_SchedContextObject',
    configurations: ['aarch64-mcs'],
    details: [{ text: 'Type = 5', configurations: ['aarch64-mcs'] }],
  },
  {
    name: 'seL4_TCB_Resume',
    namespace: 'assoc',
    kind: 'method',
    path: 'seL4_IPCBuffer::seL4_TCB_Resume',
    configurations: ALL,
    details: [],
  },
];

const sources: ExplainSources = {
  ...createKnowledge(data),
  configurations: [
    { name: 'aarch64', arch: 'aarch64' },
    { name: 'aarch64-mcs', arch: 'aarch64' },
    { name: 'x86_64', arch: 'x86_64' },
  ],
  knownName: (name) => NAMES.filter((known) => known.name === name),
  nearNames: () => ['seL4_NoError'],
};

const text = (name: string): string => explainText(explain(name, sources), plain);

describe('explain', () => {
  it('says where a name really is', () => {
    expect(text('seL4_NoError')).toBe(
      `seL4_NoError

  constant sel4::sys::seL4_Error::seL4_NoError
    Type = 0
`,
    );
    expect(text('sel4_sys::seL4_NoError')).toBe(text('seL4_NoError'));
  });

  it('says which configurations have it', () => {
    expect(text('seL4_SchedContextObject')).toContain(
      'constant sel4::sys::api_object::seL4_SchedContextObject  [aarch64-mcs]',
    );
  });

  it('says how a method is called and what the typed crate has', () => {
    expect(text('seL4_TCB_Resume')).toContain(
      'write: sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().seL4_TCB_Resume(…))',
    );
    expect(text('seL4_TCB_Resume')).toContain('    sel4::cap::Tcb::tcb_resume');
  });

  it('says what a C macro stands for on each architecture', () => {
    expect(text('seL4_ARCH_Page_Map')).toBe(`seL4_ARCH_Page_Map

  is no name of the generated bindings.

  stands for
    aarch64: sel4::sys::seL4_IPCBuffer::seL4_ARM_Page_Map (method); in the sel4 crate: sel4::Cap::frame_map
    x86_64: sel4::sys::seL4_IPCBuffer::seL4_X86_Page_Map (method); in the sel4 crate: sel4::Cap::frame_map
`);
  });

  it('says of a name that nobody defines what comes near', () => {
    expect(text('seL4_ARCH_WriteBack')).toContain('the C name is probably `seL4_ARCH_Default_VMAttributes`');
    expect(text('seL4_ARCH_WriteBack')).toContain(
      'x86_64: sel4::sys::seL4_X86_VMAttributes::seL4_X86_WriteBack',
    );
  });

  it('explains rights once', () => {
    expect(text('seL4_CanRead').match(/seL4_CapRights::new\(0, 0, 1, 0\)/g)).toHaveLength(1);
    expect(text('seL4_CanRead')).toContain('typed: sel4::CapRights::read_only()');
  });

  it('offers near names for one that is not known', () => {
    expect(explain('seL4_NoErorr', sources).known).toBe(false);
    expect(text('seL4_NoErorr')).toContain('near: seL4_NoError');
  });

  it('has a JSON form', () => {
    expect(explainJson(explain('seL4_NoError', sources))).toMatchObject({
      version: 1,
      name: 'seL4_NoError',
      known: true,
      places: [{ path: 'sel4::sys::seL4_Error::seL4_NoError', kind: 'const', configurations: ALL }],
      near: [],
    });
  });
});
