/** Small texts between the code: names of parameters at calls of the kernel, values of its constants. */
import { isOfBindings } from '../diagnose/ours';
import {
  constantValue,
  endOf,
  type Place,
  placeOf,
  resolveReference,
  startOf,
  type Target,
  type Unit,
  unitsIn,
} from '../query';
import { splitTopLevel, tokenize } from '../syntax/lexer';
import type { Reference, ReferenceKind } from '../syntax/summary';
import type { Token } from '../syntax/token';
import type { FeatureContext } from './context';
import { codeOf } from './describe';
import { parametersOf } from './signature';

export interface InlayHint {
  /** UTF-16 offset in the file. */
  readonly at: number;
  /** `service:` before an argument, `= 9` behind a constant. */
  readonly text: string;
  readonly kind: 'parameter' | 'value';
}

export interface HintsWanted {
  readonly parameterNames: boolean;
  readonly constantValues: boolean;
}

/** Hints between two UTF-16 offsets of a file, in order; each place once, as the first crate that has the file sees it. */
export function inlayHints(
  context: FeatureContext,
  file: string,
  start: number,
  end: number,
  wanted: HintsWanted,
): readonly InlayHint[] {
  const found = new Map<number, InlayHint>();
  const [crate] = context.cratesOf(file);
  if (!crate || (!wanted.parameterNames && !wanted.constantValues)) return [];
  const add = (unit: Unit, offset: number, hint: Omit<InlayHint, 'at'>, behind = false): void => {
    const place = placeOf(
      unit,
      behind ? offset - 1 : offset,
      behind ? offset : offset + 1,
      context.world.sources,
    );
    const at = behind ? place?.end : place?.start;
    if (place?.file !== file || at === undefined || at < start || at > end || found.has(at)) return;
    found.set(at, { at, ...hint });
  };
  for (const unit of unitsIn(context.world, crate, file)) {
    // What a macro puts together stands elsewhere, or more than once.
    if (unit.source.k === 'tokens') continue;
    for (const [index, reference] of unit.fragment.references.entries()) {
      const behind = endOf(unit.fragment.referenceSpans, reference.at + reference.segments.length - 1);
      const place = placeOf(unit, behind - 1, behind, context.world.sources);
      if (!isNear(place, file, start, end)) continue;
      if (wanted.parameterNames && (reference.kind === 'call' || reference.kind === 'method'))
        for (const hint of parameterHints(context, unit, index, reference, behind))
          add(unit, hint.at, { text: `${hint.name}:`, kind: 'parameter' });
      if (!wanted.constantValues || reference.kind === 'call') continue;
      const value = worthOf(context, unit, index, reference);
      if (value !== undefined) add(unit, behind, { text: `= ${value}`, kind: 'value' }, true);
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}

/** A call may begin before the part that is shown. */
const LONGEST_CALL = 4000;

function isNear(place: Place | undefined, file: string, start: number, end: number): boolean {
  return place?.file === file && place.end >= start - LONGEST_CALL && place.start <= end;
}

function parameterHints(
  context: FeatureContext,
  unit: Unit,
  index: number,
  { kind, segments }: Reference,
  behind: number,
): readonly { readonly at: number; readonly name: string }[] {
  const outcome = resolveReference(context.world, unit, index);
  if (outcome.k !== 'resolved' || !isOfBindings(outcome.definition)) return [];
  const { definition, member } = outcome;
  const code = codeOf(context, definition, member);
  const parameters = parametersOf(code);
  if (parameters.length === 0) return [];
  const args = argumentsBehind(unit, behind);
  // `Type::method(receiver, …)`
  const skipped = kind === 'call' && segments.length > 1 && args.length > parameters.length ? 1 : 0;
  return parameters.flatMap(({ name }, at) => {
    const arg = args[at + skipped];
    const [first] = arg ?? [];
    return arg && first && !saysItself(arg, name) ? [{ at: first.start, name }] : [];
  });
}

/** The arguments of a call whose parenthesis follows, as tokens with offsets of the unit's text. */
function argumentsBehind({ text }: Unit, start: number): readonly (readonly Token[])[] {
  let depth = 0;
  const tokens = tokenize(text, {
    start,
    end: start + LONGEST_CALL,
    isLast: ({ kind, text: word, start: at }) => {
      if (kind === 'open') depth++;
      if (kind === 'close') depth--;
      // A turbofish may come first.
      return kind === 'close' ? depth <= 0 : depth === 0 && at === start && word !== ':';
    },
  });
  const open = tokens.findIndex(({ text: word }) => word === '(');
  const isClosed = depth === 0 && tokens.at(-1)?.text === ')';
  return isClosed && open >= 0
    ? splitTopLevel(tokens.slice(open + 1, -1), ',').filter((arg) => arg.length > 0)
    : [];
}

/** `dest_root`, `self.dest_root` and `dest_root()` need no hint at the parameter `dest_root`. */
function saysItself(arg: readonly Token[], parameter: string): boolean {
  const name = arg.findLast(({ kind }) => kind === 'identifier')?.text ?? '';
  return name === parameter || name.endsWith(`_${parameter}`) || name.startsWith(`${parameter}_`);
}

/** Kinds of places in which a constant can be named. */
const CONSTANTS: ReadonlySet<ReferenceKind> = new Set([
  'value',
  'genericArgument',
  'identifierPattern',
  'pathPattern',
]);

/** The number behind a constant of the bindings; nothing for other names. */
function worthOf(
  context: FeatureContext,
  unit: Unit,
  index: number,
  reference: Reference,
): string | undefined {
  if (!CONSTANTS.has(reference.kind)) return undefined;
  const outcome = resolveReference(context.world, unit, index);
  if (outcome.k !== 'resolved' || outcome.member) return undefined;
  const { definition }: Pick<Target, 'definition'> = outcome;
  if (definition.kind !== 'const' || !isOfBindings(definition)) return undefined;
  if (startOf(unit.fragment.referenceSpans, reference.at) < 0) return undefined;
  const value = constantValue(context.world, definition);
  return value.k === 'integer'
    ? String(value.value)
    : value.k === 'boolean'
      ? String(value.value)
      : undefined;
}
