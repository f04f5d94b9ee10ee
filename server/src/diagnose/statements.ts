/** All that is said of a file: what checking says, what comparing says, less what its comments allow. */
import { isActive } from '../resolve/active';
import type { Unit } from '../resolve/unit';
import { applyAllowances, MARKER } from './allowances';
import type { FindingBoard } from './board';
import type { Finding, FindingCode } from './finding';
import type { ParityBoard } from './parity/board';
import { calm } from './parity/quiet';
import type { DiagnoseContext } from './problem';
import { isOff, type ReportOptions, withSeverity } from './report';

interface Known {
  readonly checked: readonly Finding[];
  readonly compared: readonly Finding[];
  readonly text: string | undefined;
  readonly all: readonly Finding[];
}

export class Statements {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly board: FindingBoard,
    private readonly parity: ParityBoard,
    private readonly options: ReportOptions,
  ) {}

  /** Findings in a file, in order and each once; the same array while nothing changes. */
  at(context: DiagnoseContext, file: string): readonly Finding[] {
    const checked = this.board.at(file);
    const compared = this.parity.findings(context, file);
    const text = context.world.sourceFiles.read(file)?.text;
    const before = this.known.get(file);
    if (before && before.checked === checked && before.compared === compared && before.text === text)
      return before.all;
    let all = checked;
    if (compared.length > 0)
      all = [...checked, ...compared.flatMap((finding) => withSeverity(finding, this.options))].sort(byPlace);
    if (text !== undefined) all = this.allowed(context, file, text, all);
    if (compared.length > 0 && this.options.parity !== 'all') all = calm(all);
    // Places that move along with nothing new in them are the same array to whoever compares.
    if (before && before.all.length === 0 && all.length === 0) all = before.all;
    this.known.set(file, { checked, compared, text, all });
    return all;
  }

  /** All findings, by file and position. */
  all(context: DiagnoseContext, files: Iterable<string>): readonly Finding[] {
    const every = new Set([...files, ...this.board.files(), ...this.parity.files()]);
    return [...every].sort().flatMap((file) => this.at(context, file));
  }

  /** Whether a text may have comments that allow something. */
  mayAllow(text: string): boolean {
    return text.includes(MARKER);
  }

  private allowed(
    context: DiagnoseContext,
    file: string,
    text: string,
    findings: readonly Finding[],
  ): readonly Finding[] {
    // Most files have no such comment: they are not looked for in every crate.
    if (!this.mayAllow(text)) return findings;
    const units = [...context.world.crates.values()].flatMap((crate) =>
      crate.units.filter((unit) => unit.file === file && unit.source.k === 'file'),
    );
    const about = { file, crate: units[0]?.crate.packageName ?? '', module: 'crate' };
    const { findings: left } = applyAllowances(
      text,
      findings,
      about,
      (offset) => units.some((unit) => isCompiled(context, unit, offset)),
      (code, from, to) =>
        isOff(code as FindingCode, this.options) || this.parity.isUnknown(file, code, from, to),
    );
    return left.flatMap((finding) =>
      finding.code === 'stale-allowance' || finding.code === 'bad-allowance'
        ? withSeverity(finding, this.options)
        : [finding],
    );
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end;
}

/** Whether the view compiles what stands at an offset. */
function isCompiled({ world }: DiagnoseContext, unit: Unit, offset: number): boolean {
  let innermost = 0;
  for (const [at, { kind, start, end }] of unit.fragment.scopes.entries())
    if ((kind === 'module' || kind === 'item' || kind === 'block') && start <= offset && offset < end)
      innermost = at;
  return isActive(world, unit, innermost) === true;
}
