import type { Gap } from './gap';
import { LITERAL } from './scan';

/** `unsafe extern "C" { … }` (edition 2024): the grammar takes it for a function; `unsafe` is blanked. */
export const unsafeExtern: Gap = {
  name: 'unsafe extern blocks',
  examples: ['unsafe extern "C" { fn f(); }', 'unsafe extern { fn f(); }'],
  needs: ['unsafe', 'extern'],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'unsafe') || !code.isWord(i + 1, 'extern')) continue;
      const open = code.kind(i + 2) === LITERAL ? i + 3 : i + 2;
      if (code.is(open, '{')) edits.blank(code.start(i), code.end(i));
    }
  },
};
