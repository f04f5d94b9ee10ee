import type { Language, Parser, Tree } from 'web-tree-sitter';
import type { FragmentKind, RustParser } from './api';
import { lowerWrapped, WRAPPERS } from './fragments';
import type { Removed } from './gaps/removed';
import { rewriteGaps } from './gaps/rewrite';
import { MOST_MEMORY, MOST_UNITS, mostMilliseconds, mostProgress, mostReads } from './limits';
import { itemAttributes } from './lower/attributes';
import { lowerItems } from './lower/items';
import { Lowering } from './lower/lowering';
import { NestableWords } from './lower/nestable';
import type { Fragment } from './summary';
import { type FlatTree, Flattener } from './tree/flat';
import { makeKindTable } from './tree/kinds';
import { stepsOf } from './tree/steps';
import { type ModuleOptions, quietly, WasmModule } from './wasmModule';

/**
 * Makes a parser. `core` is web-tree-sitter's own WebAssembly file (absent: the library looks for it beside
 * itself), `rust` that of tree-sitter-rust. Rejects if one of them cannot be loaded.
 */
export async function createParser(wasm: ModuleOptions & { readonly rust: Uint8Array }): Promise<RustParser> {
  const module = await WasmModule.start(wasm);
  return new TreeSitterParser(module, await module.language(wasm.rust));
}

type Skip = ((start: number, end: number) => boolean) | undefined;
/** `complete`: nothing that a rewriting removed was overlooked. */
type Lower = (
  tree: FlatTree,
  removed: Removed,
) => { readonly fragment: Fragment; readonly complete: boolean };

class TreeSitterParser implements RustParser {
  private parser: Parser | undefined;
  private readonly flattener: Flattener;

  constructor(
    private readonly module: WasmModule,
    private readonly language: Language,
  ) {
    this.flattener = new Flattener(makeKindTable(language));
  }

  lowerFile(text: string, options: { readonly bodies?: boolean } = {}): Fragment {
    const bodies = options.bodies ?? true;
    const words = new NestableWords(text);
    const skip = bodies ? undefined : (start: number, end: number) => !words.within(start, end);
    return this.lower(text, text.length, skip, (tree, removed) => {
      const l = new Lowering(tree, text, bodies, 0, text.length, removed);
      const root = l.addScope('module', -1, 0);
      l.scope(root).module = 0;
      const { items, inner } = lowerItems(l, 0, root);
      return { fragment: l.finish(items, itemAttributes(l, inner) ?? [], 0), complete: !l.hasLeftovers };
    });
  }

  lowerFragment(text: string, kind: FragmentKind): Fragment {
    const { prefix, suffix } = WRAPPERS[kind];
    const wrapped = prefix + text + suffix;
    return this.lower(wrapped, text.length, undefined, (tree, removed) => {
      const l = new Lowering(tree, wrapped, true, prefix.length, text.length, removed);
      return { fragment: lowerWrapped(l, kind), complete: !l.hasLeftovers };
    });
  }

  /** Parses and lowers; whatever goes wrong, the answer is a fragment. */
  private lower(text: string, length: number, skip: Skip, lower: Lower): Fragment {
    if (text.length > MOST_UNITS) return brokenFragment(length);
    const trees: Tree[] = [];
    try {
      const common = rewriteGaps(text);
      const first = this.parse(common.text, trees);
      let flat = this.flatten(first, common.text, skip);
      if (flat.hasErrors) {
        const regions = flat.broken.length;
        const rare = rewriteGaps(text, flat.broken);
        if (rare.text !== common.text) {
          flat = this.flatten(this.parse(rare.text, trees), rare.text, skip);
          if (flat.broken.length < regions) {
            const { fragment, complete } = lower(flat, rare.removed);
            if (complete) return fragment;
          }
          flat = this.flatten(first, common.text, skip);
        }
      }
      return lower(flat, common.removed).fragment;
    } catch (error) {
      // Nothing is known of this text. If the stack or the module's memory gave out, the next one is not to suffer for it.
      if (!(error instanceof TooMuch)) {
        free(trees);
        this.module.recover();
      }
      return brokenFragment(length);
    } finally {
      free(trees);
    }
  }

  private parse(text: string, trees: Tree[]): Tree {
    const { module } = this;
    if (this.parser === undefined || !module.isAlive(this.parser)) this.parser = module.parser(this.language);
    const { parser } = this;
    let progress = 0;
    let reads = 0;
    const most = {
      progress: mostProgress(text.length),
      reads: mostReads(Math.ceil(text.length / CHUNK)),
      time: Date.now() + mostMilliseconds(text.length),
      memory: Math.max(MOST_MEMORY, module.size),
    };
    const read = (index: number): string => {
      reads++;
      return chunk(text, index);
    };
    const isTooMuch = (): boolean =>
      ++progress > most.progress || reads > most.reads || Date.now() > most.time || module.size > most.memory;
    const tree = parser.parse(read, null, { progressCallback: isTooMuch });
    if (tree === null) {
      // It would go on where it was.
      this.parser = undefined;
      module.drop(parser);
      throw new TooMuch();
    }
    trees.push(tree);
    return tree;
  }

  private flatten(tree: Tree, text: string, skip: Skip): FlatTree {
    const hasErrors = tree.rootNode.hasError;
    const steps = stepsOf(tree, this.module.functions);
    try {
      return this.flattener.flatten(steps, text, hasErrors, skip);
    } finally {
      steps.delete();
    }
  }
}

/** A text asks for more work or memory than any Rust does; some that are none would take the grammar minutes. */
class TooMuch extends Error {}

/** Gives trees back to the module; if it is beyond use, there is nothing to give back to. */
function free(trees: Tree[]): void {
  for (const tree of trees.splice(0)) quietly(() => tree.delete());
}

/** UTF-16 units handed to the parser at a time; its buffer holds no more. */
const CHUNK = 5 * 1024 - 8;

/** The next piece of a text; it does not end within a surrogate pair, which the parser would take for an error. */
function chunk(text: string, index: number): string {
  const end = index + CHUNK;
  const last = text.charCodeAt(end - 1);
  return text.slice(index, last >= 0xd800 && last < 0xdc00 ? end - 1 : end);
}

/** A text of which nothing is known: it may define any name. */
function brokenFragment(length: number): Fragment {
  return {
    items: [{ kind: 'broken', name: '', visibility: { k: 'private' }, at: 0 }],
    nestedItems: [],
    attributes: [],
    scopes: [{ kind: 'module', parent: -1, module: 0, broken: true, start: 0, end: length }],
    references: [],
    calls: [],
    fields: [],
    exit: 0,
    itemSpans: [0, length],
    blockSpans: [],
    referenceSpans: [],
    broken: [0, length],
  };
}
