/**
 * Lets cargo and rustc judge workspaces on seL4 in a configuration that there are built-in bindings of. The host's own
 * target is compiled for: what asks for the architecture asks `seat_arch` instead, which is set to the one that is meant.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WORKSPACES } from '../../judge/kaalMini';
import { lineColumn } from '../../support/lineColumn';
import { diagnosticsOfCargo, run } from '../../support/rustc';
import { parts } from '../../support/sel4Workspace';
import { sysCrate } from './sysCrate';

const SEL4 = 'external/rust-sel4';

/** What the compiler says: `src/lib.rs:3:5 E0425 cannot find …`. */
export interface Verdict {
  readonly errors: readonly string[];
  /** `unused_imports` and others, in the same way. */
  readonly warnings: readonly string[];
}

const kept = new Map<string, Promise<RustWorkspace>>();

/** The workspace of a configuration, such as `pin-aarch64`; its dependencies are compiled once in a test file. */
export function rustWorkspace(configuration: string): Promise<RustWorkspace> {
  const known = kept.get(configuration) ?? RustWorkspace.make(configuration);
  kept.set(configuration, known);
  return known;
}

/** To be called when all tests are over. */
export async function removeRustWorkspaces(): Promise<void> {
  for (const made of kept.values()) rmSync((await made).folder, { recursive: true, force: true });
  kept.clear();
}

class RustWorkspace {
  private files = new Map<string, string>();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async make(configuration: string): Promise<RustWorkspace> {
    const { catalog } = await parts();
    const snapshot = catalog.snapshot(configuration);
    const arch = catalog.configuration(configuration)?.arch;
    if (snapshot === undefined || arch === undefined) throw new Error(`there is no ${configuration}`);
    const folder = mkdtempSync(join(tmpdir(), `kaal-sel4-${configuration}-`));
    const wanted = (path: string): boolean => !/[\\/](target|Cargo\.lock|sys)$/.test(path);
    cpSync(join(WORKSPACES, 'rust-sel4-stand-in'), join(folder, SEL4), { recursive: true, filter: wanted });
    cpSync(join(import.meta.dirname, 'rust-sel4'), join(folder, SEL4), { recursive: true });
    const sys = join(folder, SEL4, 'crates/sel4/sys');
    mkdirSync(join(sys, 'src'), { recursive: true });
    writeFileSync(
      join(sys, 'Cargo.toml'),
      '[package]\nname = "sel4-sys"\nversion = "0.1.0"\nedition = "2024"\n',
    );
    writeFileSync(join(sys, 'src/lib.rs'), sysCrate(snapshot));
    const options = [...snapshot.kernel].filter(([, value]) => value === true).map(([name]) => name);
    return new RustWorkspace(folder, {
      KERNEL_OPTIONS: options.join(' '),
      RUSTFLAGS: `--cfg seat_arch="${arch}" --check-cfg cfg(seat_arch,values(any()))`,
      CARGO_TARGET_DIR: join(folder, 'target'),
    });
  }

  /** What `cargo check` says of a workspace; paths begin with a slash. One after the other. */
  check(files: ReadonlyMap<string, string>, args: readonly string[] = []): Promise<Verdict> {
    return this.alone(async () => {
      this.write(files);
      const { stdout, stderr, status } = await this.cargo(['check', '--message-format=json', ...args]);
      const said = diagnosticsOfCargo(stdout);
      const of = (level: string): string[] =>
        said.flatMap((each) => {
          if (each.level !== level || each.spans.length === 0) return [];
          const span = each.spans.find((one) => one.is_primary) ?? each.spans[0]!;
          const text = this.read(span.file_name);
          const offset = Buffer.from(text, 'utf8').subarray(0, span.byte_start).toString('utf8').length;
          const { line, col } = lineColumn(text, offset);
          return [`${span.file_name}:${line}:${col} ${each.code?.code ?? ''} ${each.message}`];
        });
      const errors = of('error');
      if (status !== 0 && errors.length === 0) throw new Error(stderr);
      return { errors, warnings: of('warning').filter((each) => !each.startsWith(SEL4)) };
    });
  }

  /** What a program of the workspace writes. */
  run(files: ReadonlyMap<string, string>, args: readonly string[] = []): Promise<string> {
    return this.alone(async () => {
      this.write(files);
      const { stdout, stderr, status } = await this.cargo(['run', '--quiet', ...args]);
      if (status !== 0) throw new Error(stderr);
      return stdout;
    });
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work);
    this.last = result.catch(() => undefined);
    return result;
  }

  private cargo(args: readonly string[]) {
    const [command, ...rest] = args;
    return run('cargo', [command!, '--offline', '--jobs=2', ...rest], this.folder, this.environment);
  }

  /** Files that say the same as before are left alone, so that nothing is compiled for them. */
  private write(files: ReadonlyMap<string, string>): void {
    const wanted = new Map([...files].map(([path, text]) => [path, seated(text)]));
    for (const path of this.files.keys()) if (!wanted.has(path)) rmSync(join(this.folder, path));
    for (const [path, text] of wanted) {
      if (this.files.get(path) === text) continue;
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      const before = this.files.has(path) ? statSync(join(this.folder, path)).mtimeMs : 0;
      // Cargo compares times to the millisecond or worse: the same length within one tick would go unseen.
      do writeFileSync(join(this.folder, path), text);
      while (statSync(join(this.folder, path)).mtimeMs <= before);
    }
    this.files = wanted;
  }

  private read(path: string): string {
    try {
      return readFileSync(join(this.folder, path), 'utf8');
    } catch {
      return '';
    }
  }
}

/** A text as rustfmt lays it out with its defaults; as it is where there is no rustfmt. */
export async function asRustfmt(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kaal-sel4-rustfmt-'));
  try {
    const path = join(folder, 'text.rs');
    writeFileSync(path, text);
    const { status, stderr } = await run('rustfmt', ['--edition=2021', path], folder);
    if (status !== 0) throw new Error(stderr);
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text with conditions on the architecture turned to the key that is set here. */
function seated(text: string): string {
  return text.replaceAll('target_arch =', 'seat_arch =');
}
