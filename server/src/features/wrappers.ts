/** Functions of one's own that wrap kernel calls. */
import { isBindingName, isOfBindings } from '../diagnose/ours';
import { endOf, itemTable, resolveReference, scopeAround, startOf, type Unit } from '../query';
import type { Definition } from '../resolve/definitions';
import { splitTopLevel, tokenize } from '../syntax/lexer';
import type { FeatureContext } from './context';
import { codeOf } from './describe';
import { documentedName, parametersOf } from './signature';

/** A kernel call that an own function makes. */
export interface WrappedCall {
  readonly name: string;
  /** Parameter of the own function → the parameter of the kernel call that it is handed on as. */
  readonly parameters: ReadonlyMap<string, string>;
  /** It takes none. */
  readonly isBare: boolean;
}

/** Whether a function is there for the call: what the kernel does then is what the function does. */
export function handsOn({ parameters, isBare }: WrappedCall): boolean {
  return isBare || parameters.size > 0;
}

/** Kernel calls (methods and functions of the bindings) in the body of an own function, each name once. */
export function kernelCallsIn(context: FeatureContext, definition: Definition): readonly WrappedCall[] {
  const { unit, item } = definition;
  if (!unit || unit.virtual || item?.kind !== 'function' || isOfBindings(definition)) return [];
  const { fragment } = unit;
  const scope = fragment.scopes[scopeAround(unit, startOf(itemTable(fragment, item), item.at))];
  if (scope?.kind !== 'item') return [];
  const calls: WrappedCall[] = [];
  for (const [index, reference] of fragment.references.entries()) {
    if (reference.kind !== 'method' && reference.kind !== 'call') continue;
    const name = reference.segments.at(-1) ?? '';
    const start = startOf(fragment.referenceSpans, reference.at);
    if (start < scope.start || start > scope.end || calls.some((call) => call.name === name)) continue;
    if (!isBindingName(context, name)) continue;
    const outcome = resolveReference(context.world, unit, index);
    if (outcome.k !== 'resolved' || !isOfBindings(outcome.definition)) continue;
    if (outcome.definition.item?.kind !== 'function' && !outcome.member) continue;
    const wanted = parametersOf(codeOf(context, outcome.definition, outcome.member)).map((each) => each.name);
    const behind = endOf(fragment.referenceSpans, reference.at + reference.segments.length - 1);
    const own = new Set(parametersOf(item.signature).map((each) => each.name));
    const parameters = handedOn(unit, behind, scope.end, wanted, own);
    calls.push({ name, parameters, isBare: wanted.length === 0 });
  }
  return calls;
}

/** Which of a call's arguments are made of one own parameter. */
function handedOn(
  { text }: Unit,
  start: number,
  end: number,
  wanted: readonly string[],
  own: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const tokens = tokenize(text, { start, end });
  if (tokens[0]?.text !== '(') return found;
  let depth = 0;
  const close = tokens.findIndex(({ kind }) => {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    return depth === 0;
  });
  const args = splitTopLevel(tokens.slice(1, close), ',').filter((arg) => arg.length > 0);
  // `Type::method(receiver, …)` has one more.
  const skipped = Math.max(0, args.length - wanted.length);
  for (const [at, name] of wanted.entries()) {
    const named = (args[at + skipped] ?? []).filter(
      (token) => token.kind === 'identifier' && own.has(token.text),
    );
    const [first] = named;
    if (named.length === 1 && first && !found.has(first.text)) found.set(first.text, documentedName(name));
  }
  return found;
}
