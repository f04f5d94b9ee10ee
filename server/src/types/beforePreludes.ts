/** What has no text to be read, an unknown macro or a glob of a crate that is not on disk, may have a name of the preludes. */
import { type Module, type Namespace, TYPE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { lookupFrom, sought } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { type Outcome, unknown } from './outcome';

/** Why something that cannot be read may define a name before the preludes do; `undefined` where nothing may. */
export function mayBeBefore(
  world: World,
  module: Module,
  name: string,
  namespace: Namespace,
): string | undefined {
  for (let at: Module | undefined = module; at; at = at.block && at.parent) {
    const found = lookupIn(world, at, name, namespace);
    if (found) return found.k === 'unknown' ? found.reason : undefined;
  }
  return undefined;
}

/** The outcome of a path; one that fails behind a type or variant of the preludes is unknown where that may be another one. */
export function orBeforePreludes(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
  outcome: Outcome,
): Outcome {
  if (outcome.k !== 'unresolved' || reference.global) return outcome;
  const [first = ''] = reference.segments;
  const found = lookupFrom(world, unit, reference.scope, sought(unit, reference, TYPE, first));
  if (found?.k !== 'found' || found.definition.module || found.definition.crate?.fromTree !== true)
    return outcome;
  const why = mayBeBefore(world, module, first, TYPE);
  return why === undefined ? outcome : unknown(why);
}
