/** How a crate of the workspace comes to the IPC buffer that kernel calls are methods of. */
import { typedCrateIn } from '../bindings/crates';
import { fileName, parentFolder } from '../project/paths';
import { type CrateMap, VALUE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { externCrateNamed } from '../resolve/preludes';
import type { FixContext } from './context';
import type { FeatureWish } from './offer';
import { featureEdits } from './write';

export interface BufferAccess {
  /** Name of the `sel4` crate there. */
  readonly sel4: string;
  /** Features of it that have to be turned on. */
  readonly features: readonly FeatureWish[];
}

/** The access; a sentence where there is none. */
export function bufferAccess(crate: CrateMap, context: FixContext): BufferAccess | string {
  const { access, feature } = context.knowledge.calling.buffer;
  const { node, name } = crate;
  const sel4 = typedCrateIn(node?.dependencies);
  if (sel4 === undefined || node === undefined)
    return `the package of \`${name}\` does not depend on \`sel4\`, which has the IPC buffer that kernel calls need`;
  const root = externCrateNamed(context.world, crate, sel4, false)?.module;
  const there = root && lookupIn(context.world, root, access, VALUE);
  if (there?.k === 'found' || there?.k === 'unknown') return { sel4, features: [] };
  const wish = { manifest: node.manifestPath, dependency: sel4, feature };
  if (featureEdits(wish, context).length === 0)
    return `\`${sel4}::${access}\` needs the feature \`${feature}\` of \`${sel4}\`: turn it on in ${wish.manifest}`;
  return { sel4, features: [wish] };
}

/** ``with feature `state` of `sel4` in sel4-platform/Cargo.toml`` */
export function featureText({ manifest, dependency, feature }: FeatureWish): string {
  const shortPath = `${fileName(parentFolder(manifest))}/${fileName(manifest)}`;
  return `with feature \`${feature}\` of \`${dependency}\` in ${shortPath}`;
}
