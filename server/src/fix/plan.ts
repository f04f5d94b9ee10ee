/** All findings planned together: what several need is written once, and every view gets the same. */
import type { Finding } from '../diagnose/finding';
import { remembered } from '../resolve/remembered';
import type { Case, FixContext } from './context';
import type { FileEdits, FixId, PlacedEdit, Refusal } from './fix';
import { offersFor } from './fixes';
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
  readonly carried: readonly Carried[];
  readonly made: readonly Made[];
}

/** What is done about one place. */
export interface Made {
  readonly finding: Finding;
  readonly id: FixId;
  /** What is edited there. */
  readonly edits: readonly PlacedEdit[];
}

/** Why a kind of fix may not be made of a finding; `undefined` where it may. */
export type Barred = (finding: Finding, id: FixId) => string | undefined;

/** A place that is mended for other views' sake: a view has a finding there that the edits do not mend. */
export interface Carried {
  /** Index of the view. */
  readonly view: number;
  /** What is edited there. */
  readonly edits: readonly PlacedEdit[];
}

/** What is done about one place in one view. */
interface Choice {
  readonly view: ViewOfFindings;
  readonly finding: Finding;
  /** What may be done without asking, best first. */
  readonly offers: readonly Offer[];
  /** Why nothing may. */
  readonly reason: string;
}

/** Plans the views together; the first one's words are taken where views say the same in different ones. */
export function planAll(views: readonly ViewOfFindings[], barred: Barred = () => undefined): Plan {
  const all = byPlace(views, barred);
  // A feature's right name brings code to light: what is still missing then is seen in another round.
  const features = planPlaces(
    all.filter(([choice]) => choice?.finding.code === 'undeclared-feature'),
    views,
  );
  return features.edits.length > 0 ? features : planPlaces(all, views);
}

/** What the views would do, by place; a view may have several findings of different kinds at one. */
function byPlace(views: readonly ViewOfFindings[], barred: Barred): readonly (readonly Choice[])[] {
  const places = new Map<string, Choice[][]>();
  for (const view of views)
    for (const given of view.cases) {
      const { file, start, end, code, severity } = given.finding;
      const groups = remembered(places, `${file} ${start} ${end}`, () => [] as Choice[][]);
      // An error may be of another kind elsewhere: a name that one architecture has, and another has not at all.
      const group =
        groups.find(([first]) => first?.finding.code === code) ??
        groups.find(
          (choices) =>
            severity === 'error' &&
            choices.every((each) => each.view !== view && each.finding.severity === 'error'),
        );
      const choice = choose(given, view, barred);
      if (group) group.push(choice);
      else groups.push([choice]);
    }
  return [...places.values()].flat();
}

/** Plans places, each with what the views that have a finding there would do. */
function planPlaces(places: readonly (readonly Choice[])[], views: readonly ViewOfFindings[]): Plan {
  const wishes: Wishes[] = [];
  const mended: Finding[] = [];
  const left: Refusal[] = [];
  const carried: Carried[] = [];
  const made: Made[] = [];
  const taken = new Map<string, PlacedEdit>();
  for (const choices of places) {
    const needed = choices.filter(({ view }) => !view.optional);
    const offering = choices.filter(({ offers }) => offers.length > 0);
    const without = needed.find(({ offers }) => offers.length === 0);
    if (without === undefined && offering.length === 0) continue;
    const chosen = without ? whyNot(without, offering) : chooseFor(offering, views.length);
    const reason = typeof chosen === 'string' ? chosen : overlap(chosen, taken);
    const finding = (without ?? needed[0] ?? offering[0]!).finding;
    if (reason !== undefined) {
      // A lint that nothing mends is a matter for the person who reads it.
      const matters = finding.severity === 'error' || finding.rustcCode !== undefined;
      if (needed.length > 0 && matters) left.push({ finding, reason });
    } else if (typeof chosen !== 'string') {
      mended.push(finding);
      wishes.push(...chosen.map((offer) => offer.wishes));
      const edits = chosen[0]?.wishes.edits ?? [];
      made.push({ finding, id: chosen[0]!.id, edits });
      for (const { view, offers } of choices)
        if (offers.length === 0) carried.push({ view: views.indexOf(view), edits });
    }
  }
  const [view] = views;
  return { edits: view ? write(wishes, view.context) : [], mended, left, carried, made };
}

