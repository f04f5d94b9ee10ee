/** Signatures for people. */
import { tokenize } from './lexer';
import type { Token } from './token';

/** A signature as one would write it on one line, however far apart its tokens stand: macros put spaces where they like. */
export function signatureText(signature: string): string {
  const tokens = tokenize(signature);
  let text = '';
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (token.text === ',' && next?.kind === 'close') continue;
    text += token.text;
    if (next && isSpaced(tokens, at, next)) text += ' ';
  }
  return text;
}

/** Words that a type may follow, whatever it begins with. */
const BEFORE_TYPES: ReadonlySet<string> = new Set(['as', 'const', 'dyn', 'impl', 'mut', 'where']);

function isSpaced(tokens: readonly Token[], at: number, next: Token): boolean {
  const token = tokens[at] as Token;
  const before = tokens[at - 1];
  if (token.text === ',' || token.text === ';' || next.text === 'where') return true;
  if (BEFORE_TYPES.has(token.text)) return true;
  // `::`, `->`, `==`: the second of two that belong together.
  const ofPair = before?.joint === true && before.end === token.start;
  const opensPair = token.joint === true && token.end === next.start;
  if (token.text === ':') return !ofPair && !opensPair;
  if (token.text === '>' && ofPair && before?.text === '-') return true;
  if (next.text === '-' && next.joint) return true;
  if ('=+'.includes(token.text) || '=+'.includes(next.text)) return !ofPair;
  return isWord(token) && isWord(next);
}

function isWord({ kind }: Token): boolean {
  return kind === 'identifier' || kind === 'literal' || kind === 'lifetime';
}
