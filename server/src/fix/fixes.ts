/** The list of fixes for one finding. */
import type { Case, FixContext } from './context';
import type { Fix, Refusal } from './fix';
import { importName } from './fixes/import';
import { qualify } from './fixes/qualify';
import type { Fixer, No, Offer } from './offer';
import { write } from './write';

/** In the order in which they are shown. */
const fixers: readonly Fixer[] = [qualify, importName];

export interface Answers {
  readonly fixes: readonly Fix[];
  readonly refusals: readonly Refusal[];
}

/** What can be done about a finding, best first, and why other things cannot. */
export function fixesOf(given: Case, context: FixContext): Answers {
  const { finding, problem } = given;
  const offers: Offer[] = [];
  const refusals: Refusal[] = [];
  if (problem)
    for (const fixer of fixers) {
      const answer = fixer({ finding, problem }, context);
      if (answer === undefined) continue;
      if (isNo(answer)) refusals.push({ finding, id: answer.id, reason: answer.reason });
      else offers.push(answer);
    }
  const preferred = offers.find((offer) => offer.plain === true);
  const fixes = offers.map(
    (offer): Fix => ({
      id: offer.id,
      title: offer.title,
      kind: offer.kind ?? 'quickfix',
      isPreferred: offer === preferred,
      finding,
      edits: write([offer.wishes]),
    }),
  );
  return { fixes, refusals };
}

function isNo(answer: Offer | No): answer is No {
  return 'reason' in answer;
}
