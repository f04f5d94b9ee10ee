/** The integration report in a web view, one for each workspace root: it follows what is typed. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type {
  PlaceInDocument,
  ReportChangedParams,
  ReportParams,
  ReportResult,
  ViewsResult,
} from '../../server/src/lsp/protocol';
import { Coalesced } from './coalesced';
import { openPlace } from './places';
import { pickRoot } from './views';

type Marks = Record<string, ReportResult['roots'][number]['mark']>;

/** What the page asks for: a link was clicked, or a button, or it has just been loaded. */
type Message = PlaceInDocument | { readonly action: 'ready' | 'plan' | 'remember' | 'fixAll' };

export class ReportPanels {
  private readonly panels = new Map<string, ReportPanel>();
  private client: LanguageClient | undefined;

  /** `memory` keeps the newest report of each root: it is what the panel opened next is held against. */
  constructor(private readonly memory: vscode.Memento) {}

  /** Asks for a root (where there are several) and shows its report. */
  async show(client: LanguageClient): Promise<void> {
    const { roots } = await client.sendRequest<ViewsResult>('kaalSel4/views', {});
    const root = roots.length > 1 ? await pickRoot(roots) : roots[0];
    if (root === undefined) return;
    const known = this.panels.get(root.root);
    if (known !== undefined) return known.reveal();
    const panel = new ReportPanel(root.root, root.name, {
      client: () => this.client,
      since: () => this.memory.get<Marks>('reports', {})[root.root],
      keep: (mark) =>
        void this.memory.update('reports', { ...this.memory.get<Marks>('reports', {}), [root.root]: mark }),
      closed: () => this.panels.delete(root.root),
    });
    this.panels.set(root.root, panel);
    this.client = client;
    await panel.open();
  }

  /** A report is no longer true. */
  changed({ root }: ReportChangedParams): void {
    this.panels.get(root)?.refresh();
  }

  /** Another server may be running: what it shows of a workspace has to be asked for again. */
  follow(client: LanguageClient | undefined): void {
    if (client === undefined || client === this.client) return;
    this.client = client;
    for (const panel of this.panels.values()) panel.refresh();
  }
}

interface PanelOptions {
  client(): LanguageClient | undefined;
  since(): unknown;
  keep(mark: Marks[string]): void;
  closed(): void;
}

class ReportPanel {
  private readonly panel: vscode.WebviewPanel;
  /** The earlier report that it is held against. */
  private against: unknown;
  private mark: Marks[string] | undefined;
  private newest: { readonly body: string; readonly news: string } | undefined;
  private plan = true;
  private closed = false;
  private readonly work = new Coalesced(() => this.update());

  constructor(
    private readonly root: string,
    name: string,
    private readonly options: PanelOptions,
  ) {
    this.against = options.since();
    this.panel = vscode.window.createWebviewPanel(
      'kaalSel4.report',
      `seL4 integration of ${name}`,
      vscode.ViewColumn.Active,
      // The page brings its own policy: a script and a style with the nonce, and nothing else.
      { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
    );
    this.panel.webview.onDidReceiveMessage((message: Message) => this.told(message));
    this.panel.onDidDispose(() => {
      this.closed = true;
      options.closed();
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Asks for the whole page. */
  async open(): Promise<void> {
    const nonce = randomBytes(16).toString('base64');
    const options = { location: vscode.ProgressLocation.Window, title: 'seL4 names: report' };
    const answer = await vscode.window.withProgress(options, () => this.ask({ page: { nonce }, plan: true }));
    if (answer?.page !== undefined && !this.closed) this.panel.webview.html = answer.page;
    else this.panel.dispose();
  }

  /** Something has changed; what comes in one after the other is asked for once. */
  refresh(): void {
    if (this.panel.webview.html === '') return;
    this.plan = false;
    this.work.run().catch(() => {});
  }

  private async update(): Promise<void> {
    const answer = await this.ask({ body: true, plan: this.plan });
    if (answer?.body === undefined || this.closed) return;
    this.newest = { body: answer.body, news: answer.news };
    await this.panel.webview.postMessage(this.newest);
  }

  private async ask(params: ReportParams): Promise<ReportResult['roots'][number] | undefined> {
    const client = this.options.client();
    const request: ReportParams = {
      ...params,
      root: this.root,
      watch: true,
      ...(this.against === undefined ? {} : { since: this.against }),
    };
    const answer = await client?.sendRequest<ReportResult>('kaalSel4/report', request);
    const [own] = answer?.roots ?? [];
    if (own === undefined) return undefined;
    this.mark = own.mark;
    this.options.keep(own.mark);
    this.against ??= own.mark;
    return own;
  }

  private async told(message: Message): Promise<void> {
    const client = this.options.client();
    if (!('action' in message)) {
      if (client !== undefined) await openPlace(client, message);
      return;
    }
    switch (message.action) {
      case 'ready':
        // A page that was hidden is loaded again as it was when it was opened.
        if (this.newest !== undefined) await this.panel.webview.postMessage(this.newest);
        return;
      case 'fixAll':
        await vscode.commands.executeCommand('kaalSel4.fixAll');
        return;
      case 'plan':
        this.plan = true;
        await this.work.run();
        return;
      case 'remember':
        this.against = this.mark;
        await this.work.run();
    }
  }
}
