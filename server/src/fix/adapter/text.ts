/** The adapter's new items as Rust, laid out as rustfmt does. */

import { placesOf } from '../../diagnose/bindingsIndex';
import { bits } from '../../diagnose/written/rights';
import { tokenize } from '../../syntax/lexer';
import { variableName } from '../../syntax/signature';
import type { FixContext } from '../context';
import { filled, MAX_WIDTH } from '../layout';
import type { Definition } from './entries';
import { type Adapter, isInScope } from './find';
import { bitsInWords, needsBuffer, type Wrapper } from './wrapper';

/** rustfmt's `fn_call_width`, `chain_width` and `short_array_element_width_threshold` by default. */
const ARGUMENTS = 60;
const CHAIN = 60;
const SHORT = 10;

/** Writes names of the bindings as the adapter has to: bare where a glob brings them in, else through its base path. */
export class Namer {
  constructor(
    private readonly adapter: Adapter,
    private readonly context: FixContext,
  ) {}

  /** Rust with names relative to the bindings' root → Rust for the adapter. */
  rust(text: string): string {
    let result = '';
    let at = 0;
    let before = '';
    for (const token of tokenize(text)) {
      result += text.slice(at, token.start);
      const begins = token.kind === 'identifier' && before !== ':' && before !== '.';
      result += begins && this.needsPath(token.text) ? `${this.base()}::${token.text}` : token.text;
      at = token.end;
      before = token.text;
    }
    return result + text.slice(at);
  }

  private base(): string {
    return this.adapter.base.join('::');
  }

  private needsPath(name: string): boolean {
    const { catalog, world } = this.context;
    const known =
      catalog.knownName(name).some(({ path }) => path === name) ||
      placesOf(world, name).some(({ module }) => module.parent === undefined);
    return known && !isInScope(world, this.adapter, name);
  }
}

/** Lines of a constant; attributes that say when it is there come in `attributes`. */
export function constantLines(
  name: string,
  definition: Extract<Definition, { k: 'number' }>,
  attributes: readonly string[],
  namer: Namer,
  remark: string | undefined,
  { rightBits }: FixContext['knowledge'],
  visibility: string,
): string[] {
  const { value, type, of } = definition;
  const about =
    of === 'right'
      ? [
          "/// A word of capability rights, packed as `seL4_CapRights` is in libsel4's `shared_types.bf`:",
          `/// ${bitsInWords(rightBits)}. In C it is a macro of \`<sel4/shared_types.h>\`.`,
        ]
      : ['/// No attribute is set.'];
  return [
    ...about,
    ...(remark === undefined ? [] : [`/// ${remark}`]),
    ...attributes,
    '#[allow(non_upper_case_globals)]',
    `${visibility}const ${name}: ${namer.rust(type)} = ${of === 'right' ? bits(value) : value};`,
  ];
}

/** The head of a function: `pub unsafe fn name(a: A) -> B`. */
export function headOf(name: string, wrapper: Wrapper, namer: Namer, visibility: string): string {
  return `${headStart(name, wrapper, visibility)}(${parametersOf(wrapper, namer).join(', ')})${returns(wrapper, namer)}`;
}

function headStart(name: string, { isUnsafe }: Wrapper, visibility: string): string {
  return `${visibility}${isUnsafe ? 'unsafe ' : ''}fn ${name}`;
}

function parametersOf({ params, changesFirst }: Wrapper, namer: Namer): string[] {
  return params.map(
    ({ name, type }, index) =>
      `${index === 0 && changesFirst ? 'mut ' : ''}${variableName(name)}: ${namer.rust(type)}`,
  );
}

function returns({ ret }: Wrapper, namer: Namer): string {
  return ret === undefined ? '' : ` -> ${namer.rust(ret)}`;
}

/** Lines of a wrapper, a tab for each level of indentation. `width` is the width of what stands in front of all lines. */
export function wrapperLines(
  name: string,
  { on, method, wrapper }: Extract<Definition, { k: 'call' }>,
  attributes: readonly string[],
  namer: Namer,
  options: {
    readonly sel4: string;
    readonly visibility: string;
    readonly indent: string;
    readonly width: number;
  },
  { calling }: FixContext['knowledge'],
): string[] {
  const { visibility, sel4 } = options;
  const level = options.indent === '\t' ? 4 : options.indent.length;
  const room = (depth: number): number => MAX_WIDTH - options.width - depth * level;
  const head = headOf(name, wrapper, namer, visibility);
  const allowed = ['non_snake_case', ...(wrapper.params.length > 7 ? ['clippy::too_many_arguments'] : [])];
  const lines = [...about(name, method, wrapper, sel4), ...attributes, `#[allow(${allowed.join(', ')})]`];
  if (`${head} {`.length <= room(0)) lines.push(`${head} {`);
  else {
    lines.push(`${headStart(name, wrapper, visibility)}(`);
    for (const parameter of parametersOf(wrapper, namer)) lines.push(`\t${parameter},`);
    lines.push(`)${returns(wrapper, namer)} {`);
  }
  for (const shadow of wrapper.before) {
    const start = `let ${variableName(shadow.name)} = ${namer.rust(shadow.value)}`;
    if (shadow.args === undefined) lines.push(`\t${start};`);
    else lines.push(...callLines(start, shadow.args, ';', 1, room));
  }
  const args = wrapper.args.map((argument) => argumentText(argument));
  const start = wrapper.pattern === undefined ? '' : `let ${wrapper.pattern} = `;
  const end = wrapper.pattern === undefined && wrapper.after.length === 0 ? '' : ';';
  const { through } = wrapper;
  if (needsBuffer(wrapper)) {
    const member = typeof through === 'object' ? through.member : undefined;
    const access = `${sel4}::${calling.buffer.access}`;
    lines.push(
      ...bufferLines({ start, access, inner: calling.buffer.inner, method, args, member, end }, room),
    );
  } else {
    const callee = through === 'type' ? namer.rust(`${on}::${method}`) : `value.${method}`;
    lines.push(...callLines(start + callee, args, end, 1, room));
  }
  for (const line of wrapper.after) lines.push(`\t${line}`);
  return [...lines, '}'];
}

