import { describe, expect, test } from 'vitest';
import { parseFixture, splitFixtures } from './fixture';

describe('the notation of fixtures', () => {
  test('without a header, the text is the library of one crate', () => {
    const { files, crates } = parseFixture('pub fn f() {}\n');
    expect([...files.keys()]).toEqual(['/src/lib.rs', '/Cargo.toml']);
    expect(crates).toMatchObject([{ name: 'fixture', folder: '', root: '/src/lib.rs', edition: '2021' }]);
  });

  test('carets say what is reported in the last line that has none', () => {
    const text =
      'fn f() { gone(lost); }\n//       ^^^^ error[E0425]: cannot find\n//            ^^^^ error?[E0425]\n';
    const { expected } = parseFixture(text);
    expect(expected).toEqual([
      {
        file: '/src/lib.rs',
        start: 9,
        end: 13,
        line: 1,
        col: 10,
        kind: 'error',
        code: 'E0425',
        message: 'cannot find',
      },
      { file: '/src/lib.rs', start: 14, end: 18, line: 1, col: 15, kind: 'silent', code: 'E0425' },
    ]);
  });

  test('columns are characters, offsets UTF-16 units', () => {
    const { expected } = parseFixture('/* 😀 */ gone();\n//      ^^^^ error[E0425]\n');
    expect(expected).toMatchObject([{ start: 9, end: 13, col: 9 }]);
  });

  test('crate:, deps:, edition:, features: and on: make manifests', () => {
    const { files, crates } = parseFixture(
      [
        '//- /a/src/lib.rs crate:a',
        '//- /b/src/main.rs crate:b deps:a,old=a edition:2018 features:x,y on:x',
        'fn main() {}',
      ].join('\n'),
    );
    expect(crates.map((crate) => crate.name)).toEqual(['a', 'b']);
    expect(files.get('/Cargo.toml')).toContain('members = ["a","b"]');
    expect(files.get('/b/Cargo.toml')).toBe(
      [
        '[package]',
        'name = "b"',
        'version = "0.1.0"',
        'edition = "2018"',
        '',
        '[dependencies]',
        'a = { path = "../a" }',
        'old = { path = "../a", package = "a" }',
        '',
        '[features]',
        'default = ["x"]',
        'x = []',
        'y = []',
        '',
      ].join('\n'),
    );
  });

  test('a manifest of its own is left alone', () => {
    const { files, crates } = parseFixture('//- /Cargo.toml\n[workspace]\n//- /a/src/lib.rs\nfn f() {}\n');
    expect(crates).toEqual([]);
    expect(files.get('/Cargo.toml')).toBe('[workspace]\n');
  });

  test('what cannot be read is said, with its place', () => {
    expect(() => parseFixture('f();\n//^ eror[E0425]')).toThrow(
      '/src/lib.rs:2: cannot read "//^ eror[E0425]"',
    );
    expect(() => parseFixture('//- /src/lib.rs editon:2018\n')).toThrow('"editon:2018"');
    expect(() => parseFixture('f();\n//      ^ error[E0425]')).toThrow('carets beyond the line');
  });

  test('a file holds many fixtures, each under its title', () => {
    expect(splitFixtures('About.\n\n//# one\na\n//# two\nb\n')).toEqual([
      { title: 'one', line: 3, text: 'a\n' },
      { title: 'two', line: 5, text: 'b\n\n' },
    ]);
  });
});
