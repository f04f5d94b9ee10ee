/** core, alloc and std as one table of definitions and the names they go by. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTERNAL_KINDS } from '../../server/src/bindings/external';
import type { ExternalName } from '../../server/src/bindings/model';
import { STD_FORMAT } from '../../server/src/bindings/std';
import type { StdCrate, StdName } from './facts';

const KINDS: Readonly<Record<string, ExternalName['kind']>> = {
  function: 'function',
  struct: 'struct',
  union: 'union',
  enum: 'enum',
  trait: 'trait',
  trait_alias: 'trait',
  type_alias: 'alias',
  constant: 'const',
  static: 'static',
  macro: 'macro',
  proc_macro: 'macro',
  proc_derive: 'macro',
  proc_attribute: 'macro',
  module: 'module',
};

type Crates = Readonly<Record<string, StdCrate>>;

interface Place {
  readonly fact: StdName;
  readonly crate: string;
  readonly module: string;
  readonly definition: string;
}

/** Text of the file, and what could not be told (to be looked at by a person). */
export function stdFile(crates: Crates, docs: string): { text: string; remarks: string[] } {
  const remarks: string[] = [];
  const places = collect(crates);
  const homes: string[] = [];
  const homeIndex = new Map<string, number>();
  const definitions: unknown[] = [];
  const definitionIndex = new Map<string, number>();

  const add = (packed: unknown[]): number => {
    const key = JSON.stringify(packed);
    let index = definitionIndex.get(key);
    if (index === undefined) {
      index = definitions.push(packed) - 1;
      definitionIndex.set(key, index);
    }
    return index;
  };
  const home = (path: string): number => {
    let index = homeIndex.get(path);
    if (index === undefined) {
      index = homes.push(path) - 1;
      homeIndex.set(path, index);
    }
    return index;
  };
  const code = (kind: ExternalName['kind']) => EXTERNAL_KINDS.indexOf(kind);
  const redirect = (name: string, target: string, more: object = {}) =>
    add([code('reexport'), name, -1, { t: target, ...more }]);

  const define = ({ fact, crate, module, definition }: Place): number => {
    const kind = KINDS[fact.k ?? ''];
    if (!kind) throw new Error(`the facts have a ${fact.k} in ${crate}::${module}`);
    const cut = definition.lastIndexOf('::');
    const associated = [...(fact.items ?? []), ...(fact.assoc ?? [])];
    const more = {
      ...(fact.ns === 'type+value' && { c: 1 }),
      ...(fact.variants && {
        v: fact.variants
          .map((v) => {
            const shape = variantShape(docs, crate, module, fact.n ?? '', v);
            if (!shape) remarks.push(`${crate}::${module}::${fact.n}::${v} is taken to be a unit variant`);
            return (shape ?? 'u') + v;
          })
          .join(' '),
      }),
      ...(associated.length && { a: associated.join(' ') }),
    };
    const head = [code(kind), definition.slice(cut + 2), home(definition.slice(0, cut))];
    return add(Object.keys(more).length ? [...head, more] : head);
  };

  const entry = (place: Place): readonly (number | string)[] => {
    const { fact, crate, module } = place;
    const name = fact.n ?? '';
    if (fact.glob !== undefined) return [redirect('', fact.glob, { g: 1 })];
    // rustdoc lists primitives at the root; as paths they exist in `core::primitive` only.
    if (fact.k === 'primitive') return [];
    if (fact.k === 'variant') return [redirect(name, place.definition)];
    if (fact.k !== 'reexport') {
      const plain = places.get(key(place.definition, fact.k ?? '')) ?? place;
      return withAlias(define(plain), place.definition, name);
    }
    const of = publicPath(fact.of ?? '');
    if (fact.ofKind === null) return [add([code('primitive'), name, -1])];
    if (fact.ofKind === 'variant') return [redirect(name, of)];
    if (fact.ofKind === 'module') {
      const [ofCrate, ...rest] = of.split('::');
      if (!crates[ofCrate ?? '']?.modules[rest.join('::')])
        remarks.push(`module ${of}, named by ${crate}::${module}::${name}, is not in the facts`);
      return [redirect(name, of)];
    }
    const known = places.get(key(of, fact.ofKind ?? ''));
    if (!known) {
      remarks.push(`${fact.ofKind} ${of}, named by ${crate}::${module}::${name}, is not in the facts`);
      return withAlias(
        define({ ...place, fact: { ...fact, k: fact.ofKind ?? '' }, definition: of }),
        of,
        name,
      );
    }
    return withAlias(define(known), of, name);
  };

  const packed: Record<string, unknown> = {};
  for (const [crate, { modules, primitives }] of Object.entries(crates)) {
    const opaque = Object.keys(modules).filter((m) => modules[m]?.some((n) => n.opaque));
    packed[crate] = {
      modules: Object.fromEntries(
        Object.entries(modules).map(([path, names]) => [
          rootless(path),
          names.filter((n) => !n.opaque).flatMap((fact) => [...entry(placeOf(fact, crate, rootless(path)))]),
        ]),
      ),
      opaque: opaque.map(rootless),
      ...(primitives && {
        primitives: Object.fromEntries(Object.entries(primitives).map(([t, names]) => [t, names.join(' ')])),
      }),
    };
  }
  const text = JSON.stringify({ format: STD_FORMAT, version: 1, homes, definitions, crates: packed });
  return { text, remarks };
}

