/** What is known of the words that were asked for last. */

/** More than one question goes through; others make room for them. */
const MOST = 32;

/** A value for each of the words that were asked for last, made when it is first asked for. */
export class Recent<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly make: () => T) {}

  /** The value of a word: the one of before as long as not many others were asked for since. */
  of(word: string): T {
    const value = this.values.get(word) ?? this.make();
    // The one that is asked for stands last.
    this.values.delete(word);
    this.values.set(word, value);
    const [oldest] = this.values.keys();
    if (oldest !== undefined && this.values.size > MOST) this.values.delete(oldest);
    return value;
  }
}
