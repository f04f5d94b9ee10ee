/** Whether an item, statement or field exists in the view: `cfg`, `cfg_attr` and configuration macros. */
import { evaluateCfg, evaluateKernelCfg, expandCfgAttr } from '../project/cfg';
import type { CfgAnswer } from '../project/model';
import type { Attribute, FieldRef } from '../syntax/summary';
import type { CrateMap, Definition, Module, TextualScope } from './definitions';
import { attributeInKnownMacro, isBuiltInAttribute, knownAttribute, knownOf } from './knownMacros';
import { resolveMacro } from './macroPaths';
import type { World } from './world';

export interface Activity {
  readonly active: CfgAnswer;
  /** Attributes in force, `cfg_attr` expanded, configuration ones removed. */
  readonly attributes: readonly Attribute[];
  /** Attribute macros whose path does not resolve (yet). */
  readonly unresolved: readonly Attribute[];
  /** An attribute macro that may do anything with its item. */
  readonly opaque?: string;
}

/** `#[sel4_cfg]` and `#[sel4_cfg_attr]` where a configuration macro reads them. */
const kernelCfg: Definition = { kind: 'macro', name: 'kernel cfg', macro: 'builtin' };
const kernelCfgAttr: Definition = { kind: 'macro', name: 'kernel cfg_attr', macro: 'builtin' };

/** Of a `cfg_attr` in another; each level is read again, and nobody writes as many. */
const MAX_DEPTH = 32;

const plain: Activity = { active: true, attributes: [], unresolved: [] };

/** Looks an attribute path up; `undefined`: not found (yet), `'unknown'`: cannot be told. */
export type AttributeLookup = (path: string) => Definition | 'unknown' | undefined;

/**
 * Evaluates the attributes of one place, in order. Short-circuits: what stands after a false `cfg`
 * is never looked at (rustc expands attributes from the first on).
 */
export function activity(
  world: World,
  crate: CrateMap,
  attributes: readonly Attribute[] | undefined,
  lookup: AttributeLookup,
): Activity {
  if (attributes === undefined || attributes.length === 0) return plain;
  const state: { active: CfgAnswer; kept: Attribute[]; unresolved: Attribute[]; opaque?: string } = {
    active: true,
    kept: [],
    unresolved: [],
  };
  const and = (answer: CfgAnswer): void => {
    if (answer === false || state.active === false) state.active = false;
    else if (answer === 'unknown') state.active = 'unknown';
  };
  const visit = (attribute: Attribute, depth: number): void => {
    if (state.active === false) return;
    if (depth > MAX_DEPTH) {
      and('unknown');
      return;
    }
    if (attribute.path === 'cfg') and(crate.cfg ? evaluateCfg(attribute.args, crate.cfg) : true);
    else if (attribute.path === 'cfg_attr') {
      const expanded = expandCfgAttr(attribute.args);
      const answer = crate.cfg && expanded ? evaluateCfg(expanded.predicate, crate.cfg) : false;
      if (answer === false || !expanded) return;
      for (const inner of expanded.attributes) {
        if (answer === 'unknown' && (inner.path === 'cfg' || inner.path === 'path')) and('unknown');
        else visit({ path: inner.path, args: inner.args, at: attribute.at }, depth + 1);
      }
    } else if (attribute.path === 'test' || attribute.path === 'bench') and(crate.node?.test ?? false);
    else if (isBuiltInAttribute(attribute.path)) state.kept.push(attribute);
    else {
      const found = lookup(attribute.path);
      if (found === undefined) {
        state.unresolved.push(attribute);
        return;
      }
      if (found === 'unknown') {
        state.opaque = `the attribute macro ${attribute.path} is not known`;
        return;
      }
      const shape =
        found === kernelCfg
          ? 'kernelCfg'
          : found === kernelCfgAttr
            ? 'kernelCfgAttr'
            : knownOf(knownAttribute, found);
      if (shape === 'kernelCfg') {
        and(world.bindings ? evaluateKernelCfg(attribute.args, world.bindings.kernel) : 'unknown');
      } else if (shape === 'kernelCfgAttr') {
        const expanded = expandCfgAttr(attribute.args);
        if (!expanded) return;
        const answer = world.bindings
          ? evaluateKernelCfg(expanded.predicate, world.bindings.kernel)
          : 'unknown';
        if (answer === false) return;
        for (const inner of expanded.attributes) {
          if (answer === 'unknown' && (inner.path === 'cfg' || inner.path === 'path')) and('unknown');
          else visit({ path: inner.path, args: inner.args, at: attribute.at }, depth + 1);
        }
      } else if (shape === undefined && found.macro !== 'builtin')
        state.opaque = `the attribute macro ${attribute.path} may define any name`;
    }
  };
  for (const attribute of attributes) visit(attribute, 0);
  return {
    active: state.active,
    attributes: state.kept,
    unresolved: state.unresolved,
    ...(state.opaque === undefined ? {} : { opaque: state.opaque }),
  };
}

/** The attribute look-up of a module: textual scope is not asked, attributes are never textual. */
export function attributesIn(world: World, module: Module, textual?: TextualScope): AttributeLookup {
  return (path) => {
    const segments = path.split('::');
    const global = segments[0] === '';
    const found = resolveMacro(world, module, global ? segments.slice(1) : segments, global, textual);
    if (found.k === 'found') return found.definition;
    // The macro that a failed import stands for is nothing.
    const isNothing =
      found.k === 'unknown' &&
      (found.poisoned === 'surely' || (found.poisoned === true && module.crate.collecting));
    if (found.k === 'absent' || isNothing) {
      // Configuration macros read these themselves, in scope or not.
      const own = module.crate.collecting ? undefined : attributeInKnownMacro(path);
      return own === 'kernelCfg' ? kernelCfg : own === 'kernelCfgAttr' ? kernelCfgAttr : undefined;
    }
    return 'unknown';
  };
}

/** Whether a field of a module's item may be there in the view. */
export function isThereIn(world: World, module: Module): (field: FieldRef) => boolean {
  return ({ attributes }) =>
    !attributes || activity(world, module.crate, attributes, attributesIn(world, module)).active !== false;
}
