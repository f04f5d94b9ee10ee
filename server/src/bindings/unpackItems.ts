/** Compact arrays of a snapshot back to items, every span -1. Throws {@link BadShape} on anything else. */
import type {
  AliasItem,
  Attribute,
  ConstItem,
  EnumItem,
  FieldRef,
  FunctionItem,
  GenericParam,
  ImplItem,
  Item,
  StructItem,
  StructShape,
  TraitItem,
  UseLeaf,
  VariantRef,
  Visibility,
} from '../syntax/summary';
import { FLAG, ITEM_CODES, NAME_PLACE, SHAPE_CODES } from './packItems';
import { split, type TableReader } from './packTypes';
import { asArray, asNumber, asString, BadShape } from './reading';

const NO_SPAN = -1;
const PUBLIC: Visibility = { k: 'pub' };
const PRIVATE: Visibility = { k: 'private' };

/** Reads a list of items written by `packItems`. */
export function unpackItems(packed: unknown, tables: TableReader): Item[] {
  return asArray(packed, 'items').map((item) => unpackItem(asArray(item, 'item'), tables));
}

/** Items that can have generic parameters. */
type Generic = FunctionItem | StructItem | EnumItem | AliasItem | TraitItem | ImplItem;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Base {
  readonly name: string;
  readonly visibility: Visibility;
  readonly at: number;
}

/** Assigns field by field: thousands of items are made before the first answer, and spreads are slow until optimised. */
function unpackItem(packed: readonly unknown[], tables: TableReader): Item {
  const kind = ITEM_CODES[asNumber(packed[0], 'kind of item')];
  if (!kind) throw new BadShape(`kind of item ${String(packed[0])} is not known`);
  const name = asString(packed[1], 'name of an item');
  const base: Base = { name, visibility: unpackVisibility(packed[2]), at: NO_SPAN };
  const item: Mutable<Item> = unpackKind(kind, base, packed, tables);
  const attributes = unpackAttributes(packed[3]);
  if (attributes) item.attributes = attributes;
  return item;
}

function unpackKind(kind: Item['kind'], base: Base, packed: readonly unknown[], tables: TableReader): Item {
  const a = packed[4];
  const b = packed[5];
  const c = packed[6];
  const d = packed[7];
  const e = packed[8];
  switch (kind) {
    case 'function':
      return unpackFunction(base, packed, tables);
    case 'const':
    case 'static':
      return unpackConst(kind, base, packed, tables);
    case 'struct':
    case 'union': {
      const fields = asArray(b, 'fields').map((f) => unpackField(asArray(f, 'field'), tables));
      return withGenerics<StructItem>({ kind, ...base, shape: unpackShape(a), fields }, c, tables);
    }
    case 'enum': {
      const repr = c !== undefined && { repr: asString(c, 'representation') };
      const item: EnumItem = { kind, ...base, variants: unpackVariants(a), ...repr };
      return withGenerics<EnumItem>(item, b ?? undefined, tables);
    }
    case 'alias': {
      const target = tables.optionalType(a);
      return withGenerics<AliasItem>(
        { kind, ...base, ...(target && { target }), text: tables.text(b) },
        c,
        tables,
      );
    }
    case 'trait': {
      const members = unpackItems(b, tables);
      const alias = c === 1 && { aliasOnly: true as const };
      return withGenerics<TraitItem>(
        { kind, ...base, supertraits: tables.bounds(a), members, ...alias },
        d,
        tables,
      );
    }
    case 'impl': {
      const head = {
        ...(c !== 0 && { trait: tables.bound(c) }),
        ...(d === 1 && { negative: true as const }),
      };
      const members = unpackItems(b, tables);
      return withGenerics<ImplItem>({ kind, ...base, ...head, self: tables.type(a), members }, e, tables);
    }
    case 'module': {
      const number = asNumber(a, 'number of a module');
      return { kind, ...base, ...(b !== undefined && { items: unpackItems(b, tables) }), number };
    }
    case 'use':
      return {
        kind,
        ...base,
        leaves: asArray(a, 'leaves').map((leaf) => unpackLeaf(asArray(leaf, 'leaf'))),
      };
    case 'externCrate':
      return { kind, ...base, crate: asString(a, 'crate') };
    case 'macroDefinition': {
      const rest = { bodyAt: NO_SPAN, ...(b === 1 && { declarative2: true as const }) };
      return { kind, ...base, body: asString(a, 'macro body'), ...rest };
    }
    case 'macroCall': {
      const rest = { text: asString(b, 'macro arguments'), pathAt: NO_SPAN, textAt: NO_SPAN };
      return { kind, ...base, segments: split(a), ...(c === 1 && { global: true as const }), ...rest };
    }
    case 'broken':
      return { kind, ...base };
  }
}

