import { describe, expect, it } from 'vitest';
import { completeMetadata, type Words } from '../../server/src/project/metadata/complete';

const words: Words = (kind) =>
  ({
    arch: ['aarch64', 'riscv64'],
    target: ['aarch64-sel4'],
    feature: ['mock', 'runtime'],
    bindings: ['pin-aarch64'],
  })[kind];

/** What is suggested at the `|`: `label` alone, or `label -> the text with it written` for one. */
function suggested(marked: string): string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return completeMetadata(text, offset, words).map(({ label }) => label);
}

function written(marked: string, label: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const one = completeMetadata(text, offset, words).find((suggestion) => suggestion.label === label);
  if (one === undefined) throw new Error(`${label} is not suggested`);
  return text.slice(0, one.replace.start) + one.text + text.slice(one.replace.end);
}

const TABLE = '[workspace.metadata.kaal-sel4]\n';
const VIEW = '[workspace.metadata.kaal-sel4.views.arm]\n';

describe('completion in Cargo.toml', () => {
  it('offers the keys that are not there yet', () => {
    expect(suggested(`${VIEW}arch = "aarch64"\n|`)).toEqual([
      ...['target', 'mcs', 'hypervisor', 'smp', 'debug', 'features', 'no-default-features', 'all-features'],
      ...['tests', 'bindings'],
    ]);
    expect(suggested(`${TABLE}|\nmcs = true\n`)).toEqual([
      ...['arch', 'target', 'hypervisor', 'smp', 'debug', 'features', 'no-default-features', 'all-features'],
      ...['tests', 'bindings', 'default-view', 'parity', 'views'],
    ]);
  });

  it('in place of what is typed, with what follows', () => {
    expect(written(`${VIEW}fea|\n`, 'features')).toBe(`${VIEW}features = \n`);
    expect(written(`${VIEW}m|\nsmp = true`, 'mcs')).toBe(`${VIEW}mcs = true\nsmp = true`);
    expect(written(`${VIEW}ar| = "aarch64"`, 'arch')).toBe(`${VIEW}arch = "aarch64"`);
    expect(written('[workspace.metadata]\nkaal-sel4.ar|\n', 'arch')).toBe(
      '[workspace.metadata]\nkaal-sel4.arch = \n',
    );
    expect(written(`${TABLE}views.arm.|\n`, 'smp')).toBe(`${TABLE}views.arm.smp = true\n`);
  });

  it('inside of braces', () => {
    expect(suggested(`${TABLE}views.arm = { arch = "aarch64", | }\n`)).not.toContain('arch');
    expect(written(`${TABLE}views.arm = { arch = "aarch64", m| }\n`, 'mcs')).toBe(
      `${TABLE}views.arm = { arch = "aarch64", mcs = true }\n`,
    );
    expect(suggested(`${TABLE}views.arm = { arch = "aarch64" | }\n`)).toEqual([]);
    expect(suggested(`${TABLE}views.arm = { arch = | }\n`)).toEqual(['aarch64', 'riscv64']);
    expect(suggested(`${TABLE}views = { arm = { | } }\n`)).toContain('arch');
  });

  it('values, with their quotes', () => {
    expect(written(`${VIEW}arch = |\n`, 'riscv64')).toBe(`${VIEW}arch = "riscv64"\n`);
    expect(written(`${VIEW}arch = "aar|"\n`, 'aarch64')).toBe(`${VIEW}arch = "aarch64"\n`);
    expect(written(`${VIEW}bindings = "|\n`, 'pin-aarch64')).toBe(`${VIEW}bindings = "pin-aarch64"\n`);
    expect(written(`${VIEW}mcs = f|\n`, 'false')).toBe(`${VIEW}mcs = false\n`);
    expect(written(`${VIEW}features = |\n`, 'mock')).toBe(`${VIEW}features = ["mock"]\n`);
    expect(written(`${VIEW}features = ["mock", "r|"]\n`, 'runtime')).toBe(
      `${VIEW}features = ["mock", "runtime"]\n`,
    );
    expect(written(`${VIEW}features = [|`, 'mock')).toBe(`${VIEW}features = ["mock"`);
  });

  it('the views that there are', () => {
    expect(
      suggested(`${TABLE}default-view = "|"\nviews.arm = {}\n[workspace.metadata.kaal-sel4.views.pc]\n`),
    ).toEqual(['arm', 'pc']);
  });

  it('the tables, where the manifest has a workspace or a package', () => {
    expect(suggested('[workspace]\nmembers = []\n[work|]\n')).toEqual([
      'workspace.metadata.kaal-sel4',
      'workspace.metadata.kaal-sel4.views',
    ]);
    expect(written('[package]\nname = "a"\n[package.m|\n', 'package.metadata.kaal-sel4')).toBe(
      '[package]\nname = "a"\n[package.metadata.kaal-sel4\n',
    );
    expect(suggested(`${TABLE}[|]`)).toEqual(['workspace.metadata.kaal-sel4.views']);
    expect(suggested('[workspace]\n[dep|]')).toEqual([]);
  });

  it('nothing anywhere else', () => {
    for (const text of [
      '|',
      '[package]\n|',
      '[workspace.metadata]\n|',
      '[dependencies]\nsel4 = { | }\n',
      `${TABLE}# a remark |\n`.replace('[workspace.metadata.kaal-sel4]', '[workspace.metadata.other]'),
      `${TABLE}views.|`,
      '[workspace.metadata.kaal-sel4.views]\n|',
    ])
      expect(suggested(text), text).toEqual([]);
  });
});
