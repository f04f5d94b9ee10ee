/**
 * Evaluates constant expressions, exact: what rustc computes, or why it cannot be told. Rules: Rust reference, "Constant
 * evaluation", "Integer literal expressions" (types of literals without suffix), "Type cast expressions".
 */

import type { World } from '../../resolve/world';
import type { BinaryOperator, ConstantExpression, ConstantPath } from '../../syntax/constant/expression';
import { parseConstant } from '../../syntax/constant/parse';
import type { TypeRef } from '../../syntax/summary';
import { identify } from '../identity';
import { targetOf } from '../target';
import { readExternal, type TypeEnvironment } from '../types';
import { calculate, fits, type IntegerType, integerType, wrap } from './integers';
import { type Found, valueAt } from './places';
import { measured } from './sizes';
import { caught, numberOf, Overflow, orderOf, typeOfValue, Unknown, type Value } from './value';

/** The type of an expression: a primitive's name, or this for literals that nothing has given a type yet. */
type Kind = string;
const UNDECIDED: Kind = '{integer}';
/** What integers become where nothing decides. */
const FALLBACK: Kind = 'i32';

/** Evaluates an expression whose type is `expected` (a primitive's name). */
export function evaluateIn(
  world: World,
  text: string,
  environment: TypeEnvironment,
  expected: string,
): Value {
  return caught(() => {
    const expression = parseConstant(text);
    const evaluation = new Evaluation(world, environment);
    return evaluation.value(expression, joined(evaluation.kindOf(expression), expected));
  });
}

/** Length of an array, or a constant among generic arguments: an integer, or `undefined` where it cannot be told. */
export function lengthIn(world: World, text: string, environment: TypeEnvironment): bigint | undefined {
  const found = caught(() => {
    const expression = parseConstant(text);
    const evaluation = new Evaluation(world, environment);
    const kind = evaluation.kindOf(expression);
    return evaluation.value(expression, kind === UNDECIDED ? 'usize' : kind);
  });
  return found.k === 'integer' ? found.value : undefined;
}

/** The options with which types are identified: lengths are constants. */
export const WITH_LENGTHS = { constant: lengthIn } as const;

/** One type of two: an integer literal takes the type of what it is joined with. */
function joined(a: Kind, b: Kind): Kind {
  if (a === b || b === UNDECIDED) return a;
  if (a === UNDECIDED && isInteger(b)) return b;
  throw new Unknown(`it joins ${a} and ${b}, which rustc refuses`);
}

function isInteger(kind: Kind): boolean {
  return integerType(kind, 64) !== undefined;
}

class Evaluation {
  private readonly width: number | undefined;

  constructor(
    private readonly world: World,
    private readonly environment: TypeEnvironment,
  ) {
    this.width = targetOf(world, environment.module.crate).pointerWidth;
  }

  /** The type of an expression as far as it says one itself. */
  kindOf(expression: ConstantExpression): Kind {
    switch (expression.k) {
      case 'integer':
        return expression.suffix ?? UNDECIDED;
      case 'boolean':
        return 'bool';
      case 'character':
        return 'char';
      case 'path':
        return typeOfValue(this.number(expression));
      case 'call':
        this.size(expression);
        return 'usize';
      case 'unary':
      case 'block':
        return this.kindOf(expression.of);
      case 'cast':
        return this.typeNamed(expression.type);
      case 'if':
        return joined(this.kindOf(expression.then), this.kindOf(expression.otherwise));
      case 'binary':
        if (isLogical(expression.operator)) return 'bool';
        if (isShift(expression.operator)) return this.kindOf(expression.left);
        return joined(this.kindOf(expression.left), this.kindOf(expression.right));
      case 'other':
        throw new Unknown(expression.what);
    }
  }

  /** The value of an expression of this type. */
  value(expression: ConstantExpression, given: Kind): Value {
    const kind = given === UNDECIDED ? FALLBACK : given;
    switch (expression.k) {
      case 'integer':
        joined(expression.suffix ?? UNDECIDED, kind);
        return this.literal(expression.value, kind);
      case 'boolean':
        return { k: 'boolean', value: expression.value };
      case 'character':
        return { k: 'character', value: BigInt(expression.value) };
      case 'path': {
        const found = this.number(expression);
        joined(typeOfValue(found), kind);
        return found;
      }
      case 'call':
        return this.integer(this.size(expression), 'usize');
      case 'block':
        return this.value(expression.of, kind);
      case 'if':
        return this.either(expression, kind);
      case 'unary':
        return expression.operator === '!' ? this.not(expression.of, kind) : this.minus(expression.of, kind);
      case 'cast':
        return this.cast(expression.of, this.typeNamed(expression.type));
      case 'binary':
        return this.binary(expression, kind);
      case 'other':
        throw new Unknown(expression.what);
    }
  }

  private type(kind: Kind): IntegerType {
    const type = integerType(kind, this.width);
    if (!type) throw new Unknown(isInteger(kind) ? 'the width of a pointer' : `arithmetic on ${kind}`);
    return type;
  }

  private integer(value: bigint, kind: Kind): Value {
    return { k: 'integer', value, type: this.type(kind).name };
  }

  private literal(value: bigint, kind: Kind): Value {
    if (!fits(value, this.type(kind))) throw new Unknown(`${value} does not fit ${kind}`);
    return this.integer(value, kind);
  }

  /** rustc types the branch that is not taken too: what cannot be told of it, cannot be told of all. */
  private either(expression: Extract<ConstantExpression, { k: 'if' }>, kind: Kind): Value {
    const { condition, then, otherwise } = expression;
    const [taken, left] = this.truth(condition) ? [then, otherwise] : [otherwise, then];
    unreached(() => this.value(left, kind));
    return this.value(taken, kind);
  }

