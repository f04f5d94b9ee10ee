/** What a kernel call wants, while its arguments are typed. */
import type { NameText } from '../knowledge/documentation';
import { meaningOf, type Trial, tokensOfFile, tryNameAt } from '../query';
import { callAround } from './callAround';
import { type FeatureContext, isOurName } from './context';
import { type Parameter, parametersOf } from './signature';
import { subjectOf } from './subject';

export interface SignatureHelp {
  /** The signature as Rust. */
  readonly label: string;
  readonly parameters: readonly (Parameter & { readonly text?: string })[];
  /** Index of the parameter that is typed; absent where there are more arguments than parameters. */
  readonly active?: number;
  readonly text?: NameText;
  /** Kernel calls that an own function makes. */
  readonly calls: readonly string[];
}

/**
 * The signature of the call around a UTF-16 offset of a file; `undefined` outside of calls of what belongs to the bindings
 * or wraps a call of theirs, and for offsets outside of the file.
 */
export function signatureHelp(
  context: FeatureContext,
  file: string,
  offset: number,
): SignatureHelp | undefined {
  const { world } = context;
  for (const crate of context.cratesOf(file)) {
    const tokens = tokensOfFile(crate, file);
    const call = tokens && callAround(tokens, offset);
    if (!tokens || !call) continue;
    const { start } = tokens[call.callee]!;
    const found = tryNameAt(world, crate, file, start, 'call', (trial) =>
      help(context, trial, call.argument),
    );
    if (found) return found;
  }
  return undefined;
}

function help(context: FeatureContext, { occurrence }: Trial, argument: number): SignatureHelp | undefined {
  const meaning = meaningOf(context.world, occurrence);
  const [target] = meaning.targets;
  if (
    !target ||
    (target.definition.item?.kind !== 'function' && !target.member && target.definition.kind !== 'function')
  )
    return undefined;
  const { code, text, calls, parameters: documented = [] } = subjectOf(context, target, []);
  if (!isOurName(context, occurrence.name, meaning) && calls.length === 0) return undefined;
  if (!code.includes('fn ')) return undefined;
  const parameters = parametersOf(code).map((parameter) => {
    const about = documented.find(({ name }) => name === parameter.name)?.text;
    return { ...parameter, ...(about === undefined ? {} : { text: about }) };
  });
  const active = argument - (passesReceiver(occurrence, code) ? 1 : 0);
  return {
    label: code,
    parameters,
    ...(active >= 0 && active < parameters.length ? { active } : {}),
    ...(text ? { text } : {}),
    calls,
  };
}

/** `Type::method(receiver, …)` */
function passesReceiver({ unit, written }: Trial['occurrence'], code: string): boolean {
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  return reference?.kind !== 'method' && /\(\s*(&\s*(mut\s+)?|mut\s+)?self\b/.test(code);
}
