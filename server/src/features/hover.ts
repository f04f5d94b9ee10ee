/** What is shown when the pointer rests on a name: facts as plain data; `hoverText.ts` puts them into words. */
import { explainProblem } from '../diagnose/explain';
import type { Finding } from '../diagnose/finding';
import { isOurs } from '../diagnose/ours';
import type { Problem } from '../diagnose/problem';
import { enclosingModule, importOf, type NameAt, type Place, type Target } from '../query';
import { type FeatureContext, isOurName, nameHere } from './context';
import { codeOf, realPath } from './describe';
import { fieldAt } from './fieldAt';
import { stepsBefore } from './steps';
import { type HoverSubject, knownSubject, subjectBehind, subjectOf, subjectOfField } from './subject';
import { kernelCallsIn, type WrappedCall } from './wrappers';

export interface Hover {
  readonly place: Place;
  readonly subjects: readonly HoverSubject[];
  /** What is wrong with the name, as the finding there says it. */
  readonly problem?: Pick<Finding, 'message' | 'help' | 'candidates' | 'code'>;
  /** Why nothing certain can be said, as a sentence without its full stop. */
  readonly uncertain?: string;
}

/**
 * What to show for the name at a UTF-16 offset of a file; `undefined` where no name stands that concerns the bindings
 * (those are rust-analyzer's), and for offsets outside of the file.
 */
export function hover(context: FeatureContext, file: string, offset: number): Hover | undefined {
  const at = nameHere(context, file, offset);
  return (at && hoverOnName(context, at)) ?? hoverOnField(context, file, offset);
}

function hoverOnField(context: FeatureContext, file: string, offset: number): Hover | undefined {
  const found = fieldAt(context, file, offset);
  return found && { place: found.place, subjects: [subjectOfField(context, found)] };
}

function hoverOnName(context: FeatureContext, at: NameAt): Hover | undefined {
  const { place, name, meaning } = at;
  const problem = problemAt(context, at);
  const wraps = wrappedCalls(context, meaning.targets);
  if (!problem && !isOurName(context, name, meaning) && wraps.length === 0) return undefined;
  const before = stepsBefore(context, at);
  const subjects = uniqueTargets(context, meaning.targets).map((target) =>
    subjectOf(context, target, before),
  );
  if (meaning.targets.length === 0 && (!meaning.local || problem)) {
    const known = knownSubject(context, name) ?? subjectBehind(context, name);
    if (known) subjects.push(known);
  }
  const uncertain = meaning.inactive
    ? 'This code is not compiled in this view'
    : meaning.unknown && `Not certain here: ${meaning.unknown}`;
  if (subjects.length === 0 && !problem) return undefined;
  return {
    place,
    subjects,
    ...(problem ? { problem } : {}),
    ...(uncertain === undefined || meaning.targets.length > 0 ? {} : { uncertain }),
  };
}

/** A tuple struct and its constructor are one thing to a reader. */
function uniqueTargets(context: FeatureContext, targets: readonly Target[]): readonly Target[] {
  const seen = new Set<string>();
  return targets.filter((target) => {
    const key = `${codeOf(context, target.definition, target.member)} ${realPath(target.definition, target.member)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function wrappedCalls(context: FeatureContext, targets: readonly Target[]): readonly WrappedCall[] {
  return targets.flatMap(({ definition }) => kernelCallsIn(context, definition));
}

/** The finding that says why the name is rejected: made anew, so that it is there whatever its severity is set to. */
function problemAt(context: FeatureContext, at: NameAt): Hover['problem'] {
  const [warned] = context.findingsAt(at.place.file, at.place.start, at.place.end);
  if (warned && warned.name === at.name) return warned;
  const [failure] = at.meaning.failures;
  const [occurrence] = at.occurrences;
  if (!failure || !occurrence) return undefined;
  const { unit, written } = occurrence;
  const reference = written.k === 'reference' ? unit.fragment.references[written.index] : undefined;
  const common = { failure, name: at.name, crate: unit.crate, place: at.place };
  let problem: Problem | undefined;
  if (reference)
    problem = {
      ...common,
      segments: reference.segments,
      kind: reference.kind,
      module: enclosingModule(context.world, unit, reference.scope),
      unit,
      scope: reference.scope,
    };
  else if (written.k === 'import' || written.k === 'alias') {
    const record = importOf(context.world, unit, written.item, written.leaf);
    if (record)
      problem = { ...common, segments: written.leaf.segments, kind: 'import', module: record.module };
  }
  if (!problem || !isOurs(problem, context)) return undefined;
  return explainProblem(problem, context);
}
