/** Adding a name to a `use` declaration that is there. */
import { readUseTree, type UseTree } from '../syntax/useTrees';
import type { TextEdit } from '../text/edit';
import { filled, indentationAt, layoutOf, lineContentEnd, lineStart, MAX_WIDTH } from './layout';

/** What is to be imported: a path, and the name that it gets. */
export interface NewLeaf {
  readonly path: readonly string[];
  readonly alias?: string;
}

/** A leaf as it is written behind `use` or in a group. */
export function leafText({ path, alias }: NewLeaf, from = 0): string {
  return path.slice(from).join('::') + (alias === undefined ? '' : ` as ${alias}`);
}

/**
 * Edits that add `leaf` to the declaration that `start..end` covers in `text`: into a group of the same parent path, or
 * beside the single name of the same parent. `undefined` where neither is there; none where it has the leaf already.
 */
export function mergeUse(
  text: string,
  start: number,
  end: number,
  leaf: NewLeaf,
): readonly TextEdit[] | undefined {
  const tree = readUseTree(text, start, end);
  return tree && merge(text, tree, [], leaf);
}

function merge(
  text: string,
  tree: UseTree,
  above: readonly string[],
  leaf: NewLeaf,
): readonly TextEdit[] | undefined {
  const here = [...above, ...tree.path];
  const parent = leaf.path.slice(0, -1);
  if (tree.kind === 'group') {
    if (!startsWith(parent, here)) return undefined;
    for (const child of tree.children) {
      if (child.kind === 'name' && child.path.length < 2) continue;
      const inside = merge(text, child, here, leaf);
      if (inside) return inside;
    }
    return same(here, parent) ? intoGroup(text, tree, leafText(leaf, here.length)) : undefined;
  }
  if (tree.kind === 'glob') return undefined;
  if (same(here, leaf.path) && tree.alias === leaf.alias) return [];
  // `a::b` and `a::c` become `a::{b, c}`; the crate's own name alone is no parent.
  if (parent.length === 0 || !same(here.slice(0, -1), parent) || tree.path.length < 2) return undefined;
  const cut = tree.end - lastPart(text, tree).length;
  const names = [text.slice(cut, tree.end), leafText(leaf, parent.length)];
  if (compare(names[0]!, names[1]!) > 0) names.reverse();
  return [{ start: cut, end: tree.end, newText: `{${names.join(', ')}}` }];
}

/** The last segment with its alias, as written. */
function lastPart(text: string, tree: UseTree): string {
  const written = text.slice(tree.start, tree.end);
  return written.slice(written.lastIndexOf('::') + 2).trimStart();
}

function intoGroup(text: string, tree: UseTree, name: string): readonly TextEdit[] {
  const [open, close] = tree.inside!;
  const { children } = tree;
  const texts = children.map((child) => text.slice(child.start, child.end));
  if (texts.some((each) => each === name)) return [];
  const inner = text.slice(open, close);
  const laidOut = asLaidOut(text, tree, texts, name);
  if (laidOut !== undefined) return [{ start: open, end: close, newText: laidOut }];
  const lines = inner.includes('\n');
  const last = children.at(-1);
  if (last === undefined) return [{ start: open, end: open, newText: name }];
  const sorted = texts.every((each, index) => index === 0 || compare(texts[index - 1]!, each) <= 0);
  const before = sorted ? children.find((_, index) => compare(texts[index]!, name) > 0) : undefined;
  if (!lines) {
    return before
      ? [{ start: before.start, end: before.start, newText: `${name}, ` }]
      : [{ start: last.end, end: last.end, newText: `, ${name}` }];
  }
  const lineEnd = `${layoutOf(text).lineEnd}${indentationAt(text, last.start)}`;
  if (before) return [{ start: before.start, end: before.start, newText: `${name},${lineEnd}` }];
  // Behind what else stands on the line: a remark belongs to the name before it.
  const comma = tree.trailingComma ? text.indexOf(',', last.end) + 1 : last.end;
  const end = Math.min(lineContentEnd(text, comma), close);
  const line = { start: end, end, newText: `${lineEnd}${name},` };
  return tree.trailingComma ? [line] : [{ start: comma, end: comma, newText: ',' }, line];
}

/** What rustfmt makes of the inside of a group with one more name, if it is as rustfmt makes it now. */
function asLaidOut(text: string, tree: UseTree, names: readonly string[], name: string): string | undefined {
  const [open, close] = tree.inside!;
  const start = lineStart(text, open);
  const behind = lineContentEnd(text, close);
  const indentation = indentationAt(text, open);
  const head = text.slice(start + indentation.length, open - 1);
  const { lineEnd, indent } = layoutOf(text);
  if (tree.children.some(({ kind }) => kind === 'group') || text.slice(close, behind) !== '};')
    return undefined;
  const laidOut = (list: readonly string[]): string =>
    groupLines(head, list, indentation.length)
      .map((line, at) => (at === 0 ? line : indentation + line.replace('\t', indent)))
      .join(lineEnd)
      .slice(head.length + 1, -2);
  if (laidOut(names) !== text.slice(open, close)) return undefined;
  return laidOut([...names, name].sort(compare));
}

/**
 * A declaration of several names as rustfmt lays it out, `width` behind the start of a line: on one line, or with as many
 * names a line as fit. A tab is a level of indentation.
 */
export function groupLines(head: string, names: readonly string[], width = 0): string[] {
  const line = `${head}{${names.join(', ')}};`;
  if (line.length <= MAX_WIDTH - width) return [line];
  const lines = filled(names, MAX_WIDTH - width - 4);
  return [`${head}{`, ...lines.map((each) => `\t${each}`), '};'];
}

/** rustfmt's order of names in a group, as far as names of one spelling go: `self` first, then by the letters. */
export function compare(a: string, b: string): number {
  const rank = (text: string): number => (text === 'self' ? 0 : text === '*' ? 2 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((segment, index) => segment === path[index]);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}
