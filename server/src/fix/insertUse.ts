/** Where a `use` goes that a place needs: beside its neighbours, as a person would put it. */

import { reachesBindings } from '../diagnose/ours';
import type { Problem } from '../diagnose/problem';
import { unitsIn } from '../query/units';
import { enclosingModule, moduleOf } from '../resolve/blocks';
import { type Module, type Namespace, TYPE } from '../resolve/definitions';
import { lookupIn } from '../resolve/lookup';
import { isKeyword, walkPrefix } from '../resolve/paths';
import { itemTable, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { commentsIn } from '../syntax/comments';
import { tokenize } from '../syntax/lexer';
import { itemSpan } from '../syntax/spans';
import type { Attribute, Scope, UseItem } from '../syntax/summary';
import { isSameList } from '../text/sameList';
import { conditionsAround, isBehindCfg } from './conditions';
import type { PlacedEdit } from './fix';
import { itemsOf } from './itemsOf';
import { behindLine, indentationAt, layoutOf } from './layout';
import { leafText, mergeUse, type NewLeaf } from './mergeUse';
import { attributesBeside, meets, modulesAround, namespacesOf } from './otherCfgs';
import { namesElsewhere } from './otherGlobs';

/** A place in the text of a unit; a problem has one. */
type Spot = Pick<Problem, 'unit' | 'scope'>;

const NO_PLACE = 'there is no place for a `use` here: a macro writes this';

/** A `use` that is written. */
export interface InsertedUse {
  readonly edits: readonly PlacedEdit[];
  /** What stands in front of it, as written. */
  readonly attributes: readonly string[];
}

/** The edits that bring a leaf into scope at a place; a sentence where that cannot be done. */
export function insertUse(world: World, spot: Spot, leaf: NewLeaf): InsertedUse | string {
  let { unit, scope = 0 } = spot;
  if (unit === undefined) return 'there is no place for a `use` here';
  const { normal } = enclosingModule(world, unit, scope);
  const [first = ''] = leaf.path;
  // In edition 2015 imports begin at the root of the crate, where crates are by `extern crate` only.
  if (unit.crate.edition === 2015 && !isKeyword(first) && !lookupIn(world, unit.crate.root, first, TYPE))
    return `edition 2015 imports nothing of \`${first}\` without \`extern crate ${first};\``;
  while (unit.outer || unit.source.k !== 'file') {
    if (isConditional(unit, scope))
      return 'there is no place for a `use` here: a macro chooses what is compiled';
    if (unit.outer) {
      ({ scope, unit } = unit.outer);
      continue;
    }
    // Items that a macro stands for are in the module of its call.
    const { parent }: { readonly parent: Unit } = unit.source as Exclude<Unit['source'], { k: 'file' }>;
    const number = parent.modules.indexOf(unit.modules[0]);
    unit = parent;
    scope = unit.fragment.scopes.findIndex((each) => each.kind === 'module' && each.module === number);
  }
  if (unit.virtual || scope < 0 || enclosingModule(world, unit, scope).normal !== normal) return NO_PLACE;
  const { file } = unit;
  const name = leaf.alias ?? leaf.path.at(-1) ?? '';
  const namespaces = namespacesOf(world, normal, leaf.path);
  let block = blockFor(world, unit, scope);
  const inner = blockThatHas(world, spot, name, namespaces);
  if (inner && inner.unit !== unit) return NO_PLACE;
  if (inner && !(block && isInside(unit, block.at, inner.scope))) block = { at: inner.scope, uses: [] };
  const container = block?.at ?? moduleScope(unit, scope);
  const own = conditionsAround(world, normal, unit, container);
  const elsewhere = namesElsewhere(world, modulesAround(world, unit, container), name);
  const attributes = attributesBeside(
    world,
    enclosingModule(world, unit, container),
    name,
    elsewhere,
    namespaces,
    own,
  );
  if (typeof attributes === 'string') return attributes;
  const declaration: Declaration = { leaf, attributes };
  const edits = block === undefined ? inModule(unit, scope, declaration) : inBlock(unit, block, declaration);
  return { edits: edits.map((edit) => ({ file, ...edit })), attributes };
}

/** What is written: a leaf, and the attributes in front of its `use`. */
interface Declaration {
  readonly leaf: NewLeaf;
  readonly attributes: readonly string[];
}

function linesOf({ leaf, attributes }: Declaration): readonly string[] {
  return [...attributes, `use ${leafText(leaf)};`];
}

/** Whether what a macro stands for is compiled in some views only, for all that is known. */
function isConditional({ source, outer, fragment }: Unit, from: number): boolean {
  for (let at = from; at >= 0; at = fragment.scopes[at]?.parent ?? -1)
    if (isBehindCfg(fragment.scopes[at]?.attributes)) return true;
  if (outer || source.k !== 'tokens') return source.k !== 'file' && outer === undefined;
  // A macro by example writes in a context of its own; others (`cfg_if!`) choose.
  const around = source.parent.source;
  return source.map.contexts.length <= (around.k === 'tokens' ? around.map.contexts.length : 1);
}

/** Why a name should not be brought into scope at a place: a constant would make patterns of variables that are called so. */
export function whyNotInScope(world: World, { unit }: Spot, name: string): string | undefined {
  const texts = unit ? [...unitsIn(world, unit.crate, unit.file)] : [];
  const isVariable = texts.some(
    ({ text, fragment }) =>
      text.includes(name) &&
      fragment.references.some(({ kind, segments }) => kind === 'identifierPattern' && segments[0] === name),
  );
  if (!isVariable) return undefined;
  return `\`${name}\` is a variable elsewhere in this file, which a constant in scope would make a pattern`;
}

/** Where in a body a `use` goes. */
interface BlockForUse {
  readonly at: number;
  /** Declarations that it goes beside; none: at the start. */
  readonly uses: readonly UseItem[];
}

/** The innermost block that imports of the bindings stand in, or that a cfg surrounds. */
function blockFor(world: World, unit: Unit, from: number): BlockForUse | undefined {
  const { scopes } = unit.fragment;
  let block: number | undefined;
  for (let at = from; at >= 0; at = scopes[at]?.parent ?? -1) {
    const scope = scopes[at] as Scope;
    if (scope.kind === 'module') return undefined;
    if (scope.kind === 'block') {
      block = at;
      const uses = (scope.items ?? []).filter((item) => item.kind === 'use');
      if (uses.some((item) => namesBindings(world, unit, item))) return { at, uses };
    }
    // The name may not be there in another view: the import must not be there either.
    if (block !== undefined && isBehindCfg(scope.attributes)) return { at: block, uses: [] };
  }
  return undefined;
}

/** The innermost block around a place that has a name under another cfg: an import outside of it would not be seen beside that. */
function blockThatHas(
  world: World,
  { unit, scope = 0 }: Spot,
  name: string,
  namespaces: readonly Namespace[],
): Module['block'] {
  if (!unit) return undefined;
  const blocks = modulesAround(world, unit, scope).filter(({ block }) => block !== undefined);
  const found = blocks.find((module) => {
    const own = conditionsAround(world, module.normal, unit, scope);
    return namesElsewhere(world, [module], name).some((item) => meets(item, namespaces, own));
  });
  return found?.block;
}

/** Whether a scope is another one, or in it. */
function isInside({ fragment: { scopes } }: Unit, from: number, outer: number): boolean {
  for (let at = from; at >= 0; at = scopes[at]?.parent ?? -1) if (at === outer) return true;
  return false;
}

function inBlock(unit: Unit, { at, uses }: BlockForUse, declaration: Declaration): Edits {
  if (uses.length > 0) return besideUses(unit, uses, declaration);
  return atStart(unit, unit.fragment.scopes[at] as Scope, declaration);
}

function namesBindings(world: World, unit: Unit, item: UseItem): boolean {
  return item.leaves.some(({ segments, glob, global }) => {
    const prefix = glob ? segments : segments.slice(0, -1);
    const step = walkPrefix(world, { module: moduleOf(unit, 0) }, prefix, global === true, []);
    return (
      step.k === 'found' &&
      step.definition.module !== undefined &&
      reachesBindings(world, step.definition.module)
    );
  });
}

type Edits = readonly { start: number; end: number; newText: string }[];

/** Merged into one of the declarations, or behind the last of them. */
function besideUses(unit: Unit, uses: readonly UseItem[], declaration: Declaration): Edits {
  const { leaf, attributes } = declaration;
  const { text, fragment } = unit;
  const own = uses.filter(({ visibility }) => visibility.k === 'private');
  for (const item of own.filter((each) =>
    isSameList((each.attributes ?? []).map(attributeText), attributes),
  )) {
    const [start, end] = itemSpan(fragment, item, item.at);
    const merged = mergeUse(text, start, end, leaf);
    if (merged) return merged;
  }
  const plain = own.filter((item) => item.attributes === undefined);
  const [first] = leaf.path;
  const near = plain.filter(({ leaves }) => leaves[0]?.segments[0] === first);
  const last = near.at(-1) ?? plain.at(-1) ?? (uses.at(-1) as UseItem);
  const [start, end] = itemSpan(fragment, last, last.at);
  const before = layoutOf(text).lineEnd + indentationAt(text, start);
  return [{ start: end, end, newText: before + linesOf(declaration).join(before) }];
}

function attributeText({ path, args }: Attribute): string {
  return `#[${path}${args}]`;
}

/** As the first statement of a block. */
function atStart(unit: Unit, block: Scope, declaration: Declaration): Edits {
  const { text } = unit;
  const { lineEnd, indent } = layoutOf(text);
  const inside = endOfInner(text, block.start + 1);
  const first = tokenize(text, { start: inside, end: block.end })[0];
  const lines = linesOf(declaration);
  const sameLine = first === undefined || !text.slice(inside, first.start).includes('\n');
  if (sameLine) return [{ start: inside, end: inside, newText: ` ${lines.join(' ')}` }];
  const indentation =
    first.text === '}' ? indentationAt(text, block.start) + indent : indentationAt(text, first.start);
  const at = behindLine(text, inside);
  return [{ start: at, end: at, newText: linesAt(indentation, lines, lineEnd) }];
}

/** Lines of their own with a blank one behind. */
function linesAt(indentation: string, lines: readonly string[], lineEnd: string): string {
  return lines.map((line) => indentation + line + lineEnd).join('') + lineEnd;
}

/** The scope of the module around a place; -1 where there is none. */
function moduleScope({ fragment: { scopes } }: Unit, from: number): number {
  let at = from;
  while (scopes[at] && scopes[at]?.kind !== 'module') at = scopes[at]?.parent ?? -1;
  return at;
}

/** Among the declarations of the module around a place. */
function inModule(unit: Unit, from: number, declaration: Declaration): Edits {
  const { scopes } = unit.fragment;
  const at = moduleScope(unit, from);
  const number = scopes[at]?.module ?? 0;
  const items = itemsOf(unit.fragment.items, number) ?? unit.fragment.items;
  const uses = items.filter((item) => item.kind === 'use');
  if (uses.some((item) => item.visibility.k === 'private' && item.attributes === undefined))
    return besideUses(unit, uses, declaration);
  const { text } = unit;
  const { lineEnd } = layoutOf(text);
  const begin = number === 0 ? 0 : behindBrace(text, scopes[at]?.start ?? 0);
  const inner = endOfInner(text, begin);
  const next = tokenize(text, { start: inner, docComments: true })[0]?.start ?? text.length;
  const lines = linesOf(declaration);
  const isBeside = inner > 0 && next < text.length && !text.slice(inner, next).includes('\n');
  if (isBeside) return [{ start: inner, end: inner, newText: ` ${lines.join(' ')}` }];
  const start = inner === 0 ? behindHeader(text, next) : behindInner(text, inner, inner > begin);
  const first = items[0];
  const own = first === undefined ? -1 : startOf(itemTable(unit.fragment, first), first.at);
  const indentation = number === 0 || own < 0 ? '' : indentationAt(text, own);
  return [{ start, end: start, newText: linesAt(indentation, lines, lineEnd) }];
}

/** Offset behind the brace of a module that stands at `start`. */
function behindBrace(text: string, start: number): number {
  return tokenize(text, { start }).find((token) => token.text === '{')?.end ?? start;
}

/** Offset where inner attributes and inner doc comments end that stand at `start`. */
function endOfInner(text: string, start: number): number {
  const tokens = tokenize(text, { start, docComments: true });
  let end = start;
  for (let at = 0; tokens[at]?.text === '#' && tokens[at + 1]?.text === '!'; ) {
    let depth = 0;
    for (at += 2; at < tokens.length; at++) {
      const token = tokens[at]!;
      if (token.kind === 'open') depth++;
      else if (token.kind === 'close' && --depth === 0) {
        end = token.end;
        at++;
        break;
      }
    }
  }
  return end;
}

/** Offset of the line behind; the blank line behind inner attributes stays behind what is put there. */
function behindInner(text: string, end: number, hasInner: boolean): number {
  const at = behindLine(text, end);
  return hasInner && isBlankLine(text, at) ? behindLine(text, at) : at;
}

/** Behind the comment that a file begins with, such as its licence, if a blank line parts it from the first item. */
function behindHeader(text: string, next: number): number {
  let end = 0;
  for (const comment of commentsIn(text.slice(0, next))) {
    if (comment.isDoc || /\n[ \t]*\r?\n/.test(text.slice(end, comment.start))) break;
    ({ end } = comment);
  }
  const at = behindLine(text, end);
  return end > 0 && isBlankLine(text, at) ? behindLine(text, at) : 0;
}

function isBlankLine(text: string, at: number): boolean {
  return /^[ \t]*\r?\n/.test(text.slice(at, behindLine(text, at)));
}
