/** Functions and methods by what a caller sees of them. */

import type { Definition } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { tokenize } from '../syntax/lexer';
import type { FunctionItem, Item, TypeRef } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { readExternal, type TypeEnvironment, type TypeIn } from '../types/types';
import { differs, Points, same, unknown, type Verdict } from './difference';
import { functionGenericsDiffer } from './generics';
import { compareTypes, type Sides, typed } from './types';

/** A function with what gives its types a meaning. */
export interface Callable {
  readonly item: FunctionItem;
  readonly environment: TypeEnvironment;
}

/** The function behind a definition; `undefined` if it is none, or known by its name only. */
export function callableOf(world: World, definition: Definition): Callable | undefined {
  const { item, external, parent, unit } = definition;
  if (!parent) return undefined;
  if (item?.kind === 'function') return callable(item, { module: parent, ...(unit ? { unit } : {}) });
  const read = external?.text === undefined ? undefined : readExternal(world, `${external.text} {}`);
  return read?.kind === 'function' ? callable(read, { module: parent }) : undefined;
}

/** A member of an impl as a function. */
export function callableMember(
  item: Item,
  environment: { readonly module: TypeEnvironment['module']; readonly unit?: Unit },
  self?: TypeIn,
): Callable | undefined {
  if (item.kind !== 'function') return undefined;
  return callable(item, { ...environment, ...(self ? { self } : {}) });
}

function callable(item: FunctionItem, environment: TypeEnvironment): Callable {
  const generics = new Set(item.generics?.map(({ name }) => name));
  return { item, environment: { ...environment, generics } };
}

interface Modifiers {
  readonly async: boolean;
  readonly const: boolean;
  /** `Rust`, `C` …; `undefined` in an extern block, which says it for all of its functions. */
  readonly abi: string | undefined;
  readonly variadic: boolean;
  /** `self`, `&self`, `&mut self` without lifetimes; `undefined`: none, or one with a type. */
  readonly receiver: string | undefined;
  /** cfg attributes on parameters: how many there are is not told by their list. */
  readonly uncertain: boolean;
}

const modifiers = new WeakMap<FunctionItem, Modifiers>();

/** What stands before `fn`, and what the list of parameters does not tell. */
export function modifiersOf(item: FunctionItem): Modifiers {
  return remembered(modifiers, item, () => readModifiers(item));
}

function readModifiers(item: FunctionItem): Modifiers {
  const { signature } = item;
  const at = signature.indexOf('fn ');
  const [start, rest] = [signature.slice(0, at + 2), signature.slice(at + 2)];
  // Of the thousands in bindings only what stands before `fn` can say something.
  const isPlain = at >= 0 && !start.includes('"') && !start.includes('/') && !/\.\.\.|#/.test(rest);
  const tokens = tokenize(isPlain && !item.hasSelf ? start : signature);
  const fn = tokens.findIndex((token) => token.text === 'fn');
  const before = tokens.slice(0, Math.max(fn, 0)).map(({ text }) => text);
  const extern = before.indexOf('extern');
  const declaredUnsafe = before.includes('unsafe');
  // A function that is unsafe without the word stands in an extern block.
  const foreign = item.unsafe === true && !declaredUnsafe;
  const abi = extern < 0 ? 'Rust' : (before[extern + 1] ?? '"C"').replaceAll('"', '');
  const after = tokens.slice(fn + 1);
  return {
    async: before.includes('async'),
    const: before.includes('const'),
    abi: foreign ? undefined : abi,
    variadic: after.some((token, at) => token.text === '.' && token.joint && after[at + 1]?.text === '.'),
    receiver: item.hasSelf ? receiverIn(after) : undefined,
    uncertain: after.some((token) => token.text === '#'),
  };
}

function receiverIn(tokens: readonly Token[]): string | undefined {
  const self = tokens.findIndex(({ text }) => text === 'self');
  const open = tokens.findLastIndex(({ text }, at) => text === '(' && at < self);
  if (self < 0 || open < 0 || tokens[self + 1]?.text === ':') return undefined;
  const before = tokens.slice(open + 1, self).map(({ text }) => text);
  if (!before.includes('&')) return 'self';
  return before.includes('mut') ? '&mut self' : '&self';
}

/**
 * Compares what callers see. `unlike`: one is a method and the other a function, so that receivers and `unsafe` (which a
 * wrapper around a method needs) are left out.
 */
export function compareFunctions(sides: Sides, here: Callable, there: Callable, unlike: boolean): Verdict {
  const [a, b] = [modifiersOf(here.item), modifiersOf(there.item)];
  if (a.uncertain || b.uncertain) return unknown('signature', 'parameters with a cfg');
  if (a.async || b.async) return unknown('signature', 'an async function');
  const points = new Points();
  let reason: string | undefined;
  const root = (point: string): void => points.add(point);
  if (!unlike && (here.item.unsafe === true) !== (there.item.unsafe === true))
    root(here.item.unsafe ? 'it is `unsafe`, there it is not' : 'it is not `unsafe`, there it is');
  if (!unlike && a.abi !== undefined && b.abi !== undefined && a.abi !== b.abi)
    root(`its ABI is "${a.abi}", there "${b.abi}"`);
  if (!unlike && (here.item.hasSelf === true) !== (there.item.hasSelf === true))
    root(here.item.hasSelf ? 'it takes `self`, there it does not' : 'it does not take `self`, there it does');
  if (!unlike && a.receiver !== undefined && b.receiver !== undefined && a.receiver !== b.receiver)
    root(`it takes \`${a.receiver}\`, there \`${b.receiver}\``);
  if (a.variadic !== b.variadic)
    root(a.variadic ? 'it is variadic, there it is not' : 'there it is variadic');
  const generics = unlike ? undefined : functionGenericsDiffer(here.item, there.item);
  if (generics) root(`it has ${generics.here}, there ${generics.there}`);
  const [mine, theirs] = [here.item.params, there.item.params];
  if (mine.length !== theirs.length)
    root(`it takes ${count(mine.length, 'argument')}, there ${theirs.length}`);
  else
    for (const [index, type] of mine.entries()) {
      const other = theirs[index];
      if (other) weigh(`argument ${index + 1}`, 'is', type, other);
    }
  weigh('it', 'returns', here.item.ret ?? UNIT_TYPE, there.item.ret ?? UNIT_TYPE);

  // The other way round nobody notices.
  const isConst = !unlike && a.const && !b.const;
  const onlyInConstants = isConst && points.isEmpty;
  if (isConst) root(sides.later ? 'it is not `const` any more' : 'it is `const`, there it is not');
  if (points.isEmpty) return reason === undefined ? same('signature') : unknown('signature', reason);
  return differs({
    aspect: 'signature',
    here: here.item.signature,
    there: there.item.signature,
    ...points.result(),
    ...(onlyInConstants ? { onlyInConstants } : {}),
  });

  function weigh(what: string, does: string, type: TypeRef, other: TypeRef): void {
    const verdict = compareTypes(
      sides,
      { type, environment: here.environment },
      typed(sides.there, { type: other, environment: there.environment }),
    );
    if (verdict.k === 'unknown') reason ??= verdict.reason;
    if (verdict.k !== 'differ') return;
    const change = sides.later
      ? `now ${does} ${verdict.there}, not ${verdict.here}`
      : `${does} ${verdict.here}, there ${verdict.there}`;
    points.add(`${what} ${change}`, verdict.follows);
  }
}

const UNIT_TYPE = { k: 'tuple', of: [] } as const;

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
