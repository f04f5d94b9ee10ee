/** Texts and their lowered form: open documents over files on disk. Owns both; all views of a workspace share it. */
import { isGeneratedText } from '../bindings/generatedText';
import { overlayFiles } from '../project/memoryFiles';
import type { FileSystem } from '../project/model';
import { type RememberedFiles, rememberedFiles } from '../project/rememberedFiles';
import type { ChangedCall } from '../resolve/expandAgain';
import { remembered } from '../resolve/remembered';
import type { SourceFiles } from '../resolve/world';
import { FileMemory, type RustParser } from '../syntax/api';
import { asWritten } from '../syntax/asWritten';
import { itemPartKey, keyWithoutArguments } from '../syntax/keys';
import { rememberingParser } from '../syntax/remembering';
import type { Fragment, Item, MacroCallItem } from '../syntax/summary';
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
  /** Macro calls among items and members of which nothing but what they are given has changed: bodies perhaps. */
  readonly calls?: readonly ChangedCall[];
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
      ...(this.sources.has(path)
        ? this.refresh(path)
        : { reach: this.isOpenStill(path, text) ? ('same' as const) : ('unread' as const) }),
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

  isFile(path: string): boolean {
    return this.sources.get(path) !== undefined || this.looked.kind(path) === 'file';
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
  private refresh(path: string): Pick<TakenChange, 'reach' | 'calls'> {
    const before = this.sources.get(path);
    const text = this.files.readText(path);
    if (text === undefined) {
      this.sources.set(path, undefined);
      return { reach: before === undefined ? 'same' : 'existence' };
    }
    if (before?.text === text) return { reach: 'same' };
    const memory = this.documents.has(path)
      ? remembered(this.memories, path, () => new FileMemory())
      : undefined;
    const after = this.lower(path, text, memory);
    this.sources.set(path, after);
    if (!before) return { reach: 'existence' };
    before.key ??= itemPartKey(before.fragment);
    after.key = itemPartKey(after.fragment);
    if (before.bindings !== after.bindings) return { reach: 'items' };
    const changed = before.key === after.key ? [] : changedCalls(before.fragment, after.fragment);
    if (!changed) return { reach: 'items' };
    // Items that look the same are the same: those who hold one know it again.
    const { items, attributes } = before.fragment;
    const rewritten = new Map(before.fragment.rewritten);
    for (const { item, now } of changed) rewritten.set(item, now);
    const fragment = { ...after.fragment, items, attributes, ...(rewritten.size > 0 ? { rewritten } : {}) };
    this.sources.set(path, { ...after, fragment });
    return { reach: 'body', calls: changed };
  }
}

/** Macro calls among a file's items and their members that are given something else, if nothing else of its items has changed. */
function changedCalls(
  before: Fragment,
  after: Fragment,
): readonly (ChangedCall & { readonly now: MacroCallItem })[] | undefined {
  const found: (ChangedCall & { readonly now: MacroCallItem })[] = [];
  const compare = (list: readonly Item[], others: readonly Item[], isMember: boolean): void => {
    for (const [at, item] of list.entries()) {
      const other = others[at];
      if (item.kind === 'macroCall') {
        if (other?.kind === 'macroCall' && asWritten(before, item).text !== other.text)
          found.push({ item, isMember, now: other });
      } else if (item.kind === 'module' && other?.kind === 'module')
        compare(item.items ?? [], other.items ?? [], false);
      else if (hasMembers(item) && other && hasMembers(other)) compare(item.members, other.members, true);
    }
  };
  compare(before.items, after.items, false);
  return found.length > 0 && keyWithoutArguments(before) === keyWithoutArguments(after) ? found : undefined;
}

function hasMembers(item: Item): item is Extract<Item, { readonly members: unknown }> {
  return item.kind === 'impl' || item.kind === 'trait';
}
