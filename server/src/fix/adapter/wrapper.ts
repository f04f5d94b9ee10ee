/** A function in C's calling shape around a method of the bindings, as plain parts. */
import type { Configuration } from '../../bindings/data';
import type { FieldData } from '../../knowledge/data';
import type { Knowledge } from '../../knowledge/knowledge';
import { readSignature, type Signature, type TypeText } from '../../syntax/signature';
import type { Standing } from './standing';

/** A parameter or variable with its type as text. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  /** How C's value becomes the bindings' one; absent: it is the same. */
  readonly how?: How;
}

export type How =
  /** A number that may be written `true` or `false`. */
  | { readonly k: 'bool' }
  /** A word of rights. */
  | { readonly k: 'rights' }
  /** A pointer where the bindings want a reference, or an optional one: a copy of what is there unless it is `unique`. */
  | { readonly k: 'pointer'; readonly optional: boolean; readonly unique: boolean }
  /** Where the badge goes: no argument of the bindings. */
  | { readonly k: 'sender' };

export interface Wrapper {
  readonly params: readonly Variable[];
  readonly ret?: string;
  /** The first parameter is changed in place. */
  readonly changesFirst?: true;
  /** Variables that shadow parameters before the call. */
  readonly before: readonly Shadow[];
  readonly args: readonly string[];
  /**
   * How the call is reached: as a method of the IPC buffer, of the first parameter, or an associated function; or what
   * stands behind `buffer.` instead of a call.
   */
  readonly through: 'buffer' | 'value' | 'type' | { readonly member: string };
  /** What the call's value is taken apart into; absent: it is the function's own. */
  readonly pattern?: string;
  /** Lines behind the call, the value of the function last. A tab is a level of indentation. */
  readonly after: readonly string[];
  readonly isUnsafe: boolean;
  /** Sentences on what the caller has to see to. */
  readonly safety: readonly string[];
  /** Sentences on parameters that are not as the binding has them. */
  readonly remarks: readonly string[];
}

/** `let name = value;`, or `let name = value(args);` */
export interface Shadow {
  readonly name: string;
  readonly value: string;
  readonly args?: readonly string[];
}

/**
 * The wrapper of a call.
 * @param kept names of parameters that have the bindings' own types
 * @returns a sentence where the signature has a shape that no function of C has
 */
export function wrapperOf(
  { on, method, signature }: Extract<Standing, { k: 'call' }>,
  { name, mcs }: Configuration,
  knowledge: Knowledge,
  kept: ReadonlySet<string> = NONE,
): Wrapper | string {
  const read = readSignature(signature);
  if (read === undefined) return 'the signature of the call cannot be read';
  if (on !== knowledge.calling.buffer.type) return ofValue(read, on);
  return new OfBuffer(knowledge, mcs, knowledge.replyFirst(method, name), kept).make(read);
}

const NONE: ReadonlySet<string> = new Set();

/** The wrapper of a function that only reads or writes a field of the IPC buffer. */
export function wrapperOfField({ params, ret, field, value }: FieldData): Wrapper {
  return {
    params: params.map(([name, type]) => ({ name, type })),
    ...(ret === undefined ? {} : { ret }),
    before: [],
    args: [],
    through: { member: value === undefined ? field : `${field} = ${value}` },
    after: [],
    isUnsafe: true,
    safety: [],
    remarks: [],
  };
}

/** Whether a wrapper needs the IPC buffer. */
export function needsBuffer({ through }: Wrapper): boolean {
  return through === 'buffer' || typeof through === 'object';
}

/** C's name for the parameter. */
const REPLY = 'reply';

