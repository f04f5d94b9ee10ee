/** Generic types with their arguments: which impl is for which instance, and what parameters stand for there. */
import type { Definition } from '../resolve/definitions';
import type { World } from '../resolve/world';
import { type KnownImpl, withoutReferences } from './impls';
import { argumentOf, type Head, headOf, type TypeEnvironment, type TypeIn } from './types';

/** A type of a crate with its arguments. */
export type Instance = Extract<Head, { readonly k: 'type' }>;

/** An impl held against an instance. */
export interface MatchedImpl {
  readonly known: KnownImpl;
  /** `undefined` where it cannot be told. */
  readonly fits: boolean | undefined;
  /** What the parameters of the impl stand for, as far as the instance says it. */
  readonly given: ReadonlyMap<string, TypeIn>;
}

/** Whether an impl for a type is for this instance of it. */
export function matchImpl(world: World, known: KnownImpl, instance: Instance): MatchedImpl {
  const given = new Map<string, TypeIn>();
  const self = withoutReferences(world, known.self);
  const fits =
    self.k !== 'type'
      ? undefined
      : self.definition === instance.definition && matchArguments(world, known, self, instance, given, 0);
  return { known, fits, given };
}

function matchArguments(
  world: World,
  known: KnownImpl,
  pattern: Instance,
  actual: Instance,
  given: Map<string, TypeIn>,
  depth: number,
): boolean | undefined {
  let answer: boolean | undefined = true;
  const count = Math.max(pattern.args.length, actual.args.length);
  for (let at = 0; at < count; at++) {
    const wanted = pattern.args[at];
    const here = actual.args[at];
    // What is left out has a default.
    const fits =
      wanted && here
        ? match(world, known, wanted, here, given, depth)
        : wanted && parameterOf(known, argumentOf(wanted)) !== undefined
          ? true
          : undefined;
    if (fits === false) return false;
    if (fits === undefined) answer = undefined;
  }
  return answer;
}

/** Whether a type fits the place of another one in the header of an impl, whose parameters are bound on the way. */
function match(
  world: World,
  known: KnownImpl,
  wanted: TypeIn,
  here: TypeIn,
  given: Map<string, TypeIn>,
  depth: number,
): boolean | undefined {
  if (depth > 8) return undefined;
  const pattern = argumentOf(wanted);
  const actual = argumentOf(here);
  const name = parameterOf(known, pattern);
  if (name !== undefined) {
    if (given.has(name)) return undefined;
    given.set(name, actual);
    return true;
  }
  const a = headOf(world, pattern);
  const b = headOf(world, actual);
  if (!isTold(a) || !isTold(b)) return undefined;
  if (a.k !== b.k) return false;
  if ((a.k === 'reference' || a.k === 'pointer') && (b.k === 'reference' || b.k === 'pointer'))
    return a.mutable === b.mutable && match(world, known, a.of, b.of, given, depth + 1);
  if (a.k === 'primitive' && b.k === 'primitive') return a.name === b.name;
  if (a.k === 'built' && b.k === 'built') return a.shape === b.shape ? isSimple(a.shape) : false;
  if (a.k !== 'type' || b.k !== 'type') return undefined;
  if (a.definition !== b.definition) return mayBeOne(a.definition, b.definition) ? undefined : false;
  return matchArguments(world, known, a, b, given, depth + 1);
}

function isSimple(shape: Extract<Head, { readonly k: 'built' }>['shape']): true | undefined {
  return shape === 'unit' || shape === 'never' ? true : undefined;
}

function isTold({ k }: Head): boolean {
  return k !== 'unknown' && k !== 'parameter' && k !== 'bounds' && k !== 'callable';
}

/** Types that are known by lists may be listed twice, under several paths. */
function mayBeOne(a: Definition, b: Definition): boolean {
  return a.external !== undefined && b.external !== undefined;
}

/** The parameter of an impl that a type in its header is. */
function parameterOf(known: KnownImpl, { type, environment }: TypeIn): string | undefined {
  const [name, more] = type.k === 'path' ? type.segments : [];
  if (name === undefined || more !== undefined || environment !== known.environment) return undefined;
  return known.generics.has(name) ? name : undefined;
}

/** A type whose arguments rustc infers, and we do not. */
export function openInstance(definition: Definition): Instance {
  const { item, parent } = definition;
  const generics = item && 'generics' in item ? item.generics : undefined;
  if (!generics || !parent) return { k: 'type', definition, args: [] };
  const environment: TypeEnvironment = {
    module: parent,
    generics: new Set(generics.map(({ name }) => name)),
  };
  return {
    k: 'type',
    definition,
    args: generics.map(({ name }) => ({ type: { k: 'path', segments: [name] }, environment })),
  };
}

/** Where the types of a struct's fields are looked up, its parameters being what an instance gives for them. */
export function insideOf({ definition, args }: Instance): TypeEnvironment | undefined {
  const { item, parent, unit } = definition;
  if (!parent) return undefined;
  const generics = item && 'generics' in item ? (item.generics ?? []) : [];
  return {
    module: parent,
    ...(unit ? { unit } : {}),
    generics: new Set(generics.map(({ name }) => name)),
    bound: boundTo(generics, args),
  };
}

/** Parameters with what is given for them, by position. */
export function boundTo(
  generics: readonly { readonly name: string }[],
  args: readonly TypeIn[],
): ReadonlyMap<string, TypeIn> {
  return new Map(
    generics.flatMap(({ name }, at) => {
      const arg = args[at];
      return arg ? [[name, arg] as const] : [];
    }),
  );
}
