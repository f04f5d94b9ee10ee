import type { Code, Gap } from './gap';
import { touches } from './regions';

/**
 * `super` and `crate` as a whole path or its end, `self` as a type, a bound or the trait of an impl: the grammar expects more
 * behind them. They are renamed for the parse, so that what is wrong with them can be said.
 */
export const pathWord: Gap = {
  name: 'super and crate at the end of a path',
  examples: [
    'fn f() { let _ = &super; }',
    'fn f() { crate(1); }',
    'fn f() { let x = (super { a: 1 }); }',
    'fn f() { let x: Vec<super>; }',
    'fn f() { super::<u8> }',
    'fn f() { <crate as a::T>::x; }',
    'fn f() { if let super::super { .. } = g() {} }',
    'impl crate for S {}',
    'impl Tr for self {}',
    'fn f<T: self::super>(x: &dyn super) {}',
    'fn f() { <self as a::T>::x; let y: self = <self>::x; }',
    'fn f() -> self {}',
    'fn f() { if let self { .. } = g() {} }',
    'impl<T: self> A<T> {}',
    'fn f<T: self, U>(x: &dyn self) where U: self {}',
  ],
  needs: [],
  rewrite(code, edits, broken) {
    if (broken.length === 0) return;
    for (let i = 0; i < code.count; i++) {
      const isSelf = code.isWord(i, 'self') && (isOfImpl(code, i) || isType(code, i) || isBound(code, i));
      if (!isSelf && !code.isWord(i, 'super') && !code.isWord(i, 'crate')) continue;
      const goesOn = code.is(i + 1, ':') && code.is(i + 2, ':') && !code.is(i + 3, '<');
      if (goesOn || code.is(i + 1, '!') || isVisibility(code, i)) continue;
      // The grammar misses a name behind the colons of `super::<u8>`.
      const colons = code.is(i + 1, ':') && code.is(i + 2, ':');
      if (touches(broken, code.start(i - 1), code.end(colons ? i + 2 : i + 1)))
        edits.replace(code.start(i), '_'.repeat(code.end(i) - code.start(i)));
    }
  },
};

/** `impl self for S`, `impl T for self`. */
function isOfImpl(code: Code, word: number): boolean {
  return code.isWord(word + 1, 'for') || (code.isWord(word - 1, 'for') && code.is(word + 1, '{'));
}

/** `<self as T>`, `<self>`, `let x: self;`, `-> self`, `let self { .. }`: where a value might stand the grammar takes it. */
function isType(code: Code, word: number): boolean {
  if (code.isWord(word - 1, 'let')) return code.is(word + 1, '{');
  if (code.is(word - 1, '<')) return code.isWord(word + 1, 'as') || code.is(word + 1, '>');
  if (code.is(word - 1, '>')) return code.is(word - 2, '-');
  const annotates = code.is(word - 1, ':') && !code.is(word - 2, ':');
  return annotates && (code.is(word + 1, ';') || code.is(word + 1, '='));
}

/** `<T: self>`, `where T: self {`, `dyn self`: no value stands there. */
function isBound(code: Code, word: number): boolean {
  if (code.isWord(word - 1, 'dyn') || code.isWord(word - 1, 'impl')) return true;
  if (!code.is(word - 1, ':') || code.is(word - 2, ':')) return false;
  return code.is(word - 3, '<') || code.is(word + 1, '>') || code.is(word + 1, '{');
}

/** `pub(crate)`, `pub(in super::super)`. */
function isVisibility(code: Code, word: number): boolean {
  let at = word - 1;
  while (code.is(at, ':') || (code.isAnyWord(at) && !code.isWord(at, 'in'))) at--;
  if (code.isWord(at, 'in')) at--;
  return code.is(at, '(') && code.isWord(at - 1, 'pub');
}
