/** The parts of a declaration in the text of its file: `const NAME: TYPE = VALUE;`, `type NAME = VALUE;`. */
import { matchDelimiters, tokenize } from '../../syntax/lexer';

/** Most end within so many UTF-16 units; longer ones than the last are tables or texts, not numbers. */
const LENGTHS = [400, 20_000];

/** UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface DeclarationParts {
  /** What stands after the colon. */
  readonly type?: Range;
  /** What stands after `=`. */
  readonly value?: Range;
}

/** The parts after the name at `start`; nothing where the declaration does not end, or only far away. */
export function declarationParts(text: string, start: number): DeclarationParts {
  for (const length of LENGTHS) {
    const parts = partsWithin(text, start, Math.min(text.length, start + length));
    if (parts) return parts;
  }
  return {};
}

/** The same in a part of the text; `undefined` where the declaration does not end in it. */
function partsWithin(text: string, start: number, end: number): DeclarationParts | undefined {
  const tokens = tokenize(text, { start, end });
  // What is cut off at the end may be read as something else.
  if (end < text.length) tokens.splice(-2);
  const partners = matchDelimiters(tokens);
  let colon = -1;
  let equals = -1;
  /** End of the last token before the one that is looked at. */
  let last = start;
  let type: Range | undefined;
  const from = (after: number): number => tokens[after + 1]?.start ?? last;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'open') {
      const close = partners[i] ?? -1;
      if (close < 0) return undefined;
      i = close;
    } else if (token.kind === 'punctuation') {
      if (token.text === ':' && colon < 0 && equals < 0) colon = i;
      else if (token.text === '=' && equals < 0) {
        equals = i;
        if (colon >= 0) type = { start: from(colon), end: last };
      } else if (token.text === ';') {
        if (equals < 0) return colon < 0 ? {} : { type: { start: from(colon), end: last } };
        return { ...(type ? { type } : {}), value: { start: from(equals), end: last } };
      }
    }
    last = tokens[i]!.end;
  }
  return undefined;
}

/** Text of the value after the name at `start`; `undefined` where there is none, or its end is far away. */
export function initialiserAfter(text: string, start: number): string | undefined {
  const { value } = declarationParts(text, start);
  return value && text.slice(value.start, value.end);
}
