/** Paths that somebody is typing. */
import { expect, test } from 'vitest';
import { loadParts } from '../../server/src/analysis/nodeParts';

const { parser } = await loadParts();

test.each([
  'pub fn a(x: sys::) {}',
  'pub fn a(x: sys:) {}',
  'fn f() -> sys:: {}',
  'struct S { x: sys:: }',
  'fn g() { let x: sys:: = 1; }',
  'fn h(x: Option<sys ::>) {}',
  'type T = sys::;',
  'fn i() { sys::; }',
  'fn i() { sys::. }',
  'fn i() { sys:: }',
  'fn k() { x(sys::, 1) }',
  'fn l() { match a { sys:: => {} _ => {} } }',
])('what a path has so far is not what it will stand for: %s', (text) => {
  const path = parser.lowerFile(text).references.filter(({ segments }) => segments[0] === 'sys');
  expect(path).toMatchObject([{ segments: ['sys'], broken: true }]);
});

test('a path that ends is whole, whatever does not parse elsewhere', () => {
  const { references } = parser.lowerFile(
    'fn f(x: sys) { sys; sys::<u8>(); sys::<a b>::two(); sys :: one(); gone:: }',
  );
  const broken = references.filter((each) => each.broken).map(({ segments }) => segments.join('::'));
  expect(broken).toEqual(['b', 'gone']);
});

test('a path does not go on behind what does not parse', () => {
  const { references } = parser.lowerFile('fn f() { gone::; sys }');
  expect(references).toMatchObject([{ segments: ['gone', 'sys'], broken: true }]);
});