/** `a.into()` and `()` stay, names get their `r#`. */
function argumentText(argument: string): string {
  const dot = argument.indexOf('.');
  return dot < 0
    ? argument === '()'
      ? argument
      : variableName(argument)
    : variableName(argument.slice(0, dot)) + argument.slice(dot);
}

/** A call on one line, or with an argument a line. */
function callLines(
  start: string,
  args: readonly string[],
  end: string,
  depth: number,
  room: (depth: number) => number,
): string[] {
  const tabs = '\t'.repeat(depth);
  const inner = args.join(', ');
  const line = `${start}(${inner})${end}`;
  if (inner.length <= ARGUMENTS && line.length <= room(depth)) return [tabs + line];
  const lines = args.every((argument) => isName(argument) && argument.length <= SHORT)
    ? filled(args, room(depth + 1))
    : args.map((argument) => `${argument},`);
  return [`${tabs}${start}(`, ...lines.map((each) => `${tabs}\t${each}`), `${tabs})${end}`];
}

function isName(argument: string): boolean {
  return /^\w+$/.test(argument);
}

interface BufferCall {
  /** What stands in front: `let x = `, or nothing. */
  readonly start: string;
  readonly access: string;
  readonly inner: string;
  readonly method: string;
  readonly args: readonly string[];
  /** Stands in place of the call. */
  readonly member: string | undefined;
  readonly end: string;
}

/** The call in a closure that is given the IPC buffer. */
function bufferLines(call: BufferCall, room: (depth: number) => number): string[] {
  const { start, access, inner, method, args, member, end } = call;
  const buffer = 'ipc_buffer';
  const list = args.join(', ');
  const chain = `${buffer}.${inner}().${member ?? `${method}(${list})`}`;
  const fits = member !== undefined || (chain.length <= CHAIN && list.length <= ARGUMENTS);
  const line = `${access}(|${buffer}| ${chain})${end}`;
  if (fits && start.length + line.length <= room(1)) return [`\t${start}${line}`];
  if (fits && start !== '' && line.length <= room(2)) return [`\t${start.trimEnd()}`, `\t\t${line}`];
  const body = fits ? [`\t\t${chain}`] : chainLines(`${buffer}.${inner}()`, method, args, room);
  return [`\t${start}${access}(|${buffer}| {`, ...body, `\t})${end}`];
}

/** A chain that is too long for a line: a method a line, or with the last one's arguments below each other. */
function chainLines(
  before: string,
  method: string,
  args: readonly string[],
  room: (depth: number) => number,
): string[] {
  const list = args.join(', ');
  const last = `.${method}(${list})`;
  const below = callLines(`${before}.${method}`, args, '', 2, room);
  const [buffer, inner] = before.split('.');
  const apart = [`\t\t${buffer}`, `\t\t\t.${inner}`, `\t\t\t${last}`];
  if (list.length > ARGUMENTS) return below;
  if (before.length + last.length <= room(2)) return apart;
  if (below.length >= 5 && `.${method}(`.length <= CHAIN - before.length) return below;
  return last.length <= room(3) ? apart : below;
}

function about(name: string, method: string, wrapper: Wrapper, sel4: string): string[] {
  const called = name === method || method === '' ? '' : `, which is \`${method}\` here`;
  if (!needsBuffer(wrapper))
    return [
      `/// \`${name}\` in libsel4's calling shape${name === method ? '' : `: \`${method}\` in the bindings`}.`,
    ];
  return [
    `/// \`${name}\` in C's calling shape${called}.`,
    ...wrapper.remarks.flatMap((remark) => ['///', `/// ${remark}`]),
    '///',
    '/// # Safety',
    '///',
    `/// ${method === '' ? 'As in C' : 'As in C: the kernel acts on the capabilities that are named'}. Panics where \`${sel4}\` has no IPC buffer.`,
    ...wrapper.safety.map((sentence) => `/// ${sentence}`),
  ];
}
