/** Imports the name that is really there, under the name that was wanted. */
import { NAME_PREFIX } from '../../bindings/crates';
import { placesOf } from '../../diagnose/bindingsIndex';
import type { Problem } from '../../diagnose/problem';
import { spell } from '../../diagnose/spelling';
import { tokensOf } from '../../diagnose/written/tokens';
import { isVisible, type Module, NAMESPACES } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { supplyOf } from '../adapter/offers';
import type { FixContext, NamedCase } from '../context';
import { meantBy } from '../naming';
import type { Fixer, No, Offer } from '../offer';
import { pathPastFailure } from '../pastFailure';
import { targetsOf } from '../targets';
import { type WrittenLeaf, writtenLeaf } from '../writtenLeaf';

export const importRealName: Fixer = (given, context) => {
  const { problem } = given;
  const { failure, segments } = problem;
  if (problem.kind !== 'import' || failure.why === 'no-crate') return undefined;
  const written = writtenLeaf(problem);
  if (typeof written === 'string') return { id: 'importRealName', reason: written };
  if (failure.segment < segments.length - 1) return byAnotherModule(problem, written, context);
  // What a glob was to bring is not known.
  if (written.leaf.glob) return undefined;
  return elsewhere(given, written, context) ?? underRealName(given, written, context);
};

/** A module on the way is private or not there: what the path ends in may be reached by another one. */
function byAnotherModule(problem: Problem, written: WrittenLeaf, context: FixContext): Offer | undefined {
  const path = written.alone && !written.leaf.glob ? pathPastFailure(problem, context) : undefined;
  if (path === undefined) return undefined;
  const { file, first, leaf, end } = written;
  const as = leaf.alias === undefined ? '' : ` as ${leaf.alias}`;
  return {
    id: 'importRealName',
    title: `Import \`${path}\`${as} instead`,
    sure: 'meant',
    wishes: { edits: [{ file, start: first[0], end, newText: path + as }] },
  };
}

/** The thing stands at another path: one step deeper, or under another name. */
function elsewhere(given: NamedCase, written: WrittenLeaf, context: FixContext): Offer | undefined {
  const { problem } = given;
  const { world } = context;
  const prefix = problem.segments.slice(0, problem.failure.segment).join('::');
  for (const { place, sameName, guess } of targetsOf(given, context)) {
    for (const path of spell(world, problem, place)) {
      const inside = path.startsWith(`${prefix}::`) ? path.slice(prefix.length + 2) : undefined;
      if (inside === undefined && !written.alone) continue;
      const local = written.leaf.alias ?? problem.name;
      const as =
        path.split('::').at(-1) === local || (guess && !isUsed(local, written, context))
          ? ''
          : ` as ${local}`;
      const start = inside === undefined ? written.first[0] : written.start;
      const { file, end } = written;
      const meant = sameName || guess ? undefined : meantBy(problem.name, context);
      return {
        id: 'importRealName',
        title: `Import \`${path}\`${as === '' ? '' : ` as \`${local}\``} instead${meant?.note ?? ''}`,
        sure: guess ? 'guess' : sameName || meant?.everywhere ? 'plain' : 'meant',
        ...(meant?.everywhere === false ? { hereOnly: true } : {}),
        path: path.split('::'),
        wishes: { edits: [{ file, start, end, newText: (inside ?? path) + as }] },
      };
    }
  }
  return undefined;
}

/** Whether a name stands in the file more often than in its import. */
function isUsed(name: string, { file }: WrittenLeaf, { world }: FixContext): boolean {
  const tokens = tokensOf(world, file)?.tokens ?? [];
  return tokens.filter(({ text }) => text === name).length > 1;
}

/** `CPtr as seL4_CPtr`, or `signal`: the bindings' names begin with a prefix. */
function underRealName(
  { problem }: NamedCase,
  written: WrittenLeaf,
  context: FixContext,
): Offer | No | undefined {
  const { name, failure, module } = problem;
  const inside = failure.inside?.module;
  if (inside === undefined) return undefined;
  const { alias } = written.leaf;
  const local = alias ?? name;
  let reason: string | undefined;
  for (const real of realNames(name, alias)) {
    const as = real === local ? '' : ` as ${local}`;
    const { file, start, end } = written;
    const edits = [{ file, start, end, newText: real + as }];
    const title = `Import \`${real}\`${as === '' ? '' : ` as \`${local}\``} instead of \`${name}\``;
    if (isThere(inside, real, module, context))
      return { id: 'importRealName', title, sure: 'meant', wishes: { edits } };
    const supply = supplyOf(problem, real, 'any', context);
    if (typeof supply === 'string') reason ??= supply;
    else if (supply)
      return {
        id: 'importRealName',
        title: `${title}, and ${supply.title.charAt(0).toLowerCase()}${supply.title.slice(1)}`,
        sure: 'meant',
        wishes: { ...supply.wishes, edits },
      };
  }
  return reason === undefined ? undefined : { id: 'importRealName', reason };
}

function realNames(name: string, alias: string | undefined): readonly string[] {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  const prefixed = name.startsWith(NAME_PREFIX) ? [] : [NAME_PREFIX + name, NAME_PREFIX + capital];
  const names = [alias, ...prefixed].filter(
    (each): each is string => each?.startsWith(NAME_PREFIX) === true && each !== name,
  );
  return [...new Set(names)];
}

function isThere(inside: Module, name: string, from: Module, { world }: FixContext): boolean {
  const known = placesOf(world, name).length > 0;
  return (
    known &&
    NAMESPACES.some((namespace) => {
      const found = lookupIn(world, inside, name, namespace);
      return found?.k === 'found' && isVisible(found.visibility, from);
    })
  );
}
