/**
 * Types, bounds and repeated texts of a snapshot as tables: a packed item refers to them by index.
 * Entries come before those that refer to them, so that one pass inflates a table, and every
 * inflated type is one shared object.
 */
import type { BoundRef, TypeRef } from '../syntax/summary';
import { asArray, asNumber, asString, BadShape } from './reading';

/** A packed type: `'a::b'` a plain path, `0` unknown, else `[code, …]`. */
export type PackedType = string | number | readonly unknown[];

const WRAPPERS = ['reference', 'pointer', 'slice', 'array'] as const;
const PATH = 0;
const TUPLE = 5;
const IMPL = 6;
const DYN = 7;
const FUNCTION = 8;
const MACRO = 9;
const NEVER = 10;
const CONSTANT = 11;

/** Bits of what a function pointer is besides its types. */
const POINTER_FLAG = { unsafe: 1, variadic: 2 } as const;

/** Collects types and texts while items are packed. */
export class TableWriter {
  readonly types: PackedType[] = [];
  readonly texts: string[] = [];
  private readonly typeIndex = new Map<string, number>();
  private readonly textIndex = new Map<string, number>();

  /** Index of the text in the table. */
  text(text: string): number {
    let index = this.textIndex.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.textIndex.set(text, index);
    }
    return index;
  }

  /** Index of the type in the table, `-1` for none. */
  type(type: TypeRef | undefined): number {
    if (!type) return -1;
    const packed = this.pack(type);
    const key = JSON.stringify(packed);
    let index = this.typeIndex.get(key);
    if (index === undefined) {
      index = this.types.push(packed) - 1;
      this.typeIndex.set(key, index);
    }
    return index;
  }

  bound(bound: BoundRef): readonly unknown[] {
    return [
      bound.segments.join('::'),
      bound.global ? 1 : 0,
      bound.args ? bound.args.map((t) => this.type(t)) : 0,
      this.type(bound.ret),
    ];
  }

  private pack(type: TypeRef): PackedType {
    switch (type.k) {
      case 'path': {
        const path = type.segments.join('::');
        if (!type.global && !type.args) return path;
        return [PATH, path, type.global ? 1 : 0, type.args ? type.args.map((t) => this.type(t)) : 0];
      }
      case 'reference':
      case 'pointer':
      case 'slice':
      case 'array':
        return [1 + WRAPPERS.indexOf(type.k), this.type(type.of), ...packWrapper(type)];
      case 'tuple':
        return [TUPLE, type.of.map((t) => this.type(t))];
      case 'impl':
      case 'dyn':
        return [type.k === 'impl' ? IMPL : DYN, type.bounds.map((b) => this.bound(b))];
      case 'function': {
        const flags = (type.unsafe ? POINTER_FLAG.unsafe : 0) | (type.variadic ? POINTER_FLAG.variadic : 0);
        return [FUNCTION, type.params.map((t) => this.type(t)), this.type(type.ret), flags, type.abi ?? -1];
      }
      case 'never':
        return [NEVER];
      case 'constant':
        return [CONSTANT, type.text];
      case 'macro':
        return [MACRO, type.path.join('::'), type.text];
      case 'other':
        return 0;
    }
  }
}

type Wrapper = Extract<TypeRef, { k: (typeof WRAPPERS)[number] }>;

/** What a reference, pointer, slice or array says besides the type in it. */
function packWrapper(type: Wrapper): readonly unknown[] {
  switch (type.k) {
    case 'reference':
      return [type.mutable ? 1 : 0, ...(type.lifetime === undefined ? [] : [type.lifetime])];
    case 'pointer':
      return [type.mutable ? 1 : 0];
    case 'slice':
      return [];
    case 'array':
      return type.length === undefined ? [] : [type.length];
  }
}

function unpackWrapper(k: (typeof WRAPPERS)[number], of: TypeRef, b: unknown, c: unknown): TypeRef {
  switch (k) {
    case 'reference':
      return {
        k,
        of,
        ...(b === 1 && { mutable: true as const }),
        ...(c !== undefined && { lifetime: asString(c, 'lifetime') }),
      };
    case 'pointer':
      return { k, of, ...(b === 1 && { mutable: true as const }) };
    case 'slice':
      return { k, of };
    case 'array':
      return { k, of, ...(b !== undefined && { length: asString(b, 'length of an array') }) };
  }
}

const NO_TYPES: readonly TypeRef[] = [];

/** The same tables, read back. Throws {@link BadShape} on anything else. */
export class TableReader {
  private readonly types: TypeRef[] = [];
  private readonly texts: readonly unknown[];

  constructor(types: unknown, texts: unknown) {
    this.texts = asArray(texts, 'texts');
    for (const packed of asArray(types, 'types')) this.types.push(this.unpack(packed));
  }

  text(index: unknown): string {
    return asString(this.texts[asNumber(index, 'index of a text')], 'a text');
  }

  type(index: unknown): TypeRef {
    const type = this.types[asNumber(index, 'index of a type')];
    if (!type) throw new BadShape(`type ${String(index)} is missing`);
    return type;
  }

  /** `undefined` for `-1`. */
  optionalType(index: unknown): TypeRef | undefined {
    return index === -1 ? undefined : this.type(index);
  }

  typeList(list: unknown): readonly TypeRef[] {
    const indices = asArray(list, 'list of types');
    return indices.length === 0 ? NO_TYPES : indices.map((index) => this.type(index));
  }

  bound(packed: unknown): BoundRef {
    const [path, global, args, ret] = asArray(packed, 'bound');
    const result = this.optionalType(ret);
    return {
      segments: split(path),
      ...(global === 1 && { global: true as const }),
      ...(args !== 0 && { args: this.typeList(args) }),
      ...(result && { ret: result }),
    };
  }

  bounds(list: unknown): BoundRef[] {
    return asArray(list, 'bounds').map((b) => this.bound(b));
  }

  private unpack(packed: unknown): TypeRef {
    if (typeof packed === 'string') return { k: 'path', segments: packed.split('::') };
    if (packed === 0) return { k: 'other' };
    const [code, a, b, c, d] = asArray(packed, 'type');
    switch (code) {
      case PATH:
        return {
          k: 'path',
          segments: split(a),
          ...(b === 1 && { global: true as const }),
          ...(c !== 0 && { args: this.typeList(c) }),
        };
      case TUPLE:
        return { k: 'tuple', of: this.typeList(a) };
      case IMPL:
      case DYN:
        return { k: code === IMPL ? 'impl' : 'dyn', bounds: this.bounds(a) };
      case FUNCTION: {
        const ret = this.optionalType(b);
        const flags = asNumber(c, 'flags of a function pointer');
        return {
          k: 'function',
          params: this.typeList(a),
          ...(ret && { ret }),
          ...(flags & POINTER_FLAG.unsafe && { unsafe: true as const }),
          ...(d !== -1 && { abi: asString(d, 'ABI') }),
          ...(flags & POINTER_FLAG.variadic && { variadic: true as const }),
        };
      }
      case MACRO:
        return { k: 'macro', path: split(a), text: asString(b, 'macro text') };
      case NEVER:
        return { k: 'never' };
      case CONSTANT:
        return { k: 'constant', text: asString(a, 'a constant') };
    }
    const wrapper = WRAPPERS[asNumber(code, 'kind of type') - 1];
    if (!wrapper) throw new BadShape(`kind of type ${String(code)} is not known`);
    return unpackWrapper(wrapper, this.type(a), b, c);
  }
}

/** Segments of a `::`-joined path. */
export function split(path: unknown): string[] {
  const text = asString(path, 'path');
  return text === '' ? [] : text.split('::');
}
