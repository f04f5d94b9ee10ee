/** Judges one program: rustc and the engine are compared, what failed is repaired, until rustc is content. */
import type { CreateAnalysis } from '../../support/checkFixture';
import { describeRow, type Reported } from '../../support/compare';
import { isAsked, isAskedOfNames } from '../../support/nameCodes';
import type { RustcError } from '../../support/rustc';
import { askEngine, type EngineAnswer } from './engine';
import { type HidingRule, isUndecided, whyHidden } from './hiding';
import { type Oracle, RustcPanic } from './oracle';
import {
  type Changes,
  innermost,
  type Place,
  type Program,
  type Rendered,
  render,
  type SlotPlace,
  UNCHANGED,
} from './pieces';

export interface Disagreement {
  /** `false`: we report what rustc does not. `missed`: the other way round, and we did not say that we do not know. */
  readonly kind: 'false' | 'missed';
  readonly code: string;
  readonly crate: string;
  /** The span in words. */
  readonly row: string;
  /** In which state of the program. */
  readonly changes: Changes;
}

export interface Judged {
  readonly disagreements: readonly Disagreement[];
  /** Slots with a verdict: what rustc says of each, and whether we know. */
  readonly verdicts: ReadonlyMap<number, SlotVerdict>;
  /** rustc's errors about names, by code. */
  readonly codes: ReadonlyMap<string, number>;
  /** Findings of ours that rustc could not confirm in a round. */
  readonly hidden: ReadonlyMap<HidingRule, number>;
  /** Of these, how many went away with the repair of what hid them. */
  readonly vanished: number;
  readonly unknown: ReadonlyMap<string, number>;
  /** Errors that are none of names, by code; they are repaired like others. */
  readonly others: ReadonlyMap<string, number>;
  readonly asked: number;
  /** Rounds in which rustc stopped at a syntax error or in macro expansion: nothing was compared. */
  readonly early: number;
  /** Why the program was given up, if it was. */
  readonly givenUp?: string;
}

export interface SlotVerdict {
  readonly kind: SlotPlace['kind'];
  readonly rustc: 'error' | 'fine';
  /** We called it unknown. */
  readonly unknown: boolean;
}

const MOST_ROUNDS = 24;

/**
 * Judges a program; what rustc is asked does not depend on the engine. `create`: another engine than ours.
 * Rejects where rustc cannot be asked.
 */
export async function judgeProgram(
  program: Program,
  oracle: Pick<Oracle, 'ask'>,
  create?: CreateAnalysis,
): Promise<Judged> {
  const tally = new Tally();
  let changes = UNCHANGED;
  const all = render(program).crates.map(({ name }) => name);
  for (let at = 0, round = 0; at < all.length; round += 1) {
    const name = all[at]!;
    if (round >= MOST_ROUNDS * all.length) return tally.result(`${name}: no end of repairs`);
    const rendered = render(program, changes);
    const crate = rendered.crates.find((other) => other.name === name)!;
    const answer = await oracle.ask(rendered.files, crate).catch((error: unknown) => {
      if (error instanceof RustcPanic) return undefined;
      throw error;
    });
    if (answer === undefined) return tally.result(`${name}: rustc panics`);
    const engine = await askEngine(rendered, create);
    if (answer.errors.some(stopsEarly)) tally.early(answer.errors);
    else tally.compare(rendered, engine, answer.errors, name, changes, answer.content);
    if (answer.content) {
      at += 1;
      continue;
    }
    const repaired = repair(rendered, answer.errors, changes);
    if (typeof repaired === 'string') return tally.result(`${name}: ${repaired}`);
    changes = repaired;
    // What stands in a macro of another crate is repaired there: that crate comes first again.
    const { files } = render(program, changes);
    at = Math.min(at, ...all.map((other, index) => (isChanged(rendered, files, other) ? index : at)));
  }
  return tally.result();
}

function isChanged(before: Rendered, after: ReadonlyMap<string, string>, crate: string): boolean {
  const own = [...after].filter(([path]) => path.startsWith(`/${crate}/`));
  return own.some(([path, text]) => before.files.get(path) !== text);
}

