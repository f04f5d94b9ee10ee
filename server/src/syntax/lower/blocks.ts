import type { ExpressionSketch, Item } from '../summary';
import { Kind } from '../tree/kinds';
import { attributeRegion, bodyAttributes, lowerAttributePaths } from './attributes';
import { lowerExpression, OTHER } from './expressions';
import { isItem, lowerItem, lowerMacroItem } from './items';
import type { Lowering } from './lowering';
import { lowerMacroCall } from './macros';
import { type Bindings, giveType, lowerPattern } from './patterns';
import { lowerType } from './typeReferences';
import { typeRef } from './types';

/** A `{ … }` of an expression: a scope of its own. The sketch is that of its tail. */
export function lowerBlock(l: Lowering, node: number, parent: number, unsafe = false): ExpressionSketch {
  if (l.kindOf(node) !== Kind.block) return lowerExpression(l, node, parent);
  if (!l.enter(node)) return OTHER;
  const scope = l.addScope('block', parent, node);
  if (unsafe) l.scope(scope).unsafe = true;
  const statements = new Statements(l, scope);
  statements.lowerAll(node);
  l.leave();
  return statements.tail;
}

/** Statements of one block, in order, and the scope that the next one stands in. */
export class Statements {
  /** Scope in effect: the block's, or one below it after a `let` or a statement macro. */
  current: number;
  tail: ExpressionSketch = OTHER;
  private attributes: number[] | undefined;
  private inner: number[] | undefined;
  private readonly items: Item[] = [];

  constructor(
    private readonly l: Lowering,
    private readonly block: number,
    /** They are all that a macro stands for: a call at their end is a statement too (rustc, `parse_stmt_mac`). */
    private readonly isExpansion = false,
  ) {
    this.current = block;
  }

  /** Lowers the children of a block (or of a region in it that did not parse). */
  lowerAll(node: number): void {
    const { l } = this;
    const outside = l.inBlock;
    l.inBlock = true;
    if (l.isUnsure(node)) l.scope(this.block).broken = true;
    this.lowerChildren(node);
    if (this.items.length > 0) l.scope(this.block).items = this.items;
    const attributes = bodyAttributes(l, this.inner);
    if (attributes !== undefined) l.scope(this.block).attributes = attributes;
    l.inBlock = outside;
  }

  private lowerChildren(node: number): void {
    const { l } = this;
    const end = l.after(node);
    for (let c = node + 1; c < end; c = l.after(c)) {
      const kind = l.kindOf(c);
      if (kind === Kind.attribute_item) {
        this.attributes ??= [];
        this.attributes.push(c);
      } else if (kind === Kind.inner_attribute_item) {
        this.inner ??= [];
        this.inner.push(c);
      } else if (kind === Kind.ERROR) {
        this.lowerBroken(c);
      } else if (kind === Kind.empty_statement && l.removed.macros.has(l.startOf(c))) {
        this.lowerItem(c);
      } else if (kind >= Kind.identifier && kind !== Kind.label && kind !== Kind.empty_statement) {
        this.lowerStatement(c, kind, l.after(c), end);
        this.attributes = undefined;
      }
    }
  }

  private lowerBroken(node: number): void {
    if (!this.l.enter(node)) return;
    this.lowerChildren(node);
    this.l.leave();
  }

  private lowerStatement(node: number, kind: Kind, next: number, end: number): void {
    const { l } = this;
    this.tail = OTHER;
    if (kind === Kind.let_declaration) this.current = lowerLet(l, node, this.current, this.attributes);
    else if (isItem(kind)) this.lowerItem(node);
    else if (kind === Kind.expression_statement) {
      const ended = l.kindOf(l.lastChild(node)) === Kind[';'];
      if (ended && l.kindOf(node + 1) === Kind.macro_invocation) this.lowerMacro(node + 1);
      else {
        const tail = lowerExpression(l, node + 1, attributeRegion(l, node, this.current, this.attributes));
        if (!ended) this.tail = tail;
      }
    } else if (kind === Kind.macro_invocation && !this.isTail(node, next, end)) this.lowerMacro(node);
    else this.tail = lowerExpression(l, node, attributeRegion(l, node, this.current, this.attributes));
  }

  /** A call with `()` or `[]` at the end of the block is its value; with `{}` it is a statement. */
  private isTail(node: number, next: number, end: number): boolean {
    const { l } = this;
    if (this.isExpansion || (next < end && l.kindOf(next) !== Kind['}'])) return false;
    const text = l.child(node, Kind.token_tree);
    return text >= 0 && l.text.charCodeAt(l.startOf(text)) !== 123;
  }

  private lowerMacro(node: number): void {
    const { l } = this;
    const region = attributeRegion(l, node, this.current, this.attributes);
    const call = lowerMacroCall(l, node, region, 'statement');
    if (call < 0) return;
    // No attributes: whether it is compiled is asked of the call.
    if (l.inNameless) l.nestedItems.push(lowerMacroItem(l, node, region, undefined));
    this.current = l.addScope('statementMacro', this.current, node);
    l.scope(this.current).call = call;
  }

  private lowerItem(node: number): void {
    const { l } = this;
    const items = lowerItem(l, node, this.current, this.attributes);
    this.attributes = undefined;
    for (const item of items) {
      this.items.push(item);
      const exported =
        item.kind === 'macroDefinition' && item.attributes?.some((each) => each.path === 'macro_export');
      if (item.kind === 'impl' || item.kind === 'module' || exported) l.nestedItems.push(item);
    }
  }
}

/** Lowers a `let` and gives the scope for what follows it. */
function lowerLet(l: Lowering, node: number, scope: number, nodes: readonly number[] | undefined): number {
  const region = attributeRegion(l, node, scope, nodes);
  lowerAttributePaths(l, nodes, region);
  let mutable = false;
  let place: 'pattern' | 'type' | 'value' | 'else' = 'pattern';
  let pattern = -1;
  let type = -1;
  let init = OTHER;
  let broken = false;
  for (let c = node + 1; c < l.after(node); c = l.after(c)) {
    const kind = l.kindOf(c);
    if (kind === Kind['=']) place = 'value';
    else if (kind === Kind.else) place = 'else';
    else if (kind === Kind[':'] && place === 'pattern') place = 'type';
    else if (kind === Kind.mutable_specifier) mutable = true;
    else if (kind < Kind.identifier) broken ||= kind === Kind.ERROR;
    else if (place === 'pattern') pattern = c;
    else if (place === 'type') {
      type = c;
      lowerType(l, c, region);
    } else if (place === 'value') init = lowerExpression(l, c, region);
    else lowerBlock(l, c, region);
  }
  if (pattern < 0) return l.bindingScope(scope, node, [], l.tree.hasErrors);
  const out: Bindings = { list: [], attributes: nodes === undefined ? undefined : bodyAttributes(l, nodes) };
  const index = lowerPattern(l, pattern, region, out, mutable);
  const binding = out.list[index];
  if (binding !== undefined) {
    if (type >= 0) giveType(out, index, typeRef(l, type));
    if (init.k !== 'other') binding.init = init;
  }
  const wrong = broken || l.hasBroken(pattern);
  return place === 'else'
    ? l.refutableScope(scope, node, out.list, wrong)
    : l.bindingScope(scope, node, out.list, wrong);
}
