/** The fields of a struct beside those that a literal or pattern names. */
import { type Definition, effectiveVisibility, isVisible } from '../../resolve/definitions';
import { activeFields } from '../../resolve/fields';
import { headOf } from '../../resolve/types';
import type { World } from '../../resolve/world';
import { readFieldList, type WrittenField } from '../../syntax/fieldList';
import type { FieldRef, StructItem } from '../../syntax/summary';
import { pathInBindings } from '../parity/kernel';
import type { DiagnoseContext } from '../problem';
import type { Resolved } from './callee';
import { isAsWritten, type Position, type Written, writtenPath } from './position';

export interface NamedFields {
  readonly struct: Definition & { readonly item: StructItem };
  readonly written: Written;
  /** Those that it has, with where they are named. */
  readonly named: readonly { readonly field: FieldRef; readonly at: WrittenField }[];
  /** Names that the struct does not have. */
  readonly unknown: readonly WrittenField[];
  /** Fields that are not named. */
  readonly left: readonly string[];
  /** One of those cannot be named here: rustc then says something else. */
  readonly hidden: boolean;
  /** `..` or `..base`. */
  readonly rest: boolean;
  /** A name stands there twice. */
  readonly twice: boolean;
  /** Offset behind the closing brace in the unit's text. */
  readonly end: number;
}

/** Holds the braces behind a path that resolved against the struct that it names; `undefined` where that cannot be done. */
export function namedFields(world: World, position: Position, outcome: Resolved): NamedFields | undefined {
  if (position.reference.qualified || outcome.member || outcome.failures) return undefined;
  const struct = structOf(world, outcome.definition);
  const home = struct?.parent;
  if (!home || !isAsWritten(world, struct.item, home)) return undefined;
  // Literals of such structs are wrong for another reason, and patterns always need `..`.
  if (struct.item.attributes?.some(({ path }) => path === 'non_exhaustive' || path === 'cfg_attr'))
    return undefined;
  const fields = activeFields(world, struct, struct.item);
  const written = fields && writtenPath(world, position);
  const list = written && readFieldList(position.unit.text, written.behind);
  if (!fields || !list || list.attributes) return undefined;
  const names = new Set(list.fields.map(({ name }) => name));
  const left = fields.filter(({ name }) => !names.has(name));
  return {
    struct,
    written,
    named: list.fields.flatMap((at) => {
      const field = fields.find(({ name }) => name === at.name);
      return field ? [{ field, at }] : [];
    }),
    unknown: list.fields.filter(({ name }) => !fields.some((field) => field.name === name)),
    left: left.map(({ name }) => name),
    hidden: left.some(({ visibility }) => !isVisible(effectiveVisibility(visibility, home), position.module)),
    rest: list.rest,
    twice: names.size < list.fields.length,
    end: list.end,
  };
}

/** The struct or union that a path names, through aliases. */
function structOf(world: World, definition: Definition): NamedFields['struct'] | undefined {
  let found: Definition | undefined = definition;
  if (definition.kind === 'alias') {
    if (!definition.parent) return undefined;
    const head = headOf(world, {
      type: { k: 'path', segments: [definition.name] },
      environment: { module: definition.parent },
    });
    found = head.k === 'type' ? head.definition : undefined;
  }
  const item = found?.item;
  return found && (item?.kind === 'struct' || item?.kind === 'union') && found.kind === item.kind
    ? { ...found, item }
    : undefined;
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