function unpackFunction(
  { name, visibility, at }: Base,
  packed: readonly unknown[],
  tables: TableReader,
): Item {
  const flags = asNumber(packed[7], 'flags of a function');
  const signature = tables.text(packed[4]);
  const place = signature.indexOf(NAME_PLACE);
  const whole = place < 0 ? signature : signature.slice(0, place) + name + signature.slice(place + 1);
  const params = tables.typeList(packed[5]);
  const item: Mutable<FunctionItem> = { kind: 'function', name, visibility, at, params, signature: whole };
  if (flags & FLAG.self) item.hasSelf = true;
  if (flags & FLAG.unsafe) item.unsafe = true;
  const ret = tables.optionalType(packed[6]);
  if (ret) item.ret = ret;
  return withGenerics(item, packed[8], tables);
}

function unpackConst(
  kind: 'const' | 'static',
  { name, visibility, at }: Base,
  packed: readonly unknown[],
  tables: TableReader,
): Item {
  const item: Mutable<ConstItem> = { kind, name, visibility, at, typeText: tables.text(packed[5]) };
  const type = tables.optionalType(packed[4]);
  if (type) item.type = type;
  if (packed[6] !== undefined) item.init = String(packed[6]);
  return item;
}

function withGenerics<T extends Generic>(item: T, packed: unknown, tables: TableReader): T {
  if (packed !== undefined) (item as Mutable<Generic>).generics = unpackGenerics(packed, tables);
  return item;
}

function unpackVariants(packed: unknown): VariantRef[] {
  return asArray(packed, 'variants').map((v): VariantRef => {
    const [name, shape, attributes, discriminant] = asArray(v, 'variant');
    const list = unpackAttributes(attributes);
    return {
      name: asString(name, 'name of a variant'),
      shape: unpackShape(shape),
      ...(list && { attributes: list }),
      ...(discriminant !== undefined && { discriminant: asString(discriminant, 'discriminant') }),
      at: NO_SPAN,
    };
  });
}

function unpackField(packed: readonly unknown[], tables: TableReader): FieldRef {
  const field: Mutable<FieldRef> = {
    name: asString(packed[0], 'name of a field'),
    visibility: unpackVisibility(packed[1]),
    type: tables.type(packed[2]),
  };
  const attributes = unpackAttributes(packed[3]);
  if (attributes) field.attributes = attributes;
  return field;
}

function unpackLeaf([path, flags, alias]: readonly unknown[]): UseLeaf {
  const bits = asNumber(flags, 'flags of a use');
  return {
    segments: split(path),
    ...(bits & FLAG.global && { global: true as const }),
    ...(bits & FLAG.glob && { glob: true as const }),
    ...(bits & FLAG.selfLeaf && { self: true as const }),
    ...(alias !== undefined && { alias: asString(alias, 'alias') }),
    at: NO_SPAN,
  };
}

function unpackShape(code: unknown): StructShape {
  const shape = SHAPE_CODES[asNumber(code, 'shape')];
  if (!shape) throw new BadShape(`shape ${String(code)} is not known`);
  return shape;
}

function unpackVisibility(packed: unknown): Visibility {
  if (packed === 1) return PUBLIC;
  if (packed === 0) return PRIVATE;
  return { k: 'in', path: split(packed) };
}

function unpackAttributes(packed: unknown): Attribute[] | undefined {
  if (packed === 0 || packed === undefined) return undefined;
  return asArray(packed, 'attributes').map((a) => {
    const [path, args, inner] = asArray(a, 'attribute');
    return {
      path: asString(path, 'path of an attribute'),
      args: asString(args, 'arguments of an attribute'),
      at: NO_SPAN,
      ...(inner === 1 && { inner: true as const }),
    };
  });
}

function unpackGenerics(packed: unknown, tables: TableReader): GenericParam[] {
  return asArray(packed, 'generics').map((g): GenericParam => {
    const [name, isConst, bounds] = asArray(g, 'generic parameter');
    return {
      name: asString(name, 'name of a generic parameter'),
      kind: isConst === 1 ? 'const' : 'type',
      ...(bounds !== undefined && { bounds: tables.bounds(bounds) }),
    };
  });
}
