/**
 * What an argument of capability rights is: worth a number that can be computed, already of the bindings' type, or
 * neither. Rights are never guessed: what is not proven stays as it is written.
 */
import type { Knowledge } from '../knowledge/knowledge';
import { VALUE } from '../resolve/definitions';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { ConstantExpression, ConstantPath } from '../syntax/constant/expression';
import { parseConstant } from '../syntax/constant/parse';
import type { ExpressionSketch } from '../syntax/sketch';
import type { Token } from '../syntax/token';
import { constantValue } from '../types/constants/constants';
import { typeOf } from '../types/receivers';
import { resolveReference } from '../types/references';
import type { Argument } from './argument';
import { isForeign, referencesBetween } from './referencesBetween';

/** What is known of an argument of rights. */
export interface GivenRights {
  /** `word`: a number, or what C's own constructor makes; `value`: of the bindings' type. */
  readonly k: 'word' | 'value';
  /** The rights as C's word; absent where the value is not known. */
  readonly word?: number;
}

/** Where an argument of rights stands. */
export interface RightsPlace {
  readonly unit: Unit;
  readonly scope: number;
  readonly file: string;
}

/** The rights that an argument gives; `undefined` where neither their type nor their word is known. */
export function rightsIn(
  argument: Argument,
  place: RightsPlace,
  world: World,
  knowledge: Knowledge,
): GivenRights | undefined {
  if (isMadeValue(argument, knowledge) || isDeclaredSo(argument, place, world, knowledge))
    return { k: 'value' };
  return new Reading(argument, place, world, knowledge).rights(parseConstant(argument.text));
}

/** `seL4_CapRights { … }`, or `….into_inner()` of the typed interface. */
function isMadeValue({ tokens, words }: Argument, { calling }: Knowledge): boolean {
  const open = tokens.findIndex(({ kind, text }) => kind !== 'identifier' && text !== ':');
  if (words[open] === '{' && behindBrackets(tokens, open) === tokens.length)
    return calling.rights.types.includes(words[open - 1] ?? '');
  return words.slice(-4).join('') === '.into_inner()' && isChain(tokens);
}

/** A variable that is declared with the type, also where that does not resolve. */
function isDeclaredSo(
  { tokens, text }: Argument,
  { unit, scope }: RightsPlace,
  world: World,
  { calling }: Knowledge,
): boolean {
  if (tokens.length !== 1 || tokens[0]?.kind !== 'identifier') return false;
  const found = lookupFrom(world, unit, scope, { name: text, namespace: VALUE, context: 0 });
  const declared = found?.k === 'local' ? found.binding.type : undefined;
  return declared?.k === 'path' && calling.rights.types.includes(declared.segments.at(-1) ?? '');
}

