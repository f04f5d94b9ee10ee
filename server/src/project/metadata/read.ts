/** Reading the project's own table: what is of no use is said, and the rest counts. */
import { nearest } from '../../text/near';
import type { ViewRequest } from '../model';
import { describe, type Table, type TomlTable } from '../toml';
import type { TomlPath } from '../tomlLayout';
import {
  keysOf,
  type MetadataTable,
  metadataSchema,
  paritySchema,
  type ViewTable,
  viewSchema,
} from './schema';

/** A view as the project names it. */
export interface NamedView {
  readonly name: string;
  /** What is asked for, with what holds for all views; paths as they are written. */
  readonly request: ViewRequest;
  /** Keys that lead to the view from the file's root. */
  readonly keys: readonly string[];
}

export interface ReadMetadata {
  /** What holds for every view that does not say otherwise. */
  readonly common: ViewRequest;
  readonly views: readonly NamedView[];
  /** The name as written: it may be of no view. */
  readonly defaultName: string | undefined;
  readonly table: TomlTable;
}

/** Reads `[….metadata.kaal-sel4]`. Unknown keys and values of a wrong type are reported and count as absent. */
export function readMetadata(table: TomlTable): ReadMetadata {
  const content = valid(table);
  const { views = {}, 'default-view': defaultName, parity: _parity, ...others } = content;
  const common = requestOf(others);
  const named = Object.entries(views).flatMap(([name, view]): NamedView[] => {
    const keys = [...table.keys, 'views', name];
    if (!isViewName(name)) {
      table.file.problem(
        keys,
        name === '' ? 'a view needs a name' : `\`${name}\` cannot be the name of a view`,
        'write letters, digits, `-` and `_`: it is given to `--view`',
      );
      return [];
    }
    return [{ name, keys, request: { ...combined(common, requestOf(view)), name } }];
  });
  return { common, views: named, defaultName, table };
}

/** What can stand behind `--view` without being taken for anything else. */
function isViewName(name: string): boolean {
  return /^[\p{L}\p{N}_-]+$/u.test(name);
}

/** A view over what holds for all: a target of its own goes with its own architecture, features are one list. */
function combined(common: ViewRequest, own: ViewRequest): ViewRequest {
  const { arch, target, ...rest } = common;
  const place = own.arch === undefined && own.target === undefined ? { arch, target } : {};
  return defined({ ...place, ...rest, ...own });
}

function requestOf(view: ViewTable): ViewRequest {
  const { 'no-default-features': noDefaultFeatures, 'all-features': allFeatures, ...same } = view;
  return defined({ ...same, noDefaultFeatures, allFeatures });
}

function defined(request: { readonly [K in keyof ViewRequest]: ViewRequest[K] | undefined }): ViewRequest {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

/** The table as the schema wants it. */
function valid(table: TomlTable): MetadataTable {
  const first = metadataSchema.safeParse(table.content);
  if (first.success) return first.data;
  const repaired: unknown = structuredClone(table.content);
  // Entries of a list are taken out from behind, so that those in front keep their numbers.
  for (const issue of [...first.error.issues].reverse()) {
    const path = issue.path as TomlPath;
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) drop(repaired, [...path, key]);
    else drop(repaired, path);
  }
  for (const issue of first.error.issues) {
    const path = issue.path as TomlPath;
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) sayUnknown(table, path, key);
    else if (issue.code === 'invalid_type') sayWrong(table, path, issue.expected);
  }
  const second = metadataSchema.safeParse(repaired);
  return second.success ? second.data : {};
}

function sayUnknown(table: TomlTable, path: TomlPath, key: string): void {
  const inPair = path[0] === 'parity';
  const schema = path.length === 0 ? metadataSchema : inPair ? paritySchema : viewSchema;
  const owner = path.length === 0 ? `\`${table.keys.join('.')}\`` : inPair ? 'a pair' : 'a view';
  const known = [...keysOf(schema).keys()];
  const [near] = nearest(key, known, 1);
  table.file.problem(
    [...table.keys, ...path, key],
    `\`${key}\` is no key of ${owner}`,
    near === undefined ? `known are ${known.join(', ')}` : `did you mean \`${near}\`?`,
  );
}

/** A key that has to be there is not. */
function sayMissing(table: TomlTable, path: TomlPath): void {
  table.file.valueProblem(
    [...table.keys, ...path.slice(0, -1)],
    `\`${path.at(-1)}\` is missing`,
    'write `{ mock = "…", real = "…" }`: paths of modules, from the name of their crate on',
  );
}

const PAIRS = 'a list of pairs `{ mock = "…", real = "…" }`';

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  array: 'a list of strings',
  object: 'a table',
  record: 'a table',
};

function sayWrong(table: TomlTable, path: TomlPath, expected: string): void {
  if (valueAt(table.content, path) === undefined) {
    sayMissing(table, path);
    return;
  }
  const inList = typeof path.at(-1) === 'number';
  const what = inList ? `an entry of \`${path.at(-2)}\`` : `\`${path.at(-1)}\``;
  const wanted = path.length === 1 && path[0] === 'parity' ? PAIRS : (EXPECTED[expected] ?? expected);
  table.file.valueProblem(
    [...table.keys, ...path],
    `${what} must be ${wanted}, but is ${describe(valueAt(table.content, path))}`,
    `write ${wanted}, or remove ${inList ? 'the entry' : 'the key'}`,
  );
}

function valueAt(content: Table, path: TomlPath): unknown {
  let at: unknown = content;
  for (const key of path) at = (at as Record<string | number, unknown>)[key];
  return at;
}

function drop(content: unknown, path: TomlPath): void {
  const holder = valueAt(content as Table, path.slice(0, -1));
  const last = path.at(-1);
  if (Array.isArray(holder) && typeof last === 'number') holder.splice(last, 1);
  else if (last !== undefined) delete (holder as Record<string | number, unknown>)[last];
}
