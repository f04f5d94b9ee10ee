/**
 * Loads what an analysis is made of: the parser's two wasm files and the built-in data. They stand beside the
 * bundle (`dist/`); run from the sources, as in tests, they come from `node_modules` and `server/data`.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Catalog } from '../bindings/data';
import type { KnowledgeData } from '../knowledge/data';
import type { Documentation } from '../knowledge/documentation';
import { createKnowledge, type Knowledge } from '../knowledge/knowledge';
import { type DocumentationData, ownDocumentation } from '../knowledge/ownDocumentation';
import type { RustParser } from '../syntax/api';
import { createParser } from '../syntax/parser';

export interface NodeParts {
  readonly parser: RustParser;
  readonly catalog: Catalog;
  readonly knowledge: Knowledge;
  readonly documentation: Documentation;
}

/** Beside the bundle, else where the sources have it. */
const PLACES = {
  runtime: ['web-tree-sitter.wasm', '../../../node_modules/web-tree-sitter/web-tree-sitter.wasm'],
  grammar: ['tree-sitter-rust.wasm', '../../../node_modules/tree-sitter-rust/tree-sitter-rust.wasm'],
} as const;
const DATA_FOLDERS = ['data', '../../data'];

/**
 * Parser, built-in bindings and seL4 facts. Bindings are opened when first asked for.
 * @throws Error naming the file if one of the installation's own is missing or damaged
 */
export async function loadParts(): Promise<NodeParts> {
  const [runtime, grammar] = await Promise.all([readWasm(PLACES.runtime), readWasm(PLACES.grammar)]);
  const parser = await createParser({ core: runtime, rust: grammar });
  return { parser, catalog: loadCatalog(), knowledge: loadKnowledge(), documentation: loadDocumentation() };
}

/** The built-in bindings alone, for commands that parse nothing. */
export function loadCatalog(): Catalog {
  return new Catalog({ read: readData });
}

/**
 * The seL4 facts alone.
 * @throws Error naming the file if it is missing or damaged
 */
export function loadKnowledge(): Knowledge {
  const text = readData('knowledge.json');
  if (text === undefined) throw damaged('data/knowledge.json', 'it is missing or unreadable');
  try {
    return createKnowledge(JSON.parse(text) as KnowledgeData);
  } catch (error) {
    throw damaged('data/knowledge.json', error instanceof Error ? error.message : String(error));
  }
}

/** What names of seL4 are for; read when first asked for. A damaged file counts as empty: nothing is checked with it. */
export function loadDocumentation(): Documentation {
  let opened: Documentation | undefined;
  return {
    of(name) {
      opened ??= openDocumentation();
      return opened.of(name);
    },
  };
}

function openDocumentation(): Documentation {
  const text = readData('documentation.json');
  try {
    if (text !== undefined) return ownDocumentation(JSON.parse(text) as DocumentationData);
  } catch {
    // Nothing depends on it.
  }
  return { of: () => undefined };
}

function readData(name: string): string | undefined {
  for (const folder of DATA_FOLDERS) {
    try {
      return readFileSync(join(__dirname, folder, name), 'utf8');
    } catch {
      // The next place.
    }
  }
  return undefined;
}

async function readWasm(places: readonly string[]): Promise<Uint8Array> {
  for (const place of places) {
    try {
      return await readFile(join(__dirname, place));
    } catch {
      // The next place.
    }
  }
  throw damaged(places[0]!, 'it is missing or unreadable');
}

function damaged(file: string, why: string): Error {
  return new Error(
    `${join(__dirname, file)} cannot be used: ${why}; install kaal-sel4 again, or run \`npm run build\``,
  );
}
