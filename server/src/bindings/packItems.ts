/** Items to compact arrays, for snapshots. Positions are dropped; `unpackItems` gives them back as -1. */
import type { Attribute, GenericParam, Item, StructShape, UseLeaf, Visibility } from '../syntax/summary';
import type { TableWriter } from './packTypes';

/** Order is part of the format: append only. */
export const ITEM_CODES = [
  'function',
  'struct',
  'union',
  'enum',
  'alias',
  'const',
  'static',
  'trait',
  'impl',
  'module',
  'use',
  'externCrate',
  'macroDefinition',
  'macroCall',
  'broken',
] as const satisfies readonly Item['kind'][];

export const SHAPE_CODES: readonly StructShape[] = ['record', 'tuple', 'unit'];

/** Stands for the function's own name in a packed signature: no token of Rust has this character. */
export const NAME_PLACE = '`';

/** Bits of the flags of functions and use leaves. */
export const FLAG = { self: 1, unsafe: 2, global: 1, glob: 2, selfLeaf: 4 } as const;

/** Items as `[code, name, visibility, attributes or 0, …what the kind needs]`. */
export function packItems(items: readonly Item[], tables: TableWriter): unknown[] {
  return items.map((item) => packItem(item, tables));
}

function packItem(item: Item, tables: TableWriter): unknown[] {
  return [
    ITEM_CODES.indexOf(item.kind),
    item.name,
    packVisibility(item.visibility),
    packAttributes(item.attributes),
    ...rest(item, tables),
  ];
}

function rest(item: Item, tables: TableWriter): unknown[] {
  switch (item.kind) {
    case 'function':
      return [
        packSignature(item.signature, item.name, tables),
        item.params.map((p) => tables.type(p)),
        tables.type(item.ret),
        (item.hasSelf ? FLAG.self : 0) | (item.unsafe ? FLAG.unsafe : 0),
        ...generics(item.generics, tables),
      ];
    case 'struct':
    case 'union':
      return [
        SHAPE_CODES.indexOf(item.shape),
        item.fields.map((f) => [
          f.name,
          packVisibility(f.visibility),
          tables.type(f.type),
          ...(f.attributes ? [packAttributes(f.attributes)] : []),
        ]),
        ...generics(item.generics, tables),
      ];
    case 'enum':
      return [
        item.variants.map((v) => [
          v.name,
          SHAPE_CODES.indexOf(v.shape),
          ...(v.attributes || v.discriminant !== undefined ? [packAttributes(v.attributes)] : []),
          ...(v.discriminant === undefined ? [] : [v.discriminant]),
        ]),
        ...(item.repr === undefined
          ? generics(item.generics, tables)
          : [generics(item.generics, tables)[0], item.repr]),
      ];
    case 'alias':
      return [tables.type(item.target), tables.text(item.text), ...generics(item.generics, tables)];
    case 'const':
    case 'static':
      return [tables.type(item.type), tables.text(item.typeText), ...packInit(item.init)];
    case 'trait':
      return [
        item.supertraits.map((b) => tables.bound(b)),
        packItems(item.members, tables),
        item.aliasOnly ? 1 : 0,
        ...generics(item.generics, tables),
      ];
    case 'impl':
      return [
        tables.type(item.self),
        packItems(item.members, tables),
        item.trait ? tables.bound(item.trait) : 0,
        item.negative ? 1 : 0,
        ...generics(item.generics, tables),
      ];
    case 'module':
      return [item.number, ...(item.items ? [packItems(item.items, tables)] : [])];
    case 'use':
      return [item.leaves.map(packLeaf)];
    case 'externCrate':
      return [item.crate];
    case 'macroDefinition':
      return [item.body, item.declarative2 ? 1 : 0];
    case 'macroCall':
      return [item.segments.join('::'), item.text, item.global ? 1 : 0];
    case 'broken':
      return [];
  }
}

/** Signatures repeat but for the name. */
function packSignature(signature: string, name: string, tables: TableWriter): number {
  const at = signature.indexOf(`fn ${name}`);
  const after = signature.charAt(at + 3 + name.length);
  if (at < 0 || (after !== '(' && after !== '<')) return tables.text(signature);
  return tables.text(`${signature.slice(0, at + 3)}${NAME_PLACE}${signature.slice(at + 3 + name.length)}`);
}

/** Integers as numbers where the text comes back exactly. */
function packInit(init: string | undefined): unknown[] {
  if (init === undefined) return [];
  const value = Number(init);
  return Number.isSafeInteger(value) && String(value) === init ? [value] : [init];
}

function packLeaf(leaf: UseLeaf): unknown[] {
  const flags =
    (leaf.global ? FLAG.global : 0) | (leaf.glob ? FLAG.glob : 0) | (leaf.self ? FLAG.selfLeaf : 0);
  return [leaf.segments.join('::'), flags, ...(leaf.alias === undefined ? [] : [leaf.alias])];
}

function packVisibility(visibility: Visibility): unknown {
  if (visibility.k === 'in') return visibility.path.join('::');
  return visibility.k === 'pub' ? 1 : 0;
}

function packAttributes(attributes: readonly Attribute[] | undefined): unknown {
  if (!attributes?.length) return 0;
  return attributes.map((a) => (a.inner ? [a.path, a.args, 1] : [a.path, a.args]));
}

function generics(list: readonly GenericParam[] | undefined, tables: TableWriter): unknown[] {
  if (!list) return [];
  return [
    list.map((g) => [
      g.name,
      g.kind === 'const' ? 1 : 0,
      ...(g.bounds ? [g.bounds.map((b) => tables.bound(b))] : []),
    ]),
  ];
}
