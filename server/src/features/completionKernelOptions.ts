/** Options of the kernel's configuration, where `sel4_cfg` and its kin ask for them. */
import { tokensOfFile } from '../query';
import type { CrateMap } from '../resolve/definitions';
import type { Token } from '../syntax/token';
import type { Completion, CompletionItem } from './completion';
import type { FeatureContext } from './context';

/** What an argument is: a predicate as in `cfg`, or the name of one option. */
type Asked = 'predicate' | 'flag' | 'value';

const ATTRIBUTES: Readonly<Record<string, Asked>> = { sel4_cfg: 'predicate', sel4_cfg_attr: 'predicate' };
const MACROS: Readonly<Record<string, Asked>> = {
  sel4_cfg_bool: 'flag',
  sel4_cfg_str: 'value',
  sel4_cfg_usize: 'value',
  sel4_cfg_word: 'value',
};

/** Options of the view's kernel for a UTF-16 offset of a file; `undefined` where none is asked for, or no kernel is known. */
export function kernelOptionsAt(
  { world }: FeatureContext,
  crate: CrateMap,
  file: string,
  offset: number,
): Completion | undefined {
  const tokens = world.bindings ? tokensOfFile(crate, file) : undefined;
  if (!world.bindings || !tokens) return undefined;
  const behind = tokens.findIndex(({ end }) => end >= offset);
  const here = tokens[behind];
  const isWord = here?.kind === 'identifier' && here.start <= offset;
  if (here && !isWord && here.start < offset && offset < here.end) return undefined;
  const last =
    isWord || (here && here.start >= offset) ? behind - 1 : behind < 0 ? tokens.length - 1 : behind;
  const asked = askedFor(tokens, last);
  if (!asked) return undefined;
  const isCompared = tokens[last + (isWord ? 2 : 1)]?.text === '=';
  const items = [...world.bindings.kernel].flatMap(([name, value]): readonly CompletionItem[] => {
    const isFlag = typeof value === 'boolean';
    if (asked !== 'predicate' && isFlag !== (asked === 'flag')) return [];
    const written =
      asked === 'predicate' && !isFlag && !isCompared ? { written: `${name} = "${value}"` } : {};
    return [{ label: name, kind: 'constant', rank: isFlag ? 0 : 1, kernelOption: `${value}`, ...written }];
  });
  const [start, end] = isWord ? [here.start, here.end] : [offset, offset];
  return { start, end, items, incomplete: false };
}

/** What is asked for behind a token: the brackets around the place tell, from the inside outwards. */
function askedFor(tokens: readonly Token[], last: number): Asked | undefined {
  const before = tokens[last];
  if (before?.kind !== 'open' && before?.text !== ',') return undefined;
  let depth = 0;
  let commas = 0;
  for (let at = last; at >= 0; at--) {
    const { kind, text } = tokens[at]!;
    if (kind === 'close') depth++;
    else if (depth === 0 && text === ',') commas++;
    else if (kind === 'open' && --depth < 0) {
      const name = tokens[at - 1]?.text ?? '';
      if (name === '!') return commas === 0 ? own(MACROS, tokens[at - 2]?.text ?? '') : undefined;
      const asked = own(ATTRIBUTES, name);
      // Behind the predicate of the one stand attributes; the other has nothing else.
      if (asked) return commas === 0 && isAttribute(tokens, at - 1) ? asked : undefined;
      if (name !== 'all' && name !== 'any' && name !== 'not') return undefined;
      depth = 0;
      commas = 0;
    }
  }
  return undefined;
}

/** Whether a path that ends at a token is that of an attribute. */
function isAttribute(tokens: readonly Token[], end: number): boolean {
  let at = end;
  while (tokens[at - 1]?.text === ':' && tokens[at - 2]?.text === ':') at -= 3;
  const sign = tokens[at - 2]?.text;
  return tokens[at - 1]?.text === '[' && (sign === '#' || sign === '!');
}

function own(table: Readonly<Record<string, Asked>>, name: string): Asked | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
