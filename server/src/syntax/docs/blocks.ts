/**
 * The blocks of a Markdown text that hold running text, without code and HTML. Rules: CommonMark 0.31, "Container blocks" and
 * "Leaf blocks"; tables and task lists as on GitHub, footnotes as pulldown-cmark has them, for so rustdoc reads them.
 */

/** A paragraph, a heading, a row of a table. */
export interface TextBlock {
  /** As written; what belongs to the containers around it (`>`, indents) is blanked out. */
  readonly text: string;
  /** UTF-16 offset of `text` in the Markdown. */
  readonly start: number;
  /** It is the first thing in an item of a list. */
  readonly beginsItem: boolean;
}

/** What is around a line: a quotation, or an item of a list whose lines begin in a column. */
type Container = 'quote' | { readonly indent: number; isEmpty: boolean };

/** What a line goes on with. */
type Open =
  | { readonly k: 'text'; readonly lines: Rest[]; readonly beginsItem: boolean }
  | { readonly k: 'fence'; readonly mark: string }
  /** HTML, up to a line that has the end. */
  | { readonly k: 'html'; readonly end: RegExp }
  | undefined;

/** What is left of a line behind what belongs to its containers. */
interface Rest {
  readonly text: string;
  readonly start: number;
  /** Column of its first character in the line; within a tab of which a container has taken a part, that of the rest. */
  readonly column: number;
  readonly tail: Tail;
}

/** How a line ends, in characters: told once a line, as each of the containers around a line asks of what is left of it. */
interface Tail {
  /** White space. */
  readonly blank: number;
  /** White space and one mark of a thematic break, any number of times. */
  readonly rule: number;
}

const TAB = 4;
const CODE_INDENT = 4;
const BLANK = /^[ \t]*$/;
const QUOTE = /^ {0,3}>/;
const ITEM = /^( {0,3})([-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const HEADING = /^ {0,3}#{1,6}(?=[ \t]|$)/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const FOOTNOTE = /^ {0,3}\[\^[^\]\s]+\]:/;
const TABLE = /^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/;

/** How HTML begins that goes on to an end of its own ("HTML blocks", 1 to 5). */
const HTML_WITH_END: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<![A-Za-z]/, />/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
];

/** Elements that make a block wherever a line begins with them (6). */
const HTML_BLOCK =
  /^ {0,3}<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s>]|\/>|$)/i;

