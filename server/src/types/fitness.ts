/** Whether what a name was found to be may stand where the name stands. */

import { type Definition, isVisible, type Module, type PathFailure } from '../resolve/definitions';
import { twoThings } from '../resolve/failures';
import { fits, marksCall, wrongKindCode } from '../resolve/kinds';
import type { ScopeLookup } from '../resolve/scopes';
import type { Reference } from '../syntax/summary';
import { failure, type Outcome, unknown } from './outcome';

/** Structs of std that can be made by their name; of others only the type is public. */
const PUBLIC_CONSTRUCTORS = new Set([
  'PhantomData',
  'PhantomPinned',
  'RangeFull',
  'Wrapping',
  'Saturating',
  'Reverse',
  'AssertUnwindSafe',
  'Error',
]);

function isConstParameter({ unit, scope }: Extract<ScopeLookup, { k: 'local' }>): boolean {
  return unit.fragment.scopes[scope]?.kind === 'generics';
}

/** Whether what was found may stand there; `undefined` where the search must go on. */
export function fitness(
  reference: Reference,
  found: ScopeLookup,
  module: Module,
  segment: number,
  inside?: Definition,
): Outcome | undefined {
  const where = inside ? { inside } : {};
  switch (found.k) {
    case 'unknown':
      return found;
    case 'poison':
      if (found.visibility && !isVisible(found.visibility, module))
        return failure({ segment, rustcCode: 'E0603', why: 'private', ...where });
      return { k: 'silent' };
    case 'local': {
      // A parameter is a type, but no trait and no struct; a variable is no pattern.
      const { kind } = reference;
      const wrong =
        kind === 'trait' ||
        kind === 'structLiteral' ||
        kind === 'structPattern' ||
        kind === 'tuplePattern' ||
        (kind === 'pathPattern' && found.binding.namespace === 'value' && !isConstParameter(found));
      return wrong
        ? failure({ segment, rustcCode: wrongKindCode(kind), why: 'wrong-kind', wholePath: true })
        : { k: 'local', binding: found.binding };
    }
    case 'primitive':
      return ['structLiteral', 'structPattern', 'trait'].includes(reference.kind)
        ? failure({ segment, rustcCode: wrongKindCode(reference.kind), why: 'wrong-kind', wholePath: true })
        : { k: 'local' };
    case 'selfType':
      return { k: 'local' };
    case 'barred':
      return failure({ segment, rustcCode: found.rustcCode, why: 'private' });
    case 'ambiguous':
    case 'found': {
      const { definition } = found;
      const failures: PathFailure[] = [];
      if (found.k === 'ambiguous' && found.crate === module.crate)
        failures.push(twoThings(found.other, segment, where));
      if (!isVisible(found.visibility, module))
        failures.push({ segment, rustcCode: 'E0603', why: 'private', found: definition, ...where });
      if (
        definition.kind === 'constructor' &&
        definition.crate?.fromTree &&
        !PUBLIC_CONSTRUCTORS.has(definition.name)
      )
        return unknown('whether fields of a struct of std are public is not listed');
      // Whether a struct of std is a tuple inside is not listed, and rustc's span depends on it.
      if (reference.kind === 'call' && definition.kind === 'struct' && definition.external)
        return unknown('whether it is a tuple struct of std is not listed');
      if (!fits(reference.kind, definition))
        failures.push({
          segment,
          rustcCode: wrongKindCode(reference.kind),
          why: 'wrong-kind',
          found: definition,
          wholePath: true,
          wholeCall: marksCall(reference.kind, definition),
          ...where,
        });
      if (failures.length > 0) return failure(...failures);
      return { k: 'resolved', definition };
    }
  }
}
