/**
 * Macros that cannot be expanded from source: procedural and built-in ones, by defining crate and name.
 * They are found by resolved path, never by a bare name in the source.
 */

import { isInert } from '../syntax/lower/builtInAttributes';
import type { Definition } from './definitions';

export type MacroShape =
  /** Comma-separated expressions, format strings with inline captures included. */
  | 'arguments'
  /** `vec!`: like arguments, `;` separates too. */
  | 'list'
  /** `matches!`: expression, pattern with optional guard. */
  | 'matches'
  /** Defines and uses no names that could be ours. */
  | 'nothing'
  | ChoiceShape
  /** One expression with kernel cfg attributes on its arms. */
  | 'expression'
  /** Items (`thread_local!`: statics without further ado). */
  | 'statics'
  /** Items as they are. */
  | 'items'
  | 'include';

/** How a macro is written that chooses by conditions. */
export type ChoiceShape =
  /** `if #[cfg(…)] { … } else { … }` of items, statements or an expression. */
  | 'cfgIf'
  /** `cfg => …` of items, statements or an expression. */
  | 'cfgSelect'
  /** As `cfgIf` with `#[sel4_cfg(…)]`. */
  | 'kernelCfgIf';

export type AttributeShape =
  /** Keeps or drops its item by kernel configuration. */
  | 'kernelCfg'
  | 'kernelCfgAttr'
  /** The item stays as it is. */
  | 'passThrough';

const std: Record<string, MacroShape> = {};
for (const name of [
  'assert',
  'assert_eq',
  'assert_ne',
  'debug_assert',
  'debug_assert_eq',
  'debug_assert_ne',
  'dbg',
  'eprint',
  'eprintln',
  'format',
  'format_args',
  'panic',
  'print',
  'println',
  'todo',
  'unimplemented',
  'unreachable',
  'write',
  'writeln',
  'try',
  'addr_of',
  'addr_of_mut',
  'ready',
  'pin',
  'const_format_args',
  'format_args_nl',
])
  std[name] = 'arguments';
for (const name of [
  'cfg',
  'column',
  'compile_error',
  'concat',
  'concat_bytes',
  'concat_idents',
  'env',
  'file',
  'global_asm',
  'include_bytes',
  'include_str',
  'line',
  'module_path',
  'option_env',
  'stringify',
  'log_syntax',
  'trace_macros',
  'is_aarch64_feature_detected',
  'is_x86_feature_detected',
  'is_riscv_feature_detected',
  'offset_of',
])
  std[name] = 'nothing';
std.vec = 'list';
std.matches = 'matches';
std.assert_matches = 'matches';
std.debug_assert_matches = 'matches';
std.thread_local = 'statics';
std.include = 'include';
std.cfg_select = 'cfgSelect';

const log: Record<string, MacroShape> = {};
for (const name of ['error', 'warn', 'info', 'debug', 'trace', 'log', 'log_enabled']) log[name] = 'arguments';

const sel4Config: Record<string, MacroShape> = {
  sel4_cfg_if: 'kernelCfgIf',
  sel4_cfg_match: 'expression',
  sel4_cfg_wrap_match: 'expression',
  sel4_cfg_bool: 'nothing',
  sel4_cfg_str: 'nothing',
  sel4_cfg_usize: 'nothing',
  sel4_cfg_word: 'nothing',
};

const staticAssertions: Record<string, MacroShape> = {};
for (const name of ['const_assert', 'const_assert_eq', 'const_assert_ne', 'assert_eq_size_val'])
  staticAssertions[name] = 'arguments';
for (const name of [
  'assert_eq_size',
  'assert_eq_align',
  'assert_impl_all',
  'assert_impl_any',
  'assert_impl_one',
  'assert_not_impl_all',
  'assert_not_impl_any',
  'assert_obj_safe',
  'assert_fields',
  'assert_type_eq_all',
  'assert_type_ne_all',
  'assert_trait_sub_all',
  'assert_trait_super_all',
  'assert_cfg',
])
  staticAssertions[name] = 'nothing';

