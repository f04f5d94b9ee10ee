/** Code actions: what can be written about a finding. */
import type { CodeAction, CodeActionParams, Connection, Diagnostic } from 'vscode-languageserver';
import type { Fix, Refusal } from '../fix/fix';
import { shownPath } from '../project/paths';
import { diagnosticSource } from './diagnostics';
import { stopIfCancelled } from './pull';
import type { Session } from './session';
import type { Unit } from './unit';
import { pathOfUri } from './uris';
import { workspaceEditOf } from './workspaceEdits';

export function registerCodeActions(connection: Connection, session: () => Promise<Session>): void {
  connection.onCodeAction(async (params, token): Promise<CodeAction[]> => {
    const ready = await session();
    stopIfCancelled(token);
    const path = pathOfUri(params.textDocument?.uri);
    if (path === undefined) return [];
    ready.flush();
    return new Asked(ready, path, params).actions();
  });
}

/** One request: the texts are those of the last flush. */
class Asked {
  private readonly places;
  private readonly only: readonly string[] | undefined;
  private readonly shown: readonly Diagnostic[];

  constructor(
    private readonly ready: Session,
    private readonly path: string,
    private readonly params: CodeActionParams,
  ) {
    this.places = ready.places();
    const { only, diagnostics } = params.context ?? {};
    this.only = Array.isArray(only) ? only : undefined;
    this.shown = Array.isArray(diagnostics) ? diagnostics : [];
  }

  actions(): CodeAction[] {
    const range = this.places.offsets(this.path, this.params.range);
    if (range === undefined) return [];
    const [start, end] = range;
    return (this.ready.units?.owners(this.path) ?? []).flatMap((unit) => {
      const { fixes, refusals } = unit.query.fixes(this.path, start, end, unit.fixSettings);
      const offered = fixes.filter((fix) => this.wants(fix.kind)).map((fix) => this.action(fix, unit));
      return [...offered, ...this.refused(refusals, fixes)];
    });
  }

  /** Kinds are hierarchical (LSP, `CodeActionKind`): `refactor` asks for `refactor.rewrite` too. */
  private wants(kind: string): boolean {
    return this.only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
  }

  private action(fix: Fix, unit: Unit): CodeAction {
    return {
      title: fix.title,
      kind: fix.kind,
      ...(fix.kind === 'quickfix' ? { diagnostics: this.diagnosticsOf(fix.finding) } : {}),
      ...(fix.isPreferred ? { isPreferred: true } : {}),
      edit: workspaceEditOf(fix.edits, {
        places: this.places,
        support: this.ready.client.edits,
        uriOf: (path) => this.ready.documents.uriOf(path),
        versionOf: (path) => this.ready.versionOf(path),
        label: (path) => shownPath(path, unit.root),
      }),
    };
  }

  /** The reason where a finding has no fix at all, for clients that show it. */
  private refused(refusals: readonly Refusal[], fixes: readonly Fix[]): CodeAction[] {
    if (!this.ready.client.edits.disabled || !this.wants('quickfix')) return [];
    const mended = new Set(fixes.map((fix) => fix.finding));
    return refusals
      .filter(({ finding }) => !mended.has(finding))
      .map(({ finding, reason }) => ({
        title: `Mend \`${finding.name}\``,
        kind: 'quickfix',
        diagnostics: this.diagnosticsOf(finding),
        disabled: { reason },
      }));
  }

  /** The client's own diagnostic for the finding, as it showed it. */
  private diagnosticsOf(finding: Fix['finding']): Diagnostic[] {
    const range = this.places.range(finding.file, finding.start, finding.end);
    return this.shown.filter(
      (each) =>
        each.source === diagnosticSource &&
        each.code === finding.code &&
        each.range.start.line === range?.start.line &&
        each.range.start.character === range.start.character,
    );
  }
}
