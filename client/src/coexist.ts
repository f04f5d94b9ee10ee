/** Lets our diagnostics step back where rust-analyzer's or cargo's already stand. */
import * as vscode from 'vscode';
import { beside, type Coexistence } from './stepBack';

type Show = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

interface Shown {
  readonly own: readonly vscode.Diagnostic[];
  readonly show: Show;
  /** What was shown, to see whether showing again changes anything. */
  content: string;
}

export class Coexist {
  private readonly files = new Map<string, Shown>();

  /** Takes diagnostics on their way from the server to the editor. */
  handle(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], show: Show): void {
    const key = uri.toString();
    const shown: Shown = { own: diagnostics, show, content: '' };
    if (diagnostics.length === 0) this.files.delete(key);
    else this.files.set(key, shown);
    this.show(uri, shown, true);
  }

  /** Others changed theirs: ours may come forward again or step back. */
  refresh(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      const shown = this.files.get(uri.toString());
      if (shown !== undefined) this.show(uri, shown, false);
    }
  }

  refreshAll(): void {
    this.refresh([...this.files.keys()].map((key) => vscode.Uri.parse(key)));
  }

  /** The server has gone, and its diagnostics with it. */
  forget(): void {
    this.files.clear();
  }

  private show(uri: vscode.Uri, shown: Shown, always: boolean): void {
    const setting = vscode.workspace
      .getConfiguration('kaalSel4', uri)
      .get<Coexistence>('diagnostics.rustAnalyzer', 'stepBack');
    const visible = beside(shown.own, vscode.languages.getDiagnostics(uri), setting, restated);
    const content = JSON.stringify(visible.map(({ range, message }) => [range, message]));
    if (!always && content === shown.content) return;
    shown.content = content;
    shown.show(uri, visible);
  }
}

function restated(diagnostic: vscode.Diagnostic, message: string): vscode.Diagnostic {
  return Object.assign(Object.create(Object.getPrototypeOf(diagnostic)), diagnostic, { message });
}
