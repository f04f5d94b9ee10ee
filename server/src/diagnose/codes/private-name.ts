/** The name is there, but not visible from here. */
import { enclosingModule } from '../../resolve/blocks';
import { endOf, placeOf, startOf } from '../../resolve/unit';
import type { AccessPosition } from '../calls/accesses';
import type { Finding } from '../finding';
import type { DiagnoseContext, Explain } from '../problem';

export const privateName: Explain = ({ failure, name }) => {
  if (failure.why !== 'private') return undefined;
  if (failure.rustcCode === 'E0401' || failure.rustcCode === 'E0434' || failure.rustcCode === 'E0435')
    return {
      code: 'unresolved-name',
      severity: 'error',
      message: `\`${name}\` belongs to an outer function and cannot be used in an inner item`,
      candidates: [],
      related: [],
    };
  const what =
    failure.found?.kind === 'associated' || failure.rustcCode === 'E0624'
      ? 'associated item'
      : (failure.found?.kind ?? 'name');
  return {
    code: 'private-name',
    severity: 'error',
    message: `${what} \`${name}\` is private`,
    candidates: [],
    related: [],
  };
};

/** The finding for an access to a field that cannot be named there. */
export function privateField(
  { world }: DiagnoseContext,
  { struct, crate, unit, access }: AccessPosition,
): readonly Finding[] {
  const { name, at, scope } = access;
  const table = unit.fragment.referenceSpans;
  const place = placeOf(unit, startOf(table, at), endOf(table, at), world.sources);
  if (!place) return [];
  return [
    {
      code: 'private-name',
      severity: 'error',
      ...place,
      name,
      message: `field \`${name}\` of \`${struct.name}\` is private`,
      candidates: [],
      rustcCode: 'E0616',
      crate: crate.packageName,
      module: enclosingModule(world, unit, scope).normal.path(),
      category: 'other',
      related: [],
    },
  ];
}
