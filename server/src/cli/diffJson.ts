/** The difference between two sets of bindings as plain JSON data; `docs/json.md` describes it. */
import type { Entry } from '../compare/entry';
import type { Changed } from '../compare/versions';
import {
  type CrateChanges,
  codeOf,
  hitText,
  type JoinedHit,
  type UpgradeReport,
} from '../features/upgrade/report';
import type { Placed, UsePlace } from './usePlaces';

export function diffJson(report: UpgradeReport, placeOf: (place: Placed) => UsePlace): object {
  const { from, to, options, crates, remarks, workspace } = report;
  return {
    version: 1,
    from,
    to,
    kernelOptions: options,
    crates: crates.map(crateJson),
    remarks,
    ...(workspace
      ? {
          workspace: {
            views: workspace.views.filter((name) => name !== ''),
            hits: workspace.hits.map((joined) => hitJson(joined, placeOf)),
            mended: workspace.mended.map((finding) => ({ ...placeOf(finding), name: finding.name })),
          },
        }
      : {}),
  };
}

function crateJson({ root, versions }: CrateChanges): object {
  const { added, removed, moved, changed, unknown, shared } = versions;
  return {
    root,
    shared,
    added: added.map(entryJson),
    removed: removed.map(entryJson),
    moved: moved.map((one) => ({
      name: one.from.name,
      kind: one.to.kind,
      from: one.from.path,
      to: one.to.path,
      differences: differencesJson(one),
    })),
    changed: changed.map((one) => ({
      path: one.from.path,
      kind: one.from.kind,
      ...(one.onlyWritten ? { onlyWritten: true } : {}),
      from: one.from.text,
      to: one.to.text,
      differences: differencesJson(one),
    })),
    unknown: unknown.map(({ from, to, reason }) => ({
      path: from.path,
      kind: from.kind,
      from: from.text,
      to: to.text,
      reason,
    })),
  };
}

function entryJson({ path, kind, text }: Entry): object {
  return { path, kind, text };
}

function differencesJson({ differences }: Pick<Changed, 'differences'>): readonly object[] {
  return differences.map(({ aspect, here, there, points, follows }) => ({
    aspect,
    from: here,
    to: there,
    ...(aspect === 'fields' ? { points } : {}),
    ...(follows.length > 0 ? { follows } : {}),
  }));
}

function hitJson({ hit, views }: JoinedHit, placeOf: (place: Placed) => UsePlace): object {
  const { finding, differences, effect, name } = hit;
  const end = placeOf({ file: hit.file, start: hit.end });
  return {
    ...placeOf(hit),
    endLine: end.line,
    endCol: end.col,
    name,
    effect,
    message: hitText(hit),
    help: finding?.help ?? null,
    code: finding?.code ?? null,
    rustcCode: codeOf(hit) ?? null,
    ...(differences ? { differences: differencesJson({ differences }) } : {}),
    ...(views.some((view) => view !== '') ? { views } : {}),
  };
}
