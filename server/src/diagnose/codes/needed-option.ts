/** Which kernel option decides that a name exists, as far as the built-in configurations show it. */
import { type KernelOption, wantedByKernel } from '../../bindings/nearestSnapshot';
import type { DiagnoseContext } from '../problem';

const options: readonly {
  readonly words: string;
  readonly option: KernelOption;
  readonly names?: string;
}[] = [
  { words: 'MCS', option: 'mcs' },
  { words: 'hypervisor support', option: 'hypervisor' },
  { words: 'SMP', option: 'smp' },
  // Debug kernels and versions of seL4 go together in the built-in configurations: only the name can tell.
  { words: 'a debug kernel', option: 'debug', names: 'seL4_Debug' },
];

/** Those that may decide that a thing of a name exists. */
function optionsFor(name: string): typeof options {
  return options.filter(({ names }) => name.startsWith(names ?? ''));
}

type Context = Pick<DiagnoseContext, 'catalog' | 'arch' | 'world'>;

/**
 * What decides that a thing exists, behind {@link whereWords}: `; it needs MCS`; empty where that says it already, or
 * where no one option does.
 */
export function needWords(name: string, where: readonly string[], context: Context): string {
  const needs = neededOption(name, where, context);
  return needs === undefined || whereWords(where, context).startsWith('on ') ? '' : `; it needs ${needs}`;
}

/**
 * What the configurations named in `where` have and the view's kernel and others of their architecture lack; the architecture
 * where the view's own has none of them; `undefined` where no one option decides, or where that cannot be told.
 */
export function neededOption(
  name: string,
  where: readonly string[],
  { catalog, arch, world }: Context,
): string | undefined {
  const all = catalog.configurations();
  const having = all.filter((c) => where.includes(c.name));
  const arches = [...new Set(having.map((c) => c.arch))];
  if (!arches.includes(arch)) {
    // An option that no built-in configuration of this architecture has may be what decides.
    const isOpen = mayNeedOption(name, where, { catalog, arch });
    return arches.length > 0 && !isOpen ? arches.join(' or ') : undefined;
  }
  const lacking = all.filter((c) => c.arch === arch && !where.includes(c.name));
  const kernel = world.bindings ? wantedByKernel(world.bindings.kernel) : {};
  const fitting = optionsFor(name).filter(
    ({ option }) =>
      kernel[option] !== true && having.every((c) => c[option]) && lacking.some((c) => !c[option]),
  );
  // Of several the one that no other configuration has.
  const decisive = fitting.find(({ option }) => lacking.every((c) => !c[option]));
  const needed = (decisive ?? fitting[0])?.words;
  const barsMcs = kernel.mcs === true && !having.some((c) => c.mcs);
  if (needed !== undefined) return barsMcs ? `${needed} without MCS` : needed;
  return barsMcs ? 'a kernel without MCS' : undefined;
}

/**
 * Whether an option that the view's kernel may have, and no built-in configuration of its architecture has, decides that a
 * thing exists, as it does on others.
 */
export function mayNeedOption(
  name: string,
  where: readonly string[],
  { catalog, arch }: Pick<Context, 'catalog' | 'arch'>,
): boolean {
  const all = catalog.configurations();
  const having = all.filter((c) => where.includes(c.name));
  const own = all.filter((c) => c.arch === arch);
  if (having.length === 0 || having.some((c) => c.arch === arch)) return false;
  return optionsFor(name).some(
    ({ option }) =>
      having.every((c) => c[option]) &&
      !own.some((c) => c[option]) &&
      all.some((c) => !c[option] && having.some((h) => h.arch === c.arch)),
  );
}

/** Whether an option that the view does not name decides that configurations of its architecture have a thing. */
export function isDecidedByOther(
  name: string,
  where: readonly string[],
  { catalog, asked }: Pick<DiagnoseContext, 'catalog' | 'asked'>,
): boolean {
  const having = catalog.configurations().filter((c) => where.includes(c.name));
  return (
    having.length > 0 &&
    optionsFor(name).some(({ option }) => !asked?.has(option) && having.every((c) => c[option]))
  );
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
