/** Where everything stands in a TOML text (toml.io, v1.0.0): keys and values with their places, for small edits. */

export interface TomlValue {
  readonly k: 'string' | 'array' | 'table' | 'other';
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** `array`: its elements. */
  readonly elements?: readonly TomlValue[];
  /** `table`: what stands between its braces. */
  readonly entries?: readonly TomlEntry[];
}

/** `key = value`. */
export interface TomlEntry {
  /** From the table that it stands in, dots split. */
  readonly keys: readonly string[];
  /** Place of the key as written. */
  readonly start: number;
  readonly keyEnd: number;
  readonly value: TomlValue;
}

/** What follows one `[header]`; the first one is what stands before all headers. */
export interface TomlSection {
  /** Keys of the header. */
  readonly path: readonly string[];
  /** `[[header]]` */
  readonly array: boolean;
  /** Place of the header; empty at 0 for what has none. */
  readonly start: number;
  readonly end: number;
  readonly entries: readonly TomlEntry[];
}

/** All sections of a text, in order; `undefined` for what is no TOML. */
export function readTomlSpans(text: string): readonly TomlSection[] | undefined {
  try {
    return new Scanner(text).sections();
  } catch (error) {
    if (error instanceof NoToml) return undefined;
    throw error;
  }
}

class NoToml extends Error {}

class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  sections(): TomlSection[] {
    const entries: TomlEntry[] = [];
    const found: (TomlSection & { entries: TomlEntry[] })[] = [
      { path: [], array: false, start: 0, end: 0, entries },
    ];
    for (this.blanks(true); this.at < this.text.length; this.blanks(true)) {
      if (this.text[this.at] === '[') found.push(this.header());
      else found.at(-1)!.entries.push(this.entry());
      this.blanks(false);
      if (this.at < this.text.length && this.text[this.at] !== '\n') throw new NoToml();
    }
    return found;
  }

  private header(): TomlSection & { entries: TomlEntry[] } {
    const start = this.at;
    const array = this.text.startsWith('[[', start);
    this.at += array ? 2 : 1;
    const path = this.keys();
    this.expect(array ? ']]' : ']');
    return { path, array, start, end: this.at, entries: [] };
  }

  private entry(): TomlEntry {
    const { at: start } = this;
    const keys = this.keys();
    const keyEnd = this.text.slice(start, this.at).trimEnd().length + start;
    this.expect('=');
    this.blanks(false);
    return { keys, start, keyEnd, value: this.value() };
  }

  private keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.blanks(false);
      keys.push(this.key());
      this.blanks(false);
      if (this.text[this.at] !== '.') return keys;
      this.at++;
    }
  }

  private key(): string {
    const quote = this.text[this.at];
    if (quote === '"' || quote === "'") {
      const { start, end } = this.string();
      const inner = this.text.slice(start + 1, end - 1);
      return quote === '"' ? inner.replaceAll('\\"', '"').replaceAll('\\\\', '\\') : inner;
    }
    const start = this.at;
    while (isBare(this.text.charCodeAt(this.at))) this.at++;
    if (this.at === start) throw new NoToml();
    return this.text.slice(start, this.at);
  }

  private value(): TomlValue {
    const start = this.at;
    switch (this.text[start]) {
      case '"':
      case "'":
        return this.string();
      case '[': {
        this.at++;
        const elements = this.list(']', () => this.value());
        return { k: 'array', start, end: this.at, elements };
      }
      case '{': {
        this.at++;
        const entries = this.list('}', () => this.entry());
        return { k: 'table', start, end: this.at, entries };
      }
      default:
        while (this.at < this.text.length && !',]}#\n\r'.includes(this.text[this.at]!)) this.at++;
        this.at = start + this.text.slice(start, this.at).trimEnd().length;
        if (this.at === start) throw new NoToml();
        return { k: 'other', start, end: this.at };
    }
  }

  /** What stands between a bracket, already read, and its closing one. */
  private list<T>(close: string, read: () => T): T[] {
    const found: T[] = [];
    for (;;) {
      this.blanks(true);
      if (this.text[this.at] === close) break;
      found.push(read());
      this.blanks(true);
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== close) throw new NoToml();
    }
    this.at++;
    return found;
  }

  private string(): TomlValue {
    const start = this.at;
    const quote = this.text[start]!;
    const long = this.text.startsWith(quote.repeat(3), start);
    const mark = long ? quote.repeat(3) : quote;
    this.at += mark.length;
    for (;;) {
      const here = this.text[this.at];
      if (here === undefined || (here === '\n' && !long)) throw new NoToml();
      if (here === '\\' && quote === '"') this.at += 2;
      else if (this.text.startsWith(mark, this.at)) break;
      else this.at++;
    }
    this.at += mark.length;
    // Up to two quotes may stand right before the closing three.
    while (long && this.text[this.at] === quote) this.at++;
    return { k: 'string', start, end: this.at };
  }

  private expect(mark: string): void {
    if (!this.text.startsWith(mark, this.at)) throw new NoToml();
    this.at += mark.length;
  }

  /** Past white space and comments; past line ends too if `lines`. */
  private blanks(lines: boolean): void {
    for (;;) {
      const here = this.text[this.at];
      if (here === ' ' || here === '\t' || here === '\r' || (lines && here === '\n')) this.at++;
      else if (here === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end;
      } else return;
    }
  }
}

/** A–Z, a–z, 0–9, `-`, `_`. */
function isBare(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 45 ||
    code === 95
  );
}
