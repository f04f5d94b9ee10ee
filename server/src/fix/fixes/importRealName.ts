/** Imports the name that is really there, under the name that was wanted. */
import { placesOf } from '../../diagnose/bindingsIndex';
import { spell } from '../../diagnose/spelling';
import { isVisible, type Module, NAMESPACES } from '../../resolve/definitions';
import { lookupIn } from '../../resolve/lookup';
import { supplyOf } from '../adapter/offers';
import type { FixContext, NamedCase } from '../context';
import { meantBy } from '../naming';
import type { Fixer, No, Offer } from '../offer';
import { targetsOf } from '../targets';
import { type WrittenLeaf, writtenLeaf } from '../writtenLeaf';

/** What names of C begin with. */
const PREFIX = 'seL4_';

export const importRealName: Fixer = (given, context) => {
  const { problem } = given;
  const { failure, segments } = problem;
  if (problem.kind !== 'import' || failure.why === 'no-crate' || failure.segment < segments.length - 1)
    return undefined;
  const written = writtenLeaf(problem);
  if (typeof written === 'string') return { id: 'importRealName', reason: written };
  return elsewhere(given, written, context) ?? underRealName(given, written, context);
};

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
      const as = path.split('::').at(-1) === local || (guess && !written.leaf.alias) ? '' : ` as ${local}`;
      const start = inside === undefined ? written.first[0] : written.start;
      const { file, end } = written;
      const meant = sameName || guess ? undefined : meantBy(problem.name, context);
      return {
        id: 'importRealName',
        title: `Import \`${path}\`${as === '' ? '' : ` as \`${local}\``} instead${meant?.note ?? ''}`,
        sure: guess ? 'guess' : sameName || meant?.everywhere ? 'plain' : 'meant',
        wishes: { edits: [{ file, start, end, newText: (inside ?? path) + as }] },
      };
    }
  }
  return undefined;
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
  const names = [alias, PREFIX + name, PREFIX + capital].filter(
    (each): each is string => each?.startsWith(PREFIX) === true && each !== name,
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
