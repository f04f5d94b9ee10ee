/** Fields of structs of the bindings: behind a dot, and in the braces of literals and patterns. */
import { namedFields } from '../diagnose/calls/fields';
import { isOfBindings } from '../diagnose/ours';
import { enclosingModule, receiverOf, resolveReference, type Trial } from '../query';
import type { Definition } from '../resolve/definitions';
import type { FieldRef } from '../syntax/summary';
import { isFieldVisible } from '../types/fieldAccess';
import { activeFields } from '../types/fields';
import type { FeatureContext } from './context';

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
  const { crate, fragment } = unit;
  for (const [index, reference] of fragment.references.entries()) {
    if (reference.kind !== 'structLiteral' && reference.kind !== 'structPattern') continue;
    const outcome = resolveReference(world, unit, index);
    if (outcome.k !== 'resolved') continue;
    const module = enclosingModule(world, unit, reference.scope);
    const found = namedFields(world, { crate, unit, reference, module }, outcome);
    if (!found?.unknown.some((field) => field.start === start)) continue;
    const { struct, left, isVisible } = found;
    return isOfBindings(struct) ? left.filter(isVisible).map((field) => ({ struct, field })) : [];
  }
  return [];
}
