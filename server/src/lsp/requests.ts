/** Our own requests: the view, the views there are, checking everything again. */
import { type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { readMark } from '../report/changes';
import { mendAll } from './fixAll';
import { matrixAnswer } from './matrix';
import type { CheckResult, FixAllAnswer, MatrixResult, ReportResult, ViewsResult } from './protocol';
import { reportAnswer } from './report';
import {
  checkAgainstSchema,
  checked,
  matrixSchema,
  reportSchema,
  rootSchema,
  setViewSchema,
} from './requestSchemas';
import type { Session } from './session';
import type { Unit } from './unit';
import { pathOfUri } from './uris';
import { bindingsChoices, viewChoices } from './views';

export function registerRequests(connection: Connection, session: () => Promise<Session>): void {
  connection.onRequest('kaalSel4/setView', async (raw: unknown): Promise<CheckResult> => {
    const ready = await session();
    const { root, view } = checked(setViewSchema, raw, 'kaalSel4/setView');
    for (const unit of meant(ready, root)) ready.setView(unit, view);
    return finished(ready);
  });

  connection.onRequest('kaalSel4/checkAgainst', async (raw: unknown): Promise<CheckResult> => {
    const ready = await session();
    const { root, bindings } = checked(checkAgainstSchema, raw, 'kaalSel4/checkAgainst');
    for (const unit of meant(ready, root)) {
      const problem = bindings === null ? undefined : unit.bindingsProblem(bindings);
      if (problem) {
        const { message, help } = problem;
        throw new ResponseError(
          ErrorCodes.InvalidParams,
          help === undefined ? message : `${message}: ${help}`,
        );
      }
      ready.checkAgainst(unit, bindings);
    }
    return finished(ready);
  });

  connection.onRequest('kaalSel4/views', async (raw: unknown): Promise<ViewsResult> => {
    const ready = await session();
    const { root } = checked(rootSchema, raw ?? {}, 'kaalSel4/views');
    const snapshots = ready.parts.snapshots?.() ?? [];
    return {
      roots: meant(ready, root).map((unit) => ({
        root: ready.documents.uriOf(unit.root),
        name: unit.name,
        view: unit.query.view(),
        choices: viewChoices(unit, ready.askedView(unit), snapshots),
        bindings: bindingsChoices(unit, snapshots),
      })),
    };
  });

  connection.onRequest('kaalSel4/fixAll', async (raw: unknown): Promise<FixAllAnswer> => {
    const ready = await session();
    const { root } = checked(rootSchema, raw ?? {}, 'kaalSel4/fixAll');
    ready.flush();
    return {
      roots: meant(ready, root).map((unit) => {
        const { edit, result } = mendAll(ready, unit);
        const [broken] = result.broken;
        return {
          root: ready.documents.uriOf(unit.root),
          name: unit.name,
          edit,
          mended: result.mended.length,
          left: result.left.map(({ finding, reason }) => ({ name: finding.name, reason })),
          ...(broken === undefined ? {} : { broken: broken.message }),
        };
      }),
    };
  });

  connection.onRequest('kaalSel4/matrix', async (raw: unknown): Promise<MatrixResult> => {
    const ready = await session();
    const params = checked(matrixSchema, raw ?? {}, 'kaalSel4/matrix');
    ready.flush();
    const { root, columns, page } = params;
    const asked = { ...(columns === undefined ? {} : { columns }), ...(page === undefined ? {} : { page }) };
    return { roots: meant(ready, root).map((unit) => matrixAnswer(ready, unit, asked)) };
  });

  connection.onRequest('kaalSel4/report', async (raw: unknown, token): Promise<ReportResult> => {
    const ready = await session();
    const { root, since, ...rest } = checked(reportSchema, raw ?? {}, 'kaalSel4/report');
    const mark = since === undefined || since === null ? undefined : readMark(since);
    if (typeof mark === 'string')
      throw new ResponseError(ErrorCodes.InvalidParams, `kaalSel4/report: since: ${mark}`);
    const roots: ReportResult['roots'][number][] = [];
    for (const unit of meant(ready, root))
      roots.push(await reportAnswer(ready, unit, { ...rest, since: mark }, token));
    return { roots };
  });

  connection.onRequest('kaalSel4/checkWorkspace', async (raw: unknown): Promise<CheckResult> => {
    const ready = await session();
    const { root } = checked(rootSchema, raw ?? {}, 'kaalSel4/checkWorkspace');
    await ready.readAgain(meant(ready, root));
    return finished(ready);
  });
}

async function finished(ready: Session): Promise<CheckResult> {
  await ready.work();
  return ready.units === undefined ? { roots: [] } : ready.status.of(ready.units);
}

/** The units that a request means. */
function meant(ready: Session, root: string | undefined): readonly Unit[] {
  if (root === undefined) return ready.units?.all() ?? [];
  const path = pathOfUri(root);
  const unit = path === undefined ? undefined : (ready.units?.get(path) ?? ready.units?.unitOf(path));
  if (unit === undefined) {
    throw new ResponseError(
      ErrorCodes.InvalidParams,
      `${root} belongs to no Cargo workspace that is open here.`,
    );
  }
  return [unit];
}
