/** The name is there, but not visible from here. */
import { enclosingModule } from '../../resolve/blocks';
import type { CrateMap, Definition, Module } from '../../resolve/definitions';
import { endOf, type Place, placeOf, startOf } from '../../resolve/unit';
import { listed, type NamedFields } from '../calls/fields';
import type { AccessPosition, Position } from '../calls/position';
import type { Finding } from '../finding';
import type { DiagnoseContext, Explain } from '../problem';

export const privateName: Explain = ({ failure, name }) => {
  if (failure.why !== 'private') return undefined;
  if (failure.rustcCode === 'E0401' || failure.rustcCode === 'E0434' || failure.rustcCode === 'E0435')
    return {
      code: 'unresolved-name',
      severity: 'error',
      message:
        failure.rustcCode === 'E0435'
          ? `\`${name}\` is a variable, where a constant must stand`
          : `\`${name}\` belongs to an outer function and cannot be used in an inner item`,
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
  return place ? [finding(struct, [name], place, 'E0616', crate, enclosingModule(world, unit, scope))] : [];
}

/** The findings for fields that a literal or pattern names, or takes from its base, and that cannot be named there. */
export function privateFields(
  { world }: DiagnoseContext,
  { crate, module, unit, reference }: Position,
  { struct, named, unknown, left, isVisible, rest, base, twice }: NamedFields,
): readonly Finding[] {
  const isPattern = reference.kind === 'structPattern';
  // rustc looks at what is visible when the types of a body are right.
  if (unknown.length > 0 || twice || (!rest && left.length > 0 && struct.kind !== 'union')) return [];
  const rows = named.flatMap(({ field, at }) =>
    // With a base rustc marks a field to its end.
    isVisible(field) ? [] : [{ names: [field.name], start: at.start, end: base ? at.stop : at.end }],
  );
  const taken = left.filter((field) => !isVisible(field)).map(({ name }) => name);
  if (base && !isPattern && taken.length > 0) rows.push({ names: taken, ...base });
  return rows.flatMap(({ names, start, end }) => {
    const place = placeOf(unit, start, end, world.sources);
    return place ? [finding(struct, names, place, 'E0451', crate, module)] : [];
  });
}

function finding(
  struct: Definition,
  names: readonly string[],
  place: Place,
  rustcCode: string,
  crate: CrateMap,
  module: Module,
): Finding {
  const what = names.length === 1 ? 'field' : 'fields';
  return {
    code: 'private-name',
    severity: 'error',
    ...place,
    name: names[0] ?? '',
    message: `${what} ${listed(names)} of \`${struct.name}\` ${names.length === 1 ? 'is' : 'are'} private`,
    candidates: [],
    rustcCode,
    crate: crate.packageName,
    module: module.normal.path(),
    category: 'other',
    related: [],
  };
}
