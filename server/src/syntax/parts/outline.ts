/** A file without what is cut from it, and the way back to the offsets of the file. */
import type { FlatTree } from '../tree/flat';
import { Kind } from '../tree/kinds';
import type { Cut } from './cuts';

/** Of a stretch its brackets are left: `{}`. */
const LEFT = 2;

export class Outline {
  readonly text: string;
  /** Where the brackets of each stretch stand in the outline, in order. */
  private readonly at: Int32Array;

  /** `cuts` in text order, none within another. */
  constructor(
    text: string,
    readonly cuts: readonly Cut[],
  ) {
    this.at = new Int32Array(cuts.length);
    const pieces: string[] = [];
    let length = 0;
    let last = 0;
    for (const [index, { span }] of cuts.entries()) {
      const [start, end] = span;
      pieces.push(text.slice(last, start + 1), text.slice(end - 1, end));
      length += start - last;
      this.at[index] = length;
      length += LEFT;
      last = end;
    }
    pieces.push(text.slice(last));
    this.text = pieces.join('');
  }

  /** The stretch that a node of the outline's tree stands for; -1 if it is none. */
  cutAt(tree: FlatTree, node: number): number {
    const kind = tree.kind[node];
    if (kind !== Kind.block && kind !== Kind.token_tree) return -1;
    const start = tree.start[node] as number;
    if ((tree.end[node] as number) - start !== LEFT) return -1;
    const index = this.before(start + 1);
    if (index < 0 || this.at[index] !== start) return -1;
    return (this.cuts[index]?.kind === 'given') === (kind === Kind.token_tree) ? index : -1;
  }

  /** Offset in the file of one in the outline. */
  offset(at: number): number {
    const index = this.before(at);
    if (index < 0) return at;
    const [start, end] = (this.cuts[index] as Cut).span;
    const behind = at - (this.at[index] as number);
    return behind < LEFT ? start + behind : end + behind - LEFT;
  }

  /** The last stretch whose brackets begin before an offset of the outline; -1 if none does. */
  private before(at: number): number {
    let low = 0;
    let high = this.at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.at[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Which of the stretches the outline's tree has as what they were taken for, by their order. */
export function cutsFound(outline: Outline, tree: FlatTree): ReadonlySet<number> {
  const found = new Set<number>();
  for (let node = 1; node < tree.count; node++) {
    const index = outline.cutAt(tree, node);
    if (index >= 0) found.add(index);
  }
  return found;
}
