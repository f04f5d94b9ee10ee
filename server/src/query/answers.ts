/** What became of every name written in a file, found or not: what hover shows, and what a proof counts. */

import type { CrateMap } from '../resolve/definitions';
import { endOf, type Place, placeOf, startOf, type Unit } from '../resolve/unit';
import type { World } from '../resolve/world';
import type { Outcome } from '../types/outcome';
import { checkFile, placeOfImport } from './check';

/** A path as written, with what it came to. It may stand in another file: in the definition of a macro. */
export interface NameAnswer extends Place {
  /**
   * `silent`: behind an import that fails, where rustc is silent too. `inactive`: not compiled in the view.
   * `unknown`: something opaque stands in the way, and `reason` says what.
   */
  readonly answer: 'found' | 'absent' | 'unknown' | 'silent' | 'inactive';
  readonly reason?: string;
}

/** Answers for all names that checking one file of a crate comes across, those of macro expansions included. */
export function answersIn(world: World, crate: CrateMap, path: string): readonly NameAnswer[] {
  const answers: NameAnswer[] = [];
  const add = (place: Place | undefined, answer: NameAnswer['answer'], reason?: string): void => {
    if (place) answers.push({ ...place, answer, ...(reason === undefined ? {} : { reason }) });
  };
  const at = (unit: Unit, from: number, to: number): Place | undefined => {
    const table = unit.fragment.referenceSpans;
    return placeOf(unit, startOf(table, from), endOf(table, to), world.sources);
  };
  checkFile(world, crate, path, {
    seen: (unit, { at: first, segments }, outcome) => {
      if (outcome.k === 'unresolved' && outcome.unknown !== undefined)
        add(at(unit, first, first + segments.length - 1), 'unknown', outcome.unknown);
      add(
        at(unit, first, first + segments.length - 1),
        kindOf(outcome),
        outcome.k === 'unknown'
          ? outcome.reason
          : kindOf(outcome) === 'unknown'
            ? 'a method that is known by its name alone'
            : undefined,
      );
    },
    reference: () => undefined,
    pattern: () => undefined,
    import: (record, failures, unknown) => {
      const { segments } = record.leaf;
      const whole = { segment: segments.length - 1, rustcCode: 'E0432', why: 'absent' } as const;
      const answer = unknown !== undefined ? 'unknown' : failures.length > 0 ? 'absent' : 'found';
      add(placeOfImport(world, record, whole), answer, unknown);
      // What is amiss may be any of the modules on the way.
      for (let segment = 0; answer === 'unknown' && segment < segments.length - 1; segment++)
        add(placeOfImport(world, record, { ...whole, segment }), answer, unknown);
    },
    macro: (unit, _segments, _failure, start, end) => add(placeOf(unit, start, end, world.sources), 'absent'),
    opaque: (unit, start, end, reason, path) =>
      add(placeOf(unit, path ?? start, end, world.sources), 'unknown', reason),
  });
  // What does not parse holds names that nobody has read.
  for (const unit of crate.units) {
    if (unit.file !== path) continue;
    const { broken } = unit.fragment;
    for (let index = 0; index + 1 < broken.length; index += 2)
      add(
        placeOf(unit, broken[index] ?? 0, broken[index + 1] ?? 0, world.sources),
        'unknown',
        'a part of the file does not parse',
      );
  }
  return answers;
}

/** A method that is known by its name alone may be another. */
function kindOf(outcome: Outcome): NameAnswer['answer'] {
  return outcome.k === 'resolved' && outcome.byName ? 'unknown' : answerOf(outcome);
}

/** What an outcome says of the name. */
export function answerOf(outcome: Outcome): NameAnswer['answer'] {
  switch (outcome.k) {
    case 'resolved':
      return outcome.failures === undefined ? 'found' : 'absent';
    case 'local':
      return 'found';
    case 'unresolved':
      return 'absent';
    default:
      return outcome.k;
  }
}
