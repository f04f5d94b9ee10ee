import type { Language, Parser, Tree } from 'web-tree-sitter';
import type { FileOptions, FragmentKind, RustParser } from './api';
import { lowerWrapped, WRAPPERS } from './fragments';
import { rewriteGaps } from './gaps/rewrite';
import { MOST_IN_PARTS, MOST_MEMORY, MOST_UNITS, mostMilliseconds, mostProgress, mostReads } from './limits';
import { itemAttributes } from './lower/attributes';
import { lowerItems } from './lower/items';
import { Lowering } from './lower/lowering';
import { NestableWords } from './lower/nestable';
import { cutsIn } from './parts/cuts';
import { BODY_PREFIX, graft, hasErrors } from './parts/graft';
import { mayLoseItems } from './parts/lostItems';
import { cutsFound, Outline } from './parts/outline';
import { FileMemory, lasting, type Part } from './parts/part';
import type { Fragment, Item } from './summary';
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
/** A file whose parts were parsed for themselves. */
type Joined = Part & {
  readonly isOutlineBroken: boolean;
  /** Whether it may lose some of its items where a macro call stands for it: see {@link mayLoseItems}. */
  losesItems(): boolean;
};
type Lower = (part: Part) => { readonly fragment: Fragment; readonly complete: boolean };

class TreeSitterParser implements RustParser {
  private parser: Parser | undefined;
  private readonly flattener: Flattener;

  constructor(
    private readonly module: WasmModule,
    private readonly language: Language,
  ) {
    this.flattener = new Flattener(makeKindTable(language));
  }

  lowerFile(text: string, options: FileOptions = {}): Fragment {
    const { bodies = true, memory } = options;
    const lower = lowerWhole(text, bodies);
    return this.guarded(text.length, () => {
      let whole: Part | undefined;
      if (memory === undefined || text.length > MOST_IN_PARTS) {
        const words = new NestableWords(text);
        const skip = bodies ? undefined : (start: number, end: number) => !words.within(start, end);
        whole = this.attempt(text, skip, lower);
        if (whole && !whole.tree.hasErrors && !whole.isRare) return lower(whole).fragment;
        if (text.length > MOST_IN_PARTS) return whole && lower(whole).fragment;
        whole &&= { ...whole, tree: lasting(whole.tree) };
      }
      const known = memory ?? new FileMemory();
      if (memory === undefined) known.note(text, whole);
      const joined = this.inParts(text, known);
      known.turn();
      return joined && lower(joined).fragment;
    });
  }

  lowerFragment(text: string, kind: FragmentKind): Fragment {
    const { prefix, suffix } = WRAPPERS[kind];
    const wrapped = prefix + text + suffix;
    const lower: Lower = ({ tree, removed }) => {
      const l = new Lowering(tree, wrapped, true, prefix.length, text.length, removed);
      return { fragment: lowerWrapped(l, kind), complete: !l.hasLeftovers };
    };
    return this.guarded(text.length, () => {
      const whole = this.read(wrapped, undefined, lower);
      if (!whole.tree.hasErrors || !hasItems(kind) || text.length > MOST_IN_PARTS)
        return lower(whole).fragment;
      // As in a file, what is amiss in a function's body leaves the items beside it what they are.
      const joined = this.inParts(text, new FileMemory());
      if (joined === undefined) return undefined;
      const { fragment } = lower(joined);
      if (joined.losesItems()) return withoutEnd(fragment);
      return joined.isOutlineBroken ? { ...fragment, itemsBroken: true } : fragment;
    });
  }

