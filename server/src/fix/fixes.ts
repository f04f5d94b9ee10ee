/** The list of fixes for one finding. */
import type { Problem } from '../diagnose/problem';
import { whyNotInMacros } from '../query/editedCalls';
import type { Place } from '../resolve/unit';
import { hasAdapter } from './adapter/find';
import type { Case, FixContext } from './context';
import type { Fix, FixId, PlacedEdit, Refusal, Strategy } from './fix';
import { adapterReexport } from './fixes/adapterReexport';
import { adapterWrapper } from './fixes/adapterWrapper';
import { agree } from './fixes/agree';
import { declareCrate } from './fixes/declareCrate';
import { importName } from './fixes/import';
import { importRealName } from './fixes/importRealName';
import { ipcBufferCall } from './fixes/ipcBufferCall';
import { misspeltCall } from './fixes/misspeltCall';
import { qualify } from './fixes/qualify';
import { renameFeature } from './fixes/renameFeature';
import { replace } from './fixes/replace';
import { throughAdapter } from './fixes/throughAdapter';
import { typedCall } from './fixes/typedCall';
import { whyNotInPlace } from './inPlace';
import type { Fixer, No, Offer } from './offer';
import { notWhere } from './oneSided';
import { write } from './write';

const fixers: readonly Fixer[] = [
  adapterReexport,
  adapterWrapper,
  throughAdapter,
  importRealName,
  qualify,
  replace,
  misspeltCall,
  ipcBufferCall,
  importName,
  declareCrate,
  typedCall,
];

/** For findings that are about no name that fails. */
const withoutName = [renameFeature, agree] as const;

/** What comes first, by strategy; what is not named comes behind, in the order of `fixers`. */
const ORDER: Readonly<Record<Strategy, readonly FixId[]>> = {
  adapter: [
    'adapterReexport',
    'adapterWrapper',
    'throughAdapter',
    'importRealName',
    'qualify',
    'replace',
    'ipcBufferCall',
    'import',
  ],
  explicit: ['qualify', 'replace', 'ipcBufferCall', 'importRealName', 'import'],
  typed: ['typedCall', 'qualify', 'replace', 'ipcBufferCall', 'importRealName', 'import'],
};

export interface Answers {
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

/** What could be written for a finding, best first, and why other things cannot be. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly refused: readonly No[];
  /** Of what is refused: what is right in the view, and would not compile with a mock. Only who is asked may take it. */
  readonly oneSided: readonly Offer[];
}

/** The strategy that the settings name, else the adapter where there is one. */
export function strategyOf(context: FixContext): Strategy {
  const { strategy } = context.settings;
  return strategy ?? (hasAdapter(context) ? 'adapter' : 'explicit');
}

/** Everything that can be offered for one finding. */
export function offersFor({ finding, problem }: Case, context: FixContext): Offers {
  const offers: Offer[] = [];
  const refused: No[] = [];
  const oneSided: Offer[] = [];
  const take = (answer: Offer | No | undefined): void => {
    if (answer === undefined) return;
    const reason = 'reason' in answer ? answer.reason : whyNotWritten(answer, context, problem);
    if (reason === undefined) offers.push(answer as Offer);
    else {
      refused.push({ id: answer.id, reason });
      if (!('reason' in answer)) oneSided.push(...forOneSide(answer, context, problem));
    }
  };
  if (problem) for (const fixer of fixers) take(fixer({ finding, problem }, context));
  else for (const fixer of withoutName) take(fixer({ finding, problem }, context));
  return {
    offers: inOrder(offers, context),
    refused: inOrder(refused, context),
    oneSided: inOrder(oneSided, context),
  };
}

/** What comes first by the strategy. Whether there is an adapter all of the workspace says: it is asked where it matters. */
function inOrder<T extends { readonly id: FixId }>(list: readonly T[], context: FixContext): readonly T[] {
  const by = (strategy: Strategy): readonly T[] => {
    const order = ORDER[strategy];
    const rank = ({ id }: T): number => (order.includes(id) ? order.indexOf(id) : order.length);
    return [...list].sort((a, b) => rank(a) - rank(b));
  };
  const { strategy } = context.settings;
  if (strategy) return by(strategy);
  const [explicit, adapter] = [by('explicit'), by('adapter')];
  const isSame = explicit.every((each, at) => each === adapter[at]);
  return isSame || strategyOf(context) === 'explicit' ? explicit : adapter;
}

/** An offer that may not be written because of what is there under another cfg, with that in its title. */
function forOneSide(offer: Offer, context: FixContext, problem: Problem | undefined): readonly Offer[] {
  if (!problem || !offer.path || whyNotWritten(offer, context) !== undefined) return [];
  const note = notWhere(context.world, problem, offer.path);
  return note === undefined ? [] : [{ ...offer, title: offer.title + note, sure: 'guess' }];
}

/** Whether an edit takes the place of a name, or puts it into a longer path. */
function isWrittenAnew(name: Place, { file, start, end, newText }: PlacedEdit): boolean {
  if (file !== name.file) return false;
  const isInPath =
    (end === name.start && newText.endsWith('::')) || (start === name.end && newText.startsWith('::'));
  return isInPath || (start < name.end && name.start < end);
}

/**
 * Why what an offer writes may not be written: where it would stand in what a macro is given, or where the name is there under
 * another cfg.
 */
export function whyNotWritten(
  { wishes }: Pick<Offer, 'wishes'>,
  { world }: FixContext,
  problem?: Problem,
): string | undefined {
  const edits = wishes.edits ?? [];
  const elsewhere =
    problem && edits.some((edit) => isWrittenAnew(problem.place, edit))
      ? whyNotInPlace(world, problem)
      : undefined;
  if (elsewhere !== undefined) return elsewhere;
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const reason = whyNotInMacros(
      world,
      file,
      edits.filter((edit) => edit.file === file),
    );
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The fixes of one finding with their edits. */
export function fixesOf(given: Case, context: FixContext): Answers {
  const { finding } = given;
  const { offers, refused, oneSided } = offersFor(given, context);
  const fixes = [...offers, ...oneSided].map(
    (offer, index): Fix => ({
      id: offer.id,
      title: offer.title,
      kind: offer.kind ?? 'quickfix',
      isPreferred: index === 0 && offer.sure === 'plain',
      finding,
      edits: write([offer.wishes], context),
    }),
  );
  const refusals = refused
    .filter(({ id }) => !oneSided.some((offer) => offer.id === id))
    .map(({ id, reason }) => ({ finding, id, reason }));
  return { fixes, refusals };
}
