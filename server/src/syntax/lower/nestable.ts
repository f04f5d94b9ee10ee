/** Words without which a function body has no item that matters outside of it. */
const WORDS = ['impl', 'mod', 'macro_export'] as const;

/**
 * Finds out whether a stretch of text may hold an `impl`, a `mod` or an exported macro. Comments and strings are
 * not told apart: a false yes costs a walk, a false no would lose an item.
 */
export class NestableWords {
  /** For each word: where it was last searched from and where it was found. */
  private readonly from = [0, 0, 0];
  private readonly found = [-1, -1, -1];

  constructor(private readonly text: string) {}

  /** Whether one of the words stands in `[start, end)`, UTF-16 offsets. */
  within(start: number, end: number): boolean {
    for (let i = 0; i < WORDS.length; i++) {
      const at = this.nextFrom(i, start);
      if (at < end) return true;
    }
    return false;
  }

  private nextFrom(word: number, start: number): number {
    const found = this.found[word] as number;
    if (found >= start && start >= (this.from[word] as number)) return found;
    const text = this.text;
    const what = WORDS[word] as string;
    let at = text.indexOf(what, start);
    while (
      at >= 0 &&
      (isWordCharacter(text.charCodeAt(at - 1)) || isWordCharacter(text.charCodeAt(at + what.length)))
    ) {
      at = text.indexOf(what, at + 1);
    }
    if (at < 0) at = text.length;
    this.from[word] = start;
    this.found[word] = at;
    return at;
  }
}

function isWordCharacter(c: number): boolean {
  return (c >= 97 && c <= 122) || c === 95 || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c >= 128;
}
