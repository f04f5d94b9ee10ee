/** What a `#[cfg(feature = "…")]` guards, by the tokens of the file. */

import { type FileTokens, isPathSeparator } from '../diagnose/written/tokens';
import { type CfgPredicate, parseCfg } from '../project/cfgPredicate';

/**
 * Crates that paths begin with in the code behind each `#[cfg(…)]` of a file that is there only with a feature; what
 * `not(…)` guards is not looked at.
 */
export function cratesBehindFeature(
  { text, tokens, partners }: FileTokens,
  feature: string,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.text !== 'cfg' || tokens[at - 1]?.text !== '[' || tokens[at - 2]?.text !== '#') continue;
    const open = tokens[at + 1];
    const close = tokens[partners[at + 1] ?? -1];
    if (open?.text !== '(' || close === undefined) continue;
    if (!needs(parseCfg(text.slice(open.start, close.end)), feature)) continue;
    const [from, to] = guarded({ text, tokens, partners }, partners[at - 1] ?? -1);
    for (let index = from; index < to; index++) {
      const begins = !isPathSeparator(tokens, index - 2) || tokens[index - 3]?.kind !== 'identifier';
      if (tokens[index]?.kind === 'identifier' && isPathSeparator(tokens, index + 1) && begins)
        found.add(tokens[index]?.text ?? '');
    }
  }
  return found;
}

/** Whether a predicate cannot hold without the feature. */
function needs(predicate: CfgPredicate, feature: string): boolean {
  switch (predicate.k) {
    case 'pair':
      return predicate.name === 'feature' && predicate.value === feature;
    case 'all':
      return predicate.of.some((each) => needs(each, feature));
    case 'any':
      return predicate.of.length > 0 && predicate.of.every((each) => needs(each, feature));
    default:
      return false;
  }
}

/** From behind an attribute's `]` to behind the item, statement or field that it stands on. */
function guarded({ tokens, partners }: FileTokens, bracket: number): readonly [from: number, to: number] {
  let from = bracket + 1;
  while (tokens[from]?.text === '#' && tokens[from + 1]?.text === '[' && (partners[from + 1] ?? -1) > 0)
    from = (partners[from + 1] ?? from) + 1;
  let to = from;
  while (to < tokens.length) {
    const token = tokens[to];
    const partner = partners[to] ?? -1;
    // A `{` ends an item or statement; the group of a `use` has its `;` behind it.
    if (token?.text === ';' || token?.text === ',' || token?.kind === 'close') break;
    if (partner > to) to = partner;
    if (token?.text === '{' && tokens[to + 1]?.text !== ';') break;
    to++;
  }
  return [from, to + 1];
}
