import { expect, test } from 'vitest';
import { expandMacro, parseMacroRules, renderTokens } from '../../server/src/macros';
import { tokenize } from '../../server/src/syntax/lexer';
import type { Token } from '../../server/src/syntax/token';
import { define, OWN, plain } from './support';

/** Kind of error, or `fine`. */
const outcome = (rules: string, args: string): string => {
  const result = expandMacro(define(rules), tokenize(args), OWN);
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
  expect(expandMacro(define('() => { a b c }'), [], OWN, { tokens: 2 })).toMatchObject({ kind: 'limit' });
});

test('unbalanced arguments do not match', () => {
  expect(outcome('($($t:tt)*) => {}', '( ] )')).toBe('no-match');
});

test('any tokens may be given to any fragment', () => {
  const soup = (
    'a fn struct impl pub let if else match for in while unsafe const async static return break dyn as mut ref use _ ' +
    "self $crate $ : :: , ; => -> = == < > << & && | || + - * ! ? . .. ..= # @ 1 1.5 'a ( ) [ ] { } union gen do try"
  ).split(' ');
  let seed = 1;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const fragments = ['block', 'expr', 'item', 'literal', 'meta', 'pat', 'path', 'stmt', 'tt', 'ty', 'vis'];
  const macros = fragments.map((fragment) =>
    define(
      `($x:${fragment}) => { $x + $x }; ($x:${fragment} $($t:tt)*) => { $($t)* $x }; ($($t:tt)*) => { $($t)* }`,
      2024,
    ),
  );
  for (let round = 0; round < 5000; round++) {
    let tokens: readonly Token[] = tokenize(
      Array.from({ length: random(10) }, () => soup[random(soup.length)]).join(' '),
    );
    for (let turn = 1; turn < 4; turn++) {
      const result = expandMacro(macros[random(macros.length)]!, tokens, { context: turn, sources: 0 });
      if ('error' in result) break;
      tokens = result.tokens;
      expect(plain(renderTokens(tokens).text).length).toBeGreaterThanOrEqual(0);
    }
  }
});

test('a macro that calls itself with ever more is not followed to the end', async () => {
  const { analyse } = await import('../support/checkFixture');
  const { parseFixture } = await import('../support/fixture');
  const grows = 'macro_rules! grow { ($($t:tt)*) => { grow!($($t)* a); } }\n';
  const analysis = await analyse(
    parseFixture(
      `//- /src/lib.rs\n${grows}grow!(${'b '.repeat(20_000)});\nfn f() { seL4_Gone() }\nmod m { fn g() { seL4_Gone() } }\n`,
    ),
  );
  // The module may have got any name; a module in it has not.
  expect(analysis.allFindings().filter(({ code }) => code === 'unresolved-name')).toHaveLength(1);
});
