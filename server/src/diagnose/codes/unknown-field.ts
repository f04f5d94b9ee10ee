/** A literal or pattern names a field that its struct does not have. */
import { placeOf } from '../../resolve/unit';
import type { WrittenField } from '../../syntax/fieldList';
import { nearest } from '../../text/near';
import { configurationsWithField, listed, type NamedFields, TELL_US } from '../calls/fields';
import type { Position } from '../calls/position';
import type { Finding, Replacement } from '../finding';
import type { DiagnoseContext } from '../problem';
import { neededOption } from './needed-option';

/** One finding for each such name. */
export function unknownFields(
  context: DiagnoseContext,
  position: Position,
  named: NamedFields,
): readonly Finding[] {
  return named.unknown.flatMap((field) => unknownField(context, position, named, field));
}

function unknownField(
  context: DiagnoseContext,
  { crate, module, unit, reference }: Position,
  { struct, left, unknown }: NamedFields,
  { name, start, end }: WrittenField,
): readonly Finding[] {
  const place = placeOf(unit, start, end, context.world.sources);
  if (!place) return [];
  const having = configurationsWithField(context, struct, name);
  const possible = having.filter((configuration) => context.possible.has(configuration));
  const guess = !context.certain && possible.length > 0;
  const where = possible.length > 0 ? possible : having;
  const needs = where.length > 0 ? neededOption(struct.name, where, context) : undefined;
  const [near] = nearest(name, left, 1);
  const help = guess
    ? TELL_US
    : near !== undefined
      ? `did you mean \`${near}\`?`
      : left.length > 0
        ? `not named yet: ${listed(left)}`
        : undefined;
  const replacement: Replacement | undefined =
    near !== undefined && unknown.length === 1 && isWithValue(unit.text, end)
      ? { start: place.start, end: place.end, text: near }
      : undefined;
  return [
    {
      code: 'unknown-field',
      severity: guess ? 'information' : 'error',
      ...place,
      name,
      message: `\`${struct.name}\` has no field \`${name}\`${
        where.length === 0
          ? ''
          : `: it has it only in other kernel configurations (${where.join(', ')})${needs === undefined ? '' : `, those with ${needs}`}`
      }`,
      ...(help === undefined ? {} : { help }),
      candidates: [],
      rustcCode: reference.kind === 'structPattern' ? 'E0026' : 'E0560',
      crate: crate.packageName,
      module: module.normal.path(),
      category: 'other',
      related: [],
      ...(replacement ? { replacement } : {}),
    },
  ];
}

/** `name: …`; a name alone stands for a variable too. */
function isWithValue(text: string, end: number): boolean {
  return text
    .slice(end, end + 40)
    .trimStart()
    .startsWith(':');
}
