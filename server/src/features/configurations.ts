/** Sets of kernel configurations in few words. */
import type { Configuration } from '../bindings/data';

interface Facet {
  readonly words: string;
  readonly has: (configuration: Configuration) => boolean;
}

const FACETS: readonly Facet[] = [
  { words: '', has: () => true },
  { words: 'MCS', has: (c) => c.mcs },
  { words: 'no MCS', has: (c) => !c.mcs },
  { words: 'SMP', has: (c) => c.smp },
  { words: 'hypervisor', has: (c) => c.hypervisor },
  { words: 'no hypervisor', has: (c) => !c.hypervisor },
];

/** More names than this are counted, not listed. */
const MOST_NAMES = 4;

/**
 * A set of built-in configurations as words: `all 12 configurations`, `MCS`, `aarch64 and riscv64, no MCS`; where no
 * few words fit, the names. `within` is the set that it is told apart from: values that differ within it.
 */
export function describeConfigurations(
  names: readonly string[],
  all: readonly Configuration[],
  within: readonly string[] = all.map((c) => c.name),
): string {
  const universe = all.filter((c) => within.includes(c.name));
  const wanted = new Set(names);
  if (universe.every((c) => wanted.has(c.name)) && within.length === all.length)
    return `all ${all.length} configurations`;
  const arches = [...new Set(all.map((c) => c.arch))];
  const versions = [...new Set(all.map((c) => c.origin.kernelVersion))].map(
    (version): Facet => ({ words: `seL4 ${version}`, has: (c) => c.origin.kernelVersion === version }),
  );
  for (const chosen of subsets(arches)) {
    for (const facet of [...FACETS, ...versions]) {
      const fits = universe.every((c) => (chosen.includes(c.arch) && facet.has(c)) === wanted.has(c.name));
      if (!fits) continue;
      const arch = chosen.length === arches.length ? '' : joined(chosen);
      const words = [arch, facet.words].filter((part) => part !== '').join(', ');
      return words === '' ? `all ${universe.length}` : words;
    }
  }
  const listed = universe.filter((c) => wanted.has(c.name)).map((c) => c.name);
  if (listed.length <= MOST_NAMES) return listed.join(', ');
  const lacking = universe.filter((c) => !wanted.has(c.name)).map((c) => c.name);
  if (lacking.length <= MOST_NAMES) return `all but ${lacking.join(', ')}`;
  return `${listed.length} of ${universe.length} configurations: ${listed.join(', ')}`;
}

/** All non-empty subsets, the whole set first, then small ones. */
function subsets(arches: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (let bits = 1; bits < 1 << arches.length; bits++) found.push(arches.filter((_, i) => bits & (1 << i)));
  return found.sort((a, b) =>
    a.length === arches.length ? -1 : b.length === arches.length ? 1 : a.length - b.length,
  );
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
