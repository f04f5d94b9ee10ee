import { NOTHING_REMOVED, type Removed, type Span } from '../gaps/removed';
import { withoutRaw } from '../keywords';
import type {
  Attribute,
  Binding,
  FieldAccess,
  Fragment,
  Item,
  MacroCall,
  Reference,
  Scope,
  ScopeKind,
  SpanIndex,
} from '../summary';
import { BROKEN, type FlatTree, UNSURE } from '../tree/flat';
import { Kind } from '../tree/kinds';
import type { Draft } from './draft';
import { NestableWords } from './nestable';

/** Nodes deeper than this in lowering's own recursion are left out as broken: the stack must not overflow. */
const DEPTH = 800;

/** The state of turning one tree into one {@link Fragment}: its tables and how to add to them. */
export class Lowering {
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
  readonly scopes: Draft<Scope>[] = [];
  readonly references: Draft<Reference>[] = [];
  readonly calls: MacroCall[] = [];
  readonly fields: FieldAccess[] = [];
  readonly nestedItems: Item[] = [];
  readonly itemSpans: number[] = [];
  readonly blockSpans: number[] = [];
  readonly referenceSpans: number[] = [];
  /** Below a function body: items' spans go to `blockSpans`. */
  inBlock = false;
  /** Something of the text is named like a primitive type: their names are references then, as they may mean that. */
  namesPrimitive = false;
  /** In the value of a `const _`: what macros that are called as statements bring counts outside, as in derived code. */
  inNameless = false;
  /** Attribute nodes of extern blocks whose references are made already. */
  readonly inherited = new Set<number>();
  /** Number of the last inline module. */
  modules = 0;
  /** What closures assign to `_` that the grammar has outside of them, by closure. */
  readonly assigned = new Map<number, number>();
  private depth = 0;
  /** Offsets of removed attributes that nothing has asked for yet. */
  private readonly pending: Set<number>;
  private readonly broken: number[];
  private readonly words: NestableWords;

  /**
   * `text` is what a person wrote (offsets are the same as in the text that was parsed), `shift` the length of
   * what was put before it and `length` its own length.
   */
  constructor(
    readonly tree: FlatTree,
    readonly text: string,
    /** Whether the body part is wanted. */
    readonly bodies: boolean,
    readonly shift = 0,
    readonly length = text.length,
    readonly removed: Removed = NOTHING_REMOVED,
    /** Whether bare names of primitive types are references. */
    readonly refersToPrimitives = false,
  ) {
    this.kind = tree.kind;
    this.start = tree.start;
    this.end = tree.end;
    this.next = tree.next;
    this.words = new NestableWords(text);
    this.pending = new Set(removed.attributes.keys());
    this.broken = [];
    for (let i = 0; i < tree.broken.length; i++) this.broken.push(this.offset(tree.broken[i] as number));
  }

  // The typed arrays are total over the nodes of the tree; these spare every caller the `undefined` of an index.
  kindOf(node: number): Kind {
    return this.kind[node] as Kind;
  }
  startOf(node: number): number {
    return this.start[node] as number;
  }
  endOf(node: number): number {
    return this.end[node] as number;
  }
  /** The node after `node` and all below it: the next sibling, unless the parent ends there. */
  after(node: number): number {
    return this.next[node] as number;
  }
  /** First child of a kind; -1 if none. */
  child(node: number, kind: Kind): number {
    const end = this.after(node);
    for (let c = node + 1; c < end; c = this.after(c)) if (this.kind[c] === kind) return c;
    return -1;
  }
  /** Last child; -1 if none. */
  lastChild(node: number): number {
    const end = this.after(node);
    let last = -1;
    for (let c = node + 1; c < end; c = this.after(c)) last = c;
    return last;
  }
  textOf(node: number): string {
    return this.text.slice(this.start[node], this.end[node]);
  }
  /** Text of an identifier without `r#`. */
  nameOf(node: number): string {
    return withoutRaw(this.textOf(node));
  }
  /** The grammar takes `_` for a name in many places. */
  isUnderscore(node: number): boolean {
    return this.endOf(node) - this.startOf(node) === 1 && this.text.charCodeAt(this.startOf(node)) === 95;
  }
  /** The node stands in a region that did not parse. */
  isBroken(node: number): boolean {
    return this.tree.hasErrors && ((this.tree.flags[node] as number) & BROKEN) !== 0;
  }
  /** The block, item list or file has an error of its own. */
  isUnsure(node: number): boolean {
    return this.tree.hasErrors && ((this.tree.flags[node] as number) & UNSURE) !== 0;
  }
  /** Something at or below the node did not parse. */
  hasBroken(node: number): boolean {
    if (!this.tree.hasErrors) return false;
    for (let n = node; n < this.after(node); n++)
      if (((this.tree.flags[n] as number) & BROKEN) !== 0) return true;
    return false;
  }

