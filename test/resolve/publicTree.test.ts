/** The `sel4` crate where only its public names are known: what its signatures say, and what they leave open. */
import { describe, expect, it } from 'vitest';
import { inShort, onSel4 } from '../support/sel4Workspace';

async function found(body: string) {
  const made = await onSel4(`//- /src/lib.rs\n${body}\n`);
  const analysis = made.analysis({ view: { bindings: 'aarch64' }, allNames: true });
  return { findings: inShort(analysis.allFindings()), unknown: analysis.counts().unknown };
}

describe('types in the signatures of a public tree', () => {
  it('tell what the parameter of a closure is', async () => {
    const call = (name: string) =>
      `fn f(tcb: u64) { sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().${name}(tcb)); }`;
    expect(await found(call('seL4_TCB_Resume'))).toEqual({ findings: [], unknown: 0 });
    expect(await found(call('seL4_TCB_Resum'))).toEqual({
      findings: ['unresolved-name error seL4_TCB_Resum'],
      unknown: 0,
    });
  });

  it('say nothing of methods that a type has through `Deref`', async () => {
    const { findings } = await found('fn f(b: &sel4::BootInfoPtr) { b.untyped(); b.extra(); }');
    expect(findings).toEqual([]);
  });
});
