import { expect, test } from 'vitest';
import { renderTokens } from '../../server/src/macros';
import { CALL, DEFINITION, define, expand, expandTokens, plain } from './support';

test('tokens of the definition get the context, tokens of the call keep theirs', () => {
  const tokens = expandTokens(define('($x:ident) => { let a = $x; }'), 'a');
  expect(tokens.map(({ text, source, context }) => [text, source, context])).toEqual([
    ['let', DEFINITION, 1],
    ['a', DEFINITION, 1],
    ['=', DEFINITION, 1],
    ['a', CALL, 0],
    [';', DEFINITION, 1],
  ]);
});

test('$crate is one identifier, where it was written', () => {
  const rules = '() => { $crate::x }';
  const [crate] = expandTokens(define(rules), '');
  expect(crate).toMatchObject({ kind: 'identifier', text: '$crate', source: DEFINITION, context: 1 });
  expect(rules.slice(crate!.start, crate!.end)).toBe('$crate');
});

test('expressions keep their meaning', () => {
  expect(expand('($e:expr) => { $e * 2 }', '1 + 2')).toBe('( 1 + 2 ) * 2');
  expect(expand('($e:expr) => { if $e { } }', 'S { a }')).toBe('if ( S { a } ) { }');
  expect(expand('($e:expr) => { $e.f() }', '&a')).toBe('( & a ) . f ( )');
  expect(expand('($e:expr) => { while let P = $e { } }', 'a == b')).toBe('while let P = ( a == b ) { }');
  expect(expand('($e:expr, $f:expr) => { $e == $f; }', 'a || b, c..d')).toBe('( a || b ) == ( c .. d ) ;');
});

test('what nothing around it can split needs no parentheses', () => {
  for (const text of [
    'a',
    '1',
    'a :: b',
    '( a + b )',
    'f ( x ) . y [ 1 ] ?',
    'a . b ( )',
    'm ! ( x )',
    '[ 1 , 2 ]',
  ]) {
    expect(expand('($e:expr) => { $e }', text)).toBe(text);
  }
});

test('neither does what stands alone', () => {
  expect(expand('($e:expr) => { let x = $e; f($e, [$e; 2]); return $e; }', '|| x')).toBe(
    'let x = || x ; f ( || x , [ || x ; 2 ] ) ; return || x ;',
  );
  expect(expand('($e:expr) => { match y { _ => $e, } S { a: $e } }', '|| x')).toBe(
    'match y { _ => || x , } S { a : || x }',
  );
  expect(expand('($e:expr) => { $e }', 'a + b')).toBe('a + b');
});

test('generic arguments get braces', () => {
  expect(expand('($e:expr) => { A<$e> }', 'N + 1')).toBe('A < { N + 1 } >');
  expect(expand('($e:expr) => { A<u8, $e> }', 'N + 1')).toBe('A < u8 , { N + 1 } >');
});

test('parentheses come and go with the surroundings', () => {
  const outer = renderTokens(expandTokens(define('($e:expr) => { inner!($e) }'), 'a + b'));
  expect(outer.text).toBe('inner!(a +b)');
  const args = outer.inside(outer.text.indexOf('(') + 1, outer.text.length - 1);
  expect(plain(renderTokens(expandTokens(define('($t:tt) => { $t * 2 }'), args)).text)).toBe('( a + b ) * 2');
});

test('statements end', () => {
  expect(expand('($($s:stmt;)*) => { $($s)* }', 'let a = 1; f();')).toBe('let a = 1 ; f ( ) ;');
});

test('types and patterns too', () => {
  expect(expand('($t:ty) => { &$t }', 'dyn A + B')).toBe('& ( dyn A + B )');
  expect(expand('($t:ty) => { &$t }', 'Vec<dyn A + B>')).toBe('& Vec < dyn A + B >');
  expect(expand('($p:pat) => { &$p }', 'A | B')).toBe('& ( A | B )');
});

test('a fragment is one unit for the next macro', () => {
  const outer = define('($e:expr, $t:ty, $i:ident) => { inner!($e $t $i) }');
  const inner = define('(1 $($x:tt)*) => { literal }; ($a:tt $b:tt c) => { $a | $b }');
  const expansion = expandTokens(outer, '1, Vec<u8>, c');
  const rendered = renderTokens(expansion);
  expect(rendered.text).toBe('inner!(1 Vec <u8 >c)');
  const args = rendered.inside(rendered.text.indexOf('(') + 1, rendered.text.length - 1);
  expect(plain(renderTokens(expandTokens(inner, args)).text)).toBe('1 | Vec < u8 >');
});

test('a macro that defines a macro passes on what is not its own', () => {
  expect(expand('($n:ident) => { macro_rules! $n { ($x:ident) => { $n $x $crate } } }', 'a')).toBe(
    'macro_rules ! a { ( $ x : ident ) => { a $ x $ crate } }',
  );
});

test('repetitions must fit', () => {
  expect(expand('($($a:ident)* ; $($b:ident)*) => { $($a $b)* }', 'x y ; z')).toBe(
    'no-match: variable `b` repeats another number of times than the others',
  );
  expect(expand('($($a:ident)*) => { $a }', 'x')).toBe(
    'no-match: variable `a` is still repeating at this depth',
  );
  expect(expand('($a:ident) => { $($a)* }', 'x')).toBe(
    'no-match: a repetition without a variable that repeats at this depth',
  );
  expect(expand('($($a:ident)*) => { $($a)+ }', '')).toBe('no-match: this must repeat at least once');
});

test('a variable from outside is repeated along', () => {
  expect(expand('($t:ident: $($a:ident)*) => { $(fn $a($t);)* }', 'T: x y')).toBe(
    'fn x ( T ) ; fn y ( T ) ;',
  );
});

test('what stable Rust does not have is unsupported', () => {
  expect(expand('() => { $$ }', '')).toBe('unsupported: `$$` in a macro');
  expect(expand('($($a:ident)*) => { $' + '{count($a)} }', 'x')).toBe(
    'unsupported: a metavariable expression in a macro',
  );
  // Only where the rule is used.
  expect(expand('(a) => { $$ }; (b) => { fine }', 'b')).toBe('fine');
});

test('nothing runs together with what was put in', () => {
  expect(expand('($a:tt $b:tt) => { $a$b &$a }', '& &')).toBe('& & & &');
  expect(expand('($a:tt) => { $a=x }', '=')).toBe('= = x');
});
