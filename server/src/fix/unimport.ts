/** Taking names out of a `use` declaration that is there. */

import { itemTable, startOf, type Unit } from '../resolve/unit';
import { itemSpan } from '../syntax/spans';
import type { UseItem, UseLeaf } from '../syntax/summary';
import { readUseTree, type UseTree } from '../syntax/useTrees';
import type { TextEdit } from '../text/edit';
import { behindLine, lineStart } from './layout';

/** A name of a declaration that nothing needs any longer. */
export interface Unimport {
  readonly unit: Unit;
  readonly item: UseItem;
  readonly leaf: UseLeaf;
}

/** Edits that take leaves out of one declaration; all of it goes with the last one. */
export function unimportEdits(unit: Unit, item: UseItem, leaves: readonly UseLeaf[]): readonly TextEdit[] {
  const { text, fragment } = unit;
  const [start, end] = itemSpan(fragment, item, item.at);
  const tree = readUseTree(text, start, end);
  if (tree === undefined) return [];
  const table = itemTable(fragment, item);
  const gone = new Set(leaves.map((leaf) => startOf(table, leaf.at + leaf.segments.length)));
  if (isGone(tree, gone)) return [wholeLines(text, start, end)];
  return within(text, tree, gone);
}

/** Whether every name of a branch goes. */
function isGone(tree: UseTree, gone: ReadonlySet<number>): boolean {
  if (tree.kind !== 'group') return gone.has(tree.start);
  return tree.children.length > 0 && tree.children.every((child) => isGone(child, gone));
}

function within(text: string, tree: UseTree, gone: ReadonlySet<number>): TextEdit[] {
  const { children, inside } = tree;
  if (inside === undefined) return [];
  const kept = children.filter((child) => !isGone(child, gone));
  const [only] = kept;
  if (kept.length === children.length) return children.flatMap((child) => within(text, child, gone));
  if (kept.length === 1 && only?.kind === 'name' && only.path[0] !== 'self') {
    const newText = text.slice(only.start, only.end);
    return [{ start: inside[0] - 1, end: inside[1] + 1, newText }];
  }
  const edits: TextEdit[] = [];
  const lastKept = children.indexOf(kept.at(-1) as UseTree);
  for (const [at, child] of children.entries()) {
    if (!isGone(child, gone)) edits.push(...within(text, child, gone));
    else if (at < lastKept) edits.push({ start: child.start, end: children[at + 1]!.start, newText: '' });
  }
  const last = children.at(-1) as UseTree;
  if (lastKept < children.length - 1)
    edits.push({ start: children[lastKept]!.end, end: last.end, newText: '' });
  return edits;
}

/** With its lines where nothing else stands on them. */
function wholeLines(text: string, start: number, end: number): TextEdit {
  const from = lineStart(text, start);
  const to = behindLine(text, end);
  const alone = text.slice(from, start).trim() === '' && text.slice(end, to).trim() === '';
  return alone ? { start: from, end: to, newText: '' } : { start, end, newText: '' };
}
