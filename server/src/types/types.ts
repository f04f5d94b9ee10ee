/** The head of a type: as much of types as associated items and method receivers need. */

import { enclosingModule } from '../resolve/blocks';
import { type Definition, type Module, TYPE } from '../resolve/definitions';
import { expandCall } from '../resolve/expand';
import { dollarCrateAt } from '../resolve/hygiene';
import { lookupIn } from '../resolve/lookup';
import { resolveMacro } from '../resolve/macroPaths';
import { walkFrom, walkPrefix } from '../resolve/paths';
import { preludeLookup } from '../resolve/preludes';
import { isPrimitive } from '../resolve/primitives';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { BoundRef, Item, TypeRef } from '../syntax/summary';

/** Where the names of a type are looked up. */
export interface TypeEnvironment {
  readonly module: Module;
  /** A place in a body: locals' generics count. */
  readonly unit?: Unit;
  readonly scope?: number;
  /** Names of generic parameters in force: nothing is known of them. */
  readonly generics?: ReadonlySet<string>;
  /** What is known to stand for some of them. */
  readonly bound?: ReadonlyMap<string, TypeIn>;
  /** What `Self` is. */
  readonly self?: TypeIn;
  /** What the type is, where nobody has written it: that is `other` then. */
  readonly known?: Head;
}

/** A type as written, with the place that gives its names a meaning. */
export interface TypeIn {
  readonly type: TypeRef;
  readonly environment: TypeEnvironment;
}

export type Head =
  | { readonly k: 'type'; readonly definition: Definition; readonly args: readonly TypeIn[] }
  | { readonly k: 'primitive'; readonly name: string }
  /** A type that Rust builds from others. */
  | {
      readonly k: 'built';
      readonly shape: 'tuple' | 'unit' | 'slice' | 'array' | 'never';
      /** What a slice or an array is of. */
      readonly of?: TypeIn;
      /** What a tuple is of. */
      readonly parts?: readonly TypeIn[];
    }
  /** A type parameter: only its bounds are known. */
  | {
      readonly k: 'parameter';
      readonly name: string;
      readonly bounds: readonly BoundRef[];
      readonly environment: TypeEnvironment;
    }
  | { readonly k: 'reference' | 'pointer'; readonly of: TypeIn; readonly mutable?: boolean }
  | { readonly k: 'callable'; readonly ret: TypeIn | undefined; readonly params: readonly TypeIn[] }
  | { readonly k: 'bounds'; readonly bounds: readonly BoundRef[]; readonly environment: TypeEnvironment }
  | { readonly k: 'unknown'; readonly reason: string };

const OTHER: TypeRef = { k: 'other' };

/** A reference to what has a type that is written nowhere, as that of `&x`. */
export function referenceTo(head: Head, environment: TypeEnvironment, mutable: boolean): Head {
  return { k: 'reference', of: { type: OTHER, environment: { ...environment, known: head } }, mutable };
}

const unknownType: Head = { k: 'unknown', reason: 'a type that is not followed' };

/** What a type is, aliases followed. Never throws; cyclic aliases are unknown. */
export function headOf(world: World, given: TypeIn, depth = 0): Head {
  if (depth > 32) return unknownType;
  const { type, environment } = given;
  switch (type.k) {
    case 'reference':
    case 'pointer':
      return { k: type.k, of: { type: type.of, environment }, mutable: type.mutable === true };
    case 'impl':
    case 'dyn':
      return { k: 'bounds', bounds: type.bounds, environment };
    case 'function':
      return {
        k: 'callable',
        params: type.params.map((p) => ({ type: p, environment })),
        ret: type.ret && { type: type.ret, environment },
      };
    case 'slice':
    case 'array':
      return { k: 'built', shape: type.k, of: { type: type.of, environment } };
    case 'tuple':
      if (type.of.length === 0) return { k: 'built', shape: 'unit' };
      return { k: 'built', shape: 'tuple', parts: type.of.map((part) => ({ type: part, environment })) };
    case 'macro':
      return headOfMacro(world, type, environment, depth);
    case 'path': {
      const args = (type.args ?? []).map((arg) => ({ type: arg, environment }));
      const definition = typeAt(world, environment, type.segments, type.global === true);
      if (typeof definition === 'string') return { k: 'primitive', name: definition };
      if (!definition) return unknownType;
      if ('environment' in definition) return headOf(world, definition, depth + 1);
      return followAlias(world, definition, args, depth);
    }
    default:
      return environment.known ?? unknownType;
  }
}