  /** Offset in what the caller gave, of one in the text that was parsed. */
  offset(at: number): number {
    return Math.min(Math.max(at - this.shift, 0), this.length);
  }
  private add(table: number[], start: number, end: number): SpanIndex {
    table.push(this.offset(start), this.offset(end));
    return table.length / 2 - 1;
  }
  /** Adds a span of an item. */
  itemSpan(start: number, end: number): SpanIndex {
    return this.add(this.inBlock ? this.blockSpans : this.itemSpans, start, end);
  }
  /** Adds a span of the body part. */
  span(start: number, end: number): SpanIndex {
    return this.add(this.referenceSpans, start, end);
  }

  /** Adds a scope that covers a node and gives its index. */
  addScope(kind: ScopeKind, parent: number, node: number): number {
    this.scopes.push({
      kind,
      parent,
      start: this.offset(this.startOf(node)),
      end: this.offset(this.endOf(node)),
    });
    return this.scopes.length - 1;
  }
  /** Adds a scope that only carries attributes; gives `parent` where there are none to carry. */
  region(parent: number, node: number, attributes: readonly Attribute[] | undefined): number {
    if (attributes === undefined) return parent;
    const scope = this.addScope('region', parent, node);
    this.scope(scope).attributes = attributes;
    return scope;
  }
  /** Adds the scope that the types of a closure stand in. */
  closure(parent: number, node: number): number {
    const scope = this.addScope('region', parent, node);
    this.scope(scope).closure = true;
    return scope;
  }
  /** Adds the scope of a constant expression; gives `parent` where it is a number and names nothing. */
  constant(parent: number, node: number): number {
    return this.kindOf(node) === Kind.integer_literal ? parent : this.addScope('constant', parent, node);
  }
  /** Adds a scope of names; `broken` if what brings them in did not parse. Gives `parent` if there is nothing to say. */
  bindingScope(parent: number, node: number, bindings: readonly Binding[], broken: boolean): number {
    if (bindings.length === 0 && !broken) return parent;
    const scope = this.addScope('bindings', parent, node);
    this.scope(scope).bindings = bindings;
    if (broken) this.scope(scope).broken = true;
    return scope;
  }
  /** The same for a pattern that need not match. */
  refutableScope(parent: number, node: number, bindings: readonly Binding[], broken: boolean): number {
    const scope = this.bindingScope(parent, node, bindings, broken);
    if (scope !== parent) this.scope(scope).refutable = true;
    return scope;
  }
  scope(index: number): Draft<Scope> {
    return this.scopes[index] as Draft<Scope>;
  }
  addReference(reference: Draft<Reference>, node: number): number {
    if (this.isBroken(node) || this.isCutOff(node)) reference.broken = true;
    this.references.push(reference);
    return this.references.length - 1;
  }

  /** A path whose next segment is still to be typed: what is there so far stands for something else. */
  private isCutOff(node: number): boolean {
    const { broken } = this.tree;
    if (broken.length === 0) return false;
    let at = this.endOf(node);
    while (this.text[at]?.trim() === '') at++;
    if (this.text[at] !== ':') return false;
    for (let i = 0; i < broken.length; i += 2) if (broken[i] === at) return true;
    return false;
  }

  /** Whether the inside of a node is to be looked at: for references, or for items that matter elsewhere. */
  wants(node: number): boolean {
    return this.bodies || this.words.within(this.startOf(node), this.endOf(node));
  }

  /** The attributes that a rewriting took away from before a node; they are given once. */
  takeAttributes(node: number): readonly Span[] | undefined {
    if (this.pending.size === 0 || !this.pending.delete(this.startOf(node))) return undefined;
    return this.removed.attributes.get(this.startOf(node));
  }
  /** A removed attribute stood where nothing asks for attributes: what it is on may be inactive without our knowing. */
  get hasLeftovers(): boolean {
    return this.pending.size > 0;
  }

  /** Enters a level of recursion; `false`: too deep, leave the node alone. Each `true` needs an {@link leave}. */
  enter(node: number): boolean {
    if (this.depth < DEPTH) {
      this.depth++;
      return true;
    }
    this.markBroken(node);
    for (const scope of this.scopes)
      if (scope.kind === 'block' || scope.kind === 'module') scope.broken = true;
    return false;
  }
  /** Adds a node to the regions of which nothing is known. */
  markBroken(node: number): void {
    this.broken.push(this.offset(this.startOf(node)), this.offset(this.endOf(node)));
  }
  leave(): void {
    this.depth--;
  }

  /** The finished fragment. */
  finish(items: readonly Item[], attributes: readonly Attribute[], exit: number): Fragment {
    const { bodies, nestedItems, itemSpans, blockSpans } = this;
    return {
      items,
      nestedItems,
      attributes,
      scopes: bodies ? this.scopes : this.scopes.slice(0, 1),
      references: bodies ? this.references : [],
      calls: bodies ? this.calls : [],
      fields: bodies ? this.fields : [],
      exit: bodies ? exit : 0,
      itemSpans,
      blockSpans,
      referenceSpans: bodies ? this.referenceSpans : [],
      broken: ascending(this.broken),
    };
  }
}

/** Pairs of offsets in ascending order of their start. */
function ascending(pairs: readonly number[]): number[] {
  const starts: [number, number][] = [];
  for (let i = 0; i < pairs.length; i += 2) starts.push([pairs[i] as number, pairs[i + 1] as number]);
  starts.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return starts.flat();
}
