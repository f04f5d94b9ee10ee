/** A constified enum module used as a type: the type is its `Type`. */
import { TYPE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import type { Explain } from '../problem';

export const enumModuleAsType: Explain = (problem, { world }) => {
  const { failure, kind } = problem;
  const module = failure.found?.module;
  if (failure.why !== 'wrong-kind' || !module || (kind !== 'type' && kind !== 'genericArgument'))
    return undefined;
  if (!lookupIn(world, module, 'Type', TYPE)) return undefined;
  const why = 'the bindings turn the C enum into a module, and its type is `Type` in it';
  const path = `${problem.reference?.global ? '::' : ''}${problem.segments.join('::')}::Type`;
  return {
    code: 'enum-module-as-type',
    severity: 'error',
    message: `expected type, found module \`${problem.name}\`: ${why}`,
    why,
    help: `write \`${path}\``,
    candidates: [path],
    related: [],
  };
};