/** Whether something in the angle brackets of a type, or in a tuple, does not resolve, or cannot be followed. */
export function hasUnknownArgument(world: World, head: Head, depth = 0): boolean {
  if (head.k === 'type') return areUnknown(world, head.args, depth);
  if (head.k === 'built') return head.parts !== undefined && areUnknown(world, head.parts, depth);
  // Of a pointer to a function, its signature.
  return (
    head.k === 'callable' && areUnknown(world, head.ret ? [...head.params, head.ret] : head.params, depth)
  );
}

function areUnknown(world: World, all: readonly TypeIn[], depth: number): boolean {
  if (depth > 4) return false;
  return all.some((written) => {
    const argument = argumentOf(written);
    const { type } = argument;
    if (type.k === 'reference' || type.k === 'pointer' || type.k === 'slice' || type.k === 'array')
      return areUnknown(world, [{ ...argument, type: type.of }], depth + 1);
    if (type.k === 'tuple')
      return areUnknown(
        world,
        type.of.map((part) => ({ ...argument, type: part })),
        depth + 1,
      );
    if (type.k !== 'path' || isParameter(world, argument)) return false;
    // What stands in a crate that is known by its tree was compiled: a name that leads nowhere is a parameter.
    if (argument.environment.module.crate.fromTree) return false;
    const inner = headOf(world, argument);
    return inner.k === 'unknown' || hasUnknownArgument(world, inner, depth + 1);
  });
}

/** What a type argument is, parameters replaced by what is given for them. */
export function argumentOf(argument: TypeIn): TypeIn {
  let at = argument;
  for (let depth = 0; depth < 32; depth++) {
    const { type, environment } = at;
    const [name, more] = type.k === 'path' ? type.segments : [];
    const given =
      name === undefined || more !== undefined || (type.k === 'path' && type.global)
        ? undefined
        : environment.bound?.get(name);
    if (!given) break;
    at = given;
  }
  return at;
}

function isParameter(world: World, { type, environment }: TypeIn): boolean {
  const [name, more] = type.k === 'path' ? type.segments : [];
  if (name === undefined || more !== undefined) return false;
  if (environment.generics?.has(name)) return true;
  const { unit, scope } = environment;
  if (!unit || scope === undefined) return false;
  return lookupFrom(world, unit, scope, { name, namespace: TYPE, context: 0 })?.k === 'local';
}

function headOfMacro(
  world: World,
  type: Extract<TypeRef, { k: 'macro' }>,
  environment: TypeEnvironment,
  depth: number,
): Head {
  const target = expandedType(world, type, environment);
  return target && depth < 32 ? headOf(world, target, depth + 1) : unknownType;
}

/** The type that a macro in type position stands for; nothing where it cannot be expanded. */
export function expandedType(
  world: World,
  type: Extract<TypeRef, { k: 'macro' }>,
  environment: TypeEnvironment,
): TypeIn | undefined {
  const { module, unit } = environment;
  const found = resolveMacro(world, module, type.path, false, undefined, unit);
  if (found.k !== 'found') return undefined;
  const home = unit ?? module.crate.units[0];
  if (!home) return undefined;
  const expansion = expandCall(world, found.definition, {
    unit: home,
    start: -1,
    end: -1,
    text: type.text,
    kind: 'items',
    crate: module.crate,
  });
  if (expansion.k !== 'units') return undefined;
  const text = expansion.units[0]?.text ?? '';
  const [item] = world.parser.lowerFile(`type T = ${text};`, { bodies: false }).items;
  return item?.kind === 'alias' && item.target ? { type: item.target, environment } : undefined;
}

function followAlias(world: World, definition: Definition, args: readonly TypeIn[], depth: number): Head {
  if (definition.kind !== 'alias') {
    if (definition.kind === 'primitive') return { k: 'primitive', name: definition.name };
    if (definition.kind === 'module' || definition.kind === 'trait') return unknownType;
    return { k: 'type', definition, args };
  }
  const target = aliasTarget(world, definition);
  if (!target || !definition.parent) return unknownType;
  const names = definition.item?.kind === 'alias' ? (definition.item.generics ?? []).map((g) => g.name) : [];
  const module = definition.parent;
  // What is left out has a default.
  const bound = new Map(
    names.map((name, at) => [name, args[at] ?? { type: OTHER, environment: { module } }]),
  );
  const environment = { module, generics: new Set(names), bound };
  return headOf(world, { type: target, environment }, depth + 1);
}