  private not(of: ConstantExpression, kind: Kind): Value {
    const inner = this.value(of, kind);
    if (inner.k === 'boolean') return { k: 'boolean', value: !inner.value };
    return this.integer(wrap(~numberOf(inner), this.type(kind)), kind);
  }

  private minus(of: ConstantExpression, kind: Kind): Value {
    const type = this.type(kind);
    if (!type.signed) throw new Unknown(`a sign before a value of type ${kind}, which rustc refuses`);
    // The smallest number is written with a literal that does not fit by itself.
    if (of.k === 'integer') {
      joined(of.suffix ?? UNDECIDED, kind);
      return this.literal(-of.value, kind);
    }
    const result = -numberOf(this.value(of, kind));
    if (!fits(result, type)) throw new Overflow('it overflows, which rustc refuses');
    return this.integer(result, kind);
  }

  private cast(of: ConstantExpression, target: Kind): Value {
    const from = this.castable(of, target);
    if (target === 'bool' || target === 'char') {
      if (typeOfValue(from) === target) return from;
      if (target === 'char' && from.k === 'integer' && from.type === 'u8')
        return { k: 'character', value: from.value };
      throw new Unknown(`a cast to ${target}`);
    }
    const number = from.k === 'boolean' ? BigInt(from.value) : numberOf(from);
    return this.integer(wrap(number, this.type(target)), target);
  }

  /** What is cast: a variant counts as its number, a literal takes the type that it is cast to. */
  private castable(of: ConstantExpression, target: Kind): Value {
    if (of.k === 'path') return known(this.at(of).value);
    const kind = this.kindOf(of);
    return this.value(of, kind === UNDECIDED ? literalKind(of, target) : kind);
  }

  private binary({ operator, left, right }: Extract<ConstantExpression, { k: 'binary' }>, kind: Kind): Value {
    if (operator === '&&' || operator === '||') {
      const first = this.truth(left);
      if (first !== (operator === '||')) return { k: 'boolean', value: this.truth(right) };
      unreached(() => this.truth(right));
      return { k: 'boolean', value: first };
    }
    if (isLogical(operator)) {
      const common = joined(this.kindOf(left), this.kindOf(right));
      const [a, b] = [orderOf(this.value(left, common)), orderOf(this.value(right, common))];
      return { k: 'boolean', value: compare(operator, a, b) };
    }
    const a = this.value(left, kind);
    const b = this.value(right, isShift(operator) ? this.kindOf(right) : kind);
    if (a.k === 'boolean' && b.k === 'boolean')
      return { k: 'boolean', value: bits(operator, a.value, b.value) };
    if (a.k !== 'integer' || b.k !== 'integer')
      throw new Unknown('arithmetic on something that is no number');
    const result = calculate(operator, a.value, b.value, this.type(kind));
    if ('error' in result) throw new Overflow(result.error);
    return this.integer(result.value, kind);
  }

  private truth(expression: ConstantExpression): boolean {
    const value = this.value(expression, this.kindOf(expression));
    if (value.k !== 'boolean') throw new Unknown('a condition that is no truth value');
    return value.value;
  }

  /** The primitive type that a text names, through aliases. */
  private typeNamed(text: string): Kind {
    const { world, environment } = this;
    const type = identify(world, { type: typeOf(world, text), environment }, WITH_LENGTHS);
    if (type.k === 'primitive') return type.name;
    throw new Unknown(type.k === 'unknown' ? type.reason : `a value of type ${text}`);
  }

  private at(path: ConstantPath): Found {
    return valueAt(this.world, this.environment, path, this.width);
  }

  private number(path: ConstantPath): Value {
    const { value, isVariant } = this.at(path);
    if (isVariant) throw new Unknown(`the variant \`${path.segments.join('::')}\`, which is no number`);
    return known(value);
  }

  private size({ path, args }: Extract<ConstantExpression, { k: 'call' }>): bigint {
    if (args.length > 0) throw new Unknown(`a call of \`${path.segments.join('::')}\``);
    const { world, environment, width } = this;
    return measured(world, environment, path, width, (text) => typeOf(world, text));
  }
}

/** What is not reached must make sense all the same, but may overflow. */
function unreached(compute: () => unknown): void {
  try {
    compute();
  } catch (error) {
    if (!(error instanceof Overflow)) throw error;
  }
}

function known(value: Value): Value {
  if (value.k === 'unknown') throw new Unknown(value.reason);
  return value;
}

/** In a cast a literal takes the type that it is cast to; what is computed from literals does not. */
function literalKind(of: ConstantExpression, target: Kind): Kind {
  if (of.k === 'unary') return literalKind(of.of, target);
  if (of.k === 'if' || of.k === 'block') throw new Unknown('a number whose type is not plain');
  if (of.k !== 'integer') return FALLBACK;
  if (target === 'char') return 'u8';
  return isInteger(target) ? target : FALLBACK;
}

function typeOf(world: World, text: string): TypeRef {
  const item = readExternal(world, `type T = ${text};`);
  return (item?.kind === 'alias' ? item.target : undefined) ?? { k: 'other' };
}

function isShift(operator: BinaryOperator): boolean {
  return operator === '<<' || operator === '>>';
}

function isLogical(operator: BinaryOperator): boolean {
  return ['&&', '||', '==', '!=', '<', '>', '<=', '>='].includes(operator);
}

function bits(operator: BinaryOperator, a: boolean, b: boolean): boolean {
  switch (operator) {
    case '&':
      return a && b;
    case '|':
      return a || b;
    case '^':
      return a !== b;
    default:
      throw new Unknown('arithmetic on truth values');
  }
}

function compare(operator: BinaryOperator, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    default:
      return a >= b;
  }
}
