/** What stands at a place is among what could stand there; and nothing stays of what is asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  keyOf,
  type Meaning,
  meaningOf,
  type Occurrence,
  possibleNames,
  resolveReference,
  rootUnits,
  tryNameAt,
  visitNames,
} from '../../server/src/query';
import type { CrateMap, Module } from '../../server/src/resolve/definitions';
import type { World } from '../../server/src/resolve/world';
import { analyse, FOLDER } from '../support/checkFixture';
import { type Fixture, parseFixture, splitFixtures } from '../support/fixture';
import { worldOf } from '../support/world';

const FIXTURES = join(__dirname, '../fixtures');
const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.txt'));
const examplesOf = (file: string) => splitFixtures(readFileSync(join(FIXTURES, file), 'utf8'));

/** Keywords that begin paths are known to everybody. */
const KEYWORDS = new Set(['self', 'super', 'crate', 'Self', '$crate']);

let asked = 0;

describe('what stands at a place is among what could stand there', () => {
  it.each(files)('%s', async (file) => {
    for (const { title, text } of examplesOf(file)) {
      const fixture = parseFixture(text);
      const texts = new Map([...fixture.files].map(([path, content]) => [FOLDER + path, content]));
      const world = await worldOf(texts, FOLDER, { arch: 'x86_64' });
      for (const node of world.project.crates)
        if (node.member) expect.soft(notOffered(world, world.crate(node.index), fixture), title).toEqual([]);
    }
  });

  it('was asked of hundreds of names', () => {
    expect(asked).toBeGreaterThan(900);
  });
});

/** Names in a crate's files that are not among what could stand in their places. */
function notOffered(world: World, crate: CrateMap, fixture: Fixture): readonly string[] {
  const missing: string[] = [];
  for (const unit of rootUnits(crate))
    visitNames(
      unit,
      (name) => !KEYWORDS.has(name),
      (occurrence) => {
        const { start, name } = occurrence;
        const meaning = meaningOf(world, occurrence);
        if (!isToBeOffered(world, occurrence, meaning) || isRejected(fixture, unit.file, start)) return;
        const wanted = new Set(meaning.targets.map(({ definition }) => keyOf(world, definition)));
        asked++;
        const offered = tryNameAt(world, crate, unit.file, start, 'name', (trial) =>
          [...possibleNames(world, trial, [0, 1, 2])].some(({ targets }) =>
            [...targets].some((each) => each.name === name && wanted.has(keyOf(world, each.definition))),
          ),
        );
        const line = unit.text.slice(0, start).split('\n').length;
        if (!offered) missing.push(`${unit.file}:${line} ${name}`);
      },
    );
  return missing;
}

/** Names of the program's own, written where they may be written. */
function isToBeOffered(world: World, occurrence: Occurrence, { targets, failures }: Meaning): boolean {
  const { unit, written } = occurrence;
  if (written.k !== 'reference' && written.k !== 'import') return false;
  if (targets.length === 0 || failures.length > 0 || targets.some(({ byName }) => byName)) return false;
  // An import named like the first segment of its path: a trial of that path finds the import itself.
  if (
    written.k === 'import' &&
    written.item.leaves.some((leaf) =>
      isNamedLike(
        leaf,
        written.leaf.segments.find((segment) => !KEYWORDS.has(segment)),
      ),
    )
  )
    return false;
  // What a path goes through may be hidden; then nothing behind it is offered.
  if (hasFailures(world, occurrence)) return false;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  // Macros by their textual order are rust-analyzer's, and so is what they stand for in an impl.
  const bare = reference ? reference.segments.length === 1 : written.segment === 0;
  const others = bare ? targets.filter(({ definition }) => definition.kind !== 'macro') : targets;
  if (others.length === 0) return false;
  if (targets.every(({ member }) => member?.unit?.source.k === 'tokens')) return false;
  // What a type has from traits is not listed with it.
  if (targets.every(({ member }) => member?.ofTrait || member?.of.kind === 'trait')) return false;
  // A function without `self` that is called like a method is an error of another kind.
  const isMethod = targets.some(({ member }) => member?.item && 'hasSelf' in member.item);
  if (reference?.kind === 'method' && !isMethod) return false;
  return others.some(({ definition }) => definition.crate?.node && !isInBlock(definition.parent));
}

function isNamedLike(
  { alias, segments }: { readonly alias?: string; readonly segments: readonly string[] },
  first: string | undefined,
): boolean {
  return segments.length > 1 && (alias ?? segments.at(-1)) === first;
}

/** Whether rustc rejects what stands at an offset of a file: such a name need not be offered there. */
function isRejected({ expected }: Fixture, file: string, at: number): boolean {
  return expected.some((row) => FOLDER + row.file === file && row.start <= at && at < row.end);
}

function hasFailures(world: World, { unit, written }: Occurrence): boolean {
  if (written.k === 'reference') {
    const outcome = resolveReference(world, unit, written.index);
    return 'failures' in outcome && (outcome.failures?.length ?? 0) > 0;
  }
  if (written.k !== 'import') return false;
  const at = (segment: number): Occurrence => ({
    unit,
    start: 0,
    end: 0,
    name: '',
    written: { ...written, segment },
  });
  return [...written.leaf.segments.keys()].some(
    (segment) => meaningOf(world, at(segment)).failures.length > 0,
  );
}

/** What a function holds is made anew in a trial, which others must not see. */
function isInBlock(module: Module | undefined): boolean {
  for (let at = module; at; at = at.parent) if (at.block) return true;
  return false;
}

describe('asking changes nothing that is found', { timeout: 180_000 }, () => {
  it.each(files)('%s', async (file) => {
    for (const { title, text } of examplesOf(file)) {
      const fixture = parseFixture(text);
      // Found before anything else is asked, and after everything has been asked at every third place, from the end on.
      const before = (await analyse(fixture)).allFindings();
      const analysis = await analyse(fixture);
      const { features } = analysis;
      for (const [path, content] of fixture.files) {
        if (!path.endsWith('.rs')) continue;
        for (let offset = content.length; offset >= 0; offset -= 3) {
          features.completion(FOLDER + path, offset);
          features.signatureHelp(FOLDER + path, offset);
          features.hover(FOLDER + path, offset);
          features.definition(FOLDER + path, offset);
        }
        features.inlayHints(FOLDER + path, 0, content.length, { parameterNames: true, constantValues: true });
      }
      // Imports that name each other: one of them is at fault, and which one depends on where one comes from.
      if (/names? (itself|each other)|nothing but itself/.test(title)) continue;
      expect.soft(analysis.allFindings(), title).toEqual(before);
    }
  });
});
