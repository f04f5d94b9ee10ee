/** What structs, unions and enums are made of, held against each other. */

import type { Definition } from '../resolve/definitions';
import { isVariantActive, variantOf } from '../resolve/variants';
import type { World } from '../resolve/world';
import type { EnumItem, StructItem, VariantRef } from '../syntax/summary';
import { constantValue } from '../types/constants/constants';
import { activeFields } from '../types/fields';
import type { TypeEnvironment } from '../types/types';
import { differs, Points, same, unknown, type Verdict } from './difference';
import { typeGenericsDiffer } from './generics';
import { compareTypes, type Sides, typed } from './types';

/** Compares two nominal types by what they are made of: shape, fields in order, variants with their numbers. */
export function compareContents(sides: Sides, here: Definition, there: Definition): Verdict {
  const [a, b] = [here.item, there.item];
  if (a === undefined || b === undefined) return unknown('fields', 'a type known by its name only');
  const generics = typeGenericsDiffer(a, b);
  if (generics)
    return differs({
      aspect: 'fields',
      ...generics,
      points: [wordsOf(sides).shape(generics.here, generics.there)],
      follows: [],
    });
  if (a.kind === 'enum' && b.kind === 'enum') return compareVariants(sides, here, a, there, b);
  if (
    (a.kind !== 'struct' && a.kind !== 'union') ||
    (b.kind !== 'struct' && b.kind !== 'union') ||
    a.kind !== b.kind
  )
    return differs({
      aspect: 'kind',
      here: `${article(a.kind)} \`${here.name}\``,
      there: `${article(b.kind)} \`${there.name}\``,
      points: [`it is ${article(a.kind)}, there ${article(b.kind)}`],
      follows: [],
    });
  return compareFields(sides, here, a, there, b);
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function compareFields(
  sides: Sides,
  here: Definition,
  a: StructItem,
  there: Definition,
  b: StructItem,
): Verdict {
  const words = wordsOf(sides);
  if (a.shape !== b.shape)
    return differs({
      aspect: 'fields',
      here: shapeText(a),
      there: shapeText(b),
      points: [words.shape(shapeText(a), shapeText(b))],
      follows: [],
    });
  const [mine, theirs] = [activeFields(sides.here, here, a), activeFields(sides.there, there, b)];
  if (mine === undefined || theirs === undefined) return unknown('fields', 'a cfg that is not known');
  const points = new Points();
  let reason: string | undefined;
  const names = mine.map(({ name }) => name);
  const others = theirs.map(({ name }) => name);
  const missing = others.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !others.includes(name));
  if (missing.length > 0) points.add(words.missing(missing));
  if (extra.length > 0) points.add(words.extra(extra));
  if (points.isEmpty && names.join() !== others.join()) points.add('its fields are in another order');
  for (const field of mine) {
    const other = theirs.find(({ name }) => name === field.name);
    if (!other) continue;
    const isPublic = field.visibility.k === 'pub';
    if (isPublic !== (other.visibility.k === 'pub')) points.add(words.visible(field.name, isPublic));
    const verdict = compareTypes(
      sides,
      { type: field.type, environment: environmentOf(here, a) },
      typed(sides.there, { type: other.type, environment: environmentOf(there, b) }),
    );
    if (verdict.k === 'unknown') reason ??= verdict.reason;
    if (verdict.k === 'differ')
      points.add(words.is(field.name, verdict.here, verdict.there), verdict.follows);
  }
  if (points.isEmpty) return reason === undefined ? same('fields') : unknown('fields', reason);
  return differs({ aspect: 'fields', here: shapeText(a), there: shapeText(b), ...points.result() });
}

/** What is said of two that differ: sides that stand in for each other, or one of them before the other. */
interface Words {
  missing(names: readonly string[]): string;
  extra(names: readonly string[]): string;
  shape(here: string, there: string): string;
  visible(name: string, here: boolean): string;
  is(name: string, here: string, there: string): string;
}

