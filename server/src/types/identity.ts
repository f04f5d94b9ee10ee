/**
 * What rustc takes a type for: aliases followed down to primitive and nominal types, so that two types can be held
 * against each other. Types of equal layout are not equal (`usize` and `u64`, a struct and its only field).
 */

import type { Definition } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { World } from '../resolve/world';
import type { TypeRef } from '../syntax/summary';
import { cType, targetOf } from './target';
import { aliasTarget, expandedType, type TypeEnvironment, type TypeIn, typeAt } from './types';

export type Identity =
  | { readonly k: 'primitive'; readonly name: string }
  /** A struct, union or enum; or a trait object or other type that only its definition tells. */
  | { readonly k: 'nominal'; readonly definition: Definition; readonly args: readonly Identity[] }
  | { readonly k: 'reference'; readonly of: Identity; readonly mutable: boolean; readonly lifetime?: string }
  | { readonly k: 'pointer'; readonly of: Identity; readonly mutable: boolean }
  | { readonly k: 'slice'; readonly of: Identity }
  | { readonly k: 'array'; readonly of: Identity; readonly length: bigint }
  | { readonly k: 'tuple'; readonly of: readonly Identity[] }
  | { readonly k: 'never' }
  | {
      readonly k: 'function';
      readonly params: readonly Identity[];
      readonly ret: Identity;
      readonly unsafe: boolean;
      readonly abi: string;
      readonly variadic: boolean;
    }
  /** A constant as generic argument, as text that is equal for equal values. */
  | { readonly k: 'constant'; readonly text: string }
  | { readonly k: 'unknown'; readonly reason: string };

export const UNIT: Identity = { k: 'tuple', of: [] };

export interface IdentifyOptions {
  /** Value of an array's length or of a constant argument; `undefined`: it cannot be told. */
  readonly constant: (world: World, text: string, environment: TypeEnvironment) => bigint | undefined;
  /** Asked for every alias on the way: another meaning for it, or nothing for its own. */
  readonly alias?: (alias: Definition) => Identity | undefined;
}

interface Environment extends TypeEnvironment {
  /** Generic arguments of the alias that is being followed, by parameter. */
  readonly given?: ReadonlyMap<string, Identity>;
}

const DEEPEST = 40;

/** What aliases without arguments are, by the way in which constants are told: bindings write every type by one. */
const aliases = new WeakMap<World, Map<IdentifyOptions, WeakMap<Definition, Identity>>>();

/** What a type is. Never throws; what cannot be told is `unknown` with a reason. */
export function identify(world: World, given: TypeIn, options: IdentifyOptions): Identity {
  return follow(world, given.type, given.environment, options, 0);
}

/** Forgets what aliases of a world are: crates are read anew. */
export function forgetAliases(world: World): void {
  aliases.delete(world);
}

function unknown(reason: string): Identity {
  return { k: 'unknown', reason };
}

function follow(
  world: World,
  type: TypeRef,
  environment: Environment,
  options: IdentifyOptions,
  depth: number,
): Identity {
  if (depth > DEEPEST) return unknown('a type that goes on without end');
  const inside = (of: TypeRef): Identity => follow(world, of, environment, options, depth + 1);
  switch (type.k) {
    case 'reference':
      return {
        k: 'reference',
        of: inside(type.of),
        mutable: type.mutable === true,
        ...(type.lifetime === undefined ? {} : { lifetime: type.lifetime }),
      };
    case 'pointer':
      return { k: 'pointer', of: inside(type.of), mutable: type.mutable === true };
    case 'slice':
      return { k: 'slice', of: inside(type.of) };
    case 'array': {
      const length =
        type.length === undefined ? undefined : lengthOrConstant(world, type.length, environment, options);
      if (length === undefined) return unknown('an array whose length is not known');
      return { k: 'array', of: inside(type.of), length };
    }
    case 'tuple':
      return { k: 'tuple', of: type.of.map(inside) };
    case 'never':
      return { k: 'never' };
    case 'function':
      return {
        k: 'function',
        params: type.params.map(inside),
        ret: type.ret ? inside(type.ret) : UNIT,
        unsafe: type.unsafe === true,
        abi: abiName(type.abi),
        variadic: type.variadic === true,
      };
    case 'constant': {
      const value = lengthOrConstant(world, type.text, environment, options);
      return value === undefined
        ? unknown('a constant that is not known')
        : { k: 'constant', text: String(value) };
    }
    case 'macro': {
      const target = expandedType(world, type, environment);
      return target
        ? follow(world, target.type, target.environment, options, depth + 1)
        : unknown(`the macro ${type.path.join('::')}! in place of a type`);
    }
    case 'path':
      return followPath(world, type, environment, options, depth);
    case 'impl':
      return unknown('an `impl Trait`');
    case 'dyn':
      return unknown('a trait object');
    case 'other':
      return unknown('a type that is not followed');
  }
}

