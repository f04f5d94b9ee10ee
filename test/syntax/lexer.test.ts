import { expect, test } from 'vitest';
import { matchDelimiters, splitTopLevel, tokenize, unquote } from '../../server/src/syntax/lexer';

/** Texts of the tokens, one space between them. */
const texts = (rust: string): string =>
  tokenize(rust)
    .map((token) => token.text)
    .join(' ');

/** `kind text` of each token. */
const kinds = (rust: string): string[] => tokenize(rust).map((token) => `${token.kind} ${token.text}`);

test('identifiers are whole, raw and non-ASCII ones too', () => {
  expect(kinds('seL4_CPtr r#type äöü_1 _')).toEqual([
    'identifier seL4_CPtr',
    'identifier r#type',
    'identifier äöü_1',
    'identifier _',
  ]);
});

test('a lifetime is no character literal', () => {
  expect(kinds("'a 'static 'r#x 'a' '\\'' '\\u{1f600}' '😀' b'x' '''")).toEqual([
    "lifetime 'a",
    "lifetime 'static",
    "lifetime 'r#x",
    "literal 'a'",
    "literal '\\''",
    "literal '\\u{1f600}'",
    "literal '😀'",
    "literal b'x'",
    "literal '''",
  ]);
});

test('string literals of every kind', () => {
  const literals = [
    '"a\\"b"',
    'r"\\"',
    'r#"a"b"#',
    'b"x"',
    'br##"a"#b"##',
    'c"x"',
    'cr#"y"#',
    '"x"suffix',
    '"two\nlines"',
  ];
  expect(kinds(literals.join(' '))).toEqual(literals.map((text) => `literal ${text}`));
});

test('numbers: ranges, calls and tuple fields are not floats', () => {
  expect(texts('1..2 1.foo() 1. 1.5 1.5e-3f32 1e5 1_000u64 0xffu8 0b1010_0101 0o17')).toBe(
    '1 . . 2 1 . foo ( ) 1. 1.5 1.5e-3f32 1e5 1_000u64 0xffu8 0b1010_0101 0o17',
  );
  expect(texts('0xE+1 t.0.1 1em 1e+ 1._x')).toBe('0xE + 1 t . 0.1 1em 1e + 1 . _x');
});

test('comments are skipped, nested ones and doc comments too', () => {
  expect(texts('a // b\n/* /* c */ */ d /// doc\n//! inner\n/** e */ f')).toBe('a d f');
});

test('doc comments become attributes where a macro needs them', () => {
  const tokens = tokenize('/// about\nx /**/ //// no\n//! y', { docComments: true });
  expect(tokens.map((token) => token.text).join(' ')).toBe(
    '# [ doc = r###" about"### ] x # ! [ doc = r###" y"### ]',
  );
  expect([tokens[0]!.start, tokens[5]!.end]).toEqual([0, 9]);
});

test('punctuation is one character, joint if more follows directly', () => {
  expect(tokenize('a::b -> c, & &d').map((token) => token.text + (token.joint ? '~' : ''))).toEqual([
    'a',
    ':~',
    ':',
    'b',
    '-~',
    '>',
    'c',
    ',',
    '&',
    '&',
    'd',
  ]);
  expect(tokenize('+// x').map((token) => token.joint)).toEqual([undefined]);
});

test('offsets are UTF-16 offsets in the whole text', () => {
  const text = 'x "😀" seL4_Yield';
  const [, , name] = tokenize(text, { source: 7, context: 3 });
  expect(name).toEqual({ kind: 'identifier', text: 'seL4_Yield', start: 7, end: 17, source: 7, context: 3 });
  expect(tokenize(text, { start: 7, end: 11 })).toEqual([
    { kind: 'identifier', text: 'seL4', start: 7, end: 11, source: 0, context: 0 },
  ]);
});

test('what does not end ends at the end', () => {
  for (const text of [
    '"abc',
    'r#"abc"',
    '/* abc',
    "'a",
    "b'",
    '/* /* */',
    "'\\",
    '"\\',
    'r###',
    '\\',
    '`',
    '\0',
  ]) {
    const tokens = tokenize(text);
    expect(tokens.every((token) => token.end <= text.length)).toBe(true);
  }
});

test('a #! line is skipped, an inner attribute is not', () => {
  expect(texts('#!/usr/bin/env run\nfn')).toBe('fn');
  expect(texts('#![no_std]')).toBe('# ! [ no_std ]');
  expect(texts('#! /* x */ [no_std]')).toBe('# ! [ no_std ]');
});

test('delimiters are matched, strays stay alone', () => {
  expect([...matchDelimiters(tokenize('( [ ] ) }'))]).toEqual([3, 2, 1, 0, -1]);
  expect([...matchDelimiters(tokenize('( ] )'))]).toEqual([2, -1, 0]);
});

test('splitting looks at the top level only', () => {
  const parts = (rust: string): string[] =>
    splitTopLevel(tokenize(rust), ',').map((part) => part.map((token) => token.text).join(''));
  expect(parts('a, f(b, c), [d, e],')).toEqual(['a', 'f(b,c)', '[d,e]']);
  expect(parts('')).toEqual([]);
  expect(parts(',a')).toEqual(['', 'a']);
});

test('string literals stand for strings', () => {
  expect(unquote('"a\\n\\t\\\\\\"\\0\\x41\\u{1F6_00}"')).toBe('a\n\t\\"\0A\u{1f600}');
  expect(unquote('r#"a\\"b"#')).toBe('a\\"b');
  expect(unquote('b"\\xff"')).toBe('\xff');
  expect(unquote('c"path"')).toBe('path');
  expect(unquote('"a\\\n    b"')).toBe('ab');
  expect(unquote('"a\r\nb"')).toBe('a\nb');
});

test('what is no string literal stands for none', () => {
  for (const text of [
    '1',
    "'a'",
    'abc',
    '"a',
    '"a"suffix',
    '"\\q"',
    '"\\x4"',
    '"\\u{110000}"',
    '"',
    'r#"a"',
    '"a"b"',
  ]) {
    expect(unquote(text)).toBeUndefined();
  }
});

test('reading ends behind the last token that is wanted; each is asked about, the last of the text too', () => {
  const asked: string[] = [];
  const read = (text: string, last: string): string[] =>
    tokenize(text, {
      isLast: (token) => {
        asked.push(token.text);
        return token.text === last;
      },
    }).map(({ text: word }) => word);
  expect(read('a(b) c', ')')).toEqual(['a', '(', 'b', ')']);
  expect(read('a(b)', 'nothing')).toEqual(['a', '(', 'b', ')']);
  expect(asked).toEqual(['a', '(', 'b', ')', 'a', '(', 'b', ')']);
});
