/**
 * C's calling shape. A wrapper around a method of the bindings may take what libsel4's function of that name takes:
 * pointers for references, a word for rights, a pointer for the badge that the bindings return beside the message, an
 * error's number. The bindings' signature is put in that shape as far as the wrapper uses it, and then compared.
 */
import { compareThings, type Thing } from '../../compare/compare';
import type { Difference, Verdict } from '../../compare/difference';
import { type Callable, callableOf, compareFunctions } from '../../compare/functions';
import { typeRefText } from '../../compare/typeRefText';
import { type Sides, typed } from '../../compare/types';
import type { CallingData } from '../../knowledge/data';
import type { Definition } from '../../resolve/definitions';
import type { FunctionItem, TypeRef } from '../../syntax/summary';

/** Like {@link compareThings}, but for a function and a method C's calling shape is as good as the bindings' own. */
export function compareInCShape(
  sides: Sides,
  definition: Definition,
  there: Thing,
  calling: CallingData,
): Verdict {
  const plain = compareThings(sides, { k: 'definition', definition }, there);
  if (there.k !== 'method' || !plain.differences.some(isRootOfSignature)) return plain;
  const here = callableOf(sides.here, definition);
  const best = here && bestOf(shapes(sides, here, ofValue(there, calling), calling), compare);
  if (!best) return plain;
  return {
    differences: [...plain.differences.filter(({ aspect }) => aspect !== 'signature'), ...best.differences],
    same: [...plain.same, ...best.same],
    unknown: [...plain.unknown, ...best.unknown],
  };

  function compare({ own, other }: Shape): Verdict {
    return compareFunctions(sides, own, other, true);
  }
}

/** Whether a function differs, and all that it differs in is that it has C's calling shape. */
export function isOnlyCShape(
  sides: Sides,
  definition: Definition,
  there: Thing,
  calling: CallingData,
): boolean {
  const plain = compareThings(sides, { k: 'definition', definition }, there);
  if (!plain.differences.some(isRootOfSignature)) return false;
  return !compareInCShape(sides, definition, there, calling).differences.some(isRootOfSignature);
}

function isRootOfSignature({ aspect, follows }: Difference): boolean {
  return aspect === 'signature' && follows.length === 0;
}

/**
 * The verdict that finds least amiss. What follows from other types weighs least: it is gone once those are mended, and a
 * shape that was chosen to avoid it would call the arguments something else.
 */
function bestOf(all: readonly Shape[], compare: (shape: Shape) => Verdict): Verdict | undefined {
  const weighed = all.map((shape) => {
    const verdict = compare(shape);
    const points = verdict.differences.reduce((sum, each) => sum + each.points.length, 0);
    const following = verdict.differences.reduce((sum, { following = 0 }) => sum + following, 0);
    return { verdict, cost: [points - following, unlikeIn(shape), following] };
  });
  return weighed.sort((a, b) => byCost(a.cost, b.cost))[0]?.verdict;
}

/** Arguments that are a pointer on one side only: no two names for one thing, where types differ anyway. */
function unlikeIn({ own, other }: Shape): number {
  return own.item.params.filter(
    (type, at) => (type.k === 'pointer') !== (other.item.params[at]?.k === 'pointer'),
  ).length;
}

