/** What holding stand-ins against the bindings said last, and what of it an edit makes necessary again. */
import type { WrittenPair } from '../../project/metadata/parity';
import type { ProjectProblem } from '../../project/model';
import type { Finding } from '../finding';
import type { DiagnoseContext } from '../problem';
import { compareAll } from './compare';
import { parityFindings, placedIn } from './findings';
import { namedPairs } from './named';
import type { ParityResult, Row } from './result';
import { type Used, Uses } from './uses';

const NOTHING: readonly Finding[] = [];

export class ParityBoard {
  private result: ParityResult | undefined;
  private fresh = false;
  private readonly uses = new Uses();
  /** With their text, by which they are told to be the same. */
  private readonly known = new Map<
    string,
    { readonly findings: readonly Finding[]; readonly text: string }
  >();
  /** Files whose findings stand as they are known. */
  private readonly current = new Set<string>();

  /** Crates are read anew: what they say may be something else. */
  forget(): void {
    this.fresh = false;
    this.current.clear();
  }

  /** The text of a file changed, but nothing that others see of it: places in it have moved. */
  touch(path: string): void {
    this.current.clear();
    this.uses.touch(path);
  }

  /** What is wrong with the pairs that the workspace names. */
  problems: readonly ProjectProblem[] = [];

  /** Compares everything again where that may say something new. `written` are the pairs that the workspace names. */
  update(context: DiagnoseContext, written: readonly WrittenPair[]): ParityResult {
    if (!this.result || !this.fresh) {
      const { pairs, problems } = namedPairs(context.world, written);
      this.problems = problems;
      this.result = compareAll(context, pairs);
      this.fresh = true;
      this.current.clear();
    }
    return this.result;
  }

  /** Rows of the last comparison whose names are used by code of the workspace outside of the stand-in. */
  used({ world }: DiagnoseContext): Used {
    // Until crates have been compared again the last answer must do: to find out would read them all.
    return this.fresh && this.result ? this.uses.find(world, this.result) : this.uses.last;
  }

  /** Files with something to say of. */
  files(): ReadonlySet<string> {
    return new Set(this.rows().map(({ own }) => own.unit.file));
  }

  /** Findings in a file as of the last comparison, in their places of now; the same array while nothing changes. */
  findings(context: DiagnoseContext, path: string): readonly Finding[] {
    const before = this.known.get(path);
    if (!this.result || this.current.has(path)) return before?.findings ?? NOTHING;
    const findings = parityFindings(context, this.result, path, this.used(context));
    this.current.add(path);
    const text = JSON.stringify(findings);
    if (text === (before?.text ?? '[]')) return before?.findings ?? NOTHING;
    this.known.set(path, { findings, text });
    return findings;
  }

  /** Whether something that was compared has its name where a stretch of a file is. */
  standsAt({ world }: DiagnoseContext, path: string, start: number, end: number): boolean {
    return this.rows().some((row) => {
      const place = placedIn(world, row, path)?.place;
      return place !== undefined && place.start <= start && end <= place.end;
    });
  }

  /** Whether it could not be told, between two offsets of a file, if there is something for a code. */
  isUnknown(path: string, code: string, from: number, to: number): boolean {
    const aspect = code.slice(code.indexOf('-') + 1);
    return this.rows().some(({ own, verdict }) => {
      if (own.unit.file !== path || !verdict.unknown.some((u) => u.aspect === aspect)) return false;
      const at = own.unit.fragment.itemSpans[2 * own.item.at] ?? -1;
      return at >= from && at <= to;
    });
  }

  /** Rows of the last comparison. */
  private rows(): readonly Row[] {
    const { pairs = [], redefined = [] } = this.result ?? {};
    return [...pairs.flatMap(({ rows }) => rows), ...redefined];
  }
}
