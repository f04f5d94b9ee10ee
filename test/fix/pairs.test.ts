/**
 * Every kind of finding with every fix that is offered for it, on three architectures: rustc says that the error is gone
 * and that no other has come, of whatever kind.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/diagnose/finding';
import { lineColumn } from '../support/lineColumn';
import { whyNoRustc } from '../support/rustc';
import { inShort, onSel4, ROOT, type Workspace, workspace } from '../support/sel4Workspace';
import { removeRustWorkspaces, rustWorkspace } from './support/rust';
import { behindAdapter, withEdits } from './support/workspaces';

afterAll(removeRustWorkspaces, 120_000);

const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[features]
runtime = []

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4", default-features = false }
`;

/** What stands in `src/uses.rs`; one finding or several. The adapter is `pub use sel4::sys::*;`. */
const IN_ONE_PACKAGE: readonly string[] = [
  // constified-variant
  'use crate::adapter::*;\npub fn f() -> u32 { seL4_NoError }',
  'pub fn f() -> u32 { crate::adapter::seL4_NoError }',
  'pub fn f() -> u32 { seL4_NoError }',
  'use crate::adapter::*;\npub struct S { pub seL4_NoError: u32 }\npub fn f() -> S { S { seL4_NoError } }',
  'pub fn f() -> u32 { sel4::sys::_object::seL4_TCBObject }',
  'pub fn f(x: u32) -> bool { matches!(x, crate::adapter::seL4_RangeError) }',
  // enum-module-as-type
  'use crate::adapter::seL4_Error;\npub fn f(x: seL4_Error) -> u32 { x }',
  'pub fn f(x: crate::adapter::seL4_Error) -> Option<u32> { Some(x) }',
  'pub fn f(x: Option<sel4::sys::seL4_Error>) -> bool { x.is_some() }',
  // invocation-as-function
  'use crate::adapter::*;\npub fn f(x: u64) -> u32 { unsafe { seL4_TCB_Resume(x) } }',
  'pub fn f(x: u64) -> u32 { unsafe { crate::adapter::seL4_TCB_SetPriority(x, x, 3) } }',
  'pub fn f(x: u64) -> u32 { unsafe { sel4::sys::seL4_TCB_Resume(x) } }',
  'pub fn f(x: u64) -> u32 { unsafe { seL4_TCB_Resume(x) } }',
  'pub fn f(x: u64) -> u32 { crate::adapter::seL4_TCB_Suspend(x) }',
  'use crate::adapter::*;\npub fn f() -> u32 { let g = seL4_TCB_Resume; unsafe { g(1) } }',
  'use crate::adapter::*;\npub fn f(x: u64) { let mut b = 0; unsafe { seL4_Recv(x, &mut b) }; let _ = b; }',
  'use crate::adapter::*;\npub fn f(x: u64) { unsafe { seL4_Send(x, seL4_MessageInfo::new(1, 0, 0, 0)) } }',
  // c-only-name
  'use crate::adapter::*;\npub fn f() -> u64 { seL4_CanRead }',
  'pub fn f() -> u64 { crate::adapter::seL4_CanGrantReply | 1 }',
  'pub fn f(x: u64) -> bool { matches!(x, crate::adapter::seL4_CanRead) }',
  'use crate::adapter::*;\npub fn f() -> u64 { seL4_ARCH_4KPage as u64 }',
  'use crate::adapter::*;\npub fn f() -> u64 { seL4_ARCH_Uncached as u64 }',
  'pub fn f() -> u64 { crate::adapter::seL4_ARCH_WriteBack as u64 }',
  'use crate::adapter::*;\npub fn f(x: u64) -> u32 { unsafe { seL4_ARCH_Page_Unmap(x) } }',
  'use crate::adapter::*;\npub fn f(x: u64) -> u32 { unsafe { seL4_ARCH_Page_Map(x, 2, 3, 3, seL4_ARCH_Default_VMAttributes) } }',
  // unresolved-import
  'use crate::adapter::seL4_NoError;\npub fn f() -> u32 { seL4_NoError }',
  'use sel4::sys::seL4_NoError;\npub fn f() -> u32 { seL4_NoError }',
  'use sel4::sys::{seL4_CPtr, seL4_NoError as fine};\npub fn f(_: seL4_CPtr) -> u32 { fine }',
  'use crate::adapter::CPtr as seL4_CPtr;\npub fn f(x: seL4_CPtr) -> u64 { x }',
  'use crate::adapter::signal as seL4_Signal;\npub fn f(x: u64) { unsafe { seL4_Signal(x) } }',
  'use crate::adapter::seL4_TCB_Resume;\npub fn f(x: u64) -> u32 { unsafe { seL4_TCB_Resume(x) } }',
  'use crate::adapter::seL4_CPt;\npub fn f(x: seL4_CPt) -> u64 { x }',
  // unresolved-name
  'use crate::adapter::*;\npub fn f() -> u32 { seL4_Error::seL4_NoErorr }',
  'pub fn f(x: crate::adapter::seL4_CPt) -> u64 { x }',
  'pub fn f(x: u64) -> u32 { unsafe { crate::adapter::seL4_TCB_Resme(x) } }',
  // private-name
  'pub fn f() -> u32 { sel4::sys::c::seL4_Error::seL4_NoError }',
  'pub fn f(x: sel4::sys::c::seL4_CPtr) -> u64 { x }',
  'use sel4::sys::c::seL4_CPtr;\npub fn f(x: seL4_CPtr) -> u64 { x }',
  // undeclared-crate
  'use sel4_sys::seL4_CPtr;\npub fn f(x: seL4_CPtr) -> u64 { x }',
  'pub fn f(x: sel4_sys::seL4_CPtr) -> u64 { x }',
  // undeclared-feature
  '#[cfg(feature = "runtme")]\npub fn f() {}',
  // pattern-binds-name
  'use crate::adapter::*;\npub fn f(x: u32) -> bool { match x { seL4_RangeError => true, _ => false } }',
];