/** Value of a constant in a type: of a const parameter, what is given for it. */
function lengthOrConstant(
  world: World,
  text: string,
  environment: Environment,
  options: IdentifyOptions,
): bigint | undefined {
  const given = environment.given?.get(text);
  if (given) return given.k === 'constant' ? BigInt(given.text) : undefined;
  if (environment.generics?.has(text)) return undefined;
  return options.constant(world, text, environment);
}

/** `extern` alone means C (reference, "External blocks", ABI). */
function abiName(abi: string | undefined): string {
  if (abi === undefined) return 'Rust';
  return abi === '' ? 'C' : abi.replaceAll('"', '');
}

function followPath(
  world: World,
  type: Extract<TypeRef, { k: 'path' }>,
  environment: Environment,
  options: IdentifyOptions,
  depth: number,
): Identity {
  const { segments } = type;
  const name = segments.join('::');
  if (segments.length === 1 && !type.global) {
    const given = environment.given?.get(name);
    if (given) return given;
    if (environment.generics?.has(name)) return unknown(`the type parameter ${name}`);
  }
  const found = typeAt(world, environment, segments, type.global === true);
  if (found === undefined) return unknown(`the type ${name}, which does not resolve`);
  if (typeof found === 'string') return { k: 'primitive', name: found };
  if ('environment' in found) return follow(world, found.type, found.environment, options, depth + 1);
  const args = (type.args ?? []).map((arg) => follow(world, arg, environment, options, depth + 1));
  return ofDefinition(world, found, args, options, depth);
}

/** What a type definition is with these generic arguments. */
export function identityOf(
  world: World,
  definition: Definition,
  args: readonly Identity[],
  options: IdentifyOptions,
): Identity {
  return ofDefinition(world, definition, args, options, 0);
}

function ofDefinition(
  world: World,
  definition: Definition,
  args: readonly Identity[],
  options: IdentifyOptions,
  depth: number,
): Identity {
  switch (definition.kind) {
    case 'primitive':
      return { k: 'primitive', name: definition.name };
    case 'struct':
    case 'union':
    case 'enum':
      return { k: 'nominal', definition, args };
    case 'alias':
      // Only one that is asked for by itself: further in, how long the chain was before it counts.
      if (depth === 0 && args.length === 0 && !options.alias) return knownAlias(world, definition, options);
      return options.alias?.(definition) ?? ofAlias(world, definition, args, options, depth);
    default:
      return unknown(`${definition.kind} \`${definition.name}\` in place of a type`);
  }
}

function knownAlias(world: World, alias: Definition, options: IdentifyOptions): Identity {
  const ofWorld = remembered(aliases, world, () => new Map<IdentifyOptions, WeakMap<Definition, Identity>>());
  const known = remembered(ofWorld, options, () => new WeakMap<Definition, Identity>());
  return remembered(known, alias, () => ofAlias(world, alias, [], options, 0));
}

function ofAlias(
  world: World,
  alias: Definition,
  args: readonly Identity[],
  options: IdentifyOptions,
  depth: number,
): Identity {
  const { crate, external, item, parent, unit } = alias;
  if (external && (crate?.name === 'core' || crate?.name === 'std')) {
    const primitive = cType(external.name, targetOf(world));
    if (primitive !== undefined) return { k: 'primitive', name: primitive };
  }
  const target = aliasTarget(world, alias);
  if (!target || !parent) return unknown(`the alias ${alias.name}, whose target is not known`);
  const names = item?.kind === 'alias' ? (item.generics ?? []).map((g) => g.name) : [];
  const given = new Map(
    names.map((name, at) => [name, args[at] ?? unknown(`the type parameter ${name}`)] as const),
  );
  const environment: Environment = { module: parent, given, ...(unit ? { unit } : {}) };
  return follow(world, target, environment, options, depth + 1);
}

