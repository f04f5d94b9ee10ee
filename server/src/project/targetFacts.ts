/** What is known of the target that is compiled for, beyond its architecture. */

import { evaluateCfg } from './cfg';
import type { CargoConfig, EnvironmentVariables } from './config';
import type { CfgAnswer, FileSystem } from './model';
import { fileStem, joinPath } from './paths';
import { devProfile, type ProfiledPackage } from './profiles';
import {
  archOfTriple,
  bareMetalCfg,
  HOST_TRIPLE,
  hostCfg,
  platformCfg,
  type TargetCfg,
  type TargetFacts,
} from './targets';
import { isTable, type Table, type TomlFile } from './toml';

/** The two ways code is compiled in one view. */
export interface Platforms {
  readonly target: TargetCfg;
  readonly host: TargetCfg;
  /** What profile and flags say of a crate; `panic`: absent where it is the platform's. */
  settingsOf(
    package_: ProfiledPackage,
    unit: { readonly onHost: boolean; readonly test: boolean },
  ): { readonly debugAssertions: boolean; readonly panic: string | undefined };
  /** Does `cfg(…)`, or the name of a target, as in `[target.….dependencies]`, hold? */
  applies(platform: string, host: boolean): CfgAnswer;
}

/**
 * The platforms of a view: the target that is asked for, else the configured one if it is of this architecture (its specification is read where it is a
 * file), else a bare-metal target; and the host. `rootManifest` tells the profile of `cargo check`.
 */
export function platformsOf(
  files: FileSystem,
  { arch, target: asked }: { readonly arch: string; readonly target?: string },
  config: CargoConfig,
  rootManifest: TomlFile | undefined,
  environment: EnvironmentVariables,
): Platforms {
  const configured = asked ?? config.targets[0]?.value;
  const triple = configured !== undefined && archOfTriple(configured) === arch ? configured : undefined;
  const profile = devProfile(config, rootManifest, environment);
  const facts = triple === undefined ? {} : factsOfTarget(files, triple, config);
  const plain = platformCfg(bareMetalCfg(arch, facts));
  const targetName = triple === undefined ? undefined : fileStem(triple);
  const isTarget = (name: string): boolean =>
    name.startsWith('cfg(') ? evaluateCfg(name.slice(3), plain) === true : name === targetName;
  const flags = config.flags(isTarget);
  const target = bareMetalCfg(arch, { ...facts, extra: flags.extra });
  const host = hostCfg();
  return {
    target,
    host,
    settingsOf: (package_, { onHost, test }) => ({
      debugAssertions:
        (onHost ? undefined : flags.debugAssertions) ?? profile.debugAssertions(package_, onHost),
      // Tests and benchmarks unwind if the target does, as does what runs on the host.
      panic: onHost ? undefined : (flags.panic ?? (test ? undefined : profile.panic)),
    }),
    applies(platform, forHost) {
      const trimmed = platform.trim();
      if (trimmed.startsWith('cfg(')) {
        return evaluateCfg(trimmed.slice(3), platformCfg(forHost ? host : target));
      }
      const name = forHost ? HOST_TRIPLE : targetName;
      if (name !== undefined) return trimmed === name;
      const couldBe =
        archOfTriple(trimmed) === arch && target.keyValues.get('target_os')?.has(osOf(trimmed).os);
      return couldBe === true ? 'unknown' : false;
    },
  };
}

/** Facts of a target by its specification if one is on disk, else by its name. */
function factsOfTarget(files: FileSystem, triple: string, config: CargoConfig): TargetFacts {
  const search = config.env.get('RUST_TARGET_PATH')?.value.split(':') ?? [];
  const paths = triple.endsWith('.json')
    ? [triple]
    : search.map((folder) => joinPath(folder, `${triple}.json`));
  for (const path of paths) {
    const text = files.readText(path);
    if (text === undefined) continue;
    const specification = parseJson(text);
    if (specification !== undefined) return factsOfSpecification(specification);
  }
  const name = fileStem(triple);
  const { os, env, families } = osOf(name);
  if (os !== 'none') return { os, env, families, panic: 'unwind' };
  // None of rustc's own bare-metal targets has thread-local variables; those of others may.
  return name.split('-').includes('none') ? { threadLocal: false } : {};
}

/** Fields of rustc's target specifications; what is absent there has rustc's default. */
function factsOfSpecification(json: Table): TargetFacts {
  const text = (key: string): string | undefined => (typeof json[key] === 'string' ? json[key] : undefined);
  const family = json['target-family'];
  const width = json['target-pointer-width'];
  const atomics = json['max-atomic-width'];
  const families = Array.isArray(family)
    ? family.filter((f) => typeof f === 'string')
    : [family].filter((f) => typeof f === 'string');
  return {
    os: text('os') ?? 'none',
    env: text('env') ?? '',
    vendor: text('vendor') ?? 'unknown',
    families,
    panic: text('panic-strategy') ?? 'unwind',
    threadLocal: json['has-thread-local'] === true,
    bigEndian: text('target-endian') === 'big',
    ...(typeof width === 'string' || typeof width === 'number' ? { pointerWidth: `${width}` } : {}),
    ...(typeof atomics === 'number' ? { maxAtomicWidth: atomics } : {}),
  };
}

/** Operating system by the words of a target's name; anything unheard of is bare metal. */
function osOf(triple: string): {
  readonly os: string;
  readonly env: string;
  readonly families: readonly string[];
} {
  const words = triple.split('-');
  const env = ['gnu', 'musl', 'msvc'].find((name) => words.at(-1)?.startsWith(name)) ?? '';
  if (words.includes('linux')) return { os: 'linux', env, families: ['unix'] };
  if (words.includes('windows')) return { os: 'windows', env, families: ['windows'] };
  if (words.includes('darwin')) return { os: 'macos', env, families: ['unix'] };
  return { os: 'none', env: '', families: [] };
}

function parseJson(text: string): Table | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
