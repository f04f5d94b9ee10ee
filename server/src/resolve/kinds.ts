/** Which definition fits which place, and what rustc calls it when it does not. */
import type { ReferenceKind } from '../syntax/summary';
import { type Definition, MACRO, type Namespace, TYPE, VALUE } from './definitions';

/** The namespace that a place needs. */
export function namespaceOf(kind: ReferenceKind): Namespace {
  switch (kind) {
    case 'type':
    case 'trait':
    case 'genericArgument':
    case 'structLiteral':
    case 'structPattern':
    case 'visibility':
      return TYPE;
    case 'macro':
    case 'attribute':
    case 'derive':
      return MACRO;
    default:
      return VALUE;
  }
}

function shapeOf(definition: Definition): 'record' | 'tuple' | 'unit' | undefined {
  if (definition.kind === 'variant') return definition.variant?.shape;
  const { item, external } = definition.kind === 'constructor' ? (definition.of ?? definition) : definition;
  if (item?.kind === 'struct') return item.shape;
  if (!external) return undefined;
  return external.text?.includes('(') ? 'tuple' : undefined;
}

/** True if a definition may stand at a place of that kind as far as names go. */
export function fits(kind: ReferenceKind, definition: Definition): boolean {
  const { kind: found } = definition;
  const shape = shapeOf(definition);
  switch (kind) {
    case 'type':
    case 'genericArgument':
      return found !== 'module' && found !== 'variant';
    case 'trait':
      return found === 'trait' || found === 'associated';
    case 'structLiteral':
    case 'structPattern':
      return ['struct', 'union', 'variant', 'alias', 'selfType', 'associated', 'typeParameter'].includes(
        found,
      );
    case 'tuplePattern':
      return found === 'constructor' || found === 'variant'
        ? shape === 'tuple' || shape === undefined
        : found === 'associated';
    case 'pathPattern':
      if (found === 'constructor' || found === 'variant') return shape === 'unit' || shape === undefined;
      return found === 'const' || found === 'associated' || found === 'constParameter';
    case 'value':
    case 'call':
      return found !== 'variant' || shape !== 'record';
    default:
      return true;
  }
}

/** rustc's code for a name that is nowhere. */
export function absentCode(kind: ReferenceKind): string {
  switch (kind) {
    case 'trait':
      return 'E0405';
    case 'structLiteral':
    case 'structPattern':
      return 'E0422';
    case 'tuplePattern':
    case 'pathPattern':
      return 'E0531';
    case 'visibility':
    case 'attribute':
      return 'E0433';
    case 'macro':
      return '';
    default:
      return 'E0425';
  }
}

/** rustc's code for a name that is there as another kind of thing. */
export function wrongKindCode(kind: ReferenceKind): string {
  switch (kind) {
    case 'type':
    case 'genericArgument':
      return 'E0573';
    case 'trait':
      return 'E0404';
    case 'structLiteral':
    case 'structPattern':
      return 'E0574';
    case 'tuplePattern':
    case 'pathPattern':
      return 'E0532';
    default:
      return 'E0423';
  }
}

/** rustc marks all of `Record(1)` where `Record` is a struct with named fields, and all of a pattern `Unit(_)`. */
export function marksCall(kind: ReferenceKind, found: Definition): boolean {
  if (kind === 'tuplePattern' && (found.kind === 'constructor' || found.kind === 'variant')) return true;
  if (kind !== 'call' && kind !== 'tuplePattern') return false;
  if (found.kind === 'union' || found.kind === 'variant') return true;
  return found.kind === 'struct' && (found.item?.kind !== 'struct' || found.item.shape === 'record');
}

/** How much of a call of a struct that a macro defines rustc marks is not known. */
export function isMarkUnknown(kind: ReferenceKind, found: Definition): boolean {
  return marksCall(kind, found) && found.unit !== undefined && found.unit.source.k !== 'file';
}
