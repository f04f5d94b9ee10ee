/** `unresolved-name` of a member that a type has for other generic arguments only: a method of another capability. */
import { TYPED_CRATE } from '../../bindings/crates';
import type { Definition } from '../../resolve/definitions';
import { instancesWith } from '../../types/otherInstances';
import { listed, TELL_US } from '../calls/fields';
import { cannotFind, type DiagnoseContext, type Explain } from '../problem';

export const otherInstances: Explain = (problem, context) => {
  const { failure, name } = problem;
  if (failure.why !== 'absent' || !failure.inside) return undefined;
  const instances = instancesWith(context.world, failure.inside, name);
  if (instances.length === 0) return undefined;
  const isGuess = !context.certain && isForAllElsewhere(failure.inside, name, context);
  const help = `it is there for ${listed(instances)}`;
  return {
    code: 'unresolved-name',
    severity: isGuess ? 'information' : 'error',
    message: cannotFind(problem),
    help: isGuess ? `${help}; ${TELL_US}` : help,
    candidates: [],
    related: [],
  };
};

/** Whether other built-in bindings that may be meant have the member for every instance of the type. */
function isForAllElsewhere(
  { name: type, crate, parent }: Definition,
  name: string,
  { catalog, possible }: DiagnoseContext,
): boolean {
  if (crate?.packageName !== TYPED_CRATE) return false;
  const module = parent?.path(true).slice(TYPED_CRATE.length + 2) ?? '';
  return [...possible].some((configuration) =>
    catalog
      .snapshot(configuration)
      ?.external(TYPED_CRATE)
      ?.modules.get(module)
      ?.some(
        (other) =>
          other.name === type &&
          other.associated?.some((member) => member.name === name && member.instances === undefined),
      ),
  );
}
