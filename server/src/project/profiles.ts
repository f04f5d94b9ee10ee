/** The profile of `cargo check`, as far as it decides cfgs (cargo book, "Profiles"). */
import type { CargoConfig, EnvironmentVariables } from './config';
import type { TomlFile, TomlTable } from './toml';

/** `[profile.dev]` with what is written for single packages. */
export interface DevProfile {
  /** Of everything but tests and benchmarks, which unwind. */
  readonly panic: string | undefined;
  /** Whether a package's crates have `debug_assertions`; `onHost`: build scripts, procedural macros and what these need. */
  debugAssertions(package_: ProfiledPackage, onHost: boolean): boolean;
}

export interface ProfiledPackage {
  readonly name: string;
  /** Of the workspace: `"*"` means the others. */
  readonly member: boolean;
}

const ASSERTIONS = 'debug-assertions';

/** The profile of cargo's configuration, nearest file first, over that of the root manifest; variables over both. */
export function devProfile(
  config: CargoConfig,
  rootManifest: TomlFile | undefined,
  environment: EnvironmentVariables,
): DevProfile {
  const written = rootManifest?.table('profile', 'dev');
  const tables = written ? [...config.devProfiles, written] : config.devProfiles;
  const variable = environment.CARGO_PROFILE_DEV_DEBUG_ASSERTIONS;
  const general =
    variable === 'true' || variable === 'false' ? variable === 'true' : firstOf(tables, assertionsOf);
  return {
    panic: environment.CARGO_PROFILE_DEV_PANIC ?? firstOf(tables, (table) => table.string('panic')),
    debugAssertions({ name, member }, onHost) {
      const ofPackage = (isMeant: (spec: string) => boolean): boolean | undefined =>
        firstOf(tables, (table) => {
          const packages = tableOf(table, 'package');
          const spec = packages?.names().find(isMeant);
          return spec === undefined ? undefined : assertionsOf(tableOf(packages, spec));
        });
      return (
        ofPackage((spec) => spec !== '*' && nameOfSpec(spec) === name) ??
        (member ? undefined : ofPackage((spec) => spec === '*')) ??
        (onHost ? firstOf(tables, (table) => assertionsOf(tableOf(table, 'build-override'))) : undefined) ??
        general ??
        true
      );
    },
  };
}

/** What is wrong with a table that cargo would refuse is not told: nothing else hangs on it. */
function tableOf(table: TomlTable | undefined, key: string): TomlTable | undefined {
  return typeof table?.value(key) === 'object' ? table.table(key) : undefined;
}

function assertionsOf(table: TomlTable | undefined): boolean | undefined {
  return table?.boolean(ASSERTIONS);
}

function firstOf<T>(tables: readonly TomlTable[], ask: (table: TomlTable) => T | undefined): T | undefined {
  for (const table of tables) {
    const answer = ask(table);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** `name`, `name@1.2`, `name:1.2`, or an address that ends in one of them (cargo book, "Package ID Specifications"). */
function nameOfSpec(spec: string): string {
  const last = spec.slice(Math.max(spec.lastIndexOf('/'), spec.lastIndexOf('#')) + 1);
  return last.split('@', 1)[0]!.split(':', 1)[0]!;
}
