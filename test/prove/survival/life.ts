/** The built extension in a small editor, with someone at work in it, and the servers that it starts: to be killed. */
import child_process, { type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Diagnostic as ProtocolDiagnostic } from 'vscode-languageserver';
import type { NodeParts } from '../../../server/src/analysis/nodeParts';
import type { ViewRequest } from '../../../server/src/project/model';
import { Editor } from '../../client/editor';
import type { Diagnostic } from '../../client/editorTypes';
import type { Sight } from '../edits/person';
import type { Step } from '../edits/script';
import { EditorClient } from '../protocol/client';
import { inMemory, realPlace } from '../protocol/servers';

const HOME = join(import.meta.dirname, '../../..');

/** Milliseconds after which everything must be back; the machine may have much else to do. */
const PATIENCE = 30_000;

export class Life {
  /** Servers that the extension started, the newest last. */
  readonly servers: ChildProcess[] = [];
  readonly place: ReturnType<typeof realPlace>;
  readonly editor: Editor;
  /** Rejections that nobody took: VS Code logs those of extensions. */
  readonly unheard: string[] = [];
  private readonly fork = child_process.fork;
  private readonly hear = (error: unknown): void => {
    const { code } = error as { code?: unknown };
    // The library of language clients leaves its own requests alone when a connection ends (PendingResponseRejected).
    if (code !== -32097) this.unheard.push(error instanceof Error ? (error.stack ?? '') : String(error));
  };

  constructor(
    files: ReadonlyMap<string, string>,
    private readonly parts: NodeParts,
  ) {
    this.place = realPlace(files);
    this.editor = new Editor({ folder: this.place.root });
    // The bundle asks the module each time.
    child_process.fork = ((...args: Parameters<typeof child_process.fork>) => {
      const child = this.fork(...args);
      this.servers.push(child);
      return child;
    }) as typeof child_process.fork;
    process.on('unhandledRejection', this.hear);
  }

  async begin(): Promise<void> {
    await this.editor.start(HOME);
  }

  async end(): Promise<void> {
    await this.editor.end().catch(() => {});
    child_process.fork = this.fork;
    process.off('unhandledRejection', this.hear);
    for (const server of this.servers) server.kill('SIGKILL');
    this.place.remove();
  }

  /** Ends the newest server as the system would: without a word. */
  kill(): void {
    this.servers.at(-1)?.kill('SIGKILL');
  }

  /** For someone at work. */
  get sight(): Sight {
    const { editor, place } = this;
    return {
      text: (path) => editor.document(place.root + path)?.text ?? place.text(path),
      paths: () => [
        ...new Set([
          ...place.paths(),
          ...editor.documents.map(({ uri }) => uri.path.slice(place.root.length)),
        ]),
      ],
      get open() {
        return new Map(editor.documents.map((one) => [one.uri.path.slice(place.root.length), one.text]));
      },
      disk: place,
    };
  }

  /** Does a step as far as this editor can: a document that is no file yet is written first. */
  play(step: Step): void {
    if (step.k !== 'change') return;
    const { editor, place } = this;
    for (const { where, path, text } of step.changes) {
      const absolute = place.root + path;
      const existed = place.text(path) !== undefined;
      if (where !== 'editor') {
        place.write(path, text);
        editor.watched(absolute, text === null ? 'delete' : existed ? 'change' : 'create');
      } else if (text === null) editor.close(absolute);
      else {
        if (!existed && !editor.document(absolute)) {
          place.write(path, text);
          editor.watched(absolute, 'create');
        }
        editor.edit(absolute, text);
      }
    }
  }

  /** Waits until what is shown is what a new server would tell; what is different if it never is. */
  async settled(): Promise<{ readonly milliseconds: number; readonly what?: string }> {
    const since = performance.now();
    const expected = await this.expected();
    for (;;) {
      const now = this.shown();
      if (now === expected && !this.editor.status.busy) return { milliseconds: performance.now() - since };
      if (performance.now() - since > PATIENCE)
        return { milliseconds: PATIENCE, what: `${this.editor.status.text}\n${difference(now, expected)}` };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private shown(): string {
    const lines = [...this.editor.shown()].flatMap(([path, list]) =>
      list.map((one) => `${path} ${written(one)}`),
    );
    return lines.sort().join('\n');
  }

  /** What a server tells that starts now, with what is open, set and chosen. */
  private async expected(): Promise<string> {
    const { editor, place } = this;
    const started = inMemory(place.files, this.parts);
    try {
      const settings: Record<string, Record<string, unknown>> = {};
      for (const [key, value] of editor.settings) {
        const [, area = '', name = ''] = key.split('.');
        settings[area] = { ...settings[area], [name]: value };
      }
      const views = (editor.memory.get('views') ?? {}) as Record<string, ViewRequest>;
      const view = views[`file://${place.root}`] ?? null;
      const fresh = new EditorClient(started.connection, place, {
        encoding: 'utf-16',
        pulls: false,
        settings,
        view,
      });
      await fresh.begin();
      for (const { uri, text } of editor.documents)
        fresh.send({
          k: 'step',
          form: 'whole',
          step: {
            k: 'change',
            changes: [{ where: 'editor', path: uri.path.slice(place.root.length), text }],
          },
        });
      await started.connection.sendRequest('kaalSel4/checkWorkspace', {});
      const lines = [...(await fresh.shown())].flatMap(([uri, items]) =>
        items.map((item) => `${decodeURIComponent(uri.slice('file://'.length))} ${writtenItem(item)}`),
      );
      return lines.sort().join('\n');
    } finally {
      started.end();
    }
  }
}

function written({ range: { start, end }, severity, code, message }: Diagnostic): string {
  const name = typeof code === 'object' && code !== null ? (code as { value: unknown }).value : code;
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${name} ${message}`;
}

function writtenItem({ range: { start, end }, severity = 1, code, message }: ProtocolDiagnostic): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity - 1} ${code} ${message}`;
}

function difference(now: string, expected: string): string {
  const [ours, theirs] = [now.split('\n'), expected.split('\n')];
  return [
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `shown:    ${line}`),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `expected: ${line}`),
  ]
    .slice(0, 20)
    .join('\n');
}
