/** The fields of a struct or variant beside those that a literal or pattern names. */
import type { Definition } from '../../resolve/definitions';
import type { World } from '../../resolve/world';
import { type FieldList, readFieldList, type WrittenField } from '../../syntax/fieldList';
import type { FieldRef, StructItem, StructShape } from '../../syntax/summary';
import { isFieldVisible } from '../../types/fieldAccess';
import { activeFields } from '../../types/fields';
import { behindAlias } from '../../types/receivers';
import { pathInBindings } from '../parity/kernel';
import type { DiagnoseContext } from '../problem';
import type { Resolved } from './callee';
import { isAsWritten, type Position, type Written, writtenPath } from './position';

/** What has named fields: a struct, a union or a variant. */
export interface Holder {
  readonly definition: Definition;
  readonly shape: StructShape;
  /** All that the view compiles, in order. */
  readonly fields: readonly FieldRef[];
}

export interface NamedFields {
  readonly struct: Definition;
  readonly shape: StructShape;
  readonly written: Written;
  /** Those that it has, with where they are named. */
  readonly named: readonly { readonly field: FieldRef; readonly at: WrittenField }[];
  /** Names that the struct does not have. */
  readonly unknown: readonly WrittenField[];
  /** Fields that are not named. */
  readonly left: readonly FieldRef[];
  /** Whether one of its fields can be named here. */
  isVisible(field: FieldRef): boolean;
  /** One of its fields, named or not, cannot be named here. */
  readonly hidden: boolean;
  /** `..` or `..base`. */
  readonly rest: boolean;
  /** Offsets of the base in the unit's text. */
  readonly base?: FieldList['base'];
  /** A name stands there twice. */
  readonly twice: boolean;
  /** All names are numbers, and there are some: the only way in which patterns of tuples may be written so. */
  readonly numbered: boolean;
  /** Offset behind the closing brace in the unit's text. */
  readonly end: number;
}

/** Holds the braces behind a path that resolved against what it names; `undefined` where that cannot be done. */
export function namedFields(world: World, position: Position, outcome: Resolved): NamedFields | undefined {
  if (position.reference.qualified || outcome.member || outcome.failures) return undefined;
  const holder = holderOf(world, outcome.definition);
  const written = holder && writtenPath(world, position);
  const list = written && readFieldList(position.unit.text, written.behind);
  if (!list || list.attributes) return undefined;
  const { definition: struct, shape, fields } = holder;
  const names = new Set(list.fields.map(({ name }) => name));
  const isVisible = (field: FieldRef): boolean => isFieldVisible(struct, field, position.module);
  return {
    struct,
    shape,
    written,
    named: list.fields.flatMap((at) => {
      const field = fields.find(({ name }) => name === at.name);
      return field ? [{ field, at }] : [];
    }),
    unknown: list.fields.filter(({ name }) => !fields.some((field) => field.name === name)),
    left: fields.filter(({ name }) => !names.has(name)),
    isVisible,
    hidden: !fields.every(isVisible),
    rest: list.rest,
    ...(list.base ? { base: list.base } : {}),
    twice: names.size < list.fields.length,
    numbered: names.size > 0 && [...names].every((name) => /^\d/.test(name)),
    end: list.end,
  };
}

/** The struct, union or variant that a path names, through aliases; `undefined` where what it holds cannot be told. */
function holderOf(world: World, definition: Definition): Holder | undefined {
  const named = definition.kind === 'alias' ? behindAlias(world, definition)?.type : definition;
  const { item, variant, parent } = named ?? {};
  if (!named || !parent || !isAsWritten(world, item, parent)) return undefined;
  if (named.kind === 'variant')
    return variant?.fields || variant?.shape === 'unit'
      ? holding(world, named, variant, variant.fields ?? [])
      : undefined;
  if ((item?.kind !== 'struct' && item?.kind !== 'union') || named.kind !== item.kind) return undefined;
  return holding(world, named, item, item.fields);
}

function holding(
  world: World,
  definition: Definition,
  { shape, attributes }: Pick<StructItem, 'shape' | 'attributes'>,
  all: readonly FieldRef[],
): Holder | undefined {
  // Literals of such structs are wrong for another reason, and patterns always need `..`.
  if (attributes?.some(({ path }) => path === 'non_exhaustive' || path === 'cfg_attr')) return undefined;
  const fields = activeFields(world, definition, { fields: all });
  return fields && { definition, shape, fields };
}

/** A pattern of a tuple struct or variant with braces: `P {}`, `P { x }` (E0769), where `P { 0: x }` or `P { .. }` may stand. */
export function isTupleInBraces(
  { reference }: Position,
  { shape, left, rest, numbered }: NamedFields,
): boolean {
  return reference.kind === 'structPattern' && shape === 'tuple' && left.length > 0 && !rest && !numbered;
}

/** Built-in configurations in which a struct of the bindings has a field of that name. */
export function configurationsWithField(
  { catalog }: DiagnoseContext,
  struct: Definition,
  name: string,
): readonly string[] {
  if (!struct.crate?.bindings) return [];
  const path = `${pathInBindings(struct)}::${name}`;
  return catalog
    .knownName(name)
    .flatMap((place) => (place.namespace === 'field' && place.path === path ? place.configurations : []));
}

/** What to do where the kernel's options are guessed. */
export const TELL_US = 'name the configuration with the bindings setting (`--bindings`) to know for sure';

/** Up to four names. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `\`${name}\``);
  return shown.join(', ') + (names.length > 4 ? ` and ${names.length - 4} more` : '');
}
