/** Documents that are open in the client: incremental synchronisation with version checks. */
import type {
  DidChangeTextDocumentParams,
  DidOpenTextDocumentParams,
  Range,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { LineIndex, type PositionEncoding } from '../text/lineIndex';
import { pathOfUri, uriOfPath } from './uris';

/** One version of an open document; never changed, a later version is another object. */
export interface OpenDocument {
  /** As the client spells it. */
  readonly uri: string;
  /** Absolute path. */
  readonly path: string;
  readonly version: number;
  readonly text: string;
}

/** Told what happened to a document; `text` is `null` when it was closed. */
export type DocumentListener = (
  path: string,
  text: string | null,
  what: 'opened' | 'changed' | 'closed',
) => void;

export class Documents {
  private readonly byPath = new Map<string, OpenDocument>();
  encoding: PositionEncoding = 'utf-16';

  constructor(
    private readonly onChange: DocumentListener,
    private readonly log: (message: string) => void,
  ) {}

  /** The newest version of an open document. */
  get(path: string): OpenDocument | undefined {
    return this.byPath.get(path);
  }

  paths(): readonly string[] {
    return [...this.byPath.keys()];
  }

  /** URI of a path, as the client spells it where it has the document open. */
  uriOf(path: string): string {
    return this.byPath.get(path)?.uri ?? uriOfPath(path);
  }

  /** Takes a document over. Documents that are not files (`untitled:`, `git:` …) are not ours. */
  open(params: DidOpenTextDocumentParams): void {
    const item = params?.textDocument;
    const path = typeof item?.uri === 'string' ? pathOfUri(item.uri) : undefined;
    if (path === undefined) return;
    if (typeof item.text !== 'string') {
      this.log(`${path}: opened without a text; the file on disk is used instead.`);
      return;
    }
    const version = Number.isInteger(item.version) ? item.version : 0;
    this.byPath.set(path, { uri: item.uri, path, version, text: item.text });
    this.onChange(path, item.text, 'opened');
  }

  /**
   * Applies changes in order. Versions must grow: what is not newer than what we have was applied already (or comes
   * out of order, and its ranges would mean another text), so it is left out and logged.
   */
  change(params: DidChangeTextDocumentParams): void {
    const id = params?.textDocument;
    const path = typeof id?.uri === 'string' ? pathOfUri(id.uri) : undefined;
    if (path === undefined) return;
    const document = this.byPath.get(path);
    if (document === undefined) {
      this.log(`${path}: changed but not open; the change was ignored.`);
      return;
    }
    const version = Number.isInteger(id.version) ? id.version : document.version + 1;
    if (version <= document.version) {
      this.log(`${path}: version ${version} came after version ${document.version}; the change was ignored.`);
      return;
    }
    const changes = Array.isArray(params.contentChanges) ? params.contentChanges : [];
    let text = document.text;
    for (const change of changes) text = this.applied(text, change, path);
    this.byPath.set(path, { ...document, version, text });
    // The same text in another version is told too: the client waits for that version.
    this.onChange(path, text, 'changed');
  }

  /** From here on the file on disk counts. */
  close(uri: unknown): void {
    const path = typeof uri === 'string' ? pathOfUri(uri) : undefined;
    if (path !== undefined && this.byPath.delete(path)) this.onChange(path, null, 'closed');
  }

  private applied(text: string, change: TextDocumentContentChangeEvent, path: string): string {
    if (typeof change?.text !== 'string') {
      this.log(`${path}: a change without a text was ignored.`);
      return text;
    }
    const range = 'range' in change ? change.range : undefined;
    if (range === undefined || range === null) return change.text;
    if (!isRange(range)) {
      this.log(`${path}: a change at a place that is none was ignored.`);
      return text;
    }
    const lines = new LineIndex(text);
    const a = lines.offsetAt(range.start, this.encoding);
    const b = lines.offsetAt(range.end, this.encoding);
    return text.slice(0, Math.min(a, b)) + change.text + text.slice(Math.max(a, b));
  }
}

function isRange(range: unknown): range is Range {
  const { start, end } = (range ?? {}) as Partial<Range>;
  return [start?.line, start?.character, end?.line, end?.character].every((n) => Number.isInteger(n));
}
