/** Two things of one name held against each other: kind, value, type, fields, signature. */

import { type Definition, TYPE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import type { World } from '../resolve/world';
import type { ConstItem } from '../syntax/summary';
import { constantValue, ofItem } from '../types/constants/constants';
import type { Value } from '../types/constants/value';
import type { Identity } from '../types/identity';
import { readExternal, type TypeEnvironment, type TypeIn } from '../types/types';
import { differs, joined, NOTHING, same, unknown, type Verdict } from './difference';
import { compareContents } from './fields';
import { type Callable, callableOf, compareFunctions } from './functions';
import { typeGenericsDiffer } from './generics';
import {
  compareIdentities,
  compareTypes,
  portableText,
  type Sides,
  shown,
  type Typed,
  typed,
  typedDefinition,
} from './types';

/** What a name stands for, as far as comparing needs it. */
export type Thing =
  | { readonly k: 'definition'; readonly definition: Definition }
  /** A constant of an impl. */
  | { readonly k: 'constant'; readonly item: ConstItem; readonly environment: TypeEnvironment }
  | { readonly k: 'method'; readonly callable: Callable; readonly of: string }
  /** A number that is known without a definition; `type` is a primitive, where that is known too. */
  | { readonly k: 'number'; readonly value: bigint; readonly says: string };

/** What a thing is in one word or two. */
export function kindText(thing: Thing): string {
  switch (thing.k) {
    case 'definition':
      return definitionKind(thing.definition);
    case 'constant':
      return 'constant';
    case 'method':
      return thing.callable.item.hasSelf
        ? `method of \`${thing.of}\``
        : `associated function of \`${thing.of}\``;
    case 'number':
      return 'number';
  }
}

function definitionKind({ kind }: Definition): string {
  switch (kind) {
    case 'const':
      return 'constant';
    case 'alias':
      return 'type alias';
    case 'variant':
      return 'variant of an enum';
    default:
      return kind;
  }
}

/** Compares; what is nowhere equal or unequal (a module with a module) gives an empty verdict. */
export function compareThings(sides: Sides, here: Thing, there: Thing): Verdict {
  const [a, b] = [asConstant(sides.here, here), asConstant(sides.there, there)];
  if (a && b) return compareConstants(sides, a, b);
  const [f, g] = [asFunction(sides.here, here), asFunction(sides.there, there)];
  if (f && g) return compareCallables(sides, here, f, there, g);
  if (here.k === 'definition' && there.k === 'definition')
    return compareDefinitions(sides, here.definition, there.definition);
  return otherKind(here, there);
}

/** Kinds that no code can use in each other's place. */
function otherKind(here: Thing, there: Thing): Verdict {
  const [a, b] = [kindText(here), kindText(there)];
  return differs({
    aspect: 'kind',
    here: a,
    there: b,
    points: [`it is ${article(a)}, there ${article(b)}`],
    follows: [],
  });
}

function article(words: string): string {
  return /^[aeiou]/.test(words) ? `an ${words}` : `a ${words}`;
}

interface Constant {
  /** A type as written that can be followed with other meanings for its aliases. */
  readonly type?: TypeIn;
  readonly typed: Typed | undefined;
  readonly value: () => Value;
  readonly text: string;
}

function asConstant(world: World, thing: Thing): Constant | undefined {
  switch (thing.k) {
    case 'number':
      return {
        typed: undefined,
        value: () => ({ k: 'integer', value: thing.value, type: '' }),
        text: thing.says,
      };
    case 'constant':
      return ofConstItem(world, thing.item, thing.environment, () =>
        ofItem(world, thing.item, thing.environment),
      );
    case 'definition': {
      const { definition } = thing;
      const { item, external, parent, unit } = definition;
      if (definition.kind !== 'const' || !parent) return undefined;
      const environment: TypeEnvironment = { module: parent, ...(unit ? { unit } : {}) };
      const read = external ? readExternal(world, `const X: ${external.text ?? '_'};`) : item;
      if (read?.kind !== 'const') return undefined;
      return ofConstItem(world, read, environment, () => constantValue(world, definition));
    }
    default:
      return undefined;
  }
}

function ofConstItem(
  world: World,
  item: ConstItem,
  environment: TypeEnvironment,
  value: () => Value,
): Constant {
  const type = item.type && { type: item.type, environment };
  return {
    ...(type ? { type } : {}),
    typed: type && typed(world, type),
    value,
    text: item.init ?? '',
  };
}

function compareConstants(sides: Sides, here: Constant, there: Constant): Verdict {
  return joined(compareConstantTypes(sides, here, there), compareValues(here.value(), there.value()));
}

function compareConstantTypes(sides: Sides, here: Constant, there: Constant): Verdict {
  if (!here.type || !there.typed) return NOTHING;
  const verdict = compareTypes(sides, here.type, there.typed);
  if (verdict.k === 'same') return same('type');
  if (verdict.k === 'unknown') return unknown('type', verdict.reason);
  return typeDiffers(verdict, there.typed.identity);
}

function typeDiffers(
  verdict: { readonly here: string; readonly there: string; readonly follows: readonly string[] },
  there: Identity,
): Verdict {
  const repair = verdict.follows.length === 0 ? portableText(there) : undefined;
  return differs({
    aspect: 'type',
    here: verdict.here,
    there: verdict.there,
    points: [`its type is ${verdict.here}, there ${verdict.there}`],
    follows: verdict.follows,
    ...(repair === undefined ? {} : { repair }),
  });
}

function compareValues(here: Value, there: Value): Verdict {
  if (here.k === 'unknown') return unknown('value', here.reason);
  if (there.k === 'unknown') return unknown('value', there.reason);
  // Of different kinds: their types differ, and that is said.
  if (here.k !== there.k) return NOTHING;
  if (here.value === there.value) return same('value');
  return differs({
    aspect: 'value',
    here: String(here.value),
    there: String(there.value),
    points: [`it is ${here.value}, there ${there.value}`],
    follows: [],
    ...(there.k === 'character' ? {} : { repair: String(there.value) }),
  });
}

function asFunction(world: World, thing: Thing): Callable | undefined {
  if (thing.k === 'method') return thing.callable;
  if (thing.k !== 'definition' || thing.definition.kind !== 'function') return undefined;
  return callableOf(world, thing.definition);
}

/** A method and a function are different kinds, and are compared by what follows the receiver. */
function compareCallables(sides: Sides, here: Thing, f: Callable, there: Thing, g: Callable): Verdict {
  const unlike = here.k !== there.k;
  const signatures = compareFunctions(sides, f, g, unlike);
  return unlike ? joined(otherKind(here, there), signatures) : signatures;
}

function compareDefinitions(sides: Sides, here: Definition, there: Definition): Verdict {
  if (isType(here) && isType(there)) return compareTypeDefinitions(sides, here, there);
  // A module of constants with the type in it: how bindgen writes C enums.
  const inModule = enumType(sides.there, there);
  if (isType(here) && inModule)
    return joined(enumKind(here, there), compareTypeDefinitions(sides, here, inModule));
  if (here.module && there.module) return NOTHING;
  if (here.kind === there.kind) return NOTHING;
  return otherKind({ k: 'definition', definition: here }, { k: 'definition', definition: there });
}

function enumKind(here: Definition, there: Definition): Verdict {
  const kind = definitionKind(here);
  return differs({
    aspect: 'kind',
    here: kind,
    there: 'module of constants',
    points: [`it is ${article(kind)}, there a module of constants whose type is \`${there.name}::Type\``],
    follows: [],
  });
}

function isType({ kind }: Definition): boolean {
  return kind === 'alias' || kind === 'struct' || kind === 'union' || kind === 'enum' || kind === 'primitive';
}

/** What bindgen calls the type of every C enum; which enum's it is says the module that it stands in. */
export const ENUM_TYPE = 'Type';

/** `Type` in a module of constants. */
export function enumType(world: World, { module }: Definition): Definition | undefined {
  const found = module && lookupIn(world, module, ENUM_TYPE, TYPE);
  return found?.k === 'found' ? found.definition : undefined;
}

function compareTypeDefinitions(sides: Sides, here: Definition, there: Definition): Verdict {
  const [a, b] = [typedDefinition(sides.here, here), typedDefinition(sides.there, there)];
  const [x, y] = [a.identity, b.identity];
  const generics = typeGenericsDiffer(here.item, there.item);
  if (generics && (here.kind === 'alias' || there.kind === 'alias'))
    return typeDiffers(
      { here: `a type with ${generics.here}`, there: `one with ${generics.there}`, follows: [] },
      y,
    );
  if (x.k === 'nominal' && y.k === 'nominal' && sides.counterparts(x.definition, y.definition))
    return x.definition === y.definition || x.definition.item === y.definition.item
      ? same('type')
      : compareContents(sides, x.definition, y.definition);
  // An alias of its own is followed by what it stands for; that others follow from it is said with them.
  const target = here.item?.kind === 'alias' ? here.item.target : undefined;
  const verdict =
    target && here.parent
      ? compareTypes(
          sides,
          { type: target, environment: { module: here.parent, ...(here.unit ? { unit: here.unit } : {}) } },
          b,
        )
      : compareIdentities(sides, a, b);
  if (verdict.k === 'same') return same('type');
  if (verdict.k === 'unknown') return unknown('type', verdict.reason);
  return typeDiffers({ ...verdict, here: target ? verdict.here : shown(a), there: meaning(b) }, y);
}

/** What a type stands for, its own name left out. */
function meaning({ identity, written }: Typed): string {
  return identity.k === 'nominal' && identity.definition.name === written
    ? `${article(identity.definition.kind)} of its own`
    : shown({ identity, written: '' });
}
