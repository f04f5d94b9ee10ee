/**
 * Names that a kernel's option adds of which no built-in bindings are made (libsel4's interface files and headers, and what
 * the `sel4` crate has behind `sel4_cfg`).
 */

export interface OptionNames {
  /** As kernel configurations write it, without `CONFIG_`. */
  readonly option: string;
  /** cargo's `target_arch` of the architectures that have it; all if absent. */
  readonly arch?: readonly string[];
  readonly names: readonly string[];
  /** What all names of a kind begin with. */
  readonly beginnings?: readonly string[];
}

const ARM: readonly string[] = ['aarch64', 'arm'];
const X86: readonly string[] = ['x86_64', 'x86'];

export const KERNEL_OPTION_NAMES: readonly OptionNames[] = [
  {
    option: 'VTX',
    arch: X86,
    names: [
      ...['seL4_TCB_SetEPTRoot', 'seL4_X86_Page_MapEPT', 'seL4_VMEnter', 'seL4_SysVMEnter', 'seL4_VCPUBits'],
      ...['VCpu', 'EPTPML4', 'EPTPDPT', 'EPTPageDirectory', 'EPTPageTable', 'frame_map_ept', 'vm_enter'],
    ],
    beginnings: ['seL4_X86_VCPU', 'seL4_X86_EPT', 'seL4_VMEnter_'],
  },
  {
    option: 'IOMMU',
    arch: X86,
    names: ['seL4_X86_Page_MapIO', 'IOPageTable', 'IOSpace'],
    beginnings: ['seL4_X86_IOPageTable', 'seL4_X86_IOSpace'],
  },
  {
    option: 'TK1_SMMU',
    arch: ARM,
    names: ['seL4_ARM_Page_MapIO'],
    beginnings: ['seL4_ARM_IOPageTable', 'seL4_ARM_IOSpace'],
  },
  {
    option: 'ARM_SMMU',
    arch: ARM,
    names: [],
    beginnings: ['seL4_ARM_SID', 'seL4_ARM_CB'],
  },
  {
    option: 'ALLOW_SMC_CALLS',
    arch: ['aarch64'],
    names: ['SMC', 'smc_call'],
    beginnings: ['seL4_ARM_SMC'],
  },
  {
    option: 'HARDWARE_DEBUG_API',
    names: [
      ...['seL4_TCB_SetBreakpoint', 'seL4_TCB_GetBreakpoint', 'seL4_TCB_UnsetBreakpoint'],
      ...['seL4_TCB_ConfigureSingleStepping', 'seL4_TCB_GetBreakpoint_t', 'seL4_BreakpointType'],
      ...['seL4_TCB_ConfigureSingleStepping_t', 'seL4_BreakpointAccess', 'seL4_InstructionBreakpoint'],
      ...['seL4_DataBreakpoint', 'seL4_SingleStep', 'seL4_SoftwareBreakRequest', 'seL4_BreakOnRead'],
      ...['seL4_BreakOnWrite', 'seL4_BreakOnReadWrite', 'seL4_FirstBreakpoint', 'seL4_FirstWatchpoint'],
      ...['seL4_NumHWBreakpoints', 'seL4_NumExclusiveBreakpoints', 'seL4_NumExclusiveWatchpoints'],
      ...['seL4_FirstDualFunctionMonitor', 'seL4_NumDualFunctionMonitors', 'DebugException'],
    ],
    beginnings: ['seL4_DebugException_', 'seL4_Fault_DebugException'],
  },
  {
    option: 'ENABLE_BENCHMARKS',
    names: [
      ...['seL4_BenchmarkResetLog', 'seL4_BenchmarkFinalizeLog', 'seL4_BenchmarkSetLogBuffer'],
      ...['seL4_LogBufferSize', 'benchmark_reset_log', 'benchmark_finalize_log', 'benchmark_set_log_buffer'],
    ],
  },
  {
    option: 'BENCHMARK_TRACK_UTILISATION',
    names: [
      ...['seL4_BenchmarkGetThreadUtilisation', 'seL4_BenchmarkResetThreadUtilisation'],
      ...['seL4_BenchmarkDumpAllThreadsUtilisation', 'seL4_BenchmarkResetAllThreadsUtilisation'],
      ...['benchmark_get_thread_utilisation', 'benchmark_reset_thread_utilisation'],
      ...['benchmark_dump_all_thread_utilisation', 'benchmark_reset_all_thread_utilisation'],
    ],
  },
  { option: 'SET_TLS_BASE_SELF', names: ['seL4_SetTLSBase', 'seL4_SysSetTLSBase', 'set_tls_base'] },
  {
    option: 'KERNEL_X86_DANGEROUS_MSR',
    arch: X86,
    names: ['seL4_X86DangerousRDMSR', 'seL4_X86DangerousWRMSR'],
  },
];

/** The option that adds a name, and where; `undefined` if none is known. */
export function optionOfName(name: string): OptionNames | undefined {
  return KERNEL_OPTION_NAMES.find(
    ({ names, beginnings = [] }) => names.includes(name) || beginnings.some((each) => name.startsWith(each)),
  );
}
