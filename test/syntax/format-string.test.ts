import { expect, test } from 'vitest';
import { formatCaptures } from '../../server/src/syntax/formatString';

/** Names, each with what the offsets cut out of the literal. */
const captures = (literal: string): string[] =>
  formatCaptures(literal).map(({ name, start, end }) => {
    expect(literal.slice(start, end)).toBe(name);
    return name;
  });

test('names in braces are captured', () => {
  expect(captures('"{a} {b:?} {c:#x} { d } {self} {äö}"')).toEqual(['a', 'b', 'c', 'd', 'self', 'äö']);
});

test('positions and doubled braces are not', () => {
  expect(captures('"{} {0} {:?} {0:x} {{a}} {{{b}}}"')).toEqual(['b']);
});

test('width and precision can be names', () => {
  expect(
    captures('"{:width$} {:.prec$} {0:w$.p$} {a:>b$} {c:*^d$.e$?} {:0f$} {:.*} {:3$} {:1$.2$x}"'),
  ).toEqual(['width', 'prec', 'w', 'p', 'a', 'b', 'c', 'd', 'e', 'f']);
});

test('types are not names', () => {
  expect(captures('"{:x} {:#?} {:x?} {:08.3e}"')).toEqual([]);
});

test('a brace can be a fill character', () => {
  expect(captures('"{a:{<5} {b:}^x$}"')).toEqual(['a', 'b', 'x']);
});

test('offsets are right behind escapes and in raw strings', () => {
  expect(captures('"\\n\\u{41}\\"{a}"')).toEqual(['a']);
  expect(captures('r#"\\n"{a}"#')).toEqual(['a']);
  expect(captures('"x\\\n    {a}"')).toEqual(['a']);
  expect(formatCaptures('"\\u{7b}a}"')).toEqual([{ name: 'a', start: 7, end: 8 }]);
});

test('other literals and bad format strings capture nothing', () => {
  for (const literal of ['b"{a}"', "'a'", '1', '"{a"', '"{a b}"', '"{a:!}"', '"{"', '"a}"']) {
    expect(captures(literal)).toEqual([]);
  }
});
