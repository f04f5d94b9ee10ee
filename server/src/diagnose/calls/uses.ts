/** What is said of a use of a name beyond that it resolves. */
import { namesMissingTrait } from '../../types/missingTraits';
import { behindAlias } from '../../types/receivers';
import { missingFields } from '../codes/missing-field';
import { privateFields } from '../codes/private-name';
import { unknownFields } from '../codes/unknown-field';
import { wrongArgumentCount } from '../codes/wrong-argument-count';
import type { Finding } from '../finding';
import { isOfBindings, reachesBindings } from '../ours';
import type { DiagnoseContext } from '../problem';
import type { Resolved } from './callee';
import { namedFields } from './fields';
import type { Position } from './position';

/** Findings about the arguments or fields that go with a reference. */
export function checkUse(
  context: DiagnoseContext,
  position: Position,
  outcome: Resolved,
): readonly Finding[] {
  const found = findingsOf(context, position, outcome);
  // rustc checks no types there.
  return found.length > 0 && namesMissingTrait(context.world, position.unit.crate) ? [] : found;
}

function findingsOf(context: DiagnoseContext, position: Position, outcome: Resolved): readonly Finding[] {
  switch (position.reference.kind) {
    case 'call':
    case 'value':
    case 'method': {
      const wrong = wrongArgumentCount(context, position, outcome);
      return wrong ? [wrong] : [];
    }
    case 'structLiteral':
    case 'structPattern': {
      const named = namedFields(context.world, position, outcome);
      return named
        ? [
            ...unknownFields(context, position, named),
            ...missingFields(context, position, named),
            ...privateFields(context, position, named),
          ]
        : [];
    }
    default:
      return [];
  }
}

/** Whether what a reference resolved to concerns the bindings: it is theirs, or stands in a module or crate that passes them on. */
export function concernsBindings({ world }: DiagnoseContext, { definition, member }: Resolved): boolean {
  if (isOfBindings(definition) || isOfBindings(member?.of)) return true;
  if (definition.kind === 'alias' && isOfBindings(behindAlias(world, definition)?.type)) return true;
  const home = member?.module ?? definition.parent;
  if (home === undefined || home.crate.fromTree) return false;
  return reachesBindings(world, home.normal) || reachesBindings(world, home.crate.root);
}
