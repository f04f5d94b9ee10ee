/** Rust that grows without end in one direction: each has a size. */
import type { Choices } from '../random';

type Bomb = (n: number) => string;

const nested =
  (before: string, open: string, inside: string, close: string, after = ''): Bomb =>
  (n) =>
    before + open.repeat(n) + inside + close.repeat(n) + after;
const chain =
  (before: string, piece: string | ((index: number) => string), after = ''): Bomb =>
  (n) =>
    before +
    (typeof piece === 'string' ? piece.repeat(n) : Array.from({ length: n }, (_, at) => piece(at)).join('')) +
    after;
const body = (open: string, inside: string, close: string): Bomb =>
  nested('fn f() { ', open, inside, close, ' }\n');

/** What may nest or follow without end. Most are taken up to 50,000 or 100,000 times. */
export const BOMBS: Readonly<Record<string, Bomb>> = {
  braces: body('{', 'seL4_Gone', '}'),
  'braces, open': chain('fn f() {', '{'),
  'braces, closed': chain('fn f() {', '}'),
  parentheses: body('(', 'seL4_Gone', ')'),
  brackets: body('[', 'seL4_Gone', ']'),
  generics: nested('type T = ', 'A<', 'seL4_Gone', '>', ';\n'),
  'generics, open': chain('type T = ', 'A<'),
  'array types': nested('type T = ', '[', 'u8', '; 1]', ';\n'),
  'function types': nested('type T = ', 'fn(', 'u8', ')', ';\n'),
  references: chain('const C: ', '&', 'u8 = 1;\n'),
  'reference expressions': chain('const C: u8 = ', '&', '1;\n'),
  negations: chain('const C: u8 = ', '!', '1;\n'),
  stars: chain('fn f() { ', '*', 'x }\n'),
  'unary minus': chain('const C: i8 = ', '- ', '1;\n'),
  sums: chain('const C: u8 = seL4_A', ' + seL4_B', ';\n'),
  'method calls': chain('fn f() { a', '.seL4_b()', ' }\n'),
  fields: chain('fn f() { a', '.b', ' }\n'),
  indices: chain('fn f() { a', '[0]', ' }\n'),
  questions: chain('fn f() { a', '?', ' }\n'),
  casts: chain('fn f() { a', ' as seL4_Word', ' }\n'),
  path: chain('fn f() { ', 'a::', 'b }\n'),
  'path of supers': chain('use ', 'super::', 'seL4_Gone;\n'),
  'use tree': nested('use ', 'a::{', 'seL4_Gone', '}', ';\n'),
  'use list': chain('use a::{', (at) => `seL4_${at}, `, '};\n'),
  modules: nested('', 'mod m { use super::*; ', 'fn f() { seL4_Gone }', '}'),
  'modules, open': chain('', 'mod m {'),
  'modules side by side': chain('', (at) => `mod m${at} { pub const seL4_${at}: u32 = 1; }\n`),
  'globs to and fro': chain(
    '',
    (at) => `pub mod m${at} { pub use super::*; }\npub use m${at}::*;\n`,
    'fn f() { seL4_Gone }\n',
  ),
  're-export chain': chain(
    '',
    (at) => `pub mod m${at} { pub use super::m${at + 1}::seL4_X; }\n`,
    'fn f() { m0::seL4_X }\n',
  ),
  'glob chain': chain(
    '',
    (at) => `pub mod m${at} { pub use super::m${at + 1}::*; }\n`,
    'fn f() { m0::seL4_X }\n',
  ),
  'alias chain': chain('', (at) => `type seL4_${at} = seL4_${at + 1};\n`, 'fn f() { seL4_0::new(); }\n'),
  'constant chain': chain('', (at) => `const C${at}: u32 = C${at + 1};\n`),
  'super-trait chain': chain(
    '',
    (at) => `trait T${at}: T${at + 1} { fn f${at}(); }\n`,
    'fn f<X: T0>() { X::seL4_gone() }\n',
  ),
  'deref chain': chain(
    '',
    (at) => `struct S${at}; impl core::ops::Deref for S${at} { type Target = S${at + 1}; }\n`,
    'fn f(s: S0) { s.seL4_gone() }\n',
  ),
  'field chain': chain(
    '',
    (at) => `struct S${at} { n: S${at + 1} }\n`,
    `fn f(s: S0) { s${'.n'.repeat(30)}.seL4_gone() }\n`,
  ),
  'let chain': chain('fn f(a0: S) { ', (at) => `let a${at + 1} = a${at}; `, 'a1.seL4_gone() }\n'),
  'call chain': chain('', (at) => `fn f${at}() -> T { f${at + 1}() }\n`),
  'closures in closures': body('|a| ', 'seL4_Gone', ''),
  'blocks with items': body('{ fn g() {} use self::*; ', 'seL4_Gone', '}'),
  'if else': chain('fn f() { if a {}', ' else if seL4_b {}', ' }\n'),
  'if in if': body('if a { ', 'seL4_Gone', '}'),
  'match in match': body('match a { b => ', 'seL4_Gone', '}'),
  arms: chain('fn f() { match a { ', (at) => `seL4_${at} => ${at}, `, '} }\n'),
  'or patterns': chain('fn f() { match a { ', 'seL4_A | ', 'b => 1 } }\n'),
  'tuple patterns': nested('fn f() { let ', '(', 'seL4_a', ',)', ' = b; }\n'),
  loops: body("'a: loop { ", 'break', '}'),
  async: body('async move { ', 'seL4_Gone', '}'),
  'let else': chain('fn f() { ', 'let Some(a) = b else { return };\n', '}\n'),
  'if let chain': chain('fn f() { if a', ' && let Some(seL4_b) = c', ' {} }\n'),
  ranges: chain('fn f() { a', '..', ' }\n'),
  strings: chain('const S: &str = "', 'seL4_Gone ', '";\n'),
  quotes: chain('', '"'),
  'single quotes': chain('', "'a "),
  'raw strings, open': chain('', 'r#"'),
  'raw string fences': (n) => `const S: &str = r${'#'.repeat(n)}"seL4_Gone"${'#'.repeat(n)};\n`,
  'raw string, unequal': (n) =>
    `const S: &str = r${'#'.repeat(n)}"seL4_Gone"${'#'.repeat(Math.max(0, n - 1))};\n`,
  comments: nested('', '/* ', '', ' */', ' fn f() { seL4_Gone }\n'),
  'comments, open': chain('', '/*'),
  'line comments': chain('', '// seL4_Gone\n'),
  'doc comments': chain('', '/// seL4_Gone\n', 'fn f() {}\n'),
  'inner doc comments': chain('', '//! a\n'),
  hashes: chain('', '#'),
  attributes: chain('', '#[allow(seL4_a)] ', 'fn f() {}\n'),
  'attributes, open': chain('', '#[a('),
  cfg: nested('#[cfg(', 'all(', 'feature = "x"', ')', ')]\nfn f() {}\n'),
  'cfg not': nested('#[cfg(', 'not(', 'test', ')', ')]\nfn f() {}\n'),
  cfgAttr: nested('#[', 'cfg_attr(all(), ', 'inline', ')', ']\nfn f() {}\n'),
  items: chain('', (at) => `const seL4_${at}: u32 = 1;\n`),
  'equal items': chain('', 'const C: u32 = seL4_Gone;\n'),
  functions: chain('', (at) => `pub fn f${at}(a: seL4_Word) -> u32 { seL4_${at}(a) }\n`),
  impls: chain('struct S;\n', (at) => `impl S { fn f${at}(&self) { self.seL4_g${at}() } }\n`),
  imports: chain('', (at) => `use crate::seL4_${at};\n`),
  parameters: chain('fn f(', (at) => `a${at}: seL4_Word, `, ') {}\n'),
  'generic parameters': chain('fn f<', (at) => `T${at}: seL4_B, `, '>() {}\n'),
  lifetimes: chain('fn f<', (at) => `'a${at}, `, '>() {}\n'),
  bounds: chain('fn f<T: A', ' + seL4_B', '>() {}\n'),
  'where clauses': chain('fn f() where ', 'T: seL4_B, ', '{}\n'),
  variants: chain('enum E { ', (at) => `seL4_${at}, `, '}\nuse E::*;\n'),
  'struct fields': chain('struct S { ', (at) => `f${at}: seL4_Word, `, '}\n'),
  arguments: chain('fn f() { g(', 'seL4_a, ', ') }\n'),
  'array elements': chain('const A: [u8; 1] = [', 'seL4_a, ', '];\n'),
  'one long name': (n) => `fn f() { seL4_${'x'.repeat(n)}() }\n`,
  'one long number': (n) => `const C: u8 = ${'1'.repeat(n)};\n`,
  'one long line': chain('', 'pub type seL4_Word = u64 ; impl X { pub fn f (& self) -> u64 { seL4_Gone } } '),
  'token tree': nested('m!', '(', 'seL4_Gone', ')', ';\n'),
  'token tree in a body': nested('fn f() { m!', '[', 'seL4_Gone', ']', '; }\n'),
  'macro calls, open': chain('', 'm!('),
  'macro calls in macro calls': nested(
    'macro_rules! m { ($e:expr) => { $e }; }\nfn f() { ',
    'm!(',
    'seL4_Gone',
    ')',
    ' }\n',
  ),
  'doubling macros': (n) =>
    `${Array.from(
      { length: Math.min(n, 200) },
      (_, at) => `macro_rules! m${at} { () => { m${at + 1}!(); m${at + 1}!(); } }\n`,
    )
      .reverse()
      .join('')}m0!();\n`,
  'macro that calls itself': (n) =>
    `macro_rules! m { ($($t:tt)*) => { m!($($t)* a); } }\nm!(${'b '.repeat(n)});\n`,
  'macro that eats tokens': (n) =>
    `macro_rules! eat { () => {}; ($a:tt $($rest:tt)*) => { eat!($($rest)*); } }\neat!(${'seL4_a '.repeat(n)});\n`,
  'macro with many rules': chain(
    'macro_rules! m { ',
    (at) => `(a${at}) => { seL4_${at} };\n`,
    '}\nfn f() { m!(a1) }\n',
  ),
  'macro rule, nested': nested(
    'macro_rules! m { (',
    '$( ',
    '$x:tt',
    ' )*',
    ') => {} }\nm!(a a a a a a a a a a a a);\n',
  ),
  'macro output': (n) =>
    `macro_rules! m { ($($t:tt)*) => { $( fn seL4_a() { seL4_Gone } $t )* } }\nm!(${'; '.repeat(n)});\n`,
  'macro of squares': (n) => {
    const size = Math.min(n, 2_000);
    return `macro_rules! m { ($($a:tt)*; $all:tt) => { $( f!($a $all); )* } }\nm!(${'a '.repeat(size)}; (${'b '.repeat(size)}));\n`;
  },
  'macro that defines macros': (n) =>
    `macro_rules! m { ($n:ident $($rest:ident)*) => { macro_rules! $n { () => { seL4_Gone } } m!($($rest)*); }; () => {} }\nm!(${Array.from({ length: n }, (_, at) => `n${at}`).join(' ')});\n`,
  'calls of one macro': chain(
    'macro_rules! m { () => { fn g() { seL4_Gone } } }\n',
    (at) => `mod m${at} { m!(); }\n`,
  ),
  'fragments of all kinds': (n) =>
    `macro_rules! m { ($($p:pat => $e:expr, $t:ty, $b:block);*) => { fn f() { $( match $e { $p => $b } )* } } }\nm!(${Array.from({ length: n }, () => 'Some(seL4_A) => 1 + seL4_B, Vec<u8>, { seL4_C }').join('; ')});\n`,
  'format string': (n) => `fn f() { println!("${'{seL4_a} '.repeat(n)}"); }\n`,
  'format string, open': (n) => `fn f() { println!("${'{'.repeat(n)}"); }\n`,
  'concat in include': nested('include!(', 'concat!(', '"a"', ')', ');\n'),
  'include of itself': chain('', 'include!("lib.rs");\n'),
};

/** Sizes: small ones mostly, and now and then what the largest are to be. */
export function sizeOf(c: Choices, largest: number): number {
  return Math.floor(Math.exp(c.next() * Math.log(largest)));
}