/** Whether the program, as changed, has such a disagreement in a crate; the crates before it must compile. */
export async function stillDisagrees(
  program: Program,
  oracle: Oracle,
  changes: Changes,
  { kind, code, crate }: Pick<Disagreement, 'kind' | 'code' | 'crate'>,
): Promise<boolean> {
  const rendered = render(program, changes);
  const engine = await askEngine(rendered);
  const ident = crate.replaceAll('-', '_');
  const reports = engine.findings.some((finding) => finding.crate === ident && finding.code === code);
  if (kind === 'false' && !reports) return false;
  for (const one of rendered.crates) {
    const answer = await oracle.ask(rendered.files, one);
    if (one.name !== crate) {
      if (!answer.content) return false;
      continue;
    }
    if (answer.errors.some(stopsEarly)) return false;
    const tally = new Tally();
    tally.compare(rendered, engine, answer.errors, crate, changes, answer.content);
    return tally.result().disagreements.some((other) => other.kind === kind && other.code === code);
  }
  return false;
}

/** After a syntax error, a macro call that fits no rule, or at the recursion limit, rustc looks at nothing more. */
export function stopsEarly({ code, message }: RustcError): boolean {
  return (
    // A crate that cannot be found ends it, too.
    code === 'E0463' ||
    (code === '' &&
      /^(expected|unexpected|no rules expected|local ambiguity|macro expansion ignores|recursion limit|missing trait|`let` bindings|removing|visibility|unknown start|leading|left-hand|comparison operators|generic args in patterns)/.test(
        message,
      ))
  );
}

class Tally {
  readonly #disagreements: Disagreement[] = [];
  readonly #verdicts = new Map<number, SlotVerdict>();
  readonly #codes = new Map<string, number>();
  readonly #hidden = new Map<HidingRule, number>();
  readonly #others = new Map<string, number>();
  readonly #unknown = new Map<string, number>();
  /** Slots of which a finding of ours waits for rustc. */
  readonly #waiting = new Set<string>();
  #asked = 0;
  #early = 0;

