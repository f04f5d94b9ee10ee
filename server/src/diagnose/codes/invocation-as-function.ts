/** A kernel invocation called as a free function: the bindings have it as a method of the IPC buffer. */
import { isVisible, VALUE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import type { World } from '../../resolve/world';
import { placesOf, relatedTo } from '../bindingsIndex';
import { modulesWithBindings } from '../findPath';
import { isOfBindings } from '../ours';
import { cannotFind, type Explain, type Problem } from '../problem';
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
  const own = functionInReach(world, problem);
  const call = `sel4::with_ipc_buffer_mut(|buffer| buffer.inner_mut().${name}(…))`;
  return {
    code: 'invocation-as-function',
    severity: 'error',
    message: `${begin}: ${why}`,
    why,
    help: own
      ? `it is \`${own}\`: write that, or import it`
      : `call \`${inTermsOfSel4(problem, call) ?? call}\`${typed === undefined ? '' : `, or the typed \`${typedHere ?? typed}\``}`,
    candidates: [...spell(world, problem, place), ...(typedHere === undefined ? [] : [typedHere])],
    related: relatedTo(place, world),
  };
};

/** The path to a function of that name that the workspace has beside what it re-exports of the bindings. */
function functionInReach(world: World, { module: from, name, segments }: Problem): string | undefined {
  if (segments.length > 1) return undefined;
  for (const { module, path } of modulesWithBindings(world, from)) {
    const found = lookupIn(world, module, name, VALUE);
    if (found?.k !== 'found' || found.definition.kind !== 'function' || isOfBindings(found.definition))
      continue;
    if (isVisible(found.visibility, from)) return [...path, name].join('::');
  }
  return undefined;
}
