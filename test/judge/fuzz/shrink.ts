/** Makes a program small: leaves out piece after piece as long as what is of interest stays. */

/** Offsets of a piece that might be left out. */
type Span = readonly [start: number, end: number];

/**
 * The program with as many pieces left out as possible such that `same` still holds. Pieces are whole crates and
 * items, then what stands in brackets, statements and arms, then attributes and `pub`. `same` may throw: that is a no.
 */
export async function shrink(text: string, same: (text: string) => Promise<boolean>): Promise<string> {
  let best = text;
  for (let before = ''; before !== best; ) {
    before = best;
    for (const spans of [lineSpans, innerSpans, wordSpans]) {
      for (let index = 0; index < spans(best).length; ) {
        const [start, end] = spans(best)[index]!;
        const candidate = best.slice(0, start) + best.slice(end);
        const smaller = candidate.length < best.length;
        if (smaller && balanced(candidate) && (await same(candidate).catch(() => false))) best = candidate;
        else index += 1;
      }
    }
  }
  return best;
}

/** Lines with all that is between their braces, the longest first. */
function lineSpans(text: string): Span[] {
  const found: Span[] = [];
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  starts.push(text.length);
  lines.forEach((line, from) => {
    if (line.startsWith('//-')) return;
    let to = from + 1;
    if (line.endsWith('{')) {
      const closing = `${/^ */.exec(line)![0]}}`;
      while (to < lines.length && lines[to] !== closing) to += 1;
      to += 1;
    }
    found.push([starts[from]!, starts[Math.min(to, lines.length)]!]);
  });
  return longestFirst(found);
}

/** What stands in brackets on one line, and the statements and arms in it. */
function innerSpans(text: string): Span[] {
  const found: Span[] = [];
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if ('{('.includes(char)) open.push(at + 1);
    if (!'})'.includes(char)) continue;
    const start = open.pop();
    if (start === undefined || start === at) continue;
    const inner = text.slice(start, at);
    if (inner.includes('\n')) continue;
    found.push([start, at]);
    for (const statement of inner.matchAll(/[^;,]+[;,]/g)) {
      found.push([start + statement.index, start + statement.index + statement[0].length]);
    }
  }
  return longestFirst(found);
}

const WORDS = /#\[cfg\([^)]*\)\] |pub(\([a-z]+\))? |let \w+ = |(?<=\{ )\w+ => /g;

function wordSpans(text: string): Span[] {
  return [...text.matchAll(WORDS)].map((word) => [word.index, word.index + word[0].length]);
}

function longestFirst(spans: Span[]): Span[] {
  return spans.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
}

/** Whether every bracket is closed within its crate: anything else is no program. */
function balanced(text: string): boolean {
  return text.split('//-').every((crate) => {
    let depth = 0;
    for (const char of crate) {
      if ('{('.includes(char)) depth += 1;
      if ('})'.includes(char)) depth -= 1;
      if (depth < 0) return false;
    }
    return depth === 0;
  });
}