/** Target of an alias; of one known by its text only, that text is read. */
export function aliasTarget(world: World, alias: Definition): TypeRef | undefined {
  if (alias.item?.kind === 'alias') return alias.item.target;
  const text = alias.external?.text;
  if (text === undefined) return undefined;
  const item = readExternal(world, `type T = ${text.replace(/^type [^=]*= ?/, '').replace(/;$/, '')};`);
  return item?.kind === 'alias' ? item.target : undefined;
}

const readTexts = new Map<string, Item | undefined>();

/** Reads a declaration that is known as text (signatures of public module trees). */
export function readExternal(world: World, text: string): Item | undefined {
  if (!readTexts.has(text)) readTexts.set(text, world.parser.lowerFile(text, { bodies: false }).items[0]);
  return readTexts.get(text);
}

/** The definition that a type path names, traits included; nothing for primitives, parameters and `Self`. */
export function definitionOfType(world: World, given: TypeIn): Definition | undefined {
  if (given.type.k !== 'path') return undefined;
  const found = typeAt(world, given.environment, given.type.segments, given.type.global === true);
  return found === undefined || typeof found === 'string' || 'environment' in found ? undefined : found;
}

/** A type path: a definition, a primitive's name, `Self`'s type, or nothing where it cannot be told. */
export function typeAt(
  world: World,
  environment: TypeEnvironment,
  segments: readonly string[],
  global: boolean,
): Definition | TypeIn | string | undefined {
  const [first] = segments;
  if (first === undefined) return undefined;
  if (segments.length === 1 && !global) {
    if (first === 'Self') return environment.self ?? selfAt(world, environment);
    const given = environment.bound?.get(first);
    if (given) return given;
    if (environment.generics?.has(first)) return undefined;
    if (environment.unit && environment.scope !== undefined) {
      const found = lookupFrom(world, environment.unit, environment.scope, {
        name: first,
        namespace: TYPE,
        context: 0,
      });
      if (found?.k === 'found' || found?.k === 'ambiguous') return found.definition;
      return found?.k === 'primitive' ? found.name : undefined;
    }
  }
  if (environment.generics?.has(first)) return undefined;
  if (first === '$crate') return dollarType(world, environment, segments);
  if (environment.module.crate.fromTree && environment.module.crate.bindings)
    return inTree(world, environment.module, segments);
  const step = walkPrefix(world, { module: environment.module }, segments, global, []);
  if (step.k === 'found') return step.definition;
  return step.k === 'failed' && segments.length === 1 && isPrimitive(first) ? first : undefined;
}

/** Signatures in a public tree name types as their module, or else the nearest one around it that has the name. */
function inTree(world: World, module: Module, segments: readonly string[]): Definition | string | undefined {
  const [first = '', ...rest] = segments;
  for (let start: Module | undefined = module; start; start = start.parent) {
    const found = lookupIn(world, start, first, TYPE);
    if (found?.k !== 'found') continue;
    const step = walkFrom(world, module, found.definition, segments, 1, [], false);
    return step.k === 'found' ? step.definition : undefined;
  }
  const prelude = preludeLookup(world, module, first, TYPE);
  if (prelude?.k === 'found' && rest.length === 0) return prelude.definition;
  return rest.length === 0 && isPrimitive(first) ? first : undefined;
}

function dollarType(
  world: World,
  environment: TypeEnvironment,
  segments: readonly string[],
): Definition | undefined {
  const { unit } = environment;
  const at = unit?.text.indexOf('$crate') ?? -1;
  const crate = unit && at >= 0 ? dollarCrateAt(world, unit, at) : environment.module.crate;
  if (!crate) return undefined;
  const step = walkPrefix(world, { module: crate.root }, ['crate', ...segments.slice(1)], false, []);
  return step.k === 'found' ? step.definition : undefined;
}

/** The type that `Self` means at a place in a body. */
export function selfAt(world: World, environment: TypeEnvironment): Definition | TypeIn | undefined {
  const { unit, scope } = environment;
  if (!unit || scope === undefined) return undefined;
  const found = lookupFrom(world, unit, scope, { name: 'Self', namespace: TYPE, context: 0 });
  if (found?.k !== 'selfType') return undefined;
  const self = found.unit.fragment.scopes[found.scope];
  if (!self) return undefined;
  const module = enclosingModule(world, found.unit, self.parent);
  if (self.selfType)
    return { type: self.selfType, environment: { module, unit: found.unit, scope: self.parent } };
  if (self.selfName === undefined) return undefined;
  const own = lookupFrom(world, found.unit, self.parent, {
    name: self.selfName,
    namespace: TYPE,
    context: 0,
  });
  return own?.k === 'found' ? own.definition : undefined;
}
