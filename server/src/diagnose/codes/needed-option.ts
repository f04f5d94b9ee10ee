/** Which kernel option decides that a name exists, as far as the built-in configurations show it. */
import type { Configuration } from '../../bindings/data';
import type { DiagnoseContext } from '../problem';

const options: readonly {
  readonly words: string;
  readonly has: (configuration: Configuration) => boolean;
  readonly names?: string;
}[] = [
  { words: 'MCS', has: (c) => c.mcs },
  { words: 'hypervisor support', has: (c) => c.hypervisor },
  { words: 'SMP', has: (c) => c.smp },
  // Debug kernels and versions of seL4 go together in the built-in configurations: only the name can tell.
  { words: 'a debug kernel', has: (c) => c.debug, names: 'seL4_Debug' },
];

/**
 * What decides that a thing exists, behind {@link whereWords}: `; it needs MCS`; empty where that says it already, or
 * where no one option does.
 */
export function needWords(
  name: string,
  where: readonly string[],
  context: Pick<DiagnoseContext, 'catalog' | 'arch'>,
): string {
  const needs = neededOption(name, where, context);
  return needs === undefined || whereWords(where, context).startsWith('on ') ? '' : `; it needs ${needs}`;
}

/**
 * What the configurations named in `where` have and the others of their architecture lack; the architecture where the
 * view's own has none of them; `undefined` where no one option decides.
 */
export function neededOption(
  name: string,
  where: readonly string[],
  { catalog, arch }: Pick<DiagnoseContext, 'catalog' | 'arch'>,
): string | undefined {
  const all = catalog.configurations();
  const having = all.filter((c) => where.includes(c.name));
  const arches = [...new Set(having.map((c) => c.arch))];
  if (!arches.includes(arch)) return arches.length > 0 ? arches.join(' or ') : undefined;
  const lacking = all.filter((c) => c.arch === arch && !where.includes(c.name));
  return options.find(
    ({ has, names }) => name.startsWith(names ?? '') && having.every(has) && lacking.some((c) => !has(c)),
  )?.words;
}

/** Where a thing exists: `on x86_64` where all built-in configurations of it have it, else each by its name. */
export function whereWords(where: readonly string[], { catalog }: Pick<DiagnoseContext, 'catalog'>): string {
  const all = catalog.configurations();
  const arches = [...new Set(all.filter((c) => where.includes(c.name)).map((c) => c.arch))];
  const isWhole = all.every((c) => !arches.includes(c.arch) || where.includes(c.name));
  return isWhole && arches.length > 0
    ? `on ${arches.join(' and ')}`
    : `in other kernel configurations (${where.join(', ')})`;
}
