/** How a file is laid out: line ends, indentation, lines. What is written into it looks the same. */

/** rustfmt's `max_width` by default. */
export const MAX_WIDTH = 100;

export interface Layout {
  readonly lineEnd: '\n' | '\r\n';
  /** One level of indentation. */
  readonly indent: string;
}

/** Line ends and indentation that most of a text uses; rustfmt's where it shows none. */
export function layoutOf(text: string): Layout {
  const crlf = text.indexOf('\r\n');
  const lineEnd = crlf >= 0 && text.indexOf('\n') === crlf + 1 ? '\r\n' : '\n';
  let tabs = 0;
  let spaces = 0;
  let smallest = 8;
  for (let at = 0; at >= 0 && at < text.length; ) {
    if (text[at] === '\t') tabs++;
    else if (text.startsWith('  ', at)) {
      spaces++;
      let width = 2;
      while (text[at + width] === ' ') width++;
      // Odd ones continue a comment.
      if (width % 2 === 0 && width < smallest) smallest = width;
    }
    const next = text.indexOf('\n', at);
    at = next < 0 ? -1 : next + 1;
  }
  if (tabs > spaces) return { lineEnd, indent: '\t' };
  return { lineEnd, indent: spaces > 0 && smallest < 8 ? ' '.repeat(smallest) : '    ' };
}

/** White space that the line of an offset begins with. */
export function indentationAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}

/** Offset where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line of an offset, its line end included. */
export function behindLine(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}

/** Offset where the line of an offset ends, its line end not included. */
export function lineContentEnd(text: string, offset: number): number {
  const end = behindLine(text, offset);
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

/** Each line of `lines` with the indentation in front; empty ones stay empty. */
export function indented(lines: readonly string[], indentation: string): string[] {
  return lines.map((line) => (line === '' ? '' : indentation + line));
}

/** As many parts a line as fit, each with its comma. */
export function filled(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 2 <= width)
      lines[lines.length - 1] = `${last} ${part},`;
    else lines.push(`${part},`);
  }
  return lines;
}