  /**
   * A file of which each function's body is parsed for itself, and what macro calls beside them are given is not: an error
   * does not reach beyond it, and where parts are remembered, only those are parsed that have changed. `undefined`: not even
   * what is around the bodies can be read.
   */
  private inParts(text: string, memory: FileMemory): Joined | undefined {
    let cuts = cutsIn(text);
    // A stretch that is no body after all, as within a macro, is left where it stands.
    for (let round = 0; ; round++) {
      const outline = new Outline(text, round < 2 ? cuts : []);
      const around = memory.part(outline.text, (part) => this.lasting(part));
      if (around === undefined) return undefined;
      const found = cutsFound(outline, around.tree);
      if (found.size < outline.cuts.length) {
        cuts = cuts.filter((_, index) => found.has(index));
        continue;
      }
      const parts = outline.cuts.map(({ kind, span: [start, end] }) =>
        kind === 'given'
          ? kind
          : memory.part(BODY_PREFIX + text.slice(start, end), (part) => this.lasting(part)),
      );
      const joined = parts.length === 0 ? around : graft(outline, around, parts, text.length);
      const losesItems = (): boolean =>
        outline.cuts.some(({ span }, at) => hasErrors(parts[at]) && mayLoseItems(text.slice(...span)));
      return { ...joined, isOutlineBroken: around.tree.hasErrors, losesItems };
    }
  }

  private lasting(text: string): Part | undefined {
    const part = this.attempt(text, undefined, lowerWhole(text, true));
    return part && { ...part, tree: lasting(part.tree) };
  }

  /** Runs `read`; whatever goes wrong, the answer is a fragment. */
  private guarded(length: number, read: () => Fragment | undefined): Fragment {
    if (length > MOST_UNITS) return brokenFragment(length);
    try {
      return read() ?? brokenFragment(length);
    } catch (error) {
      // Nothing is known of this text. If the stack or the module's memory gave out, the next one is not to suffer for it.
      if (!(error instanceof TooMuch)) this.module.recover();
      return brokenFragment(length);
    }
  }

  /** `undefined`: the text asks for too much. */
  private attempt(text: string, skip: Skip, lower: Lower): Part | undefined {
    try {
      return this.read(text, skip, lower);
    } catch (error) {
      if (error instanceof TooMuch) return undefined;
      throw error;
    }
  }

  /** Parses, with what the grammar cannot parse rewritten; the tree is valid until the next one is made. */
  private read(text: string, skip: Skip, lower: Lower): Part {
    const trees: Tree[] = [];
    try {
      const common = rewriteGaps(text);
      const first = this.parse(common.text, trees);
      const tree = this.flatten(first, common.text, skip);
      if (!tree.hasErrors) return { tree, removed: common.removed };
      const regions = tree.broken.length;
      const { broken } = tree;
      for (const oddAttributes of [true, false]) {
        const rare = rewriteGaps(text, broken, oddAttributes);
        if (rare.text === common.text) continue;
        const part = {
          tree: this.flatten(this.parse(rare.text, trees), rare.text, skip),
          removed: rare.removed,
          isRare: true,
        };
        const removesNothing = part.removed.attributes.size === 0;
        // Nothing that a rewriting removed may be overlooked: an attribute may only stand near to what is amiss.
        if (part.tree.broken.length < regions && (removesNothing || lower(part).complete)) return part;
        if (removesNothing) break;
      }
      return { tree: this.flatten(first, common.text, skip), removed: common.removed };
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

function hasItems(kind: FragmentKind): boolean {
  return kind === 'items' || kind === 'members';
}

/** Items of which some may be none: where rustc stops reading is not known. */
function withoutEnd(fragment: Fragment): Fragment {
  const items: Item[] = [
    ...fragment.items,
    { kind: 'broken', name: '', visibility: { k: 'private' }, at: 0 },
  ];
  const scopes = fragment.scopes.map((scope, index) =>
    index === 0 ? { ...scope, broken: true as const } : scope,
  );
  return { ...fragment, items, scopes, itemsBroken: true };
}

/** Lowers the tree of a file. */
function lowerWhole(text: string, bodies: boolean): Lower {
  const lower = ({ tree, removed }: Parameters<Lower>[0], primitives: boolean): ReturnType<Lower> => {
    const l = new Lowering(tree, text, bodies, 0, text.length, removed, primitives);
    const root = l.addScope('module', -1, 0);
    l.scope(root).module = 0;
    const { items, inner } = lowerItems(l, 0, root);
    if (l.namesPrimitive && !primitives) return lower({ tree, removed }, true);
    return { fragment: l.finish(items, itemAttributes(l, inner) ?? [], 0), complete: !l.hasLeftovers };
  };
  return (read) => lower(read, false);
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
