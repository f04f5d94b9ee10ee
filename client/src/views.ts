/** Choosing the view, and remembering what was chosen. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { SetViewParams, ViewChoice, ViewsResult } from '../../server/src/lsp/protocol';
import type { ViewRequest } from '../../server/src/project/model';
import { viewLabel } from './statusText';

type Views = Record<string, ViewRequest>;

/** Views chosen by hand are kept with the workspace, not in its settings: nothing is written into the folder. */
export class ChosenViews {
  constructor(private readonly memory: vscode.Memento) {}

  all(): Views {
    return this.memory.get<Views>('views', {});
  }

  async set(root: string, view: ViewRequest | null): Promise<void> {
    const { [root]: _old, ...others } = this.all();
    await this.memory.update('views', view === null ? others : { ...others, [root]: view });
  }
}

/** Asks for a root (where there are several) and a view, and sets it. */
export async function switchView(client: LanguageClient, chosen: ChosenViews): Promise<void> {
  const { roots } = await client.sendRequest<ViewsResult>('kaalSel4/views', {});
  const root = roots.length > 1 ? await pickRoot(roots) : roots[0];
  if (root === undefined) return;
  const items = root.choices.map((choice) => ({ ...pickItem(choice), choice }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `View of ${root.name}`,
    placeHolder: `Now ${viewLabel(root.view)}: ${root.view.evidence}`,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const params: SetViewParams = { root: root.root, view: picked.choice.view };
  await chosen.set(root.root, params.view);
  await client.sendRequest('kaalSel4/setView', params);
}

/** Asks which root is meant. */
export async function pickRoot(
  roots: ViewsResult['roots'],
): Promise<ViewsResult['roots'][number] | undefined> {
  const items = roots.map((root) => ({ label: root.name, description: viewLabel(root.view), root }));
  return (await vscode.window.showQuickPick(items, { title: 'Which workspace?' }))?.root;
}

function pickItem({ label, detail }: ViewChoice): vscode.QuickPickItem {
  return detail === undefined ? { label } : { label, detail };
}
