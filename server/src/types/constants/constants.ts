/** Values of constants and of the variants of enums, remembered for the world that they were asked in. */

import type { Definition } from '../../resolve/definitions';
import { itemTable, startOf, type Unit } from '../../resolve/unit';
import { isVariantActive, variantOf } from '../../resolve/variants';
import type { World } from '../../resolve/world';
import { type ConstItem, INIT_LENGTH } from '../../syntax/summary';
import { forgetAliases, identify } from '../identity';
import { readExternal, type TypeEnvironment } from '../types';
import { evaluateIn, WITH_LENGTHS } from './evaluate';
import { initialiserAfter } from './initialiser';
import { caught, Unknown, type Value } from './value';

/** Longer chains of constants that name each other are not followed: the stack must not overflow. */
const DEEPEST = 100;

const BUSY: Value = { k: 'unknown', reason: 'a constant that depends on itself' };

interface Known {
  readonly values: Map<Definition, Value>;
  depth: number;
  /** A chain was too long: what depends on it is not remembered, for asked from elsewhere it may be known. */
  cut: boolean;
}

const knownIn = new WeakMap<World, Known>();

/** The value of a `const`, or of a variant as its number. */
export function constantValue(world: World, definition: Definition): Value {
  let known = knownIn.get(world);
  if (!known) {
    known = { values: new Map(), depth: 0, cut: false };
    knownIn.set(world, known);
  }
  const { values } = known;
  const before = values.get(definition);
  if (before) return before;
  if (known.depth >= DEEPEST) {
    known.cut = true;
    return { k: 'unknown', reason: 'a long chain of constants' };
  }
  values.set(definition, BUSY);
  known.depth++;
  const value = caught(() => compute(world, definition));
  known.depth--;
  if (known.cut) values.delete(definition);
  else values.set(definition, value);
  if (known.depth === 0) known.cut = false;
  return value;
}

/** Forgets all values of a world, and what its aliases are: crates are read anew. */
export function forgetValues(world: World): void {
  knownIn.delete(world);
  forgetAliases(world);
}

function compute(world: World, definition: Definition): Value {
  if (definition.kind === 'variant') return numberOfVariant(world, definition);
  const { item, parent, unit, external } = definition;
  if (external) return ofExternal(world, definition, external.text);
  if (item?.kind !== 'const' || !parent) throw new Unknown(`\`${definition.name}\`, which is no constant`);
  return ofItem(world, item, { module: parent, ...(unit ? { unit } : {}) }, unit);
}

/** The value of a constant as it is declared; the environment gives its names a meaning. */
export function ofItem(world: World, item: ConstItem, environment: TypeEnvironment, unit?: Unit): Value {
  return caught(() => {
    if (item.kind !== 'const') throw new Unknown(`the static \`${item.name}\``);
    if (item.init === undefined || !item.type)
      throw new Unknown(`\`${item.name}\`, which has no value of its own`);
    const type = identify(world, { type: item.type, environment }, WITH_LENGTHS);
    if (type.k !== 'primitive')
      throw new Unknown(type.k === 'unknown' ? type.reason : 'a constant that is no number');
    return evaluateIn(world, wholeText(item.init, item, unit), environment, type.name);
  });
}

/** An initialiser that the summary cuts off is read from the file. */
function wholeText(init: string, item: ConstItem, unit: Unit | undefined): string {
  if (init.length < INIT_LENGTH) return init;
  const start = unit && !unit.virtual ? startOf(itemTable(unit.fragment, item), item.at) : -1;
  const whole = unit && start >= 0 ? initialiserAfter(unit.text, start) : undefined;
  if (whole === undefined) throw new Unknown('an expression that is cut off');
  return whole;
}

/** Constants of public module trees are told as `usize = 4usize`. */
function ofExternal(world: World, { parent, name }: Definition, text: string | undefined): Value {
  const item = text === undefined ? undefined : readExternal(world, `const X: ${text};`);
  if (item?.kind !== 'const' || item.init === undefined || !parent)
    throw new Unknown(`\`${name}\`, whose value is not listed`);
  return evaluateIn(world, item.init, { module: parent }, item.typeText);
}

/**
 * The number of a variant (reference, "Enumerations", discriminants): the one written, else one more than that of the
 * variant before it, of the type that `repr` names, else `isize`.
 */
function numberOfVariant(world: World, variant: Definition): Value {
  const { of, parent, unit } = variant;
  const { item } = of ?? {};
  if (item?.kind !== 'enum' || !of || !parent) throw new Unknown(`the variant \`${variant.name}\``);
  if (item.variants.some(({ shape }) => shape !== 'unit'))
    throw new Unknown(`the variant \`${variant.name}\`, whose enum holds more than numbers`);
  const type = representation(item.repr);
  const environment: TypeEnvironment = { module: parent, ...(unit ? { unit } : {}) };
  let next: Value | undefined;
  for (const { name, discriminant } of item.variants) {
    const each = variantOf(world, of, name);
    const active = each && isVariantActive(world, each);
    if (active === 'unknown') throw new Unknown('a cfg that is not known');
    if (!active) continue;
    if (discriminant !== undefined && discriminant.length >= INIT_LENGTH)
      throw new Unknown('an expression that is cut off');
    const text = discriminant ?? (next?.k === 'integer' ? String(next.value + 1n) : '0');
    const value = evaluateIn(world, text, environment, type);
    if (value.k === 'unknown') throw new Unknown(value.reason);
    if (name === variant.name) return value;
    next = value;
  }
  throw new Unknown(`the variant \`${variant.name}\``);
}

function representation(repr: string | undefined): string {
  const words = (repr ?? '').split(',').map((word) => word.trim());
  return words.find((word) => /^[iu](8|16|32|64|128|size)$/.test(word)) ?? 'isize';
}
