/** What the client's status item shows. */
import type { Connection } from 'vscode-languageserver';
import { isGraver, type Severity } from '../diagnose/finding';
import { describe } from './describe';
import type { Documents } from './documents';
import type { RootStatus, StatusParams, ViewStatus } from './protocol';
import type { Unit } from './unit';
import type { Units } from './units';

export const statusNotification = 'kaalSel4/status';

export class StatusReporter {
  private last = '';

  constructor(
    private readonly connection: Connection,
    private readonly documents: Documents,
  ) {}

  /** Sends the status of all units if it is not what was sent last. */
  send(units: Units): void {
    this.deliver(this.of(units));
  }

  /** The server cannot work at all. */
  failed(failure: string): void {
    this.deliver({ roots: [], failure });
  }

  /** The status of all units, as an answer to a request. */
  of(units: Units): StatusParams {
    const all = units.all();
    const roots = all.flatMap((unit) => this.rootStatus(unit, units.againstOf(unit)) ?? []);
    return { roots, ...(roots.length > 1 ? { findings: countedOnce(all) } : {}) };
  }

  private deliver(params: StatusParams): void {
    const content = JSON.stringify(params);
    if (content === this.last) return;
    this.last = content;
    this.connection.sendNotification(statusNotification, params).catch(() => {});
  }

  private rootStatus(unit: Unit, against: string | undefined): RootStatus | undefined {
    const findings = noFindings();
    const { name } = unit;
    const root = this.documents.uriOf(unit.root);
    const none = { total: 0, resolved: 0, resolvedByName: 0, unresolved: 0, unknown: 0 };
    // Asking an analysis that has not read its workspace yet would make it do so at once.
    if (unit.state === 'indexing') {
      const { state } = unit;
      return {
        root,
        name,
        state,
        findings,
        references: none,
        unknownShare: 0,
        unknownReasons: [],
        problems: [],
      };
    }
    try {
      const paths = unit.paths();
      for (const [path, list] of unit.reported) {
        if (!paths.has(path)) unit.reported.delete(path);
        else for (const { finding } of list) findings[finding.severity] += 1;
      }
      const references = unit.query.counts();
      const bindings = unit.query.bindings();
      return {
        root,
        name,
        state: unit.state,
        view: unit.query.view(),
        ...(bindings === undefined ? {} : { bindings }),
        ...(against === undefined ? {} : { against }),
        ...(unit.views.length > 1 ? { views: viewsOf(unit) } : {}),
        findings,
        references,
        unknownShare: references.total === 0 ? 0 : references.unknown / references.total,
        unknownReasons: [...unit.query.unknownReasons()]
          .map(([reason, count]) => ({ reason, count }))
          .sort((a, b) => b.count - a.count),
        problems: unit.problems(),
      };
    } catch (error) {
      this.connection.console.error(`The status of ${unit.root} could not be told: ${describe(error)}`);
      return undefined;
    }
  }
}

function noFindings(): Record<Severity, number> {
  return { error: 0, warning: 0, information: 0, hint: 0 };
}

/** What was found in all units; what is shown once where several say it counts once, as it is shown. */
function countedOnce(units: readonly Unit[]): Record<Severity, number> {
  const severities = new Map<string, Severity>();
  for (const unit of units) {
    // As for its own count: what is being read is not counted.
    if (unit.state === 'indexing') continue;
    for (const list of unit.reported.values())
      for (const { finding } of list) {
        const { file, start, end, code, message, severity } = finding;
        const key = JSON.stringify([file, start, end, code, message]);
        const known = severities.get(key);
        if (known === undefined || isGraver(severity, known)) severities.set(key, severity);
      }
  }
  const counts = noFindings();
  for (const severity of severities.values()) counts[severity] += 1;
  return counts;
}

function viewsOf(unit: Unit): readonly ViewStatus[] {
  const names = unit.viewNames();
  const counts = names.map(noFindings);
  for (const list of unit.reported.values())
    for (const { finding, views, others } of list)
      for (const view of views) {
        const there = others.find((other) => other.view === view)?.finding ?? finding;
        counts[view]![there.severity] += 1;
      }
  return unit.views.map((view, at) => {
    const bindings = view.bindings();
    const own = bindings === undefined ? {} : { bindings };
    return { name: names[at]!, view: view.view(), ...own, findings: counts[at]! };
  });
}
