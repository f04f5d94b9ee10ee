/** Names as they are written in a unit: every identifier that defines or refers to something. */

import type { Namespace } from '../resolve/definitions';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import type {
  Binding,
  EnumItem,
  ExternCrateItem,
  Item,
  MacroCallItem,
  UseItem,
  UseLeaf,
  VariantRef,
} from '../syntax/summary';

/** What kind of name it is, with what says more about it. */
export type Written =
  /** A segment of a path in a body or signature, or a method's name: by index of the reference. */
  | { readonly k: 'reference'; readonly index: number; readonly segment: number }
  /** A segment of a path in a `use`. */
  | { readonly k: 'import'; readonly item: UseItem; readonly leaf: UseLeaf; readonly segment: number }
  /** The name after `as` in a `use`. */
  | { readonly k: 'alias'; readonly item: UseItem; readonly leaf: UseLeaf }
  /** The name that `extern crate` binds. */
  | { readonly k: 'externCrate'; readonly item: ExternCrateItem }
  /** The name of an item; `owner` is the impl or trait that it is a member of. */
  | { readonly k: 'item'; readonly item: Item; readonly owner?: Item }
  | { readonly k: 'variant'; readonly item: EnumItem; readonly variant: VariantRef }
  /** A segment of the path of a macro call in item position. */
  | { readonly k: 'call'; readonly item: MacroCallItem; readonly segment: number }
  /** A local, parameter or generic parameter. */
  | { readonly k: 'binding'; readonly scope: number; readonly binding: Binding }
  /** A segment of what a link in the documentation of a text leads to; only `docLinks` tells of these. */
  | { readonly k: 'docLink'; readonly within: Unit; readonly link: DocLink; readonly segment: number };

/** A link in documentation; its scopes are those of the text that it is looked up in. */
export interface DocLink {
  /** Where its last name is looked for; absent: wherever there is one. */
  readonly namespace?: Namespace;
  /** The names of its path; UTF-16 offsets in the text that it is written in. */
  readonly segments: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  /** The scope of the module or block that its first name is looked up from. */
  readonly scope: number;
  /** The scope that says what `Self` is; -1: none does. */
  readonly self: number;
  /** Offset that macros are looked up from: those that are defined behind it are not meant. */
  readonly at: number;
  /** It stands in inner documentation of a whole file. */
  readonly ofFile?: true;
}

/** One name in a unit. */
export interface Occurrence {
  readonly unit: Unit;
  /** UTF-16 offsets in the unit's text, `r#` left out. */
  readonly start: number;
  readonly end: number;
  /** Without `r#`. */
  readonly name: string;
  readonly written: Written;
}

/** Whether a name is looked at; cheap, asked for every one. Offsets include a leading `r#`. */
export type Accept = (name: string, start: number, end: number) => boolean;

/** Calls `visit` for every name of a unit that `accept` wants, items first, expansions of macros left out. */
export function visitNames(unit: Unit, accept: Accept, visit: (occurrence: Occurrence) => void): void {
  if (unit.virtual) return;
  const { fragment, text } = unit;
  const see = (name: string, start: number, end: number, written: () => Written): void => {
    if (start < 0 || !accept(name, start, end)) return;
    const from = text.startsWith('r#', start) && end - start > 2 ? start + 2 : start;
    visit({ unit, start: from, end, name, written: written() });
  };
  visitItems(unit, fragment.items, see);
  for (const [at, scope] of fragment.scopes.entries()) {
    if (scope.items) visitItems(unit, scope.items, see);
    for (const binding of scope.bindings ?? []) {
      const { referenceSpans } = fragment;
      see(binding.name, startOf(referenceSpans, binding.at), endOf(referenceSpans, binding.at), () => ({
        k: 'binding',
        scope: at,
        binding,
      }));
    }
  }
  const { references, referenceSpans } = fragment;
  for (let index = 0; index < references.length; index++) {
    const { segments, at } = references[index]!;
    for (let segment = 0; segment < segments.length; segment++)
      see(
        segments[segment]!,
        referenceSpans[2 * (at + segment)]!,
        referenceSpans[2 * (at + segment) + 1]!,
        () => ({
          k: 'reference',
          index,
          segment,
        }),
      );
  }
}

type See = (name: string, start: number, end: number, written: () => Written) => void;

function visitItems(unit: Unit, items: readonly Item[], see: See, owner?: Item): void {
  for (const item of items) {
    const table = itemTable(unit.fragment, item);
    const span = (name: string, at: number, written: () => Written): void =>
      see(name, startOf(table, at), endOf(table, at), written);
    switch (item.kind) {
      case 'use':
        for (const leaf of item.leaves) visitLeaf(table, item, leaf, see);
        continue;
      case 'externCrate':
        span(item.name, item.at, () => ({ k: 'externCrate', item }));
        continue;
      case 'macroCall':
        for (const [segment, name] of item.segments.entries())
          if (item.pathAt >= 0) span(name, item.pathAt + segment, () => ({ k: 'call', item, segment }));
        continue;
      case 'impl':
        visitItems(unit, item.members, see, item);
        continue;
      case 'broken':
        continue;
      default:
    }
    if (item.name !== '' && item.name !== '_')
      span(item.name, item.at, () => ({ k: 'item', item, ...(owner ? { owner } : {}) }));
    if (item.kind === 'enum')
      for (const variant of item.variants)
        span(variant.name, variant.at, () => ({ k: 'variant', item, variant }));
    else if (item.kind === 'trait') visitItems(unit, item.members, see, item);
    else if (item.kind === 'module') visitItems(unit, item.items ?? [], see);
  }
}

function visitLeaf(table: readonly number[], item: UseItem, leaf: UseLeaf, see: See): void {
  if (leaf.at < 0) return;
  const { segments, alias } = leaf;
  for (const [segment, name] of segments.entries())
    see(name, startOf(table, leaf.at + segment), endOf(table, leaf.at + segment), () => ({
      k: 'import',
      item,
      leaf,
      segment,
    }));
  if (alias === undefined || alias === '_') return;
  const end = endOf(table, leaf.at + segments.length);
  see(alias, end - alias.length, end, () => ({ k: 'alias', item, leaf }));
}
