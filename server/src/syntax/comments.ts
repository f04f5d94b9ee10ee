/** Comments of a text, found by what the lexer leaves out. */
import { tokenize } from './lexer';

export interface Comment {
  /** UTF-16 offsets of all of it, markers included; the line break is not part of a line comment. */
  readonly start: number;
  readonly end: number;
  /** What stands in it, without markers and white space around it. */
  readonly text: string;
  /** A documentation comment, `///`, `//!` or the like: part of what it stands at. */
  readonly isDoc: boolean;
  /** Offset of the next token behind it; the text's end if there is none. */
  readonly next: number;
  /** Offset of the last token before it; -1 if there is none. */
  readonly previous: number;
}

/** All comments in order, doc comments included. */
export function commentsIn(text: string): readonly Comment[] {
  const found: Comment[] = [];
  let from = 0;
  let previous = -1;
  const gap = (to: number): void => {
    for (let at = from; at < to; ) {
      if (text.startsWith('//', at)) {
        const line = text.indexOf('\n', at);
        const end = line < 0 || line > to ? to : line;
        add(at, end, text.slice(at, end), to);
        at = end;
      } else if (text.startsWith('/*', at)) {
        const end = endOfBlock(text, at, to);
        add(at, end, text.slice(at, text.endsWith('*/', end) ? end - 2 : end), to);
        at = end;
      } else at++;
    }
  };
  const add = (start: number, end: number, all: string, next: number): void => {
    let begin = 2;
    while (all[begin] === '/' || all[begin] === '*' || all[begin] === '!') begin++;
    const isDoc = /^(\/\/[/!]|\/\*[*!])/.test(all) && !/^(\/\/\/\/|\/\*\*[*/]|\/\*\*$)/.test(all);
    found.push({ start, end, text: all.slice(begin).trim(), isDoc, next, previous });
  };
  for (const token of tokenize(text)) {
    gap(token.start);
    from = token.end;
    previous = token.start;
  }
  gap(text.length);
  return found;
}

function endOfBlock(text: string, start: number, limit: number): number {
  let depth = 0;
  for (let at = start; at < limit; at++) {
    if (text.startsWith('/*', at)) {
      depth++;
      at++;
    } else if (text.startsWith('*/', at)) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  return limit;
}
