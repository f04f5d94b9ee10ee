/** The list of all differences between stand-ins and what they stand in for, as text. */
import type { Aspect, Difference } from '../compare/difference';
import type { ComparedName, ComparedPair, ParityListing } from '../diagnose/parity/listing';
import { comparedPairs, follows } from '../report/parity';
import { printable } from './cells';
import type { PlaceOf } from './parityJson';
import { countsText } from './paritySummary';
import type { Paint } from './style';

export interface ParityTextOptions {
  readonly paint: Paint;
  readonly placeOf: PlaceOf;
}

const TITLES: readonly (readonly [aspect: Aspect, title: string])[] = [
  ['value', 'other values'],
  ['kind', 'other kinds'],
  ['type', 'other types'],
  ['fields', 'made of other parts'],
  ['signature', 'other signatures'],
];

/** Blocks of lines, one for each pair and group. A `*` marks names that code of the workspace uses. */
export function parityText(listing: ParityListing, options: ParityTextOptions): readonly string[] {
  const redefined = listing.redefined.filter(({ differences }) => differences.length > 0);
  return [
    ...comparedPairs(listing).flatMap((pair) => [pairHead(pair, options), ...groups(pair.names, options)]),
    ...(redefined.length > 0
      ? [
          options.paint(
            'strong',
            `names of the kernel that the workspace has of its own (${redefined.length})`,
          ),
          ...groups(redefined, options),
        ]
      : []),
  ];
}

function pairHead(pair: ComparedPair, { paint }: ParityTextOptions): string {
  const { module, standIn, real } = pair;
  const title = `${printable(module)}: ${printable(standIn)} against ${printable(real)}`;
  return `${paint('strong', title)}\n${countsText(pair)}`;
}

/** A block for each kind of difference that there is. */
function groups(names: readonly ComparedName[], options: ParityTextOptions): readonly string[] {
  const blocks = TITLES.map(([aspect, title]) => {
    const rows = names.flatMap((name) => {
      const difference = name.differences.find((each) => each.aspect === aspect);
      // What is missing is told with what the bindings have instead.
      if (aspect === 'kind' && name.missing) return [];
      return difference && difference.follows.length === 0 ? [{ name, difference }] : [];
    });
    return group(
      title,
      rows.map(({ name, difference }) => [name, linesOf(name, difference)]),
      options,
    );
  });
  const missing = names.filter((name) => name.missing);
  const following = names.filter((name) => name.differences.length > 0 && follows(name));
  const unknown = names.filter((name) => name.unknown.length > 0);
  return [
    ...blocks,
    group(
      'missing on the other side',
      missing.map((name) => [
        name,
        [name.missing?.elsewhere ? `there: ${name.missing.elsewhere}` : 'nowhere'],
      ]),
      options,
    ),
    group(
      'only because types differ that they are made of',
      following.map((name) => [name, [`from ${fromOf(name).join(', ')}`]]),
      options,
    ),
    group(
      'not known',
      unknown.map((name) => [name, name.unknown.map(({ aspect, reason }) => `${aspect}: ${reason}`)]),
      options,
    ),
  ].flatMap((block) => (block === undefined ? [] : [block]));
}

function linesOf({ against }: ComparedName, { aspect, here, there, points }: Difference): readonly string[] {
  if (aspect === 'fields' || aspect === 'signature') return points;
  return [`${here}, there ${there}${against === '' ? '' : ` (${against})`}`];
}

function fromOf({ differences }: ComparedName): readonly string[] {
  return [...new Set(differences.flatMap((difference) => difference.follows))];
}

/** Names in a column, what is said of each beside it, its place behind the first line. */
function group(
  title: string,
  rows: readonly (readonly [ComparedName, readonly string[]])[],
  { paint, placeOf }: ParityTextOptions,
): string | undefined {
  if (rows.length === 0) return undefined;
  const width = Math.max(...rows.map(([{ name }]) => name.length));
  const lines = rows.flatMap(([name, said]) => {
    const { file, line } = placeOf(name);
    const place = name.file === '' ? '' : paint('faint', `  ${printable(file)}:${line}`);
    return said.map((text, at) => {
      const head =
        at === 0 ? `${name.used ? '*' : ' '} ${printable(name.name).padEnd(width)}` : ' '.repeat(width + 2);
      return `  ${head}  ${printable(text)}${at === 0 ? place : ''}`.trimEnd();
    });
  });
  return [paint('strong', `${title} (${rows.length})`), ...lines].join('\n');
}
