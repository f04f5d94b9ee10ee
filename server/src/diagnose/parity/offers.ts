/** What the stand-in side of some pairs offers, name by name, and what the real side has for it. */
import { namesIn } from '../../compare/names';
import { type Definition, type Lookup, type Module, type Namespace, TYPE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { remembered } from '../../resolve/remembered';
import type { World } from '../../resolve/world';
import type { Pair } from './sides';

/** A definition of the stand-in under one of its names, with all that the real side has under that name. */
export interface Offer {
  readonly name: string;
  readonly namespace: Namespace;
  readonly mock: Definition;
  /** Modules in which the name was looked for on the real side. */
  readonly modules: Module[];
  readonly found: Definition[];
  /** A module of the real side in which it cannot be told, or in which another namespace has the name. */
  unknown?: string;
  elsewhere?: Definition;
}

/** Offers of all pairs; what is the same on both sides is left out. */
export function offersOf(world: World, pairs: readonly Pair[]): readonly Offer[] {
  const offers = new Map<string, Offer>();
  const numbers = new Map<Definition, number>();
  const visited = new Set<Module>();
  const compare = (mock: Module, real: Module): void => {
    for (const { name, namespace, definition } of namesIn(world, mock)) {
      if (isStandard(definition)) continue;
      const there = lookupIn(world, real, name, namespace);
      if (there?.k === 'found' && isSame(definition, there.definition)) continue;
      if (namespace === TYPE && definition.module && definition.crate === mock.crate) continue;
      const key = `${remembered(numbers, definition, () => numbers.size)} ${namespace} ${name}`;
      const offer: Offer = offers.get(key) ?? { name, namespace, mock: definition, modules: [], found: [] };
      offers.set(key, offer);
      offer.modules.push(real);
      note(world, offer, there, real);
      const [inner, other] = [definition.module, there?.k === 'found' ? there.definition.module : undefined];
      if (inner && other && !visited.has(inner)) {
        visited.add(inner);
        compare(inner, other);
      }
    }
  };
  for (const { mock, real } of pairs) compare(mock, real);
  return [...offers.values()];
}

function note(world: World, offer: Offer, there: Lookup | undefined, real: Module): void {
  if (there?.k === 'found') {
    if (!offer.found.includes(there.definition)) offer.found.push(there.definition);
    return;
  }
  if (there) offer.unknown ??= there.k === 'unknown' ? there.reason : 'an import that fails there';
  else {
    const other = lookupIn(world, real, offer.name, offer.namespace === TYPE ? 1 : TYPE);
    if (other?.k === 'found') offer.elsewhere ??= other.definition;
  }
}

/** std and core are the same on both sides, whatever name they go by. */
function isStandard({ crate, kind }: Definition): boolean {
  return kind === 'primitive' || crate?.name === 'core' || crate?.name === 'std' || crate?.name === 'alloc';
}

/** One definition, or one item of a file that both sides have. */
function isSame(a: Definition, b: Definition): boolean {
  return a === b || (a.item !== undefined && a.item === b.item);
}
