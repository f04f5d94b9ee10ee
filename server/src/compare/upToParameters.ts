/** Declarations that differ at most in what they call their own parameters. */
import { tokenize } from '../syntax/lexer';
import type { Token } from '../syntax/token';

/** Words that a declaration's name follows. */
const KEYWORDS: ReadonlySet<string> = new Set(['fn', 'struct', 'union', 'enum', 'type', 'trait']);

/**
 * The words of a declaration, its generic parameters and lifetimes numbered, commas left out: two that are equal mean the
 * same, however they are laid out. `around`: parameters of what it stands in, in their order.
 */
export function wordsUpToParameters(text: string, around: readonly string[]): string {
  const tokens = tokenize(text);
  const numbers = new Map([...around, ...parametersOf(tokens)].map((name, at) => [name, `#${at}`]));
  return tokens
    .filter((token) => token.text !== ',')
    .map((token, at, all) =>
      // A name behind `::` or `.` is another one's.
      all[at - 1]?.text === '.' ||
      (all[at - 1]?.text === ':' && all[at - 2]?.text === ':' && all[at - 2]?.joint)
        ? token.text
        : (numbers.get(token.text) ?? token.text),
    )
    .join(' ');
}

/** Names of the generic parameters that a declaration lists behind its own name, lifetimes with their apostrophe. */
function parametersOf(tokens: readonly Token[]): readonly string[] {
  const keyword = tokens.findIndex(({ text }) => KEYWORDS.has(text));
  if (keyword < 0 || tokens[keyword + 2]?.text !== '<') return [];
  const names: string[] = [];
  let depth = 0;
  let isStart = false;
  for (const [at, { text, kind }] of tokens.entries()) {
    if (at < keyword + 2) continue;
    if (text === '<' || kind === 'open') {
      depth++;
      isStart = depth === 1;
    } else if (
      kind === 'close' ||
      (text === '>' && !(tokens[at - 1]?.text === '-' && tokens[at - 1]?.joint))
    ) {
      if (--depth === 0) break;
    } else if (depth === 1 && text === ',') isStart = true;
    else if (isStart && text !== 'const') {
      names.push(text);
      isStart = false;
    }
  }
  return names;
}
