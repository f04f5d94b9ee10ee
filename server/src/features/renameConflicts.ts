/** Whether a new name would mean something else, or be meant by something else. */

import {
  canName,
  lookupAt,
  type Meaning,
  meaningOf,
  memberAt,
  membersNamed,
  type NameAt,
  namespacesOf,
  type Occurrence,
  type Place,
  search,
  textsOfCrate,
  type Use,
} from '../query';
import { type Definition, type DefinitionKind, MACRO, type Namespace, VALUE } from '../resolve/definitions';
import type { World } from '../resolve/world';
import type { FeatureContext } from './context';

export interface Conflict {
  readonly place: Place;
  /** Completes "`name` … at file:line". */
  readonly why: string;
}

/** The first place at which `newName` cannot take the old one's part without changing what some name means. */
export function conflictOf(
  context: FeatureContext,
  at: NameAt,
  uses: readonly Use[],
  newName: string,
  isMeant: (meaning: Meaning) => boolean,
): Conflict | undefined {
  const { world } = context;
  const namespaces = namespacesAt(at);
  for (const { occurrence, place, meaning } of uses) {
    for (const namespace of namespaces) {
      const found = lookupAt(world, occurrence, newName, namespace);
      if (found?.k === 'found' || found?.k === 'local' || found?.k === 'ambiguous')
        return { place, why: 'means something already' };
    }
    const other = isMethodCall(occurrence) ? memberAt(world, occurrence, newName) : undefined;
    if (other && other !== 'unknown') return { place, why: 'means something already' };
    const inType = memberNamed(world, meaning, newName);
    if (inType) return { place, why: 'is another item of the type' };
  }
  // Names that are spelt like the new one and would meet it first.
  let captured: Place | undefined;
  let unknown: Place | undefined;
  const isMember = at.meaning.targets.some(({ definition }) => definition.kind === 'associated');
  search(
    world,
    (at.meaning.local ? context.cratesOf(at.place.file) : context.members()).map(textsOfCrate),
    [newName],
    () => false,
    at.meaning.local?.unit.file,
    ({ occurrence, place }) => {
      if (captured || occurrence.name !== newName) return;
      const member = isMember ? memberAt(world, occurrence, at.name) : undefined;
      if (member === 'unknown') {
        const { unknown: why, inactive } = meaningOf(world, occurrence);
        if (why !== undefined && !inactive) unknown ??= place;
      } else if (member && isMeant(memberMeaning(member, at.name))) captured = place;
      for (const namespace of namespaces) {
        if (!canName(occurrence, namespace)) continue;
        const there = lookupAt(world, occurrence, at.name, namespace);
        if (there?.k === 'local' && at.meaning.local) {
          const { unit, scope, binding } = there;
          if (isMeant({ targets: [], failures: [], local: { unit, scope, name: binding.name } }))
            captured = place;
        } else if (there?.k === 'found' && !at.meaning.local) {
          const target = {
            definition: there.definition,
            namespace,
            name: at.name,
            ...(there.via ? { via: there.via } : {}),
          };
          if (isMeant({ targets: [target], failures: [] })) captured = place;
        }
      }
      // A variable hides the renamed thing, unless what binds it names that from now on.
      if (captured && meaningOf(world, occurrence).local && !at.meaning.local && !bindsOver(occurrence, at))
        captured = undefined;
    },
  );
  if (captured) return { place: captured, why: 'would mean the renamed thing' };
  return unknown && { place: unknown, why: 'may mean the renamed thing' };
}

/** Whether a bare pattern would name a constant, static, unit struct or variant instead of binding (reference, "Identifier patterns"). */
function bindsOver({ unit, written }: Occurrence, { meaning }: NameAt): boolean {
  const isPattern =
    written.k === 'binding' ||
    (written.k === 'reference' && unit.fragment.references[written.index]?.kind === 'identifierPattern');
  return isPattern && meaning.targets.some(({ definition: { kind } }) => IN_PATTERNS.has(kind));
}

const IN_PATTERNS: ReadonlySet<DefinitionKind> = new Set<DefinitionKind>([
  'const',
  'static',
  'constructor',
  'variant',
]);

function isMethodCall({ unit, written }: Occurrence): boolean {
  return written.k === 'reference' && unit.fragment.references[written.index]?.kind === 'method';
}

/** What a name behind a receiver or type means that stands for this. */
function memberMeaning(definition: Definition, name: string): Meaning {
  return { targets: [{ definition, namespace: VALUE, name }], failures: [] };
}

function namespacesAt({ meaning }: NameAt): readonly Namespace[] {
  if (meaning.local) {
    const { unit, scope, name } = meaning.local;
    const binding = unit.fragment.scopes[scope]?.bindings?.find((each) => each.name === name);
    return [binding?.namespace === 'type' ? 0 : VALUE];
  }
  const all = meaning.targets.flatMap(({ definition }) =>
    definition.kind === 'associated' ? [] : namespacesOf(definition),
  );
  return [...new Set(all)].filter(
    (namespace) => namespace !== MACRO || all.length === 1 || all.includes(MACRO),
  );
}

/** A variant or associated item of the same type that has the new name already. */
function memberNamed(world: World, { targets }: Meaning, newName: string): boolean {
  return targets.some(({ definition }) => {
    const { kind, of, item } = definition;
    if (kind === 'variant')
      return item?.kind === 'enum' && item.variants.some(({ name }) => name === newName);
    return (
      kind === 'associated' && of && membersNamed(world, of, newName).some(({ ofTrait }) => ofTrait !== true)
    );
  });
}
