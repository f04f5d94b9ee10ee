/** Random constants: what people and generators write numbers as, and a little beyond. */
import { Choices } from '../../prove/random';

const INTEGERS = ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'u64', 'i64', 'u128', 'i128', 'usize', 'isize'];
/** Aliases of the program's head, with what they stand for. */
const ALIASES: Readonly<Record<string, string>> = { Word: 'usize', CPtr: 'usize', Byte: 'u8', CUInt: 'u32' };

const HEAD = `#![allow(non_camel_case_types, dead_code, unused_parens, non_upper_case_globals, unused_braces)]
pub type Word = usize;
pub type CPtr = Word;
pub type Byte = u8;
pub use core::ffi::c_uint as CUInt;
pub mod inner { pub const SEVEN: u32 = 7; pub type Type = u64; pub const BIG: Type = 1 << 40; }
pub struct Holder;
impl Holder { pub const BITS: super_::Bits = 12; const HIDDEN: i16 = -3; }
pub mod super_ { pub type Bits = u8; }
#[repr(u8)] pub enum Small { A = 3, B, C = 0x20, D }
pub enum Plain { First, Second = 1 << 3, Third }
`;

/** A program of that many constants, `C0` and on, each on a line of its own. */
export function generate(seed: number, count: number): { readonly head: string; readonly lines: string[] } {
  const choices = new Choices(seed);
  const before: { name: string; type: string }[] = [
    { name: 'inner::SEVEN', type: 'u32' },
    { name: 'inner::BIG', type: 'u64' },
    { name: 'Holder::BITS', type: 'u8' },
    { name: 'Holder::HIDDEN', type: 'i16' },
  ];
  const lines: string[] = [];
  for (let index = 0; index < count; index++) {
    const written = choices.chance(0.1)
      ? 'bool'
      : choices.pick([...INTEGERS, ...Object.keys(ALIASES), 'u32', 'u64', 'usize']);
    const type = ALIASES[written] ?? written;
    const expression = new Writer(choices, before).expression(type, 1 + choices.below(4));
    lines.push(`pub const C${index}: ${written} = ${expression};`);
    before.push({ name: `C${index}`, type });
  }
  return { head: HEAD, lines };
}

class Writer {
  constructor(
    private readonly choices: Choices,
    private readonly before: readonly { readonly name: string; readonly type: string }[],
  ) {}

  expression(type: string, depth: number): string {
    return type === 'bool' ? this.truth(depth) : this.integer(type, depth);
  }

