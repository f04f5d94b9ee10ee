/** The name exists only with an option of the kernel of which no built-in bindings are made. */
import { optionOfName } from '../../knowledge/kernelOptions';
import { constantsInTypes, ownBindings, placesOf } from '../bindingsIndex';
import { cannotFind, type Explain } from '../problem';

/** Nothing is proven of a kernel whose options are guessed: a remark then. */
export const neededKernelOption: Explain = (problem, context) => {
  const { name, failure, crate } = problem;
  const { world } = context;
  // Bindings of a package's own, and those that have the name elsewhere, are of another kernel or made in another style.
  if (failure.why !== 'absent' || ownBindings(world, crate).length > 0) return undefined;
  if (placesOf(world, name, crate).length > 0 || constantsInTypes(world, name, crate).length > 0)
    return undefined;
  const { arch = [context.arch], option } = optionOfName(name) ?? {};
  if (option === undefined || !arch.includes(context.arch)) return undefined;
  const why = `it exists only where the kernel has ${option}`;
  return {
    code: 'other-configuration',
    severity: context.asked ? 'information' : 'error',
    message: `${cannotFind(problem)}: ${why}`,
    why,
    ...(context.asked
      ? { help: 'no built-in bindings are of such a kernel: build the workspace once to know for sure' }
      : {}),
    candidates: [],
    related: [],
  };
};
