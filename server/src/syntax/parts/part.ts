/** A stretch of a file that was parsed for itself. */
import type { Removed } from '../gaps/removed';
import type { FlatTree } from '../tree/flat';

export interface Part {
  /** Arrays of its own: they stay what they are. */
  readonly tree: FlatTree;
  readonly removed: Removed;
  /**
   * The grammar could parse it only where it failed first, rewritten there. Where that is depends on what stands around:
   * a file is cut into parts then, whether parts of it are remembered or not.
   */
  readonly isRare?: boolean;
}

/**
 * What is remembered of one file from one of its texts to the next: its parts by their text; `undefined` is one that asks
 * for more than is given. Parts that the last text did not have are forgotten.
 */
export class FileMemory {
  private known = new Map<string, Part | undefined>();
  private current = new Map<string, Part | undefined>();

  /** The part with a text, read if it is new. */
  part(text: string, read: (text: string) => Part | undefined): Part | undefined {
    let part = this.current.get(text) ?? this.known.get(text);
    if (part === undefined && !this.current.has(text) && !this.known.has(text)) part = read(text);
    this.current.set(text, part);
    return part;
  }

  /** Notes what is known of a text already. */
  note(text: string, part: Part | undefined): void {
    this.known.set(text, part);
  }

  /** A text has been read: what it did not have is forgotten. */
  turn(): void {
    this.known = this.current;
    this.current = new Map();
  }
}

/** A copy of a tree that lasts. */
export function lasting(tree: FlatTree): FlatTree {
  const { count, kind, start, end, next, flags, hasErrors, broken } = tree;
  return {
    count,
    kind: kind.slice(0, count),
    start: start.slice(0, count),
    end: end.slice(0, count),
    next: next.slice(0, count),
    // Without errors nobody has written there.
    flags: hasErrors ? flags.slice(0, count) : new Uint8Array(count),
    hasErrors,
    broken,
  };
}
