/** What the adapter can be given for a finding, and the words for it. */

import { modulesWithBindings } from '../../diagnose/findPath';
import type { Problem } from '../../diagnose/problem';
import { bits } from '../../diagnose/written/rights';
import { bufferAccess, featureText } from '../bufferAccess';
import type { FixContext, NamedCase } from '../context';
import type { FeatureWish, Wishes } from '../offer';
import { underAttributes } from '../otherCfgs';
import { type Definition, type Entry, entryFor } from './entries';
import { type Adapter, adapterFor } from './find';
import { adapterNamed, looksInto } from './reach';
import { type Wanted, wantedBy } from './standing';
import { headOf, Namer } from './text';
import { needsBuffer } from './wrapper';

export interface Supply {
  readonly adapter: Adapter;
  readonly entry: Entry;
  readonly wishes: Wishes;
  /** ``Add `…` to `…` ``, with everything that is written beside it. */
  readonly title: string;
}

/** What the adapter would get so that the name of a finding is found; a sentence where that cannot be; nothing where it is not asked. */
export function supplyFor({ problem }: NamedCase, context: FixContext): Supply | string | undefined {
  const { failure, segments } = problem;
  if (failure.why === 'private' || problem.kind === 'method' || problem.kind === 'macro') return undefined;
  if (failure.segment < segments.length - 1) return undefined;
  return supplyOf(problem, problem.name, wantedBy(problem.kind), context);
}

/**
 * The same where the adapter is not looked into at the place, and can be named there: the path to what it would get. Nothing
 * where the package could make the call itself.
 */
export function supplyFurtherAway(
  { problem }: NamedCase,
  context: FixContext,
): { readonly supply: Supply; readonly path: string } | undefined {
  const { failure, segments, crate, module, name } = problem;
  if (segments.length > 1 || failure.why !== 'absent' || failure.inside) return undefined;
  if (typeof bufferAccess(crate, context) !== 'string') return undefined;
  const named = adapterNamed(context, modulesWithBindings(context.world, module), crate);
  if (typeof named !== 'object') return undefined;
  const inside = named.module.definition;
  const supply = supplyOf({ ...problem, failure: { ...failure, inside } }, name, 'function', context);
  return typeof supply === 'object' ? { supply, path: [...named.path, name].join('::') } : undefined;
}

/** The same for another name at the place of the problem. */
export function supplyOf(
  problem: Problem,
  name: string,
  wanted: Wanted,
  context: FixContext,
): Supply | string | undefined {
  const isLookedInto = ({ module }: Adapter): boolean => looksInto(context.world, problem, module);
  const adapter = adapterFor(context, isLookedInto, problem.crate);
  if (adapter === undefined || typeof adapter === 'string') return adapter;
  const entry = entryFor(name, wanted, adapter, context);
  if (typeof entry === 'string') return entry;
  // A type of the name would hide the module that is there.
  if (problem.failure.why === 'wrong-kind' && wanted === 'type') return undefined;
  const features = featuresFor(entry, adapter, context);
  if (typeof features === 'string') return features;
  return {
    adapter,
    entry,
    wishes: { adapter: { adapter, entry }, features },
    title: titleOf(entry, adapter, features, context),
  };
}

/** Features of the `sel4` crate that the entry's functions need. */
function featuresFor(entry: Entry, adapter: Adapter, context: FixContext): readonly FeatureWish[] | string {
  const needed = entry.variants.some(({ value }) => value.k === 'call' && needsBuffer(value.wrapper));
  if (!needed) return [];
  const access = bufferAccess(adapter.crate, context);
  return typeof access === 'string' ? access : access.features;
}

function titleOf(
  entry: Entry,
  adapter: Adapter,
  features: readonly FeatureWish[],
  context: FixContext,
): string {
  const parts = [`Add \`${written(entry.name, entry.own, adapter, context)}\` to \`${adapter.path}\``];
  const arches = new Set(entry.variants.flatMap(({ condition }) => condition.arches));
  const others = [...arches].filter((arch) => arch !== context.arch).sort();
  const differ = entry.variants.some(({ condition }) => condition.arches.length > 0);
  if (differ)
    parts.push(
      others.length === 0 ? `for ${context.arch} only` : `with what it is on ${others.join(' and ')}`,
    );
  if (entry.variants.some(({ condition }) => condition.kernel !== '')) parts.push('by kernel options');
  const beside = new Set(entry.variants.map((variant) => underAttributes(variant.beside)));
  return [...parts, ...features.map(featureText)].join(', ') + [...beside].join('');
}

/** The item as it will stand there, cut short where a function has many parameters. */
function written(name: string, definition: Definition, adapter: Adapter, context: FixContext): string {
  const namer = new Namer(adapter, context);
  switch (definition.k) {
    case 'item': {
      const path = `${adapter.base.join('::')}::${definition.path}`;
      return `${adapter.visibility}use ${path}${path.endsWith(`::${name}`) ? '' : ` as ${name}`}`;
    }
    case 'number':
      return `${adapter.visibility}const ${name}: ${namer.rust(definition.type)} = ${definition.of === 'right' ? bits(definition.value) : definition.value}`;
    case 'call': {
      const head = headOf(name, definition.wrapper, namer, adapter.visibility);
      if (head.length <= 80) return head;
      return `${head.slice(0, head.indexOf('('))}(…)${head.slice(head.lastIndexOf(')') + 1)}`;
    }
  }
}