const STAND_IN: Words = {
  missing: (names) => `it lacks ${fieldList(names)}`,
  extra: (names) => `there is no ${fieldList(names)} there`,
  shape: (here, there) => `it has ${here}, there ${there}`,
  visible: (name, here) => `\`${name}\` is ${here ? 'public, there it is not' : 'not public, there it is'}`,
  is: (name, here, there) => `\`${name}\` is ${here}, there ${there}`,
};

const LATER: Words = {
  missing: (names) => `${fieldList(names)} added`,
  extra: (names) => `${fieldList(names)} removed`,
  shape: (here, there) => `${here} -> ${there}`,
  visible: (name, here) => `\`${name}\` is ${here ? 'not public any more' : 'public now'}`,
  is: (name, here, there) => `\`${name}\` ${here} -> ${there}`,
};

function wordsOf({ later }: Sides): Words {
  return later ? LATER : STAND_IN;
}

function variantShape({ shape }: VariantRef): string {
  return shape === 'unit'
    ? 'without fields'
    : shape === 'tuple'
      ? 'with unnamed fields'
      : 'with named fields';
}

function fieldList(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `\`${name}\``);
  const more = names.length > 4 ? ` and ${names.length - 4} more` : '';
  return shown.join(', ') + more;
}

function shapeText({ shape, fields }: StructItem): string {
  if (shape === 'unit') return 'no fields';
  const kind = shape === 'tuple' ? 'unnamed' : 'named';
  return `${fields.length} ${kind} field${fields.length === 1 ? '' : 's'}`;
}

function environmentOf({ parent, unit }: Definition, { generics }: StructItem): TypeEnvironment {
  if (!parent) throw new Error('a type that stands in no module');
  return {
    module: parent,
    generics: new Set(generics?.map(({ name }) => name)),
    ...(unit ? { unit } : {}),
  };
}

function compareVariants(
  sides: Sides,
  here: Definition,
  a: EnumItem,
  there: Definition,
  b: EnumItem,
): Verdict {
  const [mine, theirs] = [activeVariants(sides.here, here, a), activeVariants(sides.there, there, b)];
  if (mine === undefined || theirs === undefined) return unknown('fields', 'a cfg that is not known');
  const words = wordsOf(sides);
  const points: string[] = [];
  let reason: string | undefined;
  const missing = theirs.filter(({ name }) => !mine.some((v) => v.name === name)).map(({ name }) => name);
  const extra = mine.filter(({ name }) => !theirs.some((v) => v.name === name)).map(({ name }) => name);
  if (missing.length > 0) points.push(words.missing(missing));
  if (extra.length > 0) points.push(words.extra(extra));
  for (const variant of mine) {
    const other = theirs.find(({ name }) => name === variant.name);
    if (!other) continue;
    if (variant.shape !== other.shape)
      points.push(words.is(variant.name, variantShape(variant), variantShape(other)));
    else if (variant.shape !== 'unit') reason ??= `what \`${variant.name}\` holds`;
    else {
      const [number, its] = [numberOf(sides.here, here, variant), numberOf(sides.there, there, other)];
      if (number === undefined || its === undefined) reason ??= `the number of \`${variant.name}\``;
      else if (number !== its) points.push(words.is(variant.name, String(number), String(its)));
    }
  }
  if (points.length === 0) return reason === undefined ? same('fields') : unknown('fields', reason);
  const text = (variants: readonly VariantRef[]): string => `${variants.length} variants`;
  return differs({ aspect: 'fields', here: text(mine), there: text(theirs), points, follows: [] });
}

function activeVariants(
  world: World,
  type: Definition,
  { variants }: EnumItem,
): readonly VariantRef[] | undefined {
  const left: VariantRef[] = [];
  for (const variant of variants) {
    const definition = variantOf(world, type, variant.name);
    const active = definition && isVariantActive(world, definition);
    if (active === 'unknown') return undefined;
    if (active) left.push(variant);
  }
  return left;
}

function numberOf(world: World, type: Definition, { name }: VariantRef): bigint | undefined {
  const definition = variantOf(world, type, name);
  const value = definition && constantValue(world, definition);
  return value?.k === 'integer' ? value.value : undefined;
}
