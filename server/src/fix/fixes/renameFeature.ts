/** Writes the feature that the manifest has in place of one that it does not have, where one alone can be meant. */

import { tokensOf } from '../../diagnose/written/tokens';
import { dependenciesByFeature } from '../../project/featureDependencies';
import { shownPath } from '../../project/paths';
import type { World } from '../../resolve/world';
import { nearest } from '../../text/near';
import type { Case, FixContext } from '../context';
import { cratesBehindFeature } from '../guardedCode';
import type { No, Offer } from '../offer';

export function renameFeature({ finding }: Case, context: FixContext): Offer | No | undefined {
  if (finding.code !== 'undeclared-feature') return undefined;
  const { candidates, name, file, start, end } = finding;
  const { world } = context;
  const node = world.project.crates.find(
    (each) =>
      each.packageName === finding.crate && world.crate(each.index).units.some((u) => u.file === file),
  );
  const manifest = shownPath(node?.manifestPath ?? finding.file, world.project.root);
  if (candidates.length === 0)
    return {
      id: 'renameFeature',
      reason: `${manifest} declares no features: declare \`${name}\` there, or take away what it guards`,
    };
  const meant = oneThatIsMeant(name, candidates, node?.packageName ?? '', context.world);
  if (meant === undefined)
    return {
      id: 'renameFeature',
      reason: `${manifest} does not prove which of its features is meant: ${candidates.map((each) => `\`${each}\``).join(', ')}`,
    };
  const text = world.sourceFiles.read(file)?.text.slice(start, end);
  const at = text?.lastIndexOf(`"${name}"`) ?? -1;
  if (at < 0) return { id: 'renameFeature', reason: 'the feature is not written as a plain string here' };
  const from = start + at + 1;
  return {
    id: 'renameFeature',
    title: `Write the feature \`${meant.feature}\`: ${meant.why}`,
    sure: meant.sure,
    wishes: { edits: [{ file, start: from, end: from + name.length, newText: meant.feature }] },
  };
}

interface Meant {
  readonly feature: string;
  readonly why: string;
  readonly sure: Offer['sure'];
}

function oneThatIsMeant(
  name: string,
  features: readonly string[],
  packageName: string,
  world: World,
): Meant | undefined {
  const proven = oneThatTurnsOn(name, packageName, world);
  if (proven !== undefined) return proven;
  // `smp` is no `smoke`: a feature that was never declared is as likely as one that is misspelt.
  const [near, other] = nearest(name, features, 2);
  return near === undefined || other !== undefined
    ? undefined
    : { feature: near, why: 'it is the only one that is spelt like it', sure: 'guess' };
}

/** The feature that turns on what the guarded code needs: a dependency that no other feature turns on. */
function oneThatTurnsOn(name: string, packageName: string, world: World): Meant | undefined {
  const nodes = world.project.crates.filter((node) => node.packageName === packageName && node.member);
  const manifest = world.sourceFiles.files.readText(nodes[0]?.manifestPath ?? '') ?? '';
  const turnsOn = dependenciesByFeature(manifest);
  const needed = new Map<string, string>();
  for (const crate of cratesGuarded(
    name,
    nodes.map(({ index }) => index),
    world,
  )) {
    const on = [...turnsOn].filter(([, dependencies]) => dependencies.has(crate));
    if (on.length === 1 && on[0] !== undefined) needed.set(on[0][0], crate);
  }
  const [only] = needed;
  if (needed.size !== 1 || only === undefined) return undefined;
  const [feature, crate] = only;
  return {
    feature,
    why: `it alone turns on \`${crate}\`, which the code behind \`${name}\` uses`,
    sure: 'meant',
  };
}

/** Crates that the code behind a feature names, in all files of a package. */
function cratesGuarded(feature: string, crates: readonly number[], world: World): ReadonlySet<string> {
  const files = new Set(
    crates.flatMap((index) =>
      world
        .crate(index)
        .units.flatMap(({ file, text, virtual }) =>
          !virtual && text.includes(`"${feature}"`) ? [file] : [],
        ),
    ),
  );
  const found = new Set<string>();
  for (const file of files) {
    const source = tokensOf(world, file);
    if (source) for (const crate of cratesBehindFeature(source, feature)) found.add(crate);
  }
  return found;
}
