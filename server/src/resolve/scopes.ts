/** What a name means at a place in a body: locals, generics, block items, then the module and preludes. */
import { tokenize } from '../syntax/lexer';
import type { Binding, Reference, Scope } from '../syntax/summary';
import { activity, attributesIn } from './attributes';
import { blockModule, enclosingModule, isCompiled, moduleOf, moduleOfScope } from './blocks';
import { expansionOf } from './bodyMacros';
import { isConstantPattern, isPathPattern } from './constantPatterns';
import { type Lookup, type Module, type Namespace, TYPE, VALUE } from './definitions';
import { namespaceOf } from './kinds';
import { lookupIn } from './lookup';
import { externCrateNamed, preludeLookup } from './preludes';
import { isPrimitive } from './primitives';
import { isSameHand } from './sameHand';
import { bindingsNamed, pastBindings } from './scopeChain';
import { bindsNothing } from './statementMacros';
import { contextAt, startOf, type Unit } from './unit';
import type { World } from './world';

export type ScopeLookup =
  | Lookup
  | { readonly k: 'local'; readonly binding: Binding; readonly unit: Unit; readonly scope: number }
  | { readonly k: 'selfType'; readonly unit: Unit; readonly scope: number }
  | { readonly k: 'primitive'; readonly name: string }
  /** Exists outside of an item border that it cannot cross (E0401, E0434). */
  | {
      readonly k: 'barred';
      readonly rustcCode: 'E0401' | 'E0434' | 'E0435';
      /** What is behind the border, where it is a local or a parameter. */
      readonly behind?: { readonly binding: Binding; readonly unit: Unit; readonly scope: number };
      /** The `Self` that is behind it. */
      readonly self?: { readonly unit: Unit; readonly scope: number };
    };

export interface NameUse {
  readonly name: string;
  readonly namespace: Namespace;
  /** Hygiene context of the identifier. */
  readonly context: number;
  /** Only items count: how rustc tells a constant pattern from a new binding. */
  readonly itemsOnly?: boolean;
  /** It stands where a type must: what is found may be a value, but not one of a constant. */
  readonly asType?: boolean;
}

/** What a look-up has left: an item, or a constant expression. */
interface Border {
  readonly unit: Unit;
  readonly scope: Scope;
  /** A member of an impl or trait: of these all but variables can be seen from inside. */
  readonly associated?: true;
}

interface Walk {
  readonly world: World;
  readonly use: NameUse;
  /** The item border that was crossed first: locals and generics behind it cannot be named. */
  barrier: Border | undefined;
  /** All that was left, the innermost first; `undefined`: nothing yet. */
  left: Border[] | undefined;
  /** Values in signatures and fields are constants. */
  readonly constant: boolean;
  unknown?: string;
}

/** What a reference asks of the scopes: a name with the hygiene of the place where it is written. */
export function sought(unit: Unit, reference: Reference, namespace: Namespace, name: string): NameUse {
  const offset = startOf(unit.fragment.referenceSpans, reference.at);
  const asType = namespaceOf(reference.kind) === TYPE && reference.kind !== 'genericArgument';
  return {
    name,
    namespace,
    context: offset < 0 ? 0 : contextAt(unit, offset),
    ...(asType ? { asType } : {}),
  };
}

/** Looks a name up from a scope outwards; `undefined` is proven absence. */
export function lookupFrom(world: World, unit: Unit, scope: number, use: NameUse): ScopeLookup | undefined {
  const { kind } = unit.fragment.scopes[scope] ?? {};
  const constant = use.asType !== true && (kind === 'item' || kind === 'generics' || kind === 'self');
  const walk: Walk = { world, use, barrier: undefined, left: undefined, constant };
  return climb(walk, unit, scope, undefined) ?? soft(walk);
}

function soft(walk: Walk): ScopeLookup | undefined {
  return walk.unknown === undefined ? undefined : { k: 'unknown', reason: walk.unknown };
}

