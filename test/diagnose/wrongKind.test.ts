import { describe, expect, test } from 'vitest';
import { only } from './support';

describe('wrong-kind', () => {
  test('the struct of a kernel call that this kernel lacks is no function, and is marked as rustc marks it', async () => {
    expect(await only('pub fn f() { sel4::sys::seL4_SchedContext_Consumed(1); }\n')).toMatchObject({
      code: 'wrong-kind',
      severity: 'error',
      name: 'seL4_SchedContext_Consumed',
      written: 'sel4::sys::seL4_SchedContext_Consumed(1)',
      rustcCode: 'E0423',
      category: 'function',
      message: 'expected value, found struct `seL4_SchedContext_Consumed`',
      help: 'the struct is for the results of a kernel call that this kernel does not have: the call needs MCS',
      candidates: [],
    });
  });

  test('a call that no built-in configuration has', async () => {
    const { code, help } = await only('pub fn f() { sel4::sys::seL4_TCB_GetBreakpoint(1, 0); }\n');
    expect(code).toBe('wrong-kind');
    expect(help).toContain('no built-in configuration has the call');
  });

  test('with MCS the same call is a method', async () => {
    expect(
      await only('pub fn f() { sel4::sys::seL4_SchedContext_Consumed(1); }\n', {
        view: { bindings: 'pin-aarch64-mcs' },
      }),
    ).toMatchObject({ code: 'invocation-as-function', rustcCode: 'E0425' });
  });

  test('a module of constants as a value', async () => {
    expect(await only('pub fn f() -> u32 { sel4::sys::seL4_Error }\n')).toMatchObject({
      code: 'wrong-kind',
      rustcCode: 'E0423',
      message: 'expected value, found module `seL4_Error`',
    });
  });

  test('a struct as a trait', async () => {
    expect(await only('pub struct Own;\nimpl sel4::sys::seL4_UserContext_ for Own {}\n')).toMatchObject({
      code: 'wrong-kind',
      rustcCode: 'E0404',
      category: 'type',
    });
  });
});
