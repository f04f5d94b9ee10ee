import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { addFeature, addLine } from '../../server/src/project/manifestEdits';
import { applyEdits } from '../../server/src/text/edit';

const SEL4 = ['dependencies', 'sel4'];

/** The text with the feature `state` for `sel4`; what TOML says of the rest stays the same. */
function withState(text: string, place: readonly string[] = SEL4): string {
  const edits = addFeature(text, place, 'state');
  if (edits === undefined) throw new Error('not found');
  const after = applyEdits(text, edits);
  parse(after);
  expect(addFeature(after, place, 'state')).toEqual([]);
  return after;
}

describe('a dependency asks for a feature', () => {
  it.each([
    ['sel4 = { workspace = true }', 'sel4 = { workspace = true, features = ["state"] }'],
    [
      'sel4 = {workspace=true,optional=true} # c',
      'sel4 = {workspace=true,optional=true, features = ["state"]} # c',
    ],
    ['sel4 = "1.0"', 'sel4 = { version = "1.0", features = ["state"] }'],
    ['sel4 = { path = "x", features = [] }', 'sel4 = { path = "x", features = ["state"] }'],
    ['sel4 = { features = ["tls"], path = "x" }', 'sel4 = { features = ["tls", "state"], path = "x" }'],
    ['sel4.workspace = true', 'sel4.workspace = true\nsel4.features = ["state"]'],
    ['sel4.features = ["tls",]\nsel4.path = "x"', 'sel4.features = ["tls", "state",]\nsel4.path = "x"'],
    ['"sel4" = { }', '"sel4" = { features = ["state"] }'],
  ])('%s', (line, expected) => {
    const around = (inner: string): string =>
      `[package]\nname = "a" # sel4 = "no"\n\n[dependencies]\nlog = "1"\n${inner}\nzip = '2'\n`;
    expect(withState(around(line))).toBe(around(expected));
  });

  it('in a table of its own', () => {
    expect(withState('[dependencies.sel4]\npath = "x" # here\n\n[features]\na = []\n')).toBe(
      '[dependencies.sel4]\npath = "x" # here\nfeatures = ["state"]\n\n[features]\na = []\n',
    );
    expect(withState('[dependencies.sel4]\n')).toBe('[dependencies.sel4]\nfeatures = ["state"]\n');
  });

  it('in a list of many lines', () => {
    const text =
      '[dependencies]\nsel4 = { path = "x", features = [\n    "tls", # thread-local\n    "a",\n] }\n';
    expect(withState(text)).toBe(
      '[dependencies]\nsel4 = { path = "x", features = [\n    "tls", # thread-local\n    "a",\n    "state",\n] }\n',
    );
  });

  it('with CRLF, comments and blanks kept', () => {
    expect(withState('[dependencies]\r\n# kernel\r\nsel4.path = "x"\r\n')).toBe(
      '[dependencies]\r\n# kernel\r\nsel4.path = "x"\r\nsel4.features = ["state"]\r\n',
    );
  });

  it('for a platform', () => {
    const text = `[target.'cfg(target_os = "none")'.dependencies]\nsel4 = { path = "x" }\n`;
    expect(withState(text, ['target', 'cfg(target_os = "none")', 'dependencies', 'sel4'])).toContain(
      'sel4 = { path = "x", features = ["state"] }',
    );
  });

  it('is not done where the dependency is not found, or the text is no TOML', () => {
    expect(addFeature('[dependencies]\nlog = "1"\n', SEL4, 'state')).toBeUndefined();
    expect(addFeature('[dependencies\nsel4 = "1"\n', SEL4, 'state')).toBeUndefined();
    expect(addFeature('[dependencies]\nsel4 = """', SEL4, 'state')).toBeUndefined();
  });

  it('is not misled by strings that look like keys', () => {
    const text =
      '[package]\ndescription = """\n[dependencies]\nsel4 = "1"\n"""\n\n[dependencies]\nsel4 = "2"\n';
    expect(withState(text)).toBe(
      text.replace('sel4 = "2"', 'sel4 = { version = "2", features = ["state"] }'),
    );
  });
});

describe('a line is added to a table', () => {
  it('behind its last entry, or in a new table', () => {
    const add = (text: string): string => applyEdits(text, [addLine(text, ['dependencies'], 'sel4 = "1"')!]);
    expect(add('[dependencies]\nlog = "1"\n\n[features]\n')).toBe(
      '[dependencies]\nlog = "1"\nsel4 = "1"\n\n[features]\n',
    );
    expect(add('[dependencies]\n')).toBe('[dependencies]\nsel4 = "1"\n');
    expect(add('[dependencies]')).toBe('[dependencies]\nsel4 = "1"');
    expect(add('[package]\nname = "a"\n')).toBe('[package]\nname = "a"\n\n[dependencies]\nsel4 = "1"\n');
  });
});
