/** A crate of the bindings, or another one around seL4, is named that the manifest does not make available. */
import { SYS_CRATE, SYS_IN_TYPED, TYPED_CRATE, typedCrateIn } from '../../bindings/crates';
import type { CrateNode } from '../../project/model';
import { isNamedAfterSel4 } from '../ours';
import type { Explain } from '../problem';

export const undeclaredCrate: Explain = (problem) => {
  const { failure, name, crate } = problem;
  if (failure.why !== 'no-crate' || failure.segment !== 0) return undefined;
  const { node } = crate;
  const inactive = node?.inactiveDependencies.find((d) => d.name === name);
  if (!inactive && !isNamedAfterSel4(name)) return undefined;
  const renamed = node && nameHere(node, name);
  if (renamed === name && crate.edition === 2015) return withoutExternCrate(name);
  const why = inactive
    ? `the manifest declares it, but it is not active here: ${inactive.why}`
    : renamed
      ? `the manifest calls it \`${renamed}\``
      : 'the manifest does not declare it as a dependency';
  const through = node && pathThrough(node, name);
  const add = `add \`${name.replaceAll('_', '-')}\` to [dependencies] of ${node?.manifestPath.split('/').slice(-2).join('/') ?? 'Cargo.toml'}`;
  const write = renamed ?? through;
  const help =
    write === undefined
      ? inactive
        ? undefined
        : `${add}, or go through a crate that re-exports it`
      : `write \`${write}\`${renamed || inactive ? '' : `, or ${add}`}`;
  return {
    code: 'undeclared-crate',
    severity: 'error',
    message: `cannot find module or crate \`${name}\`: ${why}`,
    why,
    ...(help === undefined ? {} : { help }),
    candidates: write === undefined ? [] : [write],
    related: [],
  };
};

/** Declared, but in edition 2015 imports begin at the root of the crate. */
function withoutExternCrate(name: string): ReturnType<Explain> {
  const why = 'in edition 2015 imports find a crate only where an `extern crate` names it';
  return {
    code: 'undeclared-crate',
    severity: 'error',
    message: `cannot find module or crate \`${name}\`: ${why}`,
    why,
    help: `write \`extern crate ${name};\` at the root of the crate`,
    candidates: [],
    related: [],
  };
}

/** What a manifest calls a crate of that name, where it has given it another one. */
export function nameHere({ dependencies }: CrateNode, name: string): string | undefined {
  return dependencies.find(({ packageName }) => packageName.replaceAll('-', '_') === name)?.name;
}

/** Where a dependency re-exports the crate that is named. */
function pathThrough({ dependencies }: CrateNode, name: string): string | undefined {
  const typed = typedCrateIn(dependencies);
  return name === SYS_CRATE && typed !== undefined ? SYS_IN_TYPED.replace(TYPED_CRATE, typed) : undefined;
}
