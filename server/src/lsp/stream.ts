/**
 * Messages out of a stream of bytes (LSP 3.17, "Base Protocol"). The library's own reader never finds back into step when
 * one length is wrong: bodies end without a line break, so the next header stands on a line with the rest of a body.
 */
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-languageserver/node';

/** Bytes of a message that make no sense: ten times the largest file that is read, as JSON. */
const MOST_BYTES = 1 << 30;
/** Bytes of a header that is none. */
const MOST_HEADER = 1 << 16;

const HEADER_END = '\r\n\r\n';
const LENGTH = /content-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/gi;

export class FramedReader extends AbstractMessageReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Bytes of the body that is being received; `undefined` while a header is. */
  private length: number | undefined;

  constructor(private readonly stream: NodeJS.ReadableStream) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const take = (data: Buffer | string): void => {
      const chunk = typeof data === 'string' ? Buffer.from(data) : data;
      this.chunks.push(chunk);
      this.size += chunk.length;
      for (let message = this.next(); message !== undefined; message = this.next())
        this.hand(message, callback);
    };
    this.stream.on('data', take);
    this.stream.on('error', (error) => this.fireError(error));
    this.stream.on('close', () => this.fireClose());
    return { dispose: () => void this.stream.off('data', take) };
  }

  /** The next whole body; whatever is broken before it is reported and left out. */
  private next(): string | undefined {
    while (this.length === undefined) {
      const bytes = this.together();
      const end = bytes.indexOf(HEADER_END);
      if (end < 0) {
        // What is no header is not collected for ever; its end may be the beginning of one.
        if (bytes.length > MOST_HEADER) this.keep(bytes.subarray(-MOST_HEADER / 2));
        return undefined;
      }
      this.keep(bytes.subarray(end + HEADER_END.length));
      const header = bytes.toString('latin1', 0, end);
      // The last one counts: before it there may be the rest of a body whose length was wrong.
      const length = Number([...header.matchAll(LENGTH)].at(-1)?.[1] ?? Number.NaN);
      if (length <= MOST_BYTES) this.length = length;
      else this.fireError(new Error(`a header without a length: ${header.slice(-200)}`));
    }
    if (this.size < this.length) return undefined;
    const bytes = this.together();
    const body = bytes.toString('utf8', 0, this.length);
    this.keep(bytes.subarray(this.length));
    this.length = undefined;
    return body;
  }

  private hand(body: string, callback: DataCallback): void {
    try {
      callback(JSON.parse(body) as Message);
    } catch (error) {
      this.fireError(error);
    }
  }

  private together(): Buffer {
    const bytes = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
    this.keep(bytes);
    return bytes;
  }

  private keep(bytes: Buffer): void {
    this.chunks = [bytes];
    this.size = bytes.length;
  }
}
