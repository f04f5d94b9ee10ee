import { PRIMITIVES } from '../gaps/primitiveMacro';
import type { EnumItem, FieldRef, StructItem, StructShape, VariantRef, Visibility } from '../summary';
import { Kind } from '../tree/kinds';
import { type AttributeNodes, attributeRegion, itemAttributes, lowerAttributePaths } from './attributes';
import type { Draft } from './draft';
import { lowerExpression } from './expressions';
import { genericsScope, lowerGenerics, lowerWhere, readGenerics } from './generics';
import { itemScope, lowerVisibility, named, readVisibility } from './items';
import type { Lowering } from './lowering';
import { initialiser, oneLine } from './text';
import { lowerType } from './typeReferences';
import { typeRef } from './types';

/** `struct` and `union`. */
export function lowerStruct(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
): StructItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const where = l.child(node, Kind.where_clause);
  const parameters = l.child(node, Kind.type_parameters);
  const body = fieldList(l, node);
  const base = named(l, l.child(node, Kind.type_identifier), attributes, visibility);
  const item: Draft<StructItem> = {
    kind: l.kindOf(node) === Kind.union_item ? 'union' : 'struct',
    ...base,
    shape: shapeOf(l, body),
    fields: body < 0 ? [] : readFields(l, body),
  };
  const generics = readGenerics(l, parameters, where);
  if (generics !== undefined) item.generics = generics;
  if (l.bodies) {
    const inside = selfScope(l, node, scope, attributes, visibility, parameters, base.name);
    lowerGenerics(l, parameters, inside);
    lowerWhere(l, where, inside);
    if (body >= 0) lowerFields(l, body, inside);
  }
  return item;
}

/** item → generics → self. */
function selfScope(
  l: Lowering,
  node: number,
  scope: number,
  attributes: AttributeNodes,
  visibility: number,
  parameters: number,
  name: string,
): number {
  const inside = genericsScope(l, parameters, itemScope(l, node, scope, attributes, visibility));
  const self = l.addScope('self', inside, node);
  l.scope(self).selfName = name;
  return self;
}

function fieldList(l: Lowering, node: number): number {
  const record = l.child(node, Kind.field_declaration_list);
  return record >= 0 ? record : l.child(node, Kind.ordered_field_declaration_list);
}

function shapeOf(l: Lowering, list: number): StructShape {
  if (list < 0) return 'unit';
  return l.kindOf(list) === Kind.field_declaration_list ? 'record' : 'tuple';
}

/** Calls `each` for every field with its attributes and visibility (-1: none); `name` is -1 in a tuple. */
function eachField(
  l: Lowering,
  list: number,
  each: (name: number, type: number, visibility: number, attributes: AttributeNodes) => void,
): void {
  let attributes: number[] | undefined;
  let visibility = -1;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind.visibility_modifier) visibility = c;
    else if (kind === Kind.field_declaration) {
      each(
        l.child(c, Kind.field_identifier),
        l.lastChild(c),
        l.child(c, Kind.visibility_modifier),
        attributes,
      );
      attributes = undefined;
    } else if (kind >= Kind.identifier) {
      each(-1, c, visibility, attributes);
      attributes = undefined;
      visibility = -1;
    }
  }
}

function readFields(l: Lowering, list: number): FieldRef[] {
  const fields: FieldRef[] = [];
  eachField(l, list, (name, type, visibility, nodes) => {
    const field: Draft<FieldRef> = {
      name: name < 0 ? String(fields.length) : l.nameOf(name),
      visibility: readVisibility(l, visibility),
      type: typeRef(l, type),
    };
    const attributes = itemAttributes(l, nodes);
    if (attributes !== undefined) field.attributes = attributes;
    fields.push(field);
  });
  return fields;
}

