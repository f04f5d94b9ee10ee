import { Kind, type KindTable } from './kinds';
import type { Steps } from './steps';

/** In or at a region that did not parse. */
export const BROKEN = 1;
/** A block, item list or file with such a region directly in it: it may define any name. */
export const UNSURE = 2;

/**
 * A syntax tree as flat arrays in pre-order, comments left out. The children of node `n` are `n + 1`, then
 * `next[n + 1]` and so on, while less than `next[n]`. Offsets are UTF-16.
 */
export interface FlatTree {
  readonly count: number;
  readonly kind: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
  /** {@link BROKEN}, {@link UNSURE}; meaningful only with `hasErrors`. */
  readonly flags: Uint8Array;
  readonly hasErrors: boolean;
  /** Topmost regions that did not parse: start and end, in text order. */
  readonly broken: readonly number[];
}

/** Buffers kept for the next tree only up to this many nodes. */
const KEPT = 1 << 19;

/** Makes flat trees, using the same buffers again: a tree is valid until the next one is made. */
export class Flattener {
  private kind = new Uint8Array(1 << 14);
  private start = new Int32Array(1 << 14);
  private end = new Int32Array(1 << 14);
  private next = new Int32Array(1 << 14);
  private flags = new Uint8Array(1 << 14);
  private broken: number[] = [];

  constructor(private readonly kinds: KindTable) {}

  /**
   * Walks the whole tree once. `skip` says of a block whether its inside is of no use; `hasErrors` is what the
   * tree's root says: without errors most offsets follow from others and are not asked for.
   */
  flatten(
    steps: Steps,
    text: string,
    hasErrors: boolean,
    skip?: (start: number, end: number) => boolean,
  ): FlatTree {
    if (this.kind.length > KEPT) this.allocate(1 << 14, false);
    this.broken = [];
    const count = hasErrors ? this.walkCarefully(steps) : this.walk(steps, text, skip);
    if (hasErrors) this.spread(count);
    const { kind, start, end, next, flags, broken } = this;
    start[0] = 0;
    end[0] = text.length;
    return { count, kind, start, end, next, flags, hasErrors, broken };
  }

  private walk(
    steps: Steps,
    text: string,
    skip: ((start: number, end: number) => boolean) | undefined,
  ): number {
    const { kind: kindOf, tokenLength, leaf, word } = this.kinds;
    let { kind, start, end, next } = this;
    const open: number[] = [];
    let count = 0;
    let lastEnd = 0;
    for (;;) {
      const id = steps.typeId();
      const k = kindOf[id] as Kind;
      if (k !== Kind.comment) {
        if (count === kind.length) {
          this.allocate(count * 2, true);
          ({ kind, start, end, next } = this);
        }
        const node = count++;
        kind[node] = k;
        start[node] = -1;
        const isLeaf = leaf[k] === 1 || (k === Kind.block && skip?.(steps.start(), steps.end()) === true);
        if (!isLeaf && steps.firstChild()) {
          open.push(node);
          continue;
        }
        const from = steps.start();
        const length = tokenLength[id] as number;
        lastEnd = length !== 0 ? from + length : word[k] === 1 ? wordEnd(text, from) : -1;
        if (lastEnd < 0) lastEnd = steps.end();
        // Open nodes that have no offset yet begin here.
        for (let i = node; i >= 0 && start[i] === -1; i--) start[i] = from;
        end[node] = lastEnd;
        next[node] = count;
      }
      while (!steps.next()) {
        const node = open.pop();
        if (node === undefined) return count;
        if (start[node] === -1) start[node] = lastEnd;
        end[node] = lastEnd;
        next[node] = count;
        if (open.length === 0) return count;
        steps.parent();
      }
    }
  }

  private walkCarefully(steps: Steps): number {
    const kindOf = this.kinds.kind;
    const open: number[] = [];
    let count = 0;
    let errors = 0;
    for (;;) {
      const k = kindOf[steps.typeId()] as Kind;
      if (k !== Kind.comment) {
        if (count === this.kind.length) this.allocate(count * 2, true);
        const node = count++;
        this.kind[node] = k;
        this.start[node] = steps.start();
        this.end[node] = steps.end();
        this.flags[node] = 0;
        if (k === Kind.ERROR) {
          if (errors++ === 0) this.broken.push(this.start[node] as number, this.end[node] as number);
          this.flags[node] = node === 0 ? BROKEN | UNSURE : BROKEN;
        }
        if (steps.firstChild()) {
          open.push(node);
          continue;
        }
        this.next[node] = count;
        if (k === Kind.ERROR) {
          errors--;
          this.blame(open, false);
        } else if (steps.missing()) {
          const parent = open.at(-1) ?? 0;
          if (errors === 0) this.broken.push(this.start[node] as number, this.end[node] as number);
          this.flags[parent] = (this.flags[parent] as number) | BROKEN;
          this.blame(open, k === Kind['}'] || k === Kind['{']);
        }
      }
      while (!steps.next()) {
        const node = open.pop();
        if (node === undefined) return count;
        this.next[node] = count;
        if (this.kind[node] === Kind.ERROR) {
          errors--;
          this.blame(open, this.hasBraces(node));
        }
        if (open.length === 0) return count;
        steps.parent();
      }
    }
  }

  /**
   * Marks the nearest list of statements or items as unsure; all enclosing ones where braces are amiss, because
   * then what follows may have been attached to the wrong one.
   */
  private blame(open: readonly number[], all: boolean): void {
    for (let i = open.length - 1; i >= 0; i--) {
      const node = open[i] as number;
      const k = this.kind[node];
      if (k !== Kind.block && k !== Kind.declaration_list && k !== Kind.source_file && i !== 0) continue;
      this.flags[node] = (this.flags[node] as number) | UNSURE;
      if (!all) return;
    }
  }

  private hasBraces(node: number): boolean {
    for (let child = node + 1; child < (this.next[node] as number); child = this.next[child] as number) {
      if (this.kind[child] === Kind['{'] || this.kind[child] === Kind['}']) return true;
    }
    return false;
  }

  /** What stands in a broken node is broken. */
  private spread(count: number): void {
    for (let node = 0; node < count; node++) {
      if (((this.flags[node] as number) & BROKEN) === 0) continue;
      const end = this.next[node] as number;
      for (let inner = node + 1; inner < end; inner++)
        this.flags[inner] = (this.flags[inner] as number) | BROKEN;
      node = end - 1;
    }
  }

  private allocate(size: number, keep: boolean): void {
    const grown = <T extends Uint8Array | Int32Array>(old: T, fresh: T): T => {
      if (keep) fresh.set(old);
      return fresh;
    };
    this.kind = grown(this.kind, new Uint8Array(size));
    this.start = grown(this.start, new Int32Array(size));
    this.end = grown(this.end, new Int32Array(size));
    this.next = grown(this.next, new Int32Array(size));
    this.flags = grown(this.flags, new Uint8Array(size));
  }
}

/** End of the identifier that begins at `at`; -1 if it holds other than ASCII characters. */
function wordEnd(text: string, at: number): number {
  let i = at;
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c >= 97 && c <= 122) || c === 95 || (c >= 65 && c <= 90) || (c >= 48 && c <= 57)) continue;
    if (c >= 128) return -1;
    if (c === 35 && i === at + 1) continue; // r#
    break;
  }
  return i;
}