function choose(given: Case, view: ViewOfFindings, barred: Barred): Choice {
  const { offers, refused } = offersFor(given, view.context);
  const typed = view.context.settings.strategy === 'typed';
  const wanted = offers.filter(
    ({ sure, kind }) => sure !== 'guess' && (typed || (kind ?? 'quickfix') === 'quickfix'),
  );
  const free = wanted.filter(({ id }) => barred(given.finding, id) === undefined);
  const reason =
    wanted.flatMap(({ id }) => barred(given.finding, id) ?? [])[0] ??
    (free.length === 0 ? whatMayBeMeant(given.finding, offers) : undefined) ??
    refused[0]?.reason ??
    whyNotChosen(given.finding, offers);
  return { view, finding: given.finding, offers: free, reason };
}

/** Why nothing is written where no fix says why it cannot be made. */
function whyNotChosen({ help }: Finding, offers: readonly Offer[]): string {
  if (offers.length > 1) return 'several things may be meant: choose one of the quick fixes';
  if (offers.length === 1) return 'what is meant is not proven: choose the quick fix';
  // What the finding itself says to do has an object that only a person can choose, or takes another call.
  return help === undefined ? 'nothing is known to write instead' : `by hand: ${help}`;
}

/** Names that a misspelt one may be meant for: why nothing else is offered for it says less. */
function whatMayBeMeant({ code, candidates }: Finding, offers: readonly Offer[]): string | undefined {
  if ((code !== 'unresolved-name' && code !== 'unresolved-import') || candidates.length === 0)
    return undefined;
  const names = candidates.map((name) => `\`${name}\``).join(' or ');
  const choose =
    offers.length === 0 ? '' : `: choose ${offers.length === 1 ? 'the quick fix' : 'one of the quick fixes'}`;
  return `${names} may be meant${choose}`;
}

/** Why a view leaves a place as it is; its name is told where another one would not. */
function whyNot({ reason, view }: Choice, offering: readonly Choice[]): string {
  return offering.length > 0 ? `${reason} (${view.name})` : reason;
}

/** The best that can be done in all views that could do something, one offer for each; a sentence where they differ. */
function chooseFor(choices: readonly Choice[], views: number): readonly Offer[] | string {
  const [first, ...others] = choices;
  const offers = [...(first?.offers ?? [])];
  // Where a view has nothing to mend, what is right for another one only would break it.
  if (choices.length < views)
    offers.sort((a, b) => Number(a.hereOnly ?? false) - Number(b.hereOnly ?? false));
  for (const offer of offers) {
    const wish = wishInShort(offer);
    const same = others.map(({ offers }) => offers.find((each) => wishInShort(each) === wish));
    if (same.every((each) => each !== undefined)) return [offer, ...same];
  }
  const names = [...new Set(choices.map(({ view }) => view.name))].join(' and ');
  return `what has to be written differs between ${names}: guard the place by architecture, or use an adapter`;
}

/**
 * What an offer changes where the name is used, and the name that the adapter gets: its entry says by itself what that is
 * in each configuration, a function here and a type there.
 */
function wishInShort({ id, wishes: { edits = [], adapter } }: Offer): string {
  const supplied = adapter && `${adapter.adapter.unit.file} ${adapter.adapter.number} ${adapter.entry.name}`;
  return JSON.stringify([edits, supplied ?? id]);
}

/** Two findings may ask for different edits of the same characters: the first one wins, the other waits for another run. */
function overlap(offers: readonly Offer[], taken: Map<string, PlacedEdit>): string | undefined {
  const edits = offers[0]?.wishes.edits ?? [];
  for (const edit of edits)
    for (const other of taken.values()) {
      const apart = edit.file !== other.file || edit.end <= other.start || other.end <= edit.start;
      if (!apart && JSON.stringify(edit) !== JSON.stringify(other))
        return 'another fix changes the same place: fix again once it is made';
    }
  for (const edit of edits) taken.set(JSON.stringify(edit), edit);
  return undefined;
}
