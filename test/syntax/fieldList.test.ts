import { describe, expect, test } from 'vitest';
import { endOfGenerics, hasAttributesInCall, readFieldList } from '../../server/src/syntax/fieldList';

/** `name` for each field, `..`, and `#` where attributes stand. */
function read(text: string): string | undefined {
  const list = readFieldList(text, 0);
  if (!list) return undefined;
  for (const { name, start, end } of list.fields) expect(text.slice(start, end).replace('r#', '')).toBe(name);
  expect(text[list.end - 1]).toBe('}');
  const more = [...(list.rest ? ['..'] : []), ...(list.attributes ? ['#'] : [])];
  return [...list.fields.map(({ name }) => name), ...more].join(' ');
}

describe('lists of fields', () => {
  test('of literals', () => {
    expect(read(' { a: 1, b, c: S { x: 1, y }, d: [1, 2], }')).toBe('a b c d');
    expect(read('{ a: f(1, 2), ..Default::default() } + 1')).toBe('a ..');
    expect(read('{ 0: 1, r#type: 2 }')).toBe('0 type');
    expect(read('::<u8, fn() -> u8> { t: 1 }')).toBe('t');
    expect(read('{}')).toBe('');
  });

  test('of patterns', () => {
    expect(read('{ a, ref b, ref mut c, mut d, e: Some(x @ 1..=2), .. }')).toBe('a b c d e ..');
    expect(read('{ a: Q { b: (c, _), .. }, f }')).toBe('a f');
  });

  test('with attributes', () => {
    expect(read('{ #[cfg(x)] a: 1, b: 2 }')).toBe('b #');
  });

  test('what is no list', () => {
    for (const text of ['', '(1)', '{ a: 1', '{ let x = 1; x }', '{ f(1) }', '{ 1 }', '::<u8'])
      expect(read(text), text).toBeUndefined();
  });
});

test('generic arguments behind a path', () => {
  expect(endOfGenerics('f::<u8>(1)', 1)).toBe(7);
  expect(endOfGenerics('f :: <Vec<u8>, fn() -> u8> (1)', 1)).toBe(26);
  expect(endOfGenerics('f(a::<u8>())', 1)).toBe(1);
  expect(endOfGenerics('f::<u8', 1)).toBe(1);
});

test('attributes among arguments', () => {
  expect(hasAttributesInCall('(#[cfg(x)] 1, 2)', 0)).toBe(true);
  expect(hasAttributesInCall('(1, || { #[cfg(x)] 1 })', 0)).toBe(false);
});
