/** `workspace/symbol` */
import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import type { SymbolKind as Kind } from '../../features/workspaceSymbols';
import { type Asking, readySession } from './ask';
import { locationOf } from './locations';

const kinds: Readonly<Record<Kind, SymbolKind>> = {
  constant: SymbolKind.Constant,
  type: SymbolKind.Struct,
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  module: SymbolKind.Module,
};

export function registerWorkspaceSymbols(asking: Asking): void {
  asking.connection.onWorkspaceSymbol(async ({ query }, token): Promise<WorkspaceSymbol[]> => {
    const session = await readySession(asking, token);
    const found = new Map<string, WorkspaceSymbol>();
    for (const unit of session.units?.all() ?? []) {
      const { features } = unit.query;
      const question = { session, unit, features, path: unit.root, places: session.placesIn(unit) };
      for (const { name, kind, container, place } of features.workspaceSymbols(String(query ?? ''))) {
        const location = locationOf(question, place);
        if (!location) continue;
        // Two workspaces may look at the same bindings.
        const key = `${location.uri}:${location.range.start.line}:${location.range.start.character}:${name}`;
        found.set(key, {
          name,
          kind: kinds[kind],
          location,
          ...(container === '' ? {} : { containerName: container }),
        });
      }
    }
    return [...found.values()];
  });
}
