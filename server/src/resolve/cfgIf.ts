/** `cfg_if!` and its kin: the branch that the view takes. */

import { renderTokens } from '../macros';
import { evaluateCfg, evaluateKernelCfg } from '../project/cfg';
import type { CfgAnswer } from '../project/model';
import type { Token } from '../syntax/token';
import type { CrateMap } from './definitions';
import type { World } from './world';

/**
 * Tokens of the chosen branch of `if #[cfg(…)] { … } else if #[cfg(…)] { … } else { … }`, without braces;
 * `undefined` if none is chosen, `'unknown'` if that cannot be told or the form is another.
 */
export function chooseBranch(
  world: World,
  crate: CrateMap,
  tokens: readonly Token[],
  kernel: boolean,
): readonly Token[] | 'unknown' | undefined {
  let at = 0;
  const group = (): readonly Token[] | undefined => {
    if (tokens[at]?.kind !== 'open') return undefined;
    let depth = 0;
    const start = at + 1;
    for (; at < tokens.length; at++) {
      if (tokens[at]?.kind === 'open') depth++;
      else if (tokens[at]?.kind === 'close' && --depth === 0) return tokens.slice(start, at++);
    }
    return undefined;
  };
  while (at < tokens.length) {
    let answer: CfgAnswer = true;
    if (tokens[at]?.text === 'if') {
      at++;
      if (tokens[at]?.text !== '#') return 'unknown';
      at++;
      const attribute = group();
      if (!attribute) return 'unknown';
      const args = renderTokens(attribute.slice(1)).text;
      if (kernel) answer = world.bindings ? evaluateKernelCfg(args, world.bindings.kernel) : 'unknown';
      else answer = crate.cfg ? evaluateCfg(args, crate.cfg) : 'unknown';
    }
    const body = group();
    if (!body) return 'unknown';
    if (answer === 'unknown') return 'unknown';
    if (answer) return body;
    if (at >= tokens.length) return undefined;
    if (tokens[at]?.text !== 'else') return 'unknown';
    at++;
  }
  return undefined;
}
