import type { Gap } from './gap';

/** Words of unstable trait features that change no name: `auto trait`, `const trait`, `impl const`, `[const] A`, `~const A`, `default impl`, `type const`. */
export const unstableTraits: Gap = {
  name: 'unstable words around traits',
  examples: [
    'auto trait A {}',
    'pub const trait A {}',
    'impl<T> const A for T {}',
    'fn f<T: [const] A + B>() {}',
    'fn f<T: ~const A>() {}',
    'default impl A for B {}',
    'impl A for B { default type X = u8; default const Y: u8 = 1; }',
    'trait A { type const N: usize; }',
  ],
  needs: [],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (code.isWord(i, 'impl')) {
        const after = code.afterAngles(i + 1);
        if (code.isWord(after, 'const')) edits.blank(code.start(after), code.end(after));
      } else if ((code.isWord(i, 'auto') || code.isWord(i, 'const')) && code.isWord(i + 1, 'trait')) {
        edits.blank(code.start(i), code.end(i));
      } else if (
        code.isWord(i, 'default') &&
        ['impl', 'type', 'const'].some((word) => code.isWord(i + 1, word))
      ) {
        edits.blank(code.start(i), code.end(i));
      } else if (code.isWord(i, 'type') && code.isWord(i + 1, 'const')) {
        edits.blank(code.start(i), code.end(i));
      } else if (code.is(i, '~') && code.isWord(i + 1, 'const')) {
        edits.blank(code.start(i), code.end(i + 1));
      } else if (code.is(i, '[') && code.isWord(i + 1, 'const') && code.is(i + 2, ']')) {
        edits.blank(code.start(i), code.end(i + 2));
      }
    }
  },
};
