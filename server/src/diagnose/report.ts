/** Everything to say of one file: findings, counts, reasons of what is unknown. */

import { checkFile, placeOfFailure, placeOfImport, type Visitor } from '../query/check';
import { enclosingModule } from '../resolve/blocks';
import type { CrateMap, Import, Module, PathFailure } from '../resolve/definitions';
import { remembered } from '../resolve/remembered';
import { placeOf, type Unit } from '../resolve/unit';
import type { FieldAccess, Fragment, Reference } from '../syntax/summary';
import { shorten } from '../text/shorten';
import { wordsIn } from '../text/words';
import type { Outcome } from '../types/outcome';
import { accessesOfInterest, checkAccess } from './calls/accesses';
import type { Resolved } from './calls/callee';
import { checkLocal, privateCallee } from './calls/hidden';
import { checkUse, concernsBindings } from './calls/uses';
import { bindingTransmute } from './codes/binding-transmute';
import { missingFiles } from './codes/missing-generated-file';
import { patternBindsName } from './codes/pattern-binds-name';
import { brokenFile, missingModules } from './codes/project';
import { undeclaredFeatures } from './codes/undeclared-feature';
import { explainProblem } from './explain';
import type { Finding, FindingCode, ReferenceCounts, Severity } from './finding';
import {
  canReachBindings,
  isBindingName,
  isCounted,
  isOfBindings,
  isOurs,
  mayConcernBindings,
  namedReferences,
  namesSel4,
  referencesOfInterest,
} from './ours';
import type { DiagnoseContext, Problem } from './problem';
import type { ScopesAround } from './scopesAround';

export interface FileReport {
  /** Those that it was checked in. */
  readonly crates: readonly CrateMap[];
  readonly findings: readonly Finding[];
  /** What a finding about a name was made of: fixes start from it. */
  readonly problems: ReadonlyMap<Finding, Problem>;
  readonly counts: ReferenceCounts;
  /** The same by module. */
  readonly modules: readonly ModuleCounts[];
  readonly unknown: ReadonlyMap<string, number>;
}

/** References to kernel names in one module, blocks in it included. */
export interface ModuleCounts {
  /** As findings name them. */
  readonly crate: string;
  readonly module: string;
  readonly counts: ReferenceCounts;
}

export const noCounts: ReferenceCounts = {
  total: 0,
  resolved: 0,
  resolvedByName: 0,
  unresolved: 0,
  unknown: 0,
};

/** Sum of two counts. */
export function addCounts(a: ReferenceCounts, b: ReferenceCounts): ReferenceCounts {
  return {
    total: a.total + b.total,
    resolved: a.resolved + b.resolved,
    resolvedByName: a.resolvedByName + b.resolvedByName,
    unresolved: a.unresolved + b.unresolved,
    unknown: a.unknown + b.unknown,
  };
}

