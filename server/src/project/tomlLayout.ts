/**
 * Where things stand in a TOML text (toml.io v1.0.0): the TOML reader says what a file means, not where it says it.
 * Half-typed text is read too, as completion asks in the middle of a line: what makes no sense ends with its line.
 */

export interface Place {
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** A number counts entries of a list, or tables written `[[so]]`. */
export type TomlPath = readonly (string | number)[];

/** A key of a table, the header of a table, or an entry of a list. */
export interface TomlSpot {
  readonly path: TomlPath;
  /** The key or header's name as written, dotted parts included; of a list's entry the value. */
  readonly key: Place;
  readonly header?: true;
  /** Offset behind `=`; absent for headers, entries of lists and keys that have none yet. */
  readonly from?: number;
  /** Value of a key, or what follows `=` to the end of the line; empty where nothing does. */
  readonly value?: Place;
}

/** A stretch in which the keys of one table, or the entries of one list, stand. */
export interface TomlRegion extends Place {
  readonly path: TomlPath;
  readonly kind: 'table' | 'inline' | 'list' | 'header';
}

export interface TomlLayout {
  readonly spots: readonly TomlSpot[];
  /** An inner one comes after the one around it. */
  readonly regions: readonly TomlRegion[];
}

/** Reads a text once; never throws. */
export function tomlLayout(text: string): TomlLayout {
  return new Reader(text).read();
}

/** Nested lists and inline tables beyond this are passed over. */
const DEPTH = 100;

class Reader {
  private at = 0;
  private depth = 0;
  private readonly spots: TomlSpot[] = [];
  private readonly regions: TomlRegion[] = [];
  private readonly counts = new Map<string, number>();

  constructor(private readonly text: string) {}

  read(): TomlLayout {
    let table: TomlPath = [];
    let from = 0;
    const close = (end: number): void => {
      this.regions.push({ path: table, kind: 'table', start: from, end });
    };
    // Regions around come first: the table's is put in front of what was found inside of it.
    let inside = 0;
    const settle = (end: number): void => {
      const inner = this.regions.splice(inside);
      close(end);
      this.regions.push(...inner);
    };
    while (this.at < this.text.length) {
      this.skip();
      const character = this.text[this.at];
      if (character === undefined) break;
      if (character === '[') {
        settle(this.lineStart());
        inside = this.regions.length;
        table = this.header();
        from = this.at;
        inside = this.regions.length;
      } else this.pair(table, false);
    }
    settle(this.text.length);
    return { spots: this.spots, regions: this.regions };
  }

  /** `[a.b]` or `[[a.b]]`; gives the path of the table. */
  private header(): TomlPath {
    const start = this.at;
    const list = this.text[this.at + 1] === '[';
    this.at += list ? 2 : 1;
    const { names, key } = this.key();
    let path: TomlPath = names;
    if (list && names.length > 0) {
      const id = JSON.stringify(names);
      const index = this.counts.get(id) ?? 0;
      this.counts.set(id, index + 1);
      path = [...names, index];
    }
    if (names.length > 0) this.spots.push({ path, key, header: true });
    this.blanks();
    const closing = list ? ']]' : ']';
    const end = this.text.startsWith(closing, this.at) ? this.at : this.lineEnd();
    this.regions.push({ path: [], kind: 'header', start: start + (list ? 2 : 1), end });
    this.at = this.lineEnd();
    return path;
  }

  /** `key = value`; inside of braces it ends before `,` or `}`. */
  private pair(table: TomlPath, inline: boolean): void {
    const before = this.at;
    const { names, key } = this.key();
    if (names.length === 0) {
      // Nothing that a key could begin with.
      if (!inline) this.at = this.lineEnd();
      else if (this.at === before) this.at += 1;
      return;
    }
    const path = [...table, ...names];
    this.blanks();
    if (this.text[this.at] !== '=') {
      this.spots.push({ path, key });
      if (!inline) this.at = this.lineEnd();
      return;
    }
    this.at += 1;
    const from = this.at;
    this.blanks();
    const start = this.at;
    const place = this.spots.length;
    this.value(path, inline);
    const value = { start, end: this.at };
    this.spots.splice(place, 0, { path, key, from, value });
    if (!inline) this.at = this.lineEnd();
  }

  private value(path: TomlPath, nested: boolean): void {
    const character = this.text[this.at];
    if (character === '"' || character === "'") this.string(character);
    else if (character === '[') this.list(path);
    else if (character === '{') this.inline(path);
    else this.scalar(nested);
  }

