import { describe, expect, it } from 'vitest';
import { tomlLayout } from '../../server/src/project/tomlLayout';
import { locateKey, locateValue } from '../../server/src/project/tomlPlaces';
import { Chance } from './randomWorkspace';

/** `path = value` for every key and entry, as it is written. */
function spots(text: string): string[] {
  return tomlLayout(text).spots.map(({ path, key, value, header }) => {
    const at = text.slice(key.start, key.end);
    const is = value === undefined ? '' : ` = ${text.slice(value.start, value.end)}`;
    return `${header ? '# ' : ''}${path.join('.')}: ${at}${is}`;
  });
}

describe('where things stand in TOML', () => {
  it('keys, headers, dotted and quoted names', () => {
    expect(spots('a = 1 # no\n[b]\n"c d".e = "x#y"\n[[f]]\ng = true\n[[f]]\n[f.h]\n')).toEqual([
      'a: a = 1',
      '# b: b',
      'b.c d.e: "c d".e = "x#y"',
      '# f.0: f',
      'f.0.g: g = true',
      '# f.1: f',
      '# f.h: f.h',
    ]);
  });

  it('inside of inline tables and lists, over several lines', () => {
    expect(
      spots('a = { b = [1, "two", { c = 3 }], d.e = 4 }\nf = [\n  # first\n  "x",\n  "y", # last\n]\n'),
    ).toEqual([
      'a: a = { b = [1, "two", { c = 3 }], d.e = 4 }',
      'a.b: b = [1, "two", { c = 3 }]',
      'a.b.0: 1',
      'a.b.1: "two"',
      'a.b.2: { c = 3 }',
      'a.b.2.c: c = 3',
      'a.d.e: d.e = 4',
      'f: f = [\n  # first\n  "x",\n  "y", # last\n]',
      'f.0: "x"',
      'f.1: "y"',
    ]);
  });

  it('a string of many lines hides what looks like keys', () => {
    expect(spots('a = """\nb = 1\n[c]\n"""\nd = 2\n')).toEqual(['a: a = """\nb = 1\n[c]\n"""', 'd: d = 2']);
  });

  it('half-typed lines end with themselves', () => {
    expect(spots('[a]\nb\nc =\nd = "open\ne = 1\n[f\ng = 2\n')).toEqual([
      '# a: a',
      'a.b: b',
      'a.c: c = ',
      'a.d: d = "open',
      'a.e: e = 1',
      '# f: f',
      'f.g: g = 2',
    ]);
    expect(spots('a = [ "x",\nb = 1\n[c]\nd = { e = 1,\n[f]\n')).toEqual([
      'a: a = [ "x",',
      'a.0: "x"',
      'b: b = 1',
      '# c: c',
      'c.d: d = { e = 1,',
      'c.d.e: e = 1',
      '# f: f',
    ]);
  });

  it('never hangs or throws, whatever is cut off or mixed up', () => {
    const whole = '[a.b]\nc = { d = ["x", \'y\', 1.5], "e" = """z\n""" }\n[[f]]\ng.h = true # i\n';
    const chance = new Chance(7);
    for (let round = 0; round < 3000; round++) {
      const from = chance.below(whole.length);
      const text = whole.slice(from) + whole.slice(0, chance.below(whole.length));
      for (const { key, value } of tomlLayout(text).spots) {
        expect(key.end).toBeGreaterThanOrEqual(key.start);
        if (value) expect(value.end).toBeLessThanOrEqual(text.length);
      }
    }
    expect(tomlLayout(`a = ${'['.repeat(100_000)}`).spots.length).toBeGreaterThan(0);
    expect(tomlLayout(`a = ${'{b='.repeat(100_000)}`).spots.length).toBeGreaterThan(0);
  });
});

describe('the place of a key', () => {
  const text =
    '[package]\nname = "x"\n[workspace.metadata]\nm = { views = { arm = { features = ["a", "b"] } } }\n[[bin]]\nname = "y"\n';
  const at = (place: { start?: number; end?: number }) => text.slice(place.start ?? 0, place.end ?? 0);

  it('is its own, or that of the longest part that is written', () => {
    expect(at(locateKey(tomlLayout(text), ['package', 'name']))).toBe('name');
    expect(at(locateKey(tomlLayout(text), ['package', 'edition']))).toBe('package');
    expect(at(locateKey(tomlLayout(text), ['workspace', 'metadata', 'm', 'views', 'arm', 'arch']))).toBe(
      'arm',
    );
    expect(at(locateKey(tomlLayout(text), ['workspace']))).toBe('workspace.metadata');
    expect(at(locateKey(tomlLayout(text), ['bin', 'name']))).toBe('name');
    expect(locateKey(tomlLayout(text), ['bin', 'name']).start).toBe(text.lastIndexOf('name'));
    expect(locateKey(tomlLayout(text), ['lib'])).toEqual({});
  });

  it('of its value, or of an entry of a list', () => {
    expect(at(locateValue(tomlLayout(text), ['package', 'name']))).toBe('"x"');
    expect(
      at(locateValue(tomlLayout(text), ['workspace', 'metadata', 'm', 'views', 'arm', 'features', 1])),
    ).toBe('"b"');
    expect(at(locateValue(tomlLayout(text), ['package', 'edition']))).toBe('package');
  });
});
