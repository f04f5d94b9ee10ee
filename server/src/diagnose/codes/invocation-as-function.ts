/** A kernel invocation called as a free function: the bindings have it as a method of the IPC buffer. */
import { placesOf, relatedTo } from '../bindings-index';
import { cannotFind, type Explain } from '../problem';

export const invocationAsFunction: Explain = (problem, { world, knowledge }) => {
  const { failure, name } = problem;
  if (failure.why !== 'absent' && failure.why !== 'wrong-kind') return undefined;
  if (problem.kind === 'method') return undefined;
  const place = placesOf(world, name).find((p) => p.kind === 'method');
  if (!place) return undefined;
  const type = place.external ?? 'the IPC buffer';
  const typed = knowledge.typedEquivalent(name)[0]?.path;
  const begin = failure.why === 'wrong-kind' ? `\`${name}\` is no function here` : cannotFind(problem);
  return {
    code: 'invocation-as-function',
    severity: 'error',
    message: `${begin}: the bindings have this kernel call as a method of \`${type}\``,
    help: `call \`sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().${name}(…))\`${typed === undefined ? '' : `, or the typed \`${typed}\``}`,
    candidates: [`${type}::${name}`, ...(typed === undefined ? [] : [typed])],
    related: relatedTo(place, world),
  };
};
