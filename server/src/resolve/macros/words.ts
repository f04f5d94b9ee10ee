/** Keywords. Rules: Rust reference, "Keywords"; what may begin an expression or a type is rustc's. */

const RESERVED = new Set(
  (
    '_ as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref ' +
    'return self Self static struct super trait true type unsafe use where while abstract become box do final macro ' +
    'override priv typeof unsized virtual yield async await dyn try'
  ).split(' '),
);

const PATH_WORDS = new Set(['self', 'Self', 'super', 'crate', '$crate']);

const EXPRESSION_WORDS = new Set(
  (
    'async do box break const continue false for gen if let loop match move return true try unsafe while yield ' +
    'static become'
  ).split(' '),
);

const TYPE_WORDS = new Set('_ for impl fn unsafe extern typeof dyn'.split(' '));

export function isReserved(word: string, edition: number): boolean {
  return RESERVED.has(word) || (edition >= 2024 && word === 'gen');
}

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
