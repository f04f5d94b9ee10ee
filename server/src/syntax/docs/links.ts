/**
 * What the links of a Markdown text lead to, as it is written: destinations, and labels that no definition explains, which
 * rustdoc takes for names. Rules: CommonMark 0.31, "Links", "Link reference definitions", "Code spans", "Raw HTML",
 * "Backslash escapes"; rustdoc book, "Linking to items by name".
 */
import { textBlocksIn } from './blocks';

/** UTF-16 offsets in the Markdown. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What links lead to, in order of the text; that of definitions, too. Text in code and in HTML is no link. */
export function linkTargetsIn(markdown: string): readonly Stretch[] {
  if (!markdown.includes('[')) return [];
  const found: Stretch[] = [];
  const defined = new Set<string>();
  const texts = textBlocksIn(markdown).map((block) => {
    let at = 0;
    for (let one = definitionAt(block.text, at); one; one = definitionAt(block.text, at)) {
      // Of two definitions the first counts.
      if (!defined.has(one.label)) found.push(moved(one.target, block.start));
      defined.add(one.label);
      at = one.end;
    }
    return { ...block, from: at };
  });
  for (const { text, start, from, beginsItem } of texts)
    for (const target of inText(text, from, beginsItem, defined)) found.push(moved(target, start));
  return found.sort((a, b) => a.start - b.start);
}

