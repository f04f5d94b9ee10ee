/** A server at the other end of two raw streams: whatever bytes go in, what comes out. */
import { PassThrough } from 'node:stream';
import { startServer } from '../../server/src/lsp/main';
import type { ServerParts } from '../../server/src/lsp/session';
import { memoryFiles } from '../../server/src/project/memoryFiles';
import { FakeAnalysis, FakeViews } from './fakeAnalysis';

export interface Answer {
  readonly id?: string | number | null;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export class RawClient {
  readonly received: Answer[] = [];
  private readonly input = new PassThrough();
  private readonly output = new PassThrough();
  private rest = Buffer.alloc(0);
  private readonly listeners = new Set<() => void>();

  constructor(parts: ServerParts = fakeParts()) {
    this.output.on('data', (chunk: Buffer) => this.take(chunk));
    startServer({ input: this.input, output: this.output }, parts);
  }

  /** Bytes as they are. */
  bytes(...parts: (string | Uint8Array)[]): void {
    this.input.write(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  }

  /** A message with its header. */
  send(...messages: unknown[]): void {
    this.bytes(...messages.map(framed));
  }

  /** Goes through the handshake. */
  async begin(): Promise<void> {
    this.send(
      {
        jsonrpc: '2.0',
        id: 'begin',
        method: 'initialize',
        params: { processId: null, rootUri: 'file:///ws', capabilities: {} },
      },
      { jsonrpc: '2.0', method: 'initialized', params: {} },
    );
    await this.answer('begin');
  }

  /** The first answer with this id, or the first message that a condition holds for. */
  async answer(id: string | number | null | ((message: Answer) => boolean)): Promise<Answer> {
    const wanted = typeof id === 'function' ? id : (one: Answer) => one.id === id && one.method === undefined;
    for (const deadline = performance.now() + 10_000; ; ) {
      const found = this.received.find(wanted);
      if (found) return found;
      if (performance.now() > deadline)
        throw new Error(`no answer; received ${JSON.stringify(this.received)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        const listener = () => {
          clearTimeout(timer);
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  /** Throws unless the server still answers, and right. */
  async expectAlive(): Promise<void> {
    const id = `alive ${this.received.length}`;
    this.send({
      jsonrpc: '2.0',
      id,
      method: 'textDocument/diagnostic',
      params: { textDocument: { uri: 'file:///ws/src/lib.rs' } },
    });
    const { result } = await this.answer(id);
    const { items } = (result ?? {}) as { items?: { message: string }[] };
    if (items?.length !== 1) throw new Error(`an answer of ${JSON.stringify(result)}`);
  }

  private take(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(this.rest.subarray(0, end).toString())?.[1]);
      if (this.rest.length < end + 4 + length) break;
      this.received.push(JSON.parse(this.rest.subarray(end + 4, end + 4 + length).toString()) as Answer);
      this.rest = this.rest.subarray(end + 4 + length);
    }
    for (const listener of [...this.listeners]) listener();
  }
}

export function framed(message: unknown): string {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function fakeParts(): ServerParts {
  return {
    files: memoryFiles(
      new Map([
        ['/ws/Cargo.toml', '[workspace]'],
        ['/ws/src/lib.rs', 'use:a'],
      ]),
    ),
    environment: {},
    version: '1.2.3',
    documentation: '',
    load: async () => (options) => new FakeViews(options, (one) => new FakeAnalysis(one)),
  };
}
