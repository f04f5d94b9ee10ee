/** Compares what a fixture's carets say with what rustc, or our engine, says. */
import type { Expected, Fixture } from './fixture';
import { judge } from './judge';
import { lineColumn } from './lineColumn';
import type { RustcError } from './rustc';

/** Something that was reported, by whomever. */
export interface Reported {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly code: string;
  readonly message: string;
}

/** `/src/lib.rs:3:9 error[E0425] seL4_Foo: cannot find …`: one line for people. */
export function describeRow(row: Reported | Expected, files: ReadonlyMap<string, string>): string {
  const text = files.get(row.file) ?? '';
  const { line, col } = lineColumn(text, row.start);
  const word = text.slice(row.start, row.end).replaceAll('\n', '⏎');
  return `${row.file}:${line}:${col} [${row.code}] \`${word}\`${row.message ? `: ${row.message}` : ''}`;
}

const same = (a: Reported | Expected, b: Reported | Expected): boolean =>
  a.file === b.file && a.start === b.start && a.end === b.end && a.code === b.code;

/** Lines that say where rustc and the carets differ; empty when they agree. Every error counts, of whatever code. */
export async function differencesFromRustc(fixture: Fixture): Promise<string[]> {
  const told = fixture.expected.filter((row) => row.kind === 'error' || row.kind === 'silent');
  const said = await judge(fixture);
  const lines = [
    ...said
      .filter((row) => !told.some((other) => same(row, other)))
      .map((row) => `rustc reports, without a caret: ${describeRow(row, fixture.files)}`),
    ...told
      .filter((row) => !said.some((other) => same(row, other)))
      .map((row) => `rustc is silent at the caret: ${describeRow(row, fixture.files)}`),
    ...told
      .filter((row) => said.some((other) => same(row, other) && !other.message.includes(row.message ?? '')))
      .map((row) => `rustc says it otherwise: ${describeRow(row, fixture.files)}`),
  ];
  const hidden = fixture.expected.filter((row) => row.kind === 'hidden');
  if (hidden.length > 0) {
    const shown = await judge({ ...fixture, files: withoutFailedGlobs(fixture, said) });
    lines.push(
      ...hidden
        .filter((row) => !shown.some((other) => same(row, other)))
        .map((row) => `rustc is silent even without the failed globs: ${describeRow(row, fixture.files)}`),
    );
  }
  return lines;
}

/** The fixture's files with every line blanked on which a glob import failed: rustc then reports what it hid. */
function withoutFailedGlobs(fixture: Fixture, said: readonly RustcError[]): Map<string, string> {
  const files = new Map(fixture.files);
  for (const { file, start, code } of said) {
    const text = files.get(file) ?? '';
    const from = text.lastIndexOf('\n', start) + 1;
    const to = text.indexOf('\n', start);
    const line = text.slice(from, to);
    if (code === 'E0432' && line.includes('::*')) {
      files.set(file, text.slice(0, from) + ' '.repeat(line.length) + text.slice(to));
    }
  }
  return files;
}
