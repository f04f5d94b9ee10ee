/** One argument of a call as it is written. */

import type { WrittenCall, WrittenPath } from '../diagnose/written/path';
import { tokenAt } from '../diagnose/written/tokens';
import { readLiteral } from '../syntax/constant/literal';
import type { Token } from '../syntax/token';

export class Argument {
  constructor(
    readonly text: string,
    readonly tokens: readonly Token[],
  ) {}

  get words(): readonly string[] {
    return this.tokens.map(({ text }) => text);
  }

  /** The value of an integer without a suffix; `undefined` for anything else. */
  get literal(): bigint | undefined {
    const [only, ...more] = this.tokens;
    const read = only?.kind === 'literal' && more.length === 0 ? readLiteral(only.text) : undefined;
    return read?.k === 'integer' && read.suffix === undefined ? read.value : undefined;
  }

  /** Something that `as`, `.` or an operator can stand behind: a name, a field, a call. */
  get operand(): string {
    return /^[\w.:]+$/.test(this.text) ? this.text : `(${this.text})`;
  }
}

/** The n-th argument of a call. */
export function argumentOf({ source }: WrittenPath, { args }: WrittenCall, at: number): Argument {
  const [start, end] = args[at] as readonly [number, number];
  const first = tokenAt(source, start);
  let last = first;
  while ((source.tokens[last]?.end ?? Number.POSITIVE_INFINITY) < end) last++;
  return new Argument(source.text.slice(start, end), source.tokens.slice(first, last + 1));
}
