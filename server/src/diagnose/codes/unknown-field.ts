/** A literal, pattern or access names a field that its struct or variant does not have. */
import { enclosingModule } from '../../resolve/blocks';
import type { Definition } from '../../resolve/definitions';
import { endOf, type Place, placeOf, startOf } from '../../resolve/unit';
import type { WrittenField } from '../../syntax/fieldList';
import { nearest } from '../../text/near';
import { configurationsWithField, isTupleInBraces, listed, type NamedFields, TELL_US } from '../calls/fields';
import type { AccessPosition, Position } from '../calls/position';
import type { Finding, Replacement } from '../finding';
import type { DiagnoseContext } from '../problem';
import { needWords, whereWords } from './needed-option';

/** One finding for each such name. */
export function unknownFields(
  context: DiagnoseContext,
  position: Position,
  named: NamedFields,
): readonly Finding[] {
  // rustc then says one thing of all the pattern.
  if (isTupleInBraces(position, named)) return [];
  return named.unknown.flatMap((field) => unknownField(context, position, named, field));
}

function unknownField(
  context: DiagnoseContext,
  { crate, module, unit, reference }: Position,
  { struct, left: fields, unknown }: NamedFields,
  { name, start, end }: WrittenField,
): readonly Finding[] {
  const place = placeOf(unit, start, end, context.world.sources);
  if (!place) return [];
  const left = fields.map((field) => field.name);
  const others = left.length > 0 ? `not named yet: ${listed(left)}` : undefined;
  const said = sayUnknown(context, struct, name, left, others);
  const replacement: Replacement | undefined =
    said.near !== undefined && unknown.length === 1 && isWithValue(unit.text, end)
      ? { start: place.start, end: place.end, text: said.near }
      : undefined;
  return [
    {
      ...finding(place, name, said),
      rustcCode: reference.kind === 'structPattern' ? 'E0026' : struct.kind === 'variant' ? 'E0559' : 'E0560',
      crate: crate.packageName,
      module: module.normal.path(),
      ...(replacement ? { replacement } : {}),
    },
  ];
}

/** The finding for `x.name`. */
export function unknownFieldAccess(
  context: DiagnoseContext,
  { struct, fields, crate, unit, access }: AccessPosition,
): readonly Finding[] {
  const { name, at, scope } = access;
  const table = unit.fragment.referenceSpans;
  const place = placeOf(unit, startOf(table, at), endOf(table, at), context.world.sources);
  if (!place) return [];
  const names = fields.map((field) => field.name);
  const others = names.length > 0 ? `it has ${listed(names)}` : undefined;
  const said = sayUnknown(context, struct, name, names, others);
  const { near } = said;
  return [
    {
      ...finding(place, name, said),
      rustcCode: 'E0609',
      crate: crate.packageName,
      module: enclosingModule(context.world, unit, scope).normal.path(),
      ...(near === undefined ? {} : { replacement: { start: place.start, end: place.end, text: near } }),
    },
  ];
}

interface Said {
  readonly guess: boolean;
  readonly near: string | undefined;
  readonly message: string;
  readonly help: string | undefined;
}

/** What is said of a field that a struct has not; `names` may have been meant, `others` tells them. */
function sayUnknown(
  context: DiagnoseContext,
  struct: Definition,
  name: string,
  names: readonly string[],
  others: string | undefined,
): Said {
  const having = configurationsWithField(context, struct, name);
  const possible = having.filter((configuration) => context.possible.has(configuration));
  const guess = !context.certain && possible.length > 0;
  const where = possible.length > 0 ? possible : having;
  const [near] = nearest(name, names, 1);
  const elsewhere =
    where.length === 0
      ? ''
      : `: it has it only ${whereWords(where, context)}${needWords(struct.name, where, context)}`;
  return {
    guess,
    near,
    message: `\`${struct.name}\` has no field \`${name}\`${elsewhere}`,
    help: guess ? TELL_US : near !== undefined ? `did you mean \`${near}\`?` : others,
  };
}

function finding(
  place: Place,
  name: string,
  { guess, message, help }: Said,
): Omit<Finding, 'crate' | 'module'> {
  return {
    code: 'unknown-field',
    severity: guess ? 'information' : 'error',
    ...place,
    name,
    message,
    ...(help === undefined ? {} : { help }),
    candidates: [],
    category: 'other',
    related: [],
  };
}

/** `name: …`; a name alone stands for a variable too. */
function isWithValue(text: string, end: number): boolean {
  return text
    .slice(end, end + 40)
    .trimStart()
    .startsWith(':');
}
