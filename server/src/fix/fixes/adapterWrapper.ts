/** Adds a function in C's calling shape to the adapter, around the method that the bindings have. */
import { ownName } from '../../diagnose/ownName';
import type { Problem } from '../../diagnose/problem';
import { plural } from '../../text/count';
import { supplyFor, supplyFurtherAway } from '../adapter/offers';
import type { Wrapper } from '../adapter/wrapper';
import { callInUnsafe, NOTHING } from '../callInUnsafe';
import { callThroughPath } from '../callThroughPath';
import type { Fixer } from '../offer';

export const adapterWrapper: Fixer = (given, context) => {
  const { problem } = given;
  const supply = supplyFor(given, context);
  if (supply === undefined) return furtherAway(given, context);
  if (typeof supply === 'string')
    return problem.kind === 'call' ? { id: 'adapterWrapper', reason: supply } : undefined;
  const { own } = supply.entry;
  if (own.k !== 'call') return undefined;
  const { isUnsafe } = own.wrapper;
  const reason = whyNotSoMany(problem, own.wrapper) ?? whyNoValue(problem, own.wrapper);
  if (reason !== undefined) return { id: 'adapterWrapper', reason };
  const site = problem.kind === 'call' ? callInUnsafe(problem, isUnsafe, context) : NOTHING;
  if (typeof site === 'string') return { id: 'adapterWrapper', reason: site };
  return {
    id: 'adapterWrapper',
    title: supply.title + site.note,
    sure: 'plain',
    wishes: { ...supply.wishes, edits: site.edits },
  };
};

/** For a call in a package that cannot make it otherwise, and does not look into the adapter: with the path to it. */
const furtherAway: Fixer = (given, context) => {
  const { problem } = given;
  const found =
    problem.kind === 'call' && !ownName(context.world, problem) && supplyFurtherAway(given, context);
  if (!found) return undefined;
  const { supply, path } = found;
  const { own } = supply.entry;
  if (own.k !== 'call') return undefined;
  const reason = whyNotSoMany(problem, own.wrapper);
  if (reason !== undefined) return { id: 'adapterWrapper', reason };
  const through = callThroughPath(problem, path, own.wrapper.isUnsafe, context);
  if (typeof through === 'string') return { id: 'adapterWrapper', reason: through };
  return {
    id: 'adapterWrapper',
    title: `${supply.title}, and write \`${path}\`${through.note}`,
    sure: 'plain',
    wishes: { ...supply.wishes, edits: through.edits },
  };
};

/** Where a function stands for a value, an `unsafe` one cannot stand for one that is not. */
function whyNoValue({ kind, name }: Problem, { isUnsafe }: Wrapper): string | undefined {
  if (kind !== 'value' || !isUnsafe) return undefined;
  return `\`${name}\` is not called here, and a wrapper is \`unsafe\`, which is another kind of value`;
}

function whyNotSoMany({ kind, name, reference }: Problem, { params }: Wrapper): string | undefined {
  const count = reference?.argumentCount;
  if (kind !== 'call' || count === undefined || count === params.length) return undefined;
  return `the call has ${plural(count, 'argument')}, and \`${name}\` takes ${params.length} in C`;
}
