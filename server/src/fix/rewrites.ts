/** What can be offered for calls that resolve: the same by the typed interface. */
import type { Problem } from '../diagnose/problem';
import { enclosingModule } from '../resolve/blocks';
import type { CrateMap } from '../resolve/definitions';
import { endOf, placeOf, startOf } from '../resolve/unit';
import { resolveReference } from '../types/references';
import type { FixContext } from './context';
import type { Fix } from './fix';
import { whyNotWritten } from './fixes';
import { typedCallAt } from './fixes/typedCall';
import { write } from './write';

/** Rewritings of calls whose name touches `start..end` of a file. */
export function rewritesAt(
  crates: readonly CrateMap[],
  file: string,
  start: number,
  end: number,
  context: FixContext,
): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const problem of callsAt(crates, file, start, end, context)) {
    const offer = typedCallAt(problem, context);
    if (offer === undefined || 'reason' in offer || whyNotWritten(offer, context) !== undefined) continue;
    const { id, title } = offer;
    fixes.push({
      id,
      title,
      kind: 'refactor.rewrite',
      isPreferred: false,
      edits: write([offer.wishes], context),
    });
  }
  return fixes;
}

/** Calls of functions that are named like C's, as if their name did not resolve. */
function* callsAt(
  crates: readonly CrateMap[],
  file: string,
  start: number,
  end: number,
  { world, knowledge }: FixContext,
): Iterable<Problem> {
  for (const crate of crates)
    for (const unit of crate.units) {
      const table = unit.fragment.referenceSpans;
      for (const [index, reference] of unit.fragment.references.entries()) {
        const { kind, segments, scope, at } = reference;
        const name = segments.at(-1) ?? '';
        if (kind !== 'call' || !knowledge.has(name)) continue;
        const place = placeOf(
          unit,
          startOf(table, at),
          endOf(table, at + segments.length - 1),
          world.sources,
        );
        if (place?.file !== file || place.start > end || place.end < start) continue;
        if (resolveReference(world, unit, index).k !== 'resolved') continue;
        yield {
          failure: { segment: segments.length - 1, rustcCode: '', why: 'absent' },
          segments,
          name,
          kind,
          crate,
          module: enclosingModule(world, unit, scope),
          place,
          unit,
          scope,
          reference,
        };
      }
    }
}
