/** `cfg_if!`, `cfg_select!` and their kin: the branch that the view takes. */

import { renderTokens } from '../macros';
import { evaluateCfg, evaluateKernelCfg } from '../project/cfg';
import type { CfgAnswer } from '../project/model';
import type { Token } from '../syntax/token';
import type { CrateMap } from './definitions';
import type { ChoiceShape } from './knownMacros';
import type { World } from './world';

/** A branch of such a macro. */
export interface Branch {
  /** The predicate in its parentheses; absent where it is what is left. */
  readonly args?: string;
  /** Tokens without braces. */
  readonly body: readonly Token[];
}

/** The branches in their order; the last one is `'unknown'` if the form is another. */
export function branchesOf(shape: ChoiceShape, tokens: readonly Token[]): Iterable<Branch | 'unknown'> {
  return shape === 'cfgSelect' ? armsOf(tokens) : branchesOfIf(tokens);
}

/** `if #[cfg(…)] { … } else if #[cfg(…)] { … } else { … }`. */
function* branchesOfIf(tokens: readonly Token[]): Iterable<Branch | 'unknown'> {
  let at = 0;
  const group = (): readonly Token[] | undefined => {
    const found = groupAt(tokens, at);
    if (found) at += found.length + 2;
    return found;
  };
  while (at < tokens.length) {
    let args: string | undefined;
    if (tokens[at]?.text === 'if') {
      at++;
      const attribute = tokens[at++]?.text === '#' ? group() : undefined;
      if (!attribute) return yield 'unknown';
      args = renderTokens(attribute.slice(1)).text;
    }
    const body = group();
    if (!body) return yield 'unknown';
    yield args === undefined ? { body } : { args, body };
    if (at < tokens.length && tokens[at++]?.text !== 'else') return yield 'unknown';
  }
}

/** `cfg => { … } cfg => expression, _ => { … }` (std, `cfg_select!`). */
function* armsOf(tokens: readonly Token[]): Iterable<Branch | 'unknown'> {
  for (let at = 0; at < tokens.length; ) {
    const arrow = endOfPart(tokens, at, (i) => tokens[i]?.text === '=' && tokens[i + 1]?.text === '>');
    const args = tokens.slice(at, arrow);
    if (arrow >= tokens.length || args.length === 0) return yield 'unknown';
    at = arrow + 2;
    let body = tokens[at]?.text === '{' ? groupAt(tokens, at) : undefined;
    if (body) at += body.length + 2;
    else {
      const end = endOfPart(tokens, at, (i) => tokens[i]?.text === ',');
      body = tokens.slice(at, end);
      at = end;
    }
    if (tokens[at]?.text === ',') at++;
    const [first] = args;
    const always = args.length === 1 && (first?.text === '_' || first?.text === 'true');
    yield always ? { body } : { args: `(${renderTokens(args).text})`, body };
  }
}

/** Tokens of the chosen branch, without braces; `undefined` if none is chosen, `'unknown'` if that cannot be told. */
export function chooseBranch(
  world: World,
  crate: CrateMap,
  shape: ChoiceShape,
  tokens: readonly Token[],
): readonly Token[] | 'unknown' | undefined {
  for (const branch of branchesOf(shape, tokens)) {
    if (branch === 'unknown') return branch;
    const { args, body } = branch;
    let answer: CfgAnswer = true;
    if (args !== undefined && shape === 'kernelCfgIf')
      answer = world.bindings ? evaluateKernelCfg(args, world.bindings.kernel) : 'unknown';
    else if (args !== undefined) answer = crate.cfg ? evaluateCfg(args, crate.cfg) : 'unknown';
    if (answer === 'unknown') return answer;
    if (answer) return body;
  }
  return undefined;
}

/** The tokens between the bracket at an index and the one that closes it; `undefined` if there is none. */
function groupAt(tokens: readonly Token[], start: number): readonly Token[] | undefined {
  if (tokens[start]?.kind !== 'open') return undefined;
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (tokens[at]?.kind === 'open') depth++;
    else if (tokens[at]?.kind === 'close' && --depth === 0) return tokens.slice(start + 1, at);
  }
  return undefined;
}

/** Index of the first token outside of brackets that ends a part; the number of tokens if none does. */
function endOfPart(tokens: readonly Token[], start: number, ends: (at: number) => boolean): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    if (tokens[at]?.kind === 'open') depth++;
    else if (tokens[at]?.kind === 'close') depth--;
    else if (depth === 0 && ends(at)) return at;
  }
  return tokens.length;
}
