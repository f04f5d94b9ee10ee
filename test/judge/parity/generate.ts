/** Random pairs of sides in the shape of bindgen's output: a stand-in, and the same with some things changed. */
import { Choices } from '../../prove/random';

const PRIMITIVES = ['u8', 'i8', 'u16', 'u32', 'i32', 'u64', 'i64', 'usize', 'isize', 'bool'];

export interface Sides {
  readonly mock: string;
  readonly real: string;
}

/** Both sides of a seed. */
export function generateSides(seed: number): Sides {
  return new Generator(new Choices(seed)).sides();
}

interface Line {
  readonly mock: string;
  readonly real: string;
}

class Generator {
  private readonly lines: Line[] = [];
  /** Aliases by name, with the primitive that each stands for on each side. */
  private readonly aliases: string[] = [];
  private readonly structs: string[] = [];
  private readonly enums: string[] = [];
  private readonly constants: string[] = [];

  constructor(private readonly choices: Choices) {}

  sides(): Sides {
    const { choices } = this;
    for (let index = 0; index < 5; index++) this.alias(index);
    for (let index = 0; index < 2; index++) this.enumeration(index);
    for (let index = 0; index < 3; index++) this.struct(index);
    for (let index = 0; index < 8; index++) this.constant(index);
    for (let index = 0; index < 8; index++) this.function(index);
    if (choices.chance(0.5))
      this.both('pub mod seL4_Inner { pub type Type = u32; pub const seL4_InnerOne: Type = 1; }');
    return {
      mock: this.lines.map(({ mock }) => mock).join('\n'),
      real: this.lines.map(({ real }) => real).join('\n'),
    };
  }

  private both(text: string): void {
    this.lines.push({ mock: text, real: text });
  }

  private add(mock: string, real: string): void {
    this.lines.push({ mock, real });
  }

  private changed(): boolean {
    return this.choices.chance(0.35);
  }

  private alias(index: number): void {
    const { choices } = this;
    const name = `seL4_Alias${index}`;
    const target =
      this.aliases.length > 0 && choices.chance(0.4) ? choices.pick(this.aliases) : choices.pick(PRIMITIVES);
    const other = this.changed()
      ? choices.pick([...PRIMITIVES, '::core::ffi::c_uint', '::core::ffi::c_ulong'])
      : target;
    this.add(`pub type ${name} = ${target};`, `pub type ${name} = ${other};`);
    this.aliases.push(name);
  }

  private enumeration(index: number): void {
    const name = `seL4_Enum${index}`;
    const type = this.choices.pick(['u32', 'i32', '::core::ffi::c_uint', '::core::ffi::c_ulong']);
    const body = (value: number, as: string): string =>
      `pub mod ${name} { pub type Type = ${as}; pub const seL4_One${index}: Type = ${value}; pub const seL4_Two${index}: Type = 2; }`;
    const kind = this.choices.weighted({ same: 5, value: 2, type: 2, alias: 2 });
    const mock =
      kind === 'alias' ? `pub type ${name} = ${this.choices.pick(['i32', 'u32'])};` : body(1, type);
    this.add(mock, kind === 'value' ? body(3, type) : kind === 'type' ? body(1, 'u64') : body(1, type));
    if (kind !== 'alias') this.enums.push(name);
  }

  private type(depth = 2): string {
    const { choices } = this;
    const kinds = {
      primitive: 3,
      alias: 5,
      structure: 2,
      enumeration: 1.5,
      pointer: 2,
      reference: 1,
      array: 1,
      tuple: 0.7,
    };
    const kind = depth > 0 ? choices.weighted(kinds) : choices.weighted({ primitive: 1, alias: 2 });
    const inner = (): string => this.type(depth - 1);
    switch (kind) {
      case 'alias':
        return this.aliases.length > 0 ? choices.pick(this.aliases) : 'u8';
      case 'structure':
        return this.structs.length > 0 ? choices.pick(this.structs) : inner();
      case 'enumeration':
        return this.enums.length > 0 ? `${choices.pick(this.enums)}::Type` : inner();
      case 'pointer':
        return `*${choices.pick(['const', 'mut'])} ${inner()}`;
      case 'reference':
        return `&${choices.pick(['', 'mut '])}${inner()}`;
      case 'array':
        return `[${inner()}; ${choices.pick(['4', '2 + 2', '8', '4usize', '1 << 2'])}]`;
      case 'tuple':
        return `(${inner()}, ${inner()})`;
      default:
        return choices.pick(PRIMITIVES);
    }
  }

