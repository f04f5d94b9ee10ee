/** Proofs that rustc judges cannot be had without it, or with one that speaks of names otherwise. */
import { rustcVersion } from '../support/rustc';
import { CannotProve } from './proof';

/** The oldest rustc whose codes and spans the engine follows: since then a type that does not exist is E0425. */
const OLDEST = 95;

/** Throws {@link CannotProve} where there is no rustc, or too old a one. `version` is what `rustc --version` says. */
export function needRustc(version = rustcVersion()): void {
  if (version === undefined)
    throw new CannotProve('there is no rustc on PATH: install it (https://rustup.rs), it is the judge');
  const minor = Number(/^rustc 1\.(\d+)\./.exec(version)?.[1] ?? Number.NaN);
  if (!(minor >= OLDEST))
    throw new CannotProve(`${version} is too old: rustc 1.${OLDEST} or newer is needed (\`rustup update\`)`);
}