/** Joins the counts of modules that stand in several lists; by crate and module. */
export function joinModules(lists: readonly (readonly ModuleCounts[])[]): readonly ModuleCounts[] {
  const joined = new Map<string, ModuleCounts>();
  for (const one of lists.flat()) {
    const key = `${one.crate}\0${one.module}`;
    const known = joined.get(key);
    joined.set(key, known ? { ...known, counts: addCounts(known.counts, one.counts) } : one);
  }
  return [...joined].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What is reported, and how loud. */
export interface ReportOptions {
  /** Every name, not only those that concern the bindings. */
  readonly allNames?: boolean;
  readonly severities?: Readonly<Partial<Record<FindingCode, Severity | 'off'>>>;
  /** `all`: differences of stand-ins too that nobody's code depends on. */
  readonly parity?: 'used' | 'all';
}

/** Checks one file in every crate of `crates` that has it; `around`: of the file's own scopes only these. */
export function checkFileOfCrate(
  context: DiagnoseContext,
  crates: readonly CrateMap[],
  path: string,
  options: ReportOptions,
  around?: ScopesAround,
): FileReport {
  const collector = new Collector(context, crates, options, around);
  for (const crate of crates) {
    if (!crate.units.some((unit) => unit.file === path)) continue;
    collector.crate = crate;
    const { allNames = false } = options;
    if (allNames || mayConcernBindings(context, crate)) checkFile(context.world, crate, path, collector);
    for (const finding of [
      ...missingFiles(context, crate, path),
      ...missingModules(context, crate, path),
      ...brokenFile(crate, path),
      ...undeclaredFeatures(context, crate, path),
    ])
      collector.add(finding);
  }
  return collector.report();
}

type Counts = { -readonly [Kind in keyof ReferenceCounts]: number };

class Collector implements Visitor {
  crate!: CrateMap;
  private readonly findings: Finding[] = [];
  private readonly problems = new Map<Finding, Problem>();
  private readonly unknown = new Map<string, number>();
  /** By module. */
  private readonly numbers = new Map<Module, Counts>();
  private readonly reaching = new Map<CrateMap, boolean>();

  constructor(
    private readonly context: DiagnoseContext,
    private readonly crates: readonly CrateMap[],
    private readonly options: ReportOptions,
    private readonly around: ScopesAround | undefined,
  ) {}

  report(): FileReport {
    const { crates, findings, problems, unknown } = this;
    const modules = joinModules(
      [...this.numbers].map(([module, counts]) => [
        { crate: module.crate.packageName, module: module.path(), counts },
      ]),
    );
    const counts = modules.map((one) => one.counts).reduce(addCounts, noCounts);
    return { crates, findings, problems, counts, modules, unknown };
  }

  private isName(name: string): boolean {
    return isBindingName(this.context, name);
  }

  private namesBindings(segments: readonly string[]): boolean {
    for (const segment of segments) if (this.isName(segment)) return true;
    return false;
  }

  scopes({ source, outer }: Unit): ScopesAround | undefined {
    return source.k === 'file' && !outer ? this.around : undefined;
  }

  wanted(fragment: Fragment): Uint32Array | undefined {
    if (this.options.allNames === true) return undefined;
    return this.reachesBindings()
      ? referencesOfInterest(this.context, fragment)
      : namedReferences(this.context, fragment);
  }

  private reachesBindings(): boolean {
    return remembered(this.reaching, this.crate, () => canReachBindings(this.context.world, this.crate));
  }

  private count(
    { normal }: Module,
    kind: 'resolved' | 'resolvedByName' | 'unresolved' | 'unknown',
    reason?: string,
  ): void {
    const numbers = remembered(this.numbers, normal, (): Counts => ({ ...noCounts }));
    numbers.total++;
    numbers[kind]++;
    if (reason !== undefined) this.unknown.set(reason, (this.unknown.get(reason) ?? 0) + 1);
  }

  seen(unit: Unit, reference: Reference, outcome: Outcome): void {
    if (outcome.k !== 'local') return;
    const allNames = this.options.allNames === true;
    for (const finding of checkLocal(this.context, this.crate, unit, reference, outcome.binding, allNames))
      this.add(finding);
  }

  reference(unit: Unit, reference: Reference, outcome: Outcome, module: Module, index: number): void {
    const named = namesSel4(this.context, unit.fragment)[index] === 1;
    if (outcome.k === 'resolved') this.use(unit, reference, outcome, module, named);
    const hidden = privateCallee(reference, outcome);
    if (hidden) this.use(unit, reference, hidden, module, named);
    if (this.options.allNames !== true && !isCounted(reference, named)) {
      // Methods of the typed crate have names that anything may have: what lacks them tells whether they are ours.
      if (reference.kind === 'method' && outcome.k === 'unresolved')
        for (const failure of outcome.failures) this.failed(unit, reference, failure, module);
      return;
    }
    switch (outcome.k) {
      case 'resolved':
        if (named || isOfBindings(outcome.definition))
          this.count(module, outcome.byName ? 'resolvedByName' : 'resolved');
        for (const failure of outcome.failures ?? []) this.failed(unit, reference, failure, module);
        return;
      case 'unknown':
        if (named) this.count(module, 'unknown', outcome.reason);
        return;
      case 'silent':
        if (named) this.count(module, 'unknown', 'behind a failed import');
        return;
      case 'unresolved': {
        let ours = false;
        for (const failure of outcome.failures) ours = this.failed(unit, reference, failure, module) || ours;
        if (ours || named) this.count(module, 'unresolved');
        return;
      }
      default:
    }
  }

  /** What goes with a name: arguments, fields. */
  private use(unit: Unit, reference: Reference, outcome: Resolved, module: Module, named: boolean): void {
    const position = { crate: this.crate, unit, reference, module };
    const { allNames } = this.options;
    const mayConcern = named || allNames === true || concernsBindings(this.context, outcome);
    if (mayConcern) for (const finding of checkUse(this.context, position, outcome)) this.add(finding);
    // The function is core's: what concerns the bindings is its types.
    if (reference.kind === 'call' && !isOff('binding-transmute', this.options))
      for (const finding of bindingTransmute(this.context, position, outcome)) this.add(finding);
  }

  fields(fragment: Fragment): readonly FieldAccess[] {
    // In the bindings themselves `self` is of theirs.
    if (this.options.allNames === true || this.crate.bindings) return fragment.fields;
    return this.reachesBindings() ? accessesOfInterest(fragment) : [];
  }

  field(unit: Unit, access: FieldAccess): void {
    const { context, crate } = this;
    const allNames = this.options.allNames === true;
    for (const finding of checkAccess(context, crate, unit, access, allNames)) this.add(finding);
  }

  pattern(unit: Unit, reference: Reference, module: Module): void {
    const [name = ''] = reference.segments;
    if (!this.isName(name) || isDeclared(unit, reference)) return;
    const { finding, unknown } = patternBindsName(this.context, this.crate, unit, reference, module);
    if (unknown !== undefined) this.count(module, 'unknown', unknown);
    if (!finding) return;
    const { kind, segments, scope } = reference;
    const failure: PathFailure = { segment: 0, rustcCode: '', why: 'absent' };
    const { crate } = this;
    this.add(finding, {
      failure,
      segments,
      name,
      kind,
      crate,
      module,
      place: finding,
      unit,
      scope,
      reference,
    });
  }

  private failed(unit: Unit, reference: Reference, failure: PathFailure, module: Module): boolean {
    const place = placeOfFailure(this.context.world, unit, reference, failure);
    if (!place) return false;
    return this.problem({
      failure,
      segments: reference.segments,
      name: reference.segments[Math.max(0, failure.segment)] ?? '',
      kind: reference.kind,
      crate: this.crate,
      module,
      place,
      unit,
      scope: reference.scope,
      reference,
    });
  }

  import(record: Import, failures: readonly PathFailure[], unknown: string | undefined): void {
    const { leaf } = record;
    const named = this.namesBindings(leaf.segments);
    if (named)
      this.count(
        record.module,
        failures.length > 0 ? 'unresolved' : unknown === undefined ? 'resolved' : 'unknown',
        failures.length > 0 ? undefined : unknown,
      );
    for (const failure of failures) {
      const place = placeOfImport(this.context.world, record, failure);
      if (!place) continue;
      this.problem({
        failure,
        segments: leaf.segments,
        name: leaf.segments[Math.max(0, failure.segment)] ?? '',
        kind: 'import',
        crate: this.crate,
        module: record.module,
        place,
        record,
      });
    }
  }

  macro(
    unit: Unit,
    segments: readonly string[],
    failure: PathFailure,
    start: number,
    end: number,
    module: Module,
  ): void {
    const place = placeOf(unit, start, end, this.context.world.sources);
    if (!place) return;
    this.problem({
      failure,
      segments,
      name: segments[Math.max(0, failure.segment)] ?? '',
      kind: 'macro',
      crate: this.crate,
      module,
      place,
    });
  }

  opaque(unit: Unit, start: number, end: number, reason: string): void {
    // Names in arguments that nobody can read are references we are blind for.
    for (const word of wordsIn(unit.text, start, end))
      if (this.isName(word)) this.count(enclosingModule(this.context.world, unit, 0), 'unknown', reason);
  }

  private problem(problem: Problem): boolean {
    const ours = isOurs(problem, this.context);
    if (!ours && this.options.allNames !== true) return false;
    const finding = explainProblem(problem, this.context);
    if (finding) this.add(finding, problem);
    return ours;
  }

  add(found: Finding, problem?: Problem): void {
    for (const finding of withSeverity(found, this.options)) {
      this.findings.push(finding);
      if (problem) this.problems.set(finding, problem);
    }
  }
}

/** What is said only if somebody asks for it. */
const OFF_BY_DEFAULT: ReadonlySet<FindingCode> = new Set<FindingCode>(['binding-transmute']);

/** Whether nobody wants to hear of a code. */
export function isOff(code: FindingCode, { severities }: ReportOptions): boolean {
  return (severities?.[code] ?? (OFF_BY_DEFAULT.has(code) ? 'off' : undefined)) === 'off';
}

/** The finding as loud as the options want it, and no longer than can be read; nothing if they do not want it. */
export function withSeverity(finding: Finding, options: ReportOptions): readonly Finding[] {
  const severity = isOff(finding.code, options)
    ? 'off'
    : (options.severities?.[finding.code] ?? finding.severity);
  if (severity === 'off') return [];
  const { message, help } = finding;
  return [
    {
      ...finding,
      severity,
      message: shorten(message),
      ...(help === undefined ? {} : { help: shorten(help) }),
    },
  ];
}

const declared = new WeakMap<Fragment, ReadonlyMap<Reference, boolean>>();

/** In a pattern that always matches (parameter, `let`, `for`) the name is meant to be a variable. */
function isDeclared({ fragment }: Unit, reference: Reference): boolean {
  return remembered(declared, fragment, () => declaredIn(fragment)).get(reference) ?? false;
}

/** Bare names in patterns, and whether their pattern always matches: one pass, as thousands of arms may ask. */
function declaredIn({ references, scopes }: Fragment): ReadonlyMap<Reference, boolean> {
  const found = new Map<Reference, boolean>();
  for (const { bindings, refutable } of scopes)
    for (const { pattern } of bindings ?? []) {
      const reference = pattern === undefined ? undefined : references[pattern];
      if (reference && !found.has(reference)) found.set(reference, refutable !== true);
    }
  return found;
}
