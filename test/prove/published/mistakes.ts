/** One mistake in a file: a name that is another one, a visibility less, an import less. */
import { tokenize } from '../../../server/src/syntax/lexer';
import type { Token } from '../../../server/src/syntax/token';
import type { Edit } from '../names/mutate';
import type { Choices } from '../random';

const KEYWORDS = new Set([
  ...['as', 'async', 'await', 'box', 'break', 'const', 'continue', 'crate', 'dyn', 'else', 'enum', 'extern'],
  ...['false', 'fn', 'for', 'if', 'impl', 'in', 'let', 'loop', 'macro_rules', 'match', 'mod', 'move', 'mut'],
  ...['pub', 'ref', 'return', 'self', 'Self', 'static', 'struct', 'super', 'trait', 'true', 'try', 'type'],
  ...['union', 'unsafe', 'use', 'where', 'while', 'yield'],
]);

/** `undefined` where the file has nothing of the kind that was chosen. */
export function mistake(c: Choices, file: string, text: string): Edit | undefined {
  const tokens = tokenize(text);
  const kind = c.weighted({ name: 8, visibility: 1, import: 1 });
  if (kind === 'visibility') return withoutVisibility(c, file, tokens);
  if (kind === 'import') return withoutImport(c, file, text, tokens);
  const names = tokens.filter((token) => token.kind === 'identifier' && !KEYWORDS.has(token.text));
  if (names.length < 2) return undefined;
  const { start, end, text: old } = c.pick(names);
  const other = c.chance(0.35) ? `${old}x` : c.pick(names).text;
  if (other === old) return undefined;
  return { file, start, end, text: other, what: 'another name' };
}

function withoutVisibility(c: Choices, file: string, tokens: readonly Token[]): Edit | undefined {
  const all = tokens.flatMap((token, at) => (token.text === 'pub' ? [at] : []));
  if (all.length === 0) return undefined;
  const at = c.pick(all);
  const { start, end } = tokens[at]!;
  const closed = tokens[at + 1]?.text === '(' ? tokens.slice(at).find(({ text }) => text === ')') : undefined;
  const to = closed?.end ?? end;
  return { file, start, end: to, text: ' '.repeat(to - start), what: 'no visibility' };
}

function withoutImport(c: Choices, file: string, text: string, tokens: readonly Token[]): Edit | undefined {
  const all = tokens.filter((token) => token.kind === 'identifier' && token.text === 'use');
  if (all.length === 0) return undefined;
  const { start } = c.pick(all);
  const end = text.indexOf(';', start);
  if (end < 0) return undefined;
  return { file, start, end, text: text.slice(start, end).replaceAll(/[^\n]/g, ' '), what: 'an import less' };
}
