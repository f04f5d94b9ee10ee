/** What a package sees of each built-in kernel configuration through `sel4::sys`, and of `sel4` by its features. */
import { beforeAll, describe, expect, test } from 'vitest';
import { MANIFEST, onSel4, parts } from '../support/sel4Workspace';

/**
 * One use of a name a row: how it is used, path (below `sel4::sys`), kernels that have it, rustc's error elsewhere.
 * Kernels: `all`, `none`, an architecture, `mcs`, `hyp`, `smp`, `debug` or a configuration's name; `!` is "not", a blank "and".
 */
const SAMPLE = `
value   seL4_Error::seL4_NoError                      | all
value   seL4_NoError                                  | none            | E0425
value   seL4_Error::seL4_NoErorr                      | none            | E0425
type    seL4_Error                                    | none            | E0573
type    seL4_Error::Type                              | all
value   seL4_Error                                    | none            | E0423
import  seL4_Error                                    | all
import  seL4_Error::*                                 | all
import  seL4_Error::seL4_InvalidArgument              | all
import  seL4_InvalidArgument                          | none            | E0432
type    seL4_Word                                     | all
type    seL4_UserContext                              | all
type    seL4_IPCBuffer                                | all
type    seL4_BootInfo                                 | all
type    seL4_Time                                     | all
type    seL4_Sleep                                    | none            | E0425
value   seL4_CapRights::new                           | all
value   seL4_CapRights::all_of_them                   | none            | E0599
value   seL4_CanRead                                  | none            | E0425
value   api_object::seL4_TCBObject                    | all
value   seL4_TCBObject                                | none            | E0425
value   api_object::seL4_ReplyObject                  | mcs             | E0425
value   _object::seL4_ARM_SmallPageObject             | aarch64         | E0425
value   _object::seL4_X86_4K                          | x86_64          | E0425
value   _object::seL4_RISCV_4K_Page                   | riscv64         | E0425
value   _object::seL4_ARM_VCPUObject                  | hyp             | E0425
value   seL4_ARM_VCPUObject                           | aarch64 !hyp    | E0425
value   _object::seL4_X86_IOPageTableObject           | x86_64 debug    | E0425
value   seL4_X86_IOPageTableObject                    | pin-x86_64      | E0425
value   seL4_RootCNodeCapSlots::seL4_CapInitThreadTCB | all
value   seL4_PageBits                                 | all
value   MSI_MIN                                       | x86_64          | E0425
type    vm_attributes                                 | riscv64         | E0425
type    seL4_ModeObjectType                           | !x86_64         | E0425
type    seL4_seL4ArchObjectType                       | x86_64          | E0425
type    seL4_ARM_VMAttributes::Type                   | aarch64         | E0433
call    seL4_Yield                                    | all
call    seL4_DebugPutChar                             | debug           | E0425
call    seL4_TCB_Resume                               | none            | E0425
call    seL4_TCB_GetBreakpoint                        | none            | E0423
type    seL4_TCB_GetBreakpoint                        | all
type    seL4_SchedContext_Consumed                    | !mcs            | E0425
value   seL4_Fault_tag::seL4_Fault_VMFault            | all
call    seL4_Fault_VMFault                            | all
method  seL4_TCB_Resume                               | all
method  seL4_TCB_SetAffinity                          | smp             | E0599
method  seL4_Send                                     | all
method  seL4_NBSendWait                               | mcs             | E0599
method  seL4_Reply                                    | !mcs            | E0599
method  seL4_SchedContext_Consumed                    | mcs             | E0599
method  seL4_ARM_Page_Map                             | aarch64         | E0599
method  seL4_X86_Page_Map                             | x86_64          | E0599
method  seL4_RISCV_Page_Map                           | riscv64         | E0599
method  seL4_Resume                                   | none            | E0599
import  nothing::seL4_Word                            | none            | E0432
value   nothing::seL4_Word                            | none            | E0433
`;

interface Row {
  readonly use: string;
  readonly path: string;
  readonly kernels: string;
  readonly error: string;
}

const rows: readonly Row[] = SAMPLE.trim()
  .split('\n')
  .map((line) => {
    const [what = '', kernels = '', error = ''] = line.split('|').map((part) => part.trim());
    const [use = '', path = ''] = what.split(/\s+/);
    return { use, path, kernels, error };
  });

