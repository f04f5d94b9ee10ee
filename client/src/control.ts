/** Starting and stopping the language server. */
import type * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions, ReportChangedParams, StatusParams } from '../../server/src/lsp/protocol';
import { hasCargo } from './cargo';
import { Coalesced } from './coalesced';
import type { Coexist } from './coexist';
import { hoverBesideDiagnostics } from './hover';
import { OPEN_DOCUMENT } from './places';
import { Restarts } from './restarts';
import type { ServerState } from './statusText';

/** Also the section of the settings, so that `kaalSel4.trace.server` is found. */
const id = 'kaalSel4';

export interface ControlOptions {
  /** Path of the bundle that is the command line and the server. */
  readonly server: string;
  readonly output: vscode.LogOutputChannel;
  readonly coexist: Coexist;
  /** Views chosen earlier, by root. */
  readonly views: () => NonNullable<InitializationOptions['views']>;
  readonly onState: (state: ServerState) => void;
  readonly onReportChanged: (params: ReportChangedParams) => void;
}

export class Control {
  private client: LanguageClient | undefined;
  private wanted = true;
  private readonly coalesced = new Coalesced(() => this.cycle());
  private readonly restarts = new Restarts();

  constructor(private readonly options: ControlOptions) {}

  /** The running client, or `undefined` before it is up. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() === true ? this.client : undefined;
  }

  /** Starts the server if there is something for it to do; what runs is stopped before. */
  restart(): Promise<void> {
    this.wanted = true;
    this.restarts.forget();
    return this.coalesced.run();
  }

  stop(): Promise<void> {
    this.wanted = false;
    return this.coalesced.run();
  }

  private async cycle(): Promise<void> {
    const { onState, output, coexist } = this.options;
    const old = this.client;
    this.client = undefined;
    coexist.forget();
    if (old !== undefined) {
      // A server that hangs must not keep a new one from starting.
      await old.dispose(2_000);
    }
    if (!this.wanted) return;
    if (!(await hasCargo())) {
      onState({ kind: 'none', why: 'No Cargo.toml in or above this workspace' });
      return;
    }
    onState({ kind: 'starting' });
    let fail: (error: Error) => void = () => {};
    // `start` of a server that ends meanwhile may never come to an end itself.
    const gone = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const client: LanguageClient = this.made(() => {
      const why = new Error('it ended by itself');
      if (this.client === client) setTimeout(() => this.lost(client, why.message), 0);
      else fail(why);
    });
    try {
      client.onNotification('kaalSel4/status', (status: StatusParams) => {
        if (this.client === client || this.client === undefined) onState({ kind: 'running', status });
      });
      client.onNotification('kaalSel4/reportChanged', this.options.onReportChanged);
      await Promise.race([client.start(), gone]);
      this.client = client;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      output.error(`The server could not be started: ${why}`);
      await client.dispose(0);
      this.ended(why);
    }
  }

  /** The server of a client ended, unless another one has been started meanwhile. */
  private lost(client: LanguageClient, why: string): void {
    if (this.client === client) this.ended(why);
  }

  /**
   * A server ended by itself, or did not come up. Another one gets another client: that one knows what is open, set and
   * chosen by then, and nothing of the old one is left.
   */
  private ended(why: string): void {
    const { onState, output, coexist } = this.options;
    // What it had found is no longer shown.
    coexist.forget();
    if (!this.wanted) return;
    if (this.restarts.again()) {
      output.warn(`The server is started again: ${why}`);
      onState({ kind: 'starting' });
      void this.coalesced.run();
      return;
    }
    output.error(this.restarts.reason);
    onState({ kind: 'failed', why: this.restarts.reason });
  }

  /** A new client; `closed` is called when its server ends. */
  private made(closed: () => void): LanguageClient {
    const { server, output, coexist, views } = this.options;
    const initializationOptions: InitializationOptions = {
      diagnostics: 'push',
      views: views(),
      showReferences: true,
      parameterHints: 'editor.action.triggerParameterHints',
      openDocument: OPEN_DOCUMENT,
    };
    const clientOptions: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'rust' },
        // Documents that stand for bindings of which no file is on disk.
        { scheme: 'kaal-sel4', language: 'rust' },
        { scheme: 'file', pattern: '**/Cargo.toml' },
      ],
      outputChannel: output,
      initializationOptions,
      // `handled`: the status item tells, no message pops up.
      errorHandler: {
        // Writing to a server that has just ended fails; that it ended is told soon after. Shutting down would hide it.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed() {
          closed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationFailedHandler: () => false,
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => coexist.handle(uri, diagnostics, next),
        provideHover: (document, position, token) =>
          hoverBesideDiagnostics(client, document, position, token),
      },
    };
    const module = { module: server, args: ['lsp'], transport: TransportKind.ipc };
    const client = new QuietClient(
      id,
      'seL4 names for Rust',
      { run: module, debug: { ...module, options: { execArgv: ['--nolazy', '--inspect=6019'] } } },
      clientOptions,
    );
    return client;
  }
}

/** What the library would let pop up goes to the log alone: the status item tells. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
  /** Never fails: of a server that ended while it started, the library wants to be told and does not listen. */
  override async stop(timeout?: number): Promise<void> {
    await super.stop(timeout).catch((error) => this.warn(`The server did not stop: ${String(error)}`));
  }
}
