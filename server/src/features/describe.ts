/** A definition as facts to show: Rust text, real path, where it exists, what it is worth. */

import { associatedText, externalText } from '../bindings/document';
import type { KnownName } from '../bindings/model';
import { headOf } from '../query';
import type { CrateMap, Definition, Module } from '../resolve/definitions';
import { itemText, typeText, variantText } from '../syntax/print';
import type { Item } from '../syntax/summary';
import type { Member } from '../types/associated';
import { describeConfigurations } from './configurations';
import type { FeatureContext } from './context';
import { onOneLine, parametersOf } from './signature';

/** Lines of fields, variants and constants that are shown. */
const MOST_LINES = 12;

/** Rust text of a definition: its head, with values; for modules of constants the first of them. */
export function codeOf(context: FeatureContext, definition: Definition, member?: Member): string {
  const { item, external, module, kind, name } = definition;
  if (member?.external) return associatedText(member.external);
  if (kind === 'variant') {
    const shape = definition.variant?.shape ?? 'unit';
    return `${definition.of?.name ?? ''}::${variantText({ name, shape })}`;
  }
  if (module) return codeOfModule(module);
  if (item) return codeOfItem(context, definition, item);
  if (external) return externalText(external).replaceAll('$crate', definition.crate?.name ?? 'crate');
  return kind === 'macro' ? `macro ${name}!` : `${kind} ${name}`;
}

function codeOfItem(context: FeatureContext, definition: Definition, item: Item): string {
  const { parent } = definition;
  if ((item.kind === 'const' || item.kind === 'static') && item.typeText === 'Type' && parent?.parent) {
    // `Type` alone says nothing away from its enum module.
    return itemText({ ...item, typeText: `${parent.name}::Type` });
  }
  if (item.kind === 'function') return onOneLine(itemText(item));
  const text = itemText(item, { most: MOST_LINES });
  if (item.kind !== 'alias' || !item.target || !parent) return text;
  const head = headOf(context.world, { type: item.target, environment: { module: parent } });
  const end = head.k === 'primitive' ? head.name : undefined;
  return end === undefined || end === typeText(item.target) ? text : `${text} // ${end}`;
}

function codeOfModule(module: Module): string {
  if (!module.parent) return `crate ${module.crate.name}`;
  const { item } = module.definition;
  const visibility = item?.visibility.k === 'pub' || module.crate.fromTree ? 'pub ' : '';
  const head = `${visibility}mod ${module.name}`;
  const items = item?.kind === 'module' ? (item.items ?? []) : [];
  // Enum modules are short lists of constants; other modules are not shown whole.
  if (items.length === 0 || !items.every((each) => each.kind === 'const' || each.kind === 'alias'))
    return head;
  const shown = items.slice(0, MOST_LINES).map((each) => `    ${itemText(each)};`);
  const rest = items.length > shown.length ? [`    // … and ${items.length - shown.length} more`] : [];
  return [`${head} {`, ...shown, ...rest, '}'].join('\n');
}

/** Where a definition really is: the crate's name, then modules that a path can go through. */
export function realPath(definition: Definition, member?: Member): string {
  const { module, crate, name, kind } = definition;
  if (module) return modulePath(module);
  if (kind === 'primitive' || !crate) return name;
  if (member || kind === 'associated') return `${pathOfOwner(definition, member)}::${name}`;
  if (kind === 'variant' && definition.of) return `${realPath(definition.of)}::${name}`;
  return definition.parent ? `${modulePath(definition.parent)}::${name}` : name;
}

/** Private modules of generated crates are left out: what they hold is re-exported at the root. */
function modulePath(module: Module): string {
  const names: string[] = [];
  for (let at: Module | undefined = module.normal; at?.parent; at = at.parent.normal)
    if (!(at.crate.bindings && at.definition.item?.visibility.k === 'private')) names.unshift(at.name);
  return [module.crate.name, ...names].join('::');
}

/** The type that an impl is written for: an alias of it may be the name that people know. */
function pathOfOwner(definition: Definition, member: Member | undefined): string {
  const of = member?.of ?? definition.of;
  const item = member?.item ?? definition.item;
  const crate = member?.module.crate ?? definition.crate;
  const record = item && crate ? implOf(crate, item) : undefined;
  if (record && record.item.self.k === 'path' && record.item.self.segments.length === 1 && !record.item.trait)
    return `${modulePath(record.module)}::${record.item.self.segments[0]}`;
  return of ? realPath(of) : (crate?.name ?? '');
}

function implOf(crate: CrateMap, member: Item): CrateMap['impls'][number] | undefined {
  return crate.impls.find((record) => record.item.members.includes(member));
}

/** The built-in record of a definition of the bindings: by name and path. */
export function knownPlace(context: FeatureContext, path: string): KnownName | undefined {
  const name = path.split('::').at(-1) ?? path;
  const relative = path.replace(/^sel4_sys::/, '');
  return context.catalog.knownName(name).find((place) => place.path === relative);
}

/** Kernel configurations that have a place, and how its value or signature differs between them. */
export interface Existence {
  readonly where: string;
  /** `7 (no MCS)`, `9 (MCS)`: only where there is more than one value or target. */
  readonly variants: readonly string[];
  /** For functions: what other signatures have instead, with the configurations that have them. */
  readonly signatures: readonly string[];
  readonly everywhere: boolean;
}

/** Where a place of the built-in names exists; `code` is what is shown of it. */
export function existenceOf(context: FeatureContext, place: KnownName, code: string): Existence {
  const all = context.catalog.configurations();
  const words = (names: readonly string[], within?: readonly string[]): string =>
    describeConfigurations(names, all, within);
  const { configurations, details } = place;
  const isFunction = ['method', 'fn', 'assoc_fn'].includes(place.kind);
  const several = details.length > 1;
  return {
    where: words(configurations),
    everywhere: configurations.length === all.length,
    variants:
      several && !isFunction
        ? details.map(
            ({ text, configurations: having }) => `${shortValue(text)} (${words(having, configurations)})`,
          )
        : [],
    signatures:
      several && isFunction
        ? details.flatMap(({ text, configurations: having }) => {
            const difference = differenceOf(text, code);
            return difference === '' ? [] : [`${difference} (${words(having, configurations)})`];
          })
        : [],
  };
}

/** What one signature has and another one has not, and the other way round, in words. */
function differenceOf(signature: string, shown: string): string {
  const parts = (text: string): readonly string[] => [
    ...parametersOf(text).map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' ')),
    text.slice(text.lastIndexOf(')') + 1).trim(),
  ];
  const here = parts(shown);
  const there = parts(signature);
  const more = there.filter((part) => part !== '' && !here.includes(part));
  const nameOf = (part: string): string => part.split(':')[0] ?? part;
  const names = there.map(nameOf);
  const less = here.filter((part) => part !== '' && !there.includes(part) && !names.includes(nameOf(part)));
  return [...more, ...less.map((part) => `no ${nameOf(part)}`)].join(', ');
}

/** `Type = 9` is told from `Type = 7` by its value alone. */
function shortValue(text: string): string {
  return text.replace(/^[\w:]+ = /, '');
}
