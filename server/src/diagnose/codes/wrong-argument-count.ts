/** A call of a function, method or tuple struct whose parameters are known, with more or fewer arguments than those. */
import { TYPED_CRATE } from '../../bindings/crates';
import type { Definition } from '../../resolve/definitions';
import { endOf, startOf } from '../../resolve/unit';
import { hasAttributesInCall } from '../../syntax/fieldList';
import type { Binding } from '../../syntax/summary';
import { wordsIn } from '../../text/words';
import { resolveReference } from '../../types/references';
import { readExternal } from '../../types/types';
import { dependsOnKernel, expectedBy, isCertain, type Resolved } from '../calls/callee';
import { TELL_US } from '../calls/fields';
import { type Position, writtenCallee } from '../calls/position';
import type { Finding } from '../finding';
import { pathInBindings } from '../parity/kernel';
import type { DiagnoseContext } from '../problem';
import { needWords, whereWords } from './needed-option';

/** The finding for a reference that is called and resolved; nothing where the numbers agree or cannot be told. */
export function wrongArgumentCount(
  context: DiagnoseContext,
  position: Position,
  outcome: Resolved,
): Finding | undefined {
  const { reference } = position;
  const { argumentCount: given } = reference;
  const asMethod = reference.kind === 'method';
  // rustc counts the arguments of what is private, too.
  const isMeant = outcome.failures?.every(({ rustcCode }) => rustcCode === 'E0603') ?? true;
  if (given === undefined || outcome.byName || !isMeant) return undefined;
  const expected = expectedBy(context.world, outcome, asMethod);
  if (!expected || (expected.variadic ? given >= expected.count : given === expected.count)) return undefined;
  if (!isCertain(context.world, position, outcome)) return undefined;
  const elsewhere = configurationsTaking(context, outcome, given, asMethod);
  const possible = elsewhere.filter((name) => context.possible.has(name));
  const guess = !context.certain && (possible.length > 0 || dependsOnKernel(outcome));
  const name = reference.segments.at(-1) ?? '';
  const where = elsewhereText(context, name, given, possible.length > 0 ? possible : elsewhere);
  const least = expected.variadic ? 'at least ' : '';
  return sayCount(context, position, {
    message: `this ${expected.what} takes ${least}${argumentsText(expected.count)}, but ${givenText(given)}${where}`,
    help: guess ? TELL_US : `it is \`${expected.text()}\``,
    rustcCode: expected.variadic ? 'E0060' : 'E0061',
    severity: guess ? 'information' : 'error',
  });
}

/**
 * The same for a call of a variable that is a closure (E0057) or a function by another name. `isOurs` tells what concerns the
 * bindings: words of the call and of the closure, and the function.
 */
export function wrongArgumentCountOfLocal(
  context: DiagnoseContext,
  position: Position,
  { init, type }: Binding,
  isOurs: { word(word: string): boolean; callee(callee: Resolved): boolean },
): Finding | undefined {
  const { reference, unit } = position;
  const { argumentCount: given, segments } = reference;
  if (given === undefined || type !== undefined || !init) return undefined;
  if (init.k === 'path') {
    const outcome = resolveReference(context.world, unit, init.reference);
    if (outcome.k !== 'resolved' || outcome.failures || outcome.member || !isOurs.callee(outcome))
      return undefined;
    return wrongArgumentCount(context, position, outcome);
  }
  if (init.k !== 'closure' || init.parameters === given) return undefined;
  const table = unit.fragment.referenceSpans;
  const words = wordsIn(unit.text, startOf(table, init.at), endOf(table, init.at));
  if (![...segments, ...words].some((word) => isOurs.word(word))) return undefined;
  return sayCount(context, position, {
    message: `this closure takes ${argumentsText(init.parameters)}, but ${givenText(given)}`,
    rustcCode: 'E0057',
    severity: 'error',
  });
}

function sayCount(
  { world }: DiagnoseContext,
  position: Position,
  said: Pick<Finding, 'message' | 'help' | 'rustcCode' | 'severity'>,
): Finding | undefined {
  const { reference, unit, module, crate } = position;
  const written = writtenCallee(world, position);
  if (!written || unit.text[written.behind] !== '(' || hasAttributesInCall(unit.text, written.behind))
    return undefined;
  return {
    code: 'wrong-argument-count',
    ...written.place,
    name: reference.segments.at(-1) ?? '',
    ...said,
    candidates: [],
    crate: crate.packageName,
    module: module.normal.path(),
    category: 'function',
    related: [],
  };
}

function givenText(count: number): string {
  return count === 1 ? '1 is given' : `${count} are given`;
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
