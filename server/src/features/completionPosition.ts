/** What a place asks for where a name is to be completed. */

import type { Trial } from '../query';
import { type Definition, MACRO, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import type { ReferenceKind } from '../syntax/summary';

/** What can be named at a place, by what stands there. */
export interface Position {
  readonly namespaces: readonly Namespace[];
  readonly fits: (definition: Definition) => boolean;
  /** A call may be written out. */
  readonly callable?: boolean;
  /** The `!` of a macro call is still to come. */
  readonly bang?: boolean;
  /** A name that is not in scope may be imported. */
  readonly imports?: boolean;
  /** A whole type stands there, no more of the path is to come. */
  readonly isType?: boolean;
}

/** What the place asks for; `undefined` where nothing of ours can stand. */
export function positionOf({ occurrence, before, behind }: Trial): Position | undefined {
  const { written } = occurrence;
  if (written.k === 'import') return { namespaces: [TYPE, VALUE, MACRO], fits: () => true };
  if (written.k !== 'reference') return undefined;
  const reference = occurrence.unit.fragment.references[written.index];
  if (!reference || reference.shorthand) return undefined;
  const bare = written.segment === 0 && !reference.global;
  const called = behind?.text === '(' || behind?.text === '!';
  const isTyped = behind?.text === ':' && behind.joint !== true;
  const goesOn = behind?.text === ':' && behind.joint === true;
  return positionOfKind(reference.kind, bare, called, { isTyped, goesOn }, before?.text);
}

/** Words behind which a bare pattern is a new name, hardly ever a constant. */
const BINDING = new Set(['let', 'mut', 'ref', 'for', 'fn']);

function positionOfKind(
  kind: ReferenceKind,
  bare: boolean,
  called: boolean,
  { isTyped, goesOn }: { readonly isTyped: boolean; readonly goesOn: boolean },
  before: string | undefined,
): Position | undefined {
  switch (kind) {
    case 'type':
      return { namespaces: [TYPE], fits: isTypeOrWay, imports: bare, isType: !goesOn };
    case 'structLiteral':
    case 'structPattern':
      return { namespaces: [TYPE], fits: isTypeOrWay, imports: bare };
    case 'trait':
      return { namespaces: [TYPE], fits: ({ kind: k }) => k === 'trait' || isWay(k), imports: bare };
    case 'genericArgument':
      return {
        namespaces: [TYPE, VALUE],
        fits: (d) => isTypeOrWay(d) || d.kind === 'const',
        imports: bare,
        isType: !goesOn,
      };
    case 'value':
    case 'call':
      return {
        namespaces: [VALUE, TYPE, MACRO],
        fits: ({ kind: k }) => k !== 'trait',
        callable: !called,
        bang: !called,
        imports: bare,
      };
    case 'identifierPattern':
      if (BINDING.has(before ?? '') || isTyped) return undefined;
      return { namespaces: [VALUE, TYPE], fits: isPattern, imports: bare };
    case 'pathPattern':
    case 'tuplePattern':
      return { namespaces: [VALUE, TYPE], fits: isPattern, imports: bare };
    case 'method':
      return { namespaces: [VALUE], fits: () => true, callable: !called };
    case 'macro':
      return { namespaces: [MACRO, TYPE], fits: ({ kind: k }) => k === 'macro' || isWay(k), bang: !called };
    case 'attribute':
    case 'derive':
      return { namespaces: [MACRO, TYPE], fits: ({ kind: k }) => k === 'macro' || k === 'module' };
    case 'visibility':
      return undefined;
  }
}

/** What a path can go on from. */
function isWay(kind: Definition['kind']): boolean {
  return ['module', 'enum', 'struct', 'union', 'alias', 'trait'].includes(kind);
}

function isTypeOrWay({ kind, item }: Definition): boolean {
  if (kind === 'associated') return item?.kind === 'alias';
  return isWay(kind);
}

function isPattern({ kind, item }: Definition): boolean {
  if (kind === 'associated') return item?.kind === 'const';
  return (
    kind === 'const' || kind === 'constructor' || kind === 'variant' || (isWay(kind) && kind !== 'trait')
  );
}
