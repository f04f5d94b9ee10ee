/** Holds stand-ins against what they stand in for, and the workspace's own constants and wrappers against the kernel. */
import { compareThings, enumType, type Thing } from '../../compare/compare';
import { joined, type Verdict } from '../../compare/difference';
import { compareMembers } from '../../compare/members';
import { reasonIn, type Sides, typedDefinition } from '../../compare/types';
import { type CrateMap, type Definition, type Module, TYPE, VALUE } from '../../resolve/definitions';
import type { World } from '../../resolve/world';
import { type Identity, sameType } from '../../types/identity';
import { isBindingName, isOfBindings } from '../ours';
import type { DiagnoseContext } from '../problem';
import { compareInCShape, isOnlyCShape } from './callingShape';
import { kernelThing } from './kernel';
import { type Offer, offersOf } from './offers';
import { calledAs, keyOfOwn, pathOf, placeOfOwn } from './own';
import { type Rest, redefinitions } from './redefinitions';
import type { OwnPlace, PairResult, ParityResult, Row } from './result';
import { mayReachBindings, type Pair, pairsOf } from './sides';

/** Everything that can be said of stand-ins in a view. `named` are pairs of modules that the workspace names itself. */
export function compareAll(context: DiagnoseContext, named: readonly Pair[] = []): ParityResult {
  const { world } = context;
  const nodes = world.project.crates.filter(
    ({ member, checked, test, kind }) => member && checked && !test && (kind === 'lib' || kind === 'bin'),
  );
  const crates = nodes.map((node) => world.crate(node.index));
  const groups = new Map<string, Pair[]>();
  for (const pair of [...named, ...crates.flatMap((crate) => pairsOf(context, crate))]) {
    const key = `${pair.mock.crate.name}\0${pair.mockText}\0${pair.realText}`;
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  const rest: Rest = { done: new Set(), sides: new Map() };
  const results = [...groups.values()].map((pairs) => comparePairs(context, pairs, rest));
  // Where nobody uses bindings, as in a kernel of its own, names of the kernel are the workspace's to define.
  const isUsed = crates.some((crate) => crate.node && mayReachBindings(world, crate, crate.node));
  return { pairs: results, redefined: isUsed ? redefinitions(context, crates, rest) : [] };
}

function comparePairs(context: DiagnoseContext, pairs: readonly Pair[], rest: Rest): PairResult {
  const { world } = context;
  const [first] = pairs;
  const offers = offersOf(world, pairs);
  const sides = sidesOf(context, offers);
  const faces = new Set(pairs.flatMap(({ mock, adapter }) => (adapter === undefined ? [] : [mock])));
  const rows: Row[] = [];
  const helpers: string[] = [];
  const unknown: { name: string; reason: string }[] = [];
  for (const offer of offers) {
    const own = placeOfOwn(offer.mock);
    if (!own) continue;
    const standIn = standInOf(own.module, faces);
    const found = rowsOf(context, sides, offer, own).map((row) => (standIn ? { ...row, standIn } : row));
    rest.sides.set(offer.mock, sides);
    if (
      found.some((row) => row.withKernel) ||
      offer.found.some((there) => agreesWithKernel(context, sides, there))
    )
      rest.done.add(offer.mock);
    if (found.length === 0 && offer.unknown !== undefined)
      unknown.push({ name: own.title, reason: offer.unknown });
    if (found.length === 0 && offer.unknown === undefined && !offer.mock.module) helpers.push(own.title);
    rows.push(...found);
  }
  return {
    title: titleOf(pairs),
    mockText: first?.mockText ?? '',
    realText: first?.realText ?? '',
    rows: withFollowers(unique(rows)),
    seesReal: pairs.some(({ real: { crate }, adapter }) => adapter !== undefined && isCurrent(world, crate)),
    helpers,
    unknown,
  };
}

/** Code of the workspace on the real side that is as the kernel is: to be unlike it is to be unlike the kernel. */
function agreesWithKernel(context: DiagnoseContext, sides: Sides, there: Definition): boolean {
  const kernel = kernelThing(context, there.name, VALUE, (other) => isAlike(there, other));
  if (!kernel) return false;
  return compareInCShape(sides, there, kernel.thing, context.knowledge.calling).differences.every(
    ({ aspect }) => aspect === 'kind',
  );
}

function titleOf(pairs: readonly Pair[]): string {
  const adapters = pairs.flatMap(({ adapter }) => (adapter === undefined ? [] : [adapter]));
  if (adapters.length === 0) return pairs[0]?.mock.path(true) ?? '';
  // The module nearest to the root that holds them all.
  return adapters.reduce((a, b) => (a.length <= b.length ? a : b));
}

/** One row for each thing that a definition is held against, with all the names that it goes by. */
function unique(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    const { own, against, missing } = row;
    const key = `${keyOfOwn(own)} ${against} ${missing?.where ?? ''}`;
    const before = seen.get(key);
    seen.set(key, before ? { ...before, names: [...new Set([...before.names, ...row.names])] } : row);
  }
  return [...seen.values()];
}

