import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { analyse, reportedBy } from '../../support/checkFixture';
import { parseFixture } from '../../support/fixture';
import { faultyEngine, withMistake } from './faultyEngine';
import { MISTAKES } from './mistakes';

const sourceOf = (file: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../..', file), 'utf8');

describe('deliberate mistakes', () => {
  test.each(MISTAKES)('can be made: $rule', async (mistake) => {
    const text = sourceOf(mistake.file);
    const changed = withMistake(text, mistake);
    expect(changed).not.toBe(text);
    expect((await transform(changed, { loader: 'ts' })).code).not.toBe('');
  });

  test('a text that is no longer there is named', () => {
    const gone = { rule: 'gone', file: 'a.ts', changes: [{ from: 'b', to: 'c' }] };
    expect(() => withMistake('a', gone)).toThrow('“gone” cannot be made: a.ts has 0 times `b`');
    expect(() => withMistake('b b', gone)).toThrow('2 times');
  });

  test('an engine with a mistake is another engine', async () => {
    const visible = MISTAKES.find(({ rule }) => rule === 'everything is visible from everywhere')!;
    const fixture = parseFixture(`
//- /src/lib.rs
mod m { fn private() {} }
fn f() { m::private(); }
`);
    const engine = await faultyEngine(visible);
    expect(reportedBy(await analyse(fixture)).map(({ code }) => code)).toEqual(['E0603']);
    expect(reportedBy(await analyse(fixture, undefined, engine))).toEqual([]);
  });
});
