import type { ExpressionSketch } from '../summary';
import { Kind } from '../tree/kinds';
import { attributeRegion, removedAttributes } from './attributes';
import { lowerExpression, OTHER } from './expressions';
import type { Lowering } from './lowering';
import { addPath } from './paths';

/** `Name { field: value, shorthand, ..base }`. */
export function lowerStructLiteral(l: Lowering, node: number, scope: number): ExpressionSketch {
  const reference = addPath(l, 'structLiteral', node + 1, scope);
  const fields = l.child(node, Kind.field_initializer_list);
  if (fields >= 0) lowerFields(l, fields, scope);
  return reference < 0 ? OTHER : { k: 'struct', reference };
}

function lowerFields(l: Lowering, fields: number, scope: number): void {
  for (let c = fields + 1; c < l.after(fields); c = l.after(c)) {
    switch (l.kindOf(c)) {
      case Kind.shorthand_field_initializer:
      case Kind.field_initializer:
        lowerField(l, c, scope);
        break;
      case Kind.base_field_initializer:
      case Kind.ERROR:
        for (let v = c + 1; v < l.after(c); v = l.after(v)) lowerExpression(l, v, scope);
        break;
      default:
    }
  }
}

function lowerField(l: Lowering, node: number, scope: number): void {
  let attributes: number[] | undefined;
  let value = -1;
  let named = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind[':']) named = true;
    else if (kind === Kind.identifier || named) value = c;
  }
  const region = l.region(scope, node, removedAttributes(l, node));
  const sketch = lowerExpression(l, value, attributeRegion(l, node, region, attributes));
  const shorthand = named || sketch.k !== 'path' ? undefined : l.references[sketch.reference];
  if (shorthand !== undefined) shorthand.shorthand = true;
}

/** Elements of an array, a tuple or an argument list, each with its attributes; behind a `;` how many of one. */
export function lowerList(l: Lowering, list: number, scope: number): void {
  let attributes: number[] | undefined;
  let counts = false;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind.attribute_item) {
      attributes ??= [];
      attributes.push(c);
    } else if (kind === Kind[';']) {
      counts = true;
    } else if (kind >= Kind.identifier || kind === Kind.ERROR) {
      const inside = counts ? l.constant(scope, c) : scope;
      lowerExpression(l, c, attributeRegion(l, c, inside, attributes));
      attributes = undefined;
    }
  }
}
