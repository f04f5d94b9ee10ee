import { expect, test } from 'vitest';
import { expandMacro, parseMacroRules } from '../../../server/src/resolve/macros';
import { tokenize } from '../../../server/src/syntax/lexer';
import { define } from './support';

/** Kind of error, or `fine`. */
const outcome = (rules: string, args: string): string => {
  const result = expandMacro(define(rules), tokenize(args), 1);
  return 'error' in result ? result.kind : 'fine';
};

test('deep nesting does not end the stack', () => {
  const deep = 50_000;
  expect(outcome('($e:expr) => {}', `${'('.repeat(deep)}${')'.repeat(deep)}`)).toBe('fine');
  expect(outcome('($e:expr) => {}', `${'- '.repeat(deep)}1`)).toBe('fine');
  expect(outcome('($e:expr) => {}', `${'a = '.repeat(deep)}1`)).toBe('limit');
  expect(outcome('($t:ty) => {}', `${'&'.repeat(deep)}u8`)).toBe('limit');
  expect(outcome('($t:ty) => {}', `${'A<'.repeat(deep)}u8${'>'.repeat(deep)}`)).toBe('limit');
  expect(outcome('($p:pat) => {}', `${'x @ '.repeat(deep)}_`)).toBe('limit');
  const repeats = `(${'$('.repeat(deep)}a${')*'.repeat(deep)}) => {}`;
  expect(parseMacroRules(tokenize(repeats))).toEqual({ error: 'repetitions nested too deeply' });
});

test('long lists are no problem', () => {
  expect(outcome('($($e:expr),*) => { $($e)* }', 'a + b,'.repeat(10_000).slice(0, -1))).toBe('fine');
  expect(outcome('($e:expr) => {}', `${'a + '.repeat(20_000)}1`)).toBe('fine');
  expect(outcome('($e:expr) => {}', `${'if a {} else '.repeat(20_000)}{}`)).toBe('fine');
});

test('ways of matching that multiply are given up', () => {
  expect(outcome('($($(a)+ $(a)*)*) => {}', 'a '.repeat(200))).toBe('limit');
});

test('an expansion has a largest size', () => {
  expect(outcome('($($a:tt)*) => { $($a $a $a $a $a $a $a $a $a $a)* }', 'x '.repeat(50_000))).toBe('limit');
  expect(expandMacro(define('() => { a b c }'), [], 1, { tokens: 2 })).toMatchObject({ kind: 'limit' });
});

test('unbalanced arguments do not match', () => {
  expect(outcome('($($t:tt)*) => {}', '( ] )')).toBe('no-match');
});
