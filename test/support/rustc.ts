/** Runs rustc and cargo, and reads what they say: the judge of names. Nothing here knows our engine. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One primary span of one rustc error. */
export interface RustcError {
  /** Path relative to the folder that was judged, forward slashes, `..` folded. */
  readonly file: string;
  /** UTF-16 offsets in the file. */
  readonly start: number;
  readonly end: number;
  /** `E0425`; empty for the errors to which rustc gives no code. */
  readonly code: string;
  readonly message: string;
  /** One of a list of imports that rustc could not decide about: it says of none what is wrong with it. */
  readonly undecided?: true;
}

/** What is read of rustc's JSON; the rest of it is not looked at. */
interface JsonSpan {
  readonly file_name: string;
  readonly line_start: number;
  readonly byte_start: number;
  readonly byte_end: number;
  readonly is_primary: boolean;
  readonly label: string | null;
  readonly expansion: { readonly span: JsonSpan } | null;
}
export interface JsonDiagnostic {
  readonly level: string;
  readonly message: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly JsonSpan[];
  readonly children: readonly unknown[];
}

let version: string | undefined | null = null;

/** First line of `rustc --version`, or `undefined` where there is no rustc. Asked once. */
export function rustcVersion(): string | undefined {
  if (version === null) {
    const answer = spawnSync('rustc', ['--version'], { encoding: 'utf8' });
    version = answer.status === 0 ? answer.stdout.trim() : undefined;
  }
  return version;
}

/**
 * Why tests that need rustc are skipped, or `undefined` when they can run.
 * With `CI=true` they are never skipped: a missing rustc must fail there.
 */
export function whyNoRustc(): string | undefined {
  if (rustcVersion() !== undefined || process.env.CI === 'true') return undefined;
  return 'rustc is not on PATH: install it (https://rustup.rs) to let it judge the fixtures';
}

let binary: string | undefined;

/** The toolchain's own rustc rather than rustup's proxy, which takes as long again; just `rustc` where it cannot be told. */
export function rustcBinary(): string {
  if (binary === undefined) {
    const sysroot = spawnSync('rustc', ['--print', 'sysroot'], { encoding: 'utf8' });
    const own = join(
      (sysroot.stdout ?? '').trim(),
      'bin',
      process.platform === 'win32' ? 'rustc.exe' : 'rustc',
    );
    binary = sysroot.status === 0 && existsSync(own) ? own : 'rustc';
  }
  return binary;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a command in `cwd`, at most two at a time; gives both outputs and the exit code. Rejects if it cannot be started. */
export async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ status: number; stdout: string; stderr: string }> {
  while (running >= 2) await new Promise<void>((resume) => waiting.push(resume));
  running += 1;
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, RUSTFLAGS: '', CARGO_TERM_COLOR: 'never', ...environment },
      });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        stdout += part;
      });
      child.stderr.setEncoding('utf8').on('data', (part: string) => {
        stderr += part;
      });
      child.on('error', reject);
      child.on('close', (status) => resolve({ status: status ?? -1, stdout, stderr }));
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Diagnostics out of `rustc --error-format=json` (one JSON object a line on stderr). Other lines are skipped. */
export function diagnosticsOfRustc(stderr: string): JsonDiagnostic[] {
  return jsonLines<JsonDiagnostic>(stderr).filter((line) => line.spans !== undefined);
}

/** Diagnostics out of `cargo check --message-format=json` (on stdout). Other messages are skipped. */
export function diagnosticsOfCargo(stdout: string): JsonDiagnostic[] {
  return jsonLines<{ reason: string; message: JsonDiagnostic }>(stdout)
    .filter((line) => line.reason === 'compiler-message')
    .map((line) => line.message);
}

function jsonLines<T>(output: string): T[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as T);
}

/**
 * Errors at their primary spans, one row a span, sorted by file and place, each once.
 * A span in a file that `textOf` does not know (the standard library's macros) is replaced by the place of the call.
 * Warnings and the closing "aborting due to …" have no place here.
 */
export function errorsOf(
  diagnostics: readonly JsonDiagnostic[],
  textOf: (path: string) => string | undefined,
): RustcError[] {
  const rows = new Map<string, RustcError>();
  for (const diagnostic of diagnostics) {
    if (diagnostic.level !== 'error') continue;
    const undecided = isListOfUndecided(diagnostic) ? { undecided: true as const } : {};
    for (const span of diagnostic.spans) {
      if (!span.is_primary) continue;
      const row = place(span, textOf);
      const code = diagnostic.code?.code ?? '';
      if (row === undefined)
        throw new Error(`rustc reports ${code} in ${span.file_name}, which was not judged`);
      const key = `${row.file}:${row.start}:${row.end}:${code}`;
      if (rows.get(key)?.undecided === undefined && rows.has(key)) continue;
      rows.set(key, { ...row, code, message: diagnostic.message, ...undecided });
    }
  }
  return [...rows.values()].sort(
    (a, b) => compare(a.file, b.file) || a.start - b.start || a.end - b.end || compare(a.code, b.code),
  );
}

/**
 * rustc's last word on imports: those it never decided about, right or wrong, with neither label nor help
 * (`finalize_imports` of rustc_resolve).
 */
function isListOfUndecided({ code, spans, children }: JsonDiagnostic): boolean {
  return code?.code === 'E0432' && children.length === 0 && spans.every(({ label }) => label === null);
}

function place(
  span: JsonSpan,
  textOf: (path: string) => string | undefined,
): { file: string; start: number; end: number } | undefined {
  for (let at: JsonSpan | undefined = span; at !== undefined; at = at.expansion?.span) {
    const file = fold(at.file_name);
    const text = textOf(file);
    if (text !== undefined) {
      const bytes = Buffer.from(text, 'utf8');
      const offset = (byte: number): number => bytes.subarray(0, byte).toString('utf8').length;
      return { file, start: offset(at.byte_start), end: offset(at.byte_end) };
    }
  }
  return undefined;
}

/** Folds `one/src/../../shared/x.rs`, which is how rustc names a file found through `#[path]`. */
function fold(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
