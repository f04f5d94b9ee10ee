/**
 * rustc as the judge: whatever it expands, we expand to the same tokens. Every call ends in `out!`, whose
 * tokens rustc prints. Calls that rustc rejects are left out: we do not look into delimiters and take more.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandMacro, type MacroRules, parseMacroRules } from '../../server/src/macros';
import { matchDelimiters, tokenize, unquote } from '../../server/src/syntax/lexer';
import type { Token } from '../../server/src/syntax/token';
import { FRAGMENT_TEXTS } from './fragmentTexts';

const EDITION = 2024;
const available = spawnSync('rustc', ['--version']).status === 0;
const judged = test.skipIf(!available && process.env.CI !== 'true');

/** A call `name!{ARGS}`; the macros are given the number of the call as their first token. */
interface Call {
  readonly macro: string;
  readonly args: string;
}

/** Expands a call by the given macros until it is `out! { number tokens }`; gives the tokens, or the error. */
function expandToOut(macros: ReadonlyMap<string, MacroRules>, text: string): readonly string[] | string {
  let tokens: readonly Token[] = tokenize(text);
  for (let turn = 1; turn < 500; turn++) {
    const name = tokens[0]?.text ?? '';
    const end = matchDelimiters(tokens)[2] ?? -1;
    if (tokens[1]?.text !== '!' || end < 0) return 'not a macro call';
    const args = tokens.slice(3, end);
    if (name === 'out') {
      const printed = args.filter((token) => token.fragment === undefined).map((token) => token.text);
      return printed.slice(1);
    }
    const macro = macros.get(name);
    if (macro === undefined) return `no macro ${name}`;
    const expansion = expandMacro(macro, args, { context: turn, sources: 0 });
    if ('error' in expansion) return `${expansion.kind}: ${expansion.error}`;
    tokens = expansion.tokens;
  }
  return 'too many turns';
}

function readMacros(definitions: string): Map<string, MacroRules> {
  const tokens = tokenize(definitions);
  const partners = matchDelimiters(tokens);
  const macros = new Map<string, MacroRules>();
  for (let at = 0; at < tokens.length; at = partners[at + 3]! + 1) {
    const rules = parseMacroRules(tokens.slice(at + 4, partners[at + 3]), EDITION);
    if ('error' in rules) throw new Error(`${tokens[at + 2]!.text}: ${rules.error}`);
    macros.set(tokens[at + 2]!.text, rules);
  }
  return macros;
}

