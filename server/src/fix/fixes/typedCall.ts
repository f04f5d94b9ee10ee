/** Calls the method of the typed interface instead of C's function. */

import type { Problem } from '../../diagnose/problem';
import { type FileTokens, isPathSeparator, tokenAt } from '../../diagnose/written/tokens';
import { type CrateMap, TYPE } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { externCrateNamed } from '../../resolve/preludes';
import type { Token } from '../../syntax/token';
import { ownConfiguration } from '../adapter/standing';
import { withoutUnsafe } from '../callSite';
import type { FixContext } from '../context';
import type { PlacedEdit } from '../fix';
import type { Fixer, No, Offer } from '../offer';
import { nameIn } from '../remark';
import { type CallSite, rewriteCalls } from '../rewriteCalls';
import { type TypedMethod, typedText } from '../typedArguments';

export const typedCall: Fixer = ({ problem }, context) => typedCallAt(problem, context);

/** The same for a call that may resolve. */
export function typedCallAt(problem: Problem, context: FixContext): Offer | No | undefined {
  return rewriteCalls(
    problem,
    {
      id: 'typedCall',
      kind: 'refactor.rewrite',
      shown({ name }, sel4) {
        const method = typedMethodOf(name, context);
        if (method === undefined) return undefined;
        const { path } = method;
        const type = typeName(method);
        if (!exists(problem.crate, type, sel4, context)) return `\`${sel4}\` has no \`${type}\``;
        return { text: `${type.replace(/^sel4::/, `${sel4}::`)}${path.slice(path.lastIndexOf('::'))}(…)` };
      },
      edits: (site) => callEdits(site, context),
    },
    context,
  );
}

/** Type of the capability that a method is called on, if the `sel4` crate that another crate sees has it. */
export function typeOfTyped(
  method: TypedMethod,
  crate: CrateMap,
  sel4: string,
  context: FixContext,
): string | undefined {
  const type = typeName(method);
  return exists(crate, type, sel4, context) ? type : undefined;
}

function typeName({ path, on }: TypedMethod): string {
  if (on !== undefined) return on;
  return path.startsWith('sel4::Cap::') ? 'sel4::cap::Endpoint' : path.slice(0, path.lastIndexOf('::'));
}

/** The typed method of the view's own configuration. */
export function typedMethodOf(name: string, context: FixContext): TypedMethod | undefined {
  const own = ownConfiguration(context)?.name ?? '';
  for (const { path, signature, args, on, configurations } of context.knowledge.typedEquivalent(name)) {
    if (signature === undefined || args === undefined || !configurations.includes(own)) continue;
    if (!signature.includes('(self')) continue;
    const ret = signature.split(' -> ')[1];
    if (ret === undefined || ret === 'Result<()>' || ret === 'MessageInfo')
      return { path, signature, args, ...(on === undefined ? {} : { on }) };
  }
  return undefined;
}

/** Whether the `sel4` crate of the view has a type; one that is not on disk, or made by macros, is believed. */
function exists(crate: CrateMap, type: string, sel4: string, { world }: FixContext): boolean {
  let module = externCrateNamed(world, crate, sel4, false)?.module;
  for (const name of type.split('::').slice(1)) {
    if (module === undefined) return true;
    const there = lookupIn(world, module, name, TYPE);
    if (there === undefined) return false;
    module = there.k === 'found' ? there.definition.module : undefined;
  }
  return true;
}

function callEdits(site: CallSite, context: FixContext): readonly PlacedEdit[] | string {
  const { unit, path, call } = site;
  const { file, source } = path;
  const method = typedMethodOf(site.method.name, context);
  if (method === undefined) return 'the typed interface has no such method';
  if (hasRemark(source, path.start, call.end, context))
    return 'a remark among the arguments would be lost: move it first';
  const typed = typedText(site, method, context);
  if (typeof typed === 'string') return typed;
  const inside = (edit: PlacedEdit): boolean => edit.start >= path.start && edit.end <= call.end;
  const out = withoutUnsafe(context.world, unit, path, call).filter((edit) => !inside(edit));
  const end = out.find(({ start }) => start >= call.end)?.end ?? call.end;
  const start = out[0]?.start ?? path.start;
  const ended = out.some(({ newText }) => newText === ';');
  const { text, edit } = withResult(site, typed.text, typed.ret, start, end, ended);
  return [...out, { file, start: path.start, end: call.end, newText: text }, ...(edit ? [edit] : [])];
}

/** The call with what its value is used for: C's error code is made again only where something needs it. */
function withResult(
  { path, call, sel4 }: CallSite,
  text: string,
  ret: string | undefined,
  start: number,
  end: number,
  ended: boolean,
): { readonly text: string; readonly edit?: PlacedEdit } {
  if (ret === undefined) return { text };
  if (ret === 'MessageInfo') return { text: `${text}.into_inner()` };
  const { file, source } = path;
  const { tokens } = source;
  const first = tokenAt(source, start);
  const [before, beforeThat] = [tokens[first - 1], tokens[first - 2]];
  const next = tokens.findIndex((token) => token.start >= end);
  const check = comparison(tokens, next);
  if (check)
    return {
      text,
      edit: { file, start: end, end: check.end, newText: check.equal ? '.is_ok()' : '.is_err()' },
    };
  const behindCall = tokens[tokenAt(source, call.end - 1) + 1];
  if (ended || tokens[next]?.text === ';' || behindCall?.text === ';') {
    if (before === undefined || [';', '{', '}'].includes(before.text)) return { text: `let _ = ${text}` };
    if (before.text === '=' && beforeThat?.text === '_') return { text };
  }
  return { text: `${text}.err().map_or(${sel4}::sys::seL4_Error::seL4_NoError, ${sel4}::Error::into_sys)` };
}

/** `== seL4_NoError` or `!= a::seL4_NoError` and nothing more of the same operand. */
function comparison(
  tokens: readonly Token[],
  at: number,
): { readonly equal: boolean; readonly end: number } | undefined {
  const [sign, equals] = [tokens[at], tokens[at + 1]];
  if ((sign?.text !== '!' && sign?.text !== '=') || !sign.joint || equals?.text !== '=') return undefined;
  let last = at + 2;
  while (isPathSeparator(tokens, last + 1)) last += 3;
  const name = tokens[last];
  const behind = tokens[last + 1];
  const more = behind?.kind === 'punctuation' && !['&', '|', ';', ','].includes(behind.text);
  if (name?.text !== 'seL4_NoError' || more || behind?.kind === 'identifier') return undefined;
  return { equal: sign.text === '=', end: name.end };
}

/** Whether a person's remark stands between tokens: names in comments that `fix` writes itself are none. */
function hasRemark(
  { text, tokens }: FileTokens,
  start: number,
  end: number,
  { knowledge }: FixContext,
): boolean {
  let at = start;
  for (const token of tokens) {
    if (token.end <= start) continue;
    if (token.start >= end) break;
    const between = text.slice(at, token.start).trim();
    if (between !== '' && nameIn(between, knowledge) === undefined) return true;
    at = token.end;
  }
  return false;
}