/** Index behind what an opening bracket holds. */
function behindBrackets(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === 'open') depth++;
    else if (kind === 'close' && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** A path with calls and members behind it: no operator joins it with something else. */
function isChain(tokens: readonly Token[]): boolean {
  for (let at = 0; at < tokens.length; ) {
    const { kind, text } = tokens[at] as Token;
    if (text === '(') at = behindBrackets(tokens, at);
    else if (kind === 'identifier' || text === '.' || text === ':') at++;
    else return false;
  }
  return true;
}

/** More than any right: results are exact below. */
const WORD = (1n << 64n) - 1n;

/** Reads one argument. */
class Reading {
  private readonly unit: Unit;
  /** The references in the argument, by their path. */
  private readonly references = new Map<string, number>();

  constructor(
    { tokens }: Argument,
    { unit, file }: RightsPlace,
    private readonly world: World,
    private readonly knowledge: Knowledge,
  ) {
    this.unit = unit;
    const [from, to] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
    for (const { reference, index } of referencesBetween(world, unit, file, from, to))
      this.references.set(reference.segments.join('::'), index);
  }

  rights(expression: ConstantExpression): GivenRights | undefined {
    if (expression.k === 'block') return this.rights(expression.of);
    if (expression.k === 'if') {
      const [a, b] = [this.rights(expression.then), this.rights(expression.otherwise)];
      if (a === undefined || a.k !== b?.k) return undefined;
      return a.word === b.word ? a : a.k === 'value' ? { k: 'value' } : undefined;
    }
    if (expression.k === 'call') return this.call(expression);
    if (expression.k === 'path' && this.isOfType({ k: 'path', reference: this.indexOf(expression) }))
      return { k: 'value' };
    return this.small(this.number(expression));
  }

  /** A constructor's rights; of another function only the type. */
  private call({ path, args }: Extract<ConstantExpression, { readonly k: 'call' }>): GivenRights | undefined {
    const { make } = this.knowledge.calling.rights;
    const index = this.indexOf(path);
    const text = path.segments.slice(-2).join('::');
    const k = text === make ? 'value' : path.segments.at(-1) === make.replace('::', '_') ? 'word' : undefined;
    const isKernels = !isForeign(this.world, this.unit, index);
    if (k !== undefined && isKernels) {
      const word = this.packed(args);
      if (word !== undefined) return { k, word };
      return k === 'value' ? { k } : undefined;
    }
    return this.isOfType({ k: 'call', on: { k: 'path', reference: index } }) ? { k: 'value' } : undefined;
  }

  /** The word that a constructor makes of a number for each right. */
  private packed(args: readonly ConstantExpression[]): number | undefined {
    const { calling, rightBits } = this.knowledge;
    const { order } = calling.rights;
    if (args.length !== order.length) return undefined;
    let word = 0;
    for (const [at, right] of order.entries()) {
      const value = this.number(args[at] as ConstantExpression);
      const bit = rightBits[right];
      if ((value !== 0n && value !== 1n) || bit === undefined) return undefined;
      word |= Number(value) << bit;
    }
    return word;
  }

  /** A number that is a word of rights and nothing more. */
  private small(value: bigint | undefined): GivenRights | undefined {
    const all = Object.values(this.knowledge.rightBits).reduce((word, bit) => word | (1 << bit), 0);
    return value !== undefined && value >= 0n && value <= BigInt(all)
      ? { k: 'word', word: Number(value) }
      : undefined;
  }

  private number(expression: ConstantExpression): bigint | undefined {
    switch (expression.k) {
      case 'integer':
        return expression.value;
      case 'block':
        return this.number(expression.of);
      case 'path':
        return this.named(expression);
      case 'cast': {
        // No cast to an integer changes it.
        const value = this.small(this.number(expression.of))?.word;
        return value === undefined ? undefined : BigInt(value);
      }
      case 'unary': {
        const value = expression.operator === '!' ? this.number(expression.of) : undefined;
        return value === undefined ? undefined : WORD ^ (value & WORD);
      }
      case 'binary': {
        const [left, right] = [this.number(expression.left), this.number(expression.right)];
        if (left === undefined || right === undefined) return undefined;
        return joined(expression.operator, left, right);
      }
      default:
        return undefined;
    }
  }

  /**
   * One of C's names, which nothing has, or only a constant that is worth the same. Other constants may be worth something
   * else with other features, and are named for a reason.
   */
  private named(path: ConstantPath): bigint | undefined {
    const word = this.knowledge.capRight(path.segments.at(-1) ?? '')?.word;
    const outcome = resolveReference(this.world, this.unit, this.indexOf(path));
    if (word === undefined || outcome.k === 'unresolved' || outcome.k === 'silent')
      return word === undefined ? undefined : BigInt(word);
    const value = outcome.k === 'resolved' ? constantValue(this.world, outcome.definition) : undefined;
    return value?.k === 'integer' && value.value === BigInt(word) ? value.value : undefined;
  }

  /** Whether what an expression is made of says that it has the bindings' type. */
  private isOfType(sketch: ExpressionSketch): boolean {
    const { types } = this.knowledge.calling.rights;
    const head = typeOf(this.world, this.unit, sketch, 0);
    return head !== 'poison' && head?.k === 'type' && types.includes(head.definition.name);
  }

  /** -1 for a path that is no reference. */
  private indexOf({ segments }: ConstantPath): number {
    return this.references.get(segments.join('::')) ?? -1;
  }
}

/** Exact results only: what could overflow, or be refused, is not known. */
function joined(operator: string, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '|':
      return left | right;
    case '&':
      return left & right;
    case '^':
      return left ^ right;
    case '+':
      return left + right <= WORD ? left + right : undefined;
    case '-':
      return left >= right ? left - right : undefined;
    case '<<':
      return right < 64n && left << right <= WORD ? left << right : undefined;
    case '>>':
      return right < 64n ? left >> right : undefined;
    default:
      return undefined;
  }
}
