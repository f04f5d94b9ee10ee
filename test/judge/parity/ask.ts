/** Asks rustc about claims. */
import { parseFixture } from '../../support/fixture';
import { judge } from '../../support/judge';
import { type Claim, HEAD } from './claims';

export interface Judged {
  readonly claims: number;
  /** Claims that rustc does not bear out. */
  readonly wrong: readonly string[];
}

/** `sides` is Rust text with both sides as modules; it must compile by itself. */
export async function ask(sides: string, claims: readonly Claim[]): Promise<Judged> {
  const plain = await errorsIn(sides, []);
  if (plain.length > 0)
    throw new Error(`the sides do not compile: ${plain[0]?.message} in ${plain[0]?.line}`);
  const wrong: string[] = [];
  const holding = claims.filter(({ holds }) => holds);
  // Everything that is the same goes together: there must be no error at all.
  for (const error of await errorsIn(
    sides,
    holding.flatMap(({ lines, asserts }) => [...lines, ...asserts]),
  ))
    wrong.push(`rustc refuses an equality: ${error.line}: ${error.message}`);
  let left = claims.filter(({ holds }) => !holds);
  // An error of one kind can hide those of another: names come before types.
  for (;;) {
    const refused = new Set(
      (
        await errorsIn(
          sides,
          left.flatMap(({ lines }) => lines),
        )
      ).map(({ line }) => line),
    );
    if (refused.size === 0) break;
    left = left.filter(({ lines }) => !lines.some((line) => refused.has(line)));
  }
  // What types do not tell values must; only lines without type errors can be evaluated together.
  const asserts = left.flatMap(({ asserts: some }) => some);
  const broken = new Set(
    asserts.length === 0 ? [] : (await errorsIn(sides, asserts)).map(({ line }) => line),
  );
  for (const { about, asserts: some, lines } of left)
    if (!some.some((line) => broken.has(line)))
      wrong.push(`rustc takes a difference: ${about}: ${[...lines, ...some].join(' ')}`);
  return { claims: claims.length, wrong };
}

async function errorsIn(
  sides: string,
  lines: readonly string[],
): Promise<readonly { readonly line: string; readonly message: string }[]> {
  // Each line is a module of its own, so that names do not meet.
  const wrapped = lines.map((line, index) => `mod claim${index} { use super::*; ${line} }`);
  const text = `${HEAD}${sides}\n${wrapped.join('\n')}\n`;
  const fixture = parseFixture(text);
  const all = fixture.files.get('/src/lib.rs')!.split('\n');
  const offset = `${HEAD}${sides}\n`.split('\n').length - 1;
  const errors = await judge(fixture, { remember: false });
  return errors.map(({ start, message }) => {
    const at = fixture.files.get('/src/lib.rs')!.slice(0, start).split('\n').length - 1;
    return { line: lines[at - offset] ?? all[at] ?? '', message };
  });
}
