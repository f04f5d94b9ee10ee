/**
 * The snapshot format: what one kernel configuration's bindings define, without positions.
 * Built-in snapshots, `kaal-sel4 snapshot -o FILE` and `--bindings FILE` share it.
 */
import type { KernelConfig, ProjectProblem } from '../project/model';
import type { Item } from '../syntax/summary';
import { packExternal, unpackExternal } from './external';
import type { ExternalCrate } from './model';
import { packItems } from './packItems';
import { TableReader, TableWriter } from './packTypes';
import { asArray, asNumber, asRecord, asString, BadShape, own } from './reading';
import { unpackItems } from './unpackItems';

export const SNAPSHOT_FORMAT = 'seL4 bindings snapshot';
/** Another number means another meaning: such files are refused. */
export const SNAPSHOT_VERSION = 2;

/** Where a snapshot was made from; empty where not known. */
export interface SnapshotOrigin {
  /** `13.0.0` */
  readonly kernelVersion: string;
  readonly sel4Commit: string;
  readonly rustSel4Commit: string;
  readonly bindgen: string;
  /** Built-in snapshot that stands in for what is not generated (`sel4`, hand-written sel4-sys). */
  readonly nearest?: string;
}

/** One package of a snapshot while it is written. */
export interface SnapshotPackage {
  /** Generated files: name → items. */
  readonly files: Readonly<Record<string, readonly Item[]>>;
  /** Root items that stand in for the package's own sources. */
  readonly skeleton?: readonly Item[];
}

/** Everything that goes into a snapshot file. */
export interface SnapshotParts {
  readonly name: string;
  /** As cargo's `target_arch`. */
  readonly arch: string;
  readonly origin: SnapshotOrigin;
  readonly kernel: KernelConfig;
  /** Kernel options known not to exist in this configuration. */
  readonly absentKeys: readonly string[];
  readonly packages: Readonly<Record<string, SnapshotPackage>>;
  readonly crates: readonly ExternalCrate[];
}

/** An open snapshot; items are inflated on first use and kept. */
export interface Snapshot {
  readonly name: string;
  readonly arch: string;
  readonly origin: SnapshotOrigin;
  readonly kernel: KernelConfig;
  readonly absentKeys: readonly string[];
  /** Packages that have generated files here. */
  readonly packages: readonly string[];
  /** Names of a package's generated files. */
  files(packageName: string): readonly string[];
  items(packageName: string, file: string): readonly Item[] | undefined;
  skeleton(packageName: string): readonly Item[] | undefined;
  external(crateName: string): ExternalCrate | undefined;
}

/** Text of a snapshot file: one line of JSON. */
export function serializeSnapshot(parts: SnapshotParts): string {
  const tables = new TableWriter();
  const packages: Record<string, unknown> = {};
  for (const [name, { files, skeleton }] of Object.entries(parts.packages)) {
    packages[name] = {
      files: Object.fromEntries(
        Object.entries(files).map(([file, items]) => [file, packItems(items, tables)]),
      ),
      ...(skeleton && { skeleton: packItems(skeleton, tables) }),
    };
  }
  const crates = Object.fromEntries(parts.crates.map((c) => [c.name, packExternal(c, tables)]));
  return JSON.stringify({
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    name: parts.name,
    arch: parts.arch,
    origin: parts.origin,
    kernel: Object.fromEntries(parts.kernel),
    absentKeys: parts.absentKeys,
    types: tables.types,
    texts: tables.texts,
    packages,
    crates,
  });
}

/** What opening a snapshot file gives: the snapshot, or one problem that names the file and what to do. */
export type SnapshotResult =
  | { readonly snapshot: Snapshot; readonly problem?: undefined }
  | { readonly snapshot?: undefined; readonly problem: ProjectProblem };

/**
 * Opens a snapshot file. `path` is for messages only.
 * With `whole` everything is inflated at once, so that a file from outside is either usable or refused here.
 */
