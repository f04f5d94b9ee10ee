/** A literal without some field of its struct or variant, or a pattern that neither names all fields nor ends in `..`. */
import { placeOf } from '../../resolve/unit';
import { editDistance } from '../../text/near';
import { configurationsWithField, isTupleInBraces, listed, type NamedFields, TELL_US } from '../calls/fields';
import type { Position } from '../calls/position';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';

/** The finding; nothing where all fields are named, or where rustc complains about something else first. */
export function missingFields(
  context: DiagnoseContext,
  position: Position,
  fields: NamedFields,
): readonly Finding[] {
  const { crate, module, unit, reference } = position;
  const { struct, written, unknown, hidden, rest, twice, end } = fields;
  const isPattern = reference.kind === 'structPattern';
  const inBraces = isTupleInBraces(position, fields);
  // A pattern leaves out what cannot be named.
  const left = (isPattern ? fields.left.filter(fields.isVisible) : fields.left).map(({ name }) => name);
  if (struct.kind === 'union') return isPattern ? [] : ofUnion(position, fields);
  if (left.length === 0 || rest || twice) return [];
  if (!inBraces && (isPattern ? isTakenFor(unknown, left) : unknown.length > 0 || hidden)) return [];
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
        : inBraces
          ? 'its fields have numbers: write it with parentheses'
          : isPattern
            ? 'name them, or end the pattern with `..`'
            : 'every field needs a value',
      candidates: [],
      rustcCode: inBraces ? 'E0769' : isPattern ? 'E0027' : 'E0063',
      crate: crate.packageName,
      module: module.normal.path(),
      category: 'other',
      related: [],
    },
  ];
}

/**
 * In a pattern rustc takes one name that is not there for the one field that is left, if they are alike, and says no more
 * (rustc, `find_best_match_for_name`); of numbers it does not.
 */
function isTakenFor(unknown: NamedFields['unknown'], left: readonly string[]): boolean {
  const [[one], [field = '']] = [unknown, left];
  if (!one || unknown.length > 1 || left.length > 1 || Number.isInteger(Number(field))) return false;
  const most = Math.floor(Math.max(one.name.length, 3) / 3);
  const words = (name: string): string => name.split('_').sort().join('_');
  return (
    editDistance(one.name.toLowerCase(), field.toLowerCase(), most) <= most ||
    words(one.name) === words(field)
  );
}

/** A union holds one thing: rustc marks the path of the literal. */
function ofUnion(
  { crate, module }: Position,
  { struct, written, named, unknown, rest, twice }: NamedFields,
): readonly Finding[] {
  if (named.length === 1 || unknown.length > 0 || rest || twice) return [];
  return [
    {
      code: 'missing-field',
      severity: 'error',
      ...written.place,
      name: struct.name,
      message: `a literal of the union \`${struct.name}\` names exactly one field`,
      candidates: [],
      rustcCode: 'E0784',
      crate: crate.packageName,
      module: module.normal.path(),
      category: 'other',
      related: [],
    },
  ];
}
