/** Bindings that are known to be of another commit than those that the workspace would build may lack what these have. */
import { TYPED_CRATE } from '../bindings/crates';
import { isInside } from '../project/paths';
import type { DiagnoseContext, Explanation, Problem } from './problem';

/**
 * What is said of a problem, as a remark only where the workspace's own bindings may have what is missing: a name that no
 * built-in bindings have under any path, and any name where rust-sel4's own sources, read as they are, ask for it.
 */
export function beforeOtherRevision(
  said: Explanation,
  { name, failure, crate }: Problem,
  { otherRevision, catalog, knowledge }: DiagnoseContext,
): Explanation {
  if (!otherRevision || said.severity !== 'error') return said;
  const { sources } = otherRevision;
  const isOwn = sources !== undefined && isInside(crate.node?.manifestPath ?? '', sources);
  // The typed crate calls things otherwise now and then; the kernel does not.
  const { inside } = failure;
  const ofTyped = inside?.crate?.packageName === TYPED_CRATE && inside.crate.fromTree;
  const isKnown = !ofTyped && (catalog.knownName(name).length > 0 || knowledge.has(name));
  // What other commits have may be what its own has.
  if (isKnown && !isOwn && said.code !== 'other-configuration') return said;
  const help = `${otherRevision.from}, and these bindings are of another commit: its own may have the name`;
  return { ...said, severity: 'information', help };
}
