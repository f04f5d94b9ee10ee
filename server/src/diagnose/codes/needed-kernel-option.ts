/** The name exists only with an option of the kernel of which no built-in bindings are made. */
import { optionOfName } from '../../knowledge/kernelOptions';
import { cannotFind, type Explain } from '../problem';

/** Nothing is proven of a kernel whose options are guessed: a remark then. */
export const neededKernelOption: Explain = (problem, context) => {
  const { name, failure } = problem;
  if (failure.why !== 'absent') return undefined;
  const { arch = [context.arch], option } = optionOfName(name) ?? {};
  if (option === undefined || !arch.includes(context.arch)) return undefined;
  const why = `it exists only where the kernel has ${option}`;
  return {
    code: 'other-configuration',
    severity: context.certain ? 'error' : 'information',
    message: `${cannotFind(problem)}: ${why}`,
    why,
    ...(context.certain
      ? {}
      : { help: 'no built-in bindings are of such a kernel: build the workspace once to know for sure' }),
    candidates: [],
    related: [],
  };
};