  /** A type of fields: no references, which need lifetimes. */
  private owned(): string {
    for (;;) {
      const type = this.type();
      if (!type.includes('&')) return type;
    }
  }

  private struct(index: number): void {
    const { choices } = this;
    const name = `seL4_Struct${index}`;
    const fields = Array.from({ length: 1 + choices.below(4) }, (_, at) => `pub f${at}: ${this.owned()}`);
    let other = [...fields];
    if (this.changed()) {
      const kind = choices.weighted({ order: 2, type: 3, less: 1, more: 1, tuple: 0.5 });
      if (kind === 'order') other.reverse();
      else if (kind === 'type') other[0] = `pub f0: ${this.owned()}`;
      else if (kind === 'less') other = other.slice(1);
      else if (kind === 'more') other.push('pub more: u8');
      else {
        this.add(
          `#[repr(C)] pub struct ${name} { ${fields.join(', ')} }`,
          `#[repr(C)] pub struct ${name}(pub u8);`,
        );
        this.structs.push(name);
        return;
      }
    }
    const text = (list: readonly string[]): string => `#[repr(C)] pub struct ${name} { ${list.join(', ')} }`;
    this.add(text(fields), text(other));
    this.structs.push(name);
  }

  private constant(index: number): void {
    const { choices } = this;
    const name = `seL4_Const${index}`;
    const type = (): string => {
      const pick = choices.pick(['u32', 'u64', 'usize', 'i32', ...this.enums.map((e) => `${e}::Type`)]);
      return pick;
    };
    const value = (): string => {
      const literal = choices.pick([
        '0',
        '1',
        '0x10',
        '1 << 3',
        '3 | 4',
        '(1 << 4) - 1',
        'u8::MAX as _',
        '0b101',
      ]);
      return this.constants.length > 0 && choices.chance(0.2)
        ? `${choices.pick(this.constants)} as _`
        : literal;
    };
    const [t, v] = [type(), value().replace(' as _', '')];
    const written = v.startsWith('seL4') || v.startsWith('u8::') ? `${v} as ${t}` : v;
    const [u, w] = [
      this.changed() ? type() : t,
      this.changed() ? choices.pick(['2', '7', '16', '0b1000', '0xf']) : written,
    ];
    this.add(
      `pub const ${name}: ${t} = ${written};`,
      `pub const ${name}: ${u} = ${w.includes(' as ') ? `${v} as ${u}` : w};`,
    );
    this.constants.push(name);
  }

  private function(index: number): void {
    const { choices } = this;
    const name = `seL4_Fn${index}`;
    const params = Array.from({ length: choices.below(4) }, () => this.type());
    const ret = choices.chance(0.6) ? ` -> ${this.owned()}` : '';
    const unsafe = choices.chance(0.6) ? 'unsafe ' : '';
    const abi = choices.chance(0.15) ? 'extern "C" ' : '';
    let [otherParams, otherRet, otherUnsafe, otherAbi] = [[...params], ret, unsafe, abi];
    if (this.changed()) {
      const kind = choices.weighted({ type: 4, arity: 2, ret: 2, unsafe: 2, abi: 0.5 });
      if (kind === 'type' && otherParams.length > 0) otherParams[0] = this.type();
      else if (kind === 'arity') otherParams = [...otherParams, 'u8'];
      else if (kind === 'ret') otherRet = ` -> ${this.owned()}`;
      else if (kind === 'unsafe') otherUnsafe = unsafe === '' ? 'unsafe ' : '';
      else otherAbi = abi === '' ? 'extern "C" ' : '';
    }
    const text = (u: string, a: string, list: readonly string[], r: string): string =>
      `pub ${u}${a}fn ${name}(${list.map((p, at) => `_a${at}: ${p}`).join(', ')})${r} { loop {} }`;
    if (choices.chance(0.08)) this.lines.push({ mock: text(unsafe, abi, params, ret), real: '' });
    else this.add(text(unsafe, abi, params, ret), text(otherUnsafe, otherAbi, otherParams, otherRet));
  }
}
