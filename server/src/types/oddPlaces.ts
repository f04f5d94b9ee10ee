/** References that are looked up apart from all others: visibilities, `::name`, and macros in the place of something else. */

import { externCrateOrAbsent } from '../resolve/absentLibraries';
import { enclosingModule, textualAt } from '../resolve/blocks';
import { isVisible, type Module, type PathFailure, TYPE } from '../resolve/definitions';
import { editionOfPath } from '../resolve/hygiene';
import { absentCode, fits, namespaceOf, wrongKindCode } from '../resolve/kinds';
import { AN_ATTRIBUTE, isBuiltInAttribute, isOfAttributes } from '../resolve/knownMacros';
import { amissWith, resolveMacro } from '../resolve/macroPaths';
import { isKeyword, walkPrefix } from '../resolve/paths';
import { startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Reference } from '../syntax/summary';
import { failure, type Outcome, unknown } from './outcome';

/**
 * `pub(in path)`: a module around it. rustc looks at these paths before it has read the whole crate, so what leads
 * aside may be unresolved or just wrong.
 */
export function visible(world: World, unit: Unit, { segments, scope, global, at }: Reference): Outcome {
  const module = enclosingModule(world, unit, scope).normal;
  // rustc has no code for that.
  const [first = ''] = segments;
  const edition = editionOfPath(world, unit, startOf(unit.fragment.referenceSpans, at), global === true);
  if (edition > 2015 && !global && !isKeyword(first) && first !== '$crate')
    return unknown('a relative visibility');
  // Before, such a path begins at the root.
  const fromRoot = global === true || !(isKeyword(first) || first === '$crate');
  let before: Module | undefined;
  for (let length = 1; length <= segments.length; length++) {
    const step = walkPrefix(world, { module, edition }, segments.slice(0, length), fromRoot, []);
    if (step.k === 'failed') return failure({ ...step.failure, rustcCode: 'E0433' });
    const at = step.k === 'found' ? step.definition.module : undefined;
    const segment = length - 1;
    const own = before?.items[TYPE].get(segments[segment] ?? '')?.definition;
    // Imports come later: only what a module itself defines is there.
    if (before && at && own !== at.definition && !isKeyword(segments[segment] ?? ''))
      return unit.crate.readLate.has(unit)
        ? unknown('a visibility that is of no module around')
        : failure({ segment, rustcCode: 'E0433', why: 'absent', inside: before.definition });
    before = at;
    if (!at || !isVisible(at, module)) return unknown('a visibility that is of no module around');
  }
  return { k: 'local' };
}

/**
 * The path of an attribute macro or a derive. rustc has no code for a single name that is neither, and which ones the language
 * has differs from version to version; what begins with a tool is the tool's.
 */
export function attributeNamed(
  world: World,
  unit: Unit,
  { segments, scope, global, at, kind }: Reference,
): Outcome {
  const path = segments.join('::');
  if (segments.length === 1 && !global) return { k: 'local' };
  if (kind === 'attribute' && isBuiltInAttribute(path)) return { k: 'local' };
  const offset = startOf(unit.fragment.referenceSpans, at);
  const module = enclosingModule(world, unit, scope);
  const found = resolveMacro(world, module, segments, global === true, undefined, unit, offset);
  const amiss = amissWith(found);
  if (found.k === 'unknown') {
    if (amiss.length > 0) return failure(...amiss);
    return found.poisoned ? { k: 'silent' } : found;
  }
  if (found.k === 'found') return amiss.length > 0 ? failure(...amiss) : { k: 'local' };
  if (found.failure.why === 'no-crate' && registersTools(unit))
    return unknown('a tool that the crate registers');
  return failure(...amiss, found.failure);
}

/** `#![register_tool(name)]` in the root, which is unstable, makes a name of attributes. */
function registersTools({ crate }: Unit): boolean {
  return crate.units[0]?.text.includes('register_tool') === true;
}

/** `::name`: a crate, and nothing else (reference, "Paths": edition differences). */
export function crateAlone(world: World, reference: Reference, module: Module): Outcome {
  const { kind } = reference;
  const crate = externCrateOrAbsent(world, module.crate, reference.segments[0] ?? '', false);
  if (!crate) return failure({ segment: 0, rustcCode: absentCode(kind), why: 'no-crate' });
  if (namespaceOf(kind) === TYPE && fits(kind, crate)) return { k: 'resolved', definition: crate };
  return failure({
    segment: 0,
    rustcCode: wrongKindCode(kind),
    why: 'wrong-kind',
    found: crate,
    wholePath: true,
  });
}

/** A macro of that name is the wrong kind of thing, wherever the name stands. */
export function macroNamed(
  world: World,
  unit: Unit,
  reference: Reference,
  module: Module,
): Outcome | undefined {
  const { segments, scope, kind, at } = reference;
  const offset = startOf(unit.fragment.referenceSpans, at);
  const textual = segments.length === 1 ? textualAt(world, unit, scope, offset) : undefined;
  const found = resolveMacro(world, module, segments, reference.global === true, textual, unit, offset);
  if (found.k === 'unknown') return found.poisoned ? { k: 'silent' } : found;
  // Attributes of the language are found among macros; which ones there are differs from version to version.
  if (found.k === 'absent' && segments.length === 1 && isOfAttributes(segments[0] ?? ''))
    return unknown(AN_ATTRIBUTE);
  if (found.k === 'absent') return undefined;
  const segment = segments.length - 1;
  const wrong: PathFailure = {
    segment,
    rustcCode: wrongKindCode(kind),
    why: 'wrong-kind',
    found: found.definition,
    wholePath: true,
  };
  // rustc does not find macros that are not visible, nor those behind what is not.
  const hidden = found.hidden ?? found.onTheWay?.find(({ rustcCode }) => rustcCode === 'E0603');
  return hidden ? undefined : failure(wrong);
}
