/** Arguments of C's functions as the typed interface of the `sel4` crate wants them. */

import { VALUE } from '../resolve/definitions';
import { lookupFrom } from '../resolve/scopes';
import { readSignature } from '../syntax/signature';
import { type Argument, argumentOf } from './argument';
import type { FixContext } from './context';
import { isForeign, referencesBetween } from './referencesBetween';
import { remarkBehind } from './remark';
import type { CallSite } from './rewriteCalls';
import { rightsIn } from './rights';

/** A method of the typed interface, and how the bindings' parameters are made of its own. */
export interface TypedMethod {
  readonly path: string;
  readonly signature: string;
  /** `cap vspace`, `abs.root dst`, `fixed`: one for each parameter of the bindings' method. */
  readonly args: readonly string[];
  readonly on?: string;
}

export interface TypedCall {
  /** Receiver and method with its arguments. */
  readonly text: string;
  /** Type of the value. */
  readonly ret: string | undefined;
}

/** The call in typed form; a sentence where an argument has no such form. */
export function typedText(site: CallSite, method: TypedMethod, context: FixContext): TypedCall | string {
  const signature = readSignature(method.signature);
  if (signature === undefined) return 'the signature of the method cannot be read';
  const writer = new Writer(site, method, context);
  try {
    const args = signature.params.map(({ name, type }) => writer.parameter(name, type.text));
    writer.checkFixed();
    const name = method.path.slice(method.path.lastIndexOf('::') + 2);
    return { text: `${writer.receiver()}.${name}(${args.join(', ')})`, ret: signature.ret?.text };
  } catch (error) {
    if (error instanceof NoForm) return error.message;
    throw error;
  }
}

/** Why an argument has no typed form. */
class NoForm extends Error {}

class Writer {
  /** By typed parameter: how each of the bindings' is made of it, and what C gives for that. */
  private readonly given = new Map<string, { readonly how: string; readonly argument: Argument }[]>();
  private readonly fixed: Argument[] = [];

  constructor(
    private readonly site: CallSite,
    private readonly method: TypedMethod,
    private readonly context: FixContext,
  ) {
    const { params, args } = site.method.wrapper;
    for (const [at, text] of args.entries()) {
      const index = params.findIndex(({ name }) => name === text.replace('.into()', ''));
      const [how = '', of = ''] = (method.args[at] ?? '').split(' ');
      if (index < 0) continue;
      const argument = argumentOf(site.path, site.call, index);
      if (how === 'fixed') this.fixed.push(argument);
      else this.given.set(of, [...(this.given.get(of) ?? []), { how, argument }]);
    }
  }

  /** What the typed interface always gives the kernel is 0. */
  checkFixed(): void {
    const other = this.fixed.find((argument) => argument.literal !== 0n);
    if (other) throw new NoForm(`the typed method has 0 for \`${other.text}\``);
  }

  receiver(): string {
    const { path, on } = this.method;
    const parts = this.given.get('self') ?? [];
    if (parts.some(({ how }) => how.startsWith('abs.'))) return this.absolute(parts);
    const type =
      on ?? (path.startsWith('sel4::Cap::') ? 'sel4::cap::Endpoint' : path.slice(0, path.lastIndexOf('::')));
    return `${this.own(type)}::from_bits(${this.one(parts).text})`;
  }

  parameter(name: string, type: string): string {
    const parts = this.given.get(name) ?? [];
    const [first] = parts;
    const kind = first?.how.split('.')[0];
    switch (kind) {
      case 'abs':
        return `&${this.absolute(parts)}`;
      case 'blueprint':
        return `&${this.blueprint(parts)}`;
      case 'cap':
        return `${type === 'CPtr' ? this.own('sel4::CPtr') : this.own(`sel4::cap::${type}`)}::from_bits(${this.one(parts).text})`;
      case 'same':
        return this.one(parts).text;
      case 'int':
        return asUsize(this.one(parts));
      case 'bool':
        return this.bool(this.one(parts));
      case 'inner':
        return this.inner(this.one(parts), type);
      case 'word':
        return this.word(this.one(parts), type);
      case 'ctx':
        return this.copied(this.one(parts), type);
      default:
        throw new NoForm(`\`${name}\` has no counterpart in C's call`);
    }
  }

  private one(parts: readonly { readonly argument: Argument }[]): Argument {
    const [only] = parts;
    if (only === undefined || parts.length > 1) throw new NoForm('the arguments do not correspond');
    return only.argument;
  }

  /** `sel4::x` under the crate's name here. */
  private own(path: string): string {
    return path.replace(/^sel4::/, `${this.site.sel4}::`);
  }

  private part(
    parts: readonly { readonly how: string; readonly argument: Argument }[],
    how: string,
  ): Argument {
    const found = parts.find((part) => part.how === how || (how === 'abs.root' && part.how === 'self'));
    if (found === undefined) throw new NoForm('the arguments do not correspond');
    return found.argument;
  }

