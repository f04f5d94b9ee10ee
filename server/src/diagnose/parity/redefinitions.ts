/** Constants and functions of the workspace that have a name of the kernel, held against the kernel's own. */
import type { Thing } from '../../compare/compare';
import type { Sides } from '../../compare/types';
import { type CrateMap, type Definition, VALUE } from '../../resolve/definitions';
import { isBindingName } from '../ours';
import type { DiagnoseContext } from '../problem';
import { compareInCShape } from './callingShape';
import { kernelThing } from './kernel';
import { placeOfOwn } from './own';
import type { Row } from './result';

/** What comparing pairs leaves to do. */
export interface Rest {
  /** Definitions of stand-ins that have been held against the kernel. */
  readonly done: Set<Definition>;
  /** What counts as one for the definitions of stand-ins. */
  readonly sides: Map<Definition, Sides>;
}

/** One row for each that is left. */
export function redefinitions(
  context: DiagnoseContext,
  crates: readonly CrateMap[],
  { done, sides }: Rest,
): readonly Row[] {
  const { world } = context;
  const plain: Sides = {
    here: world,
    there: world,
    counterparts: (a, b) => a === b,
    mended: new Map(),
  };
  const rows: Row[] = [];
  for (const crate of crates) {
    if (crate.bindings) continue;
    for (const module of crate.modules) {
      if (module.isInBody || module.uncertain) continue;
      for (const [name, { definition }] of module.items[VALUE]) {
        const own = isCandidate(definition) && !done.has(definition) ? placeOfOwn(definition) : undefined;
        if (!own || !isBindingName(context, name)) continue;
        const kernel = kernelThing(context, name, VALUE, (other) => kindOf(other) === definition.kind);
        if (!kernel || kindOf(kernel.thing) !== definition.kind) continue;
        rows.push({
          own,
          namespace: VALUE,
          names: [name],
          against: kernel.path,
          ...(kernel.thing.k === 'number' ? { isNumber: true as const } : {}),
          ...(kernel.thing.k === 'definition' ? { there: kernel.thing.definition } : {}),
          verdict: compareInCShape(
            sides.get(definition) ?? plain,
            definition,
            kernel.thing,
            context.knowledge.calling,
          ),
          withKernel: true,
        });
      }
    }
  }
  return rows;
}

/** Declarations of C functions in an extern block are what C has, not what Rust has. */
function isCandidate({ kind, item }: Definition): boolean {
  if (kind === 'const') return true;
  return kind === 'function' && item?.kind === 'function' && !isForeign(item);
}

function isForeign({ signature, unsafe }: Extract<Definition['item'], { kind: 'function' }>): boolean {
  const words = signature.slice(0, signature.indexOf('fn ')).split(' ');
  return unsafe === true && !words.includes('unsafe');
}

function kindOf(thing: Thing): 'const' | 'function' | 'other' {
  switch (thing.k) {
    case 'number':
    case 'constant':
      return 'const';
    case 'method':
      return 'function';
    case 'definition': {
      const { kind } = thing.definition;
      return kind === 'const' || kind === 'function' ? kind : 'other';
    }
  }
}
