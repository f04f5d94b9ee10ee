/**
 * `[workspace.metadata.kaal-sel4]` of a `Cargo.toml`: the views that a project cares about. The one place that knows its
 * keys; reading, checking and completion come from it. (`zod/mini` by name: a `check` does not wait for all of zod.)
 */
import {
  array,
  boolean,
  optional,
  record,
  registry,
  strictObject,
  string,
  type infer as TypeOf,
} from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';

/** The tool's key below `metadata`, which cargo leaves to tools (cargo book, "The metadata table"). */
export const METADATA_KEY = 'kaal-sel4';

/** What the values of a key are, for completion. */
export type ValueKind = 'arch' | 'target' | 'boolean' | 'feature' | 'bindings' | 'view';

export interface KeyFacts {
  /** What the key means, one sentence. */
  readonly about: string;
  readonly values?: ValueKind;
}

const facts = registry<KeyFacts>();

function key<T extends $ZodType>(schema: T, about: string, values?: ValueKind): T {
  facts.add(schema, values === undefined ? { about } : { about, values });
  return schema;
}

const flag = (about: string) => key(optional(boolean()), about, 'boolean');
const text = (about: string, values: ValueKind) => key(optional(string()), about, values);

const view = {
  arch: text('The architecture, as cargo’s `target_arch`.', 'arch'),
  target: text('The target as for `cargo --target`, where the architecture alone does not say it.', 'target'),
  mcs: flag('The kernel is an MCS one (mixed criticality scheduling).'),
  hypervisor: flag('The kernel runs as a hypervisor (Arm).'),
  smp: flag('The kernel runs on several cores.'),
  debug: flag('The kernel is a debug build: `seL4_Debug…` calls exist.'),
  features: key(
    optional(array(string())),
    'Features to turn on, as for `cargo --features`: `name` or `package/name`.',
    'feature',
  ),
  'no-default-features': flag('Leave out default features, as `cargo --no-default-features` does.'),
  'all-features': flag('Turn on every feature, as `cargo --all-features` does.'),
  tests: flag('Check tests, examples and benches too.'),
  bindings: text('A built-in snapshot, or a folder of generated bindings, seen from this file.', 'bindings'),
};

/** One view. */
export const viewSchema = strictObject(view);

/** Two modules that stand in for each other. */
export const paritySchema = strictObject({
  mock: key(string(), 'Path of the stand-in, from its crate on: `sel4_mock_sys`.'),
  real: key(string(), 'Path of the module that it stands in for: `sel4::sys`.'),
});

/** The whole table; what is written beside `views` holds for every view that does not say otherwise. */
export const metadataSchema = strictObject({
  ...view,
  'default-view': text('The view that is looked at where nobody chooses one; else the first.', 'view'),
  parity: key(
    optional(array(paritySchema)),
    'Modules that stand in for each other, where no adapter with two faces shows it: `[{ mock = "…", real = "…" }]`.',
  ),
  views: key(optional(record(string(), viewSchema)), 'The views, by name.'),
});

export type ViewTable = TypeOf<typeof viewSchema>;
export type MetadataTable = TypeOf<typeof metadataSchema>;

/** Keys of a table of the schema with what is known of each, in the order in which people would write them. */
export function keysOf(
  schema: typeof viewSchema | typeof metadataSchema | typeof paritySchema,
): ReadonlyMap<string, KeyFacts> {
  const keys = new Map<string, KeyFacts>();
  for (const [name, value] of Object.entries(schema.shape)) {
    const known = facts.get(value);
    if (known !== undefined) keys.set(name, known);
  }
  return keys;
}