const calls: Readonly<Record<string, Readonly<Record<string, MacroShape>>>> = {
  core: std,
  std,
  alloc: std,
  log,
  cfg_if: { cfg_if: 'cfgIf' },
  sel4_config: sel4Config,
  sel4_config_macros: sel4Config,
  static_assertions: staticAssertions,
  quote: { quote: 'nothing', quote_spanned: 'nothing', format_ident: 'arguments' },
  syn: { parse_quote: 'nothing', parse_quote_spanned: 'nothing' },
  anyhow: { anyhow: 'arguments', bail: 'arguments', ensure: 'arguments' },
  futures: { pin_mut: 'arguments' },
  heapless: {},
};

const kernelAttributes: Readonly<Record<string, AttributeShape>> = {
  sel4_cfg: 'kernelCfg',
  sel4_cfg_attr: 'kernelCfgAttr',
  sel4_cfg_enum: 'passThrough',
  sel4_cfg_struct: 'passThrough',
};

const attributes: Readonly<Record<string, Readonly<Record<string, AttributeShape>>>> = {
  sel4_config: kernelAttributes,
  sel4_config_macros: kernelAttributes,
  sel4_root_task: { root_task: 'passThrough' },
  sel4_root_task_macros: { root_task: 'passThrough' },
  sel4_root_task_with_std: { root_task: 'passThrough' },
  sel4_microkit: { protection_domain: 'passThrough' },
  sel4_microkit_macros: { protection_domain: 'passThrough' },
  sel4_simple_task_runtime: { main_json: 'passThrough', main_postcard: 'passThrough' },
  sel4_simple_task_runtime_macros: { main_json: 'passThrough', main_postcard: 'passThrough' },
  async_trait: { async_trait: 'passThrough' },
  tokio: { main: 'passThrough', test: 'passThrough' },
  sel4_minimal_linux_runtime_macros: { main: 'passThrough' },
};

/** What is known of a macro of this definition, where a crate known by its tree may show another one's. */
export function knownOf<T>(
  table: (crate: string, name: string) => T | undefined,
  { crate, name, external }: Definition,
): T | undefined {
  const own = table(crate?.name ?? '', name);
  if (own !== undefined || external?.definition === undefined) return own;
  const path = external.definition.split('::');
  return table(path[0] ?? '', path.at(-1) ?? '');
}

/** Shape of a function-like macro by defining crate and name; `undefined` if it is not in the table. */
export function knownMacro(crate: string, name: string): MacroShape | undefined {
  return Object.hasOwn(calls, crate) ? own(calls[crate], name) : undefined;
}

/** How a macro chooses, by its name alone: what is not compiled is resolved by nobody. `undefined` if it does not. */
export function choiceNamed(name: string): ChoiceShape | undefined {
  return Object.values(calls)
    .map((table) => own(table, name))
    .find(isChoice);
}

/** Whether a macro of a shape chooses by conditions. */
export function isChoice(shape: MacroShape | undefined): shape is ChoiceShape {
  return shape === 'cfgIf' || shape === 'cfgSelect' || shape === 'kernelCfgIf';
}

/** Shape of an attribute macro by defining crate and name; `undefined` if it is not in the table. */
export function knownAttribute(crate: string, name: string): AttributeShape | undefined {
  return Object.hasOwn(attributes, crate) ? own(attributes[crate], name) : undefined;
}

const standardDerives = new Set([
  'Debug',
  'Clone',
  'Copy',
  'PartialEq',
  'Eq',
  'PartialOrd',
  'Ord',
  'Hash',
  'Default',
]);

/** Derives that add impls and nothing else, by defining crate. */
const derives: Readonly<Record<string, readonly string[]>> = {
  thiserror: ['Error'],
  serde: ['Serialize', 'Deserialize'],
  serde_derive: ['Serialize', 'Deserialize'],
  zerocopy: [
    'FromBytes',
    'FromZeros',
    'IntoBytes',
    'AsBytes',
    'TryFromBytes',
    'KnownLayout',
    'Immutable',
    'Unaligned',
    'FromZeroes',
    'ByteEq',
    'ByteHash',
    'SplitAt',
  ],
  clap: ['Parser', 'Subcommand', 'Args', 'ValueEnum'],
  num_enum: ['IntoPrimitive', 'TryFromPrimitive', 'UnsafeFromPrimitive'],
  derive_more: ['From', 'Into', 'Display', 'Deref', 'DerefMut', 'Add', 'Sub', 'Constructor'],
  sel4_capdl_initializer_types_derive: ['IsCap', 'IsObject', 'IsObjectWithCapTable', 'HasCapTable'],
};

