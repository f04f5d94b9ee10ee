/** Texts and their lowered form: open documents over files on disk. Owns both; all views of a workspace share it. */
import { isGeneratedText } from '../bindings/generatedText';
import { overlayFiles } from '../project/memoryFiles';
import type { FileSystem } from '../project/model';
import { type RememberedFiles, rememberedFiles } from '../project/rememberedFiles';
import { remembered } from '../resolve/remembered';
import type { SourceFiles } from '../resolve/world';
import { FileMemory, type RustParser } from '../syntax/api';
import { itemPartKey } from '../syntax/keys';
import { rememberingParser } from '../syntax/remembering';
import type { Fragment } from '../syntax/summary';
import type { FileChange } from './api';

interface Source {
  readonly text: string;
  readonly fragment: Fragment;
  readonly bindings: boolean;
  key: string | undefined;
}

/** How far a change of a file reaches; `'unread'`: nobody has asked for the file yet, and it may have come or gone. */
export type Reach = 'same' | 'body' | 'items' | 'existence' | 'unread';

export interface TakenChange {
  readonly path: string;
  readonly reach: Reach;
  /** The document is open, and its text is the one it had: the file was written beneath it. */
  readonly asOpen: boolean;
}

export class SourceStore implements SourceFiles {
  /** Open documents over the disk. */
  readonly files: FileSystem;
  /** The same for opening views: what one has looked at is not looked at again for the next, until something changes. */
  readonly looked: RememberedFiles;
  /** Knows the expansions that it has read. */
  readonly parser: RustParser;
  private readonly sources = new Map<string, Source | undefined>();
  private readonly documents = new Map<string, string>();
  /** Of documents that someone types into. */
  private readonly memories = new Map<string, FileMemory>();
  private parsed: string[] = [];

  constructor(
    readonly disk: FileSystem,
    parser: RustParser,
    /** Another store, whose lowered texts serve here too. */
    private readonly known?: SourceStore,
  ) {
    this.files = overlayFiles(disk, this.documents);
    this.looked = rememberedFiles(this.files);
    this.parser = rememberingParser(parser);
  }

  /** Takes changes over: all questions are answered from the new texts then. */
  apply(changes: readonly FileChange[]): readonly TakenChange[] {
    const before = new Map(changes.map(({ path }) => [path, this.documents.get(path)]));
    this.looked.forget();
    for (const { path, text } of changes) {
      if (text === null) {
        this.documents.delete(path);
        this.memories.delete(path);
      } else this.documents.set(path, text);
    }
    return [...before].map(([path, text]) => ({
      path,
      reach: this.sources.has(path) ? this.refresh(path) : this.isOpenStill(path, text) ? 'same' : 'unread',
      asOpen: text !== undefined && this.documents.get(path) === text,
    }));
  }

  /** A document that was open and is: whatever is typed into it, it has neither come nor gone. */
  private isOpenStill(path: string, before: string | undefined): boolean {
    return before !== undefined && this.documents.has(path);
  }

  /** Files that were parsed since this was last asked. */
  takeParsed(): readonly string[] {
    const { parsed } = this;
    this.parsed = [];
    return parsed;
  }

  read(path: string): Source | undefined {
    if (this.sources.has(path)) return this.sources.get(path);
    const text = this.files.readText(path);
    const known = this.known?.sources.get(path);
    const source = text === undefined ? undefined : known?.text === text ? known : this.lower(path, text);
    this.sources.set(path, source);
    return source;
  }

  noteAbsent(path: string): void {
    if (!this.sources.has(path)) this.sources.set(path, undefined);
  }

  /** Text of a source file as it was read; `undefined` if it was not, or is not there. */
  textAsRead(path: string): string | undefined {
    return this.sources.get(path)?.text;
  }

  /** Takes an open document apart, so that the first letter in it costs what the others cost. */
  prepare(path: string): void {
    const source = this.sources.get(path);
    if (!source || !this.documents.has(path) || this.memories.has(path)) return;
    const memory = new FileMemory();
    this.memories.set(path, memory);
    this.parser.lowerFile(source.text, { memory });
  }

  private lower(path: string, text: string, memory?: FileMemory): Source {
    this.parsed.push(path);
    const fragment = this.parser.lowerFile(text, memory && { memory });
    return { text, fragment, bindings: isGeneratedText(text), key: undefined };
  }

  /** Reads a file again: the same text, other function bodies only, other items, or the file has come or gone. */
  private refresh(path: string): Exclude<Reach, 'unread'> {
    const before = this.sources.get(path);
    const text = this.files.readText(path);
    if (text === undefined) {
      this.sources.set(path, undefined);
      return before === undefined ? 'same' : 'existence';
    }
    if (before?.text === text) return 'same';
    const memory = this.documents.has(path)
      ? remembered(this.memories, path, () => new FileMemory())
      : undefined;
    const after = this.lower(path, text, memory);
    this.sources.set(path, after);
    if (!before) return 'existence';
    before.key ??= itemPartKey(before.fragment);
    after.key = itemPartKey(after.fragment);
    if (before.key !== after.key || before.bindings !== after.bindings) return 'items';
    // Items that look the same are the same: those who hold one know it again.
    const { items, attributes } = before.fragment;
    this.sources.set(path, { ...after, fragment: { ...after.fragment, items, attributes } });
    return 'body';
  }
}
