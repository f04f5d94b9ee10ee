/** A name that a crate offers, with what it stands for. */

import type { Definition } from '../resolve/definitions';
import { itemText, typeText, variantText } from '../syntax/print';
import type { FieldRef } from '../syntax/summary';
import type { Member } from '../types/associated';
import type { TypeIn } from '../types/types';
import type { Thing } from './compare';
import { callableMember } from './functions';

/** Kinds of what a name can be, as tables and `explain` write them. */
export type EntryKind =
  | 'module'
  | 'const'
  | 'static'
  | 'fn'
  | 'struct'
  | 'union'
  | 'enum'
  | 'trait'
  | 'type_alias'
  | 'primitive'
  | 'macro'
  | 'variant'
  | 'field'
  | 'method'
  | 'assoc_fn'
  | 'assoc_const';

/** What a name stands for; `member`: an associated item that is known by its text only. */
export type Subject = Thing | { readonly k: 'field'; readonly type: TypeIn } | { readonly k: 'member' };

export interface Entry {
  /** From the crate's root on, as others write it. */
  readonly path: string;
  readonly name: string;
  readonly kind: EntryKind;
  /** One line of Rust without the visibility; empty where only the name is known. */
  readonly text: string;
  readonly of: Subject;
  /** Path of the type or enum that a field, variant or member belongs to. */
  readonly owner?: string;
}

/** A path and a namespace say which of two things of one name is meant; fields are none of both. */
export function entryKey({ path, kind }: Pick<Entry, 'path' | 'kind'>): string {
  const space = kind === 'field' || kind === 'macro' ? kind : isInTypes(kind) ? 'type' : 'value';
  return `${space} ${path}`;
}

/** Whether it stands in the type namespace. */
export function isInTypes(kind: EntryKind): boolean {
  return ['module', 'struct', 'union', 'enum', 'trait', 'type_alias', 'primitive'].includes(kind);
}

/** `undefined` for what others cannot name: locals, constructors, parameters. */
export function kindOf({ kind }: Definition): EntryKind | undefined {
  switch (kind) {
    case 'function':
      return 'fn';
    case 'alias':
      return 'type_alias';
    case 'module':
    case 'const':
    case 'static':
    case 'struct':
    case 'union':
    case 'enum':
    case 'trait':
    case 'primitive':
    case 'variant':
    case 'macro':
      return kind;
    default:
      return undefined;
  }
}

/** One line of Rust without the visibility; empty where only the name is known. */
export function textOf({ item, external, variant }: Definition): string {
  if (variant) return variantText(variant);
  if (external) return external.text ?? '';
  if (!item) return '';
  if (item.kind === 'struct' || item.kind === 'union' || item.kind === 'enum')
    return `${item.kind} ${item.name}`;
  return withoutVisibility(itemText(item));
}

function withoutVisibility(text: string): string {
  return text.startsWith('pub ') ? text.slice('pub '.length) : text;
}

/** A field of a struct or union; nothing where the struct stands in no module. `owner` is the type's path. */
export function fieldEntry(struct: Definition, field: FieldRef, owner: string): readonly Entry[] {
  const { item, parent, unit } = struct;
  if (!parent || (item?.kind !== 'struct' && item?.kind !== 'union')) return [];
  const { name } = field;
  const environment = {
    module: parent,
    generics: new Set(item.generics?.map((parameter) => parameter.name)),
    ...(unit ? { unit } : {}),
  };
  return [
    {
      path: `${owner}::${name}`,
      name,
      kind: 'field',
      text: `${name}: ${typeText(field.type)}`,
      of: { k: 'field', type: { type: field.type, environment } },
      owner,
    },
  ];
}

/** A public member of a type's own impls; `undefined` for what no other crate can name. `owner` is the type's path. */
export function memberEntry(member: Member, name: string, owner: string): Entry | undefined {
  const { item, external, module, unit, of, ofTrait } = member;
  if (ofTrait) return undefined;
  const path = `${owner}::${name}`;
  if (external) {
    if (external.kind === 'type') return undefined;
    const kind = EXTERNAL_KINDS[external.kind];
    return { path, name, kind, text: external.text ?? '', of: { k: 'member' }, owner };
  }
  if (item?.visibility.k !== 'pub') return undefined;
  const shared = { path, name, text: withoutVisibility(itemText(item)), owner };
  const environment = { module, ...(unit ? { unit } : {}) };
  if (item.kind === 'const')
    return { ...shared, kind: 'assoc_const', of: { k: 'constant', item, environment } };
  const self: TypeIn | undefined = of.parent && {
    type: { k: 'path', segments: [of.name] },
    environment: { module: of.parent },
  };
  const callable = callableMember(item, environment, self);
  if (!callable) return undefined;
  const kind = callable.item.hasSelf ? 'method' : 'assoc_fn';
  return { ...shared, kind, of: { k: 'method', callable, of: owner } };
}

const EXTERNAL_KINDS = { function: 'assoc_fn', method: 'method', const: 'assoc_const' } as const;