  /** A slot: the CNode that it is looked up from, its index, and how many bits of that count. */
  private absolute(parts: readonly { readonly how: string; readonly argument: Argument }[]): string {
    const root = this.part(parts, 'abs.root').text;
    const index = this.part(parts, 'abs.path').text;
    const depth = this.part(parts, 'abs.depth');
    const bits = depth.literal !== undefined ? depth.text : `usize::from(${depth.text})`;
    return `${this.own('sel4::cap::CNode')}::from_bits(${root}).absolute_cptr_from_bits_with_depth(${index}, ${bits})`;
  }

  private blueprint(parts: readonly { readonly how: string; readonly argument: Argument }[]): string {
    const type = this.part(parts, 'blueprint.type');
    const name = this.kernelName(type);
    const pattern = name === undefined ? undefined : this.context.knowledge.blueprint(name);
    if (pattern === undefined) throw new NoForm(`what object \`${type.text}\` makes is not known`);
    return this.own(pattern.replace('$', asUsize(this.part(parts, 'blueprint.size'))));
  }

  private bool(argument: Argument): string {
    const { text } = argument;
    if (text === 'true' || text === 'false') return text;
    if (argument.literal !== undefined) return argument.literal === 0n ? 'false' : 'true';
    const { world } = this.context;
    const { unit, scope } = this.site;
    const found = lookupFrom(world, unit, scope, { name: text, namespace: VALUE, context: 0 });
    const type = found?.k === 'local' ? found.binding.type : undefined;
    if (type?.k === 'path' && type.segments.length === 1)
      return type.segments[0] === 'bool' ? text : `${text} != 0`;
    throw new NoForm(`whether \`${text}\` is a number or a bool is not known`);
  }

  private inner(argument: Argument, type: string): string {
    const { knowledge, arch } = this.context;
    if (type === 'CapRights') return this.rights(argument);
    const name = this.kernelName(argument);
    const typed =
      name &&
      (knowledge.cAlias(name, arch)?.typed ??
        knowledge.invented(name, arch)?.typed ??
        knowledge.typedEquivalent(name)[0]?.path);
    if (type === 'VmAttributes' && typed?.startsWith('sel4::VmAttributes::')) return this.own(typed);
    const remark = remarkBehind(this.site.path.source.text, argument.tokens.at(-1)?.end ?? 0, knowledge);
    return `${this.own(`sel4::${type}`)}::from_inner(${argument.text}${remark})`;
  }

  /** The name of the kernel that an argument is; nothing for what the workspace names so itself. */
  private kernelName(argument: Argument): string | undefined {
    const { unit, path } = this.site;
    const { world } = this.context;
    const [from, to] = [argument.tokens[0]?.start ?? 0, argument.tokens.at(-1)?.end ?? 0];
    const named = referencesBetween(world, unit, path.file, from, to);
    return named.some(({ index }) => isForeign(world, unit, index)) ? undefined : lastName(argument);
  }

  private rights(argument: Argument): string {
    const { world, knowledge } = this.context;
    const { unit, scope, path } = this.site;
    const given = rightsIn(argument, { unit, scope, file: path.file }, world, knowledge);
    if (given?.word !== undefined) return this.own(knowledge.rightsOf(given.word).typed);
    if (given === undefined)
      throw new NoForm(
        argument.tokens.length === 1
          ? `\`${argument.text}\` is a word of rights: name them in the call`
          : `which rights \`${argument.text}\` are is not known: name them in the call`,
      );
    return `${this.own('sel4::CapRights')}::from_inner(${argument.text})`;
  }

  private word(argument: Argument, type: string): string {
    if (argument.literal === 0n) return `${this.own(`sel4::${type}`)}::new(0, 0)`;
    throw new NoForm(`\`${argument.text}\` is a word in C and a \`${type}\` here`);
  }

  /** The struct behind a pointer to a variable. */
  private copied({ text, words, tokens }: Argument, type: string): string {
    const name = type.replace(/^&(mut )?/, '');
    const at = words[1] === 'mut' ? 2 : 1;
    const [variable, behind] = [tokens[at], tokens[at + 1]];
    if (words[0] !== '&' || variable?.kind !== 'identifier' || (behind !== undefined && behind.text !== 'as'))
      throw new NoForm(`what \`${text}\` points to is not known`);
    return `${type.startsWith('&mut') ? '&mut ' : '&'}${this.own(`sel4::${name}`)}::from_inner(${variable.text})`;
  }
}

function asUsize(argument: Argument): string {
  return argument.literal !== undefined ? argument.text : `${argument.operand} as usize`;
}

/** Last segment of a path, a cast behind it left out. */
function lastName({ words, tokens }: Argument): string | undefined {
  const as = words.indexOf('as');
  const path = as < 0 ? tokens : tokens.slice(0, as);
  return path.every(({ kind, text }) => kind === 'identifier' || text === ':')
    ? path.at(-1)?.text
    : undefined;
}
