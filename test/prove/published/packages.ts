/** Packages on disk that rustc can judge alone: libraries that need no other crate by default. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';

export interface Package {
  /** Folder name, which has the version in it. */
  readonly name: string;
  readonly folder: string;
  /** Name of the library, as sources write it. */
  readonly crate: string;
  readonly edition: string;
  /** Path of the root within the folder. */
  readonly root: string;
  /** Features that are on by default. */
  readonly on: readonly string[];
  /** What cargo tells rustc of the package. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Where cargo keeps sources of packages: all folders of its registry, or the one that `PUBLISHED_CRATES` names. */
export function foldersOfPackages(): readonly string[] {
  const own = process.env.PUBLISHED_CRATES;
  if (own !== undefined) return [own];
  const registry = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry/src');
  return existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
}

/** The packages of a folder that can be judged, sorted; what cannot be read is left out. */
export function packagesIn(folder: string): readonly Package[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => packageAt(realpathSync(join(folder, name)), name) ?? []);
}

/** A manifest as far as it matters here: nothing of it is trusted. */
interface Manifest {
  readonly package?: { readonly name?: string; version?: string; edition?: string; build?: unknown };
  readonly lib?: { readonly path?: string; name?: string; 'proc-macro'?: boolean };
  readonly dependencies?: Readonly<Record<string, Dependency>>;
  readonly target?: Readonly<
    Record<string, { readonly dependencies?: Readonly<Record<string, Dependency>> }>
  >;
  readonly features?: Readonly<Record<string, readonly string[]>>;
}

type Dependency = string | { readonly optional?: boolean };

function packageAt(folder: string, name: string): Package | undefined {
  let manifest: Manifest;
  try {
    manifest = parse(readFileSync(join(folder, 'Cargo.toml'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
  const { package: about, lib, features = {} } = manifest;
  const generates = about?.build !== undefined || existsSync(join(folder, 'build.rs'));
  if (about?.name === undefined || generates || lib?.['proc-macro'] || needsOthers(manifest))
    return undefined;
  const on = defaultFeatures(features);
  const root = lib?.path ?? 'src/lib.rs';
  if (!on || !existsSync(join(folder, root))) return undefined;
  const version = String(about.version ?? '0.0.0');
  const [major = '0', minor = '0', patch = '0'] = version.split('.');
  const crate = (lib?.name ?? about.name).replaceAll('-', '_');
  return {
    name,
    folder,
    crate,
    edition: String(about.edition ?? '2015'),
    root,
    on,
    environment: {
      CARGO_PKG_NAME: about.name,
      CARGO_PKG_VERSION: version,
      CARGO_PKG_VERSION_MAJOR: major,
      CARGO_PKG_VERSION_MINOR: minor,
      CARGO_PKG_VERSION_PATCH: patch,
      CARGO_CRATE_NAME: crate,
    },
  };
}

function needsOthers({ dependencies = {}, target = {} }: Manifest): boolean {
  const all = [dependencies, ...Object.values(target).map((one) => one.dependencies ?? {})];
  return all
    .flatMap((one) => Object.values(one))
    .some((one) => typeof one === 'string' || one.optional !== true);
}

/** `undefined` if they turn a dependency on. */
function defaultFeatures(
  features: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  const on = new Set<string>();
  const waiting = features.default ? ['default'] : [];
  for (let feature = waiting.pop(); feature !== undefined; feature = waiting.pop()) {
    if (feature.includes('?/') || on.has(feature)) continue;
    const leadsTo = features[feature];
    if (!leadsTo) return undefined;
    on.add(feature);
    waiting.push(...leadsTo);
  }
  return [...on];
}
