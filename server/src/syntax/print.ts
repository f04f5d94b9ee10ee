/** Summaries back to Rust, for people to read: signatures, types, items without bodies. */
import { withoutNeedlessRaw } from './keywords';
import type {
  BoundRef,
  FieldRef,
  GenericParam,
  Item,
  TypeRef,
  UseLeaf,
  VariantRef,
  Visibility,
} from './summary';

/** A type as Rust; what a summary does not keep is written `_`. */
export function typeText(type: TypeRef): string {
  switch (type.k) {
    case 'path':
      return pathText(type) + argumentsText(type.args);
    case 'reference':
      return `&${type.lifetime === undefined ? '' : `${type.lifetime} `}${type.mutable ? 'mut ' : ''}${typeText(type.of)}`;
    case 'pointer':
      return `*${type.mutable ? 'mut' : 'const'} ${typeText(type.of)}`;
    case 'slice':
      return `[${typeText(type.of)}]`;
    case 'array':
      return `[${typeText(type.of)}; ${type.length ?? '_'}]`;
    case 'tuple':
      return `(${type.of.map(typeText).join(', ')}${type.of.length === 1 ? ',' : ''})`;
    case 'impl':
    case 'dyn':
      return `${type.k} ${type.bounds.map(boundText).join(' + ')}`;
    case 'function':
      return functionText(type);
    case 'never':
      return '!';
    case 'constant':
      return type.text;
    case 'macro':
      return `${type.path.join('::')}!${type.text}`;
    case 'other':
      return '_';
  }
}

function functionText(type: Extract<TypeRef, { readonly k: 'function' }>): string {
  const abi = type.abi === undefined ? '' : `extern ${type.abi === '' ? '' : `${type.abi} `}`;
  const params = [...type.params.map(typeText), ...(type.variadic ? ['...'] : [])].join(', ');
  const ret = type.ret ? ` -> ${typeText(type.ret)}` : '';
  return `${type.unsafe ? 'unsafe ' : ''}${abi}fn(${params})${ret}`;
}

function pathText(path: { readonly segments: readonly string[]; readonly global?: true }): string {
  return (path.global ? '::' : '') + path.segments.join('::');
}

function argumentsText(args: readonly TypeRef[] | undefined): string {
  return args === undefined || args.length === 0 ? '' : `<${args.map(typeText).join(', ')}>`;
}

function boundText(bound: BoundRef): string {
  const isFn = bound.ret !== undefined || /^Fn(Once|Mut)?$/.test(bound.segments.at(-1) ?? '');
  if (!isFn) return pathText(bound) + argumentsText(bound.args);
  const ret = bound.ret ? ` -> ${typeText(bound.ret)}` : '';
  return `${pathText(bound)}(${(bound.args ?? []).map(typeText).join(', ')})${ret}`;
}

function genericsText(generics: readonly GenericParam[] | undefined): string {
  if (generics === undefined || generics.length === 0) return '';
  const each = ({ name, kind, bounds }: GenericParam): string => {
    if (kind === 'const') return `const ${name}: _`;
    return bounds && bounds.length > 0 ? `${name}: ${bounds.map(boundText).join(' + ')}` : name;
  };
  return `<${generics.map(each).join(', ')}>`;
}

/** `pub `, `pub(crate) `, or nothing. */
export function visibilityText(visibility: Visibility): string {
  if (visibility.k === 'private') return '';
  if (visibility.k === 'pub') return 'pub ';
  const path = visibility.path.join('::');
  return ['crate', 'self', 'super'].includes(path) ? `pub(${path}) ` : `pub(in ${path}) `;
}

/** One leaf of a `use` as a declaration of its own: `pub use a::b as c`. */
export function useText(leaf: UseLeaf, visibility: Visibility): string {
  const path = pathText(leaf);
  const rest = leaf.glob ? (path === '' ? '*' : `${path}::*`) : leaf.self ? `${path}::{self}` : path;
  return `${visibilityText(visibility)}use ${rest}${leaf.alias === undefined ? '' : ` as ${leaf.alias}`}`;
}

function fieldText(field: FieldRef, shape: string): string {
  const visibility = visibilityText(field.visibility);
  return shape === 'tuple'
    ? `${visibility}${typeText(field.type)}`
    : `${visibility}${field.name}: ${typeText(field.type)}`;
}

/** A variant without the types of its fields, which a summary does not keep. */
export function variantText({ name, shape }: Pick<VariantRef, 'name' | 'shape'>): string {
  return shape === 'unit' ? name : shape === 'tuple' ? `${name}(…)` : `${name} { … }`;
}

/** How much of an item is written. */
export interface PrintOptions {
  /** Fields and variants beyond this number become `…`. */
  readonly most?: number;
}

/**
 * The head of an item on one line, or on a few where it has fields: everything but bodies and members. `r#` is kept
 * only where it is needed. Empty for items without a name that are no `impl`.
 */
export function itemText(item: Item, options: PrintOptions = {}): string {
  const visibility = visibilityText(item.visibility);
  switch (item.kind) {
    case 'function':
      return `${visibility}${withoutNeedlessRaw(item.signature)}`;
    case 'const':
    case 'static': {
      const name = item.name === '' ? '_' : item.name;
      const init = item.init === undefined ? '' : ` = ${item.init}`;
      return `${visibility}${item.kind} ${name}: ${item.typeText}${init}`;
    }
    case 'alias':
      return `${visibility}type ${item.name}${genericsText(item.generics)}${item.text === '' ? '' : ` = ${item.text}`}`;
    case 'struct':
    case 'union': {
      const head = `${visibility}${item.kind} ${item.name}${genericsText(item.generics)}`;
      const fields = item.fields.map((field) => fieldText(field, item.shape));
      if (item.shape === 'unit') return head;
      if (item.shape === 'tuple') return `${head}(${fields.join(', ')})`;
      return `${head} ${listed(fields, options.most)}`;
    }
    case 'enum':
      return `${visibility}enum ${item.name}${genericsText(item.generics)} ${listed(item.variants.map(variantText), options.most)}`;
    case 'trait': {
      const bounds = item.supertraits.length > 0 ? `: ${item.supertraits.map(boundText).join(' + ')}` : '';
      return `${visibility}trait ${item.name}${genericsText(item.generics)}${bounds}`;
    }
    case 'impl': {
      const trait = item.trait ? `${item.negative ? '!' : ''}${boundText(item.trait)} for ` : '';
      return `impl${genericsText(item.generics)} ${trait}${typeText(item.self)}`;
    }
    case 'module':
      return `${visibility}mod ${item.name}`;
    case 'macroDefinition':
      return item.declarative2 ? `${visibility}macro ${item.name}` : `macro_rules! ${item.name}`;
    case 'externCrate': {
      const alias = item.name === item.crate ? '' : ` as ${item.name}`;
      return `${visibility}extern crate ${item.crate}${alias}`;
    }
    case 'use':
      return item.leaves.map((leaf) => useText(leaf, item.visibility)).join('; ');
    case 'macroCall':
      return `${item.global ? '::' : ''}${item.segments.join('::')}!${item.text}`;
    case 'broken':
      return '';
  }
}

function listed(lines: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (lines.length === 0) return '{}';
  const shown = lines.slice(0, most);
  const rest = lines.length > shown.length ? [`    // … and ${lines.length - shown.length} more`] : [];
  return ['{', ...shown.map((line) => `    ${line},`), ...rest, '}'].join('\n');
}
