/** A call as it is written: what its arguments do, and the `unsafe` around it. */

import type { WrittenCall, WrittenPath } from '../diagnose/written/path';
import { tokenAt } from '../diagnose/written/tokens';
import { tokensOf } from '../query/trial';
import { expansionOf } from '../resolve/bodyMacros';
import { placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { MacroCall, Reference } from '../syntax/summary';
import type { Token } from '../syntax/token';
import { resolveReference } from '../types/references';
import type { PlacedEdit } from './fix';
import { type PlacedReference, referencesBetween } from './referencesBetween';
import { isUnsafeFunction } from './unsafeContext';

/** Methods of the standard library that arguments are made with: they call nothing of the workspace. */
const HARMLESS: ReadonlySet<string> = new Set([
  'as_mut',
  'as_mut_ptr',
  'as_ptr',
  'as_ref',
  'bits',
  'cast',
  'clone',
  'copied',
  'expect',
  'get',
  'into',
  'is_empty',
  'is_null',
  'is_some',
  'len',
  'max',
  'min',
  'try_into',
  'unwrap',
  'unwrap_or',
  'unwrap_or_default',
  'wrapping_add',
  'wrapping_sub',
]);

/** Words that leave the function, or wait: in a closure they mean something else. */
const JUMPS: ReadonlySet<string> = new Set(['return', 'break', 'continue', 'await', 'yield', '?']);

/** Tokens between the parentheses of a call. */
export function tokensInside({ source }: WrittenPath, { open, end }: WrittenCall): readonly Token[] {
  return source.tokens.slice(tokenAt(source, open) + 1, tokenAt(source, end - 1));
}

/** References in the arguments of a call. */
function referencesInside(
  world: World,
  unit: Unit,
  { file }: WrittenPath,
  { open, end }: WrittenCall,
): readonly PlacedReference[] {
  return referencesBetween(world, unit, file, open + 1, end - 1);
}

/**
 * Why the arguments of a call cannot be made inside of a closure that holds the IPC buffer; nothing where they can.
 * What they call might call the kernel itself, and the buffer is taken then.
 */
export function whyNotInClosure(
  world: World,
  unit: Unit,
  path: WrittenPath,
  call: WrittenCall,
): string | undefined {
  const tokens = tokensInside(path, call);
  const jump = tokens.find(({ text }) => JUMPS.has(text));
  if (jump)
    return `\`${jump.text}\` in an argument would leave the closure only: put the argument into a variable first`;
  const first = (name: string): string =>
    `the argument calls \`${name}\` while the IPC buffer is taken: put its value into a variable first`;
  const macro = tokens.find(
    (token, at) =>
      token.text === '!' && tokens[at - 1]?.kind === 'identifier' && tokens[at + 1]?.kind === 'open',
  );
  const inside = macrosInside(world, unit, path, call);
  const isKnown = inside?.texts.every(isPlain) && inside.builtIn.every((name) => name === 'vec');
  if (macro && !isKnown) return first(`${tokens[tokens.indexOf(macro) - 1]?.text}!`);
  const called = [
    ...referencesInside(world, unit, path, call).map((each) => ({ ...each, unit })),
    ...(inside?.texts ?? []).flatMap((text) =>
      text.fragment.references.map((reference, index) => ({ reference, index, unit: text })),
    ),
  ];
  for (const { reference, index, unit } of called) {
    const name = reference.segments.at(-1) ?? '';
    if (reference.kind === 'method' && !HARMLESS.has(name)) return first(name);
    if (reference.kind !== 'call') continue;
    const outcome = resolveReference(world, unit, index);
    const definition = outcome.k === 'resolved' ? outcome.definition : undefined;
    const own =
      definition === undefined || (definition.kind === 'function' && definition.crate?.node !== undefined);
    if (own && !definition?.crate?.bindings) return first(name);
  }
  return undefined;
}

/** Whether a text leaves nothing, and waits for nothing. */
function isPlain(text: Unit): boolean {
  return tokensOf(text).every((token) => !JUMPS.has(token.text));
}

/** Macro calls in the arguments of a call, those in what they stand for included. */
interface MacrosInside {
  /** What they stand for; of a macro that is built in, what it is given. */
  readonly texts: readonly Unit[];
  /** Names of macros that are not by example. */
  readonly builtIn: readonly string[];
}

/** `undefined` where it is not known what one of them stands for. */
function macrosInside(
  world: World,
  unit: Unit,
  { file }: WrittenPath,
  { open, end }: WrittenCall,
): MacrosInside | undefined {
  const texts: Unit[] = [];
  const builtIn: string[] = [];
  const add = (from: Unit, index: number): boolean => {
    const expansion = expansionOf(world, from, index);
    if (expansion.k !== 'units') return expansion.k === 'nothing';
    const { definition, units } = expansion;
    if (definition.item?.kind !== 'macroDefinition') builtIn.push(definition.name);
    texts.push(...units);
    return units.every((text) => text.fragment.calls.every((_, inner) => add(text, inner)));
  };
  const isInside = ({ at }: MacroCall): boolean => {
    const start = startOf(unit.fragment.referenceSpans, at);
    const place = placeOf(unit, start, start + 1, world.sources);
    return place?.file === file && place.start > open && place.end < end;
  };
  const isKnown = unit.fragment.calls.every((each, index) => !isInside(each) || add(unit, index));
  return isKnown ? { texts, builtIn } : undefined;
}

/** Whether arguments need `unsafe` themselves: they read through pointers, name statics or call unsafe functions. */
function needsUnsafe(world: World, unit: Unit, path: WrittenPath, call: WrittenCall): boolean {
  const inside = macrosInside(world, unit, path, call);
  return (
    inside === undefined ||
    readsThroughPointer(tokensInside(path, call)) ||
    referencesInside(world, unit, path, call).some(({ reference, index }) =>
      takesUnsafe(world, unit, reference, index),
    ) ||
    inside.texts.some(
      (text) =>
        readsThroughPointer(tokensOf(text)) ||
        text.fragment.references.some((reference, index) => takesUnsafe(world, text, reference, index)),
    )
  );
}

function readsThroughPointer(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    const before = tokens[at - 1];
    const operand = before?.kind === 'identifier' || before?.kind === 'literal' || before?.kind === 'close';
    const isType = tokens[at + 1]?.text === 'const' || tokens[at + 1]?.text === 'mut';
    return token.text === '*' && !isType && !operand;
  });
}

