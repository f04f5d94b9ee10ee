/** What the kernel's bindings have for a name, wherever they have it, and what is known of names that they cannot have. */
import { ENUM_TYPE, type Thing } from '../../compare/compare';
import { callableMember } from '../../compare/functions';
import { type Definition, type Module, type Namespace, TYPE, VALUE } from '../../resolve/definitions';
import { type BindingPlace, placesOf } from '../bindingsIndex';
import type { DiagnoseContext } from '../problem';
import { placeOfPath } from '../spelling';

export interface KernelThing {
  readonly thing: Thing;
  /** As one writes it below `sel4::sys`, or what it is in words. */
  readonly path: string;
}

/**
 * What stands for a name of this namespace in the bindings of the view: the name itself, at the root or in an enum's
 * module, as a function or a method; for macros of C what they stand for. Of several places the first that `prefers`
 * accepts, else the first.
 */
export function kernelThing(
  context: DiagnoseContext,
  name: string,
  namespace: Namespace,
  prefers: (thing: Thing) => boolean,
): KernelThing | undefined {
  const found = candidates(context, name, namespace);
  return found.find(({ thing }) => prefers(thing)) ?? found[0];
}

function candidates(context: DiagnoseContext, name: string, namespace: Namespace): readonly KernelThing[] {
  const { world, knowledge, arch } = context;
  // Every enum has one: by that name alone another enum's would be taken for it.
  if (name === ENUM_TYPE) return [];
  const places = placesOf(world, name).filter(({ kind }) => isIn(kind, namespace));
  if (places.length > 0) return places.flatMap(thingOf);
  if (namespace !== VALUE) return [];
  const right = knowledge.capRight(name);
  if (right)
    return [
      {
        thing: { k: 'number', value: BigInt(right.word), says: `${right.word}` },
        path: `${bitText(right.word)} of the rights word`,
      },
    ];
  return (knowledge.cAlias(name, arch)?.meanings ?? []).flatMap((meaning): readonly KernelThing[] => {
    if (!('place' in meaning))
      return [
        {
          thing: { k: 'number', value: BigInt(meaning.literal), says: String(meaning.literal) },
          path: `seL4's C libraries`,
        },
      ];
    const place = placeOfPath(world, meaning.place.path);
    return place && isIn(place.kind, namespace) ? thingOf(place) : [];
  });
}

function isIn(kind: BindingPlace['kind'], namespace: Namespace): boolean {
  return (kind === 'type' || kind === 'module') === (namespace === TYPE);
}

function thingOf(place: BindingPlace): readonly KernelThing[] {
  const { name, module, item, unit, kind } = place;
  if (kind === 'method') {
    const type = place.external;
    const callable =
      item &&
      callableMember(
        item,
        { module, ...(unit ? { unit } : {}) },
        type === undefined ? undefined : { type: { k: 'path', segments: [type] }, environment: { module } },
      );
    return callable
      ? [{ thing: { k: 'method', callable, of: type ?? 'a type' }, path: `${type ?? '_'}::${name}` }]
      : [];
  }
  const definition = module.items[kind === 'type' || kind === 'module' ? TYPE : VALUE].get(name)?.definition;
  return definition ? [{ thing: { k: 'definition', definition }, path: pathInBindings(definition) }] : [];
}

/** Path from the root of the bindings on; private modules, whose names the root re-exports, are left out. */
export function pathInBindings({ name, parent }: Definition): string {
  const segments = [name];
  for (let module: Module | undefined = parent; module?.parent; module = module.parent)
    if (module.definition.item?.visibility.k !== 'private') segments.unshift(module.name);
  return segments.join('::');
}

/** `bit 1`; several bits one by one. */
function bitText(word: number): string {
  const bits = [0, 1, 2, 3].filter((bit) => (word >> bit) & 1);
  return bits.length === 0 ? 'no bit' : `bit ${bits.join(' and bit ')}`;
}
