import type { Code, Gap } from './gap';
import { touches } from './regions';

/** `where [(); N]: {`, `where T:, U: A`: a bound may be empty. `!` takes its place. */
export const emptyPredicate: Gap = {
  name: 'empty bounds in where clauses',
  examples: [
    'struct S<const N: usize> where [(); N]: { a: [u8; N] }',
    'impl<const N: usize> S<N> where [(); { N + 1 }]:, {}',
    'fn f<T, U>() where T:, U: A, [(); N] :{}',
    'trait A { fn f<T>() where T:; fn g<T, U>() where T:,U:,{} }',
    'fn f<T>() where T:/* b */{}',
  ],
  needs: ['where', ':'],
  rewrite(code, edits, broken) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'where')) continue;
      let first = i + 1;
      let at = first;
      for (; at < code.count && !code.is(at, '{') && !code.is(at, ';'); at++) {
        if (code.isOpening(at)) at = code.closing(at);
        else if (code.is(at, ',')) first = at + 1;
        else if (
          code.is(at, ':') &&
          ENDS.some((end) => code.is(at + 1, end)) &&
          touches(broken, code.start(at - 1), code.end(at + 1))
        )
          edits.replace(...filled(code, first, at));
      }
      i = at;
    }
  },
};

const ENDS: readonly string[] = [',', '{', ';'];

/** What takes the place of the colon of an empty bound, and where. */
function filled(code: Code, first: number, colon: number): readonly [start: number, text: string] {
  const at = code.start(colon);
  const next = code.start(colon + 1);
  const isBlank = (offset: number): boolean => code.text.charCodeAt(offset) <= 32;
  if (isBlank(at + 1)) return [at, ':!'];
  if (isBlank(at - 1)) return [at - 1, ':!'];
  const isComma = code.is(colon + 1, ',');
  // The comma goes one further, or is not needed, as the clause ends there.
  if (isComma && next === at + 1 && isBlank(next + 1)) return [at, ':!,'];
  if (isComma && next === at + 1 && (code.is(colon + 2, '{') || code.is(colon + 2, ';'))) return [at, ':!'];
  // There is no room: what such a bound is on is not checked.
  const start = code.start(first);
  return [start, ' '.repeat((isComma ? next + 1 : next) - start)];
}