function takesUnsafe(world: World, unit: Unit, { kind }: Reference, index: number): boolean {
  if (kind !== 'value' && kind !== 'call' && kind !== 'method') return false;
  const outcome = resolveReference(world, unit, index);
  if (outcome.k !== 'resolved') return outcome.k !== 'local' && kind === 'call';
  const { definition } = outcome;
  return definition.kind === 'static' || isUnsafeFunction(definition);
}

/** Edits that take a call out of an `unsafe` block which holds nothing else; none where there is no such block. */
export function withoutUnsafe(
  world: World,
  unit: Unit,
  path: WrittenPath,
  call: WrittenCall,
): readonly PlacedEdit[] {
  const { source, file } = path;
  const { tokens, partners, text } = source;
  const from = tokenAt(source, path.start);
  const open = from - 1;
  const close = partners[open] ?? -1;
  if (tokens[open]?.text !== '{' || tokens[open - 1]?.text !== 'unsafe' || close < 0) return [];
  const last = tokenAt(source, call.end - 1);
  const ends = tokens[last + 1]?.text === ';';
  if (last + (ends ? 2 : 1) !== close || needsUnsafe(world, unit, path, call)) return [];
  const before = tokens[open - 2];
  const after = tokens[close + 1];
  const isStatement = before === undefined || [';', '{', '}'].includes(before.text);
  const unsafe = tokens[open - 1] as Token;
  const end = tokens[close] as Token;
  const inner = tokens[last + (ends ? 1 : 0)] as Token;
  let separator = '';
  if (isStatement) {
    if (after === undefined) return [];
    if (after.kind === 'punctuation' && !['}', ';', '#'].includes(after.text)) return [];
    if (!ends && after.text !== '}' && after.text !== ';') separator = ';';
  } else {
    // The value of a block that ends with `;` is not the call's.
    if (ends) return [];
    if (before.text === '>' && tokens[open - 3]?.text === '=' && after?.text !== ',' && after?.text !== '}')
      separator = ',';
  }
  const edits: PlacedEdit[] = [
    { file, start: unsafe.start, end: path.start, newText: '' },
    { file, start: inner.end, end: end.end, newText: separator },
  ];
  // Arguments on lines of their own come out by one level; a text of several lines stays what it is.
  const long = tokensInside(path, call).some(
    (token) => token.kind === 'literal' && token.text.includes('\n'),
  );
  const level = long ? 0 : indentOf(text, path.start) - indentOf(text, unsafe.start);
  for (
    let at = text.indexOf('\n', path.start);
    at >= 0 && at < call.end && level > 0;
    at = text.indexOf('\n', at + 1)
  ) {
    const blank = /^[ \t]*/.exec(text.slice(at + 1, at + 1 + level))?.[0].length ?? 0;
    if (blank > 0) edits.push({ file, start: at + 1, end: at + 1 + blank, newText: '' });
  }
  return edits;
}

function indentOf(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return (/^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '').length;
}
