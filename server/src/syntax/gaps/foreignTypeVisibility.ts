import type { Gap } from './gap';

/** `pub type T;` in an extern block: the grammar has no visibility there. It is blanked and remembered. */
export const foreignTypeVisibility: Gap = {
  name: 'visibility of foreign types',
  examples: ['extern "C" { pub type T; }', 'extern "C" { pub(crate) type T<U>; }'],
  needs: ['extern', 'type'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'pub')) continue;
      const type = code.is(i + 1, '(') ? code.closing(i + 1) + 1 : i + 1;
      if (
        !code.isWord(type, 'type') ||
        !code.isAnyWord(type + 1) ||
        !code.is(code.afterAngles(type + 2), ';')
      )
        continue;
      edits.removeVisibility([code.start(i), code.end(type - 1)], code.start(type));
    }
  },
};