  private integer(type: string, depth: number): string {
    const { choices } = this;
    const kinds =
      depth <= 0
        ? { literal: 6, constant: 3, limit: 1, size: 0.4, variant: 0.4 }
        : {
            literal: 2,
            constant: 2,
            binary: 5,
            shift: 4,
            cast: 4,
            sign: 1,
            not: 1.5,
            brackets: 2,
            condition: 0.7,
            block: 0.4,
            limit: 0.4,
          };
    switch (choices.weighted(kinds as Record<string, number>)) {
      case 'constant': {
        const same = this.before.filter((b) => b.type === type);
        return same.length > 0 ? choices.pick(same).name : this.literal(type);
      }
      case 'binary': {
        const operator = choices.pick(['+', '-', '*', '/', '%', '&', '|', '^', '|', '+']);
        return `${this.integer(type, depth - 1)} ${operator} ${this.integer(type, depth - 1)}`;
      }
      case 'shift': {
        const by = choices.chance(0.7)
          ? String(choices.below(choices.chance(0.9) ? 16 : 70))
          : this.integer(choices.pick(INTEGERS), depth - 1);
        return `${this.integer(type, depth - 1)} ${choices.pick(['<<', '<<', '>>'])} ${by.includes(' ') ? `(${by})` : by}`;
      }
      case 'cast': {
        const from = choices.chance(0.15) ? 'bool' : choices.pick(INTEGERS);
        const inner = choices.chance(0.15)
          ? choices.pick(['Small::A', 'Small::D', 'Plain::Third', "'a'", "b'\\n'"])
          : this.expression(from, depth - 1);
        // `x as T << y` would begin generic arguments: rustc refuses to read on.
        return `((${inner}) as ${this.named(type)})`;
      }
      case 'sign':
        return `-${this.bracketed(type, depth - 1)}`;
      case 'not':
        return `!${this.bracketed(type, depth - 1)}`;
      case 'brackets':
        return this.bracketed(type, depth - 1);
      case 'condition':
        return `if ${this.truth(depth - 1)} { ${this.integer(type, depth - 1)} } else { ${this.integer(type, depth - 1)} }`;
      case 'block':
        return `{ ${this.integer(type, depth - 1)} }`;
      case 'limit':
        return type === 'u32' && choices.chance(0.5)
          ? `${choices.pick(INTEGERS)}::BITS`
          : `${this.named(type)}::${choices.pick(['MAX', 'MIN'])}`;
      case 'size':
        return type === 'usize'
          ? choices.pick([
              'core::mem::size_of::<u32>()',
              'size_of::<[Word; 4]>()',
              'size_of::<*const Byte>()',
            ])
          : this.literal(type);
      case 'variant':
        return `(${choices.pick(['Small::B', 'Small::C', 'Plain::First', 'Plain::Second'])} as ${type})`;
      default:
        return this.literal(type);
    }
  }

  private bracketed(type: string, depth: number): string {
    return `(${this.integer(type, depth)})`;
  }

  /** The type by its own name or by an alias. */
  private named(type: string): string {
    const aliases = Object.entries(ALIASES).filter(([, target]) => target === type);
    return aliases.length > 0 && this.choices.chance(0.4) ? this.choices.pick(aliases)[0] : type;
  }

  private literal(type: string): string {
    const { choices } = this;
    const value = choices.weighted({ small: 8, byte: 3, word: 1, huge: 0.5 });
    const number =
      value === 'small'
        ? choices.below(10)
        : value === 'byte'
          ? choices.below(300)
          : value === 'word'
            ? choices.below(0xffff_ffff)
            : 0xffff_ffff_ffff;
    const base = choices.weighted({ d: 6, x: 3, b: 1, o: 1 });
    let text =
      base === 'd'
        ? String(number)
        : base === 'x'
          ? `0x${number.toString(16)}`
          : base === 'b'
            ? `0b${number.toString(2)}`
            : `0o${number.toString(8)}`;
    if (choices.chance(0.15) && text.length > 3) text = `${text.slice(0, 3)}_${text.slice(3)}`;
    const suffix = choices.chance(0.25) ? type : choices.chance(0.04) ? choices.pick(INTEGERS) : '';
    return suffix !== '' && choices.chance(0.2) ? `${text}_${suffix}` : text + suffix;
  }

  private truth(depth: number): string {
    const { choices } = this;
    if (depth <= 0) return choices.pick(['true', 'false']);
    const kinds = { compare: 6, and: 1.5, not: 1, literal: 1, bits: 1 };
    switch (choices.weighted(kinds)) {
      case 'compare': {
        const type = choices.pick(INTEGERS);
        const operator = choices.pick(['==', '!=', '<', '>', '<=', '>=']);
        return `(${this.integer(type, depth - 1)}) ${operator} (${this.integer(type, depth - 1)})`;
      }
      case 'and':
        return `(${this.truth(depth - 1)}) ${choices.pick(['&&', '||'])} (${this.truth(depth - 1)})`;
      case 'bits':
        return `(${this.truth(depth - 1)}) ${choices.pick(['&', '|', '^'])} (${this.truth(depth - 1)})`;
      case 'not':
        return `!(${this.truth(depth - 1)})`;
      default:
        return choices.pick(['true', 'false']);
    }
  }
}
