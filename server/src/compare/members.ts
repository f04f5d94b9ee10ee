/** Associated functions and constants of two types that stand in for each other. */

import type { Definition, Module } from '../resolve/definitions';
import type { Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Item } from '../syntax/summary';
import { memberOf } from '../types/associated';
import { headOf, type TypeIn } from '../types/types';
import { compareThings, type Thing } from './compare';
import { NOTHING, type Verdict } from './difference';
import { callableMember } from './functions';
import { type Sides, typedDefinition } from './types';

export interface MemberVerdict {
  readonly item: Item;
  readonly unit: Unit;
  readonly module: Module;
  readonly verdict: Verdict;
  /** The other type proves not to have it. */
  readonly absent: boolean;
}

/** One verdict for each public member that the type of this side has in its inherent impls. */
export function compareMembers(sides: Sides, here: Definition, there: Definition): readonly MemberVerdict[] {
  const [a, b] = [typedDefinition(sides.here, here).identity, typedDefinition(sides.there, there).identity];
  if (a.k !== 'nominal' || b.k !== 'nominal' || here !== a.definition) return [];
  if (!sides.counterparts(a.definition, b.definition) || a.definition.item === b.definition.item) return [];
  const found: MemberVerdict[] = [];
  for (const { item, unit, module } of inherentMembers(sides.here, a.definition)) {
    const mine = asThing(item, module, unit, a.definition);
    const other = memberOf(sides.there, b.definition, item.name);
    if (!mine || other.k === 'unknown') continue;
    const shared = { item, unit, module };
    if (other.k === 'absent') {
      found.push({ ...shared, verdict: NOTHING, absent: true });
      continue;
    }
    const { member } = other;
    const theirs =
      member.item && !member.ofTrait && !member.several
        ? asThing(member.item, member.module, member.unit, b.definition)
        : undefined;
    if (theirs) found.push({ ...shared, verdict: compareThings(sides, mine, theirs), absent: false });
  }
  return found;
}

function inherentMembers(
  world: World,
  type: Definition,
): readonly { readonly item: Item; readonly unit: Unit; readonly module: Module }[] {
  return (type.crate?.impls ?? []).flatMap(({ item, module, unit }) => {
    if (item.trait || unit.virtual) return [];
    const generics = new Set(item.generics?.map(({ name }) => name));
    const head = headOf(world, { type: item.self, environment: { module, unit, generics } });
    if (head.k !== 'type' || head.definition !== type || generics.size > 0) return [];
    return item.members
      .filter(({ kind, visibility, attributes }) => isMember(kind) && visibility.k === 'pub' && !attributes)
      .map((member) => ({ item: member, unit, module }));
  });
}

function isMember(kind: Item['kind']): boolean {
  return kind === 'function' || kind === 'const';
}

function asThing(item: Item, module: Module, unit: Unit | undefined, of: Definition): Thing | undefined {
  const environment = { module, ...(unit ? { unit } : {}) };
  const self: TypeIn | undefined = of.parent && {
    type: { k: 'path', segments: [of.name] },
    environment: { module: of.parent },
  };
  if (item.kind === 'const') return { k: 'constant', item, environment };
  const callable = callableMember(item, environment, self);
  return callable && { k: 'method', callable, of: of.name };
}
