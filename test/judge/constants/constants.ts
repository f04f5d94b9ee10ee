/** Holds the evaluator against rustc: what it knows rustc must assert, what it says rustc refuses rustc must refuse. */

import { constantValue } from '../../../server/src/types/constants/constants';
import type { Value } from '../../../server/src/types/constants/value';
import { FOLDER } from '../../support/checkFixture';
import { parseFixture } from '../../support/fixture';
import { judge } from '../../support/judge';
import { crateNamed, definitionAt, worldOf } from '../../support/world';
import { generate } from './generate';

export interface Disagreement {
  readonly line: string;
  readonly engine: string;
  readonly rustc: string;
}

export interface ConstantsAnswer {
  readonly known: number;
  readonly refused: number;
  /** rustc takes it, the evaluator cannot tell its value. */
  readonly unknown: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

/** Values of the constants of a program, by the names of its root. */
export async function valuesOf(text: string, names: readonly string[]): Promise<readonly Value[]> {
  const fixture = parseFixture(text);
  const files = new Map([...fixture.files].map(([path, content]) => [FOLDER + path, content]));
  const world = await worldOf(files, FOLDER, { arch: 'x86_64' });
  const { root } = crateNamed(world, 'fixture');
  return names.map((name) => constantValue(world, definitionAt(world, root, name)));
}

/** Makes a program from a seed and compares. */
export async function compareConstants(seed: number, count: number): Promise<ConstantsAnswer> {
  const { head, lines } = generate(seed, count);
  const values = await valuesOf(
    [head, ...lines].join('\n'),
    lines.map((_, index) => `C${index}`),
  );
  // One by one: an error in a constant hides those of what uses it.
  const failing = await failingLines(head, lines);
  const disagreements: Disagreement[] = [];
  const asserts: string[] = [];
  const asserted: number[] = [];
  const unknown: string[] = [];
  let known = 0;
  let refused = 0;
  for (const [index, value] of values.entries()) {
    const line = lines[index]!;
    const error = failing.get(index);
    if (value.k === 'unknown') {
      if (error !== undefined) refused++;
      else if (value.reason.includes('rustc refuses'))
        disagreements.push({ line, engine: value.reason, rustc: 'takes it' });
      // Whether a number that does not fit is an error, or wraps, depends on lints.
      else if (!value.reason.includes('does not fit')) unknown.push(`${line} // ${value.reason}`);
      continue;
    }
    if (error !== undefined) {
      disagreements.push({ line, engine: shown(value), rustc: error });
      continue;
    }
    known++;
    asserts.push(`const _: () = assert!(C${index} == ${shown(value)});`);
    asserted.push(index);
  }
  const taken = lines.map((line, index) => (failing.has(index) ? '' : line));
  const program = parseFixture([head, ...taken, ...asserts].join('\n'));
  const offset = [head, ...taken].join('\n').split('\n').length;
  const text = program.files.get('/src/lib.rs')!;
  for (const error of await judge(program, { remember: false })) {
    const at = text.slice(0, error.start).split('\n').length - 1 - offset;
    const index = asserted[at];
    disagreements.push({
      line: index === undefined ? error.message : lines[index]!,
      engine: index === undefined ? '' : shown(values[index]!),
      rustc: error.message,
    });
  }
  return { known, refused, unknown, disagreements };
}

function shown(value: Value): string {
  switch (value.k) {
    case 'integer':
      return `${value.value}${value.type}`;
    case 'boolean':
      return String(value.value);
    case 'character':
      return `'\\u{${value.value.toString(16)}}'`;
    case 'unknown':
      return value.reason;
  }
}

/** Lines that rustc refuses, with why: rounds, since one error can hide another. */
async function failingLines(head: string, lines: readonly string[]): Promise<Map<number, string>> {
  const failing = new Map<number, string>();
  const offset = head.split('\n').length - 1;
  for (let round = 0; round < 12; round++) {
    const kept = lines.map((line, index) => (failing.has(index) ? '' : line));
    const program = parseFixture(`${head}${kept.join('\n')}\n`);
    const text = program.files.get('/src/lib.rs')!;
    const errors = await judge(program, { remember: false });
    if (errors.length === 0) return failing;
    for (const error of errors) {
      const index = text.slice(0, error.start).split('\n').length - 1 - offset;
      if (lines[index] === undefined) throw new Error(`${error.message} at line ${index + offset}`);
      failing.set(index, error.message);
    }
  }
  throw new Error('rustc finds ever more errors');
}