/** The broker of a workspace whose adapter is another package's. */
const BEHIND_ADAPTER: readonly string[] = [
  'pub fn f(x: sel4::sys::seL4_CPtr) -> u64 { x }\n',
  'use sel4::sys::seL4_Error;\npub fn f() -> u32 { seL4_Error::seL4_NoError }\n',
  'use sel4_platform::adapter as a;\npub fn f(x: u64) -> u32 { unsafe { a::seL4_TCB_Resume(x) } }\n',
  'pub fn f() -> u32 { seL4_NoError }\n',
];

const CONFIGURATIONS = ['pin-aarch64', 'pin-x86_64', 'pin-riscv64'] as const;

/** Kinds of findings that have no fix, and why. */
const WITHOUT = {
  'wrong-kind': 'the bindings have nothing of the kind under another name',
  'other-configuration': 'the kernel of the view has no such thing',
};

interface Fixed {
  readonly pair: string;
  readonly text: string;
  readonly finding: Finding;
  readonly before: Workspace;
  readonly after: Workspace;
}

/** Each fix of each finding; nothing of ours may be found afterwards that was not there. */
function eachFix(made: Workspace, text: string, bindings: string): Fixed[] {
  const options = { view: { bindings }, allNames: true } as const;
  const analysis = made.analysis(options);
  const findings = analysis.allFindings();
  expect(findings.length, text).toBeGreaterThan(0);
  return findings.flatMap((finding) =>
    analysis
      .fixes(finding.file, finding.start, finding.end)
      .fixes.filter((fix) => fix.finding?.code === finding.code && fix.finding.start === finding.start)
      .map((fix) => {
        const after = withEdits(made, fix.edits);
        const left = inShort(after.analysis(options).allFindings());
        const short = inShort(findings);
        expect(left.length, `${text}\n${fix.title}: ${left.join(', ')}`).toBeLessThan(short.length);
        for (const each of left) expect(short, fix.title).toContain(each);
        return { pair: `${finding.code} × ${fix.id}`, text, finding, before: made, after };
      }),
  );
}

/** Many packages as one workspace: cargo is asked once for all of them. */
function together(packages: readonly Workspace[]): Map<string, string> {
  const files = new Map<string, string>();
  const manifest = '[workspace]\nresolver = "2"\nmembers = ["p*"]\nexclude = ["external"]\n';
  files.set('/Cargo.toml', manifest);
  for (const [index, made] of packages.entries())
    for (const [path, text] of made.texts())
      files.set(
        `/p${index}${path}`,
        path === '/Cargo.toml'
          ? text.replace('"probe"', `"p${index}"`).replaceAll('"external/', '"../external/')
          : text,
      );
  return files;
}

/** What is wrong in each package: `src/uses.rs:1:2 E0425 …`. */
function byPackage(errors: readonly string[], count: number): string[][] {
  const found = Array.from({ length: count }, (): string[] => []);
  for (const error of errors) {
    const [, index = '', rest = ''] = /^p(\d+)\/(.*)$/s.exec(error) ?? [];
    if (index === '') throw new Error(`an error outside of the packages: ${error}`);
    found[Number(index)]!.push(rest);
  }
  return found;
}

