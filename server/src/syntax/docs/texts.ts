/**
 * Documentation as its reader gets it: the Markdown of doc comments and `#[doc = "…"]`, with the way back to the source.
 * Rules: Rust reference, "Comments", doc comments; rustdoc book, "The #[doc] attribute"; how markers and indents are taken
 * away: `beautify_doc_string` of rustc_ast and `unindent_doc_fragments` of rustc_resolve.
 */
import { tokenize } from '../lexer';
import { readStringLiteral } from '../literal';
import type { Token } from '../token';

/** What is said of one thing in one stretch of attributes. */
export interface DocText {
  /** It stands in what it documents: `//!`, a block comment with `!`, `#![doc = "…"]`. */
  readonly inner: boolean;
  /** Markdown, lines ended by `\n`. */
  readonly text: string;
  /** For each UTF-16 unit of `text` its offset in the source; -1 for the ends of lines. */
  readonly offsets: readonly number[];
  /** UTF-16 offsets of all of it in the source, markers included. */
  readonly start: number;
  readonly end: number;
  /** Offset of the token behind these attributes: where that begins which outer documentation is about. */
  readonly next: number;
}

/** One line of documentation, from a comment or an attribute. */
interface Line {
  readonly text: string;
  readonly offsets: readonly number[];
  /** From `#[doc = "…"]`, where a writer puts no blank behind the marker. */
  readonly raw: boolean;
}

interface Attribute {
  readonly inner: boolean;
  /** Index of the token behind it. */
  readonly next: number;
  readonly start: number;
  readonly end: number;
  /** What it says, if it is documentation. */
  readonly lines?: readonly Line[];
}

/** All documentation of a text, in order; what does not parse does not matter. */
export function docTextsIn(text: string): readonly DocText[] {
  const tokens = tokenize(text, { docComments: true });
  const found: DocText[] = [];
  for (let at = 0; at < tokens.length; ) {
    const all: Attribute[] = [];
    for (let one = attributeAt(text, tokens, at); one; one = attributeAt(text, tokens, at)) {
      all.push(one);
      at = one.next;
    }
    const next = tokens[at]?.start ?? text.length;
    for (const inner of [true, false]) {
      const documenting = all.filter((each) => each.inner === inner && each.lines !== undefined);
      const [first] = documenting;
      if (!first) continue;
      const lines = documenting.flatMap((each) => each.lines ?? []);
      found.push({ inner, ...joined(lines), start: first.start, end: documenting.at(-1)!.end, next });
    }
    at++;
  }
  return found;
}

function attributeAt(text: string, tokens: readonly Token[], at: number): Attribute | undefined {
  const hash = tokens[at];
  if (hash?.text !== '#') return undefined;
  const inner = tokens[at + 1]?.text === '!';
  const open = at + (inner ? 2 : 1);
  if (tokens[open]?.text !== '[') return undefined;
  let next = open;
  for (let depth = 0; next < tokens.length; next++) {
    const { kind } = tokens[next]!;
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) break;
  }
  const close = tokens[next];
  if (!close) return undefined;
  const shape = { inner, next: next + 1, start: hash.start, end: close.end };
  const [path, equals, value] = tokens.slice(open + 1, next);
  if (next !== open + 4 || path?.text !== 'doc' || equals?.text !== '=' || value?.kind !== 'literal')
    return shape;
  // All tokens that a comment stands for have its place.
  const lines = close.start === hash.start ? ofComment(text, hash) : ofLiteral(value);
  return { ...shape, lines };
}

function ofComment(text: string, { start, end }: Token): readonly Line[] {
  if (text[start + 1] === '/') return [lineOf(text, start + 3, end)];
  const lines: Line[] = [];
  const last = text.startsWith('*/', end - 2) ? end - 2 : end;
  for (let from = start + 3; from <= last; ) {
    const stop = text.indexOf('\n', from);
    const to = stop < 0 || stop > last ? last : stop;
    lines.push(lineOf(text, from, to));
    from = to + 1;
  }
  return withoutStars(lines);
}

function lineOf(text: string, start: number, end: number): Line {
  const to = text[end - 1] === '\r' && end > start ? end - 1 : end;
  const offsets = Array.from({ length: to - start }, (_, at) => start + at);
  return { text: text.slice(start, to), offsets, raw: false };
}

/** A column of stars at the left, if all lines of a block comment have it, and lines of nothing but stars at its ends. */
function withoutStars(all: readonly Line[]): readonly Line[] {
  let lines = all;
  const isStars = ({ text }: Line): boolean => text !== '' && [...text].every((each) => each === '*');
  if (lines[0] && isStars(lines[0])) lines = lines.slice(1);
  const last = lines.at(-1);
  if (last && isStars(last)) lines = lines.slice(0, -1);
  const first = lines[0]?.text.trimStart().startsWith('*') ? 0 : 1;
  const written = lines.slice(first).filter(({ text }) => text.trim() !== '');
  const column = written[0]?.text.indexOf('*') ?? -1;
  const isColumn = ({ text }: Line): boolean => text.slice(0, column).trim() === '' && text[column] === '*';
  if (column < 0 || !written.every(isColumn)) return lines;
  return lines.map((line, at) => (at >= first && isColumn(line) ? cut(line, column + 1) : line));
}

function ofLiteral({ start, text }: Token): readonly Line[] {
  const content = readStringLiteral(text);
  if (!content) return [];
  const lines: Line[] = [];
  for (let from = 0; from <= content.value.length; ) {
    const stop = content.value.indexOf('\n', from);
    const to = stop < 0 ? content.value.length : stop;
    const offsets = content.offsets.slice(from, to).map((each) => start + each);
    lines.push({ text: content.value.slice(from, to), offsets, raw: true });
    from = to + 1;
  }
  return lines;
}

function cut({ text, offsets, raw }: Line, length: number): Line {
  return { text: text.slice(length), offsets: offsets.slice(length), raw };
}

/** The lines as one text, without the white space that all of them begin with. */
function joined(lines: readonly Line[]): Pick<DocText, 'text' | 'offsets'> {
  // A comment begins with a blank; beside one, a string counts as if it did.
  const isMixed = lines.some(({ raw }) => raw) && lines.some(({ raw }) => !raw);
  const added = (line: Line): number => (isMixed && line.raw ? 1 : 0);
  const indents = lines
    .filter(({ text }) => text.trim() !== '')
    .map((line) => line.text.length - line.text.replace(/^[ \t]+/, '').length + added(line));
  const indent = indents.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  let text = '';
  const offsets: number[] = [];
  for (const line of lines) {
    const isBlank = line.text.trim() === '';
    const rest = isBlank ? cut(line, line.text.length) : cut(line, Math.max(0, indent - added(line)));
    text += `${rest.text}\n`;
    for (const each of rest.offsets) offsets.push(each);
    offsets.push(-1);
  }
  return { text, offsets };
}
