/** A file with its functions' bodies cut to `{}`, and the way back to the offsets of the file. */
import type { Span } from '../gaps/removed';
import type { FlatTree } from '../tree/flat';
import { Kind } from '../tree/kinds';

/** What stands for a body. */
const CUT = '{}';

export class Outline {
  readonly text: string;
  /** Where each body's `{}` stands in the outline, in order. */
  private readonly at: Int32Array;

  /** `bodies` in text order, none within another. */
  constructor(
    text: string,
    readonly bodies: readonly Span[],
  ) {
    this.at = new Int32Array(bodies.length);
    const pieces: string[] = [];
    let length = 0;
    let last = 0;
    for (const [index, [start, end]] of bodies.entries()) {
      pieces.push(text.slice(last, start), CUT);
      length += start - last;
      this.at[index] = length;
      length += CUT.length;
      last = end;
    }
    pieces.push(text.slice(last));
    this.text = pieces.join('');
  }

  /** The body that a node of the outline's tree stands for; -1 if it is none. */
  bodyAt(tree: FlatTree, node: number): number {
    if (tree.kind[node] !== Kind.block) return -1;
    const start = tree.start[node] as number;
    if ((tree.end[node] as number) - start !== CUT.length) return -1;
    const index = this.before(start + 1);
    return index >= 0 && this.at[index] === start ? index : -1;
  }

  /** Offset in the file of one in the outline. */
  offset(at: number): number {
    const index = this.before(at);
    if (index < 0) return at;
    const [start, end] = this.bodies[index] as Span;
    const behind = at - (this.at[index] as number);
    return behind < CUT.length ? start + behind : end + behind - CUT.length;
  }

  /** The last body whose `{}` begins before an offset of the outline; -1 if none does. */
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

/** Which of the bodies are blocks of the outline's tree, by their order. */
export function bodiesIn(outline: Outline, tree: FlatTree): ReadonlySet<number> {
  const found = new Set<number>();
  for (let node = 1; node < tree.count; node++) {
    const index = outline.bodyAt(tree, node);
    if (index >= 0) found.add(index);
  }
  return found;
}
