/** Arguments in C's shape as the bindings want them, edited in place. */

import type { WrittenCall, WrittenPath } from '../diagnose/written/path';
import { VALUE } from '../resolve/definitions';
import { lookupFrom } from '../resolve/scopes';
import type { Unit } from '../resolve/unit';
import type { Token } from '../syntax/token';
import type { Variable, Wrapper } from './adapter/wrapper';
import { type Argument, argumentOf } from './argument';
import type { FixContext } from './context';
import type { PlacedEdit } from './fix';
import { rightsIn } from './rights';

/** Where a call stands that is adapted. */
export interface AdaptedCall {
  readonly unit: Unit;
  readonly scope: number;
  readonly path: WrittenPath;
  readonly call: WrittenCall;
  /** Unsafe functions may be called there. */
  readonly isUnsafe: boolean;
  /** How the bindings' root is written there, with `::` behind; empty if all of it is in scope. */
  readonly sys: string;
  /** Variable that holds the badge. */
  readonly badge: string;
}

export interface Adaptation {
  readonly edits: readonly PlacedEdit[];
  /** The statement that puts the badge where C would; absent where it goes nowhere. */
  readonly badge?: string;
}

/** The edits that turn C's arguments into the bindings'; a sentence where one cannot be turned. */
export function adaptArguments(
  site: AdaptedCall,
  wrapper: Wrapper,
  context: FixContext,
): Adaptation | string {
  const { path, call } = site;
  const { file } = path;
  const { params, args } = wrapper;
  const inOrder = params.filter(({ how }) => how?.k !== 'sender').map(({ name }) => name);
  const wanted = args
    .map((argument) => argument.replace('.into()', ''))
    .filter((argument) => argument !== '()');
  if (wanted.some((name, at) => name !== inOrder[at]))
    return 'the bindings have the arguments in another order: write the call anew';
  const edits: PlacedEdit[] = [];
  let badge: string | undefined;
  for (const [at, parameter] of params.entries()) {
    const [start, end] = call.args[at] as readonly [number, number];
    const argument = argumentOf(path, call, at);
    if (parameter.how?.k === 'sender') {
      const statement = badgeStatement(argument, site, context);
      if (statement && 'why' in statement) return statement.why;
      badge = statement?.text;
      // With the comma before it; the first argument is never the badge's place.
      const before = (call.args[at - 1] as readonly [number, number] | undefined)?.[1] ?? start;
      edits.push({ file, start: before, end, newText: '' });
      continue;
    }
    const written = adapted(argument, parameter, site, context);
    if (written === undefined) continue;
    if ('why' in written) return written.why;
    edits.push({ file, start, end, newText: written.text });
  }
  // What C has no argument for.
  const units = args.filter((argument) => argument === '()').length;
  const last = call.args.at(-1)?.[1];
  if (units > 0 && last !== undefined) edits.push({ file, start: last, end: last, newText: ', ()' });
  return { edits, ...(badge === undefined ? {} : { badge }) };
}

type Adapted = { readonly text: string } | { readonly why: string };

/** `undefined`: as it is. */
function adapted(
  argument: Argument,
  { name, type, how }: Variable,
  site: AdaptedCall,
  context: FixContext,
): Adapted | undefined {
  switch (how?.k) {
    case 'bool':
      return argument.text === 'true' ? { text: '1' } : argument.text === 'false' ? { text: '0' } : undefined;
    case 'rights':
      return rights(argument, name, site, context);
    case 'pointer':
      return { text: referenceTo(argument, type, how, site.isUnsafe) };
    default:
      return undefined;
  }
}

/** Rights of which the word is known are made by the bindings' own constructor; what has its type stays. */
function rights(
  argument: Argument,
  name: string,
  { unit, scope, path, sys }: AdaptedCall,
  { knowledge, world }: FixContext,
): Adapted | undefined {
  const given = rightsIn(argument, { unit, scope, file: path.file }, world, knowledge);
  if (given?.k === 'value') return undefined;
  if (given?.word !== undefined)
    return { text: sys + knowledge.rightsOf(given.word).raw.replace(/^sel4::sys::/, '') };
  const { make } = knowledge.calling.rights;
  return {
    why: `\`${name}\` is a word in C and a value of \`${make.split('::')[0]}\` in the bindings: make one of \`${argument.text}\` with \`${make}\``,
  };
}

