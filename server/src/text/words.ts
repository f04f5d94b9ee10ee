/** Identifiers in a text, without any look at the language: a cheap way to see which names it may use. */

/** Words of ASCII letters, digits, `_` and non-ASCII characters between two UTF-16 offsets, digits first left out. */
export function* wordsIn(text: string, start = 0, end = text.length): Iterable<string> {
  let from = -1;
  for (let at = start; at <= end; at++) {
    if (at < end && isWordPart(text.charCodeAt(at))) {
      if (from < 0) from = at;
    } else if (from >= 0) {
      const first = text.charCodeAt(from);
      if (first < 48 || first > 57) yield text.slice(from, at);
      from = -1;
    }
  }
}

/** Whether a text has the characters of another in their order, as editors match what is typed; both in lower case. */
export function hasInOrder(text: string, wanted: string): boolean {
  let at = 0;
  for (const character of wanted) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Whether a text has a word that is not a part of a longer one. */
export function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + word.length))) return true;
  return false;
}

function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127
  );
}
