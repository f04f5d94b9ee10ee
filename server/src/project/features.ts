/** Which features of which packages are on: cargo's feature resolver (cargo book, "Features", "Resolver versions"). */
import { type FeatureValue, parseFeatureValue } from './featureMap';
import type { Package } from './package';
import type { Edge, PackageGraph } from './packageGraph';

/** What a person asked of one selected package. */
export interface RequestedFeatures {
  readonly values: readonly FeatureValue[];
  readonly defaults: boolean;
  readonly all: boolean;
}

/** A package asks a dependency that is on disk for a feature that it does not have. */
export type MissingFeature = (from: Package, edge: Edge, feature: string) => void;

export interface FeatureOptions {
  /** Resolver 2: packages built for the host have features of their own. */
  readonly decoupleHost: boolean;
  /** Resolver 2: dependencies of other platforms turn nothing on. */
  readonly ignoreInactivePlatforms: boolean;
  /** Resolver 2 without tests: dev-dependencies turn nothing on. */
  readonly ignoreDev: boolean;
}

export interface ResolvedFeatures {
  /** Active features of a package, for the target or for the host. */
  active(package_: number, host: boolean): ReadonlySet<string>;
  /** Has the package been reached at all, in this way of being compiled? */
  reached(package_: number, host: boolean): boolean;
  /** Optional dependencies that are on, by their keys. */
  activeOptional(package_: number, host: boolean): ReadonlySet<string>;
  external(
    external: number,
    host: boolean,
  ): { readonly features: ReadonlySet<string>; readonly defaults: boolean };
}

const NOTHING: ReadonlySet<string> = new Set();

type Task =
  | {
      readonly k: 'package';
      readonly package: number;
      readonly host: boolean;
      readonly values: readonly FeatureValue[];
    }
  | { readonly k: 'value'; readonly package: number; readonly host: boolean; readonly value: FeatureValue };

/**
 * Turns features on from the selected packages downwards until nothing changes. The order does not matter, so a list of
 * tasks does what cargo does by recursion: chains may be as long as they like.
 */
