import type { Gap } from './gap';

/** A variable named `raw` behind `&`: the grammar expects `&raw const` there. It is renamed for the parse. */
export const rawVariable: Gap = {
  name: 'a variable named raw behind &',
  examples: ['fn f(raw: &[u8]) { g(&raw); h(&raw[1..], &raw.x) }'],
  needs: ['raw', '&'],
  rewrite(code, edits) {
    for (let i = 1; i < code.count; i++) {
      if (!code.isWord(i, 'raw') || !code.is(i - 1, '&')) continue;
      if (!code.isWord(i + 1, 'const') && !code.isWord(i + 1, 'mut')) edits.replace(code.start(i), 'rav');
    }
  },
};
