/** Capability rights as they are written: in C they are words, in Rust something of their own, and what fits is told by where they stand. */
import { typed } from '../../compare/types';
import type { CallingData } from '../../knowledge/data';
import { startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Token } from '../../syntax/token';
import type { Identity } from '../../types/identity';
import { resolveReference } from '../../types/references';
import type { TypeIn } from '../../types/types';
import { placesOf } from '../bindingsIndex';
import type { DiagnoseContext, Problem } from '../problem';
import { type ArgumentAround, argumentAround } from './argumentAround';
import { type WrittenPath, writtenPath } from './path';
import { isPathSeparator, tokenAt } from './tokens';

/** What fits where a right is named: a word, the bindings' own rights, or nobody can tell. */
export type Wanted = 'word' | 'rights' | undefined;

interface RightsAt {
  readonly wanted: Wanted;
  /** Nothing stands beside the path that would join with an operator. */
  readonly isWhole: boolean;
  readonly names: readonly string[];
  readonly isConstant: boolean;
}

/** What is wanted where a path names a right, with the names that the whole argument is made of, if it is one of rights. */
export function rightsAt(problem: Problem, context: DiagnoseContext): RightsAt {
  const path = writtenPath(context.world, problem);
  if (typeof path === 'string') return { wanted: undefined, isWhole: true, names: [], isConstant: false };
  const argument = argumentAround(path);
  const names = argument ? rightNames(path.source.tokens.slice(argument.from, argument.to)) : [];
  const byCallee = argument && names.length > 0 ? wantedBy(problem, path, argument, context) : undefined;
  const wanted = byCallee ?? (isOperand(path) ? 'word' : wantedByType(problem, path, context));
  return { wanted, isWhole: isWholeExpression(path), names, isConstant: isConstant(path) };
}

/** Whether a path stands in the value of a `const` or `static`: what makes rights is no const fn. */
function isConstant({ source, start }: WrittenPath): boolean {
  const { tokens } = source;
  for (let at = tokenAt(source, start) - 1; at >= 0; at--) {
    const text = tokens[at]?.text ?? ';';
    if (text === ';' || text === '{' || text === '}') return false;
    if (text === 'static' || (text === 'const' && tokens[at - 1]?.text !== '*')) return true;
  }
  return false;
}

/** What the one who is called wants for an argument. */
export function wantedBy(
  { unit }: Problem,
  { source: { tokens } }: WrittenPath,
  { callee, index }: ArgumentAround,
  { world, knowledge }: DiagnoseContext,
): Wanted {
  const named = tokens[callee]?.text ?? '';
  if (tokens[callee - 1]?.text === '.') {
    if (!knowledge.isBufferMethod(named)) return undefined;
    const method = placesOf(world, named).find(({ kind }) => kind === 'method');
    const type = method?.item?.kind === 'function' ? method.item.params[index] : undefined;
    return type && wantedAs(world, { type, environment: { module: method!.module } }, knowledge.calling);
  }
  const references = unit?.fragment.references ?? [];
  const at = references.findIndex(
    ({ kind, at: span, segments }) =>
      kind === 'call' &&
      startOf(unit!.fragment.referenceSpans, span + segments.length - 1) === tokens[callee]?.start,
  );
  const outcome = unit && at >= 0 ? resolveReference(world, unit, at) : undefined;
  const definition = outcome?.k === 'resolved' ? outcome.definition : undefined;
  const type = definition?.item?.kind === 'function' ? definition.item.params[index] : undefined;
  if (!type || !definition?.parent) return undefined;
  const environment = { module: definition.parent, ...(definition.unit ? { unit: definition.unit } : {}) };
  return wantedAs(world, { type, environment }, knowledge.calling);
}

function wantedAs(world: World, given: TypeIn, { rights }: CallingData): Wanted {
  const { type } = given;
  if (type.k === 'path' && rights.types.includes(type.segments.at(-1) ?? '')) return 'rights';
  return isNumber(typed(world, given).identity) ? 'word' : undefined;
}

function isNumber(identity: Identity): boolean {
  return identity.k === 'primitive' && !NO_NUMBERS.has(identity.name);
}

const NO_NUMBERS: ReadonlySet<string> = new Set(['bool', 'char', 'str']);

/** What a type wants that is written beside: `const R: T = PATH`, `let r: T = PATH`, `-> T { PATH }`. */
function wantedByType(
  { module, unit, scope }: Problem,
  path: WrittenPath,
  { world, knowledge }: DiagnoseContext,
): Wanted {
  const segments = typeBefore(path);
  if (segments.length === 0) return undefined;
  const place = { ...(unit ? { unit } : {}), ...(scope === undefined ? {} : { scope }) };
  return wantedAs(
    world,
    { type: { k: 'path', segments }, environment: { module, ...place } },
    knowledge.calling,
  );
}

