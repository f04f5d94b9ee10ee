/** The edits that give the adapter new names: merged into what is there, else beside it. */
import { TYPED_CRATE } from '../../bindings/crates';
import { endOf, itemTable } from '../../resolve/unit';
import { itemSpan } from '../../syntax/spans';
import type { Attribute, Item, UseItem } from '../../syntax/summary';
import { applyEdits } from '../../text/edit';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import { itemsOf } from '../itemsOf';
import { indentationAt, indented, layoutOf, lineContentEnd, lineStart } from '../layout';
import { compare, groupLines, leafText, mergeUse, type NewLeaf } from '../mergeUse';
import { attributesOf } from './conditions';
import type { Entry, Variant } from './entries';
import type { Adapter } from './find';
import { constantLines, Namer, wrapperLines } from './text';

/** Re-exports with the same attributes in front. */
interface Group {
  readonly attributes: readonly string[];
  readonly leaves: NewLeaf[];
}

/** Edits in the adapter's file, all entries together; an entry that is named twice counts once. */
export function adapterEdits(
  adapter: Adapter,
  entries: readonly Entry[],
  context: FixContext,
): readonly PlacedEdit[] {
  const { unit } = adapter;
  const { text, file } = unit;
  const items = itemsOf(unit.fragment.items, adapter.number) ?? [];
  const { lineEnd, indent } = layoutOf(text);
  const unique = [...new Map([...entries].reverse().map((entry) => [entry.name, entry])).values()];
  unique.sort((a, b) => compare(a.name, b.name));

  const groups = reexports(adapter, unique);
  const merged = mergeAll(adapter, items, groups);
  const [, sourceEnd] = itemSpan(unit.fragment, adapter.anchor, adapter.anchor.at);
  const indentation = indentationAt(text, sourceEnd);
  const laidOut = (lines: readonly string[]): string[] =>
    indented(
      lines.map((line) => line.replace(/^\t+/, (tabs) => indent.repeat(tabs.length))),
      indentation,
    );

  const edits: PlacedEdit[] = [...merged];
  const uses = groups.flatMap((group) => newUses(group, adapter.visibility, indentation.length));
  if (uses.length > 0) {
    const at = behindUses(adapter, items);
    const blocks = uses.map((lines) => laidOut(lines).join(lineEnd));
    // Lines without attributes follow each other; others stand apart.
    const apart = uses.some((lines) => lines.length > 1) ? lineEnd + lineEnd : lineEnd;
    edits.push({ file, start: at, end: at, newText: apart + blocks.join(apart) });
  }
  const definitions = unique.flatMap((entry) => definitionsOf(adapter, entry, context, indentation.length));
  if (definitions.length > 0) {
    const at = behindItems(adapter, items);
    const blocks = definitions.map((lines) => laidOut(lines).join(lineEnd));
    const last = at === text.length ? lineEnd : '';
    const gap = lineEnd + lineEnd;
    edits.push({ file, start: at, end: at, newText: gap + blocks.join(gap) + last });
  }
  return edits;
}

function reexports(adapter: Adapter, entries: readonly Entry[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { name, variants } of entries)
    for (const variant of variants) {
      const { value } = variant;
      if (value.k !== 'item') continue;
      const attributes = attributesFor(adapter, variant);
      const key = attributes.join('\n');
      const group = groups.get(key) ?? { attributes, leaves: [] };
      groups.set(key, group);
      const path = [...adapter.base, ...value.path.split('::')];
      group.leaves.push({ path, ...(path.at(-1) === name ? {} : { alias: name }) });
    }
  // What holds everywhere comes first.
  return [...groups.values()].sort((a, b) => a.attributes.length - b.attributes.length);
}

function attributesFor(adapter: Adapter, { condition, beside }: Variant): readonly string[] {
  return [...(adapter.attributes ?? []), ...attributesOf(condition, adapter.sel4 ?? TYPED_CRATE), ...beside];
}

/** Takes out of `groups` what fits into declarations that are there, and gives the edits of these. */
function mergeAll(adapter: Adapter, items: readonly Item[], groups: readonly Group[]): PlacedEdit[] {
  const { unit } = adapter;
  const edits: PlacedEdit[] = [];
  for (const item of items) {
    if (item.kind !== 'use' || !sameVisibility(item, adapter.source)) continue;
    const group = groups.find(({ attributes }) => sameAttributes(unit.text, adapter, item, attributes));
    if (group === undefined || group.leaves.length === 0) continue;
    const [from, end] = itemSpan(unit.fragment, item, item.at);
    const start = lineStart(unit.text, from);
    let text = unit.text.slice(start, end);
    for (const leaf of [...group.leaves]) {
      const change = mergeUse(text, from - start, text.length, leaf);
      if (change === undefined) continue;
      text = applyEdits(text, change);
      group.leaves.splice(group.leaves.indexOf(leaf), 1);
    }
    const edit = difference(unit.text.slice(start, end), text);
    if (edit)
      edits.push({
        file: unit.file,
        start: start + edit.start,
        end: start + edit.end,
        newText: edit.newText,
      });
  }
  return edits;
}