/** Climbs to the end of the chain, or to the root of `within` (an expansion searched for its names). */
function climb(
  walk: Walk,
  startUnit: Unit,
  startScope: number,
  within: Unit | undefined,
): ScopeLookup | undefined {
  let unit = startUnit;
  let at = startScope;
  const { name, namespace, itemsOnly } = walk.use;
  for (;;) {
    at = pastBindings(unit.fragment, at, name, itemsOnly === true && namespace === VALUE);
    const scope = unit.fragment.scopes[at];
    if (!scope) return inModule(walk, moduleOf(unit, 0));
    if (namespace === VALUE && unit.fragment.calls.length > 0 && !itemsOnly) {
      const found = inPatternMacros(walk, unit, at);
      if (found) return found;
    }
    if (scope.broken) walk.unknown ??= 'a part of the block does not parse';
    switch (scope.kind) {
      case 'bindings':
      case 'generics': {
        const found = inBindings(walk, unit, at, scope);
        if (found) return found;
        break;
      }
      case 'self':
        if (walk.use.name === 'Self' && walk.use.namespace === TYPE)
          return walk.barrier
            ? { k: 'barred', rustcCode: 'E0401', self: { unit, scope: at } }
            : { k: 'selfType', unit, scope: at };
        break;
      case 'item':
        if (isAssociated(unit, scope)) leave(walk, { unit, scope, associated: true });
        else {
          const border = leave(walk, { unit, scope });
          walk.barrier ??= border;
        }
        break;
      case 'block': {
        const block = blockModule(walk.world, unit, at);
        const found = block && lookupIn(walk.world, block, walk.use.name, walk.use.namespace);
        if (found?.k === 'unknown' && !found.explicit) walk.unknown ??= found.reason;
        else if (found?.k === 'poison' && found.glob) walk.unknown ??= 'a failed glob import';
        else if (found) return found;
        break;
      }
      case 'statementMacro': {
        const found = inStatementMacro(walk, unit, scope);
        if (found) return found;
        break;
      }
      case 'module':
        if (scope.parent < 0 && (scope.module ?? 0) === 0 && around(unit)) break;
        return inModule(walk, moduleOfScope(walk.world, unit, at));
      case 'constant':
        leave(walk, { unit, scope });
        break;
      case 'region':
        break;
    }
    if (scope.parent >= 0) {
      at = scope.parent;
      continue;
    }
    if (unit === within) return undefined;
    const outer = around(unit);
    if (!outer) return inModule(walk, moduleOf(unit, 0));
    at = outer.scope;
    unit = outer.unit;
  }
}

function leave(walk: Walk, border: Border): Border {
  walk.left ??= [];
  walk.left.push(border);
  return border;
}

/** Where the text stands that a call of a body stands for; what is called among the items of a block belongs to the block. */
function around(unit: Unit): { readonly unit: Unit; readonly scope: number } | undefined {
  return unit.outer ?? moduleOf(unit, 0).block;
}

/** An item scope directly inside an impl or trait: generics and `Self` outside of it stay visible. */
function isAssociated(startUnit: Unit, scope: Scope): boolean {
  let unit = startUnit;
  let parent = unit.fragment.scopes[scope.parent];
  for (;;) {
    if (parent?.kind === 'region') parent = unit.fragment.scopes[parent.parent];
    else if (parent && parent.parent < 0 && unit.outer) {
      // A member that a macro stands for.
      parent = unit.outer.unit.fragment.scopes[unit.outer.scope];
      unit = unit.outer.unit;
    } else return parent?.kind === 'self';
  }
}

/**
 * The outermost constant that was left: no variable behind it can be named. rustc has a code of its own for that, and of
 * `self` it says it with the code only where the constant is an item with a name.
 */
function constantLeft({ left }: Walk): 'named' | 'nameless' | undefined {
  for (let nth = (left?.length ?? 0) - 1; nth >= 0; nth--) {
    const border = left![nth]!;
    if (border.scope.kind === 'constant') return 'nameless';
    if (isConstantItem(border)) return border.associated ? 'nameless' : 'named';
  }
  return undefined;
}

/** Words that items begin with in which a `:` may come early, too. */
const NO_CONSTANTS = new Set(['fn', 'trait', 'impl', 'struct', 'union', 'enum', 'type', 'mod']);

/** A `const` or `static`, also one of an impl or trait. */
function isConstantItem({ unit, scope }: Border): boolean {
  let inVisibility = false;
  for (const token of tokenize(unit.text, {
    start: scope.start,
    end: Math.min(scope.end, scope.start + 400),
  })) {
    if (token.text === '(') inVisibility = true;
    else if (token.text === ')') inVisibility = false;
    else if (inVisibility) continue;
    else if (token.kind === 'open' || NO_CONSTANTS.has(token.text)) return false;
    else if (token.text === ':') return true;
  }
  return false;
}

function inBindings(walk: Walk, unit: Unit, at: number, scope: Scope): ScopeLookup | undefined {
  const { use, world } = walk;
  if (use.itemsOnly && use.namespace === VALUE && scope.kind === 'bindings') return undefined;
  for (const binding of bindingsNamed(scope, use.name)) {
    if ((binding.namespace === 'type' ? TYPE : VALUE) !== use.namespace) continue;
    // Generic parameters are not hygienic, locals are.
    if (scope.kind === 'bindings' && !isSameHand(world, use.context, unit, binding)) continue;
    if (binding.attributes && activeIn(world, unit, at, binding.attributes) === false) continue;
    if (binding.pattern !== undefined && isConstantPattern(world, unit, binding.pattern)) continue;
    const behind = { binding, unit, scope: at };
    if (scope.kind === 'generics') {
      // rustc says without a code that a constant may not depend on it.
      if (walk.barrier && walk.left?.at(-1)?.scope.kind === 'constant')
        return { k: 'unknown', reason: 'a parameter in a constant' };
      if (walk.barrier) return { k: 'barred', rustcCode: 'E0401', behind };
      return { k: 'local', ...behind };
    }
    const constant = constantLeft(walk);
    // `self` is no variable there, for rustc, and it says so without a code.
    if (constant === 'nameless' && use.name === 'self') return { k: 'unknown', reason: 'self in a constant' };
    if (constant || (walk.barrier && walk.constant)) return { k: 'barred', rustcCode: 'E0435', behind };
    if (walk.barrier) return { k: 'barred', rustcCode: 'E0434', behind };
    return { k: 'local', binding, unit, scope: at };
  }
  return undefined;
}

