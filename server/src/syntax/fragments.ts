import type { FragmentKind } from './api';
import { itemAttributes } from './lower/attributes';
import { Statements } from './lower/blocks';
import { lowerArm } from './lower/control';
import { lowerExpression } from './lower/expressions';
import { lowerItems } from './lower/items';
import { lowerList } from './lower/literals';
import type { Lowering } from './lower/lowering';
import { lowerType } from './lower/typeReferences';
import type { Fragment, ScopeKind } from './summary';
import { Kind } from './tree/kinds';

/** What is put around a text so that it parses as a file. */
export interface Wrapper {
  readonly prefix: string;
  readonly suffix: string;
  readonly root: ScopeKind;
}

/** Suffixes begin with a line break: the text may end in a line comment. */
export const WRAPPERS: Readonly<Record<FragmentKind, Wrapper>> = {
  items: { prefix: '', suffix: '', root: 'module' },
  members: { prefix: '', suffix: '', root: 'module' },
  statements: { prefix: 'fn f(){', suffix: '\n}', root: 'block' },
  expression: { prefix: 'const X:X=', suffix: '\n;', root: 'region' },
  arguments: { prefix: 'const X:X=f(', suffix: '\n);', root: 'region' },
  pattern: { prefix: 'const X:X=match x{', suffix: '\n=>0};', root: 'region' },
  type: { prefix: 'type X=', suffix: '\n;', root: 'region' },
};

/** Lowers the tree of a wrapped text. Nothing of the wrapper gets into the fragment. */
export function lowerWrapped(l: Lowering, kind: FragmentKind): Fragment {
  const { root } = WRAPPERS[kind];
  const scope = l.addScope(root, -1, 0);
  if (root === 'module') {
    l.scope(scope).module = 0;
    const { items, inner } = lowerItems(l, 0, scope);
    return l.finish(items, itemAttributes(l, inner) ?? [], 0);
  }
  const inside = content(l, kind);
  if (inside < 0) {
    l.markBroken(0);
    l.scope(scope).broken = true;
    return l.finish([], [], 0);
  }
  if (l.tree.hasErrors) l.scope(scope).broken = true;
  return l.finish([], [], lowerContent(l, kind, inside, scope));
}

/** The node of what stands in the wrapper; -1 where the text has broken out of it. */
function content(l: Lowering, kind: FragmentKind): number {
  let wrapper = -1;
  for (let c = 1; c < l.after(0); c = l.after(c)) {
    if (l.kindOf(c) === Kind.empty_statement) continue;
    if (wrapper >= 0) return -1;
    wrapper = c;
  }
  if (wrapper < 0) return -1;
  if (kind === 'statements') return l.child(wrapper, Kind.block);
  const equals = l.child(wrapper, Kind['=']);
  if (equals < 0) return -1;
  const value = l.after(equals);
  if (kind === 'arguments') {
    const list = l.child(value, Kind.arguments);
    return l.kindOf(value) === Kind.call_expression && l.startOf(list) === l.shift - 1 ? list : -1;
  }
  if (kind !== 'pattern') return value;
  const block = l.child(value, Kind.match_block);
  return block < 0 ? -1 : onlyArm(l, block);
}

/** A pattern such as `A => 1, B` would make two arms. */
function onlyArm(l: Lowering, block: number): number {
  const arm = l.child(block, Kind.match_arm);
  if (arm < 0) return -1;
  for (let c = l.after(arm); c < l.after(block); c = l.after(c))
    if (l.kindOf(c) === Kind.match_arm) return -1;
  return arm;
}

function lowerContent(l: Lowering, kind: FragmentKind, node: number, scope: number): number {
  switch (kind) {
    case 'statements': {
      const statements = new Statements(l, scope, true);
      statements.lowerAll(node);
      return statements.current;
    }
    case 'arguments':
      lowerArguments(l, node, scope);
      return scope;
    case 'pattern':
      return lowerArm(l, node, scope);
    case 'type':
      lowerType(l, node, scope);
      return scope;
    default:
      lowerExpression(l, node, scope);
      return scope;
  }
}

/** Named format arguments are no assignments: the name before `=` is not looked up. */
function lowerArguments(l: Lowering, list: number, scope: number): void {
  let named = false;
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    if (l.kindOf(c) === Kind.assignment_expression && l.kindOf(c + 1) === Kind.identifier) named = true;
  }
  if (!named) {
    lowerList(l, list, scope);
    return;
  }
  for (let c = list + 1; c < l.after(list); c = l.after(c)) {
    const assignment = l.kindOf(c) === Kind.assignment_expression && l.kindOf(c + 1) === Kind.identifier;
    if (l.kindOf(c) >= Kind.identifier) lowerExpression(l, assignment ? l.lastChild(c) : c, scope);
  }
}
