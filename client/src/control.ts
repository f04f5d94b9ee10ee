/** Starting and stopping the language server. */
import type * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, State, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions, ReportChangedParams, StatusParams } from '../../server/src/lsp/protocol';
import { hasCargo } from './cargo';
import { Coalesced } from './coalesced';
import type { Coexist } from './coexist';
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

  constructor(private readonly options: ControlOptions) {}

  /** The running client, or `undefined` before it is up. */
  get running(): LanguageClient | undefined {
    return this.client?.isRunning() === true ? this.client : undefined;
  }

  /** Starts the server if there is something for it to do; what runs is stopped before. */
  restart(): Promise<void> {
    this.wanted = true;
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
      await old.dispose(2_000).catch((error) => output.warn(`The server did not stop: ${String(error)}`));
    }
    if (!this.wanted) return;
    if (!(await hasCargo())) {
      onState({ kind: 'none', why: 'No Cargo.toml in or above this workspace' });
      return;
    }
    onState({ kind: 'starting' });
    const client = this.made();
    try {
      client.onNotification('kaalSel4/status', (status: StatusParams) =>
        onState({ kind: 'running', status }),
      );
      client.onNotification('kaalSel4/reportChanged', this.options.onReportChanged);
      await client.start();
      this.client = client;
      // The client restarts a server that crashed, but not for ever.
      client.onDidChangeState(({ newState }) => {
        if (this.client === client && newState === State.Stopped) {
          onState({ kind: 'failed', why: 'The server stopped; the log says why. Restart it to try again.' });
        }
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      output.error(`The server could not be started: ${why}`);
      onState({ kind: 'failed', why });
      await client.dispose(0).catch(() => {});
    }
  }

  private made(): LanguageClient {
    const { server, output, coexist, views } = this.options;
    const initializationOptions: InitializationOptions = {
      diagnostics: 'push',
      views: views(),
      showReferences: true,
    };
    const clientOptions: LanguageClientOptions = {
      documentSelector: [
        { scheme: 'file', language: 'rust' },
        { scheme: 'file', pattern: '**/Cargo.toml' },
      ],
      outputChannel: output,
      initializationOptions,
      connectionOptions: { maxRestartCount: 3 },
      middleware: { handleDiagnostics: (uri, diagnostics, next) => coexist.handle(uri, diagnostics, next) },
    };
    const module = { module: server, args: ['lsp'], transport: TransportKind.ipc };
    return new LanguageClient(
      id,
      'seL4 names for Rust',
      { run: module, debug: { ...module, options: { execArgv: ['--nolazy', '--inspect=6019'] } } },
      clientOptions,
    );
  }
}
