/** Workspaces with a mock of seL4 behind a feature, mended; rustc judges them with each feature. */
import { expect } from 'vitest';
import { whyNoRustc } from '../../support/rustc';
import type { Workspace } from '../../support/sel4Workspace';
import { rustWorkspace } from './rust';
import { changes, fixedAll, onSel4 } from './workspaces';

export const LIB = '/src/lib.rs';
export const USE = 'use sel4::sys::seL4_Error::seL4_NoError;';
export const F = 'pub fn f() -> u32 { seL4_NoError }\n';

export const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[features]
default = ["runtime"]
runtime = ["dep:sel4"]
mock = []

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", optional = true, features = ["state"] }
`;

const BOTH_ARCHES: readonly string[] = ['pin-aarch64', 'pin-x86_64'];

/** What changes once all is mended for aarch64; rustc takes it in these configurations, with each of these features. */
export async function mending(
  text: string,
  features = ['runtime', 'runtime,mock'],
  configurations = BOTH_ARCHES,
): Promise<string> {
  const made = await onSel4(`#![allow(non_upper_case_globals)]\n${text}`, MANIFEST);
  const options = { view: { arch: 'aarch64' } } as const;
  const after = fixedAll(made, { options });
  expect(fixedAll(after, { options }).texts()).toEqual(after.texts());
  expect(await saidByRustc(after, features, configurations)).toEqual([]);
  return changes(made, after, LIB);
}

export async function saidByRustc(
  made: Workspace,
  features: readonly string[],
  configurations = BOTH_ARCHES,
): Promise<readonly string[]> {
  if (whyNoRustc() !== undefined) return [];
  const said: string[] = [];
  for (const configuration of configurations)
    for (const each of features) {
      const args = ['--no-default-features', `--features=${each}`];
      const { errors } = await (await rustWorkspace(configuration)).check(made.texts(), args);
      said.push(...errors.map((error) => `${configuration} ${each} ${error}`));
    }
  return said;
}
