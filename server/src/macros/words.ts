/** Keywords as macros see them; what may begin an expression or a type is rustc's. */
import { isReserved } from '../syntax/keywords';

const PATH_WORDS = new Set(['self', 'Self', 'super', 'crate', '$crate']);

const EXPRESSION_WORDS = new Set(
  (
    'async do box break const continue false for gen if let loop match move return true try unsafe while yield ' +
    'static become'
  ).split(' '),
);

const TYPE_WORDS = new Set('_ for impl fn unsafe extern typeof dyn'.split(' '));

export { isReserved };

export const isPathWord = (word: string): boolean => PATH_WORDS.has(word);

/** Whether an identifier can be a path's segment: no keyword but `self`, `Self`, `super`, `crate`. */
export function isPathSegment(word: string, edition: number): boolean {
  return PATH_WORDS.has(word) || !isReserved(word, edition);
}

export function wordBeginsExpression(word: string, edition: number): boolean {
  return isPathSegment(word, edition) || EXPRESSION_WORDS.has(word);
}

export function wordBeginsType(word: string, edition: number): boolean {
  return isPathSegment(word, edition) || TYPE_WORDS.has(word);
}
