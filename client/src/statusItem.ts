/** The status item, and the details behind it. */
import * as vscode from 'vscode';
import { allDetailLines, isAgainst, type ServerState, statusText } from './statusText';

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const;

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('kaalSel4.status', [
    { language: 'rust' },
    { pattern: '**/Cargo.toml' },
  ]);
  state: ServerState = { kind: 'starting' };

  constructor() {
    this.item.name = 'seL4 names';
    this.show(this.state);
  }

  /** Shows a state; called again without one when another editor became active. */
  show(state: ServerState = this.state): void {
    this.state = state;
    const { text, detail, busy, severity } = statusText(state, this.activeRoot());
    this.item.text = text;
    this.item.detail = detail;
    this.item.busy = busy;
    this.item.command = isAgainst(state, this.activeRoot())
      ? { title: 'Back to own bindings', command: 'kaalSel4.endCheckAgainst' }
      : { title: 'Details', command: 'kaalSel4.showStatus' };
    this.item.severity = severities[severity];
    this.item.accessibilityInformation = { label: `${text}. ${detail}` };
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Root of the active document: the innermost that holds it. */
  private activeRoot(): string | undefined {
    const document = vscode.window.activeTextEditor?.document.uri.toString();
    if (document === undefined || this.state.kind !== 'running') return undefined;
    const roots = (this.state.status?.roots ?? []).map((root) => root.root);
    const around = roots.filter((root) => document.startsWith(`${vscode.Uri.parse(root).toString()}/`));
    return around.sort((a, b) => b.length - a.length)[0];
  }
}

/** Details as a list to pick from: facts first, then what can be done. */
export async function showDetails(state: ServerState): Promise<void> {
  type Item = vscode.QuickPickItem & { readonly command?: string };
  const items: Item[] = [];
  if (state.kind === 'running' && state.status !== undefined && state.status.failure === undefined) {
    items.push(...allDetailLines(state.status));
  }
  if (items.length === 0) {
    const { text, detail } = statusText(state);
    items.push({ label: text, detail });
  }
  items.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(isAgainst(state)
      ? [{ label: '$(discard) Back to own bindings', command: 'kaalSel4.endCheckAgainst' }]
      : []),
    { label: '$(eye) Switch view…', command: 'kaalSel4.switchView' },
    { label: '$(versions) Check against other bindings…', command: 'kaalSel4.checkAgainst' },
    { label: '$(check-all) Check workspace again', command: 'kaalSel4.checkWorkspace' },
    { label: '$(output) Show log', command: 'kaalSel4.showLog' },
    { label: '$(debug-restart) Restart the server', command: 'kaalSel4.restart' },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: 'seL4 names for Rust',
    placeHolder: 'What the server looks at, and what can be done',
    matchOnDetail: true,
  });
  if (picked?.command !== undefined) await vscode.commands.executeCommand(picked.command);
}
