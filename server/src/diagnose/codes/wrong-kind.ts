/** The name exists only as another kind of thing. */
import type { DiagnoseContext, Explain } from '../problem';
import { neededOption } from './needed-option';

const expected: Readonly<Record<string, string>> = {
  E0164: 'tuple struct or tuple variant',
  E0404: 'trait',
  E0423: 'value',
  E0532: 'pattern',
  E0533: 'unit struct, unit variant or constant',
  E0573: 'type',
  E0574: 'struct, variant or union type',
};

export const wrongKind: Explain = (problem, context) => {
  const { failure, name } = problem;
  if (failure.why === 'ambiguous')
    return {
      code: 'unresolved-name',
      severity: 'error',
      message: ofSeveralGlobs(name),
      candidates: [],
      related: [],
    };
  if (failure.why !== 'wrong-kind') return undefined;
  const found = failure.found?.kind ?? 'something else';
  const call = problem.kind === 'call' ? missingCall(name, context) : undefined;
  return {
    code: 'wrong-kind',
    severity: 'error',
    ...(call === undefined ? {} : { help: call }),
    message: `expected ${expected[failure.rustcCode] ?? 'module'}, found ${found} \`${name}\``,
    candidates: [],
    related: [],
  };
};

/** A name that is several things, and none of them goes first. */
export function ofSeveralGlobs(name: string): string {
  return `\`${name}\` is ambiguous: several glob imports bring a name of this spelling`;
}

/** A kernel call of which the view's kernel has only the struct of its results. */
function missingCall(name: string, context: DiagnoseContext): string | undefined {
  const { catalog, knowledge } = context;
  if (!knowledge.isResultStruct(name)) return undefined;
  const where = catalog
    .knownName(name)
    .filter((place) => place.namespace === 'assoc')
    .flatMap((place) => place.configurations);
  const needs = neededOption(name, where, context);
  const why =
    where.length === 0
      ? 'no built-in configuration has the call'
      : `the call needs ${needs ?? `another configuration (${where.join(', ')})`}`;
  return `the struct is for the results of a kernel call that this kernel does not have: ${why}`;
}
