/** What people type, made of the words that stand in the workspace already. */
import type { Choices } from '../random';

/** Words of a workspace by what they can be. */
export interface Words {
  readonly functions: readonly string[];
  readonly types: readonly string[];
  readonly constants: readonly string[];
  readonly modules: readonly string[];
  readonly crates: readonly string[];
  readonly features: readonly string[];
}

const KEYWORDS = new Set(
  'as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while async await dyn u8 u16 u32 u64 usize i32 bool str core std alloc cfg feature error warning hidden'.split(
    ' ',
  ),
);

const perText = new Map<string, readonly string[]>();

function wordsOf(text: string): readonly string[] {
  let words = perText.get(text);
  if (words === undefined) {
    if (perText.size > 500) perText.clear();
    words = [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])].filter((word) => !KEYWORDS.has(word));
    perText.set(text, words);
  }
  return words;
}

/** Sorts the words of a workspace: `files` gives path → text. */
export function wordsIn(files: ReadonlyMap<string, string>): Words {
  const functions = new Set(['f', 'g', 'seL4_Yield', 'seL4_TCB_Resume']);
  const types = new Set(['S', 'E', 'seL4_Error', 'seL4_CPtr', 'Type']);
  const constants = new Set(['A', 'B', 'seL4_NoError', 'seL4_CanRead', 'N']);
  const modules = new Set(['a', 'b', 'extra', 'adapter']);
  const crates = new Set(['sel4', 'core', 'std']);
  const features = new Set(['real', 'mock']);
  for (const [path, text] of files) {
    const words = wordsOf(text);
    if (path.endsWith('.toml')) {
      for (const name of text.matchAll(/^\s*name\s*=\s*"([\w-]+)"/gm))
        crates.add(name[1]!.replaceAll('-', '_'));
      for (const name of text.matchAll(/^\s*(\w+)\s*=\s*\[/gm)) features.add(name[1]!);
      continue;
    }
    if (!path.endsWith('.rs')) continue;
    modules.add(path.slice(path.lastIndexOf('/') + 1, -3));
    for (const [, name] of text.matchAll(/\bmod\s+(\w+)/g)) modules.add(name!);
    for (const word of words) {
      if (word.length > 40) continue;
      if (/^seL4_/.test(word)) (/^seL4_[A-Z][a-z]/.test(word) ? constants : functions).add(word);
      else if (/^[A-Z][A-Z0-9_]*$/.test(word)) constants.add(word);
      else if (/^[A-Z]/.test(word)) types.add(word);
      else functions.add(word);
    }
  }
  const lists = [functions, types, constants, modules, crates, features].map((set) => [...set]);
  return {
    functions: lists[0]!,
    types: lists[1]!,
    constants: lists[2]!,
    modules: lists[3]!,
    crates: lists[4]!,
    features: lists[5]!,
  };
}

/** One line or item out of the words; where `{f}`, `{T}`, `{C}`, `{m}`, `{p}` … stand, words are put. */
export function statement(c: Choices, words: Words): string {
  return fill(c, words, c.pick(STATEMENTS));
}

/** A line for a manifest. */
export function manifestLine(c: Choices, words: Words): string {
  return fill(c, words, c.pick(MANIFEST_LINES));
}

function fill(c: Choices, words: Words, template: string): string {
  return template.replace(/\{(\w)\}/g, (_, what: string) => {
    switch (what) {
      case 'f':
        return c.pick(words.functions);
      case 'T':
        return c.pick(words.types);
      case 'C':
        return c.pick(words.constants);
      case 'm':
        return c.pick(words.modules);
      case 'k':
        return c.pick(words.crates);
      case 'x':
        return c.pick(words.features);
      case 'w':
        return c.pick([...words.functions, ...words.types, ...words.constants, ...words.modules]);
      default:
        return path(c, words);
    }
  });
}

/** `crate::a::B`, `super::f`, `sel4::sys::C`. */
function path(c: Choices, words: Words): string {
  const start = c.weighted({ 'crate::': 4, 'self::': 1, 'super::': 3, '': 5, k: 4, '::k': 1 });
  const crate = c.pick(words.crates);
  const root = start === 'k' ? `${crate}::` : start === '::k' ? `::${crate}::` : start;
  const middle = c.chance(0.5) ? `${c.pick(words.modules)}::` : '';
  const more = c.chance(0.15) ? `${c.pick(words.modules)}::` : '';
  const last = c.pick([words.functions, words.types, words.constants, words.modules][c.below(4)]!);
  return root + middle + more + last;
}

/** `$` is kept for macros; a line break ends each. */
const STATEMENTS: readonly string[] = [
  'use {p};\n',
  'use {p};\n',
  'use {p}::*;\n',
  'use {p} as {w};\n',
  'use {p}::{{w}, {w} as {w}};\n',
  'use {p}::{self, {w}};\n',
  'pub use {p};\n',
  'pub use {p}::*;\n',
  'pub(crate) use {p} as {w};\n',
  'use super::*;\n',
  'use crate::*;\n',
  'use {k}::*;\n',
  'pub use {k}::*;\n',
  'extern crate {k} as {w};\n',
  'extern crate {k};\n',
  'mod {m};\n',
  'pub mod {m};\n',
  '#[macro_use]\nmod {m};\n',
  '#[path = "{m}.rs"]\nmod {m};\n',
  '#[cfg(feature = "{x}")]\npub mod {m};\n',
  'mod {m} { pub fn {f}() {} }\n',
  'pub mod {m} { pub use super::*; pub const {C}: u32 = 1; }\n',
  'include!("{m}.rs");\n',
  'let {f} = include!("{m}.rs");\n',
  'const {C}: {T} = include!("{m}.rs");\n',
  'fn {f}() { {p}(); }\n',
  'pub fn {f}() -> {T} { {p} }\n',
  'pub fn {f}(a: {p}) { a; }\n',
  'pub const {C}: u32 = 1;\n',
  'const {C}: {T} = {p};\n',
  'pub static {C}: u32 = {p};\n',
  'pub struct {T};\n',
  'pub struct {T} { pub {f}: {p} }\n',
  'pub enum {T} { {T}, {C} }\n',
  'use {T}::*;\n',
  'pub type {T} = {p};\n',
  'pub trait {T} { const {C}: u32; fn {f}(&self); }\n',
  'impl {T} { pub fn {f}(&self) { self.{f}(); } pub const {C}: u32 = 2; }\n',
  'impl {p} for {T} {}\n',
  'fn {f}<{T}>(a: {T}) { let b: {T} = a; }\n',
  '#[cfg(feature = "{x}")]\n',
  '#[cfg(not(feature = "{x}"))]\n',
  '#[cfg(test)]\n',
  '#[derive({T})]\n',
  '#[macro_export]\n',
  'macro_rules! {f} { () => { {p}() }; }\n',
  'macro_rules! {f} { () => { pub fn {f}() {} }; ($n:ident) => { pub const $n: u32 = 1; } }\n',
  'macro_rules! {f} { ($e:expr) => { { let {f} = 1; $e } }; }\n',
  'macro_rules! {f} { ($($n:ident),*) => { $( pub fn $n() { {w}; } )* }; }\n',
  '#[macro_export]\nmacro_rules! {f} { () => { $crate::{f}() }; }\n',
  '{f}!();\n',
  '{f}!({C});\n',
  '{p}!({w}, {w});\n',
  'pub use {f};\n',
  'let {w} = {p};\n',
  'let {C} = 1;\n',
  'let {f} = {p}();\n',
  '{p};\n',
  '{p}();\n',
  '{T}::{f}();\n',
  '{T}::{C};\n',
  'let _: {p} = {w};\n',
  'match 1 { {C} => {}, {p} => {}, _ => {} }\n',
  'match {w} { {C} => 1, {w} => 2 };\n',
  'if let {C} = 1 { {w}; }\n',
  'let Some({C}) = Some(1) else { return; };\n',
  'if let Some({f}) = None && let {C} = {f} { {f}(); }\n',
  'let {f} = |{w}| {w};\n',
  'for {f} in {p} { {f}; }\n',
  '{ use {p}; {w}(); }\n',
  '{ fn {f}() {} const {C}: u32 = 1; {f}(); {C}; }\n',
  '{ impl {T} { pub fn {f}() {} } }\n',
  'println!("{{C}} {}", {p});\n',
  'assert_eq!({C}, {p});\n',
  'std::vec![{w}; 2];\n',
  'unsafe { {f}(1, {C}) };\n',
  'sel4::sys::{C};\n',
  'use sel4::sys::*;\n',
  'sel4::sys::seL4_Error::{C};\n',
  '// {w}\n',
  '/* {w} */\n',
  '/*',
  '*/',
  '{',
  '}',
  '(',
  ')',
  '"',
  "'",
  'r#"',
  ';\n',
  '::',
  '.',
  '#[',
  '!',
  '\n',
  '    ',
  '\r\n',
  'r#{w}',
  '#![no_std]\n',
  '#![cfg(feature = "{x}")]\n',
  'é',
  '😀',
];

const MANIFEST_LINES: readonly string[] = [
  '# a note\n',
  '[workspace.metadata.kaal-sel4.views]\n',
  '[package.metadata.kaal-sel4]\n',
  'here = { arch = "x86_64", features = ["{x}"] }\n',
  'there = { mcs = true, bindings = "pin-aarch64" }\n',
  'default-view = "there"\n',
  'parity = [{ mock = "{k}::{m}", real = "{p}" }]\n',
  '{x} = []\n',
  '{x} = ["{x}"]\n',
  '{x} = ["dep:{k}"]\n',
  '{x} = ["{k}/{x}"]\n',
  '{x} = ["{k}?/{x}"]\n',
  'default = ["{x}"]\n',
  'default = []\n',
  '[dependencies]\n',
  '[features]\n',
  '[dev-dependencies]\n',
  '[lib]\n',
  '[[bin]]\n',
  '[workspace]\n',
  '[package]\n',
  '[target.\'cfg(target_arch = "aarch64")\'.dependencies]\n',
  '{k} = { path = "../{k}" }\n',
  '{k} = { path = "../{k}", optional = true }\n',
  '{k} = { path = "../{k}", package = "{k}", features = ["{x}"] }\n',
  '{w} = { path = "../{k}", package = "{k}" }\n',
  '{k} = { workspace = true }\n',
  '{k}.workspace = true\n',
  '{k} = "1"\n',
  'edition = "2015"\n',
  'edition = "2018"\n',
  'edition = "2024"\n',
  'edition.workspace = true\n',
  'name = "{k}"\n',
  'path = "src/{m}.rs"\n',
  'members = ["{k}"]\n',
  'members = ["*"]\n',
  'exclude = ["{k}"]\n',
  'resolver = "1"\n',
  'autobins = false\n',
  'required-features = ["{x}"]\n',
  'build = "build.rs"\n',
  '"\n',
  '[\n',
  '=\n',
  '{x} = 1\n',
  'unexpected_cfgs = { level = "warn", check-cfg = [\'cfg(feature, values("{x}"))\'] }\n',
];

/** What `.cargo/config.toml` may say. */
export const CARGO_CONFIGS: readonly string[] = [
  '',
  '[build]\ntarget = "aarch64-unknown-none"\n',
  '[build]\ntarget = "riscv64imac-unknown-none-elf"\n',
  '[build]\ntarget = "x86_64-unknown-none"\ntarget-dir = "out"\n',
  '[build]\ntarget = ["aarch64-sel4", "x86_64-sel4"]\n',
  '[build]\nrustflags = ["--cfg", "feature=\\"real\\"", "--cfg", "extra"]\n',
  '[build]\ntarget = 1\n',
  '[build\n',
  '[env]\nSEL4_PREFIX = "/opt/seL4"\n',
  '[patch.crates-io]\nsel4 = { path = "external/sel4" }\n',
  'paths = ["external"]\n',
];