  /** A round in which rustc did not get as far as names. */
  early(said: readonly RustcError[]): void {
    this.#asked += 1;
    this.#early += 1;
    for (const row of said) count(this.#others, row.code || row.message.split('`')[0]!);
  }

  compare(
    rendered: Rendered,
    engine: EngineAnswer,
    said: readonly RustcError[],
    crate: string,
    changes: Changes,
    content: boolean,
  ): void {
    this.#asked += 1;
    const ident = crate.replaceAll('-', '_');
    const ours = engine.findings.filter((finding) => finding.crate === ident);
    const show = (row: Reported): string => describeRow(row, rendered.files);
    const disagree = (kind: Disagreement['kind'], row: Reported): void => {
      this.#disagreements.push({ kind, code: row.code, crate, row: show(row), changes });
    };
    // A place in a macro may be reported for several crates, and is shown once.
    const ourKeys = new Set(engine.findings.map(key));
    const theirKeys = new Set(said.map(key));
    for (const row of said) {
      if (!ourKeys.has(key(row)) && isUndecided(row, said, rendered.files)) {
        count(this.#hidden, 'an import that rustc cannot decide about');
        continue;
      }
      const asked = ourKeys.has(key(row)) ? isAsked : isAskedOfNames;
      if (!asked(row.code, row.message)) {
        count(this.#others, row.code || row.message.split('`')[0]!);
        continue;
      }
      count(this.#codes, row.code || 'macro');
      const slot = slotOf(rendered.slots, row);
      this.#waiting.delete(`${slot?.id} ${row.code}`);
      const unknown = ourKeys.has(key(row)) ? undefined : unknownAt(engine, row);
      if (!ourKeys.has(key(row)) && unknown === undefined) disagree('missed', row);
      if (unknown !== undefined) count(this.#unknown, unknown);
      if (slot)
        this.#verdicts.set(slot.id, { kind: slot.kind, rustc: 'error', unknown: unknown !== undefined });
    }
    const files = rendered.files;
    const missingTrait = this.#missesTrait(rendered, engine, said);
    const around = (row: Reported): Place | undefined => innermost(rendered.parts, row);
    for (const row of ours) {
      if (theirKeys.has(key(row))) continue;
      const rule = content ? undefined : whyHidden(row, { said, files, missingTrait, around });
      if (rule === undefined) disagree('false', row);
      else {
        count(this.#hidden, rule);
        this.#waiting.add(`${slotOf(rendered.slots, row)?.id} ${row.code}`);
      }
    }
    if (content) this.#settle(rendered, engine, crate);
  }

  /** Whether a planted trait failed, by itself or by an import that rustc rejects. */
  #missesTrait(rendered: Rendered, engine: EngineAnswer, said: readonly RustcError[]): boolean {
    const traits = rendered.slots.filter(({ kind }) => kind === 'trait');
    const inTrait = (row: { file: string; start: number; end: number }): boolean =>
      traits.some(({ file, start, end }) => file === row.file && start <= row.start && row.end <= end);
    if (said.some((row) => row.code !== 'E0603' && isAskedOfNames(row.code, row.message) && inTrait(row)))
      return true;
    // A failed glob hides the trait's own error, but not what that hides.
    const ours = engine.findings.some((row) => row.code !== 'E0603' && inTrait(row));
    if (ours && said.some(({ code }) => code === 'E0432')) return true;
    const imports = said.some(({ code }) => code === 'E0432' || code === 'E0433' || code === 'E0603');
    return imports && engine.names.some((name) => name.answer === 'silent' && inTrait(name));
  }

  /** Slots that are left in a crate that compiles are right. */
  #settle(rendered: Rendered, engine: EngineAnswer, crate: string): void {
    for (const slot of rendered.slots) {
      if (slot.crate !== crate || this.#verdicts.has(slot.id)) continue;
      const names = engine.names.filter(
        (name) => name.file === slot.file && slot.start <= name.start && name.end <= slot.end,
      );
      const live = names.filter(({ answer }) => answer !== 'inactive');
      // Not compiled, or a bare binding: nothing was judged.
      if (live.length === 0) continue;
      const own = live.filter((name) => innermost(rendered.slots, name)?.id === slot.id);
      const blind = own.find(({ answer }) => answer === 'unknown' || answer === 'silent');
      if (blind) count(this.#unknown, blind.reason ?? 'silent though nothing failed');
      this.#verdicts.set(slot.id, { kind: slot.kind, rustc: 'fine', unknown: blind !== undefined });
    }
  }

  result(givenUp?: string): Judged {
    return {
      disagreements: this.#disagreements,
      verdicts: this.#verdicts,
      codes: this.#codes,
      hidden: this.#hidden,
      vanished: this.#waiting.size,
      unknown: this.#unknown,
      others: this.#others,
      asked: this.#asked,
      early: this.#early,
      ...(givenUp === undefined ? {} : { givenUp }),
    };
  }
}

const key = (row: Reported): string => `${row.file}:${row.start}:${row.end}:${row.code}`;

function count<K>(counts: Map<K, number>, what: K): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Why we do not know a place that rustc complains of; `undefined` if we do not say so. */
function unknownAt({ names }: EngineAnswer, row: Reported): string | undefined {
  for (const name of names) {
    if (name.file !== row.file || name.answer !== 'unknown') continue;
    if (name.start < row.end && row.start < name.end) return name.reason ?? 'unknown';
  }
  return undefined;
}

/** The slot that an error is about: what begins where it begins and is not longer, else the innermost around it. */
function slotOf(slots: readonly SlotPlace[], row: Reported): SlotPlace | undefined {
  const around = innermost(slots, row);
  if (around?.start === row.start) return around;
  const inside = slots.filter(
    ({ file, start, end }) => file === row.file && start === row.start && end <= row.end,
  );
  return inside[0] ?? around;
}

/** Puts the neutral text into every slot that failed; leaves out the part around what stands in no slot. */
function repair(rendered: Rendered, said: readonly RustcError[], changes: Changes): Changes | string {
  // What rustc could not decide about may be right: first the cause.
  const errors = said.filter((row) => !isUndecided(row, said, rendered.files));
  const neutral = new Set(changes.neutral);
  const out = new Set(changes.out);
  for (const row of errors) {
    const slot = slotOf(rendered.slots, row);
    const part = innermost(rendered.parts, row);
    if (slot) neutral.add(slot.id);
    else if (part) out.add(part.id);
    else return `an error outside of all parts: ${describeRow(row, rendered.files)}`;
  }
  if (neutral.size === changes.neutral.size && out.size === changes.out.size)
    return 'a repair changes nothing';
  return { ...changes, neutral, out };
}