/** A reference where C has a pointer: without the way over the pointer if the argument makes it of a reference itself. */
function referenceTo(
  argument: Argument,
  type: string,
  { optional, unique }: { readonly optional: boolean; readonly unique: boolean },
  isUnsafe: boolean,
): string {
  const target = borrowedPlace(argument);
  const inUnsafe = (text: string): string => (isUnsafe ? text : `unsafe { ${text} }`);
  const { text } = argument;
  const { operand } = argument;
  if (optional) {
    if (isNull(argument)) return 'None';
    if (target !== undefined) return unique ? `Some(&mut ${target})` : `Some(${target})`;
    const pointer =
      argument.words.includes('as') || !/^[\w.:]+$/.test(text) ? `(${text} as ${type})` : operand;
    return unique ? inUnsafe(`${pointer}.as_mut()`) : `${inUnsafe(`${pointer}.as_ref()`)}.copied()`;
  }
  if (target !== undefined) return `${unique ? '&mut ' : '&'}${target}`;
  return inUnsafe(`${unique ? '&mut ' : '&'}*${operand}`);
}

/** `x` of `&x`, `&mut x`, `&mut x as *mut T`, `&raw mut x`. */
function borrowedPlace({ text, tokens, words }: Argument): string | undefined {
  if (words[0] !== '&') return undefined;
  const raw = words[1] === 'raw' && (words[2] === 'mut' || words[2] === 'const');
  const from = raw ? 3 : words[1] === 'mut' ? 2 : 1;
  const offset = tokens[0]?.start ?? 0;
  const first = tokens[from];
  if (first === undefined) return undefined;
  const as = castAfter(tokens, from);
  const end = as === undefined ? text.length : as.start - offset;
  return text.slice(first.start - offset, end).trim();
}

/** The `as` of the argument itself, not of one in its brackets. */
export function castAfter(tokens: readonly Token[], from: number): Token | undefined {
  let depth = 0;
  return tokens.find(({ kind, text }, at) => {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    return at > from && depth === 0 && text === 'as';
  });
}

/** `null()` or `null_mut()` by any path, cast or not; a null that is only a part of the argument is none. */
export function isNull({ words, tokens }: Argument): boolean {
  const as = words.indexOf('as');
  const value = as < 0 ? words : words.slice(0, as);
  const at = value.findIndex((word) => word === 'null' || word === 'null_mut');
  const isPath = tokens.slice(0, at).every(({ kind, text }) => kind === 'identifier' || text === ':');
  const called = value.slice(at + 1);
  const turbofish = called[0] === ':' && called[2] === '<' && called.indexOf('>') === called.length - 3;
  return at >= 0 && isPath && called.slice(-2).join('') === '()' && (called.length === 2 || turbofish);
}

/** What is done with the badge, as a statement; nothing where C is given null. */
function badgeStatement(argument: Argument, site: AdaptedCall, { world }: FixContext): Adapted | undefined {
  if (isNull(argument)) return undefined;
  const place = borrowedPlace(argument);
  if (place !== undefined) return { text: `${place} = ${site.badge};` };
  const { text } = argument;
  const found = lookupFrom(world, site.unit, site.scope, { name: text, namespace: VALUE, context: 0 });
  const declared = found?.k === 'local' ? found.binding.type?.k : undefined;
  if (declared === 'reference') return { text: `*${text} = ${site.badge};` };
  if (declared !== 'pointer')
    return { why: `where \`${text}\` points to is not known: write the badge there yourself` };
  const write = site.isUnsafe ? `*${text} = ${site.badge};` : `unsafe { *${text} = ${site.badge} };`;
  return { text: `if !${text}.is_null() { ${write} }` };
}