function lowerFields(l: Lowering, list: number, scope: number): void {
  eachField(l, list, (_, type, visibility, attributes) => {
    const inside = attributeRegion(l, type, scope, attributes);
    lowerAttributePaths(l, attributes, inside);
    lowerVisibility(l, visibility, inside);
    lowerType(l, type, inside);
  });
}

/** An `enum` with its variants. */
export function lowerEnum(l: Lowering, node: number, scope: number, attributes: AttributeNodes): EnumItem {
  const visibility = l.child(node, Kind.visibility_modifier);
  const where = l.child(node, Kind.where_clause);
  const parameters = l.child(node, Kind.type_parameters);
  const list = l.child(node, Kind.enum_variant_list);
  const base = named(l, l.child(node, Kind.type_identifier), attributes, visibility);
  const variants: VariantRef[] = [];
  eachVariant(l, list, (variant, nodes) => variants.push(readVariant(l, variant, nodes)));
  const item: Draft<EnumItem> = { kind: 'enum', ...base, variants };
  const generics = readGenerics(l, parameters, where);
  if (generics !== undefined) item.generics = generics;
  const repr = representation(l, attributes);
  if (repr !== undefined) item.repr = repr;
  if (l.bodies) {
    const inside = selfScope(l, node, scope, attributes, visibility, parameters, base.name);
    lowerGenerics(l, parameters, inside);
    lowerWhere(l, where, inside);
    eachVariant(l, list, (variant, nodes) => {
      const region = attributeRegion(l, variant, inside, nodes);
      lowerAttributePaths(l, nodes, region);
      lowerVariant(l, variant, region);
    });
  }
  return item;
}

/** What `#[repr(…)]` attributes say, in the order written; `undefined` without one. */
function representation(l: Lowering, nodes: AttributeNodes): string | undefined {
  const found: string[] = [];
  for (const node of nodes ?? []) {
    const attribute = l.child(node, Kind.attribute);
    if (attribute < 0 || l.textOf(attribute + 1) !== 'repr') continue;
    found.push(oneLine(l.text.slice(l.endOf(attribute + 1), l.endOf(attribute))).slice(1, -1));
  }
  return found.length === 0 ? undefined : found.join(', ');
}

/** What a variant holds may be named by whoever may name the enum. */
const PUBLIC: Visibility = { k: 'pub' };

function eachVariant(
  l: Lowering,
  list: number,
  each: (variant: number, attributes: AttributeNodes) => void,
): void {
  if (list < 0) return;
  let attributes: number[] | undefined;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind.enum_variant) {
      each(c, attributes);
      attributes = undefined;
    }
  }
}

function readVariant(l: Lowering, node: number, nodes: AttributeNodes): VariantRef {
  const name = l.child(node, Kind.identifier);
  const fields = fieldList(l, node);
  const written = name < 0 ? '' : l.nameOf(name);
  // A glob of the enum brings it.
  if (PRIMITIVES.has(written)) l.namesPrimitive = true;
  const variant: Draft<VariantRef> = {
    name: written,
    shape: shapeOf(l, fields),
    at: name < 0 ? -1 : l.itemSpan(l.startOf(name), l.endOf(name)),
  };
  if (fields >= 0) variant.fields = readFields(l, fields).map((field) => ({ ...field, visibility: PUBLIC }));
  const attributes = itemAttributes(l, nodes);
  if (attributes !== undefined) variant.attributes = attributes;
  const equals = l.child(node, Kind['=']);
  const value = equals < 0 ? -1 : l.after(equals);
  if (value >= 0 && value < l.after(node)) variant.discriminant = initialiser(l, value);
  return variant;
}

function lowerVariant(l: Lowering, node: number, scope: number): void {
  const fields = fieldList(l, node);
  if (fields >= 0) lowerFields(l, fields, scope);
  const equals = l.child(node, Kind['=']);
  if (equals < 0) return;
  for (let c = l.after(equals); c < l.after(node); c = l.after(c))
    lowerExpression(l, c, l.constant(scope, c));
}