/** Whether two types are one to rustc; `'unknown'` where nothing tells them apart but something cannot be told. */
export function sameType(
  a: Identity,
  b: Identity,
  /** Whether two nominal types count as one: those of two sides that stand in for each other. */
  counterparts: (a: Definition, b: Definition) => boolean = (x, y) => x === y,
): boolean | 'unknown' {
  const same = (x: Identity, y: Identity): boolean | 'unknown' => sameType(x, y, counterparts);
  if (a.k === 'unknown' || b.k === 'unknown') return 'unknown';
  if (a.k === 'primitive') return b.k === 'primitive' && a.name === b.name;
  if (a.k === 'constant') return b.k === 'constant' && a.text === b.text;
  if (a.k === 'never') return b.k === 'never';
  if (a.k === 'slice') return b.k === 'slice' && same(a.of, b.of);
  if (a.k === 'pointer') return b.k === 'pointer' && a.mutable === b.mutable && same(a.of, b.of);
  if (a.k === 'array') return b.k === 'array' && a.length === b.length && same(a.of, b.of);
  if (a.k === 'tuple') return b.k === 'tuple' && all(a.of, b.of, same);
  if (a.k === 'reference') {
    if (b.k !== 'reference' || a.mutable !== b.mutable) return false;
    const inside = same(a.of, b.of);
    // Lifetimes make types differ, but which ones they are depends on the function around them.
    return inside === true && a.lifetime !== b.lifetime ? 'unknown' : inside;
  }
  if (a.k === 'function') {
    if (b.k !== 'function' || a.unsafe !== b.unsafe || a.abi !== b.abi || a.variadic !== b.variadic)
      return false;
    return all([...a.params, a.ret], [...b.params, b.ret], same);
  }
  if (b.k !== 'nominal' || !counterparts(a.definition, b.definition)) return false;
  // Arguments that are left out have defaults.
  return a.args.length === b.args.length ? all(a.args, b.args, same) : 'unknown';
}

function all(
  a: readonly Identity[],
  b: readonly Identity[],
  same: (x: Identity, y: Identity) => boolean | 'unknown',
): boolean | 'unknown' {
  if (a.length !== b.length) return false;
  let answer: boolean | 'unknown' = true;
  for (const [index, one] of a.entries()) {
    const here = same(one, b[index] as Identity);
    if (here === false) return false;
    if (here === 'unknown') answer = 'unknown';
  }
  return answer;
}

/** A type as Rust writes it, nominal types by their bare names. */
export function typeText(type: Identity): string {
  switch (type.k) {
    case 'primitive':
      return type.name;
    case 'nominal': {
      const args = type.args.length === 0 ? '' : `<${type.args.map(typeText).join(', ')}>`;
      return type.definition.name + args;
    }
    case 'reference': {
      const lifetime = type.lifetime === undefined ? '' : `${type.lifetime} `;
      return `&${lifetime}${type.mutable ? 'mut ' : ''}${typeText(type.of)}`;
    }
    case 'pointer':
      return `*${type.mutable ? 'mut' : 'const'} ${typeText(type.of)}`;
    case 'slice':
      return `[${typeText(type.of)}]`;
    case 'array':
      return `[${typeText(type.of)}; ${type.length}]`;
    case 'tuple':
      return type.of.length === 1
        ? `(${typeText(type.of[0] as Identity)},)`
        : `(${type.of.map(typeText).join(', ')})`;
    case 'never':
      return '!';
    case 'function': {
      const ret = type.ret.k === 'tuple' && type.ret.of.length === 0 ? '' : ` -> ${typeText(type.ret)}`;
      const abi = type.abi === 'Rust' ? '' : `extern "${type.abi}" `;
      const params = [...type.params.map(typeText), ...(type.variadic ? ['...'] : [])];
      return `${type.unsafe ? 'unsafe ' : ''}${abi}fn(${params.join(', ')})${ret}`;
    }
    case 'constant':
      return type.text;
    case 'unknown':
      return '_';
  }
}
