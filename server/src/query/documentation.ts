/**
 * The links in the documentation of one text, and the scopes that rustdoc looks them up in (`collect_intra_doc_links`).
 * Nobody reads documentation but who asks for it here: the compiler does not either.
 */
import { MACRO, type Namespace, TYPE, VALUE } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { endOf, itemTable, startOf, type Unit } from '../resolve/unit';
import { linkTargetsIn, type Stretch } from '../syntax/docs/links';
import { type DocNamespace, docPathIn } from '../syntax/docs/paths';
import { type DocText, docTextsIn } from '../syntax/docs/texts';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Item, Scope } from '../syntax/summary';
import { allItems } from './files';
import { scopeAround } from './units';
import type { DocLink } from './written';

export interface Documentation {
  /** Where documentation stands, what macros are given included. */
  readonly texts: readonly Pick<DocText, 'inner' | 'start' | 'end' | 'next'>[];
  /** Links outside of macros. */
  readonly links: readonly DocLink[];
}

const known = new WeakMap<Fragment, Documentation>();

/** The documentation in a unit's own text. */
export function documentationOf(unit: Unit): Documentation {
  return remembered(known, unit.fragment, () => {
    const texts = docTextsIn(unit.text);
    const links = texts.flatMap((documentation) => {
      const paths = pathsIn(documentation);
      if (paths.length === 0 || isInMacro(unit.fragment, documentation.start)) return [];
      const around = scopesOf(unit, documentation, texts);
      return paths.map((path) => ({ ...path, ...around }));
    });
    // The Markdown is needed no more.
    return { texts: texts.map(({ inner, start, end, next }) => ({ inner, start, end, next })), links };
  });
}

const NAMESPACE: Readonly<Record<DocNamespace, Namespace>> = { type: TYPE, value: VALUE, macro: MACRO };

function pathsIn({ text, offsets }: DocText): readonly Pick<DocLink, 'namespace' | 'segments'>[] {
  return linkTargetsIn(text).flatMap((target) => {
    const path = docPathIn(text, target);
    if (!path) return [];
    const segments = path.segments.flatMap(({ name, ...place }) => {
      const written = inSource(offsets, place);
      return written ? [{ name, ...written }] : [];
    });
    // What is written with escapes is not spelt like the name.
    if (segments.length < path.segments.length) return [];
    return [{ segments, ...(path.namespace ? { namespace: NAMESPACE[path.namespace] } : {}) }];
  });
}

function inSource(offsets: readonly number[], { start, end }: Stretch): Stretch | undefined {
  const from = offsets[start] ?? -1;
  for (let at = start; at < end; at++) if (offsets[at] !== from + at - start) return undefined;
  return { start: from, end: from + end - start };
}

/** Where the names of documentation are looked up, and what `Self` is there. */
function scopesOf(
  unit: Unit,
  { inner, start, next }: DocText,
  texts: readonly DocText[],
): Omit<DocLink, 'namespace' | 'segments'> {
  const { scopes } = unit.fragment;
  let around = scopeAround(unit, start);
  // Inside of a function it is about the function.
  if (inner && scopes[around]?.kind === 'block') around = scopes[around]!.parent;
  if (inner && scopes[around]?.kind === 'module' && around > 0 && hasOuter(texts, scopes[around]!))
    around = scopes[around]!.parent;
  const own = inner ? -1 : scopes.findIndex(({ kind, start: at }) => kind === 'self' && at === next);
  let item = around;
  while (item > 0 && scopes[item]!.kind !== 'item' && scopes[item]!.kind !== 'module')
    item = scopes[item]!.parent;
  const holder = scopes[item];
  const begin = holder?.kind === 'item' ? holder.start : -1;
  const outer = scopes.findIndex(({ kind, start: at }) => kind === 'self' && at === begin);
  const scope = moduleScope(unit, around);
  return {
    scope,
    self: own < 0 ? outer : own,
    at: start,
    ...(inner && around === 0 ? { ofFile: true as const } : {}),
  };
}

/** The scope of the module or block around a scope. */
function moduleScope({ fragment: { scopes } }: Unit, from: number): number {
  let scope = from;
  while (scope > 0 && scopes[scope]!.kind !== 'module' && scopes[scope]!.kind !== 'block')
    scope = scopes[scope]!.parent;
  return Math.max(0, scope);
}

/** A module is documented from outside first: then all of it is looked up from there (rust-lang/rust#78591). */
function hasOuter(texts: readonly DocText[], { start }: Scope): boolean {
  return texts.some(({ inner, next }) => !inner && next === start);
}

const macros = new WeakMap<Fragment, readonly Stretch[]>();

/** Whether an offset is in what a macro is given, or in the body of one: what is there is told of what macros stand for. */
export function isInMacro(fragment: Fragment, offset: number): boolean {
  const all = remembered(macros, fragment, () => macrosIn(fragment));
  return all.some(({ start, end }) => start <= offset && offset < end);
}

/** What macros of a text are given, and the bodies of those that it defines. */
function macrosIn(fragment: Fragment): readonly Stretch[] {
  const { calls, referenceSpans } = fragment;
  const items = allItems(fragment).flatMap((item): readonly Item[] =>
    item.kind === 'impl' || item.kind === 'trait' ? item.members : [item],
  );
  const inItems = items.flatMap((item) => {
    const at = item.kind === 'macroCall' ? item.textAt : item.kind === 'macroDefinition' ? item.bodyAt : -1;
    const table = itemTable(fragment, item);
    return at < 0 ? [] : [{ start: startOf(table, at), end: endOf(table, at) }];
  });
  return [
    ...inItems,
    ...calls.map(({ at }) => ({ start: startOf(referenceSpans, at), end: endOf(referenceSpans, at) })),
  ];
}

/** Where the links in a module's file are looked up if the module is documented at its `mod name;`, too: there. */
export function placeOutside({
  modules,
}: Unit): { readonly within: Unit; readonly link: Pick<DocLink, 'scope' | 'at'> } | undefined {
  const { unit: within, item } = modules[0]?.definition ?? {};
  if (!within || item?.kind !== 'module' || item.items) return undefined;
  const at = startOf(itemTable(within.fragment, item), item.at);
  const before = documentationOf(within).texts.filter(({ inner, next }) => !inner && next <= at);
  const last = before.at(-1);
  // Nothing but its visibility stands between.
  const isDocumented =
    last !== undefined &&
    tokenize(within.text, { start: last.next, end: at }).every(({ text }) => !/^[;{}]$/.test(text));
  return isDocumented
    ? { within, link: { scope: moduleScope(within, scopeAround(within, at)), at } }
    : undefined;
}