  private list(path: TomlPath): void {
    if (this.depth >= DEPTH) {
      this.at = this.text.length;
      return;
    }
    this.depth += 1;
    this.at += 1;
    const start = this.at;
    const region = this.regions.length;
    let index = 0;
    for (;;) {
      const back = this.at;
      this.skip();
      const character = this.text[this.at];
      if (character === undefined || character === ']' || this.leavesValue(back)) {
        if (character === ']') {
          this.insert(region, { path, kind: 'list', start, end: this.at });
          this.at += 1;
        } else {
          this.at = back;
          this.insert(region, { path, kind: 'list', start, end: back });
        }
        break;
      }
      if (character === ',') {
        this.at += 1;
        continue;
      }
      const from = this.at;
      const entry = [...path, index];
      const place = this.spots.length;
      this.value(entry, true);
      if (this.at === from) this.at += 1;
      this.spots.splice(place, 0, { path: entry, key: { start: from, end: this.at } });
      index += 1;
    }
    this.depth -= 1;
  }

  private inline(path: TomlPath): void {
    if (this.depth >= DEPTH) {
      this.at = this.text.length;
      return;
    }
    this.depth += 1;
    this.at += 1;
    const start = this.at;
    const region = this.regions.length;
    for (;;) {
      const back = this.at;
      this.skip();
      const character = this.text[this.at];
      if (character === undefined || character === '}' || this.startsHeader(back)) {
        const end = character === '}' ? this.at : back;
        this.insert(region, { path, kind: 'inline', start, end });
        this.at = character === '}' ? this.at + 1 : back;
        break;
      }
      if (character === ',') this.at += 1;
      else this.pair(path, true);
    }
    this.depth -= 1;
  }

  private insert(at: number, region: TomlRegion): void {
    this.regions.splice(at, 0, region);
  }

  /** In a list that was never closed: the next line is a header, or `key =`. */
  private leavesValue(since: number): boolean {
    if (this.startsHeader(since)) return true;
    if (!this.text.slice(since, this.at).includes('\n')) return false;
    const before = this.at;
    const { names } = this.key();
    this.blanks();
    const is = names.length > 0 && this.text[this.at] === '=';
    this.at = before;
    return is;
  }

  /** A line that begins with `[name]` in the first column. */
  private startsHeader(since: number): boolean {
    const { text, at } = this;
    if (text[at] !== '[' || at <= since || text[at - 1] !== '\n') return false;
    const next = text[at + 1] === '[' ? text.charCodeAt(at + 2) : text.charCodeAt(at + 1);
    return isBareKey(next);
  }

  /** Reads a dotted key: `a."b c".d`. A dot at its end is part of what is being typed. */
  private key(): { readonly names: readonly string[]; readonly key: Place } {
    const names: string[] = [];
    this.blanks();
    const start = this.at;
    let end = this.at;
    for (;;) {
      const from = this.at;
      const quote = this.text[from];
      if (quote === '"' || quote === "'") {
        this.string(quote);
        const raw = this.text.slice(from + 1, Math.max(from + 1, this.at - 1));
        names.push(quote === '"' ? raw.replaceAll('\\"', '"') : raw);
      } else {
        while (isBareKey(this.text.charCodeAt(this.at))) this.at += 1;
        if (this.at === from) break;
        names.push(this.text.slice(from, this.at));
      }
      end = this.at;
      this.blanks();
      if (this.text[this.at] !== '.') break;
      this.at += 1;
      end = this.at;
      this.blanks();
    }
    return { names, key: { start, end } };
  }

  /** One line, or between three quotes many. One that is never closed ends with its line. */
  private string(quote: string): void {
    const triple = quote.repeat(3);
    if (this.text.startsWith(triple, this.at)) {
      const close = this.text.indexOf(triple, this.at + 3);
      this.at = close === -1 ? this.text.length : close + 3;
      while (this.text[this.at] === quote) this.at += 1;
      return;
    }
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at];
      if (character === '\n') return;
      if (quote === '"' && character === '\\') this.at += 1;
      else if (character === quote) {
        this.at += 1;
        return;
      }
    }
  }

  /** Numbers, dates, true, false, and words that are none of these. */
  private scalar(nested: boolean): void {
    const start = this.at;
    while (this.at < this.text.length) {
      const character = this.text[this.at]!;
      if (character === '\n' || character === '\r' || character === '#') break;
      if (nested && (character === ',' || character === ']' || character === '}')) break;
      this.at += 1;
    }
    while (this.at > start && isBlank(this.text[this.at - 1])) this.at -= 1;
  }

  private blanks(): void {
    while (isBlank(this.text[this.at])) this.at += 1;
  }

  /** Blanks, line breaks and comments. */
  private skip(): void {
    for (;;) {
      const character = this.text[this.at];
      if (isBlank(character) || character === '\n' || character === '\r') this.at += 1;
      else if (character === '#') this.at = this.lineEnd();
      else return;
    }
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }

  private lineStart(): number {
    return this.text.lastIndexOf('\n', this.at - 1) + 1;
  }
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** A–Z, a–z, 0–9, `-`, `_`. */
function isBareKey(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 45 ||
    code === 95
  );
}