export function parseSnapshot(
  text: string,
  path: string,
  options: { readonly whole?: boolean } = {},
): SnapshotResult {
  const refuse = (message: string, help: string): SnapshotResult => ({
    problem: { file: path, message, help, severity: 'error', unreadable: true },
  });
  const again = 'make it again with `kaal-sel4 snapshot OUT_DIR -o FILE`';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`this bindings snapshot is damaged or cut off: ${why}`, again);
  }
  try {
    const record = asRecord(json, 'the file');
    if (record.format !== SNAPSHOT_FORMAT)
      return refuse('this is not a bindings snapshot', `name a snapshot file, or ${again}`);
    if (record.version !== SNAPSHOT_VERSION) {
      const found = asNumber(record.version, 'version');
      const message = `this bindings snapshot has format version ${found}; this program reads version ${SNAPSHOT_VERSION}`;
      return refuse(message, found > SNAPSHOT_VERSION ? `update kaal-sel4, or ${again}` : again);
    }
    const snapshot = openSnapshot(record);
    if (options.whole) inflateAll(snapshot, record);
    return { snapshot };
  } catch (error) {
    if (!(error instanceof BadShape)) throw error;
    return refuse(`this bindings snapshot is damaged: ${error.message}`, again);
  }
}

function openSnapshot(record: Readonly<Record<string, unknown>>): Snapshot {
  const tables = new TableReader(record.types, record.texts);
  const packages = asRecord(record.packages, 'packages');
  const crates = asRecord(record.crates, 'crates');
  const cache = new Map<string, readonly Item[]>();
  const opened = new Map<string, ExternalCrate>();

  const packageRecord = (name: string): Readonly<Record<string, unknown>> | undefined => {
    const value = own(packages, name);
    return value === undefined ? undefined : asRecord(value, `package ${name}`);
  };
  const fileRecord = (name: string) => {
    const entry = packageRecord(name);
    return entry ? asRecord(entry.files, `files of ${name}`) : {};
  };
  const inflate = (key: string, packed: unknown): readonly Item[] | undefined => {
    if (packed === undefined) return undefined;
    let items = cache.get(key);
    if (!items) {
      items = unpackItems(packed, tables);
      cache.set(key, items);
    }
    return items;
  };

  return {
    name: asString(record.name, 'name'),
    arch: asString(record.arch, 'arch'),
    origin: readOrigin(record.origin),
    kernel: readKernel(record.kernel),
    absentKeys: asArray(record.absentKeys, 'absentKeys').map((k) => asString(k, 'absentKeys')),
    packages: Object.keys(packages),
    files: (packageName) => Object.keys(fileRecord(packageName)),
    items: (packageName, file) => inflate(`${packageName}/${file}`, own(fileRecord(packageName), file)),
    skeleton: (packageName) => inflate(packageName, packageRecord(packageName)?.skeleton),
    external(crateName) {
      const packed = own(crates, crateName);
      if (packed === undefined) return undefined;
      let crate = opened.get(crateName);
      if (!crate) {
        crate = unpackExternal(crateName, packed, tables);
        opened.set(crateName, crate);
      }
      return crate;
    },
  };
}

function inflateAll(snapshot: Snapshot, record: Readonly<Record<string, unknown>>): void {
  for (const name of snapshot.packages) {
    for (const file of snapshot.files(name)) snapshot.items(name, file);
    snapshot.skeleton(name);
  }
  for (const name of Object.keys(asRecord(record.crates, 'crates'))) snapshot.external(name);
}

/** Checked origin of a snapshot or index entry. */
export function readOrigin(value: unknown): SnapshotOrigin {
  const record = asRecord(value, 'origin');
  const text = (key: string) => asString(record[key], `origin.${key}`);
  return {
    kernelVersion: text('kernelVersion'),
    sel4Commit: text('sel4Commit'),
    rustSel4Commit: text('rustSel4Commit'),
    bindgen: text('bindgen'),
    ...(record.nearest !== undefined && { nearest: text('nearest') }),
  };
}

function readKernel(value: unknown): KernelConfig {
  const kernel = new Map<string, boolean | string>();
  for (const [key, option] of Object.entries(asRecord(value, 'kernel'))) {
    if (typeof option !== 'boolean' && typeof option !== 'string')
      throw new BadShape(`kernel option ${key} is neither true, false nor a text`);
    kernel.set(key, option);
  }
  return kernel;
}
