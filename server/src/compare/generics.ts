/** Generic parameters of two things held against each other: how many arguments may be written for them. */
import type { Item, TypeRef } from '../syntax/summary';
import type { GenericParam } from '../syntax/typeRef';

type Parameters = readonly GenericParam[];

/** Parameters that two things have, in words; lifetimes, which may be left out, are no part of it. */
export interface GenericsDiffer {
  readonly here: string;
  readonly there: string;
}

/** Types: a list of arguments that is right for the first is wrong for the second. `undefined`: none is. */
export function typeGenericsDiffer(
  here: Item | undefined,
  there: Item | undefined,
): GenericsDiffer | undefined {
  const [mine, theirs] = [parametersOf(here), parametersOf(there)];
  if (!mine || !theirs) return undefined;
  const fits = needed(mine) >= needed(theirs) && mine.length <= theirs.length;
  return fits && haveKindsOf(mine, theirs) ? undefined : inWords(mine, theirs);
}

/**
 * Functions: the same. Callers may leave arguments out; so nothing is said of a function for which none can be written,
 * nor where the other one takes by `impl` what this one has parameters for.
 */
export function functionGenericsDiffer(
  here: { readonly generics?: Parameters; readonly params: readonly TypeRef[] },
  there: { readonly generics?: Parameters; readonly params: readonly TypeRef[] },
): GenericsDiffer | undefined {
  const [mine, theirs] = [here.generics ?? [], there.generics ?? []];
  if (mine.length === 0) return undefined;
  if (mine.length === theirs.length) return haveKindsOf(mine, theirs) ? undefined : inWords(mine, theirs);
  const isAsMany = mine.length + anonymous(here.params) === theirs.length + anonymous(there.params);
  return isAsMany ? undefined : inWords(mine, theirs);
}

function anonymous(params: readonly TypeRef[]): number {
  return params.filter(({ k }) => k === 'impl').length;
}

/** `undefined` for what is known by its name only. */
function parametersOf(item: Item | undefined): Parameters | undefined {
  switch (item?.kind) {
    case 'struct':
    case 'union':
    case 'enum':
    case 'alias':
      return item.generics ?? [];
    default:
      return undefined;
  }
}

function needed(parameters: Parameters): number {
  return parameters.filter(({ hasDefault }) => !hasDefault).length;
}

function haveKindsOf(mine: Parameters, theirs: Parameters): boolean {
  return mine.every(({ kind }, at) => theirs[at] === undefined || theirs[at].kind === kind);
}

function inWords(mine: Parameters, theirs: Parameters): GenericsDiffer | undefined {
  const [here, there] = [words(mine), words(theirs)];
  return here === there ? undefined : { here, there };
}

function words(parameters: Parameters): string {
  const types = parameters.filter(({ kind }) => kind === 'type').length;
  const counts = [
    [types, 'type parameter'],
    [parameters.length - types, 'constant parameter'],
  ] as const;
  const said = counts.flatMap(([count, what]) =>
    count > 0 ? [`${count} ${what}${count === 1 ? '' : 's'}`] : [],
  );
  return said.length === 0 ? 'no type parameters' : said.join(' and ');
}
