/** What to show of our diagnostics where the compiler's own say something at the same span. */
import type { Diagnostic, Range } from 'vscode';

/** `stepBack`: ours is hidden there; `keep`: it stays and says so. */
export type Coexistence = 'stepBack' | 'keep';

/** `source` of what cargo check (through rust-analyzer) and rust-analyzer itself report. */
const compilers: ReadonlySet<string> = new Set(['rustc', 'rust-analyzer', 'cargo', 'clippy']);

/**
 * `own` as it is to be shown beside `all` diagnostics of the file (ours may be among them). Objects that need no change
 * are passed through; `restate` makes one with another message.
 */
export function beside<D extends Pick<Diagnostic, 'range' | 'message' | 'source'>>(
  own: readonly D[],
  all: readonly Pick<Diagnostic, 'range' | 'source'>[],
  setting: Coexistence,
  restate: (diagnostic: D, message: string) => D,
): D[] {
  const taken = new Map<string, string>();
  for (const { range, source } of all) {
    if (source !== undefined && compilers.has(source)) taken.set(spanKey(range), source);
  }
  if (taken.size === 0) return [...own];
  return own.flatMap((diagnostic) => {
    const source = taken.get(spanKey(diagnostic.range));
    if (source === undefined) return [diagnostic];
    return setting === 'stepBack'
      ? []
      : [restate(diagnostic, `${diagnostic.message}\n(the same place is reported by ${source})`)];
  });
}

function spanKey({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}
