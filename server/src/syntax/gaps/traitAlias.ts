import type { Gap } from './gap';

/** `trait A = B + C;`: parsed as a type alias, told apart by the text. */
export const traitAlias: Gap = {
  name: 'trait aliases',
  examples: ['trait A = B + C;', 'pub trait A<T> = B<T>;'],
  needs: ['trait', '='],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'trait') || !code.isAnyWord(i + 1)) continue;
      if (code.is(code.afterAngles(i + 2), '=')) edits.replace(code.start(i), 'type ');
    }
  },
};
