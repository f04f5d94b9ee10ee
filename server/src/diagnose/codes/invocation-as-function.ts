/** A kernel invocation called as a free function: the bindings have it as a method of the IPC buffer. */
import { placesOf, relatedTo } from '../bindingsIndex';
import { plainOwnName } from '../ownName';
import { cannotFind, type Explain } from '../problem';
import { inTermsOfSel4, spell } from '../spelling';

export const invocationAsFunction: Explain = (problem, { world, knowledge }) => {
  const { failure, name } = problem;
  if (failure.why !== 'absent' && failure.why !== 'wrong-kind') return undefined;
  if (problem.kind === 'method') return undefined;
  const place = placesOf(world, name, problem.crate).find((p) => p.kind === 'method');
  if (!place) return undefined;
  const type = place.external ?? 'the IPC buffer';
  const typed = knowledge.typedEquivalent(name)[0]?.path;
  const typedHere = typed === undefined ? undefined : inTermsOfSel4(problem, typed);
  const why = `the bindings have this kernel call as a method of \`${type}\``;
  const begin = failure.why === 'wrong-kind' ? `\`${name}\` is no function here` : cannotFind(problem);
  const own = plainOwnName(world, problem)?.path;
  const call = inTermsOfSel4(problem, `sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().${name}(…))`);
  const orTyped = (path: string | undefined): string =>
    path === undefined ? '' : `${call === undefined ? ', and' : ', or'} the typed \`${path}\``;
  const howTo =
    call === undefined
      ? `call \`buffer.${name}(…)\` on a \`&mut ${place.external ?? knowledge.calling.buffer.type}\`; ` +
        `the \`sel4\` crate, on which this package does not depend, has \`sel4::with_ipc_buffer_mut\` for that${orTyped(typed)}`
      : `call \`${call}\`${orTyped(typedHere)}`;
  return {
    code: 'invocation-as-function',
    severity: 'error',
    message: `${begin}: ${why}`,
    why,
    help: own ? `it is \`${own}\`: write that, or import it` : howTo,
    candidates: [
      ...(own ? [own] : []),
      ...spell(world, problem, place),
      ...(typedHere === undefined ? [] : [typedHere]),
    ],
    related: relatedTo(place, world),
  };
};