/** Without the place. */
function message(error: string): string {
  return error.slice(error.indexOf(' ') + 1);
}

/** The error of the finding is gone, and no other one has come. */
function judge({ pair, text, finding, before }: Fixed, was: readonly string[], is: readonly string[]): void {
  const what = `${pair} in\n${text}`;
  const known = was.map(message);
  for (const each of is) expect(known, what).toContain(message(each));
  if (finding.severity !== 'error') {
    expect(is, what).toEqual([]);
    return;
  }
  const { file, start } = finding;
  const { line, col } = lineColumn(before.text(file.slice(ROOT.length))!, start);
  const place = `${file.slice(ROOT.length + 1)}:${line}:${col} `;
  expect(was.filter((each) => each.startsWith(place)).length, `${what}\n${was}`).toBe(1);
  expect(is.length, what).toBeLessThan(was.length);
}

describe.skipIf(whyNoRustc() !== undefined).each(CONFIGURATIONS)('%s', (configuration) => {
  const pairs = new Set<string>();

  it('in one package', { timeout: 300_000 }, async () => {
    const cases: Fixed[] = [];
    for (const text of IN_ONE_PACKAGE) {
      const main = '//- /src/main.rs\nmod adapter;\nmod uses;\nfn main() {}\n';
      const files = `${main}//- /src/adapter.rs\npub use sel4::sys::*;\n//- /src/uses.rs\n${text}\n`;
      cases.push(...eachFix(await onSel4(files, MANIFEST), text, configuration));
    }
    for (const { pair } of cases) pairs.add(pair);
    const packages = [...new Set(cases.flatMap(({ before, after }) => [before, after]))];
    const rust = await rustWorkspace(configuration);
    const { errors } = await rust.check(together(packages), ['--workspace', '--keep-going']);
    const found = byPackage(errors, packages.length);
    const of = (made: Workspace): readonly string[] => found[packages.indexOf(made)]!;
    for (const each of cases) judge(each, of(each.before), of(each.after));
  });

  it('behind the adapter of another package', { timeout: 120_000 }, async () => {
    const rust = await rustWorkspace(configuration);
    for (const text of BEHIND_ADAPTER) {
      const made = await workspace(behindAdapter(text));
      const { errors } = await rust.check(made.texts(), ['--workspace']);
      for (const each of eachFix(made, text, configuration)) {
        pairs.add(each.pair);
        const after = await rust.check(each.after.texts(), ['--workspace']);
        judge(each, errors, after.errors);
      }
    }
  });

  it('covers every pair', () => {
    expect([...pairs].sort()).toEqual([...PAIRS].sort());
  });
});

it('kinds without a fix say why', async () => {
  const made = await onSel4(
    'use sel4::sys::*;\npub fn f(x: u64) { unsafe { seL4_TCB_GetBreakpoint(x) }; unsafe { seL4_SchedContext_Bind(x, x) }; }\n',
  );
  const analysis = made.analysis({ view: { bindings: 'pin-aarch64' } });
  const codes = analysis.allFindings().map(({ code, file, start, end }) => {
    expect(analysis.fixes(file, start, end).fixes, code).toEqual([]);
    return code;
  });
  expect(codes.sort()).toEqual(Object.keys(WITHOUT).sort());
});

/** What has a fix, of which kinds. */
const PAIRS: readonly string[] = [
  'c-only-name × adapterReexport',
  'c-only-name × adapterWrapper',
  'c-only-name × import',
  'c-only-name × ipcBufferCall',
  'c-only-name × qualify',
  'c-only-name × replace',
  'c-only-name × typedCall',
  'constified-variant × adapterReexport',
  'constified-variant × import',
  'constified-variant × qualify',
  'enum-module-as-type × qualify',
  'invocation-as-function × adapterWrapper',
  'invocation-as-function × ipcBufferCall',
  'invocation-as-function × typedCall',
  'pattern-binds-name × adapterReexport',
  'pattern-binds-name × import',
  'pattern-binds-name × qualify',
  'private-name × importRealName',
  'private-name × qualify',
  'undeclared-crate × declareCrate',
  'undeclared-crate × throughAdapter',
  'undeclared-feature × renameFeature',
  'unresolved-import × adapterReexport',
  'unresolved-import × adapterWrapper',
  'unresolved-import × importRealName',
  'unresolved-import × ipcBufferCall',
  'unresolved-import × typedCall',
  'unresolved-name × misspeltCall',
  'unresolved-name × qualify',
];
