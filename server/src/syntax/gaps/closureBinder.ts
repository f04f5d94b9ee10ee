import type { Gap } from './gap';

/** `for<'a> |x| …`: the binder is blanked; lifetimes are not looked up. */
export const closureBinder: Gap = {
  name: 'closures with for<…>',
  examples: [
    "fn f() { let g = for<'a> |x: &'a u8| -> u8 { *x }; }",
    "fn f() { h(for<'a> move |x: &'a u8| {}) }",
  ],
  needs: ['for', '|'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'for')) continue;
      const after = code.afterAngles(i + 1);
      if (after === i + 1) continue;
      const closure =
        ['move', 'async', 'static'].some((word) => code.isWord(after, word)) || code.is(after, '|');
      if (closure) edits.blank(code.start(i), code.end(after - 1));
    }
  },
};
