/** Names in the links of documentation: where they are, and which stands at a place. */
import type { CrateMap } from '../resolve/definitions';
import { placeOf, tokenStartAt, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import { firstEndingAt } from '../syntax/token';
import { documentationOf, isInMacro, placeOutside } from './documentation';
import { type CrateTexts, filesNaming } from './files';
import { type Meaning, meaningOf } from './meaning';
import { inOrder, type Use } from './search';
import { tokensOf } from './trial';
import { unitsIn } from './units';
import type { Occurrence } from './written';

/**
 * The links in documentation of the files of some crates that name one of `names` and mean what is `wanted`, in order of
 * file and position. A link in a macro or a file of several crates must mean it everywhere. With `onlyFile` no other file
 * is looked at.
 */
export function linksNaming(
  world: World,
  crates: readonly CrateTexts[],
  names: Iterable<string>,
  wanted: (meaning: Meaning, occurrence: Occurrence) => boolean,
  onlyFile?: string,
): readonly Use[] {
  const found = new Map<string, Use | undefined>();
  for (const name of new Set(names))
    for (const { crate, file } of filesNaming(crates, name, onlyFile))
      for (const unit of unitsIn(world, crate.read(), file))
        for (const occurrence of namesIn(world, unit, (each) => each === name)) {
          const place = placeOf(occurrence.unit, occurrence.start, occurrence.end, world.sources);
          if (!place) continue;
          const meaning = meaningOf(world, occurrence);
          if (meaning.inactive) continue;
          const key = `${place.file}:${place.start}`;
          const use = { place, occurrence, meaning, isDefinition: false };
          if (!wanted(meaning, occurrence)) found.set(key, undefined);
          else if (!found.has(key)) found.set(key, use);
        }
  return inOrder([...found.values()].flatMap((use) => use ?? []));
}

/**
 * The names at a UTF-16 offset of a file that stand in links of documentation, as each of the crates sees them; only those
 * that mean something.
 */
export function linksAt(
  world: World,
  crates: readonly CrateMap[],
  file: string,
  offset: number,
): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const crate of crates) {
    const root = crate.units.find((each) => each.file === file && each.source.k === 'file');
    if (!root || root.virtual || isInCode(root, offset)) continue;
    const around = documentationOf(root).texts.find(({ start, end }) => start <= offset && offset <= end);
    if (!around) continue;
    const isGiven = isInMacro(root.fragment, around.start);
    for (const unit of isGiven ? unitsIn(world, crate, file) : [root])
      for (const occurrence of namesIn(world, unit, () => true)) {
        const place = placeOf(occurrence.unit, occurrence.start, occurrence.end, world.sources);
        if (place?.file !== file || offset < place.start || place.end < offset) continue;
        if (meaningOf(world, occurrence).targets.length > 0) found.push(occurrence);
      }
  }
  return found;
}

/** Whether a token stands there that cannot be documentation: most questions are about these. */
function isInCode(unit: Unit, offset: number): boolean {
  const tokens = tokensOf(unit);
  const token = tokens[firstEndingAt(tokens, offset)];
  return token !== undefined && token.start <= offset && token.kind !== 'literal';
}

function* namesIn(world: World, unit: Unit, accept: (name: string) => boolean): Iterable<Occurrence> {
  if (unit.virtual) return;
  for (const link of documentationOf(unit).links)
    for (const [segment, { name, start, end }] of link.segments.entries()) {
      if (!accept(name)) continue;
      const from = isMade(unit) ? asWritten(world, unit, name, start) : unit;
      if (!from) continue;
      const outside = link.ofFile ? placeOutside(unit) : undefined;
      const place = outside ?? { within: unit, link };
      const written = {
        k: 'docLink' as const,
        within: place.within,
        link: { ...link, ...place.link },
        segment,
      };
      yield { unit: from, start, end, name, written };
    }
}

/** Whether a text, or the one that it is a part of, was made of tokens. */
function isMade({ source }: Unit): boolean {
  return source.k === 'tokens' || (source.k === 'slice' && isMade(source.parent));
}

/**
 * A text whose offsets lead to where a macro's documentation is written. A comment is given to macros as a raw string, in
 * which everything stands two characters further behind than in the comment.
 */
function asWritten(world: World, unit: Unit, name: string, start: number): Unit | undefined {
  const begin = tokenStartAt(unit, start);
  const token = begin === undefined ? undefined : placeOf(unit, begin, begin + 1, world.sources);
  const text = token && world.sourceFiles.read(token.file)?.text;
  if (begin === undefined || !token || text === undefined) return undefined;
  const isComment = text.startsWith('//', token.start) || text.startsWith('/*', token.start);
  const shift = token.start - begin - (isComment ? 2 : 0);
  if (!text.startsWith(name, start + shift)) return undefined;
  const parent: Unit = { ...unit, file: token.file, source: { k: 'file' } };
  return { ...unit, source: { k: 'slice', parent, shift } };
}