function moved({ start, end }: Stretch, by: number): Stretch {
  return { start: start + by, end: end + by };
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>/y;
const TAG =
  /<(?:[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[A-Za-z][A-Za-z0-9-]*\s*|!--[\s\S]*?--|\?[\s\S]*?\?|![A-Za-z][^>]*)>/y;

/** `[`, which a `]` may close. */
interface Opener {
  readonly at: number;
  readonly isImage: boolean;
}

function inText(text: string, from: number, beginsItem: boolean, defined: ReadonlySet<string>): Stretch[] {
  const found: Stretch[] = [];
  const openers: Opener[] = [];
  // So many of them, from the outermost, have a link in them: no link stands in a link, but in an image it may.
  let holding = 0;
  const mayEnd = tagsThatEnd(text);
  let at = beginsItem ? behindCheckbox(text, from) : from;
  while (at < text.length) {
    switch (text[at]) {
      case '\\':
        at += PUNCTUATION.test(text[at + 1] ?? '') ? 2 : 1;
        break;
      case '`':
        at = behindCode(text, at);
        break;
      case '<':
        at = matchEnd(AUTOLINK, text, at) ?? (mayEnd(at) ? matchEnd(TAG, text, at) : undefined) ?? at + 1;
        break;
      case '[':
        openers.push({ at, isImage: text[at - 1] === '!' && text[at - 2] !== '\\' });
        at++;
        break;
      case ']': {
        const opener = openers.pop();
        const may = opener && (opener.isImage || openers.length >= holding);
        holding = Math.min(holding, openers.length);
        const link = may ? linkBehind(text, opener.at, at, defined) : undefined;
        at++;
        if (!opener || !link) break;
        at = link.end;
        if (opener.isImage) break;
        if (link.target) found.push(link.target);
        holding = openers.length;
        break;
      }
      default:
        at++;
    }
  }
  return found;
}

/** Whether there is an end behind a place that HTML at the place may go on to: none is searched for again and again. */
function tagsThatEnd(text: string): (at: number) => boolean {
  const [last, ofComment, ofInstruction] = ['>', '-->', '?>'].map((each) => text.lastIndexOf(each));
  return (at) => {
    if (text.startsWith('<!--', at)) return at < ofComment!;
    return at < (text[at + 1] === '?' ? ofInstruction! : last!);
  };
}

/** Behind `[x]` at the beginning of an item: a task. */
function behindCheckbox(text: string, from: number): number {
  return matchEnd(/\s*\[[ xX]\](?=\s)/y, text, from) ?? from;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Behind a code span; behind the backticks where none closes it. */
function behindCode(text: string, at: number): number {
  const run = (from: number): number => {
    let end = from;
    while (text[end] === '`') end++;
    return end;
  };
  const begin = run(at);
  for (let next = text.indexOf('`', begin); next >= 0; ) {
    const end = run(next);
    if (end - next === begin - at) return end;
    next = text.indexOf('`', end);
  }
  return begin;
}

interface Link {
  /** Behind all of the link. */
  readonly end: number;
  /** Absent where a definition has it. */
  readonly target?: Stretch;
}

/** The link whose text is between two brackets; `undefined`: it is none. */
function linkBehind(
  text: string,
  open: number,
  close: number,
  defined: ReadonlySet<string>,
): Link | undefined {
  const inline = text[close + 1] === '(' ? inlineLink(text, close + 2) : undefined;
  if (inline) return inline;
  const own = { start: open + 1, end: close };
  const label = text[close + 1] === '[' ? labelAt(text, close + 1) : undefined;
  const isFull = label !== undefined && label.end > label.start;
  // What rustdoc takes for a link to `B` in `[A]\[B]` is nothing that is certain here.
  if (!label && text.startsWith('\\[', close + 1)) return undefined;
  const meant = isFull ? label : own;
  if (meant.end - meant.start > MAXIMAL_LABEL) return undefined;
  const words = text.slice(meant.start, meant.end);
  const end = label ? label.end + 1 : close + 1;
  const name = normal(words);
  // A footnote.
  if (name === '' || name.startsWith('^')) return undefined;
  return defined.has(name) ? { end } : { end, target: trimmed(text, meant) };
}

/** `(destination "title")` behind its opening parenthesis. */
function inlineLink(text: string, from: number): Link | undefined {
  const begin = behindSpace(text, from);
  if (text[begin] === ')') return { end: begin + 1 };
  const target = destinationAt(text, begin);
  if (!target) return undefined;
  const end = behindTarget(target, text);
  const title = behindSpace(text, end);
  const last = title > end ? behindSpace(text, titleEnd(text, title) ?? title) : title;
  return text[last] === ')' ? { end: last + 1, target } : undefined;
}

/** Behind so many that are not closed pulldown-cmark has one more parenthesis in a destination, and no second one. */
const MAXIMAL_PARENTHESES = 32;

/** `<…>` without its brackets, or a word in which parentheses are balanced. */
function destinationAt(text: string, from: number): Stretch | undefined {
  if (text[from] === '<') {
    for (let at = from + 1; at < text.length; at++) {
      if (text[at] === '>') return { start: from + 1, end: at };
      if (text[at] === '\n' || text[at] === '<') return undefined;
      if (text[at] === '\\') at++;
    }
    return undefined;
  }
  let depth = 0;
  let at = from;
  for (; at < text.length && !/\s/.test(text[at]!); at++) {
    if (text[at] === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) at++;
    else if (text[at] === '(' && depth++ > MAXIMAL_PARENTHESES) return undefined;
    else if (text[at] === ')' && --depth < 0) break;
  }
  return depth > 0 || at === from ? undefined : { start: from, end: at };
}

function behindTarget({ start, end }: Stretch, text: string): number {
  return text[start - 1] === '<' && text[end] === '>' ? end + 1 : end;
}

/** Behind white space with at most one line end. */
function behindSpace(text: string, from: number): number {
  return matchEnd(/[ \t]*(?:\n[ \t]*)?/y, text, from) ?? from;
}

function titleEnd(text: string, at: number): number | undefined {
  return matchEnd(/"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^()\\])*\)/y, text, at);
}

const MAXIMAL_LABEL = 999;

/** What stands between brackets that hold no other ones. */
function labelAt(text: string, open: number): Stretch | undefined {
  const last = Math.min(text.length - 1, open + 1 + MAXIMAL_LABEL);
  for (let at = open + 1; at <= last; at++) {
    if (text[at] === ']') return { start: open + 1, end: at };
    if (text[at] === '[') return undefined;
    if (text[at] === '\\') at++;
  }
  return undefined;
}

/** As labels are held against each other. */
function normal(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

function trimmed(text: string, { start, end }: Stretch): Stretch {
  const words = text.slice(start, end);
  const from = start + (words.length - words.trimStart().length);
  return { start: from, end: from + words.trim().length };
}

/** `[label]: destination "title"` at the beginning of a paragraph, or behind another one. */
function definitionAt(
  text: string,
  from: number,
): { readonly label: string; readonly target: Stretch; readonly end: number } | undefined {
  const open = behindSpace(text, from);
  const label = text[open] === '[' ? labelAt(text, open) : undefined;
  if (!label || text[label.end + 1] !== ':') return undefined;
  const name = normal(text.slice(label.start, label.end));
  const target = destinationAt(text, behindSpace(text, label.end + 2));
  if (name === '' || name.startsWith('^') || !target) return undefined;
  const end = behindTarget(target, text);
  const title = behindSpace(text, end);
  const withTitle = title > end ? titleEnd(text, title) : undefined;
  for (const last of withTitle === undefined ? [end] : [withTitle, end]) {
    const line = matchEnd(/[ \t]*(?:\n|$)/y, text, last);
    if (line !== undefined) return { label: name, target, end: line };
  }
  return undefined;
}
