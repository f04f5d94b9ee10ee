/** Puts the trees of what was cut from a file into the tree of the outline. */
import type { Removed, RemovedMacro, Span } from '../gaps/removed';
import { BROKEN, type FlatTree, UNSURE } from '../tree/flat';
import { Kind } from '../tree/kinds';
import type { Cut } from './cuts';
import type { Outline } from './outline';
import type { Part } from './part';

/** What is put before a body so that it parses as a file. */
export const BODY_PREFIX = 'fn f()';

/** What a stretch that was cut out is parsed as; absent: not known. Of what a macro call is given the tree has no more than the span. */
export type Grafted = Part | 'given' | undefined;

/** Whether something of a stretch does not parse; of what a macro call is given that is not asked. */
export function hasErrors(part: Grafted): boolean {
  return part !== 'given' && part?.tree.hasErrors !== false;
}

/** The file as a whole, as one parse gives it, but for the tokens that macro calls are given. `parts` by their order in the outline. */
export function graft(
  outline: Outline,
  { tree, removed }: Part,
  parts: readonly Grafted[],
  length: number,
): Part {
  const bodies = parts.map((part) => (part === 'given' ? undefined : part));
  const merged = new Merged(tree.count + bodies.reduce((sum, body) => sum + (body?.tree.count ?? 1), 0));
  /** Where each node of the outline's tree has come to. */
  const places = new Int32Array(tree.count + 1);
  const own: number[] = [];
  for (let node = 0; node < tree.count; ) {
    const index = node === 0 ? -1 : outline.cutAt(tree, node);
    places[node] = merged.count;
    if (index < 0) {
      own.push(node);
      const from = outline.offset(tree.start[node] as number);
      merged.add(tree.kind[node] as Kind, from, outline.offset(tree.end[node] as number), tree.flags[node]);
      node++;
      continue;
    }
    const { span } = outline.cuts[index] as Cut;
    if (parts[index] === 'given') merged.addLeaf(Kind.token_tree, span);
    else merged.addBody(span, bodies[index]);
    const after = tree.next[node] as number;
    places.fill(merged.count, node + 1, after);
    node = after;
  }
  places[tree.count] = merged.count;
  for (const node of own) merged.next[places[node] as number] = places[tree.next[node] as number] as number;
  const regions: Span[] = [];
  addRegions(regions, tree.broken, (at) => outline.offset(at));
  for (const [index, body] of bodies.entries()) {
    if (parts[index] === 'given') continue;
    const { span } = outline.cuts[index] as Cut;
    if (body === undefined) regions.push(span);
    else addRegions(regions, body.tree.broken, (at) => inBody(span, at));
  }
  regions.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  merged.start[0] = 0;
  merged.end[0] = length;
  return {
    tree: {
      ...merged.arrays(),
      hasErrors: tree.hasErrors || parts.some(hasErrors),
      broken: regions.flat(),
    },
    removed: joinRemoved([
      [removed, (at: number) => outline.offset(at)],
      ...bodies.flatMap((body, index): [Removed, (at: number) => number][] =>
        body ? [[body.removed, (at) => inBody((outline.cuts[index] as Cut).span, at)]] : [],
      ),
    ]),
  };
}

/** Offset in the file of one in the text that a body was parsed as. */
function inBody([start, end]: Span, at: number): number {
  return Math.min(Math.max(start + at - BODY_PREFIX.length, start), end);
}

function addRegions(to: Span[], broken: readonly number[], offset: (at: number) => number): void {
  for (let i = 0; i + 1 < broken.length; i += 2)
    to.push([offset(broken[i] as number), offset(broken[i + 1] as number)]);
}

/** The node of the body in its own tree; -1 where the parser's error recovery has made something else of it. */
function blockOf({ count, kind, start, end, next }: FlatTree): number {
  if (count < 2 || kind[1] !== Kind.function_item || next[1] !== count) return -1;
  for (let node = 2; node < count; node = next[node] as number)
    if (kind[node] === Kind.block)
      return start[node] === BODY_PREFIX.length && end[node] === end[0] ? node : -1;
  return -1;
}

class Merged {
  count = 0;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
  private readonly flags: Uint8Array;

  constructor(size: number) {
    this.kind = new Uint8Array(size);
    this.start = new Int32Array(size);
    this.end = new Int32Array(size);
    this.next = new Int32Array(size);
    this.flags = new Uint8Array(size);
  }

  arrays(): Pick<FlatTree, 'count' | 'kind' | 'start' | 'end' | 'next' | 'flags'> {
    const { count, kind, start, end, next, flags } = this;
    return { count, kind, start, end, next, flags };
  }

  add(kind: Kind, start: number, end: number, flags = 0): number {
    const node = this.count++;
    this.kind[node] = kind;
    this.start[node] = start;
    this.end[node] = end;
    this.flags[node] = flags;
    return node;
  }

  addLeaf(kind: Kind, [start, end]: Span, flags = 0): void {
    this.next[this.add(kind, start, end, flags)] = this.count;
  }

  addBody(span: Span, body: Part | undefined): void {
    if (body === undefined) {
      this.addLeaf(Kind.block, span, BROKEN | UNSURE);
      return;
    }
    const { tree } = body;
    const block = blockOf(tree);
    if (block >= 0) this.copy(span, tree, block, 0);
    else this.addPieces(span, tree);
  }

  /** A block of whatever could be read of it. */
  private addPieces(span: Span, tree: FlatTree): void {
    const block = this.add(Kind.block, span[0], span[1], BROKEN | UNSURE);
    for (let node = 1; node < tree.count; )
      if ((tree.start[node] as number) < BODY_PREFIX.length) node++;
      else {
        this.copy(span, tree, node, BROKEN);
        node = tree.next[node] as number;
      }
    this.next[block] = this.count;
  }

  private copy(span: Span, tree: FlatTree, from: number, flags: number): void {
    const shift = this.count - from;
    const after = tree.next[from] as number;
    for (let node = from; node < after; node++) {
      const start = inBody(span, tree.start[node] as number);
      const end = inBody(span, tree.end[node] as number);
      const added = this.add(tree.kind[node] as Kind, start, end, (tree.flags[node] as number) | flags);
      this.next[added] = (tree.next[node] as number) + shift;
    }
  }
}

/** What was removed from several parts, each with the way to the offsets of the file. */
function joinRemoved(parts: readonly (readonly [Removed, (at: number) => number])[]): Removed {
  const visibilities = new Map<number, Span>();
  const attributes = new Map<number, readonly Span[]>();
  const macros = new Map<number, RemovedMacro>();
  for (const [removed, offset] of parts) {
    const span = ([start, end]: Span): Span => [offset(start), offset(end)];
    for (const [at, each] of removed.visibilities) visibilities.set(offset(at), span(each));
    for (const [at, each] of removed.attributes) attributes.set(offset(at), each.map(span));
    for (const [at, { name, body }] of removed.macros)
      macros.set(offset(at), { name: span(name), body: span(body) });
  }
  return { visibilities, attributes, macros };
}
