/** The project's own parser, with its wasm files from `node_modules`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RustParser } from '../../server/src/syntax/api';
import { createParser } from '../../server/src/syntax/parser';

/** `root`: folder of the checkout. */
export function openParser(root: string): Promise<RustParser> {
  const wasm = (...path: string[]) => readFileSync(join(root, 'node_modules', ...path));
  return createParser({
    core: wasm('web-tree-sitter', 'web-tree-sitter.wasm'),
    rust: wasm('tree-sitter-rust', 'tree-sitter-rust.wasm'),
  });
}
