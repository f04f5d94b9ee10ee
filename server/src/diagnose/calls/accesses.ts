/** What is said of `x.field`, where the struct in front of the dot can be seen. */

import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap, Definition } from '../../resolve/definitions';
import { remembered } from '../../resolve/remembered';
import type { Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { FieldAccess, Fragment } from '../../syntax/summary';
import { memberOf } from '../../types/associated';
import { accessedField } from '../../types/fieldAccess';
import { openInstance } from '../../types/instances';
import { namesMissingTrait } from '../../types/missingTraits';
import { throughTraits } from '../../types/throughTraits';
import { privateField } from '../codes/private-name';
import { unknownFieldAccess } from '../codes/unknown-field';
import type { Finding } from '../finding';
import { isOfBindings } from '../ours';
import type { DiagnoseContext } from '../problem';

const ofInterest = new WeakMap<Fragment, readonly FieldAccess[]>();

/**
 * The accesses of a text that may be to structs of the bindings. Those to `self` in an inherent impl are not, as that
 * stands in the crate of its type (E0116); a text says the same in every view.
 */
export function accessesOfInterest(fragment: Fragment): readonly FieldAccess[] {
  return remembered(ofInterest, fragment, () =>
    fragment.fields.filter((access) => !isOfInherentSelf(fragment, access)),
  );
}

function isOfInherentSelf({ scopes, references }: Fragment, { on, scope }: FieldAccess): boolean {
  const reference = on.k === 'path' ? references[on.reference] : undefined;
  if (reference?.segments.length !== 1 || reference.segments[0] !== 'self') return false;
  let at = scope;
  while (at >= 0 && scopes[at]?.kind !== 'self') at = scopes[at]?.parent ?? -1;
  const around = scopes[at];
  return around?.selfType !== undefined && around.selfTrait === undefined;
}

/** A method's name, which may be one of a trait, has an error of its own (E0615). */
function isMethod(world: World, unit: Unit, struct: Definition, { name, scope }: FieldAccess): boolean {
  if (memberOf(world, struct, name).k !== 'absent') return true;
  const place = { module: enclosingModule(world, unit, scope), unit, scope };
  return throughTraits(world, place, openInstance(struct), name, true).k !== 'absent';
}

/** Findings about one access; none of structs that are not of the bindings, unless all names are asked for. */
export function checkAccess(
  context: DiagnoseContext,
  crate: CrateMap,
  unit: Unit,
  access: FieldAccess,
  allNames: boolean,
): readonly Finding[] {
  const { world } = context;
  const accessed = accessedField(world, unit, access);
  if (!accessed || (accessed.field && !accessed.hidden)) return [];
  if (!allNames && !isOfBindings(accessed.struct)) return [];
  // rustc checks no types there.
  if (namesMissingTrait(world, unit.crate)) return [];
  const position = { ...accessed, crate, unit, access };
  if (accessed.field) return privateField(context, position);
  return isMethod(world, unit, accessed.struct, access) ? [] : unknownFieldAccess(context, position);
}
