/** What people do to the text of one file: what comes out is the new text. */
import type { Choices } from '../random';

/** A stretch of whole lines, of one to about a dozen. */
export function block(c: Choices, text: string): string {
  const lines = linesOf(text);
  const from = c.below(lines.length);
  return lines.slice(from, from + 1 + c.below(c.chance(0.2) ? 12 : 3)).join('');
}

/** Offsets of an item that begins at the left margin, up to where its braces close; `undefined` if there is none. */
export function item(c: Choices, text: string): readonly [start: number, end: number] | undefined {
  const starts = [
    ...text.matchAll(/^(?:#\[|pub|fn|use|mod|const|static|struct|enum|type|trait|impl|macro_rules)/gm),
  ];
  if (starts.length === 0) return undefined;
  const start = c.pick(starts).index;
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if ('{(['.includes(char)) depth++;
    else if ('})]'.includes(char)) depth--;
    if (depth <= 0 && (char === ';' || char === '}')) return [start, Math.min(text.length, at + 2)];
  }
  return [start, text.length];
}

/** Where someone puts the cursor: mostly the start of a line, sometimes inside of one. */
export function cursor(c: Choices, text: string): number {
  const at = c.below(text.length + 1);
  if (c.chance(0.25)) return at;
  const next = text.indexOf('\n', at) + 1;
  if (c.chance(0.3)) return next;
  // Inside of braces, where statements are.
  const brace = text.indexOf('{', at) + 1;
  return brace > 0 && c.chance(0.6) ? brace : next;
}

/** `text` with something put in. */
export function inserted(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}

/** One edit as by a single command of an editor. */
export function commanded(c: Choices, text: string, words: readonly string[]): string {
  const lines = linesOf(text);
  const at = c.below(lines.length);
  switch (
    c.weighted({
      deleteLine: 6,
      deleteSome: 3,
      duplicate: 2,
      swap: 2,
      comment: 2,
      word: 6,
      all: 2,
      nothing: 1,
    })
  ) {
    case 'deleteLine':
      return lines.toSpliced(at, 1 + (c.chance(0.2) ? c.below(6) : 0)).join('');
    case 'deleteSome': {
      const from = c.below(text.length + 1);
      return text.slice(0, from) + text.slice(from + 1 + c.below(25));
    }
    case 'duplicate':
      return lines.toSpliced(at, 0, lines[at]!).join('');
    case 'swap': {
      const other = Math.min(lines.length - 1, at + 1);
      return lines.with(at, lines[other]!).with(other, lines[at]!).join('');
    }
    case 'comment': {
      const line = lines[at]!;
      return lines.with(at, line.startsWith('// ') ? line.slice(3) : `// ${line}`).join('');
    }
    case 'word': {
      const found = [...text.matchAll(/[A-Za-z_]\w*/g)];
      if (found.length === 0) return text;
      const { index, 0: word } = c.pick(found);
      return text.slice(0, index) + c.pick(words) + text.slice(index + word.length);
    }
    case 'all': {
      const found = [...new Set(text.match(/[A-Za-z_]\w*/g) ?? [])];
      return found.length === 0 ? text : renamed(text, c.pick(found), c.pick(words));
    }
    default:
      return text;
  }
}

/** One word for another, everywhere. */
export function renamed(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`\\b${from}\\b`, 'g'), () => to);
}

/** Lines with their ends; at least one. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [''];
}