/** Counts for each name the others that differ because of it alone. */
function withFollowers(rows: readonly Row[]): readonly Row[] {
  const counts = new Map<string, number>();
  for (const { verdict } of rows) {
    const from = verdict.differences.map(({ follows }) => follows);
    if (from.some((follows) => follows.length === 0)) continue;
    for (const name of new Set(from.flat())) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return rows.map((row) => {
    const isRoot = row.verdict.differences.some(
      ({ aspect, follows }) => aspect === 'type' && follows.length === 0,
    );
    const names = row.names.map((name) => calledAs(name, row.own.module));
    const followers = names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
    return isRoot && followers > 0 && row.own.item.kind === 'alias' ? { ...row, followers } : row;
  });
}

/** The crate of a stand-in; its module, where that stands beside the adapter. What the adapter itself has is no place apart. */
function standInOf(module: Module, faces: ReadonlySet<Module>): Row['standIn'] {
  if (faces.has(module)) return undefined;
  const { crate } = module;
  const beside = [...faces].some((face) => face.crate.node?.index === crate.node?.index);
  return { crate, path: beside ? module.normal.path() : crate.root.path() };
}

function isCurrent(world: World, crate: CrateMap): boolean {
  return crate.node !== undefined && world.crates.get(crate.node.index) === crate;
}

function thing(definition: Definition): Thing {
  return { k: 'definition', definition };
}

function rowsOf(context: DiagnoseContext, sides: Sides, offer: Offer, own: OwnPlace): readonly Row[] {
  const { mock, name, namespace } = offer;
  if (mock.module) return [];
  const rows = offer.found.flatMap((there): readonly Row[] => [
    {
      own,
      namespace,
      names: [name],
      against: pathOf(there),
      there,
      verdict: compareThings(sides, thing(mock), thing(there)),
      withKernel: isOfBindings(there),
    },
    ...membersOf(sides, own, mock, there),
  ]);
  if (offer.found.length > 0) return rows;
  const kernel = kernelThing(context, name, namespace, (other) => isAlike(mock, other));
  const verdict: Verdict = kernel
    ? compareThings(sides, thing(mock), kernel.thing)
    : { differences: [], same: [], unknown: [] };
  const there = kernel?.thing.k === 'definition' ? kernel.thing.definition : undefined;
  const members = there ? membersOf(sides, own, mock, there) : [];
  const row: Row = {
    own,
    namespace,
    names: [name],
    against: kernel?.path ?? '',
    ...(kernel?.thing.k === 'number' ? { isNumber: true as const } : {}),
    ...(there ? { there } : {}),
    verdict,
    withKernel: kernel !== undefined,
    ...(kernel && isOnlyCShape(sides, mock, kernel.thing, context.knowledge.calling)
      ? { onlyCShape: true as const }
      : {}),
  };
  if (offer.unknown !== undefined) return kernel ? [row, ...members] : [];
  const where = offer.modules[0]?.path(true) ?? '';
  if (offer.elsewhere) {
    const { elsewhere } = offer;
    return [
      {
        ...row,
        against: pathOf(elsewhere),
        there: elsewhere,
        verdict: joined(compareThings(sides, thing(mock), thing(elsewhere)), verdict),
        withKernel: kernel !== undefined || isOfBindings(elsewhere),
      },
      ...members,
    ];
  }
  // What the stand-in has for itself is nobody's business, unless it is spelt like a name of the kernel.
  if (!kernel && !isBindingName(context, name)) return [];
  return [
    { ...row, missing: { where, ...(kernel && !row.isNumber ? { elsewhere: kernel.path } : {}) } },
    ...members,
  ];
}

function membersOf(sides: Sides, own: OwnPlace, mock: Definition, there: Definition): readonly Row[] {
  return compareMembers(sides, mock, there)
    .map(
      ({ item, unit, module, verdict, absent }): Row => ({
        own: { name: item.name, title: `${mock.name}::${item.name}`, item, unit, module },
        namespace: 1,
        names: [item.name],
        against: `${pathOf(there)}::${item.name}`,
        there,
        ...(absent ? { missing: { where: pathOf(there) } } : {}),
        verdict,
        withKernel: isOfBindings(there),
      }),
    )
    .filter(({ own: { unit } }) => !unit.virtual && own.unit.virtual !== true);
}

/** Whether something of the bindings is of the kind that a definition of the stand-in is. */
function isAlike(mock: Definition, other: Thing): boolean {
  if (other.k === 'number' || other.k === 'constant') return mock.kind === 'const';
  if (other.k === 'method') return mock.kind === 'function';
  const { kind } = other.definition;
  if (mock.kind === 'const' || mock.kind === 'function') return kind === mock.kind;
  return kind !== 'module' && kind !== 'const' && kind !== 'function';
}

/** Which types of the two sides count as one, and which aliases mean something else. */
function sidesOf(context: DiagnoseContext, offers: readonly Offer[]): Sides {
  const { world } = context;
  const pairs = new Map<Definition, Set<Definition>>();
  const mended = new Map<Definition, { readonly name: string; readonly meaning: Identity }>();
  const counterparts = (a: Definition, b: Definition): boolean =>
    a === b || (a.item !== undefined && a.item === b.item) || pairs.get(a)?.has(b) === true;
  const types = offers
    .filter(({ namespace, mock }) => namespace === TYPE && !mock.module)
    .flatMap((offer) => {
      const others = offer.found.length > 0 ? offer.found : kernelTypes(context, offer);
      return others.map((other) => ({
        mock: offer.mock,
        name: offer.name,
        other: enumType(world, other) ?? other,
      }));
    });
  for (const { mock, other } of types) {
    const [a, b] = [identity(world, mock), identity(world, other)];
    if (a.k !== 'nominal' || b.k !== 'nominal') continue;
    const set = pairs.get(a.definition) ?? new Set();
    pairs.set(a.definition, set.add(b.definition));
  }
  for (const { mock, name, other } of types) {
    if (mock.kind !== 'alias') continue;
    const meaning = identity(world, other);
    if (reasonIn(meaning) !== undefined) continue;
    if (sameType(identity(world, mock), meaning, counterparts) === false && !mended.has(mock))
      mended.set(mock, { name: mock.parent ? calledAs(name, mock.parent) : name, meaning });
  }
  return { here: world, there: world, counterparts, mended };
}

function kernelTypes(context: DiagnoseContext, { name, mock }: Offer): readonly Definition[] {
  const found = kernelThing(context, name, TYPE, (other) => isAlike(mock, other));
  return found?.thing.k === 'definition' ? [found.thing.definition] : [];
}

function identity(world: World, definition: Definition): Identity {
  return typedDefinition(world, definition).identity;
}
