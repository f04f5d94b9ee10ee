/** A disk in memory whose files have times, as the newest of several builds is found by them. */
import { memoryFiles, overlayFiles } from '../../../server/src/project/memoryFiles';
import type { FileSystem } from '../../../server/src/project/model';

/** Where workspaces stand for the engine. */
export const ROOT = '/fixture';

export class Disk {
  /** Absolute path → text. */
  private readonly texts = new Map<string, string>();
  private readonly times = new Map<string, number>();
  private now = 1;
  readonly files: FileSystem;

  /** `texts`: path relative to {@link ROOT}, with a leading slash, → text. */
  constructor(texts: ReadonlyMap<string, string>) {
    for (const [path, text] of texts) this.texts.set(ROOT + path, text);
    this.files = {
      ...overlayFiles(memoryFiles(new Map()), this.texts),
      modified: (path) => (this.texts.has(path) ? (this.times.get(path) ?? 1) : 0),
    };
  }

  text(path: string): string | undefined {
    return this.texts.get(ROOT + path);
  }

  paths(): string[] {
    return [...this.texts.keys()].map((path) => path.slice(ROOT.length));
  }

  /** Writes a file, or removes it. */
  write(path: string, text: string | null): void {
    if (text === null) this.texts.delete(ROOT + path);
    else {
      this.texts.set(ROOT + path, text);
      this.times.set(ROOT + path, ++this.now);
    }
  }
}
