/** Texts and their lowered form: open documents over files on disk. Owns both. */
import type { FileSystem } from './project/model';
import type { SourceFiles } from './resolve/world';
import type { RustParser } from './syntax/api';
import { itemPartKey } from './syntax/keys';
import type { Fragment } from './syntax/summary';

interface Source {
  readonly text: string;
  readonly fragment: Fragment;
  key: string | undefined;
}

export class SourceStore implements SourceFiles {
  private readonly sources = new Map<string, Source | undefined>();
  readonly parsed: string[] = [];

  constructor(
    readonly files: FileSystem,
    private readonly parser: RustParser,
    /** Another store, whose lowered texts serve here too. */
    private readonly known?: SourceStore,
  ) {}

  read(path: string): Source | undefined {
    if (this.sources.has(path)) return this.sources.get(path);
    const text = this.files.readText(path);
    const known = this.known?.sources.get(path);
    const source = text === undefined ? undefined : known?.text === text ? known : this.lower(path, text);
    this.sources.set(path, source);
    return source;
  }

  private lower(path: string, text: string): Source {
    this.parsed.push(path);
    return { text, fragment: this.parser.lowerFile(text), key: undefined };
  }

  /** Texts that have been read, or were found missing. */
  knows(path: string): boolean {
    return this.sources.has(path);
  }

  /**
   * Reads a changed file again.
   * @returns `'same'` text, `'body'` if only function bodies differ, `'items'`, or `'existence'` for files come or gone
   */
  refresh(path: string): 'same' | 'body' | 'items' | 'existence' {
    const before = this.sources.get(path);
    const text = this.files.readText(path);
    if (text === undefined) {
      this.sources.set(path, undefined);
      return before === undefined ? 'same' : 'existence';
    }
    if (before?.text === text) return 'same';
    const after = this.lower(path, text);
    this.sources.set(path, after);
    if (!before) return 'existence';
    before.key ??= itemPartKey(before.fragment);
    after.key = itemPartKey(after.fragment);
    return before.key === after.key ? 'body' : 'items';
  }

  /** Forgets everything that is not on disk any more or may have changed there. */
  forgetAll(): void {
    this.sources.clear();
  }
}
