import { expect, test } from 'vitest';
import { commentsIn } from '../../server/src/syntax/comments';

test('comments are what is neither token nor white space', () => {
  const text = [
    '#!/usr/bin/env run',
    '//! module // still it',
    'const A: &str = "// no comment"; // one ',
    "/* a /* nested */ b */ const B: char = '\"'; /**/ // two\r",
    'let r = r#"/* no */"#; /* open',
  ].join('\n');
  expect(commentsIn(text).map((comment) => comment.text)).toEqual([
    'module // still it',
    'one',
    'a /* nested */ b',
    '',
    'two',
    'open',
  ]);
});

test('they know the tokens around them', () => {
  const text = 'a // x\n  b /* y */';
  const [first, second] = commentsIn(text);
  expect(first).toMatchObject({ start: 2, end: 6, previous: 0, next: 9 });
  expect(second).toMatchObject({ start: 11, end: 18, previous: 9, next: 18 });
});
