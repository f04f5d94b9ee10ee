import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';
import { knownTexts } from '../edits/knownTexts';
import { sequence } from '../edits/sequence';
import { faultyBundle, withMistake } from '../power/faultyEngine';
import { MISTAKES } from './mistakes';

test.each(MISTAKES)('can be made: $rule', async (mistake) => {
  const text = readFileSync(resolve(import.meta.dirname, '../../..', mistake.file), 'utf8');
  const changed = withMistake(text, mistake);
  expect(changed).not.toBe(text);
  expect((await transform(changed, { loader: 'ts' })).code).not.toBe('');
});

test('edits find an analysis that keeps what it knew of bodies', async () => {
  const mistake = MISTAKES.find(({ rule }) => rule === 'everything known of bodies outlives them')!;
  const { createSideBySide, loadParts } = await faultyBundle(mistake);
  const alone = await loadParts();
  const parts = { ...alone, parser: knownTexts(alone.parser) };
  const found = [1, 2, 3, 4, 5].some(
    (seed) => sequence(seed, { parts, alone, create: createSideBySide }).what !== undefined,
  );
  expect(found).toBe(true);
});
