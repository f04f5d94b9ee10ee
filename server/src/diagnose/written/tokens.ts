/** The tokens of a file, kept as long as its text: places of paths, calls and arguments are read off them. */
import { remembered } from '../../resolve/remembered';
import type { World } from '../../resolve/world';
import { matchDelimiters, tokenize } from '../../syntax/lexer';
import type { Token } from '../../syntax/token';

export interface FileTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** For each delimiter the index of its partner; -1 otherwise. */
  readonly partners: Int32Array;
}

const kept = new WeakMap<object, FileTokens>();

/** Tokens of a file as analysed; `undefined` if it cannot be read. */
export function tokensOf(world: World, file: string): FileTokens | undefined {
  const source = world.sourceFiles.read(file);
  if (source === undefined) return undefined;
  return remembered(kept, source, () => {
    const tokens = tokenize(source.text);
    return { text: source.text, tokens, partners: matchDelimiters(tokens) };
  });
}

/** Index of the token that begins at an offset; -1 if none does. */
export function tokenAt({ tokens }: FileTokens, offset: number): number {
  let low = 0;
  let high = tokens.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { start } = tokens[middle] as Token;
    if (start === offset) return middle;
    if (start < offset) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** True if the two tokens at an index are `::`. */
export function isPathSeparator(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === ':' && tokens[at]?.joint === true && tokens[at + 1]?.text === ':';
}