function sameVisibility(a: UseItem, b: UseItem): boolean {
  return JSON.stringify(a.visibility) === JSON.stringify(b.visibility);
}

function sameAttributes(text: string, { unit }: Adapter, item: UseItem, wanted: readonly string[]): boolean {
  const written = (item.attributes ?? []).map((attribute: Attribute) => {
    const [start, end] = itemSpan(unit.fragment, item, attribute.at);
    return `#[${text.slice(start, end)}]`;
  });
  return written.length === wanted.length && written.every((attribute, index) => attribute === wanted[index]);
}

/** The smallest edit between two texts. */
function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly newText: string } | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end: before.length - end, newText: after.slice(start, after.length - end) };
}

/** Declarations for leaves that fit nowhere: one for each parent path. */
function newUses({ attributes, leaves }: Group, visibility: string, width: number): string[][] {
  const parents = new Map<string, NewLeaf[]>();
  for (const leaf of leaves) {
    const parent = leaf.path.slice(0, -1).join('::');
    parents.set(parent, [...(parents.get(parent) ?? []), leaf]);
  }
  return [...parents]
    .sort(([a], [b]) => compare(a, b))
    .map(([parent, list]) => {
      const names = list.map((leaf) => leafText(leaf, leaf.path.length - 1)).sort(compare);
      const head = `${visibility}use ${parent}::`;
      return [
        ...attributes,
        ...(names.length === 1 ? [`${head}${names[0]};`] : groupLines(head, names, width)),
      ];
    });
}

function definitionsOf(
  adapter: Adapter,
  { name, variants }: Entry,
  context: FixContext,
  width: number,
): string[][] {
  const namer = new Namer(adapter, context);
  const sel4 = adapter.sel4 ?? TYPED_CRATE;
  const { indent } = layoutOf(adapter.unit.text);
  return variants.flatMap((variant) => {
    const { value } = variant;
    const attributes = attributesFor(adapter, variant);
    if (value.k === 'number') {
      const invented = context.knowledge.invented(name, context.arch);
      const remark = invented && `\`${name}\` is no name of seL4${meantText(invented.meant)}.`;
      return [constantLines(name, value, attributes, namer, remark, context.knowledge, adapter.visibility)];
    }
    if (value.k === 'call')
      return [
        wrapperLines(
          name,
          value,
          attributes,
          namer,
          { sel4, visibility: adapter.visibility, indent, width },
          context.knowledge,
        ),
      ];
    return [];
  });
}

function meantText(meant: string | undefined): string {
  return meant === undefined ? '' : `; C has \`${meant}\``;
}

/** Behind the run of `use` declarations that the adapter's source stands in, or behind what leads to it. */
function behindUses(adapter: Adapter, items: readonly Item[]): number {
  const { unit, anchor } = adapter;
  let at = items.indexOf(anchor);
  while (items[at + 1]?.kind === 'use') at++;
  const last = items[at] ?? anchor;
  const [, end] = itemSpan(unit.fragment, last, last.at);
  const line = lineContentEnd(unit.text, end);
  // `mod adapter { pub use …; }` on one line.
  return line > closeOf(adapter) ? end : line;
}

/** Offset of the bracket that ends the module; behind the text for a file. */
function closeOf({ unit: { text, fragment }, number }: Adapter): number {
  if (number === 0) return text.length;
  const scope = fragment.scopes.find(({ kind, module }) => kind === 'module' && module === number);
  return text.lastIndexOf('}', (scope?.end ?? text.length) - 1);
}

/** Behind everything in the module. */
function behindItems(adapter: Adapter, items: readonly Item[]): number {
  const { unit, number } = adapter;
  const { text, fragment } = unit;
  if (number === 0) return text.trimEnd().length;
  const last = items.at(-1);
  const from = last === undefined ? 0 : endOf(itemTable(fragment, last), last.at);
  const close = closeOf(adapter);
  return from + text.slice(from, close).trimEnd().length;
}
