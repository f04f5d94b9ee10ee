/** Fields of structs of the bindings: behind a dot, and in the braces of literals and patterns. */
import { isOfBindings } from '../diagnose/ours';
import { enclosingModule, receiverOf, type Trial } from '../query';
import type { Definition } from '../resolve/definitions';
import type { FieldRef } from '../syntax/summary';
import { isFieldVisible } from '../types/fieldAccess';
import { activeFields } from '../types/fields';
import type { FeatureContext } from './context';
import { bracesIn } from './fieldAt';

export interface OfferedField {
  readonly struct: Definition;
  readonly field: FieldRef;
}

/** Fields that the name at a place may be, in their struct's order; none where it is no field of the bindings. */
export function fieldsAt(context: FeatureContext, trial: Trial): readonly OfferedField[] {
  const { written, unit } = trial.occurrence;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  if (reference?.kind === 'method') return trial.behind?.text === '(' ? [] : behindDot(context, trial);
  return isInBraces(trial) ? inBraces(context, trial) : [];
}

function behindDot({ world }: FeatureContext, { occurrence }: Trial): readonly OfferedField[] {
  const { written, unit } = occurrence;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  const struct = reference && receiverOf(world, unit, reference)?.type;
  const { item } = struct ?? {};
  if (!reference || !struct || !isOfBindings(struct)) return [];
  if (item?.kind !== 'struct' && item?.kind !== 'union') return [];
  const from = enclosingModule(world, unit, reference.scope);
  return (activeFields(world, struct, item) ?? [])
    .filter((field) => isFieldVisible(struct, field, from))
    .map((field) => ({ struct, field }));
}

/** A name that begins behind a brace or comma may be that of a field. */
function isInBraces({ before }: Trial): boolean {
  return before?.text === '{' || before?.text === ',';
}

/** What the braces around the place do not name yet. */
function inBraces({ world }: FeatureContext, { occurrence }: Trial): readonly OfferedField[] {
  const { unit, start } = occurrence;
  for (const { struct, unknown, left, isVisible } of bracesIn(world, unit)) {
    if (!unknown.some((field) => field.start === start)) continue;
    return isOfBindings(struct) ? left.filter(isVisible).map((field) => ({ struct, field })) : [];
  }
  return [];
}
