/** Two types held against each other, as rustc would take them. */

import type { Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { WITH_LENGTHS } from '../types/constants/evaluate';
import { type Identity, identify, identityOf, sameType, typeText } from '../types/identity';
import type { TypeIn } from '../types/types';
import { typeRefText } from './typeRefText';

/** Two sides that stand in for each other: what counts as one on both. */
export interface Sides {
  readonly here: World;
  /** The same world where both sides are part of one. */
  readonly there: World;
  /** Whether two nominal types count as one. */
  readonly counterparts: (here: Definition, there: Definition) => boolean;
  /** Aliases of this side that mean something else on the other: their names, and what they mean there. */
  readonly mended: ReadonlyMap<Definition, { readonly name: string; readonly meaning: Identity }>;
  /** The other side is this one at a later time: words say so. */
  readonly later?: true;
}

/** A type as written and what it is. */
export interface Typed {
  readonly identity: Identity;
  /** As written; empty where nobody wrote it. */
  readonly written: string;
}

export type TypeVerdict =
  | { readonly k: 'same' }
  | { readonly k: 'unknown'; readonly reason: string }
  | {
      readonly k: 'differ';
      readonly here: string;
      readonly there: string;
      readonly follows: readonly string[];
    };

/** What a written type is on this side. */
export function typed(world: World, type: TypeIn): Typed {
  return { identity: identify(world, type, WITH_LENGTHS), written: typeRefText(type.type) };
}

/** What a type's definition is. */
export function typedDefinition(world: World, definition: Definition): Typed {
  return { identity: identityOf(world, definition, [], WITH_LENGTHS), written: definition.name };
}

/** Compares a type of this side with one of the other. */
export function compareTypes(sides: Sides, here: TypeIn, there: Typed): TypeVerdict {
  const own = typed(sides.here, here);
  const plain = compareIdentities(sides, own, there);
  if (plain.k !== 'differ' || sides.mended.size === 0) return plain;
  const follows = new Set<string>();
  const mended = identify(sides.here, here, {
    ...WITH_LENGTHS,
    alias: (alias) => {
      const known = sides.mended.get(alias);
      if (known) follows.add(known.name);
      return known?.meaning;
    },
  });
  const rest = sameType(mended, there.identity, sides.counterparts);
  return rest === true ? { ...plain, follows: [...follows] } : plain;
}

/** The same for types that have been identified; nothing follows from anything then. */
export function compareIdentities(sides: Sides, here: Typed, there: Typed): TypeVerdict {
  const answer = sameType(here.identity, there.identity, sides.counterparts);
  if (answer === true) return { k: 'same' };
  if (answer === 'unknown')
    return { k: 'unknown', reason: reasonIn(here.identity) ?? reasonIn(there.identity) ?? 'lifetimes' };
  return { k: 'differ', here: shown(here), there: shown(there), follows: [] };
}

/** A type as written, with what it is where that says more: `seL4_Word` (`usize`). */
export function shown({ identity, written }: Typed): string {
  const text = typeText(identity);
  if (written === '' || text === written) return `\`${text}\``;
  return text.includes('_') && !isPlain(identity) ? `\`${written}\`` : `\`${written}\` (\`${text}\`)`;
}

/** Nothing in it is unknown. */
export function isPlain(identity: Identity): boolean {
  return reasonIn(identity) === undefined;
}

/** Why a type, or a part of it, cannot be told. */
export function reasonIn(identity: Identity): string | undefined {
  switch (identity.k) {
    case 'unknown':
      return identity.reason;
    case 'reference':
    case 'pointer':
    case 'slice':
    case 'array':
      return reasonIn(identity.of);
    case 'tuple':
      return firstReason(identity.of);
    case 'nominal':
      return firstReason(identity.args);
    case 'function':
      return firstReason([...identity.params, identity.ret]);
    default:
      return undefined;
  }
}

function firstReason(identities: readonly Identity[]): string | undefined {
  for (const identity of identities) {
    const reason = reasonIn(identity);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** A type that can be written anywhere: made of primitive types only. */
export function portableText(identity: Identity): string | undefined {
  return isPortable(identity) ? typeText(identity) : undefined;
}

function isPortable(identity: Identity): boolean {
  switch (identity.k) {
    case 'primitive':
    case 'never':
      return true;
    case 'pointer':
    case 'array':
    case 'slice':
      return isPortable(identity.of);
    case 'reference':
      return identity.lifetime === undefined && isPortable(identity.of);
    case 'tuple':
      return identity.of.every(isPortable);
    default:
      return false;
  }
}
