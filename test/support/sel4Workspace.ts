/** Small workspaces on seL4, held in memory: several files in one string, and a disk that may change meanwhile. */
import { createAnalysis } from '../../server/src/analysis/analysis';
import type { Analysis, AnalysisOptions } from '../../server/src/analysis/api';
import { loadParts, type NodeParts } from '../../server/src/analysis/nodeParts';
import type { Finding } from '../../server/src/diagnose/finding';
import { memoryFiles, overlayFiles } from '../../server/src/project/memoryFiles';
import type { FileSystem } from '../../server/src/project/model';
import { parseFixture } from './fixture';

/** Where the workspaces stand for the engine. */
export const ROOT = '/fixture';

export const MANIFEST = `[package]
name = "probe"
version = "0.1.0"
edition = "2021"

[dependencies]
sel4 = { path = "external/rust-sel4/crates/sel4" }
`;

let loaded: Promise<NodeParts> | undefined;

/** Parser and built-in data, loaded once in a test file. */
export function parts(): Promise<NodeParts> {
  loaded ??= loadParts();
  return loaded;
}

export type Options = Partial<
  Pick<AnalysisOptions, 'view' | 'allNames' | 'severities' | 'parity' | 'environment' | 'folder'>
>;

/** A workspace on a disk in memory. Paths begin with a slash and are relative to the workspace. */
export class Workspace {
  /** Absolute path → text: the disk. */
  private readonly disk = new Map<string, string>();
  private readonly files: FileSystem;

  constructor(
    texts: ReadonlyMap<string, string>,
    private readonly parts: NodeParts,
  ) {
    for (const [path, text] of texts) this.disk.set(ROOT + path, text);
    this.files = overlayFiles(memoryFiles(new Map()), this.disk);
  }

  analysis(options: Options = {}): Analysis {
    return createAnalysis({ folder: ROOT, files: this.files, view: {}, ...options }, this.parts);
  }

  text(path: string): string | undefined {
    return this.disk.get(ROOT + path);
  }

  paths(): string[] {
    return [...this.disk.keys()].map((path) => path.slice(ROOT.length));
  }

  /** All files. */
  texts(): ReadonlyMap<string, string> {
    return new Map(this.paths().map((path) => [path, this.text(path)!]));
  }

  /** Writes a file, or removes it; the analysis still has to be told. */
  write(path: string, text: string | undefined): void {
    if (text === undefined) this.disk.delete(ROOT + path);
    else this.disk.set(ROOT + path, text);
  }

  /** The same files with one changed. */
  with(path: string, text: string): Workspace {
    return new Workspace(new Map(this.texts()).set(path, text), this.parts);
  }

  /** What a finding is about, as it is written. */
  textOf({
    file,
    start,
    end,
  }: {
    readonly file: string;
    readonly start: number;
    readonly end: number;
  }): string {
    return (this.disk.get(file) ?? '').slice(start, end);
  }
}

/** A workspace from a fixture's text. */
export async function workspace(text: string): Promise<Workspace> {
  return new Workspace(parseFixture(text).files, await parts());
}

/** A fixture's text as one package, `probe`, that depends on `sel4`; its sources are not there, as in a fresh clone. */
export async function onSel4(text: string, manifest = MANIFEST): Promise<Workspace> {
  return new Workspace(new Map(parseFixture(text).files).set('/Cargo.toml', manifest), await parts());
}

/** `code severity name`: findings in short. */
export function inShort(findings: readonly Finding[]): string[] {
  return findings.map(({ code, severity, name }) => `${code} ${severity} ${name}`);
}
