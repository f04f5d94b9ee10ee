/** The crates that a view consists of: cargo's unit graph, as far as names need it. */
import type { CargoTarget } from './cargoTargets';
import type { Dependency } from './dependencies';
import type { ResolvedFeatures } from './features';
import type { CrateDependency, CrateNode, InactiveDependency } from './model';
import type { Package } from './package';
import type { Edge, PackageGraph } from './packageGraph';
import type { Platforms } from './targetFacts';
import { crateCfg } from './targets';

export interface CrateOptions {
  readonly tests: boolean;
  /** Resolver 2: what is built for the host has features of its own. */
  readonly decoupleHost: boolean;
  /** All of the workspace, whatever is selected. */
  readonly members: ReadonlySet<Package>;
}

/** One call of rustc: a target, what it is compiled for, and whose features it sees. */
interface Unit {
  readonly package: number;
  readonly target: CargoTarget;
  /** Compiled for the machine that builds. */
  readonly onHost: boolean;
  /** Sees the features that were turned on for the host. */
  readonly hostFeatures: boolean;
  readonly test: boolean;
  readonly checked: boolean;
}

/**
 * All crates that are checked, and below them all that they depend on, as far as their sources are on disk. A library
 * may be there more than once: for the target, for the host, and with `cfg(test)`.
 */
