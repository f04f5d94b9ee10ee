/** A call of a function, method or tuple struct whose parameters are known, with more or fewer arguments than those. */
import { TYPED_CRATE } from '../../bindings/crates';
import type { Definition } from '../../resolve/definitions';
import { hasAttributesInCall } from '../../syntax/fieldList';
import { readExternal } from '../../types/types';
import { dependsOnKernel, expectedBy, isCertain, type Resolved } from '../calls/callee';
import { TELL_US } from '../calls/fields';
import { type Position, writtenPath } from '../calls/position';
import type { Finding } from '../finding';
import { pathInBindings } from '../parity/kernel';
import type { DiagnoseContext } from '../problem';
import { needWords, whereWords } from './needed-option';

/** The finding for a `call` or `method` reference that resolved; nothing where the numbers agree or cannot be told. */
export function wrongArgumentCount(
  context: DiagnoseContext,
  position: Position,
  outcome: Resolved,
): Finding | undefined {
  const { reference, unit, module, crate } = position;
  const { argumentCount: given } = reference;
  const asMethod = reference.kind === 'method';
  if (given === undefined || reference.qualified || outcome.byName || outcome.failures) return undefined;
  const expected = expectedBy(context.world, outcome, asMethod);
  if (!expected || (expected.variadic ? given >= expected.count : given === expected.count)) return undefined;
  if (!isCertain(context.world, position, outcome)) return undefined;
  const written = writtenPath(context.world, position);
  if (!written || unit.text[written.behind] !== '(' || hasAttributesInCall(unit.text, written.behind))
    return undefined;
  const elsewhere = configurationsTaking(context, outcome, given, asMethod);
  const possible = elsewhere.filter((name) => context.possible.has(name));
  const guess = !context.certain && (possible.length > 0 || dependsOnKernel(outcome));
  const name = reference.segments.at(-1) ?? '';
  const where = elsewhereText(context, name, given, possible.length > 0 ? possible : elsewhere);
  const least = expected.variadic ? 'at least ' : '';
  return {
    code: 'wrong-argument-count',
    severity: guess ? 'information' : 'error',
    ...written.place,
    name,
    message: `this ${expected.what} takes ${least}${argumentsText(expected.count)}, but ${given === 1 ? '1 is' : `${given} are`} given${where}`,
    help: guess ? TELL_US : `it is \`${expected.text()}\``,
    candidates: [],
    rustcCode: expected.variadic ? 'E0060' : 'E0061',
    crate: crate.packageName,
    module: module.normal.path(),
    category: 'function',
    related: [],
  };
}

function argumentsText(count: number): string {
  return count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`;
}

/** Built-in configurations in which the same path takes that many arguments. */
function configurationsTaking(
  { catalog, world }: DiagnoseContext,
  { definition, member }: Resolved,
  given: number,
  asMethod: boolean,
): readonly string[] {
  const { crate } = member?.of ?? definition;
  const typed = crate?.packageName === TYPED_CRATE;
  if (!crate?.bindings && !typed) return [];
  const inside = member ? `${typePath(member.of)}::${definition.name}` : pathInBindings(definition);
  const path = typed ? `${TYPED_CRATE}::${inside}` : inside;
  return catalog.knownName(definition.name).flatMap((place) => {
    if (place.path !== path) return [];
    return place.details.flatMap(({ text, configurations }) => {
      const item = readExternal(world, `${text} {}`);
      const taken =
        item?.kind === 'function' ? item.params.length + (item.hasSelf && !asMethod ? 1 : 0) : undefined;
      return taken === given ? configurations : [];
    });
  });
}

/** bindgen gives C's `struct x_` the alias `x`, by which the index knows its methods. */
function typePath(type: Definition): string {
  const path = pathInBindings(type);
  return path.endsWith('_') ? path.slice(0, -1) : path;
}

function elsewhereText(
  context: DiagnoseContext,
  name: string,
  given: number,
  where: readonly string[],
): string {
  if (where.length === 0) return '';
  return `; it takes ${given} only ${whereWords(where, context)}${needWords(name, where, context)}`;
}
