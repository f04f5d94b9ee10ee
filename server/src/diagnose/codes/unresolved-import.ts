/** A `use` whose path does not resolve; why, as for any other use of the name. */
import { isTypedPath } from '../../bindings/crates';
import { type Module, NAMESPACES, TYPE, VALUE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { walkPrefix } from '../../resolve/paths';
import type { DiagnoseContext, Explain, Explanation, Problem } from '../problem';
import { cOnlyName } from './c-only-name';
import { constifiedVariant } from './constified-variant';
import { invocationAsFunction } from './invocation-as-function';
import { neededKernelOption } from './needed-kernel-option';
import { otherConfiguration } from './other-configuration';
import { unresolvedName } from './unresolved-name';
import { ofSeveralGlobs } from './wrong-kind';

const reasons: readonly Explain[] = [
  constifiedVariant,
  invocationAsFunction,
  otherConfiguration,
  neededKernelOption,
  cOnlyName,
];

export const unresolvedImport: Explain = (problem, context): Explanation | undefined => {
  if (problem.kind !== 'import' || problem.failure.why === 'private') return undefined;
  const reason = firstOf(problem, context) ?? unresolvedName(problem, context);
  if (!reason) return undefined;
  const path = problem.segments.join('::');
  if (problem.failure.why === 'ambiguous')
    return {
      ...reason,
      code: 'unresolved-import',
      candidates: [],
      message: isOfSeveralGlobs(problem, context)
        ? ofSeveralGlobs(problem.name)
        : `\`${problem.name}\` is ambiguous: a glob import brings it, and something else of this name is in scope`,
    };
  const why = reason.message
    .replace(/^cannot find/, 'there is no')
    .replace('there is no name', 'there is no');
  const help = reason.help ?? typedForm(problem, context);
  const candidates = reason.candidates.filter((path) => canBeImported(context, problem.module, path));
  return {
    ...reason,
    ...(help === undefined ? {} : { help }),
    code: 'unresolved-import',
    candidates,
    why: reason.why ?? why,
    message: `unresolved import \`${path}\`: ${why}`,
  };
};

/** What the name may mean comes into one module by several globs; else it is something further out that it may mean besides. */
function isOfSeveralGlobs({ name, failure, module }: Problem, { world }: DiagnoseContext): boolean {
  const from = failure.segment > 0 ? failure.inside?.module : module;
  return (
    from !== undefined &&
    NAMESPACES.some((namespace) => lookupIn(world, from, name, namespace)?.k === 'ambiguous')
  );
}

/** Where the `sel4` crate has the name, if in one place only. */
function typedForm({ name }: Problem, { catalog }: DiagnoseContext): string | undefined {
  const places = catalog
    .knownName(name)
    .filter(({ path, namespace }) => isTypedPath(path) && namespace !== 'field');
  const [place] = places;
  if (place === undefined || new Set(places.map(({ path }) => path)).size > 1) return undefined;
  return `the \`sel4\` crate has it as ${place.namespace === 'assoc' ? 'the method ' : ''}\`${place.path}\``;
}

function firstOf(problem: Problem, context: DiagnoseContext): Explanation | undefined {
  for (const reason of reasons) {
    const found = reason(problem, context);
    if (found) return found;
  }
  return undefined;
}

/** False for methods and expressions, which no `use` can name. */
function canBeImported({ world }: DiagnoseContext, module: Module, path: string): boolean {
  const segments = path.split('::');
  const name = segments.pop() ?? '';
  const step = walkPrefix(world, { module }, segments, false, []);
  const inside = step.k === 'found' ? step.definition.module : undefined;
  return inside !== undefined && [TYPE, VALUE].some((n) => lookupIn(world, inside, name, n)?.k === 'found');
}