const patternCalls = new WeakMap<Unit['fragment'], Map<number, number[]>>();

/** Names that macros in pattern position bind: seen by all that stands in the scope of the pattern. */
function inPatternMacros(walk: Walk, unit: Unit, scope: number): ScopeLookup | undefined {
  let all = patternCalls.get(unit.fragment);
  if (!all) {
    all = new Map();
    for (const [index, call] of unit.fragment.calls.entries())
      if (call.position === 'pattern') all.set(call.scope, [...(all.get(call.scope) ?? []), index]);
    patternCalls.set(unit.fragment, all);
  }
  const here = all.get(scope);
  if (!here) return undefined;
  for (const index of here) {
    const found = boundByMacro(walk, unit, index);
    if (found) return found;
  }
  return undefined;
}

/** A name that the pattern behind a macro call binds, calls inside of it included. */
function boundByMacro(walk: Walk, unit: Unit, call: number): ScopeLookup | undefined {
  const expansion = expansionOf(walk.world, unit, call);
  if (expansion.k === 'unknown') walk.unknown ??= expansion.reason;
  if (expansion.k !== 'units') return undefined;
  for (const inner of expansion.units) {
    for (const [at, candidate] of inner.fragment.scopes.entries())
      for (const binding of candidate.bindings ?? [])
        if (
          binding.name === walk.use.name &&
          isSameHand(walk.world, walk.use.context, inner, binding) &&
          !isPathPattern(inner, binding.pattern)
        )
          return { k: 'local', binding, unit: inner, scope: at };
    for (const [index, reference] of inner.fragment.references.entries())
      if (
        reference.kind === 'identifierPattern' &&
        reference.segments[0] === walk.use.name &&
        isSameHand(walk.world, walk.use.context, inner, reference) &&
        !isPathPattern(inner, index)
      )
        return { k: 'unknown', reason: 'a pattern that a macro stands for' };
    for (const [index, nested] of inner.fragment.calls.entries()) {
      const found = nested.position === 'pattern' ? boundByMacro(walk, inner, index) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function inStatementMacro(walk: Walk, unit: Unit, scope: Scope): ScopeLookup | undefined {
  if (scope.call === undefined || bindsNothing(unit, scope.call)) return undefined;
  if (!isCompiled(walk.world, unit, scope.call)) return undefined;
  // The block comes first: it owns the items of the expansion.
  enclosingModule(walk.world, unit, scope.parent);
  const expansion = expansionOf(walk.world, unit, scope.call);
  if (expansion.k === 'unknown') walk.unknown ??= expansion.reason;
  if (expansion.k !== 'units') return undefined;
  for (const inner of expansion.units) {
    const found = climb(walk, inner, inner.fragment.exit, inner);
    if (found) return found;
  }
  return undefined;
}

/** cfg attributes of a place in a body. */
export function activeIn(
  world: World,
  unit: Unit,
  scope: number,
  attributes: readonly import('../syntax/summary').Attribute[],
): boolean | 'unknown' {
  const module = enclosingModule(world, unit, scope);
  const found = activity(world, unit.crate, attributes, attributesIn(world, module));
  return found.active;
}

function inModule(walk: Walk, module: Module): ScopeLookup | undefined {
  const { world, use } = walk;
  const found = lookupIn(world, module, use.name, use.namespace);
  const soft = (found?.k === 'unknown' && !found.explicit) || (found?.k === 'poison' && found.glob);
  if (found && !soft) return found;
  if (use.namespace === TYPE) {
    const crate = module.normal.noImplicitPrelude
      ? undefined
      : externCrateNamed(world, module.crate, use.name, false);
    if (crate && module.crate.node) return { k: 'found', definition: crate, visibility: 'public' };
  }
  const prelude = preludeLookup(world, module, use.name, use.namespace);
  if (prelude?.k === 'found') return prelude;
  if (use.namespace === TYPE && isPrimitive(use.name)) return { k: 'primitive', name: use.name };
  if (found?.k === 'unknown') walk.unknown ??= found.reason;
  return found?.k === 'poison' && walk.unknown === undefined ? found : undefined;
}
