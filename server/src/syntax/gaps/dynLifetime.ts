import type { Gap } from './gap';
import { LITERAL } from './scan';

/** `dyn 'a + T`: the grammar wants the trait first. The lifetime is blanked; lifetimes are not looked up. */
export const dynLifetime: Gap = {
  name: 'dyn with the lifetime first',
  examples: ["fn f(x: &(dyn 'static + A)) {}", "type T = Box<dyn 'a + A>;"],
  needs: ['dyn', "'"],
  rewrite(code, edits) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'dyn') || code.kind(i + 1) !== LITERAL || !code.is(i + 2, '+')) continue;
      if (code.text[code.start(i + 1)] === "'") edits.blank(code.start(i + 1), code.end(i + 2));
    }
  },
};
