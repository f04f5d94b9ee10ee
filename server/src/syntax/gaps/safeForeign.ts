import type { Gap } from './gap';

/** `safe fn`, `safe static`, `unsafe static` in extern blocks (edition 2024): the qualifier is blanked. */
export const safeForeign: Gap = {
  name: 'safe and unsafe foreign items',
  examples: ['extern "C" { pub safe fn f(); unsafe static S: u8; }'],
  needs: ['safe', 'extern'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      const safe = code.isWord(i, 'safe');
      if (!safe && !code.isWord(i, 'unsafe')) continue;
      const before = code.is(i - 1, '{') || code.is(i - 1, ';') || code.is(i - 1, ']') || code.is(i - 1, ')');
      if (!before && !code.isWord(i - 1, 'pub')) continue;
      const qualified = code.isWord(i + 1, 'static') || (safe && code.isWord(i + 1, 'fn'));
      if (qualified) edits.blank(code.start(i), code.end(i));
    }
  },
};
