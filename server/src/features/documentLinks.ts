/** From `include!` to the file that it brings in, or to the document that stands for it. */
import { readVirtualPath, virtualPath } from '../bindings/virtual';
import {
  endOf,
  includedFile,
  itemTable,
  type Place,
  rootUnits,
  startOf,
  type Unit,
  unitOfDocument,
} from '../query';
import { asWritten } from '../syntax/asWritten';
import { tokenize } from '../syntax/lexer';
import type { Item, MacroCallItem } from '../syntax/summary';
import type { FeatureContext } from './context';

export interface DocumentLink {
  /** What is written between the parentheses; the literal alone where it is one. */
  readonly place: Place;
  /** Absolute or virtual path. */
  readonly target: string;
}

/** Links of a file whose targets are there. */
export function documentLinks(context: FeatureContext, file: string): readonly DocumentLink[] {
  const [crate] = context.cratesOf(file);
  // A document is of the crate that somebody has read.
  if (readVirtualPath(file)) context.members();
  const unit = readVirtualPath(file)
    ? unitOfDocument(context.world, file)
    : crate && rootUnits(crate).find((each) => each.file === file);
  if (!unit) return [];
  return includesIn(unit).flatMap(({ item, start, end }) => {
    const found = includedFile(context.world, unit.crate, unit, asWritten(unit.fragment, item).text);
    const target = found && targetOf(context, found);
    return target === undefined ? [] : [{ place: { file, ...inside(unit, start, end) }, target }];
  });
}

interface Include {
  readonly item: MacroCallItem;
  readonly start: number;
  readonly end: number;
}

function includesIn({ fragment }: Unit): readonly Include[] {
  const found: Include[] = [];
  const look = (items: readonly Item[]): void => {
    for (const item of items) {
      if (item.kind === 'module') look(item.items ?? []);
      if (item.kind !== 'macroCall' || item.segments.at(-1) !== 'include' || item.textAt < 0) continue;
      const table = itemTable(fragment, item);
      found.push({ item, start: startOf(table, item.textAt), end: endOf(table, item.textAt) });
    }
  };
  look(fragment.items);
  for (const { items } of fragment.scopes) if (items) look(items);
  return found;
}

function targetOf(
  { world }: FeatureContext,
  found: NonNullable<ReturnType<typeof includedFile>>,
): string | undefined {
  if (found.k === 'file') return world.sourceFiles.read(found.path) ? found.path : undefined;
  const snapshot = world.bindings?.snapshotName();
  const [, packageName, name] = /^kaal-sel4:\/([^/]+)\/([^/]+)$/.exec(found.file) ?? [];
  if (snapshot === undefined || packageName === undefined || name === undefined) return undefined;
  const path = virtualPath({ snapshot, packageName, file: name });
  return readVirtualPath(path) && path;
}

/** Without the parentheses, and without the quotes of a single literal. */
function inside(
  { text }: Unit,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const tokens = tokenize(text, { start: start + 1, end: end - 1 });
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return { start, end };
  if (tokens.length === 1 && first.text.startsWith('"'))
    return { start: first.start + 1, end: first.end - 1 };
  return { start: first.start, end: last.end };
}
