/** What a call has to give, and whether that is certain. */
import { callableMember, callableOf, modifiersOf } from '../../compare/functions';
import type { Definition } from '../../resolve/definitions';
import { isBuiltInAttribute } from '../../resolve/knownMacros';
import type { World } from '../../resolve/world';
import { signatureText } from '../../syntax/signatureText';
import type { FunctionItem, Item } from '../../syntax/summary';
import { activeFields } from '../../types/fields';
import type { Outcome } from '../../types/outcome';
import { typeOf } from '../../types/receivers';
import { isSurelyMeant } from '../../types/throughTraits';
import { meetsBounds } from '../../types/traits';
import { headOf, readExternal } from '../../types/types';
import { isAsWritten, type Position } from './position';

export type Resolved = Extract<Outcome, { readonly k: 'resolved' }>;

/** What a callee takes; a receiver counts where it is written among the arguments. */
export interface Expected {
  readonly count: number;
  readonly variadic: boolean;
  readonly what: 'function' | 'method' | 'struct' | 'variant';
  /** As Rust, for people. */
  text(): string;
}

/** What a function, method or constructor takes, called with a receiver before the dot or without; `undefined` where it cannot be told. */
export function expectedBy(
  world: World,
  { definition, member }: Resolved,
  asMethod: boolean,
): Expected | undefined {
  if (member) {
    const { item, external, module } = member;
    const read =
      item ?? (external?.text === undefined ? undefined : readExternal(world, `${external.text} {}`));
    const callable = read && callableMember(read, { module });
    return callable && ofFunction(callable.item, asMethod);
  }
  if (asMethod) return undefined;
  if (definition.kind === 'function') {
    const callable = callableOf(world, definition);
    return callable && ofFunction(callable.item, false);
  }
  const { item, variant } = definition;
  if (definition.kind === 'variant') {
    if (variant?.shape !== 'tuple' || variant.fields === undefined) return undefined;
    const held = activeFields(world, definition, { fields: variant.fields });
    const text = (): string => `${definition.of?.name ?? ''}::${variant.name}(${blanks(held?.length ?? 0)})`;
    return held && { count: held.length, variadic: false, what: 'variant', text };
  }
  if (definition.kind !== 'constructor' || item?.kind !== 'struct' || item.shape !== 'tuple')
    return undefined;
  const fields = activeFields(world, definition, item);
  const text = (): string => `struct ${item.name}(${blanks(fields?.length ?? 0)})`;
  return fields && { count: fields.length, variadic: false, what: 'struct', text };
}

function blanks(count: number): string {
  return Array.from({ length: count }, () => '_').join(', ');
}

function ofFunction(item: FunctionItem, asMethod: boolean): Expected | undefined {
  const { variadic, uncertain } = modifiersOf(item);
  if (uncertain || (asMethod && !item.hasSelf)) return undefined;
  return {
    count: item.params.length + (item.hasSelf && !asMethod ? 1 : 0),
    variadic,
    what: asMethod ? 'method' : 'function',
    text: () => signatureText(item.signature),
  };
}

/** Whether the compiler is sure to mean what a reference resolved to, and whether that is as it is written. */
export function isCertain(world: World, position: Position, { definition, member }: Resolved): boolean {
  const home = member?.module ?? definition.parent;
  if (!home || !isAsWritten(world, member?.item ?? definition.item, home)) return false;
  if (!member) return true;
  const { reference, module, unit } = position;
  const name = reference.segments.at(-1) ?? '';
  const { of, ofTrait, several, external, impl } = member;
  // A trait's method may come before or behind an inherent one, by their receivers.
  if (ofTrait || several) return false;
  const place = { module, unit, scope: reference.scope };
  if (reference.kind === 'method') {
    // One for other instances of the type is none at all (E0599).
    if (impl && (impl.fits !== true || meetsBounds(world, impl) !== true)) return false;
    const typed = reference.receiver && typeOf(world, unit, reference.receiver, 0);
    if (typed === undefined || typed === 'poison') return false;
    if (!isSurelyMeant(world, place, typed, member, name)) return false;
  }
  return external
    ? of.external?.associated?.filter((other) => other.name === name).length === 1
    : of.kind === 'trait' || impl?.fits === true || implsWith(world, of, name) === 1;
}

/** How many inherent impls of a type, whatever its generic arguments, have a member of that name. */
function implsWith(world: World, type: Definition, name: string): number {
  let count = 0;
  for (const { item, module, unit } of type.crate?.impls ?? []) {
    if (item.trait || !item.members.some((member) => mayDefine(member, name))) continue;
    const generics = new Set(item.generics?.map((parameter) => parameter.name));
    const head = headOf(world, { type: item.self, environment: { module, unit, generics } });
    if (head.k === 'type' ? head.definition === type : head.k === 'unknown') count++;
  }
  return count;
}

/** Macro calls may define what they are given as words. */
function mayDefine(member: Item, name: string): boolean {
  return member.name === name || (member.kind === 'macroCall' && member.text.includes(name));
}

/** Whether attributes that ask for the kernel's options decide which of several definitions this is: cargo's cfgs do not. */
export function dependsOnKernel({ definition, member }: Resolved): boolean {
  const guarded = (item: Item | undefined): boolean =>
    item?.attributes?.some(
      ({ path }) => !isBuiltInAttribute(path) && path !== 'cfg' && path !== 'cfg_attr',
    ) === true;
  if (guarded(member?.item ?? definition.item)) return true;
  for (let at = member?.module ?? definition.parent; at; at = at.parent)
    if (guarded(at.definition.item)) return true;
  return false;
}
