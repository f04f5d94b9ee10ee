import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { FragmentKind, RustParser } from './api';
import { lowerWrapped, WRAPPERS } from './fragments';
import { rewriteGaps } from './gaps/rewrite';
import { itemAttributes } from './lower/attributes';
import { lowerItems } from './lower/items';
import { Lowering } from './lower/lowering';
import { NestableWords } from './lower/nestable';
import type { Fragment } from './summary';
import { type FlatTree, Flattener } from './tree/flat';
import { makeKindTable } from './tree/kinds';
import { stepsOf } from './tree/steps';

/** What `Parser.init` filled in; the library can be initialised only once in a process. */
let initialised: Promise<object> | undefined;

function initialise(core: Uint8Array | undefined): Promise<object> {
  initialised ??= (async () => {
    const module = core === undefined ? {} : { wasmBinary: core };
    await Parser.init(module as Parameters<typeof Parser.init>[0]);
    return module;
  })();
  return initialised;
}

/**
 * Makes a parser. `core` is web-tree-sitter's own WebAssembly file (absent: the library looks for it beside
 * itself), `rust` that of tree-sitter-rust. Rejects if one of them cannot be loaded.
 */
export async function createParser(wasm: {
  readonly core: Uint8Array | undefined;
  readonly rust: Uint8Array;
}): Promise<RustParser> {
  const module = await initialise(wasm.core);
  return new TreeSitterParser(module, await Language.load(wasm.rust));
}

class TreeSitterParser implements RustParser {
  private parser: Parser | undefined;
  private readonly flattener: Flattener;

  constructor(
    private readonly module: object,
    private readonly language: Language,
  ) {
    this.flattener = new Flattener(makeKindTable(language));
  }

  lowerFile(text: string, options: { readonly bodies?: boolean } = {}): Fragment {
    const bodies = options.bodies ?? true;
    const { text: parsed, placeholders } = rewriteGaps(text);
    const words = new NestableWords(text);
    const skip = bodies ? undefined : (start: number, end: number) => !words.within(start, end);
    return this.lower(parsed, text.length, skip, (tree) => {
      const l = new Lowering(tree, text, bodies, 0, text.length, placeholders);
      const root = l.addScope('module', -1, 0);
      l.scope(root).module = 0;
      const { items, inner } = lowerItems(l, 0, root);
      return l.finish(items, itemAttributes(l, inner) ?? [], 0);
    });
  }

  lowerFragment(text: string, kind: FragmentKind): Fragment {
    const { prefix, suffix } = WRAPPERS[kind];
    const wrapped = prefix + text + suffix;
    const { text: parsed, placeholders } = rewriteGaps(wrapped);
    return this.lower(parsed, text.length, undefined, (tree) => {
      return lowerWrapped(new Lowering(tree, wrapped, true, prefix.length, text.length, placeholders), kind);
    });
  }

  /** Parses and lowers; whatever goes wrong, the answer is a fragment. */
  private lower(
    parsed: string,
    length: number,
    skip: ((start: number, end: number) => boolean) | undefined,
    lower: (tree: FlatTree) => Fragment,
  ): Fragment {
    let tree: Tree | null = null;
    try {
      tree = this.ready().parse((index) => chunk(parsed, index));
      if (tree === null) return brokenFragment(length);
      const hasErrors = tree.rootNode.hasError;
      const steps = stepsOf(tree, this.module);
      let flat: FlatTree;
      try {
        flat = this.flattener.flatten(steps, parsed, hasErrors, skip);
      } finally {
        steps.delete();
      }
      return lower(flat);
    } catch {
      // The stack or the module's memory gave out: nothing is known of this text, and the parser may be unusable.
      this.parser = undefined;
      return brokenFragment(length);
    } finally {
      tree?.delete();
    }
  }

  private ready(): Parser {
    if (this.parser === undefined) {
      this.parser = new Parser();
      this.parser.setLanguage(this.language);
    }
    return this.parser;
  }
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
    exit: 0,
    itemSpans: [0, length],
    blockSpans: [],
    referenceSpans: [],
    broken: [0, length],
  };
}