/** A whole tag alone on its line, which interrupts no paragraph (7). */
const HTML_TAG =
  /^ {0,3}<(?:\/[A-Za-z][\w-]*\s*|[A-Za-z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?)>[ \t]*$/;

/** Blocks of running text in a Markdown text, in order. Any text will do. */
export function textBlocksIn(markdown: string): readonly TextBlock[] {
  const found: TextBlock[] = [];
  const containers: Container[] = [];
  let open: Open;
  const close = (): void => {
    if (open?.k === 'text') for (const block of blocksOf(open.lines, open.beginsItem)) found.push(block);
    open = undefined;
  };
  for (let at = 0; at < markdown.length; ) {
    const stop = markdown.indexOf('\n', at);
    const end = stop < 0 ? markdown.length : stop;
    let line = lineOf(markdown.slice(at, end), at);
    at = end + 1;
    let kept = 0;
    for (; kept < containers.length; kept++) {
      const rest = behind(line, containers[kept]!);
      if (!rest) break;
      line = rest;
    }
    const goesOn = kept === containers.length;
    if (goesOn && open?.k === 'fence') {
      if (isFenceEnd(line, open.mark)) open = undefined;
      continue;
    }
    if (goesOn && open?.k === 'html') {
      if (open.end.test(line.text)) open = undefined;
      continue;
    }
    const isLazy = !goesOn && open?.k === 'text' && !beginsBlock(line, false);
    if (!isLazy) {
      if (!goesOn) close();
      containers.length = Math.min(kept, containers.length);
      for (let inner = enter(line, open?.k === 'text'); inner; inner = enter(line, false)) {
        close();
        containers.push(inner.container);
        line = inner.rest;
      }
    }
    const { text } = line;
    if (isBlank(line)) {
      close();
      continue;
    }
    const item = containers.at(-1);
    const beginsItem = typeof item === 'object' && item.isEmpty;
    for (const each of containers) if (typeof each === 'object') each.isEmpty = false;
    if (open?.k !== 'text' && isIndented(line, CODE_INDENT)) continue;
    if (open?.k === 'text' && (isLazy || !beginsBlock(line, true))) {
      if (!isLazy && UNDERLINE.test(text)) close();
      else open.lines.push(line);
      continue;
    }
    close();
    const fence = FENCE.exec(text)?.[1];
    const html = htmlEnd(text, false);
    const footnote = FOOTNOTE.exec(text)?.[0].length ?? 0;
    if (fence !== undefined) open = { k: 'fence', mark: fence };
    else if (html) open = html.test(text) ? undefined : { k: 'html', end: html };
    else if (HEADING.test(text)) found.push({ text, start: line.start, beginsItem });
    else if (!isRule(line)) open = { k: 'text', lines: [shortened(line, footnote)], beginsItem };
  }
  close();
  return found;
}

/** The line without what belongs to a container that it goes on with; `undefined`: it does not. */
function behind(line: Rest, container: Container): Rest | undefined {
  if (container === 'quote') {
    const mark = QUOTE.exec(line.text)?.[0];
    return mark === undefined ? undefined : behindMark(line, mark.length);
  }
  // An item begins with one empty line at most.
  if (isBlank(line)) return container.isEmpty ? undefined : line;
  return isIndented(line, container.indent) ? shortened(line, container.indent) : undefined;
}

/** Behind the mark of a quotation, and one blank. */
function behindMark(line: Rest, length: number): Rest {
  const rest = shortened(line, length);
  return /^[ \t]/.test(rest.text) ? shortened(rest, 1) : rest;
}

/** The container that a line begins. */
function enter(
  line: Rest,
  inText: boolean,
): { readonly container: Container; readonly rest: Rest } | undefined {
  const { text } = line;
  const quote = QUOTE.exec(text)?.[0];
  if (quote !== undefined) return { container: 'quote', rest: behindMark(line, quote.length) };
  const item = isRule(line) || (inText && UNDERLINE.test(text)) ? undefined : ITEM.exec(text);
  if (!item) return undefined;
  const marker = item[0].length;
  const rest = shortened(line, marker);
  const isEmpty = isBlank(rest);
  // Only a list that begins with 1, and with something, interrupts a paragraph.
  if (inText && (isEmpty || (item[3] !== undefined && Number(item[3]) !== 1))) return undefined;
  const indent = marker + (isEmpty || isIndented(rest, CODE_INDENT + 1) ? 1 : indentOf(rest));
  return { container: { indent, isEmpty: true }, rest: shortened(line, indent) };
}

/** Whether a line begins a block where a paragraph would go on, be it one in a container that the line is not in. */
function beginsBlock(line: Rest, isSame: boolean): boolean {
  const { text } = line;
  return (
    FENCE.test(text) ||
    HEADING.test(text) ||
    (isRule(line) && !(isSame && UNDERLINE.test(text))) ||
    FOOTNOTE.test(text) ||
    htmlEnd(text, true) !== undefined ||
    enter(line, isSame) !== undefined
  );
}

function htmlEnd(text: string, interrupting: boolean): RegExp | undefined {
  for (const [begin, end] of HTML_WITH_END) if (begin.test(text)) return end;
  return HTML_BLOCK.test(text) || (!interrupting && HTML_TAG.test(text)) ? BLANK : undefined;
}

function isFenceEnd(line: Rest, mark: string): boolean {
  const trimmed = line.text.trim();
  const isMark = trimmed !== '' && [...trimmed].every((each) => each === mark[0]);
  return isMark && trimmed.length >= mark.length && !isIndented(line, CODE_INDENT);
}

function lineOf(text: string, start: number): Rest {
  let blank = 0;
  let rule = 0;
  let mark = '';
  for (let at = text.length - 1; at >= 0; at--, rule++) {
    const character = text[at]!;
    if (character === ' ' || character === '\t') blank += mark === '' ? 1 : 0;
    else if ((mark === '' && '*-_'.includes(character)) || character === mark) mark = character;
    else break;
  }
  return { text, start, column: 0, tail: { blank, rule } };
}

const isBlank = ({ text, tail }: Rest): boolean => text.length <= tail.blank;
const isRule = ({ text, tail }: Rest): boolean => text.length <= tail.rule && RULE.test(text);

/** Columns of white space that a line begins with, as far as anybody asks. */
function indentOf({ text, column }: Rest, most = Number.POSITIVE_INFINITY): number {
  let at = column;
  for (let from = 0; from < text.length && at - column < most; from++)
    if (text[from] === ' ') at++;
    else if (text[from] === '\t') at += TAB - (at % TAB);
    else break;
  return at - column;
}

const isIndented = (line: Rest, columns: number): boolean => indentOf(line, columns) >= columns;

/** A line without its first columns; it begins with a tab still, if these end within it. */
function shortened({ text, start, column, tail }: Rest, columns: number): Rest {
  const to = column + columns;
  let at = column;
  let from = 0;
  for (; at < to && from < text.length; from++) {
    const next = at + (text[from] === '\t' ? TAB - (at % TAB) : 1);
    if (next > to) break;
    at = next;
  }
  return { text: text.slice(from), start: start + from, column: to, tail };
}

/** A paragraph as one text, or the rows of a table. */
function blocksOf(lines: readonly Rest[], beginsItem: boolean): readonly TextBlock[] {
  const [first, second] = lines;
  if (!first) return [];
  if (second && first.text.includes('|') && second.text.includes('-') && TABLE.test(second.text))
    return lines.map(({ text, start }) => ({ text, start, beginsItem: false }));
  let text = '';
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    if (before) text += `\n${' '.repeat(line.start - before.start - before.text.length - 1)}`;
    text += line.text;
  }
  return [{ text, start: first.start, beginsItem }];
}