/** Segments of the type that is declared for a path; none where that is more than a plain path. */
function typeBefore({ source, start, last }: WrittenPath): readonly string[] {
  const { tokens, partners } = source;
  const before = tokenAt(source, start) - 1;
  const body = partners[last + 1] ?? -1;
  const isTail =
    tokens[last + 1]?.text === '}' && (before === body || [';', '}'].includes(tokens[before]?.text ?? ''));
  const behind = tokens[before]?.text === '=' ? before : isTail ? body : -1;
  let first = behind;
  while (first > 0 && (tokens[first - 1]?.kind === 'identifier' || isPathSeparator(tokens, first - 2)))
    first -= tokens[first - 1]?.kind === 'identifier' ? 1 : 2;
  const isDeclared = isTail
    ? tokens[first - 1]?.text === '>' && tokens[first - 2]?.text === '-'
    : tokens[first - 1]?.text === ':';
  if (first === behind || !isDeclared) return [];
  return tokens.slice(first, behind).flatMap(({ kind, text }) => (kind === 'identifier' ? [text] : []));
}

/** Operators of two operands that numbers have and rights do not; `joint`: what stands before `=`. */
const BINARY: ReadonlySet<string> = new Set(['|', '&', '^', '+', '-', '*', '/', '%']);

/** Beside an operator of numbers, or cast. */
function isOperand({ source, start, last }: WrittenPath): boolean {
  const { tokens } = source;
  const before = tokenAt(source, start) - 1;
  const after = tokens[last + 1];
  if (after?.kind === 'identifier' && after.text === 'as') return true;
  if (after && BINARY.has(after.text)) return true;
  if (after?.text === '=' || after?.text === '!')
    return after.joint === true && tokens[last + 2]?.text === '=';
  const sign = tokens[before];
  // `==`, `!=`, `|=`: what is compared with a number, or put into one.
  if (sign?.text === '=') {
    const joined = tokens[before - 1];
    return joined?.joint === true && (joined.text === '=' || joined.text === '!' || BINARY.has(joined.text));
  }
  return sign !== undefined && BINARY.has(sign.text) && isBinary(tokens, before);
}

/** Whether an operator stands behind an operand: not `&x`, not the end of a closure's parameters. */
function isBinary(tokens: readonly Token[], at: number): boolean {
  if (!endsOperand(tokens[at - 1])) return false;
  if (tokens[at]?.text !== '|') return true;
  for (let index = at - 1; index >= 0; index--) {
    const token = tokens[index];
    if (token?.text === '|') return endsOperand(tokens[index - 1]);
    if (token?.kind === 'open' || token?.text === ';' || token?.text === '=') return true;
  }
  return true;
}

const BEFORE_OPERANDS: ReadonlySet<string> = new Set([
  'move',
  'return',
  'match',
  'if',
  'while',
  'in',
  'else',
]);

function endsOperand(token: Token | undefined): boolean {
  if (token === undefined || BEFORE_OPERANDS.has(token.text)) return false;
  return token.kind === 'identifier' || token.kind === 'literal' || token.kind === 'close';
}

/** Names of `A | b::B`, last segments only; none for anything else. */
export function rightNames(tokens: readonly Token[]): readonly string[] {
  const names: string[] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    if (token.text === '|') {
      if (last?.kind !== 'identifier') return [];
      names.push(last.text);
    } else if (token.kind !== 'identifier' && token.text !== ':' && token.text !== '(' && token.text !== ')')
      return [];
    if (token.kind !== 'open' && token.kind !== 'close') last = token;
  }
  return last?.kind === 'identifier' ? [...names, last.text] : [];
}

/** `1 << 2` for one bit, `0b1011` for several. */
export function bits(word: number): string {
  if (word === 0) return '0';
  const single = Math.log2(word);
  return Number.isInteger(single) ? `1 << ${single}` : `0b${word.toString(2).padStart(4, '0')}`;
}

/** Nothing beside the path belongs to the same expression. */
export function isWholeExpression({ source, start, last }: WrittenPath): boolean {
  const before = source.tokens[tokenAt(source, start) - 1];
  const after = source.tokens[last + 1];
  const sign = source.tokens[tokenAt(source, start) - 2];
  const isComparison = sign?.joint === true && '=!<>'.includes(sign.text);
  const opens = before?.kind === 'open' || [',', ';', '}'].includes(before?.text ?? '');
  return (
    (opens || (before?.text === '=' && !isComparison) || before?.text === 'return') &&
    (after?.kind === 'close' || after?.text === ',' || after?.text === ';')
  );
}