/** Where a module can be named; the deprecated modules of integer types are defined elsewhere. */
function publicPath(path: string): string {
  return path.replace(/^core::legacy_int_modules::/, 'core::');
}

function withAlias(index: number, definition: string, name: string): readonly (number | string)[] {
  return definition.endsWith(`::${name}`) ? [index] : [index, name];
}

/** Every definition that some module lists, by path and namespace. The plainest listing wins. */
function collect(crates: Crates): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [crate, { modules }] of Object.entries(crates))
    for (const [path, names] of Object.entries(modules))
      for (const fact of names) {
        if (fact.k === undefined || fact.k === 'reexport' || fact.k === 'primitive') continue;
        const place = placeOf(fact, crate, rootless(path));
        const at = key(place.definition, fact.k);
        const before = places.get(at);
        if (!before || (place.module.includes('prelude') ? false : before.module.includes('prelude')))
          places.set(at, place);
      }
  return places;
}

function placeOf(fact: StdName, crate: string, module: string): Place {
  const here = [crate, ...(module ? [module] : []), fact.n].join('::');
  return { fact, crate, module, definition: fact.def ?? here };
}

function key(definition: string, kind: string): string {
  const mapped = KINDS[kind];
  const space =
    mapped === 'macro'
      ? 'macro'
      : mapped === 'function' || mapped === 'const' || mapped === 'static'
        ? 'value'
        : 'type';
  return `${space} ${definition}`;
}

function rootless(path: string): string {
  return path === 'crate' ? '' : path;
}

/** Shape of an enum's variant as its page of the documentation shows it. */
function variantShape(
  docs: string,
  crate: string,
  module: string,
  name: string,
  variant: string,
): 't' | 'u' | 'r' | undefined {
  for (const [c, m] of [
    [crate, module],
    ['std', module],
    // Two kinds of channel have the same enums.
    ['std', 'sync::mpsc'],
  ] as const) {
    const page = join(docs, c, ...(m ? m.split('::') : []), `enum.${name}.html`);
    if (!existsSync(page)) continue;
    const html = readFileSync(page, 'utf8');
    const head = html
      .split(`id="variant.${variant}" class="variant"`)[1]
      ?.split('<h3 class="code-header">')[1]
      ?.split('</h3>')[0]
      ?.replace(/<[^>]*>/g, '');
    if (head === undefined) continue;
    if (head.includes('(')) return 't';
    return html.includes(`id="variant.${variant}.field.`) ? 'r' : 'u';
  }
  return undefined;
}
