/** Compact arrays of a snapshot back to items, every span -1. Throws {@link BadShape} on anything else. */
import type {
  Attribute,
  EnumItem,
  FieldRef,
  GenericParam,
  Item,
  StructShape,
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

function unpackItem(packed: readonly unknown[], tables: TableReader): Item {
  const [code, name, visibility, attributes, a, b, c, d, e] = packed;
  const kind = ITEM_CODES[asNumber(code, 'kind of item')];
  if (!kind) throw new BadShape(`kind of item ${String(code)} is not known`);
  const attributeList = unpackAttributes(attributes);
  const base = {
    name: asString(name, 'name of an item'),
    visibility: unpackVisibility(visibility),
    ...(attributeList && { attributes: attributeList }),
    at: NO_SPAN,
  };
  switch (kind) {
    case 'function': {
      const ret = tables.optionalType(c);
      const flags = asNumber(d, 'flags of a function');
      return {
        kind,
        ...base,
        ...unpackGenerics(e, tables),
        params: tables.typeList(b),
        ...(flags & FLAG.self && { hasSelf: true as const }),
        ...(ret && { ret }),
        ...(flags & FLAG.unsafe && { unsafe: true as const }),
        signature: tables.text(a).replace(NAME_PLACE, () => base.name),
      };
    }
    case 'struct':
    case 'union':
      return {
        kind,
        ...base,
        ...unpackGenerics(c, tables),
        shape: unpackShape(a),
        fields: asArray(b, 'fields').map((f) => unpackField(asArray(f, 'field'), tables)),
      };
    case 'enum':
      return unpackEnum(base, a, b, tables);
    case 'alias': {
      const target = tables.optionalType(a);
      const rest = { ...unpackGenerics(c, tables), ...(target && { target }) };
      return { kind, ...base, ...rest, text: tables.text(b) };
    }
    case 'const':
    case 'static': {
      const type = tables.optionalType(a);
      return {
        kind,
        ...base,
        ...(type && { type }),
        typeText: tables.text(b),
        ...(c !== undefined && { init: String(c) }),
      };
    }
    case 'trait':
      return {
        kind,
        ...base,
        ...unpackGenerics(d, tables),
        supertraits: tables.bounds(a),
        members: unpackItems(b, tables),
        ...(c === 1 && { aliasOnly: true as const }),
      };
    case 'impl':
      return {
        kind,
        ...base,
        ...unpackGenerics(e, tables),
        ...(c !== 0 && { trait: tables.bound(c) }),
        ...(d === 1 && { negative: true as const }),
        self: tables.type(a),
        members: unpackItems(b, tables),
      };
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
    case 'macroDefinition':
      return {
        kind,
        ...base,
        body: asString(a, 'macro body'),
        bodyAt: NO_SPAN,
        ...(b === 1 && { declarative2: true as const }),
      };
    case 'macroCall':
      return {
        kind,
        ...base,
        segments: split(a),
        ...(c === 1 && { global: true as const }),
        text: asString(b, 'macro arguments'),
        pathAt: NO_SPAN,
        textAt: NO_SPAN,
      };
    case 'broken':
      return { kind, ...base };
  }
}

function unpackEnum(
  base: Omit<EnumItem, 'kind' | 'variants' | 'generics'>,
  variants: unknown,
  generics: unknown,
  tables: TableReader,
): EnumItem {
  return {
    kind: 'enum',
    ...base,
    ...unpackGenerics(generics, tables),
    variants: asArray(variants, 'variants').map((v): VariantRef => {
      const [name, shape, attributes] = asArray(v, 'variant');
      const list = unpackAttributes(attributes);
      return {
        name: asString(name, 'name of a variant'),
        shape: unpackShape(shape),
        ...(list && { attributes: list }),
        at: NO_SPAN,
      };
    }),
  };
}

function unpackField(
  [name, visibility, type, attributes]: readonly unknown[],
  tables: TableReader,
): FieldRef {
  const list = unpackAttributes(attributes);
  return {
    name: asString(name, 'name of a field'),
    visibility: unpackVisibility(visibility),
    type: tables.type(type),
    ...(list && { attributes: list }),
  };
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

function unpackGenerics(packed: unknown, tables: TableReader): { generics?: GenericParam[] } {
  if (packed === undefined) return {};
  const generics = asArray(packed, 'generics').map((g): GenericParam => {
    const [name, isConst, bounds] = asArray(g, 'generic parameter');
    return {
      name: asString(name, 'name of a generic parameter'),
      kind: isConst === 1 ? 'const' : 'type',
      ...(bounds !== undefined && { bounds: tables.bounds(bounds) }),
    };
  });
  return { generics };
}
