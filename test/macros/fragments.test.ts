import { expect, test } from 'vitest';
import { renderTokens } from '../../server/src/macros';
import { FRAGMENT_TEXTS } from './fragmentTexts';
import { define, expand, expandTokens, plain } from './support';

/** What a fragment takes from `args`, which goes on with `follow`; `none` if it does not begin there. */
const taken = (fragment: string, args: string, follow = ';', edition = 2021): string => {
  const macro = define(`($x:${fragment} ${follow} $($t:tt)*) => { $x }; ($($t:tt)*) => { none }`, edition);
  const tokens = expandTokens(macro, `${args} ${follow} rest`);
  return plain(renderTokens(tokens.filter((token) => token.fragment === undefined)).text);
};

test.each(Object.entries(FRAGMENT_TEXTS))('%s takes all of it', (fragment, { texts, follow }) => {
  for (const text of texts) expect(taken(fragment, text, follow, 2024)).toBe(plain(text));
});

test('expr: an operator splits what it must', () => {
  expect(expand('($a:expr, $b:expr) => { $b }', 'a < b, c > d')).toBe('c > d');
  expect(expand('($a:expr => $b:expr) => { $b }', '|x| x => |y| y')).toBe('| y | y');
});

test('expr in earlier editions takes neither _ nor const blocks', () => {
  expect(taken('expr', '_', ';', 2021)).toBe('none');
  expect(taken('expr', 'const { 1 }', ';', 2021)).toBe('none');
  expect(taken('expr', 'const { 1 }', ';', 2024)).toBe('const { 1 }');
  expect(taken('expr_2021', 'const { 1 }', ';', 2024)).toBe('none');
});

test('vis may be empty, but not at the end', () => {
  const rules = '($v:vis struct $n:ident) => { [$v] $n }; ($v:vis) => { only }';
  expect(expand(rules, 'pub(crate) struct A')).toBe('[ pub ( crate ) ] A');
  expect(expand(rules, 'struct A')).toBe('[ ] A');
  expect(expand('($v:vis) => { only }', '')).toContain('no-match');
  expect(expand('($v:vis $t:ty) => { [$v] $t }', 'pub (A, B)')).toBe('[ pub ] ( A , B )');
});

test('pat_param stops at an alternative, as pat did before 2021', () => {
  expect(taken('pat_param', 'A', '|')).toBe('A');
  expect(taken('pat', 'A', '|', 2018)).toBe('A');
});

test('a block is a whole statement', () => {
  expect(expand('($s:stmt ; $($t:tt)*) => { $s }; ($($t:tt)*) => { none }', '{ 1 } - 1 ;')).toBe('none');
});

test('ident takes keywords but no underscore, literal one minus', () => {
  expect(taken('ident', '_')).toBe('none');
  expect(() => taken('literal', '- -1')).toThrow('no-match: unexpected `-`');
});
