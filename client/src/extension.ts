/** The extension: starts the language server and shows what it says. Everything else is the server's. */
import * as vscode from 'vscode';
import { checkAgainst, endCheckAgainst } from './against';
import { Coexist } from './coexist';
import { Control } from './control';
import { fixAll, MENDED, MendedTexts } from './fixAll';
import { showMatrix } from './matrixPanel';
import { OPEN_DOCUMENT, openDocument } from './places';
import { type References, showReferences } from './references';
import { ReportPanels } from './reportPanel';
import { StatusItem, showDetails } from './statusItem';
import { isAgainst } from './statusText';
import { ChosenViews, switchView } from './views';

let control: Control | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('seL4 names for Rust', { log: true });
  const status = new StatusItem();
  const coexist = new Coexist();
  const reports = new ReportPanels(context.workspaceState);
  const mended = new MendedTexts();
  const chosen = new ChosenViews(context.workspaceState);
  const server = new Control({
    server: context.asAbsolutePath('dist/kaal-sel4.js'),
    output,
    coexist,
    views: () => chosen.all(),
    onState: (state) => {
      status.show(state);
      reports.follow(server.running);
      // The way back is offered where there is one.
      const against = isAgainst(state);
      void vscode.commands.executeCommand('setContext', 'kaalSel4.checkingAgainst', against);
    },
    onReportChanged: (params) => reports.changed(params),
  });
  control = server;

  /** Runs what needs the server; before it is up the details say why not. */
  const withServer = async (action: (client: NonNullable<Control['running']>) => Promise<unknown>) => {
    if (server.running === undefined) return showDetails(status.state);
    // A server that ends meanwhile is started again, and the status item says so: no message pops up.
    await action(server.running).catch((error) =>
      output.warn(`A command did not come through: ${String(error)}`),
    );
  };
  const commands: Record<string, (...given: never[]) => unknown> = {
    'kaalSel4.restart': () => server.restart(),
    'kaalSel4.switchView': () => withServer((client) => switchView(client, chosen)),
    'kaalSel4.checkAgainst': () => withServer((client) => checkAgainst(client)),
    'kaalSel4.endCheckAgainst': () => withServer((client) => endCheckAgainst(client)),
    'kaalSel4.checkWorkspace': () =>
      withServer((client) => client.sendRequest('kaalSel4/checkWorkspace', {})),
    'kaalSel4.fixAll': () => withServer((client) => fixAll(client, mended)),
    'kaalSel4.showMatrix': () => withServer((client) => showMatrix(client)),
    'kaalSel4.showReport': () => withServer((client) => reports.show(client)),
    'kaalSel4.showReferences': (...given: References) =>
      withServer((client) => showReferences(client, given)),
    [OPEN_DOCUMENT]: (...given: [unknown, unknown]) => openDocument(...given),
    'kaalSel4.showStatus': () => showDetails(status.state),
    'kaalSel4.showLog': () => output.show(true),
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/Cargo.toml', false, true, true);
  /** Something may have come that makes a server useful; a running one looks after itself. */
  const reconsider = () => {
    if (server.running === undefined && status.state.kind === 'none') void server.restart();
  };
  context.subscriptions.push(
    output,
    status,
    watcher,
    ...Object.entries(commands).map(([name, action]) => vscode.commands.registerCommand(name, action)),
    vscode.workspace.registerTextDocumentContentProvider(MENDED, mended),
    watcher.onDidCreate(reconsider),
    vscode.workspace.onDidChangeWorkspaceFolders(reconsider),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (document.languageId === 'rust') reconsider();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => status.show()),
    vscode.languages.onDidChangeDiagnostics((event) => coexist.refresh(event.uris)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('kaalSel4.diagnostics.rustAnalyzer')) coexist.refreshAll();
    }),
  );
  void server.restart();
}

export async function deactivate(): Promise<void> {
  await control?.stop();
}
