/** A crate of the bindings, or another one around seL4, is named that the manifest does not make available. */
import { isNamedAfterSel4 } from '../ours';
import type { Explain } from '../problem';

export const undeclaredCrate: Explain = (problem) => {
  const { failure, name, crate } = problem;
  if (failure.why !== 'no-crate' || failure.segment !== 0) return undefined;
  const inactive = crate.node?.inactiveDependencies.find((d) => d.name === name);
  if (!inactive && !isNamedAfterSel4(name)) return undefined;
  const why = inactive
    ? `the manifest declares it, but it is not active here: ${inactive.why}`
    : 'the manifest does not declare it as a dependency';
  return {
    code: 'undeclared-crate',
    severity: 'error',
    message: `cannot find module or crate \`${name}\`: ${why}`,
    why,
    ...(inactive
      ? {}
      : {
          help: `add \`${name.replaceAll('_', '-')}\` to [dependencies] of ${crate.node?.manifestPath.split('/').slice(-2).join('/') ?? 'Cargo.toml'}, or go through a crate that re-exports it`,
        }),
    candidates: [],
    related: [],
  };
};
