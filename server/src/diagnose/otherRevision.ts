/** Bindings that are known to be of another commit than those that the workspace would build may lack what these have. */
import { TYPED_CRATE } from '../bindings/crates';
import type { DiagnoseContext, Explanation, Problem } from './problem';

/**
 * What is said of a problem, as a remark only where the workspace's own bindings may have what is missing: a name that no
 * built-in bindings have under any path, and any name where rust-sel4's own sources, read as they are, ask for it.
 */
export function beforeOtherRevision(
  said: Explanation,
  { name, failure }: Problem,
  { otherRevision, catalog, knowledge }: DiagnoseContext,
): Explanation {
  if (!otherRevision || said.severity !== 'error') return said;
  // The typed crate calls things otherwise now and then; the kernel does not.
  const ofTyped = failure.inside?.crate?.packageName === TYPED_CRATE;
  const isKnown = !ofTyped && (catalog.knownName(name).length > 0 || knowledge.has(name));
  if (isKnown && !otherRevision.ofSources) return said;
  const help = `${otherRevision.from}, and these bindings are of another commit: its own may have the name`;
  return { ...said, severity: 'information', help };
}