/** What rustc prints for each call; undefined where it reports an error. */
function askRustc(definitions: string, calls: readonly string[]): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'macros-'));
  try {
    const head = `#![allow(warnings)]\n#![recursion_limit = "600"]\nmacro_rules! out { ($n:literal $($t:tt)*) => { println!("{}\\t{:?}", $n, stringify!($($t)*)) } }\n${definitions}\nfn main() {\n`;
    const firstLine = head.split('\n').length;
    let alive = calls.map((_, i) => i);
    for (;;) {
      writeFileSync(join(folder, 'a.rs'), `${head}${alive.map((i) => `${calls[i]};\n`).join('')}}\n`);
      const args = [
        '--edition',
        String(EDITION),
        '--error-format=json',
        '-o',
        join(folder, 'a'),
        join(folder, 'a.rs'),
      ];
      const rustc = spawnSync('rustc', args, { encoding: 'utf8', maxBuffer: 1e9 });
      if (rustc.status === 0) break;
      const rejected = new Set(linesOfErrors(rustc.stderr).map((line) => alive[line - firstLine]));
      const left = alive.filter((i) => !rejected.has(i));
      if (left.length === alive.length) throw new Error(rustc.stderr.slice(0, 2000));
      alive = left;
    }
    const printed: (string | undefined)[] = calls.map(() => undefined);
    const program = spawnSync(join(folder, 'a'), { encoding: 'utf8', maxBuffer: 1e9 });
    for (const line of program.stdout.trim().split('\n')) {
      const tab = line.indexOf('\t');
      printed[Number(line.slice(0, tab))] = unquote(line.slice(tab + 1));
    }
    return printed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Span {
  readonly line_start: number;
  readonly expansion: { readonly span: Span } | null;
}

/** Lines of the calls that errors come from. */
function linesOfErrors(json: string): number[] {
  const lines: number[] = [];
  for (const text of json.split('\n')) {
    if (!text.startsWith('{')) continue;
    const message = JSON.parse(text) as { level: string; spans: readonly Span[] };
    if (message.level !== 'error') continue;
    for (let span of message.spans) {
      while (span.expansion !== null) span = span.expansion.span;
      lines.push(span.line_start);
    }
  }
  return lines;
}

/** Compares all calls that rustc accepts; gives how many those were. */
function judge(definitions: string, calls: readonly Call[]): number {
  const macros = readMacros(definitions);
  const texts = calls.map(({ macro, args }, i) => `${macro}!{${i} ${args}}`);
  let accepted = 0;
  askRustc(definitions, texts).forEach((printed, i) => {
    if (printed === undefined) return;
    accepted++;
    expect({ call: texts[i], tokens: expandToOut(macros, texts[i]!) }).toEqual({
      call: texts[i],
      tokens: tokenize(printed).map((token) => token.text),
    });
  });
  return accepted;
}

judged('fragments end where rustc says', () => {
  let definitions = '';
  const calls: Call[] = [];
  for (const [fragment, { texts, follow }] of Object.entries(FRAGMENT_TEXTS)) {
    definitions += `macro_rules! m_${fragment} { ($n:literal $x:${fragment} ${follow} $($t:tt)*) => { out!{$n taken $x then $($t)*} }; ($n:literal $($t:tt)*) => { out!{$n none $($t)*} } }\n`;
    for (const text of texts) calls.push({ macro: `m_${fragment}`, args: `${text} ${follow} rest` });
  }
  // `#[a] x ;`: rustc prints the semicolon too, and qualified paths are not accepted everywhere.
  const plain = calls.filter(({ args }) => !args.startsWith('#[a] x'));
  expect(judge(definitions, plain)).toBeGreaterThan(plain.length * 0.9);
});

judged('what one macro matched, the next sees as one unit', () => {
  const kinds = Object.keys(FRAGMENT_TEXTS);
  let definitions = `macro_rules! to_literals { ($n:literal 1,) => { out!{$n one} }; ($n:literal a,) => { out!{$n name} }; ($n:literal { $($t:tt)* },) => { out!{$n block} }; ($n:literal pub,) => { out!{$n public} }; ($n:literal true,) => { out!{$n yes} }; ($n:literal - 1.5,) => { out!{$n minus} }; ($n:literal 'a,) => { out!{$n life} }; ($n:literal $t:tt,) => { out!{$n one tree $t} }; ($n:literal $($t:tt)*) => { out!{$n many $($t)*} } }\n`;
  for (const kind of kinds) {
    definitions += `macro_rules! to_${kind} { ($n:literal $x:${kind},) => { out!{$n ${kind} $x} }; ($n:literal $($t:tt)*) => { out!{$n rest $($t)*} } }\n`;
  }
  const calls: Call[] = [];
  for (const from of kinds) {
    for (const to of ['literals', ...kinds]) {
      definitions += `macro_rules! from_${from}_${to} { ($n:literal $x:${from}) => { to_${to}!{$n $x,} } }\n`;
      const texts = FRAGMENT_TEXTS[from]!.texts.slice(0, 8);
      for (const args of texts) calls.push({ macro: `from_${from}_${to}`, args });
    }
  }
  expect(judge(definitions, calls)).toBeGreaterThan(400);
});

judged('whole macros', () => {
  const definitions = `
macro_rules! count { ($n:literal) => { out!{$n 0} }; ($n:literal $x:tt $($rest:tt)*) => { count!{@ $n (1) $($rest)*} };
  (@ $n:literal ($($sum:tt)*)) => { out!{$n $($sum)*} };
  (@ $n:literal ($($sum:tt)*) $x:tt $($rest:tt)*) => { count!{@ $n ($($sum)* + 1) $($rest)*} } }
macro_rules! flags { ($n:literal $(#[$m:meta])* $v:vis struct $name:ident: $t:ty { $($(#[$fm:meta])* const $f:ident = $e:expr;)* }) => {
  out!{$n $(#[$m])* $v struct $name($t); impl $name { $($(#[$fm])* pub const $f: $t = $e;)* } } } }
macro_rules! nested { ($n:literal $($k:ident { $($v:tt => [$($e:expr),* $(,)?]);* $(;)? })|*) => {
  out!{$n $($k: $($v ($($e;)*))&&*),*} } }
macro_rules! callback { ($n:literal $m:ident $($args:tt)*) => { $m!{$n $($args)*} } }
macro_rules! operators { ($n:literal $($a:tt $o:tt $b:tt),*) => { out!{$n $($b $o $a)|*} } }
macro_rules! optional { ($n:literal $a:ident $(: $t:ty)? $(= $e:expr)?) => { out!{$n [$a] [$($t)?] [$($e)?]} } }
macro_rules! keywords { ($n:literal fn $name:ident($($p:pat => $t:ty),*) $(-> $r:ty)? $b:block) => { out!{$n $name [$($p | $t);*] [$($r)?] $b} } }
macro_rules! order { ($n:literal a $($t:tt)*) => { out!{$n first} }; ($n:literal $i:ident) => { out!{$n second $i} }; ($n:literal $($i:ident),+) => { out!{$n third $($i)*} }; ($n:literal $($t:tt)*) => { out!{$n fourth $($t)*} } }
macro_rules! generics { ($n:literal $name:ident<$($l:lifetime),* $(,)? $($t:ident $(: $b:path)?),*>) => { out!{$n $name $($l)* $($t [$($b)?])*} } }
`;
  const calls: Call[] = [
    { macro: 'count', args: '' },
    { macro: 'count', args: 'a (b c) -> d && [e] 1.5' },
    {
      macro: 'flags',
      args: '#[derive(A)] #[b = "c"] pub(crate) struct Rights: u64 { const READ = 1 << 0; #[x] const W = Self::READ | 2; }',
    },
    { macro: 'flags', args: 'struct Empty: Vec<Vec<u8>> { }' },
    {
      macro: 'nested',
      args: 'a { 1 => [x, y + 1,]; b => [] } | b { (c) => [|x| x, if a { b } else { c }]; }',
    },
    { macro: 'nested', args: 'a { }' },
    { macro: 'callback', args: 'count a b c' },
    { macro: 'callback', args: 'order x, y, z' },
    { macro: 'operators', args: 'a <<= b, c -> d, e :: f, g ..= h, x . y' },
    { macro: 'optional', args: 'a' },
    { macro: 'optional', args: 'a: &\'static str = "b"' },
    { macro: 'optional', args: 'a = b == c' },
    {
      macro: 'keywords',
      args: 'fn f((a, b) => (u8, u8), Some(x) | None => Option<u8>) -> impl Fn(u8) -> u8 { 1 }',
    },
    { macro: 'keywords', args: 'fn f() { }' },
    { macro: 'order', args: 'a b' },
    { macro: 'order', args: 'b' },
    { macro: 'order', args: 'b, c' },
    { macro: 'order', args: 'b, c,' },
    { macro: 'order', args: '' },
    { macro: 'generics', args: "Foo<'a, 'b>" },
    { macro: 'generics', args: 'Foo<A: b::C<D>, E>' },
  ];
  expect(judge(definitions, calls)).toBe(calls.length);
});
