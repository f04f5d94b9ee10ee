/** How much longer this machine takes for the same than the one that the budgets of inputs are set for. */
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

/** Milliseconds of processor time that the parses take on that machine. */
const EXPECTED = 380;

/** How often the text is parsed. */
const TIMES = 10;

/**
 * Measures it by bare parses of a fixed text, which nothing of the engine takes part in; about half a second. The parser's
 * library must have been started.
 * @returns 1 on such a machine and on quicker ones
 */
export async function slowness(): Promise<number> {
  const parser = new Parser();
  parser.setLanguage(await Language.load(GRAMMAR));
  const since = process.cpuUsage();
  for (let time = 0; time < TIMES; time++) parser.parse(TEXT)?.delete();
  const { user, system } = process.cpuUsage(since);
  parser.delete();
  return Math.max(1, (user + system) / 1_000 / EXPECTED);
}

const GRAMMAR = join(import.meta.dirname, '../../../node_modules/tree-sitter-rust/tree-sitter-rust.wasm');

const TEXT = Array.from(
  { length: 2_000 },
  (_, at) =>
    `pub fn f${at}(a: &[u8], b: usize) -> Option<u8> { a.get(b + ${at}).map(|x| x.wrapping_add(1)) }\n`,
).join('');