export function resolveFeatures(
  graph: PackageGraph,
  selected: ReadonlyMap<number, RequestedFeatures>,
  options: FeatureOptions,
  missing: MissingFeature = () => {},
): ResolvedFeatures {
  const features = new Map<number, Set<string>>();
  const optional = new Map<number, Set<string>>();
  const processed = new Set<number>();
  /** Features that a weak `x?/y` wants once `x` is on. */
  const deferred = new Map<string, Set<string>>();
  const externals = new Map<number, { features: Set<string>; defaults: boolean }>();
  const tasks: Task[] = [];
  const keyOf = (number: number, host: boolean): number =>
    number * 2 + (options.decoupleHost && host ? 1 : 0);

  const activeEdges = (number: number, host: boolean): readonly Edge[] =>
    graph.edges(number).filter(({ dependency, onTarget, onHost }) => {
      if (options.ignoreInactivePlatforms) {
        if ((dependency.kind === 'build' || host ? onHost : onTarget) === false) return false;
      }
      if (dependency.kind !== 'dev') return true;
      return !options.ignoreDev && selected.has(number);
    });

  const hostOf = (edge: Edge, host: boolean): boolean =>
    host ||
    (options.decoupleHost &&
      (edge.dependency.kind === 'build' || (edge.package !== undefined && graph.isProcMacro(edge.package))));

  const turnOn = (from: number, edge: Edge, host: boolean, values: readonly FeatureValue[]): void => {
    const forHost = hostOf(edge, host);
    if (edge.package !== undefined) {
      for (const value of values) {
        if (value.k === 'feature' && !graph.packages[edge.package]!.features.has(value.name)) {
          missing(graph.packages[from]!, edge, value.name);
        } else tasks.push({ k: 'value', package: edge.package, host: forHost, value });
      }
      return;
    }
    const external = entry(externals, keyOf(edge.external!, forHost), () => ({
      features: new Set<string>(),
      defaults: false,
    }));
    for (const value of values) if (value.k === 'feature') external.features.add(value.name);
  };

  /** What a dependency's own entry in the manifest asks for. */
  const enter = (from: number, edge: Edge, host: boolean): void => {
    const { dependency } = edge;
    turnOn(from, edge, host, dependency.features.map(parseFeatureValue));
    if (edge.package !== undefined) {
      const defaults = dependency.defaultFeatures && graph.packages[edge.package]!.features.has('default');
      const values = defaults ? [asFeature('default')] : [];
      tasks.push({ k: 'package', package: edge.package, host: hostOf(edge, host), values });
      return;
    }
    if (dependency.defaultFeatures) externals.get(keyOf(edge.external!, hostOf(edge, host)))!.defaults = true;
  };

  const activateDependency = (number: number, host: boolean, dependencyKey: string): void => {
    entry(optional, keyOf(number, host), newSet).add(dependencyKey);
    const waiting = deferred.get(`${keyOf(number, host)} ${host} ${dependencyKey}`);
    for (const edge of activeEdges(number, host)) {
      if (edge.dependency.key !== dependencyKey) continue;
      if (waiting !== undefined) turnOn(number, edge, host, [...waiting].map(asFeature));
      enter(number, edge, host);
    }
  };

  const activateValue = (number: number, host: boolean, value: FeatureValue): void => {
    const key = keyOf(number, host);
    if (value.k === 'dep') {
      activateDependency(number, host, value.key);
      return;
    }
    if (value.k === 'feature') {
      const on = entry(features, key, newSet);
      if (on.has(value.name)) return;
      on.add(value.name);
      for (const next of graph.packages[number]!.features.get(value.name) ?? []) {
        tasks.push({ k: 'value', package: number, host, value: next });
      }
      return;
    }
    for (const edge of activeEdges(number, host)) {
      const { dependency } = edge;
      if (dependency.key !== value.key) continue;
      if (dependency.optional) {
        if (value.weak && optional.get(key)?.has(value.key) !== true) {
          entry(deferred, `${key} ${host} ${value.key}`, newSet).add(value.feature);
          continue;
        }
        activateDependency(number, host, value.key);
        // `x/y` turns on a feature `x` too, unless `dep:x` has hidden it.
        if (!value.weak && graph.packages[number]!.features.has(value.key)) {
          tasks.push({ k: 'value', package: number, host, value: asFeature(value.key) });
        }
      }
      turnOn(number, edge, host, [asFeature(value.feature)]);
    }
  };

  const activatePackage = (number: number, host: boolean, values: readonly FeatureValue[]): void => {
    const key = keyOf(number, host);
    entry(features, key, newSet);
    for (const value of values) tasks.push({ k: 'value', package: number, host, value });
    if (processed.has(key)) return;
    processed.add(key);
    for (const edge of activeEdges(number, host)) if (!edge.dependency.optional) enter(number, edge, host);
  };

  for (const [number, requested] of selected) {
    const values = requestedValues(graph, number, requested);
    tasks.push({ k: 'package', package: number, host: false, values });
    // A procedural macro is compiled for the host; its binaries and examples see the features for the target.
    if (options.decoupleHost && graph.isProcMacro(number))
      tasks.push({ k: 'package', package: number, host: true, values });
  }
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (task.k === 'package') activatePackage(task.package, task.host, task.values);
    else activateValue(task.package, task.host, task.value);
  }
  return {
    active: (number, host) => features.get(keyOf(number, host)) ?? NOTHING,
    reached: (number, host) => features.has(keyOf(number, host)),
    activeOptional: (number, host) => optional.get(keyOf(number, host)) ?? NOTHING,
    external: (number, host) => externals.get(keyOf(number, host)) ?? { features: NOTHING, defaults: false },
  };
}

function requestedValues(graph: PackageGraph, number: number, requested: RequestedFeatures): FeatureValue[] {
  const { features } = graph.packages[number]!;
  if (requested.all) return [...features.keys()].map(asFeature);
  const values = [...requested.values];
  if (requested.defaults && features.has('default')) values.push(asFeature('default'));
  return values;
}

function asFeature(name: string): FeatureValue {
  return { k: 'feature', name };
}

function newSet(): Set<string> {
  return new Set();
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
