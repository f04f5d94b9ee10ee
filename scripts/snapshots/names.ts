/** The cross-configuration index out of the matrix of facts and the trees of the typed crate. */
import { NAME_KINDS, NAMES_FORMAT } from '../../server/src/bindings/names';
import type { Matrix, MatrixPlace, TypedFacts } from './facts';
import { withBounds } from './typed';

/** Kinds of the typed crate's facts in the words of the index. */
const TYPED_KINDS: Readonly<Record<string, string>> = {
  struct: 'struct',
  enum: 'enum',
  union: 'union',
  trait: 'trait',
  function: 'fn',
  type_alias: 'type_alias',
  constant: 'const',
  module: 'module',
  fn: 'assoc_fn',
  method: 'method',
  assoc_const: 'assoc_const',
  assoc_type: 'assoc_type',
};

type Places = Map<string, { kind: string; module: string; mask: number; details: Map<string, number> }>;

/** Text of the index file. */
export function namesFile(
  matrix: Matrix,
  configurations: readonly string[],
  typed: ReadonlyMap<string, TypedFacts>,
): string {
  const index = new Map<string, Places>();
  const bit = (configuration: string) => 1 << configurations.indexOf(configuration);
  const bits = (list: readonly string[]) => list.reduce((mask, c) => mask | bit(c), 0);
  const add = (
    name: string,
    kind: string,
    module: string,
    mask: number,
    details: readonly (readonly [string, number])[],
  ) => {
    const places: Places = index.get(name) ?? new Map();
    index.set(name, places);
    const key = `${kind} ${module}`;
    const place = places.get(key) ?? { kind, module, mask: 0, details: new Map<string, number>() };
    places.set(key, place);
    place.mask |= mask;
    for (const [text, part] of details) place.details.set(text, (place.details.get(text) ?? 0) | part);
  };

  for (const [name, places] of Object.entries(matrix.names))
    for (const place of places)
      add(name, place.kind, parentOf(place.path), bits(place.configs), matrixDetails(place, bits));

  for (const [configuration, facts] of typed)
    for (const [path, names] of Object.entries(facts.modules)) {
      const module = path === 'crate' ? 'sel4' : `sel4::${path}`;
      for (const fact of names) {
        const kind = TYPED_KINDS[fact.kind];
        if (!kind) continue;
        const mask = bit(configuration);
        const text =
          fact.sig === undefined
            ? (fact.target ?? valueText(fact.type, fact.value))
            : withBounds(fact.name, fact.sig);
        add(fact.name, kind, module, mask, text === undefined ? [] : [[text, mask]]);
        if (fact.ns === 'type+value') add(fact.name, 'ctor', module, mask, []);
        const inside = `${module}::${fact.name}`;
        for (const v of fact.variants ?? []) add(v, 'variant', inside, mask, []);
        for (const a of [...(fact.items ?? []), ...(fact.assoc ?? [])]) {
          const detail = a.sig ?? valueText(a.type, a.value);
          const associatedKind = a.kind === 'function' ? 'method' : TYPED_KINDS[a.kind]!;
          add(a.name, associatedKind, inside, mask, detail === undefined ? [] : [[detail, mask]]);
        }
      }
    }

  const kindCode = (kind: string) => {
    const code = NAME_KINDS.findIndex(([k]) => k === kind);
    if (code < 0) throw new Error(`the index has no kind ${kind}`);
    return code;
  };
  const names = [...index].map(([name, places]) => [
    name,
    [...places.values()].map((p) => {
      const head = [kindCode(p.kind), p.module, p.mask];
      if (p.details.size === 0) return head;
      const only = p.details.size === 1 ? [...p.details][0] : undefined;
      return [...head, only?.[1] === p.mask ? only[0] : [...p.details].flat()];
    }),
  ]);
  return JSON.stringify({
    format: NAMES_FORMAT,
    version: 1,
    configurations,
    names: Object.fromEntries(names),
  });
}

/** Names that only one architecture's bindings have, by architecture: what the default view goes by. */
export function onlyIn(matrix: Matrix, archOf: ReadonlyMap<string, string>): Record<string, string> {
  const result: Record<string, string[]> = {};
  for (const [name, places] of Object.entries(matrix.names)) {
    if (!/^(seL4|SEL4)_/.test(name)) continue;
    const arches = new Set(places.flatMap((p) => p.configs).map((c) => archOf.get(c)!));
    const [arch] = arches;
    if (arch === undefined || arches.size > 1) continue;
    result[arch] ??= [];
    result[arch].push(name);
  }
  return Object.fromEntries(Object.entries(result).map(([arch, names]) => [arch, names.join(' ')]));
}

function matrixDetails(
  place: MatrixPlace,
  bits: (list: readonly string[]) => number,
): (readonly [string, number])[] {
  const all = bits(place.configs);
  const groups = (one: string, many: string): (readonly [string, number])[] => {
    if (place[one] !== undefined) return [[String(place[one]), all]];
    const list = place[many] as readonly Record<string, unknown>[] | undefined;
    return (list ?? []).map((g) => [String(g[one]), bits(g.configs as string[])] as const);
  };
  if (place.kind === 'const') {
    const types = groups('type', 'types');
    return groups('value', 'values').flatMap(([value, mask]) =>
      types
        .filter(([, typeMask]) => typeMask & mask)
        .map(([type, typeMask]) => [`${type} = ${value}`, mask & typeMask] as const),
    );
  }
  if (place.kind === 'field') return groups('type', 'types');
  if (place.kind === 'type_alias') return groups('target', 'targets');
  return groups('signature', 'signatures');
}

function valueText(type: string | undefined, value: string | undefined): string | undefined {
  if (type === undefined) return undefined;
  return value === undefined ? type : `${type} = ${value}`;
}

function parentOf(path: string): string {
  const cut = path.lastIndexOf('::');
  return cut < 0 ? '' : path.slice(0, cut);
}
