/** Where the path of a problem is written, and the call around it. */

import { contextAt, endOf, placeOf, startOf } from '../../resolve/unit';
import type { World } from '../../resolve/world';
import type { Token } from '../../syntax/token';
import type { Problem } from '../problem';
import { type FileTokens, isPathSeparator, tokenAt, tokensOf } from './tokens';

/** A path that stands in a file as one piece; what a macro puts together is none. */
export interface WrittenPath {
  readonly file: string;
  readonly source: FileTokens;
  /** From the first segment (a leading `::` included) to the end of the segment at fault. */
  readonly start: number;
  readonly end: number;
  /** End of the whole path. */
  readonly pathEnd: number;
  /** Index of the last token of the whole path. */
  readonly last: number;
}

/** A path of a body or signature, and which of its segments is at fault. */
type NamedPath = Pick<Problem, 'unit' | 'reference' | 'segments'> & {
  readonly failure: Pick<Problem['failure'], 'segment'>;
};

/** Why a name cannot be edited in place. */
export const MADE_BY_MACRO = 'the name is not written here as it is: a macro puts it together';

/** The path of a name in a body or signature; a sentence where it cannot be edited. Leaves of a `use` have no path here. */
export function writtenPath(
  world: World,
  { unit, reference, failure, segments }: NamedPath,
): WrittenPath | string {
  if (unit === undefined || reference === undefined) return MADE_BY_MACRO;
  const table = unit.fragment.referenceSpans;
  const offset = startOf(table, reference.at);
  // What a macro's own definition says stands for many places.
  if (offset < 0 || contextAt(unit, offset) !== 0) return MADE_BY_MACRO;
  const place = placeOf(unit, offset, endOf(table, reference.at), world.sources);
  const source = place && tokensOf(world, place.file);
  if (place === undefined || source === undefined) return MADE_BY_MACRO;
  const first = tokenAt(source, place.start);
  const { tokens } = source;
  const at = Math.max(0, failure.segment);
  let index = first;
  let end = -1;
  for (const [number, segment] of segments.entries()) {
    const token = tokens[index];
    if (token === undefined || !isSegment(token, segment)) return MADE_BY_MACRO;
    if (number === at) end = token.end;
    if (number === segments.length - 1) break;
    if (!isPathSeparator(tokens, index + 1)) return MADE_BY_MACRO;
    index += 3;
  }
  const leading = reference.global === true && isPathSeparator(tokens, first - 2);
  return {
    file: place.file,
    source,
    start: leading ? (tokens[first - 2] as Token).start : place.start,
    end,
    pathEnd: (tokens[index] as Token).end,
    last: index,
  };
}

function isSegment({ kind, text }: Token, segment: string): boolean {
  return kind === 'identifier' && (text === segment || text === `r#${segment}`);
}

/** The parentheses of a call. */
export interface WrittenCall {
  /** Offset of `(`, and of what is behind `)`. */
  readonly open: number;
  readonly end: number;
  /** Start and end offsets of each argument, without the white space around. */
  readonly args: readonly (readonly [start: number, end: number])[];
}

/** The call that a path is the callee of; `undefined` if none follows, or if its arguments cannot be told apart. */
export function writtenCall(path: WrittenPath, argumentCount: number | undefined): WrittenCall | undefined {
  const { tokens, partners } = path.source;
  let open = path.last + 1;
  if (isPathSeparator(tokens, open)) {
    // A turbofish: up to the parenthesis.
    while (tokens[open] !== undefined && tokens[open]?.text !== '(') open++;
  }
  const close = tokens[open]?.text === '(' ? (partners[open] ?? -1) : -1;
  if (close < 0) return undefined;
  const args: [number, number][] = [];
  let from = open + 1;
  for (let at = from; at <= close; at++) {
    const token = tokens[at] as Token;
    const partner = partners[at] ?? -1;
    if (token.kind === 'open' && partner > at) at = partner;
    else if (at === close || token.text === ',') {
      if (at > from) args.push([(tokens[from] as Token).start, (tokens[at - 1] as Token).end]);
      from = at + 1;
    }
  }
  if (argumentCount !== undefined && args.length !== argumentCount) return undefined;
  return { open: (tokens[open] as Token).start, end: (tokens[close] as Token).end, args };
}
