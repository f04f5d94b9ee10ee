import { expect, it } from 'vitest';
import { expandGlob } from '../../server/src/project/glob';
import { memory } from './memory';

const files = memory({ 'a/b/c/Cargo.toml': '', 'a/d/Cargo.toml': '', 'e/Cargo.toml': '' });

it('`**` several times finds what it finds once, at no greater cost', () => {
  const cost = (pattern: string): [folders: string[], questions: number] => {
    let questions = 0;
    const counting = {
      ...files,
      list(path: string) {
        questions++;
        return files.list(path);
      },
    };
    return [expandGlob(counting, '/w', pattern), questions];
  };
  const [once, questions] = cost('**');
  expect(once).toEqual(['/w', '/w/a', '/w/a/b', '/w/a/b/c', '/w/a/d', '/w/e']);
  expect(cost('**/'.repeat(200))).toEqual([once, questions]);
  const [deep, more] = cost(`${'**/*/'.repeat(3)}**`);
  expect(deep).toEqual(['/w/a/b/c']);
  expect(more).toBeLessThan(questions * 8);
});
