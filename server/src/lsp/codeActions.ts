/** Code actions: what can be written about a finding. */
import {
  type CodeAction,
  type CodeActionContext,
  type Connection,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import * as z from 'zod';
import type { Finding } from '../diagnose/finding';
import type { Fix, Refusal } from '../fix/fix';
import { shownPath } from '../project/paths';
import { diagnosticSource } from './diagnostics';
import { mendAll } from './fixAll';
import { readRange } from './language/ranges';
import { stopIfCancelled } from './pull';
import type { Session } from './session';
import type { Unit } from './unit';
import { pathOfUri } from './uris';
import { workspaceEditOf } from './workspaceEdits';

const FIX_ALL = 'source.fixAll.kaalSel4';

export function registerCodeActions(connection: Connection, session: () => Promise<Session>): void {
  connection.onCodeAction(async (params, token): Promise<CodeAction[]> => {
    const ready = await session();
    stopIfCancelled(token);
    const path = pathOfUri(params.textDocument?.uri);
    if (path === undefined) return [];
    const range = readRange(params.range);
    ready.flush();
    const asked = new Asked(ready, path, range, params.context);
    return [...asked.actions(), ...asked.fixAll()];
  });

  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const ready = await session();
    stopIfCancelled(token);
    const parsed = fixAllSchema.safeParse(action.data);
    if (!parsed.success || action.edit !== undefined) return action;
    ready.flush();
    const { path, version } = parsed.data;
    if ((ready.versionOf(path) ?? null) !== version)
      throw new ResponseError(
        LSPErrorCodes.ContentModified,
        `${path} has changed since this was offered: ask again.`,
      );
    return { ...action, edit: editOf(ready, path) };
  });
}

/** What a client gives back of an action whose edit is worked out later. */
const fixAllSchema = z.object({ path: z.string(), version: z.number().nullable() });

/** Edits for everything in a file that can be mended without asking; none if nothing can. */
function editOf(ready: Session, path: string): WorkspaceEdit {
  const [unit] = ready.units?.owners(path) ?? [];
  return unit === undefined ? { changes: {} } : mendAll(ready, unit, path).edit;
}

/** One request: the texts are those of the last flush. */
class Asked {
  private readonly places;
  private readonly only: readonly string[] | undefined;
  private readonly shown: readonly Diagnostic[];

  constructor(
    private readonly ready: Session,
    private readonly path: string,
    private readonly range: Range,
    context: Partial<CodeActionContext> | undefined,
  ) {
    this.places = ready.places();
    const { only, diagnostics } = context ?? {};
    this.only = Array.isArray(only) ? only : undefined;
    this.shown = Array.isArray(diagnostics) ? diagnostics : [];
  }

  actions(): CodeAction[] {
    const range = this.places.offsets(this.path, this.range);
    if (range === undefined) return [];
    const [start, end] = range;
    const all = (this.ready.units?.owners(this.path) ?? []).flatMap((unit) => {
      const { fixes, refusals } = unit.query.fixes(this.path, start, end, unit.fixSettings);
      const offered = fixes.filter((fix) => this.wants(fix.kind)).map((fix) => this.action(fix, unit));
      return [...offered, ...this.refused(refusals, fixes)];
    });
    // Two workspaces that have the file offer the same.
    return [...new Map(all.map((action) => [JSON.stringify(action), action])).values()];
  }

  /** Everything in the file at once: only for clients that ask for such actions, as they do on saving. */
  fixAll(): CodeAction[] {
    const { ready, path } = this;
    if (this.only === undefined || !this.wants(FIX_ALL)) return [];
    const [unit] = ready.units?.owners(path) ?? [];
    if (unit === undefined || unit.query.findings(path).length === 0) return [];
    const action = { title: 'Mend all seL4 names in this file', kind: FIX_ALL };
    if (ready.client.edits.resolve)
      return [{ ...action, data: { path, version: ready.versionOf(path) ?? null } }];
    return [{ ...action, edit: editOf(ready, path) }];
  }

  /** Kinds are hierarchical (LSP, `CodeActionKind`): `refactor` asks for `refactor.rewrite` too. */
  private wants(kind: string): boolean {
    return this.only?.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
  }

  private action(fix: Fix, unit: Unit): CodeAction {
    return {
      title: fix.title,
      kind: fix.kind,
      ...(fix.finding && fix.kind === 'quickfix' ? { diagnostics: this.diagnosticsOf(fix.finding) } : {}),
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
    const quick = fixes.filter(({ kind }) => kind === 'quickfix');
    const said = new Set(quick.map(({ finding }) => finding));
    // The first reason is that of the fix that would have been best.
    const first = refusals.filter(({ finding }) => !said.has(finding) && said.add(finding));
    return first.map(({ finding, reason }) => ({
      title: `Mend \`${finding.name}\``,
      kind: 'quickfix',
      diagnostics: this.diagnosticsOf(finding),
      disabled: { reason },
    }));
  }

  /** The client's own diagnostic for the finding, as it showed it. */
  private diagnosticsOf(finding: Finding): Diagnostic[] {
    const range = this.places.range(finding.file, finding.start, finding.end);
    return this.shown.filter(
      (each) =>
        each?.source === diagnosticSource &&
        each.code === finding.code &&
        each.range?.start?.line === range?.start.line &&
        each.range.start.character === range?.start.character,
    );
  }
}