/** Of these those that have more than impls of traits by other crates: inherent items, or a type to which the item leads. */
const reaching: Readonly<Record<string, readonly string[]>> = {
  num_enum: ['UnsafeFromPrimitive'],
  derive_more: ['Constructor', 'Deref', 'DerefMut'],
};

/** True for a known derive after which an item may have fields and methods that no trait brings. */
export function reachesInside(crate: string, name: string): boolean {
  return own(reaching, crate)?.includes(name) ?? false;
}

/** A derive of the prelude, whatever it is imported as. */
export function isStandardDerive(name: string): boolean {
  return standardDerives.has(name);
}

/** True for a derive macro that only adds trait impls. */
export function addsImplsOnly(crate: string, name: string): boolean {
  return crate === 'core' || crate === 'std' || (own(derives, crate)?.includes(name) ?? false);
}

/** Attribute macros of the standard crates; derives are told by their capitals. */
const standardAttributes = new Set([
  ...['alloc_error_handler', 'autodiff_forward', 'autodiff_reverse', 'bench', 'cfg_accessible', 'cfg_eval'],
  ...['define_opaque', 'derive', 'derive_const', 'global_allocator', 'test', 'test_case'],
]);

/** An attribute macro of the prelude. */
export function isStandardAttribute(name: string): boolean {
  return standardAttributes.has(name);
}

/**
 * Whether a macro can be called `name!(…)`: a bare name that means a derive or an attribute is looked for further out
 * (reference, "Namespaces": sub-namespaces).
 */
export function isCallable({ crate, external, macro, name }: Definition): boolean {
  if (macro === 'derive' || macro === 'attribute') return false;
  const [home = crate?.name ?? ''] = external?.definition?.split('::') ?? [];
  if (macro !== 'builtin' || (home !== 'core' && home !== 'std' && home !== 'alloc')) return true;
  return !standardAttributes.has(name) && !/^[A-Z]/.test(name);
}

/** Attributes that configuration macros read themselves in their arguments, imported or not. */
export function attributeInKnownMacro(name: string): AttributeShape | undefined {
  return own(kernelAttributes, name);
}

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Attributes of the language, of tools and of derive helpers that leave their item as it is
 * (reference, "Attributes"). Everything else is an attribute macro or a derive helper.
 */
const builtIn = new Set([
  'derive',
  'path',
  'macro_use',
  'macro_export',
  'no_std',
  'no_core',
  'no_implicit_prelude',
  'test',
  'ignore',
  'should_panic',
  'bench',
  'global_allocator',
  'panic_handler',
  'proc_macro',
  'proc_macro_derive',
  'proc_macro_attribute',
  'no_main',
  'feature',
  'crate_type',
  'crate_name',
  'recursion_limit',
  'type_length_limit',
  'windows_subsystem',
  'naked',
  'thread_local',
  'unsafe',
  'lang',
  'start',
  'no_builtins',
  'no_link',
  'used',
  'instruction_set',
  'coverage',
  'fundamental',
  'may_dangle',
  'rustc_builtin_macro',
  'allow_internal_unstable',
  'default',
  'const_trait',
  'marker',
  'linkage',
  'optimize',
  'debugger_visualizer',
  'ffi_pure',
  'ffi_const',
  'type_const',
  'pointee',
  'reexport_test_harness_main',
  'test_runner',
  'test_case',
  'needs_allocator',
  'panic_runtime',
  'needs_panic_runtime',
  'compiler_builtins',
  'cfi_encoding',
  'stable',
  'unstable',
]);

/** True for attributes that need no look at their definition; tool attributes (`rustfmt::skip`) included. */
export function isBuiltInAttribute(path: string): boolean {
  // What `cfg_attr` brings has not gone through the summary, which leaves these out.
  if (builtIn.has(path) || isInert(path)) return true;
  const tool = path.indexOf('::');
  return tool > 0 && TOOLS.includes(path.slice(0, tool));
}

const TOOLS = ['rustfmt', 'clippy', 'diagnostic', 'miri', 'rust_analyzer'];

export const AN_ATTRIBUTE = 'a name that an attribute has';

/** A name that an attribute or a tool has: it is found among macros or types without being defined anywhere. */
export function isOfAttributes(name: string): boolean {
  return isBuiltInAttribute(name) || name === 'cfg_attr' || TOOLS.includes(name);
}
