import { expect, test } from 'vitest';
import { parseMacroRules } from '../../server/src/macros';
import { tokenize } from '../../server/src/syntax/lexer';
import { expand } from './support';

/** What is wrong with a definition. */
const problem = (rules: string): string | undefined => {
  const macro = parseMacroRules(tokenize(rules));
  return 'error' in macro ? macro.error : undefined;
};

test('the first rule that matches is taken', () => {
  const rules = '(a) => { first }; ($x:ident) => { second $x }; ($($t:tt)*) => { third }';
  expect(expand(rules, 'a')).toBe('first');
  expect(expand(rules, 'b')).toBe('second b');
  expect(expand(rules, 'a b')).toBe('third');
});

test('any delimiters will do, and a last semicolon', () => {
  expect(expand('[a] => (x); {b} => [y];', 'b')).toBe('y');
});

test('repetitions with and without separator', () => {
  expect(expand('($($x:ident)*) => { $($x;)* }', 'a b c')).toBe('a ; b ; c ;');
  expect(expand('($($x:ident),+ $(,)?) => { [$($x),+] }', 'a, b,')).toBe('[ a , b ]');
  expect(expand('($($x:ident)=>*) => { $($x)||* }', 'a => b => c')).toBe('a || b || c');
  expect(expand('($($x:ident)?) => { < $($x)? > }', '')).toBe('< >');
  expect(expand('($($x:ident),+) => {}', '')).toContain('no-match');
});

test('nested repetitions keep their shape', () => {
  const rules = '($($k:ident: [$($v:expr),*]);*) => { $( f($k, $($v + 1),*); )* }';
  expect(expand(rules, 'a: [1, 2]; b: []; c: [3]')).toBe(
    'f ( a , 1 + 1 , 2 + 1 ) ; f ( b , ) ; f ( c , 3 + 1 ) ;',
  );
});

test('operators are matched whole', () => {
  expect(expand('(a > b) => { one }; (a >> b) => { two }; (a > > b) => { three }', 'a >> b')).toBe('two');
  expect(expand('(a > b) => { one }; (a >> b) => { two }; (a > > b) => { three }', 'a > > b')).toBe('three');
  expect(expand('($a:tt $b:tt) => { $b $a }', '..= ->')).toBe('-> ..=');
});

test('a type splits the >> that follows it', () => {
  expect(expand('(<$t:ty> $r:ident) => { $t $r }', '<Vec<u8>> x')).toBe('Vec < u8 > x');
});

test('a rule that could go on in two ways is an error, as in rustc', () => {
  expect(expand('($($a:ident)* $b:ident) => {}', 'x y')).toBe(
    'no-match: the rule matches in more than one way',
  );
});

test('a fragment that does not parse ends the search, as in rustc', () => {
  expect(expand('($e:expr) => { expression }; ($($t:tt)*) => { tokens }', '1 +')).toBe(
    'no-match: unexpected the end',
  );
  // What cannot even begin an expression goes to the next rule.
  expect(expand('($e:expr) => { expression }; ($($t:tt)*) => { tokens }', '=> 1')).toBe('tokens');
});

test('raw and plain identifiers are different tokens, raw and plain variables are not', () => {
  expect(expand('(type) => { keyword }; (r#type) => { name }', 'r#type')).toBe('name');
  expect(expand('($r#type:ident) => { $type }', 'x')).toBe('x');
});

test('definitions that rustc rejects', () => {
  expect(problem('')).toBe('a macro must contain at least one rule');
  expect(problem('($x) => {}')).toBe('missing fragment specifier of `$x`');
  expect(problem('($x:thing) => {}')).toBe('invalid fragment specifier `thing`');
  expect(problem('($x:tt $x:tt) => {}')).toBe('duplicate matcher binding `$x`');
  expect(problem('($($($x:tt)*)*) => {}')).toBe('repetition matches empty token tree');
  expect(problem('($($v:vis)*) => {}')).toBe('repetition matches empty token tree');
  expect(problem('($($x:tt),?) => {}')).toBe('the `?` macro repetition operator does not take a separator');
  expect(problem('($($x:tt)) => {}')).toBe('expected one of `*`, `+`, `?` after a repetition');
  expect(problem('(a) -> {}')).toBe('expected `=>`');
  expect(problem('(a) => x')).toBe('expected the right side of a rule in delimiters');
  expect(problem('(a) => {} (b) => {}')).toBe('expected `;` between rules');
  expect(problem('(a => {}')).toBe('unbalanced delimiters');
});