/** One item on one line that uses a name. */
function lineOf({ use, path }: Row, index: number): string {
  const whole = `sel4::sys::${path}`;
  switch (use) {
    case 'type':
      return `fn row${index}(_: &${whole}) {}`;
    case 'call':
      return `fn row${index}() { ${whole}(0); }`;
    case 'method':
      return `fn row${index}(buffer: &mut sel4::sys::seL4_IPCBuffer) { buffer.${path}(0); }`;
    case 'import':
      return `mod row${index} { use ${whole}; }`;
    default:
      return `fn row${index}() { let _ = ${whole}; }`;
  }
}

function has(configuration: string, kernels: string): boolean {
  return kernels.split(' ').every((word) => {
    const wanted = !word.startsWith('!');
    const key = wanted ? word : word.slice(1);
    switch (key) {
      case 'all':
      case 'none':
        return key === 'all';
      case 'debug':
        return configuration.startsWith('pin-') !== wanted;
      case 'mcs':
      case 'hyp':
      case 'smp':
      case 'aarch64':
      case 'x86_64':
      case 'riscv64':
        return configuration.split('-').includes(key) === wanted;
      default:
        return configuration === key;
    }
  });
}

const CONFIGURATIONS = [
  'x86_64',
  'x86_64-mcs',
  'aarch64',
  'aarch64-mcs',
  'aarch64-hyp-mcs',
  'aarch64-smp',
  'riscv64',
  'riscv64-mcs',
  'pin-aarch64',
  'pin-aarch64-mcs',
  'pin-x86_64',
  'pin-riscv64',
];

describe('names below sel4::sys', () => {
  let text: string;

  beforeAll(() => {
    text = rows.map(lineOf).join('\n');
  });

  test('these are the built-in configurations', async () => {
    expect([...(await parts()).catalog.names()].sort()).toEqual([...CONFIGURATIONS].sort());
  });

  test.each(CONFIGURATIONS)('%s', async (configuration) => {
    const workspace = await onSel4(`//- /src/lib.rs\n${text}`);
    const analysis = workspace.analysis({ view: { bindings: configuration }, allNames: true });
    const source = workspace.text('/src/lib.rs')!;
    const found = rows.map((): string => '');
    for (const { start, rustcCode, severity } of analysis.allFindings()) {
      // One argument stands for all.
      if (rustcCode === 'E0061') continue;
      const line = source.slice(0, start).split('\n').length - 1;
      found[line] = `${found[line]}${severity} ${rustcCode} `;
    }
    const said = (errors: readonly string[]): string[] =>
      rows.map(({ use, path }, index) => `${use} ${path}: ${errors[index] || 'found'}`.trim());
    expect(said(found)).toEqual(
      said(rows.map(({ kernels, error }) => (has(configuration, kernels) ? '' : `error ${error}`))),
    );
    expect(analysis.counts()).toMatchObject({ unknown: 0, resolvedByName: 0 });
  });
});

describe('features of sel4', () => {
  const TEXT = `
//- /src/lib.rs
pub fn f() {
    sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut());
    sel4::r#yield();
}
`;
  const PATH = 'path = "external/rust-sel4/crates/sel4"';

  async function missing(dependency: string): Promise<string[]> {
    const manifest = MANIFEST.replace(`{ ${PATH} }`, dependency);
    const workspace = await onSel4(TEXT, manifest);
    const analysis = workspace.analysis({ view: { bindings: 'pin-aarch64' } });
    return analysis.allFindings().map(({ name, rustcCode }) => `${rustcCode} ${name}`);
  }

  test('`state` is a default feature', async () => {
    expect(await missing(`{ ${PATH} }`)).toEqual([]);
  });

  test('without it there is no with_ipc_buffer_mut', async () => {
    expect(await missing(`{ ${PATH}, default-features = false }`)).toEqual(['E0425 with_ipc_buffer_mut']);
  });

  test('it can be asked for alone', async () => {
    expect(await missing(`{ ${PATH}, default-features = false, features = ["state"] }`)).toEqual([]);
  });
});
