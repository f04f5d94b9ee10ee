/** Ranges that clients send. */
import { ErrorCodes, type Position, type Range, ResponseError } from 'vscode-languageserver';

/** A range as it is; ends behind the end of a line or text mean that end, as in LSP. @throws ResponseError for what is no range */
export function readRange(value: unknown): Range {
  const { start, end } = (value ?? {}) as Partial<Range>;
  if (isPosition(start) && isPosition(end)) return { start, end };
  throw new ResponseError(
    ErrorCodes.InvalidParams,
    '`range` must have a start and an end, from line and character 0 on.',
  );
}

/** Whether something is a position: a line and a character from 0 on. */
export function isPosition(value: unknown): value is Position {
  const { line, character } = (value ?? {}) as Partial<Position>;
  return isNatural(line) && isNatural(character);
}

function isNatural(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}
