/** Mistakes in a workspace that compiles, of two sorts: what was meant is still plain, or may have been anything. */
import { tokenize } from '../../../server/src/syntax/lexer';
import { type Edit, mutation, pathsIn } from '../names/mutate';
import type { Choices } from '../random';

export interface Mistake extends Edit {
  /** The right repair makes everything compile again. */
  readonly isPlain: boolean;
  /** It is the path of a glob import. */
  readonly isGlob?: boolean;
}

/** Where names are reached through, in files of this name. */
const ADAPTER = 'adapter.rs';

/** One mistake in one of the files; `undefined` where the choice finds no place. */
export function mistake(c: Choices, files: ReadonlyMap<string, string>): Mistake | undefined {
  const sources = [...files.keys()].filter(
    (path) => /^\/runtime\/(sel4-platform|cap_broker)\/src\//.test(path) && path.endsWith('.rs'),
  );
  if (c.chance(0.3)) {
    const adapter = sources.find((path) => path.endsWith(`/${ADAPTER}`));
    return adapter === undefined ? undefined : lessInAdapter(c, adapter, files.get(adapter)!);
  }
  const file = c.pick(sources);
  const text = files.get(file)!;
  if (c.chance(0.6)) return plain(c, file, text);
  const edit = mutation(c, file, text);
  return (
    edit && { ...edit, isPlain: false, isGlob: text.startsWith('::*', edit.end) || edit.text.endsWith('*') }
  );
}

/** What a person who thinks in C writes. */
function plain(c: Choices, file: string, text: string): Mistake | undefined {
  const kind = c.weighted({ bare: 4, type: 3, misspelt: 2, crate: 2, feature: 1 });
  if (kind === 'feature') return renamedFeature(c, file, text);
  const paths = pathsIn(tokenize(text)).flatMap(({ start, end, segments }) => {
    const changed = wrong(c, kind, segments);
    return changed === undefined
      ? []
      : [{ file, start, end, text: changed.join('::'), what: kind, isPlain: true }];
  });
  return paths.length === 0 ? undefined : c.pick(paths);
}

function wrong(
  c: Choices,
  kind: 'bare' | 'type' | 'misspelt' | 'crate',
  segments: readonly string[],
): readonly string[] | undefined {
  const last = segments.at(-1) ?? '';
  const module = segments.at(-2) ?? '';
  switch (kind) {
    case 'bare':
      return module.startsWith('seL4_') && last.startsWith('seL4_')
        ? [...segments.slice(0, -2), last]
        : undefined;
    case 'type':
      return last === 'Type' && module.startsWith('seL4_') ? segments.slice(0, -1) : undefined;
    case 'misspelt': {
      if (!last.startsWith('seL4_') || last.length < 10) return undefined;
      const at = 6 + c.below(last.length - 7);
      return [...segments.slice(0, -1), last.slice(0, at) + last.slice(at + 1)];
    }
    default:
      return segments[0] === 'sel4_platform' && segments[1] === 'adapter' && segments.length > 2
        ? ['sel4_sys', ...segments.slice(2)]
        : undefined;
  }
}

/** The feature's old name. */
function renamedFeature(c: Choices, file: string, text: string): Mistake | undefined {
  const places = tokenize(text).filter(({ text: word }) => word === '"runtime"');
  if (places.length === 0) return undefined;
  const { start, end } = c.pick(places);
  return { file, start, end, text: '"sel4-real"', what: 'feature', isPlain: true };
}

/** One of the items that stand apart by an empty line is gone; the file's beginning stays. */
function lessInAdapter(c: Choices, file: string, text: string): Mistake | undefined {
  const starts = [...text.matchAll(/\n\n/g)].map(({ index }) => index + 1).slice(1);
  if (starts.length === 0) return undefined;
  const at = c.below(starts.length);
  const [start, end] = [starts[at]!, starts[at + 1] ?? text.length];
  return { file, start, end, text: '', what: 'less in the adapter', isPlain: true };
}
