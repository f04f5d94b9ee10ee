/** Public module trees of crates in a snapshot: to compact arrays and back. */
import type { ExternalAssociated, ExternalCrate, ExternalName } from './model';
import { split, type TableReader, type TableWriter } from './packTypes';
import { asArray, asNumber, asRecord, asString, BadShape } from './reading';

/** Order is part of the format: append only. */
export const EXTERNAL_KINDS: readonly ExternalName['kind'][] = [
  'module',
  'function',
  'struct',
  'union',
  'enum',
  'trait',
  'alias',
  'const',
  'static',
  'macro',
  'primitive',
  'reexport',
];

const ASSOCIATED_KINDS: readonly ExternalAssociated['kind'][] = ['function', 'method', 'const', 'type'];

/** What `packExternal` writes: `m` modules, `f` features, `o` opaque modules. Primitives stay in std's own file. */
export interface PackedExternal {
  readonly m: Readonly<Record<string, readonly unknown[]>>;
  readonly f?: Readonly<Record<string, readonly string[]>>;
  readonly o?: readonly string[];
}

/** A crate as plain compact JSON; names are `[kind, name]` or `[kind, name, { what else }]`. */
export function packExternal(crate: ExternalCrate, tables: TableWriter): PackedExternal {
  const m: Record<string, readonly unknown[]> = {};
  for (const [path, names] of crate.modules) m[path] = names.map((name) => packName(name, tables));
  return {
    m,
    ...(crate.features && { f: crate.features }),
    ...(crate.opaque && { o: [...crate.opaque] }),
  };
}

function packName(name: ExternalName, tables: TableWriter): unknown[] {
  const more = {
    ...(name.hasConstructor && { c: 1 }),
    ...(name.definition !== undefined && { d: name.definition }),
    ...(name.target !== undefined && { t: name.target }),
    ...(name.glob && { g: 1 }),
    ...(name.variants && { v: name.variants.map(([variant, shape]) => shape + variant) }),
    ...(name.associated && {
      a: name.associated.flatMap((a) => [
        ASSOCIATED_KINDS.indexOf(a.kind),
        a.name,
        a.text === undefined ? -1 : tables.text(a.text),
      ]),
      ...packInstances(name.associated),
    }),
    ...(name.text !== undefined && { x: tables.text(name.text) }),
    ...(name.feature !== undefined && { f: name.feature }),
    ...(name.dereferences && { r: 1 }),
  };
  const head = [EXTERNAL_KINDS.indexOf(name.kind), name.name];
  return Object.keys(more).length ? [...head, more] : head;
}

/** `i`: by the kinds that members are only there for, blanks between them, the members' numbers. */
function packInstances(associated: readonly ExternalAssociated[]): object {
  const i: Record<string, number[]> = {};
  for (const [at, { instances }] of associated.entries()) {
    if (!instances) continue;
    const key = instances.join(' ');
    i[key] ??= [];
    i[key].push(at);
  }
  return Object.keys(i).length > 0 ? { i } : {};
}

/** Reads what `packExternal` wrote. Throws {@link BadShape} on anything else. */
export function unpackExternal(name: string, packed: unknown, tables: TableReader): ExternalCrate {
  const record = asRecord(packed, `crate ${name}`);
  const modules = new Map<string, readonly ExternalName[]>();
  for (const [path, names] of Object.entries(asRecord(record.m, 'modules'))) {
    modules.set(
      path,
      asArray(names, 'names').map((n) => unpackName(asArray(n, 'name'), tables)),
    );
  }
  return {
    name,
    modules,
    ...(record.f !== undefined && { features: unpackFeatures(record.f) }),
    ...(record.o !== undefined && { opaque: new Set(unpackStrings(record.o, 'opaque modules')) }),
  };
}

function unpackName([kindCode, name, more]: readonly unknown[], tables: TableReader): ExternalName {
  const kind = EXTERNAL_KINDS[asNumber(kindCode, 'kind of a name')];
  if (!kind) throw new BadShape(`kind of name ${String(kindCode)} is not known`);
  const head = { name: asString(name, 'name'), kind };
  if (more === undefined) return head;
  const { c, d, t, g, v, a, i, x, f, r } = asRecord(more, 'name');
  return {
    ...head,
    ...(c === 1 && { hasConstructor: true as const }),
    ...(d !== undefined && { definition: asString(d, 'definition') }),
    ...(t !== undefined && { target: asString(t, 'target') }),
    ...(g === 1 && { glob: true as const }),
    ...(v !== undefined && { variants: unpackVariants(v) }),
    ...(a !== undefined && { associated: unpackAssociated(a, i, tables) }),
    ...(x !== undefined && { text: tables.text(x) }),
    ...(f !== undefined && { feature: asString(f, 'feature') }),
    ...(r === 1 && { dereferences: true as const }),
  };
}

/** `['tSome', 'uNone']` → name and shape. */
export function unpackVariants(packed: unknown): (readonly [name: string, shape: 't' | 'u' | 'r'])[] {
  return asArray(packed, 'variants').map((v) => {
    const text = asString(v, 'variant');
    const shape = text.charAt(0);
    if (shape !== 't' && shape !== 'u' && shape !== 'r') throw new BadShape(`variant ${text} has no shape`);
    return [text.slice(1), shape] as const;
  });
}

function unpackAssociated(packed: unknown, instances: unknown, tables: TableReader): ExternalAssociated[] {
  const flat = asArray(packed, 'associated names');
  const only = unpackInstances(instances);
  const result: ExternalAssociated[] = [];
  for (let i = 0; i + 2 < flat.length; i += 3) {
    const kind = ASSOCIATED_KINDS[asNumber(flat[i], 'kind of an associated name')];
    if (!kind) throw new BadShape('kind of an associated name is not known');
    const text = flat[i + 2];
    const kinds = only.get(i / 3);
    result.push({
      name: asString(flat[i + 1], 'associated name'),
      kind,
      ...(text !== -1 && { text: tables.text(text) }),
      ...(kinds && { instances: kinds }),
    });
  }
  return result;
}

function unpackInstances(packed: unknown): ReadonlyMap<number, readonly string[]> {
  if (packed === undefined) return new Map();
  return new Map(
    Object.entries(asRecord(packed, 'instances')).flatMap(([kinds, members]) =>
      asArray(members, 'members').map((at) => [asNumber(at, 'a member'), kinds.split(' ')] as const),
    ),
  );
}

function unpackFeatures(packed: unknown): Record<string, readonly string[]> {
  const entries = Object.entries(asRecord(packed, 'features'));
  return Object.fromEntries(entries.map(([key, list]) => [key, unpackStrings(list, 'feature')]));
}

function unpackStrings(packed: unknown, where: string): string[] {
  return asArray(packed, where).map((s) => asString(s, where));
}

/** Module path and name of a full path: `core::option::Option` → crate, module, name. */
export function splitFullPath(path: string): { crate: string; module: string; name: string } {
  const segments = split(path);
  return {
    crate: segments[0] ?? '',
    module: segments.slice(1, -1).join('::'),
    name: segments.length > 1 ? (segments.at(-1) ?? '') : '',
  };
}
