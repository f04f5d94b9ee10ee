/** Signatures of what is called, with what the names in them mean. */

import type { Module } from '../resolve/definitions';
import type { World } from '../resolve/world';
import type { FunctionItem } from '../syntax/summary';
import type { Member } from './associated';
import { boundTo } from './instances';
import { readExternal, type TypeEnvironment, type TypeIn } from './types';

export interface Callee {
  readonly signature: FunctionItem;
  readonly environment: TypeEnvironment;
}

/** A function by its item, or by its text; `undefined` for what is no function. */
export function signatureOf(
  world: World,
  member: { readonly item?: unknown; readonly text?: string | undefined },
): FunctionItem | undefined {
  const item = member.item as { kind?: string } | undefined;
  if (item?.kind === 'function') return item as FunctionItem;
  if (member.text === undefined) return undefined;
  const read = readExternal(world, `${member.text.replace(/;$/, '')} {}`);
  return read?.kind === 'function' ? read : undefined;
}

/** A member that is called, `written` being its generic arguments; `alias`: what `Self` is, where the path says it. */
export function ofMember(
  world: World,
  member: Member,
  written: readonly TypeIn[],
  alias?: TypeIn,
): Callee | undefined {
  // Which of several is meant is not told.
  if (member.impl && member.several) return undefined;
  const signature = signatureOf(world, { item: member.item, text: member.external?.text });
  const environment = signature && environmentOf(member.module, signature, member, member, written);
  return environment && { signature, environment: alias ? { ...environment, self: alias } : environment };
}

/** What the names in a signature mean; `unit`: the text that it stands in. */
export function environmentOf(
  module: Member['module'],
  signature: FunctionItem,
  place: Pick<Member, 'unit'>,
  member: Member | undefined,
  written: readonly TypeIn[],
): TypeEnvironment {
  const own = signature.generics ?? [];
  const around = environmentAround(module, place, member);
  return {
    ...around,
    generics: new Set([...(around.generics ?? []), ...own.map(({ name }) => name)]),
    bound: new Map([...(around.bound ?? []), ...boundTo(own, written)]),
  };
}

/** What the names around an item mean that stands in a module or, as `member`, in an impl or trait. */
export function environmentAround(
  module: Module,
  { unit }: Pick<Member, 'unit'>,
  member: Member | undefined,
): TypeEnvironment {
  const self = member && selfOf(member);
  return {
    module: member?.module ?? module,
    ...(unit ? { unit } : {}),
    ...(member?.generics ? { generics: member.generics } : {}),
    ...(member?.impl ? { bound: member.impl.given } : {}),
    ...(self ? { self } : {}),
  };
}

/** What `Self` is in a member. */
function selfOf({ impl, of }: Member): TypeIn | undefined {
  if (impl) {
    const { known, given } = impl;
    return { type: known.item.self, environment: { ...known.environment, bound: given } };
  }
  if (!of.parent) return undefined;
  const generics = of.item && 'generics' in of.item ? (of.item.generics ?? []) : [];
  return {
    type: {
      k: 'path',
      segments: [of.name],
      args: generics.map(({ name }) => ({ k: 'path', segments: [name] })),
    },
    environment: { module: of.parent, generics: new Set(generics.map(({ name }) => name)) },
  };
}
