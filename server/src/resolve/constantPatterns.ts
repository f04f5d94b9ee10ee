/** Bare names in patterns: they name a constant, or bind a variable. */
import { type Definition, VALUE } from './definitions';
import { BESIDE_TRAIT_GLOB } from './imported';
import { lookupFrom, sought } from './scopes';
import { isGivenPath, startOf, type Unit } from './unit';
import type { World } from './world';

/** Whether a bare name that is a pattern was given to a macro as a path. */
export function isPathPattern(unit: Unit, reference: number | undefined): boolean {
  const { at } = (reference !== undefined && unit.fragment.references[reference]) || { at: -1 };
  return isGivenPath(unit, startOf(unit.fragment.referenceSpans, at));
}

/**
 * True if a bare identifier pattern names a constant, unit struct or variant instead of binding a name; or whatever it
 * is, where a macro was given it as a path.
 */
export function isConstantPattern(world: World, unit: Unit, index: number): boolean {
  unit.memo.constants ??= new Map();
  const memo = unit.memo.constants;
  const known = memo.get(index);
  if (known !== undefined) return known;
  memo.set(index, false);
  const answer =
    isPathPattern(unit, index) ||
    constantOf(world, unit, index) !== undefined ||
    isConstParameter(world, unit, index);
  memo.set(index, answer);
  return answer;
}

/**
 * A second thing that a bare identifier pattern might name: rustc wants to know which one before it may bind; why it is not
 * known whether there is one.
 */
export function ambiguousPattern(world: World, unit: Unit, index: number): Definition | string | undefined {
  const reference = unit.fragment.references[index];
  const name = reference?.segments[0];
  if (!reference || name === undefined) return undefined;
  const use = sought(unit, reference, VALUE, name);
  const found = lookupFrom(world, unit, reference.scope, { ...use, itemsOnly: true });
  const second =
    found?.k === 'ambiguous' && found.crate === unit.crate
      ? found.other
      : found?.k === 'unknown' && found.reason === BESIDE_TRAIT_GLOB
        ? found.reason
        : undefined;
  if (second === undefined) return undefined;
  // A variable of that name around hides what the globs bring, behind the border of an item too, if the macro that has the
  // pattern sees it.
  const around = lookupFrom(world, unit, reference.scope, use);
  return around?.k === 'local' || around?.k === 'barred' ? undefined : second;
}

/** A const parameter cannot be a pattern (E0158), and binds nothing. */
function isConstParameter(world: World, unit: Unit, index: number): boolean {
  const { segments, scope } = unit.fragment.references[index] ?? {};
  const name = segments?.[0];
  if (name === undefined || scope === undefined) return false;
  return (
    lookupFrom(world, unit, scope, { name, namespace: VALUE, context: 0, itemsOnly: true })?.k === 'local'
  );
}

/** What an identifier pattern that is no binding names. */
export function constantOf(world: World, unit: Unit, index: number): Definition | undefined {
  const reference = unit.fragment.references[index];
  const name = reference?.segments[0];
  if (!reference || name === undefined) return undefined;
  const found = lookupFrom(world, unit, reference.scope, {
    name,
    namespace: VALUE,
    context: 0,
    itemsOnly: true,
  });
  if (found?.k !== 'found') return undefined;
  const { definition } = found;
  const shape =
    definition.variant?.shape ?? (definition.item?.kind === 'struct' ? definition.item.shape : undefined);
  if (definition.kind === 'const' || definition.kind === 'constParameter') return definition;
  // What is shadowed though it may not be (E0530: a static, a tuple struct or variant) is a binding from there on.
  if (definition.kind === 'constructor' || definition.kind === 'variant')
    return shape === undefined || shape === 'unit' ? definition : undefined;
  return undefined;
}
