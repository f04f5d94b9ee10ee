/**
 * Built-in attributes that cannot matter to name resolution; they are left out of a summary.
 * Source: the Rust reference, "Attributes", index of built-in attributes, and the unstable book.
 */
const INERT: ReadonlySet<string> = new Set([
  'allow',
  'allow_internal_unsafe',
  'allow_internal_unstable',
  'automatically_derived',
  'cold',
  'collapse_debuginfo',
  'const_trait',
  'coverage',
  'crate_name',
  'crate_type',
  'debugger_visualizer',
  'default_lib_allocator',
  'deny',
  'deprecated',
  'doc',
  'expect',
  'export_name',
  'feature',
  'ffi_const',
  'ffi_pure',
  'forbid',
  'fundamental',
  'ignore',
  'inline',
  'instruction_set',
  'lang',
  'link',
  'link_name',
  'link_ordinal',
  'link_section',
  'linkage',
  'marker',
  'may_dangle',
  'must_use',
  'naked',
  'needs_allocator',
  'no_builtins',
  'no_link',
  'no_main',
  'no_mangle',
  'no_sanitize',
  'optimize',
  'recursion_limit',
  'repr',
  'rustc_const_stable',
  'rustc_const_unstable',
  'rustc_deprecated',
  'rustc_on_unimplemented',
  'should_panic',
  'stable',
  'target_feature',
  'thread_local',
  'track_caller',
  'type_length_limit',
  'unsafe',
  'unstable',
  'used',
  'warn',
  'windows_subsystem',
]);

/** Tools whose attributes the compiler ignores (reference, "Tool attributes"). */
const INERT_TOOLS: readonly string[] = ['rustfmt::', 'clippy::', 'diagnostic::', 'miri::', 'rust_analyzer::'];

/** Built-in attributes that are kept, for they decide what exists or where it is found; they name no macro. */
const KEPT: ReadonlySet<string> = new Set([
  'bench',
  'cfg',
  'cfg_attr',
  'cfg_eval',
  'default',
  'derive',
  'global_allocator',
  'alloc_error_handler',
  'macro_export',
  'macro_use',
  'no_core',
  'no_implicit_prelude',
  'no_std',
  'non_exhaustive',
  'panic_handler',
  'path',
  'prelude_import',
  'proc_macro',
  'proc_macro_attribute',
  'proc_macro_derive',
  'reexport_test_harness_main',
  'rustc_builtin_macro',
  'start',
  'test',
  'test_case',
  'test_runner',
]);

/** Whether an attribute of this path can be left out of a summary. */
export function isInert(path: string): boolean {
  return INERT.has(path) || (path.includes('::') && INERT_TOOLS.some((tool) => path.startsWith(tool)));
}

/** Whether the path is the compiler's own rather than a macro's or a derive helper's. */
export function isBuiltIn(path: string): boolean {
  return INERT.has(path) || KEPT.has(path);
}
