/** Findings of small workspaces on seL4, and what they say once a candidate stands in place. */
import { expect } from 'vitest';
import type { Finding } from '../../server/src/diagnose/finding';
import { inShort, type Options, onSel4, ROOT, type Workspace, workspace } from '../support/sel4Workspace';

export interface Answer {
  readonly workspace: Workspace;
  readonly options: Options;
  readonly findings: readonly Finding[];
}

/** A kernel that is known to be: findings are certain. */
export const AARCH64 = { view: { bindings: 'pin-aarch64' } } as const;
/** The same, but nobody said so: a guess. */
export const GUESSED = { view: { arch: 'aarch64' } } as const;

async function answerOf(made: Workspace, options: Options): Promise<Answer> {
  return { workspace: made, options, findings: made.analysis(options).allFindings() };
}

/** Findings in a package that depends on `sel4` alone. */
export async function check(text: string, options: Options = AARCH64): Promise<Answer> {
  return answerOf(await onSel4(text), options);
}

/** A package of its own, as a workspace: what its manifest has besides, its root, and more files. */
export const probe = (manifest: string, source: string, more = ''): string => `
//- /Cargo.toml
[package]
name = "probe"
version = "0.1.0"
edition = "2021"
${manifest}
${more}//- /src/lib.rs
${source}
`;

/** Findings in a workspace with manifests of its own. */
export async function checkWorkspace(text: string, options: Options = AARCH64): Promise<Answer> {
  return answerOf(await workspace(text), options);
}

/** Names in the findings of all kinds of a package whose manifest ends with `manifest`; of its dependencies none is on disk. */
export async function missingNames(manifest: string, source: string): Promise<readonly string[]> {
  const options = { view: { arch: 'aarch64' }, allNames: true } as const;
  const { findings } = await checkWorkspace(probe(manifest, source), options);
  return findings.map(({ name }) => name);
}

/** The only finding of a package that depends on `sel4`; what it is about is `written`. */
export async function only(text: string, options: Options = AARCH64): Promise<Finding & { written: string }> {
  const { findings, workspace: made } = await check(text, options);
  expect(inShort(findings)).toHaveLength(1);
  return { ...findings[0]!, written: made.textOf(findings[0]!) };
}

/**
 * What is found once each candidate of a finding stands in place of the path that it is about: an empty list for each
 * that works.
 */
export async function afterEachCandidate(answer: Answer, finding: Finding): Promise<string[][]> {
  const { workspace: before, options, findings } = answer;
  const path = finding.file.slice(ROOT.length);
  const text = before.text(path)!;
  let start = finding.start;
  while (/[\w:]/.test(text[start - 1] ?? '')) start--;
  const others = findings.filter((other) => other !== finding).map((other) => `${other.code} ${other.name}`);
  return finding.candidates.map((candidate) => {
    const after = text.slice(0, start) + candidate + text.slice(finding.end);
    const left = before
      .with(path, after)
      .analysis({ ...options, allNames: true })
      .allFindings();
    // A candidate is a path: its arguments are another matter.
    return left
      .filter(({ code }) => code !== 'wrong-argument-count')
      .map(({ code, name }) => `${code} ${name}`)
      .filter((row) => !others.includes(row));
  });
}

/** Every candidate of every finding works; there is at least one candidate for each. */
export async function expectCandidatesToWork(answer: Answer): Promise<void> {
  expect(answer.findings).not.toEqual([]);
  for (const finding of answer.findings) {
    expect(finding.candidates, finding.message).not.toEqual([]);
    expect(await afterEachCandidate(answer, finding), finding.candidates.join(', ')).toEqual(
      finding.candidates.map(() => []),
    );
  }
}

/** A platform crate whose `adapter` re-exports the bindings, and `broker`, which sees nothing but that crate. */
export function behindAdapter(broker: string): string {
  return `
//- /Cargo.toml
[workspace]
resolver = "2"
members = ["platform", "broker"]
//- /platform/Cargo.toml
[package]
name = "sel4-platform"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "../external/rust-sel4/crates/sel4", default-features = false }
//- /platform/src/lib.rs
#![no_std]
pub mod adapter;
//- /platform/src/adapter.rs
pub use sel4::sys::*;
//- /broker/Cargo.toml
[package]
name = "cap-broker"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4-platform = { path = "../platform" }
//- /broker/src/lib.rs
${broker.trimStart()}`;
}
