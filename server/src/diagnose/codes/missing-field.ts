/** A literal without some field of its struct, or a pattern that neither names all fields nor ends in `..`. */
import { placeOf } from '../../resolve/unit';
import { configurationsWithField, listed, type NamedFields, TELL_US } from '../calls/fields';
import type { Position } from '../calls/position';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';

/** The finding; nothing where all fields are named, or where rustc complains about something else first. */
export function missingFields(
  context: DiagnoseContext,
  { crate, module, unit, reference }: Position,
  { struct, written, unknown, left, hidden, rest, twice, end }: NamedFields,
): readonly Finding[] {
  if (left.length === 0 || rest || twice || unknown.length > 0 || hidden || struct.kind === 'union')
    return [];
  const isPattern = reference.kind === 'structPattern';
  // rustc marks the path of a literal, and all of a pattern.
  const place = isPattern ? placeOf(unit, written.start, end, context.world.sources) : written.place;
  if (!place) return [];
  const all = [...context.possible];
  const guess =
    !context.certain &&
    left.every((name) => {
      const having = configurationsWithField(context, struct, name);
      return having.length > 0 && all.some((configuration) => !having.includes(configuration));
    });
  const what = isPattern ? 'the pattern does not mention' : 'the literal gives no value to';
  return [
    {
      code: 'missing-field',
      severity: guess ? 'information' : 'error',
      ...place,
      name: struct.name,
      message: `${what} ${listed(left)} of \`${struct.name}\``,
      help: guess
        ? TELL_US
        : isPattern
          ? 'name them, or end the pattern with `..`'
          : 'every field needs a value',
      candidates: [],
      rustcCode: isPattern ? 'E0027' : 'E0063',
      crate: crate.packageName,
      module: module.normal.path(),
      category: 'other',
      related: [],
    },
  ];
}
