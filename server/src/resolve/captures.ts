/** Names that format strings capture inline (`{name}`). */

import type { Edition } from '../project/model';
import { formatCaptures } from '../syntax/formatString';
import { tokenize } from '../syntax/lexer';
import type { Fragment, Reference } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { remembered } from './remembered';
import type { Unit } from './unit';

/** Which argument is the format string; -1 for macros that take none. */
function formatArgument(name: string): number {
  if (name === 'dbg' || name === 'addr_of' || name === 'addr_of_mut' || name === 'ready' || name === 'pin')
    return -1;
  if (
    name === 'assert' ||
    name === 'debug_assert' ||
    name === 'write' ||
    name === 'writeln' ||
    name === 'ensure'
  )
    return 1;
  if (name.startsWith('const_assert')) return -1;
  if (name.endsWith('assert_eq') || name.endsWith('assert_ne')) return 2;
  return 0;
}

const OLD_PANICS = new Set(['panic', 'assert', 'debug_assert', 'unreachable']);

/** Fragments with the captures of their format string, by the argument that is one: the same in every view. */
const captured = new WeakMap<Fragment, Map<number, Fragment>>();

/**
 * Adds references for names that the format string of a standard macro captures inline (`{name}`; std::fmt, "Named
 * parameters"); `edition` is the one that the call is written in.
 */
export function withCaptures(unit: Unit, macro: string, edition: Edition): Unit {
  const position = formatArgument(macro);
  if (position < 0 || !unit.text.includes('{')) return unit;
  // Before edition 2021 a message without arguments was no format string.
  const old = edition < 2021 && OLD_PANICS.has(macro);
  const byPosition = remembered(captured, unit.fragment, () => new Map<number, Fragment>());
  unit.fragment = remembered(byPosition, old ? -1 - position : position, () =>
    addCaptures(unit, position, old),
  );
  return unit;
}

/** Arguments of a call of such a macro, each as its tokens; those that `log` macros may begin with are left out. */
function argumentsIn(text: string): readonly (readonly Token[])[] {
  const args: Token[][] = [[]];
  let depth = 0;
  for (const token of tokenize(text)) {
    if (token.kind === 'open') depth++;
    else if (token.kind === 'close') depth--;
    if (depth === 0 && token.kind === 'punctuation' && (token.text === ',' || token.text === ';'))
      args.push([]);
    else args.at(-1)?.push(token);
  }
  // `log` macros may begin with `target: "…"`.
  while (
    args.length > 1 &&
    args[0]?.[0]?.kind === 'identifier' &&
    args[0][1]?.text === ':' &&
    args[0][2]?.text !== ':'
  )
    args.shift();
  return args;
}

/** Names of named arguments (`name = …`) in the arguments of a macro with a format string: no such name is captured. */
export function namedArguments(text: string): ReadonlySet<string> {
  return namesOf(argumentsIn(text));
}

function namesOf(args: readonly (readonly Token[])[]): ReadonlySet<string> {
  return new Set(
    args.flatMap(([name, equals, next]) =>
      name?.kind === 'identifier' && equals?.text === '=' && next && next.text !== '=' ? [name.text] : [],
    ),
  );
}

function addCaptures({ text, fragment }: Unit, position: number, old: boolean): Fragment {
  const args = argumentsIn(text);
  const literal = args[position];
  if (literal?.length !== 1 || literal[0]?.kind !== 'literal') return fragment;
  const alone = args.slice(position + 1).every((arg) => arg.length === 0);
  if (old && alone) return fragment;
  const named = namesOf(args);
  const references: Reference[] = [...fragment.references];
  const spans = [...fragment.referenceSpans];
  for (const capture of formatCaptures(literal[0].text)) {
    if (named.has(capture.name)) continue;
    const base = literal[0].start;
    references.push({ kind: 'value', scope: 0, segments: [capture.name], at: spans.length / 2 });
    spans.push(base + capture.start, base + capture.end);
  }
  return { ...fragment, references, referenceSpans: spans };
}
