import type { Code, Gap } from './gap';
import { touches } from './regions';

/**
 * `super` and `crate` as a whole path or its end, `self` as the type or trait of an impl: the grammar expects more behind
 * them. They are renamed for the parse, so that what is wrong with them can be said.
 */
export const pathWord: Gap = {
  name: 'super and crate at the end of a path',
  examples: [
    'fn f() { let _ = &super; }',
    'fn f() { crate(1); }',
    'fn f() { let x = (super { a: 1 }); }',
    'fn f() { let x: Vec<super>; }',
    'fn f() { <crate as a::T>::x; }',
    'fn f() { if let super::super { .. } = g() {} }',
    'impl crate for S {}',
    'impl Tr for self {}',
    'fn f<T: self::super>(x: &dyn super) {}',
  ],
  needs: [],
  rewrite(code, edits, broken) {
    if (broken.length === 0) return;
    for (let i = 0; i < code.count; i++) {
      const ofImpl = code.isWord(i + 1, 'for') || (code.isWord(i - 1, 'for') && code.is(i + 1, '{'));
      const isSelf = ofImpl && code.isWord(i, 'self');
      if (!isSelf && !code.isWord(i, 'super') && !code.isWord(i, 'crate')) continue;
      const goesOn = code.is(i + 1, ':') && code.is(i + 2, ':') && !code.is(i + 3, '<');
      if (goesOn || code.is(i + 1, '!') || isVisibility(code, i)) continue;
      if (touches(broken, code.start(i - 1), code.end(i + 1)))
        edits.replace(code.start(i), '_'.repeat(code.end(i) - code.start(i)));
    }
  },
};

/** `pub(crate)`, `pub(in super::super)`. */
function isVisibility(code: Code, word: number): boolean {
  let at = word - 1;
  while (code.is(at, ':') || (code.isAnyWord(at) && !code.isWord(at, 'in'))) at--;
  if (code.isWord(at, 'in')) at--;
  return code.is(at, '(') && code.isWord(at - 1, 'pub');
}