export function buildCrates(
  graph: PackageGraph,
  features: ResolvedFeatures,
  platforms: Platforms,
  selected: readonly number[],
  options: CrateOptions,
): CrateNode[] {
  const units: Unit[] = [];
  const numbers = new Map<string, number>();
  const members = new Set(selected);

  const numberOf = (unit: Unit): number => {
    const { onHost, hostFeatures, test } = unit;
    const key = `${unit.package} ${unit.target.kind} ${unit.target.name} ${onHost} ${hostFeatures} ${test}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = units.length;
      units.push(unit);
      numbers.set(key, number);
    }
    return number;
  };

  for (const number of selected) {
    for (const unit of rootUnits(graph, features, number, options)) numberOf(unit);
  }
  const crates: CrateNode[] = [];
  // The list grows while it is worked off.
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]!;
    const package_ = graph.packages[unit.package]!;
    const active = features.active(unit.package, unit.hostFeatures);
    const { scriptCfg } = package_;
    const links = linksOf(graph, features, unit, options, numberOf);
    crates.push({
      index,
      name: unit.target.crateName,
      packageName: package_.name,
      manifestPath: package_.manifestPath,
      kind: unit.target.kind,
      root: unit.target.root,
      edition: unit.target.edition,
      member: members.has(unit.package),
      checked: unit.checked,
      test: unit.test,
      cfg: crateCfg(unit.onHost ? platforms.host : platforms.target, {
        features: active,
        test: unit.test,
        procMacro: unit.target.kind === 'proc-macro',
        ...(scriptCfg === undefined || unit.target.kind === 'build' ? {} : { scriptCfg }),
        ...platforms.settingsOf({ name: package_.name, member: options.members.has(package_) }, unit),
      }),
      dependencies: links.dependencies,
      declaredFeatures: [...package_.features.keys()],
      impliedFeatures: impliedFeatures(package_),
      activeFeatures: [...active].sort(),
      inactiveDependencies: links.inactive,
      checkCfg: package_.checkCfg,
      ...(scriptCfg === undefined ? {} : { scriptCfg }),
    });
  }
  return crates;
}

/** `x = ["y", "dep:z", "z?/w"]`: of these `y` is a feature of the package itself, and so is `z` in `z/w`. */
function impliedFeatures({ features }: Package): ReadonlyMap<string, readonly string[]> {
  const implied = new Map<string, readonly string[]>();
  for (const [name, values] of features)
    implied.set(
      name,
      values.flatMap((value) => {
        if (value.k === 'feature') return [value.name];
        return value.k === 'depFeature' && !value.weak && features.has(value.key) ? [value.key] : [];
      }),
    );
  return implied;
}

/** What `cargo check` compiles of a selected package; with tests, what `cargo check --all-targets` does. */
function rootUnits(
  graph: PackageGraph,
  features: ResolvedFeatures,
  number: number,
  options: CrateOptions,
): Unit[] {
  const package_ = graph.packages[number]!;
  const units: Unit[] = [];
  const enabled = enabledFeatures(graph, features, number);
  for (const target of package_.targets) {
    if (target.kind === 'build' || !target.requiredFeatures.every(enabled)) continue;
    const onHost = target.kind === 'proc-macro';
    const plain = {
      package: number,
      target,
      onHost,
      hostFeatures: onHost && options.decoupleHost,
      checked: true,
    };
    const isLibrary = target.kind === 'lib' || target.kind === 'proc-macro';
    if (isLibrary || target.kind === 'bin') units.push({ ...plain, test: false });
    if (!options.tests) continue;
    if (target.kind === 'example') units.push({ ...plain, test: false });
    if (target.tested) units.push({ ...plain, test: true });
  }
  const script = package_.targets.find((target) => target.kind === 'build');
  const first = units[0];
  if (script !== undefined && first !== undefined) {
    const { hostFeatures } = first;
    units.push({ package: number, target: script, onHost: true, hostFeatures, test: false, checked: true });
  }
  return units;
}

/** Is an entry of `required-features` on: `x`, or `dependency/x`? */
function enabledFeatures(
  graph: PackageGraph,
  features: ResolvedFeatures,
  number: number,
): (entry: string) => boolean {
  const own = features.active(number, false);
  return (entry) => {
    const slash = entry.indexOf('/');
    if (slash === -1) return own.has(entry);
    const key = entry.slice(0, slash);
    const feature = entry.slice(slash + 1);
    return graph.edges(number).some((edge) => {
      if (edge.dependency.key !== key) return false;
      const { dependency } = edge;
      const forHost =
        dependency.kind === 'build' || (edge.package !== undefined && graph.isProcMacro(edge.package));
      if (edge.package !== undefined) return features.active(edge.package, forHost).has(feature);
      return features.external(edge.external!, forHost).features.has(feature);
    });
  };
}

interface Links {
  readonly dependencies: readonly CrateDependency[];
  readonly inactive: CrateNode['inactiveDependencies'];
}

function linksOf(
  graph: PackageGraph,
  features: ResolvedFeatures,
  unit: Unit,
  options: CrateOptions,
  numberOf: (unit: Unit) => number,
): Links {
  const package_ = graph.packages[unit.package]!;
  const dependencies = new Map<string, CrateDependency>();
  const inactive = new Map<string, InactiveDependency>();
  const ownLibrary = package_.library;
  const isLibrary = unit.target.kind === 'lib' || unit.target.kind === 'proc-macro';
  if (ownLibrary?.linkable && !isLibrary && unit.target.kind !== 'build') {
    const crate = numberOf(asDependency(unit, unit.package, ownLibrary, options));
    dependencies.set(ownLibrary.crateName, { name: ownLibrary.crateName, packageName: package_.name, crate });
  }
  const optional = features.activeOptional(unit.package, unit.hostFeatures);
  for (const edge of graph.edges(unit.package)) {
    const library = edge.package === undefined ? undefined : graph.packages[edge.package]!.library;
    const name = externName(edge.dependency, library);
    const why = whyInactive(package_, unit, edge, optional, library);
    if (why !== undefined) {
      if (!inactive.has(name)) inactive.set(name, { name, packageName: edge.dependency.packageName, why });
      continue;
    }
    if (dependencies.has(name)) continue;
    dependencies.set(name, linkTo(edge, name));
  }
  for (const name of dependencies.keys()) inactive.delete(name);
  return {
    dependencies: [...dependencies.values()],
    inactive: [...inactive.values()],
  };

  function linkTo(edge: Edge, name: string): CrateDependency {
    const { packageName } = edge.dependency;
    const { source } = edge;
    const path = source.k === 'path' || edge.path !== undefined ? { path: edge.path! } : {};
    if (edge.package !== undefined) {
      const library = graph.packages[edge.package]!.library!;
      return {
        name,
        packageName,
        ...path,
        crate: numberOf(asDependency(unit, edge.package, library, options)),
      };
    }
    const hostFeatures = options.decoupleHost && (unit.hostFeatures || unit.target.kind === 'build');
    const found = features.external(edge.external!, hostFeatures);
    return {
      name,
      packageName,
      ...path,
      features: [...found.features].sort(),
      defaultFeatures: found.defaults,
      source,
      declaredAt: edge.dependency.place,
    };
  }
}

/** The unit of a library that another unit links. */
function asDependency(from: Unit, package_: number, library: CargoTarget, options: CrateOptions): Unit {
  const isMacro = library.kind === 'proc-macro';
  const hostFeatures = options.decoupleHost && (from.hostFeatures || from.target.kind === 'build' || isMacro);
  return {
    package: package_,
    target: library,
    onHost: from.onHost || isMacro,
    hostFeatures,
    test: false,
    checked: false,
  };
}

/** Name in `extern` position: the key if it renames, else the library's own name. */
function externName(dependency: Dependency, library: CargoTarget | undefined): string {
  if (dependency.renamed || library === undefined) return dependency.key.replaceAll('-', '_');
  return library.crateName;
}

/** Why a declared dependency is not there for this unit; `undefined` if it is. */
function whyInactive(
  package_: Package,
  unit: Unit,
  edge: Edge,
  optional: ReadonlySet<string>,
  library: CargoTarget | undefined,
): string | undefined {
  const { dependency } = edge;
  const { kind } = unit.target;
  if ((dependency.kind === 'build') !== (kind === 'build')) {
    return kind === 'build' ? 'it is not in [build-dependencies]' : 'it is only in [build-dependencies]';
  }
  if (dependency.kind === 'dev' && !unit.test && kind !== 'example' && kind !== 'test' && kind !== 'bench') {
    return 'it is only in [dev-dependencies]';
  }
  if ((unit.onHost ? edge.onHost : edge.onTarget) === false)
    return `it is only for \`${dependency.platform}\``;
  if (dependency.optional && !optional.has(dependency.key)) {
    const by = featuresThatTurnOn(package_, dependency.key);
    const which = by.length === 0 ? '' : `; ${by.map((name) => `\`${name}\``).join(' or ')} turns it on`;
    return `it is optional and not turned on${which}`;
  }
  if (edge.package !== undefined && library === undefined) return 'it has no library';
  return undefined;
}

/** Features of the package that name the optional dependency directly. */
function featuresThatTurnOn(package_: Package, key: string): string[] {
  return [...package_.features]
    .filter(([, values]) =>
      values.some((value) =>
        value.k === 'feature' ? value.name === key : value.key === key && !isWeak(value),
      ),
    )
    .map(([name]) => name);
}

function isWeak(value: { readonly k: string; readonly weak?: boolean }): boolean {
  return value.weak === true;
}
