/** The parser's memory runs out for real: the module is given little of it, which can be done once in a process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { createParser } from '../../server/src/syntax/parser';
import type { WasmMemory } from '../../server/src/syntax/wasmModule';

const require = createRequire(import.meta.url);
const core = readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'));
const rust = readFileSync(
  join(dirname(require.resolve('tree-sitter-rust/package.json')), 'tree-sitter-rust.wasm'),
);

const { Memory } = (
  globalThis as unknown as {
    WebAssembly: { Memory: new (pages: { initial: number; maximum: number }) => WasmMemory };
  }
).WebAssembly;
const PAGE = 65_536;
const good = 'fn f() { a::b(c) }\nmod m { use x::y; }\n';

it('a text for which the memory does not suffice is broken, and no other one', async () => {
  // What the module starts with, and a little more.
  const memory = new Memory({ initial: 512, maximum: 600 });
  const parser = await createParser({ core, rust, memory });
  const expected = JSON.stringify(parser.lowerFile(good));
  const greedy = [
    'a '.repeat(1_500_000),
    'const C: u32 = 1;\n'.repeat(200_000),
    `fn f() {${'{'.repeat(1_500_000)}`,
    'm!('.repeat(1_000_000),
  ];
  for (let round = 0; round < 3; round++)
    for (const text of greedy) {
      expect(parser.lowerFile(text).broken).toEqual([0, text.length]);
      expect(memory.buffer.byteLength).toBeGreaterThan(590 * PAGE);
      expect(JSON.stringify(parser.lowerFile(good))).toBe(expected);
      // Not only what is small.
      expect(parser.lowerFile(good.repeat(2_000)).broken).toEqual([]);
    }
  // A parser made later shares the module, and has its way back too.
  const other = await createParser({ core, rust });
  expect(other.lowerFile(greedy[0]!).broken).toEqual([0, greedy[0]!.length]);
  for (const each of [other, parser]) expect(JSON.stringify(each.lowerFile(good))).toBe(expected);
});
