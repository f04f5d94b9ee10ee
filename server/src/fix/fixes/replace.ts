/** Writes the value that a name of C stands for, with the name in a comment, where the bindings have no name for it. */
import { placesOf } from '../../diagnose/bindingsIndex';
import type { Problem } from '../../diagnose/problem';
import { placeOfPath, spell } from '../../diagnose/spelling';
import { argumentAround } from '../../diagnose/written/argumentAround';
import { type WrittenPath, writtenPath } from '../../diagnose/written/path';
import { bits, isWholeExpression, rightsAt, wantedBy } from '../../diagnose/written/rights';
import { startOf } from '../../resolve/unit';
import { ownConfiguration, standingIn } from '../adapter/standing';
import { Argument } from '../argument';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import { meantBy } from '../naming';
import type { Fixer } from '../offer';
import { remarkOf } from '../remark';
import { rightsIn } from '../rights';

const ID = 'replace';

export const replace: Fixer = ({ problem }, context) => {
  const { kind, failure, segments, name, reference } = problem;
  if (kind !== 'value' && kind !== 'pathPattern' && kind !== 'identifierPattern') return undefined;
  if (failure.why === 'private' || failure.segment < segments.length - 1) return undefined;
  const configuration = ownConfiguration(context);
  const standing = configuration && standingIn(name, 'value', configuration, context);
  if (standing?.k !== 'number') return undefined;
  const path = writtenPath(context.world, problem);
  if (typeof path === 'string') return { id: ID, reason: path };
  if (path.source.tokens[path.last + 1]?.text === '.')
    return { id: ID, reason: 'a method is called on it, which needs its type: give it one first' };
  // A pattern is no expression.
  const inPattern = kind !== 'value';
  const isRight = standing.of === 'right' && !inPattern;
  const { wanted, isConstant } = isRight ? rightsAt(problem, context) : {};
  if (wanted === 'rights' && isConstant)
    return {
      id: ID,
      reason: 'no function that makes rights may be called in a constant: make them where they are used',
    };
  const whole =
    wanted === 'rights'
      ? (rightsArgument(problem, path, context) ?? rightsValue(problem, path, standing.value, context))
      : undefined;
  if (typeof whole === 'string') return { id: ID, reason: whole };
  const field = reference?.shorthand ? `${name}: ` : '';
  const value = isRight ? bits(standing.value) : String(standing.value);
  const named = `${value} ${remarkOf(name)}`;
  const alone = isWholeExpression(path) && !mayGetNeighbours(problem);
  const text = value.includes('<<') && !alone ? `(${named})` : named;
  const edit = whole ?? { file: path.file, start: path.start, end: path.pathEnd, newText: field + text };
  const meant = meantBy(name, context);
  return {
    id: ID,
    title: `Write \`${edit.newText}\` instead of \`${path.source.text.slice(edit.start, edit.end)}\`${meant?.note ?? ''}`,
    sure: standing.of === 'right' || meant === undefined ? 'plain' : 'meant',
    ...(meant?.everywhere === false ? { hereOnly: true } : {}),
    wishes: { edits: [edit] },
  };
};

/** Whether a macro that is given the name as tokens may write something beside it; what it takes as an expression stays one. */
function mayGetNeighbours({ unit, reference }: Problem): boolean {
  if (unit?.source.k !== 'tokens' || reference === undefined) return false;
  return !unit.source.map.rendered.isAllOf('expr', startOf(unit.fragment.referenceSpans, reference.at));
}

/** The bindings' own rights, where a type that is declared wants them. */
function rightsValue(
  problem: Problem,
  path: WrittenPath,
  word: number,
  context: FixContext,
): PlacedEdit | string {
  const text = made(problem, word, context);
  const field = problem.reference?.shorthand ? `${problem.name}: ` : '';
  return typeof text === 'string'
    ? { file: path.file, start: path.start, end: path.pathEnd, newText: field + text }
    : text.reason;
}

/** A call that makes rights of the bindings' type. */
function made(
  problem: Problem,
  word: number,
  { world, knowledge }: FixContext,
): string | { readonly reason: string } {
  const [type = ''] = knowledge.calling.rights.make.split('::');
  const [place] = placesOf(world, type, problem.crate);
  const spelt = place && spell(world, problem, place)[0];
  const isMade = placeOfPath(world, knowledge.calling.rights.make, problem.crate) !== undefined;
  if (spelt === undefined || !isMade) return { reason: `\`${type}\` cannot be made from here` };
  const { raw } = knowledge.rightsOf(word);
  return spelt + raw.slice(raw.lastIndexOf(`${type}::`) + type.length);
}

/** All of an argument of rights, where the one who is called wants the bindings' own; nothing elsewhere. */
function rightsArgument(
  problem: Problem,
  path: WrittenPath,
  context: FixContext,
): PlacedEdit | string | undefined {
  const { world, knowledge } = context;
  const argument = argumentAround(path);
  if (argument === undefined || wantedBy(problem, path, argument, context) !== 'rights') return undefined;
  const { tokens, text } = path.source;
  const [start, end] = [tokens[argument.from]?.start ?? 0, tokens[argument.to - 1]?.end ?? 0];
  const written = new Argument(text.slice(start, end), tokens.slice(argument.from, argument.to));
  const { unit, scope } = problem;
  const given =
    unit === undefined || scope === undefined
      ? undefined
      : rightsIn(written, { unit, scope, file: path.file }, world, knowledge);
  if (given?.k !== 'word' || given.word === undefined)
    return 'the argument is more than rights that are named';
  const call = made(problem, given.word, context);
  return typeof call === 'string' ? { file: path.file, start, end, newText: call } : call.reason;
}
