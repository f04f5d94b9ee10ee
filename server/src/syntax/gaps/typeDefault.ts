import { type Gap, REACH } from './gap';
import { touches } from './regions';

/** `type A: B = C;` in a trait: the grammar knows bounds or a default. The default is blanked; what it names is not checked. */
export const typeDefault: Gap = {
  name: 'associated types with bounds and a default',
  examples: [
    'trait A { type B: Copy = u8; }',
    "trait A { type B<'a>: Iterator<Item = &'a u8> + C = D<[u8; 2]> where Self: 'a; fn f(); }",
  ],
  needs: ['type', ':', '='],
  rewrite(code, edits, broken) {
    for (let i = 0; i < code.count; i++) {
      if (!code.isWord(i, 'type') || !code.isAnyWord(i + 1)) continue;
      const colon = code.afterAngles(i + 2);
      if (!code.is(colon, ':')) continue;
      let equals = -1;
      let at = colon + 1;
      for (; at < code.count && at < colon + REACH && !code.is(at, ';') && !code.isClosing(at); at++) {
        if (code.isOpening(at)) at = code.closing(at);
        else if (code.is(at, '<')) at = Math.max(code.afterAngles(at) - 1, at);
        else if (code.is(at, '=') && equals < 0) equals = at;
      }
      if (equals < 0 || !code.is(at, ';') || !touches(broken, code.start(i), code.end(at))) continue;
      edits.blank(code.start(equals), code.start(at));
    }
  },
};
