/** Asks rustc about one crate of a program at a time, in a folder that is written once and then only mended. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FixtureCrate } from '../../support/fixture';
import { macroArguments, outFolderOf, rustcArguments } from '../../support/judge';
import { diagnosticsOfRustc, errorsOf, type RustcError, run, rustcBinary } from '../../support/rustc';

export interface Answer {
  /** Paths with a leading slash. */
  readonly errors: readonly RustcError[];
  /** Nothing to complain of: crates that need this one can be asked about. */
  readonly content: boolean;
}

/** rustc itself has a bug here. */
export class RustcPanic extends Error {}

/** A temporary folder for one program. {@link close} removes it. */
export class Oracle {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kaal-prove-'));
  readonly #written = new Map<string, string>();

  /** Rejects where rustc fails without saying where; a full disk comes as `ENOSPC`. */
  async ask(files: ReadonlyMap<string, string>, crate: FixtureCrate): Promise<Answer> {
    this.#write(files);
    const out = outFolderOf(files, crate);
    const { stderr, status } = await run(rustcBinary(), rustcArguments(crate), this.#folder, {
      ...(out === undefined ? {} : { OUT_DIR: join(this.#folder, out) }),
    });
    const textOf = (path: string): string | undefined => files.get(this.#inside(path));
    const errors = errorsOf(diagnosticsOfRustc(stderr), textOf);
    if (/the compiler unexpectedly panicked|"level":"error: internal compiler error"/.test(stderr))
      throw new RustcPanic(`on ${crate.name}`);
    if (status !== 0 && errors.length === 0) throw new Error(`rustc on ${crate.name}: ${stderr}`);
    return {
      errors: errors.map((error) => ({ ...error, file: this.#inside(error.file) })),
      content: status === 0,
    };
  }

  /** Builds a crate of procedural macros. Rejects where rustc cannot. */
  async buildMacros(files: ReadonlyMap<string, string>, crate: FixtureCrate): Promise<void> {
    this.#write(files);
    const { stderr, status } = await run(rustcBinary(), macroArguments(crate), this.#folder);
    if (status !== 0) throw new Error(`rustc on ${crate.name}: ${stderr}`);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** rustc names files of `OUT_DIR` by their absolute paths. */
  #inside(path: string): string {
    return path.startsWith(this.#folder) ? path.slice(this.#folder.length) : `/${path}`;
  }

  #write(files: ReadonlyMap<string, string>): void {
    for (const [path, text] of files) {
      if (this.#written.get(path) === text) continue;
      mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
      writeFileSync(join(this.#folder, path), text);
      this.#written.set(path, text);
    }
    for (const path of [...this.#written.keys()]) {
      if (files.has(path)) continue;
      rmSync(join(this.#folder, path), { force: true });
      this.#written.delete(path);
    }
  }
}
