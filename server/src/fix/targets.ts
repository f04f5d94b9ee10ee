/** What the name of a finding stands for in the bindings of the view. */
import { type BindingPlace, constantsInTypes, type MemberPlace, placesOf } from '../diagnose/bindingsIndex';
import { placesOfSamePath } from '../diagnose/codes/other-configuration';
import { fits } from '../diagnose/codes/unresolved-name';
import type { Problem } from '../diagnose/problem';
import { placeOfPath } from '../diagnose/spelling';
import { standsIn } from '../diagnose/standsIn';
import type { Meaning } from '../knowledge/knowledge';
import type { FixContext, NamedCase } from './context';

export interface Target {
  readonly place: BindingPlace | MemberPlace;
  /** The very name that was written; false for another name (a C alias, a name that looks like it). */
  readonly sameName: boolean;
  /** Only looks like it. */
  readonly guess: boolean;
}

/** Constants, types, functions and modules that could stand where the name stands, best first; methods are no targets. */
export function targetsOf({ finding, problem }: NamedCase, context: FixContext): readonly Target[] {
  const { world } = context;
  const found: Target[] = [];
  const add = (place: BindingPlace | MemberPlace, sameName: boolean, guess: boolean): void => {
    if (place.kind === 'method' || found.some((known) => known.place === place)) return;
    if (isFitting(place, problem, context) && !standsIn(problem, place))
      found.push({ place, sameName, guess });
  };
  const own = [...placesOf(world, problem.name, problem.crate)].sort((a, b) => rank(a) - rank(b));
  for (const place of own) if (isSameThing(place, problem, context)) add(place, true, false);
  for (const place of constantsInTypes(world, problem.name, problem.crate)) add(place, true, false);
  for (const path of aliasPaths(problem.name, context)) {
    const place = placeOfPath(world, path, problem.crate);
    if (place) add(place, place.name === problem.name, false);
  }
  if (finding.code === 'unresolved-name' || finding.code === 'unresolved-import')
    for (const candidate of finding.candidates) {
      const name = candidate.split('::').at(-1) ?? '';
      if (name !== problem.name)
        for (const place of placesOf(world, name, problem.crate)) add(place, false, true);
    }
  return found;
}

/**
 * Whether a place has what was written, where another kernel has that at the very path: a constant beside the enum's of the
 * same name stands for its absence (`seL4_ARM_VCPUObject` of kernels without a hypervisor is 65534, an object of none).
 */
function isSameThing({ module }: BindingPlace, problem: Problem, context: FixContext): boolean {
  const inside = problem.failure.inside?.module;
  if (!inside || isOfEnum(module) === isOfEnum(inside)) return true;
  return placesOfSamePath(problem, context).length === 0;
}

/** A module of an enum's constants. */
function isOfEnum({ items }: BindingPlace['module']): boolean {
  return items[0].has('Type');
}

/** On the way to something else a module or type is wanted that has what comes next. */
function isFitting(place: BindingPlace | MemberPlace, problem: Problem, { world }: FixContext): boolean {
  const { failure, segments } = problem;
  const next = segments[failure.segment + 1];
  if (next === undefined) return fits(place, kindOf(problem));
  return placesOf(world, next, problem.crate).some(({ kind, module, external }) => {
    if (kind === 'method') return place.kind === 'type' && external === place.name;
    return place.kind === 'module' && module.name === place.name && module.parent === place.module;
  });
}

/** A bare pattern is meant as a constant. */
function kindOf({ kind }: Problem): Problem['kind'] {
  return kind === 'tuplePattern' ? 'pathPattern' : kind;
}

/** Constants of an enum module before what only shares their name. */
function rank({ kind, module }: BindingPlace): number {
  return kind === 'constant' && isOfEnum(module) ? 0 : 1;
}

/** Paths in the bindings (relative to their root) that a name of C stands for on the view's architecture. */
export function aliasPaths(name: string, { knowledge, arch }: FixContext): readonly string[] {
  const meanings: (Meaning | undefined)[] = [
    ...(knowledge.cAlias(name, arch)?.meanings ?? []),
    knowledge.invented(name, arch)?.nearest,
  ];
  return meanings.flatMap((meaning) => (meaning && 'place' in meaning ? [meaning.place.path] : []));
}
