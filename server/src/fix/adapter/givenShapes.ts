/**
 * How the workspace's calls of a function hand over its arguments. Where they have the bindings' own types, a function in
 * C's shape would not take them (E0308), and rustc alone would say so once the name is there.
 */

import { writtenCall, writtenPath } from '../../diagnose/written/path';
import { remembered } from '../../resolve/remembered';
import type { Unit } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Reference } from '../../syntax/summary';
import { typeOf } from '../../types/receivers';
import { resolveReference } from '../../types/references';
import { castAfter, isNull } from '../adapt';
import { type Argument, argumentOf } from '../argument';
import type { FixContext } from '../context';
import { referencesBetween } from '../referencesBetween';
import { rightsIn } from '../rights';
import type { Variable } from './wrapper';

/** A call that finds nobody, and is about to find what the adapter gets. */
interface Call {
  readonly unit: Unit;
  readonly reference: Reference;
  readonly index: number;
}

/** What an argument is: what C's function takes, or what the bindings' method takes; `undefined` where it may be both. */
type Shape = 'c' | 'bindings' | undefined;

/**
 * The parameters that all calls of a name hand over as the bindings have them; a sentence where some do and some do as in C.
 * What cannot be told fits both.
 */
export function givenAsBindings(
  name: string,
  params: readonly Variable[],
  context: FixContext,
): ReadonlySet<string> | string {
  const kept = new Set<string>();
  const calls = callsOf(name, context);
  for (const [at, parameter] of params.entries()) {
    const { how } = parameter;
    if (how?.k !== 'rights' && how?.k !== 'pointer') continue;
    const shapes = new Set(calls.map((call) => shapeAt(call, at, params, how, context)));
    if (shapes.has('bindings') && shapes.has('c'))
      return `some calls of \`${name}\` hand \`${parameter.name}\` over as C does, others as the bindings do: write them alike first`;
    if (shapes.has('bindings')) kept.add(parameter.name);
  }
  return kept;
}

const known = new WeakMap<World, { readonly texts: object; readonly calls: Map<string, Call[]> }>();

/** Calls that find nobody under a name, in all of the workspace. */
function callsOf(name: string, { world, texts }: FixContext): readonly Call[] {
  let index = known.get(world);
  if (index?.texts !== texts) {
    index = { texts, calls: allCalls(world) };
    known.set(world, index);
  }
  return (index.calls.get(name) ?? []).filter(({ unit, index }) => {
    const { k } = resolveReference(world, unit, index);
    return k === 'unresolved' || k === 'silent';
  });
}

function allCalls(world: World): Map<string, Call[]> {
  const calls = new Map<string, Call[]>();
  for (const node of world.project.crates) {
    if (!node.member) continue;
    for (const unit of world.crate(node.index).units)
      for (const [index, reference] of unit.fragment.references.entries())
        if (reference.kind === 'call')
          remembered(calls, reference.segments.at(-1) ?? '', () => [] as Call[]).push({
            unit,
            reference,
            index,
          });
  }
  return calls;
}

function shapeAt(
  { unit, reference }: Call,
  at: number,
  params: readonly Variable[],
  how: Extract<Variable['how'], { k: 'rights' | 'pointer' }>,
  { world, knowledge }: FixContext,
): Shape {
  const { segments, scope } = reference;
  const path = writtenPath(world, { unit, reference, segments, failure: { segment: segments.length - 1 } });
  const call = typeof path === 'string' ? undefined : writtenCall(path, reference.argumentCount);
  if (typeof path === 'string' || call?.args.length !== params.length) return undefined;
  const argument = argumentOf(path, call, at);
  if (how.k === 'pointer') return ofPointer(argument, unit, path.file, how.optional, world);
  const given = rightsIn(argument, { unit, scope, file: path.file }, world, knowledge);
  if (given !== undefined) return given.k === 'value' ? 'bindings' : 'c';
  return headOf(argument, unit, path.file, world)?.k === 'primitive' ? 'c' : undefined;
}

/** A mutable reference becomes a pointer by itself; a shared one, and something optional, does not. */
function ofPointer(argument: Argument, unit: Unit, file: string, optional: boolean, world: World): Shape {
  const { words, tokens } = argument;
  if (isNull(argument) || castAfter(tokens, 0) !== undefined) return 'c';
  if (words[0] === 'None' || words[0] === 'Some') return 'bindings';
  if (words[0] === '&') return words[1] === 'raw' || (words[1] === 'mut' && optional) ? 'c' : ofShared(words);
  const head = headOf(argument, unit, file, world);
  if (head?.k === 'pointer') return 'c';
  if (head?.k === 'reference') return head.mutable ? (optional ? 'c' : undefined) : 'bindings';
  return head?.k === 'type' && head.definition.name === 'Option' ? 'bindings' : undefined;
}

function ofShared(words: readonly string[]): Shape {
  return words[1] === 'mut' ? undefined : 'bindings';
}

/** The type of an argument that is a single path. */
function headOf({ tokens, text }: Argument, unit: Unit, file: string, world: World) {
  const [from, to] = [tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0];
  const [only] = referencesBetween(world, unit, file, from, to).filter(({ start }) => start === from);
  if (only?.reference.segments.join('::') !== text) return undefined;
  const head = typeOf(world, unit, { k: 'path', reference: only.index }, 0);
  return head === 'poison' ? undefined : head;
}
