/** What several views say of one place: what is one finding, and what is not. */
import { expect, it } from 'vitest';
import type { Finding } from '../../server/src/diagnose/finding';
import { joinFindings } from '../../server/src/diagnose/joined';

const problem = (message: string, more: Partial<Finding> = {}): Finding => ({
  code: 'project',
  severity: 'warning',
  file: '/w/Cargo.toml',
  start: 0,
  end: 0,
  name: '',
  message,
  candidates: [],
  crate: '',
  module: 'crate',
  category: 'other',
  related: [],
  ...more,
});

/** `a 0 1`: what is said, and in which views. */
const joined = (...byView: (readonly Finding[])[]): string[] =>
  joinFindings(byView, () => 'resolves', true).map(({ finding, views, others }) =>
    [finding.message, ...views, ...others.map((other) => `else ${other.finding.message}`)].join(' '),
  );

const [a, b, c] = [problem('a'), problem('b'), problem('c')];

it.each([
  ['two problems at one place of one view', [[a, b], []], ['a 0', 'b 0']],
  [
    'the same ones of two views',
    [
      [a, b],
      [a, b],
    ],
    ['a 0 1', 'b 0 1'],
  ],
  [
    'in another order',
    [
      [a, b],
      [b, a],
    ],
    ['a 0 1', 'b 0 1'],
  ],
  ['one that another view has alone', [[a, b], [b]], ['a 0', 'b 0 1']],
  ['one that comes first elsewhere', [[b], [a, b]], ['b 0 1', 'a 1']],
  ['one problem in other words', [[a], [b]], ['a 0 1 else b']],
  [
    'what is left in other words',
    [
      [a, b],
      [c, a],
    ],
    ['a 0 1', 'b 0 1 else c'],
  ],
  ['one that is told twice', [[a, a], [a]], ['a 0 1']],
])('%s', (_, byView, expected) => {
  expect(joined(...byView)).toEqual(expected);
});

it('a name is found fault with once at a place', () => {
  const named = (message: string): Finding => problem(message, { name: 'x', code: 'unresolved-name' });
  expect(joined([named('a'), named('b')], [named('b')])).toEqual(['a 0 1 else b']);
});
