import { expect, test } from 'vitest';
import { renderTokens } from '../../server/src/macros';
import { tokenize } from '../../server/src/syntax/lexer';
import { CALL, define, expandTokens } from './support';

const shape = (rust: string): string[] =>
  tokenize(rust).map(({ kind, text, joint }) => `${kind} ${text} ${joint ?? ''}`);

test('the text reads back as the same tokens', () => {
  for (const rust of [
    'a::b -> c ..= d && e & & f >>= g > > h',
    "fn f<'a>(x: &'a u8) -> Vec<Vec<u8>> { x.0.1 + 1.5 + 1 .abs() - -1 }",
    'r #"x" r#"x"# b "x" b\'a\' c\'a "x" y',
    "'a 'b' 'c : loop {} #![a] #[b] # \"x\"",
    '1. .. 2 1..2 x. 0 .5 / / * / *',
    'a < - b <- c : : d :: e | | || = = == ! = !=',
    'macro_rules! m { ($($x:ident),*) => { $crate::f($x) } }',
    '{} { } } else { if x {}',
    '$ x $x $ ( a ) * $(a)*',
  ]) {
    expect(shape(renderTokens(tokenize(rust)).text)).toEqual(shape(rust));
  }
});

test('an offset leads back to the token', () => {
  const call = 'seL4_Yield';
  const { text, origin, starts } = renderTokens(
    expandTokens(define('($f:expr) => { unsafe { $f() } }'), call),
  );
  const at = text.indexOf(call);
  expect(origin(at)).toMatchObject({ text: call, source: CALL, start: 0, end: call.length });
  expect(origin(at + call.length - 1)).toBe(origin(at));
  expect(origin(at + call.length)).toMatchObject({ text: '(' });
  expect(origin(-1)).toBeUndefined();
  expect(origin(text.length)).toBeUndefined();
  expect(starts.every((start, i) => i === 0 || start >= starts[i - 1]!)).toBe(true);
});

test('parentheses that nobody wrote come from nowhere', () => {
  const { text, origin } = renderTokens(expandTokens(define('($f:expr) => { $f? }'), 'a + b'));
  expect(text).toBe('(a +b)?');
  expect(origin(0)).toBeUndefined();
  expect(origin(1)).toMatchObject({ text: 'a', source: CALL });
});

test('no tokens make no text', () => {
  expect(renderTokens([])).toMatchObject({ text: '', starts: [] });
});
