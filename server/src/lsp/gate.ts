/**
 * What of a client's messages the protocol allows, and when (LSP 3.17). The library behind it takes for granted that a
 * client keeps to the rules; what does not is answered here, and never reaches it.
 */
import {
  type DataCallback,
  type Disposable,
  ErrorCodes,
  type LSPErrorCodes,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver';

type Id = string | number;

/** As it comes: anything that is JSON. */
interface Raw {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A reader in front of another one: it hands on what may be handed on. Answers go to `writer`. */
export class Gate implements MessageReader {
  /** `new` until `initialize` has come, `down` from `shutdown` on. */
  private state: 'new' | 'up' | 'down' = 'new';

  constructor(
    private readonly inner: MessageReader,
    private readonly writer: MessageWriter,
  ) {}

  /** Whether the client has said `shutdown`: then its going is no accident ("Exit Notification"). */
  get isDown(): boolean {
    return this.state === 'down';
  }

  readonly onError: MessageReader['onError'] = (...args) => this.inner.onError(...args);
  readonly onClose: MessageReader['onClose'] = (...args) => this.inner.onClose(...args);
  readonly onPartialMessage: MessageReader['onPartialMessage'] = (...args) =>
    this.inner.onPartialMessage(...args);

  listen(callback: DataCallback): Disposable {
    this.inner.onError((error) => {
      // JSON-RPC 2.0, "Error object". What is wrong in a header has nobody to be told to ("Header Part").
      if (error instanceof SyntaxError)
        this.refuse(null, ErrorCodes.ParseError, `This is no JSON: ${error.message}`);
    });
    return this.inner.listen((message) => {
      const fit = this.fitting(message);
      if (fit !== undefined) callback(fit);
    });
  }

  dispose(): void {
    this.inner.dispose();
  }

  /** The message, if it may be handed on; else it has been answered or, as a notification, forgotten. */
  private fitting(message: unknown): Message | undefined {
    if (typeof message !== 'object' || message === null || Array.isArray(message)) {
      const what = Array.isArray(message) ? 'A batch of messages' : 'What is no object';
      return this.refuse(null, ErrorCodes.InvalidRequest, `${what} is no message of this protocol.`);
    }
    const { id, method, params, result, error } = message as Raw;
    const known = isId(id) ? id : null;
    if (method === undefined && isId(id) && (result !== undefined || error !== undefined))
      return message as Message;
    if (typeof method !== 'string' || !(id === undefined || isId(id)))
      return this.refuse(
        known,
        ErrorCodes.InvalidRequest,
        'A message has a method, and an id that is a string or a number.',
      );
    // "Request Message": `params?: array | object`; clients send null where there are none.
    if (params !== undefined && typeof params !== 'object')
      return known === null
        ? undefined
        : this.refuse(
            known,
            ErrorCodes.InvalidRequest,
            `The parameters of ${method} are neither an object nor a list.`,
          );
    if (known === null) return this.notification(method, params) ? (message as Message) : undefined;
    if (!this.request(known, method, params)) return undefined;
    // The library reads a token for progress in them, whatever they are.
    return (params === null ? { ...message, params: {} } : message) as Message;
  }

  private request(id: Id, method: string, params: unknown): boolean {
    if (this.state === 'new' && method !== 'initialize') {
      // "Initialize Request"
      this.refuse(id, ErrorCodes.ServerNotInitialized, 'The server waits for `initialize`.');
      return false;
    }
    if (this.state === 'down') {
      // "Shutdown Request"
      this.refuse(id, ErrorCodes.InvalidRequest, 'The server is shutting down.');
      return false;
    }
    if (method === 'initialize' && !hasCapabilities(params)) {
      // They are required ("Initialize Request"), and the library falls over without them.
      this.refuse(id, ErrorCodes.InvalidParams, '`initialize` comes with `capabilities`.');
      return false;
    }
    this.state = method === 'shutdown' ? 'down' : 'up';
    return true;
  }

  private notification(method: string, params: unknown): boolean {
    if (method === 'exit') return true;
    // "Cancellation Support": without the id of a request there is nothing to cancel.
    if (method === '$/cancelRequest' && !isId((params as { id?: unknown } | null | undefined)?.id))
      return false;
    return this.state === 'up';
  }

  private refuse(id: Id | null, code: ErrorCodes | LSPErrorCodes, text: string): undefined {
    const answer = { jsonrpc: '2.0', id, error: { code, message: text } };
    this.writer.write(answer).catch(() => {});
  }
}

function hasCapabilities(params: unknown): boolean {
  const capabilities = (params as { capabilities?: unknown } | null | undefined)?.capabilities;
  return typeof capabilities === 'object' && capabilities !== null;
}

function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number';
}
