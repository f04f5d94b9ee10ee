/** Goes through the adapter where a crate is named that the package cannot see. */

import { SYS_CRATE } from '../../bindings/crates';
import { modulesWithBindings } from '../../diagnose/findPath';
import { writtenPath } from '../../diagnose/written/path';
import { NAMESPACES } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { adaptersOf } from '../adapter/find';
import { adapterNamed } from '../adapter/reach';
import type { PlacedEdit } from '../fix';
import type { Fixer } from '../offer';
import { writtenLeaf } from '../writtenLeaf';

export const throughAdapter: Fixer = ({ finding, problem }, context) => {
  if (finding.code !== 'undeclared-crate') return undefined;
  const { world } = context;
  const named = adapterNamed(context, modulesWithBindings(world, problem.module), problem.crate);
  if (typeof named === 'string') return { id: 'throughAdapter', reason: named };
  if (named === undefined) {
    const [other] = adaptersOf(context);
    if (other === undefined) return undefined;
    return {
      id: 'throughAdapter',
      reason: `this package does not see \`${other.path}\`: add its crate to [dependencies]`,
    };
  }
  const { adapter } = named;
  // `sel4::sys::x` and `sel4_sys::x` are `adapter::x`; what only the typed crate has is not there.
  const rest = problem.segments[1] === 'sys' ? problem.segments.slice(2) : problem.segments.slice(1);
  const [head] = rest;
  const skipped = problem.segments.length - rest.length;
  if (head === undefined) return { id: 'throughAdapter', reason: `\`${problem.name}\` is used whole` };
  const typed = problem.name !== SYS_CRATE && skipped === 1;
  const there = NAMESPACES.some(
    (namespace) => lookupIn(world, adapter.module, head, namespace)?.k === 'found',
  );
  if (typed && !there) return { id: 'throughAdapter', reason: `\`${adapter.path}\` has no \`${head}\`` };
  const place = placeOf(problem, context, skipped);
  if (typeof place === 'string') return { id: 'throughAdapter', reason: place };
  const path = named.path.join('::');
  return {
    id: 'throughAdapter',
    title: `Write \`${path}\` instead of \`${problem.segments.slice(0, skipped).join('::')}\``,
    sure: 'plain',
    wishes: { edits: [{ ...place, newText: path }] },
  };
};

/** Where the segments stand that name the crate. */
function placeOf(
  problem: Parameters<typeof writtenLeaf>[0],
  { world }: Parameters<Fixer>[1],
  segments: number,
): Omit<PlacedEdit, 'newText'> | string {
  if (problem.record) {
    const leaf = writtenLeaf(problem);
    if (typeof leaf === 'string') return leaf;
    const { unit, item, leaf: read } = problem.record;
    const table = item.inBlock ? unit.fragment.blockSpans : unit.fragment.itemSpans;
    return {
      file: leaf.file,
      start: leaf.first[0],
      end: table[2 * (read.at + segments - 1) + 1] ?? leaf.first[1],
    };
  }
  const path = writtenPath(world, { ...problem, failure: { ...problem.failure, segment: segments - 1 } });
  return typeof path === 'string' ? path : { file: path.file, start: path.start, end: path.end };
}
