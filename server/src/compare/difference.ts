/** What holding two things of one name against each other says. */

export type Aspect = 'kind' | 'value' | 'type' | 'fields' | 'signature';

export interface Difference {
  readonly aspect: Aspect;
  /** What it is on this side, and on the other, as short as a table wants it. */
  readonly here: string;
  readonly there: string;
  /** Each single point in words, for a sentence: "argument 2 is `usize`, there `seL4_Word`". */
  readonly points: readonly string[];
  /** So many of the points, the last ones, are there only because other types differ. */
  readonly following?: number;
  /** Names of types that differ themselves: were they mended on this side, this difference would be gone. */
  readonly follows: readonly string[];
  /** Only code that is computed while the program is compiled (constants, `const fn`) notices. */
  readonly onlyInConstants?: true;
  /** What to write on this side to make it equal, where that is plain: a number, or a type by its primitive name. */
  readonly repair?: string;
}

export interface Verdict {
  readonly differences: readonly Difference[];
  /** Aspects that are equal for sure. */
  readonly same: readonly Aspect[];
  /** Aspects that cannot be told, with why. */
  readonly unknown: readonly { readonly aspect: Aspect; readonly reason: string }[];
}

export const NOTHING: Verdict = { differences: [], same: [], unknown: [] };

/** All that several verdicts on one thing say. */
export function joined(...verdicts: readonly Verdict[]): Verdict {
  return {
    differences: verdicts.flatMap((v) => v.differences),
    same: verdicts.flatMap((v) => v.same),
    unknown: verdicts.flatMap((v) => v.unknown),
  };
}

export function differs(difference: Difference): Verdict {
  return { ...NOTHING, differences: [difference] };
}

export function same(aspect: Aspect): Verdict {
  return { ...NOTHING, same: [aspect] };
}

export function unknown(aspect: Aspect, reason: string): Verdict {
  return { ...NOTHING, unknown: [{ aspect, reason }] };
}

/** The points of one difference: those that stand for themselves first, then those that follow from others. */
export class Points {
  private readonly own: string[] = [];
  private readonly following: string[] = [];
  private readonly names = new Set<string>();

  /** `follows`: the types from which the point follows; empty where it stands for itself. */
  add(point: string, follows: readonly string[] = []): void {
    (follows.length === 0 ? this.own : this.following).push(point);
    for (const name of follows) this.names.add(name);
  }

  get isEmpty(): boolean {
    return this.own.length + this.following.length === 0;
  }

  result(): Pick<Difference, 'points' | 'following' | 'follows'> {
    return {
      points: [...this.own, ...this.following],
      following: this.following.length,
      follows: this.own.length > 0 ? [] : [...this.names],
    };
  }
}