function byCost(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((cost, index) => cost !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** C's functions of a value take it first, and give a changed one back. */
function ofValue({ callable, of }: Extract<Thing, { k: 'method' }>, { buffer }: CallingData): Callable {
  const { item } = callable;
  if (of === buffer.type || !item.hasSelf || !callable.environment.self) return callable;
  return { ...callable, item: { ...item, params: [SELF, ...item.params], ret: item.ret ?? SELF } };
}

const SELF: TypeRef = { k: 'path', segments: ['Self'] };

/** Both functions, what is accepted on either side made equal. */
interface Shape {
  readonly own: Callable;
  readonly other: Callable;
}

function shapes(sides: Sides, here: Callable, there: Callable, calling: CallingData): readonly Shape[] {
  const { item } = here;
  const { params, ret } = there.item;
  const isPair = ret?.k === 'tuple' && ret.of.length === 2 && item.ret?.k !== 'tuple';
  const [message, badge] = isPair ? ret.of : [ret];
  const reply = params.find((type) => typeRefText(type) === calling.reply.type);
  const withoutReply = params.filter((type) => type !== reply);
  // Where it stands for nothing it is no argument of C's; else C may have it elsewhere.
  const withReply = reply && isUnit(sides, there, reply) ? [withoutReply] : everywhere(withoutReply, reply);
  const lists = [params, ...withReply].flatMap((list) =>
    everywhere(list, badge && ({ k: 'pointer', mutable: true, of: badge } as const)),
  );
  return lists
    .filter((list) => list.length === item.params.length)
    .map((list): Shape => {
      const pairs = list.map((other, at) => accepted(item.params[at] as TypeRef, other, calling));
      const returns = isNumberOfError(sides, here, message)
        ? { own: UNIT, other: UNIT }
        : { own: item.ret, other: message };
      const made = (from: FunctionItem, side: 'own' | 'other'): FunctionItem => {
        const { ret: _, ...rest } = from;
        const given = returns[side];
        return { ...rest, params: pairs.map((pair) => pair[side]), ...(given ? { ret: given } : {}) };
      };
      return {
        own: { ...here, item: made(item, 'own') },
        other: { ...there, item: made(there.item, 'other') },
      };
    });
}

const UNIT: TypeRef = { k: 'tuple', of: [] };

/** The list with one more in each place; the list itself where there is none. */
function everywhere<T>(list: readonly T[], one: T | undefined): readonly (readonly T[])[] {
  if (one === undefined) return [list];
  return Array.from({ length: list.length + 1 }, (_, at) => [...list.slice(0, at), one, ...list.slice(at)]);
}

/** What is compared for a parameter of the wrapper and one of the method. */
function accepted(
  own: TypeRef,
  other: TypeRef,
  { rights, bool }: CallingData,
): { readonly own: TypeRef; readonly other: TypeRef } {
  const text = typeRefText(other);
  if (own.k === 'pointer') {
    const of = referredBy(other);
    if (of) return { own, other: { ...own, of } };
  }
  if (rights.types.includes(text) && !rights.types.includes(typeRefText(own)))
    return { own, other: { k: 'path', segments: [rights.word] } };
  if (text === bool && isMadeInto(own, bool)) return { own: UNIT, other: UNIT };
  return { own, other };
}

/** What a reference, an optional one, or something optional is about. */
function referredBy(type: TypeRef): TypeRef | undefined {
  if (type.k === 'reference') return type.of;
  if (type.k !== 'path' || type.segments.at(-1) !== 'Option') return undefined;
  const [inner] = type.args ?? [];
  return inner?.k === 'reference' ? inner.of : inner;
}

/** `bool`, or `impl Into<…>` of the kernel's number for it. */
function isMadeInto(type: TypeRef, bool: string): boolean {
  if (type.k === 'path') return type.segments.length === 1 && type.segments[0] === 'bool';
  if (type.k !== 'impl') return false;
  return type.bounds.some(
    ({ segments, args }) =>
      segments.at(-1) === 'Into' && args?.length === 1 && typeRefText(args[0] as TypeRef) === bool,
  );
}

function isUnit({ there: world }: Sides, { environment }: Callable, type: TypeRef): boolean {
  const { identity } = typed(world, { type, environment });
  return identity.k === 'tuple' && identity.of.length === 0;
}

/** C's enums are `int`s: an error may be handed on as such. */
function isNumberOfError(sides: Sides, here: Callable, ret: TypeRef | undefined): boolean {
  const own = here.item.ret;
  if (!own || ret?.k !== 'path' || ret.segments.at(-1) !== 'Type') return false;
  const mine = typed(sides.here, { type: own, environment: here.environment }).identity;
  return mine.k === 'primitive' && (mine.name === 'i32' || mine.name === 'u32');
}
