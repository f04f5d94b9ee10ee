import { describe, expect, it } from 'vitest';
import { readGitlinks } from '../../server/src/bindings/gitIndex';
import { gitIndex } from './gitIndexBytes';

const COMMIT = '285045d9'.repeat(5);
const ENTRIES = [
  { path: '.gitmodules' },
  { path: 'external/rust-sel4', commit: COMMIT },
  { path: 'runtime/main.rs' },
];

describe('submodules in git’s index', () => {
  it.each([2, 3, 4] as const)('are read in version %i', (version) => {
    expect(readGitlinks(gitIndex(ENTRIES, version))).toEqual([
      { path: 'external/rust-sel4', commit: COMMIT },
    ]);
  });

  it('are none in an index without any', () => {
    expect(readGitlinks(gitIndex([{ path: 'a' }], 2))).toEqual([]);
  });

  it('are unknown in an index that is cut off, of another version, or something else', () => {
    const whole = gitIndex(ENTRIES, 2);
    for (let length = 0; length < whole.length - 20; length += 3)
      expect(readGitlinks(whole.subarray(0, length))).toBeUndefined();
    expect(readGitlinks(gitIndex(ENTRIES, 9))).toBeUndefined();
    expect(readGitlinks(new TextEncoder().encode('not an index at all, but long enough'))).toBeUndefined();
  });
});
