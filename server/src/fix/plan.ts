/** All findings planned together: what several need is written once, and every view gets the same. */
import type { Finding } from '../diagnose/finding';
import type { Case, FixContext } from './context';
import type { FileEdits, PlacedEdit, Refusal } from './fix';
import { offersFor, strategyOf } from './fixes';
import type { Offer, Wishes } from './offer';
import { write } from './write';

/** Findings as one view has them. */
export interface ViewOfFindings {
  /** For people: `aarch64`. */
  readonly name: string;
  /** Mended where that can be; nobody is told where not. */
  readonly optional?: boolean;
  readonly context: FixContext;
  readonly cases: readonly Case[];
}

export interface Plan {
  readonly edits: readonly FileEdits[];
  /** Findings that the edits mend, of all views, each place once. */
  readonly mended: readonly Finding[];
  readonly left: readonly Refusal[];
}

/** What is done about one place in one view. */
interface Choice {
  readonly view: ViewOfFindings;
  readonly finding: Finding;
  readonly offer: Offer | undefined;
  readonly reason: string;
}

/** Plans the views together; the first one's words are taken where views say the same in different ones. */
export function planAll(views: readonly ViewOfFindings[]): Plan {
  const places = new Map<string, Choice[]>();
  for (const view of views)
    for (const given of view.cases) {
      const { file, start, end, code } = given.finding;
      const key = `${file} ${start} ${end} ${code}`;
      places.set(key, [...(places.get(key) ?? []), choose(given, view)]);
    }
  const wishes: Wishes[] = [];
  const mended: Finding[] = [];
  const left: Refusal[] = [];
  const taken = new Map<string, PlacedEdit>();
  for (const choices of places.values()) {
    const needed = choices.filter(({ view }) => !view.optional);
    const offered = choices.filter(({ offer }) => offer !== undefined);
    const without = needed.find(({ offer }) => offer === undefined);
    if (without === undefined && offered.length === 0) continue;
    const reason = without ? whyNot(without, offered) : (conflictOf(offered) ?? overlap(offered, taken));
    const finding = (without ?? needed[0] ?? offered[0]!).finding;
    if (reason !== undefined) {
      // A lint that nothing mends is a matter for the person who reads it.
      const matters = finding.severity === 'error' || finding.rustcCode !== undefined;
      if (needed.length > 0 && matters) left.push({ finding, reason });
      continue;
    }
    mended.push(finding);
    wishes.push(...offered.flatMap(({ offer }) => (offer ? [offer.wishes] : [])));
  }
  const [view] = views;
  return { edits: view ? write(wishes, view.context) : [], mended, left };
}

function choose(given: Case, view: ViewOfFindings): Choice {
  const { offers, refused } = offersFor(given, view.context);
  const typed = strategyOf(view.context) === 'typed';
  const offer = offers.find(
    ({ sure, kind }) => sure !== 'guess' && (typed || (kind ?? 'quickfix') === 'quickfix'),
  );
  const reason =
    refused[0]?.reason ??
    (offers.length > 0
      ? 'several things may be meant: choose one of the quick fixes'
      : 'nothing is known to write instead');
  return { view, finding: given.finding, offer, reason };
}

/** Why a view leaves a place as it is; its name is told where another one would not. */
function whyNot({ reason, view }: Choice, offered: readonly Choice[]): string {
  return offered.length > 0 ? `${reason} (${view.name})` : reason;
}

/** Why a place cannot be mended in all the views that could. */
function conflictOf(choices: readonly Choice[]): string | undefined {
  const edits = new Set(choices.map(({ offer }) => JSON.stringify(offer?.wishes.edits ?? [])));
  if (edits.size < 2) return undefined;
  const names = choices.map(({ view }) => view.name).join(' and ');
  return `what has to be written differs between ${names}: guard the place by architecture, or use an adapter`;
}

/** Two findings may ask for different edits of the same characters: the first one wins, the other waits for another run. */
function overlap(choices: readonly Choice[], taken: Map<string, PlacedEdit>): string | undefined {
  const edits = choices[0]?.offer?.wishes.edits ?? [];
  for (const edit of edits)
    for (const other of taken.values()) {
      const apart = edit.file !== other.file || edit.end <= other.start || other.end <= edit.start;
      if (!apart && JSON.stringify(edit) !== JSON.stringify(other))
        return 'another fix changes the same place: fix again once it is made';
    }
  for (const edit of edits) taken.set(JSON.stringify(edit), edit);
  return undefined;
}