/** Kernel calls: methods of the IPC buffer. */
class OfBuffer {
  private readonly params: Variable[] = [];
  private readonly before: Shadow[] = [];
  private readonly args: string[] = [];
  private readonly safety: string[] = [];
  private readonly remarks: string[] = [];
  /** Where C has the pointer for the badge: behind what is sent, before where replies go. */
  private senderAt: number | undefined;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly mcs: boolean,
    private readonly replyFirst: boolean,
    private readonly kept: ReadonlySet<string>,
  ) {}

  make({ params, ret }: Signature): Wrapper | string {
    for (const { name, type } of params)
      if (!this.parameter(name, type)) return `\`${type.text}\` is no type that a function of C takes`;
    const { sender } = this.knowledge.calling;
    const { before, args, safety, remarks } = this;
    const parts = { params: this.params, before, args, through: 'buffer', safety, remarks } as const;
    const [message, badge] = ret?.shape.k === 'tuple' ? ret.shape.of : [];
    if (badge?.text !== sender.type || message === undefined)
      return { ...parts, ...(ret === undefined ? {} : { ret: ret.text }), after: [], isUnsafe: true };
    const { name, type } = sender;
    const at = this.senderAt ?? this.params.length;
    const reply = this.replyFirst ? this.params.splice(this.params.findIndex(isReply), 1) : [];
    this.params.splice(at, 0, { name, type: `*mut ${type}`, how: { k: 'sender' } }, ...reply);
    safety.push(`\`${name}\` must be null, or point to a word for the badge.`);
    return {
      ...parts,
      ret: message.text,
      pattern: '(info, badge)',
      after: [`if !${name}.is_null() {`, `\tunsafe { *${name} = badge };`, '}', 'info'],
      isUnsafe: true,
    };
  }

  /** False for a type that has no counterpart in C. */
  private parameter(name: string, { text, shape }: TypeText): boolean {
    const { rights, bool, reply } = this.knowledge.calling;
    const add = (type: string, argument = name, how?: How): true => {
      this.params.push({ name, type, ...(how && { how }) });
      this.args.push(argument);
      return true;
    };
    if (text === reply.type) {
      this.senderAt ??= this.params.length;
      if (!this.mcs) this.args.push('()');
      else {
        this.params.push({ name: REPLY, type: reply.mcs });
        this.args.push(REPLY);
      }
      return true;
    }
    if (this.kept.has(name)) {
      if (shape.k === 'option') this.senderAt ??= this.params.length;
      this.remarks.push(`\`${name}\` has the bindings' own type, as the calls have it.`);
      return add(text);
    }
    if (rights.types.includes(text)) return this.rights(name) && add(rights.word, name, { k: 'rights' });
    if (text === bool) return add(`impl Into<${bool}>`, `${name}.into()`, { k: 'bool' });
    if (shape.k === 'path') return add(text);
    if (shape.k === 'option') this.senderAt ??= this.params.length;
    const inner = shape.k === 'option' ? shape.of : { text, shape };
    const referred = inner.shape.k === 'reference' ? inner.shape.of : inner;
    if (referred.shape.k !== 'path' || (shape.k !== 'reference' && shape.k !== 'option')) return false;
    const unique = inner.shape.k === 'reference' && inner.shape.unique;
    const pointer = `must ${shape.k === 'option' ? 'be null, or ' : ''}point to a \`${referred.text}\`.`;
    this.safety.push(`\`${name}\` ${pointer}`);
    const optional = shape.k === 'option';
    this.before.push({ name, value: borrowed(name, optional, unique) });
    return add(`*mut ${referred.text}`, name, { k: 'pointer', optional, unique });
  }

  /** The kernel's own constructor wants a number for each right; C has them in a word. */
  private rights(name: string): true {
    const { calling, rightBits } = this.knowledge;
    const { make, order } = calling.rights;
    const bits = order.map((right) => rightBits[right] ?? 0);
    const numbers = bits.map((bit) => (bit === 0 ? `${name} & 1` : `(${name} >> ${bit}) & 1`));
    this.before.push({ name, value: make, args: numbers });
    this.remarks.push(`\`${name}\` is a word of rights: ${bitsInWords(rightBits)}.`);
    return true;
  }
}

function isReply({ name }: Variable): boolean {
  return name === REPLY;
}

function borrowed(name: string, optional: boolean, unique: boolean): string {
  if (optional) return unique ? `unsafe { ${name}.as_mut() }` : `unsafe { ${name}.as_ref() }.copied()`;
  return unique ? `unsafe { &mut *${name} }` : `unsafe { &*${name} }`;
}

/** `write is bit 0, read bit 1, …` */
export function bitsInWords(bits: Readonly<Record<string, number>>): string {
  const words = (name: string): string => name.replace('GrantReply', 'grant reply').toLowerCase();
  return Object.entries(bits)
    .sort((a, b) => a[1] - b[1])
    .map(([name, bit], index) => `${words(name)}${index === 0 ? ' is' : ''} bit ${bit}`)
    .join(', ');
}

/** Accessors: C has functions of a value where the bindings have methods, and gives a changed value back. */
function ofValue({ receiver, params, ret }: Signature, on: string): Wrapper | string {
  const odd = params.find(({ type }) => type.shape.k !== 'path');
  if (odd) return `\`${odd.type.text}\` is no type that a function of C takes`;
  const given = params.map(({ name, type }) => ({ name, type: type.text }));
  const args = given.map(({ name }) => name);
  const parts = { args, before: [], isUnsafe: false, safety: [], remarks: [] } as const;
  if (receiver === undefined) {
    const made = ret === undefined || ret.text === 'Self' ? on : ret.text;
    return { ...parts, params: given, ret: made, through: 'type', after: [] };
  }
  const all = [{ name: 'value', type: on }, ...given];
  if (receiver === '&mut self')
    return { ...parts, params: all, ret: on, changesFirst: true, through: 'value', after: ['value'] };
  return { ...parts, params: all, ...(ret ? { ret: ret.text } : {}), through: 'value', after: [] };
}
