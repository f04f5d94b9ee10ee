/** Writes the feature that the manifest has in place of one that it does not have, where one alone can be meant. */
import type { Case, FixContext } from '../context';
import type { No, Offer } from '../offer';

export function renameFeature({ finding }: Case, context: FixContext): Offer | No | undefined {
  if (finding.code !== 'undeclared-feature') return undefined;
  const { candidates, name, file, start, end } = finding;
  if (candidates.length === 0)
    return { id: 'renameFeature', reason: 'the manifest of the package declares no features' };
  const text = context.world.sourceFiles.read(file)?.text.slice(start, end);
  const meant = oneThatIsMeant(name, candidates, finding, context);
  if (meant === undefined)
    return {
      id: 'renameFeature',
      reason: `the manifest does not prove which of its features is meant: ${candidates.map((each) => `\`${each}\``).join(', ')}`,
    };
  if (text === undefined) return undefined;
  // The place is the string's, quotes included or not.
  const quoted = text.startsWith('"');
  return {
    id: 'renameFeature',
    title: `Write the feature \`${meant.feature}\`: ${meant.why}`,
    sure: 'meant',
    wishes: { edits: [{ file, start, end, newText: quoted ? `"${meant.feature}"` : meant.feature }] },
  };
}

interface Meant {
  readonly feature: string;
  readonly why: string;
}

/** Letters that two spellings may differ in. */
const MOST_DIFFERENCES = 2;

function oneThatIsMeant(
  name: string,
  features: readonly string[],
  { crate, file }: Case['finding'],
  { world }: FixContext,
): Meant | undefined {
  const near = features.filter((feature) => distance(name, feature) <= MOST_DIFFERENCES);
  if (near.length === 1 && near[0] !== undefined)
    return { feature: near[0], why: 'it is the only one that is spelt like it' };
  // A feature that turns on what the guarded code needs: a dependency that nothing else turns on.
  const node = world.project.crates.find(
    (each) => each.packageName === crate && world.crate(each.index).units.some((unit) => unit.file === file),
  );
  const turnsOn = new Map<string, Set<string>>();
  for (const { name: dependency, why } of node?.inactiveDependencies ?? []) {
    const on = features.filter((feature) => why.includes(`\`${feature}\``));
    turnsOn.set(dependency, new Set(on));
  }
  const text = world.sourceFiles.read(file)?.text ?? '';
  const needed = [...turnsOn].filter(([dependency, on]) => on.size === 1 && text.includes(`${dependency}::`));
  const only = new Set(needed.flatMap(([, on]) => [...on]));
  const [feature] = only;
  if (only.size !== 1 || feature === undefined) return undefined;
  return { feature, why: `it alone turns on \`${needed[0]?.[0]}\`, which this file uses` };
}

/** Levenshtein distance, for short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
