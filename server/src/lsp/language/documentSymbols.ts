/** `textDocument/documentSymbol`, in documents that stand for snapshots: of other files rust-analyzer has the outline. */
import { type DocumentSymbol, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import type { DocumentNode } from '../../bindings/document';
import { type Asking, inDocument, type Question } from './ask';

const kinds: Readonly<Record<DocumentNode['kind'], SymbolKind>> = {
  module: SymbolKind.Module,
  function: SymbolKind.Function,
  method: SymbolKind.Method,
  struct: SymbolKind.Struct,
  union: SymbolKind.Struct,
  enum: SymbolKind.Enum,
  variant: SymbolKind.EnumMember,
  trait: SymbolKind.Interface,
  alias: SymbolKind.TypeParameter,
  type: SymbolKind.TypeParameter,
  const: SymbolKind.Constant,
  static: SymbolKind.Constant,
  macro: SymbolKind.Function,
  macroDefinition: SymbolKind.Function,
  macroCall: SymbolKind.Function,
  primitive: SymbolKind.Struct,
  reexport: SymbolKind.Namespace,
  use: SymbolKind.Namespace,
  externCrate: SymbolKind.Namespace,
  impl: SymbolKind.Object,
  broken: SymbolKind.Null,
};

export function registerDocumentSymbols(asking: Asking): void {
  asking.connection.onDocumentSymbol(
    ({ textDocument }, token): Promise<DocumentSymbol[] | SymbolInformation[] | null> =>
      inDocument(asking, textDocument, token, (question) => {
        const nodes = question.features.documentSymbols(question.path);
        if (nodes === undefined) return undefined;
        return question.session.client.language.hierarchicalSymbols
          ? nodes.flatMap((node) => symbolOf(question, node, undefined))
          : nodes.flatMap((node) => flat(question, textDocument.uri, node, undefined));
      }),
  );
}

/** Functions among the members of an impl or trait are methods to a reader. */
function kindOf({ kind }: DocumentNode, parent: DocumentNode | undefined): SymbolKind {
  const isMember = parent?.kind === 'impl' || parent?.kind === 'trait';
  return kinds[isMember && kind === 'function' ? 'method' : kind];
}

function symbolOf(
  question: Question,
  node: DocumentNode,
  parent: DocumentNode | undefined,
): DocumentSymbol[] {
  const { places, path } = question;
  const range = places.range(path, node.start, node.end);
  const selectionRange = places.range(path, ...node.at);
  if (range === undefined || selectionRange === undefined) return [];
  const children = node.children.flatMap((child) => symbolOf(question, child, node));
  return [{ name: node.name, kind: kindOf(node, parent), range, selectionRange, children }];
}

/** For clients that know no tree: one name after the other. */
function flat(
  question: Question,
  uri: string,
  node: DocumentNode,
  parent: DocumentNode | undefined,
): SymbolInformation[] {
  const range = question.places.range(question.path, node.start, node.end);
  if (range === undefined) return [];
  const own = {
    name: node.name,
    kind: kindOf(node, parent),
    location: { uri, range },
    ...(parent ? { containerName: parent.name } : {}),
  };
  return [own, ...node.children.flatMap((child) => flat(question, uri, child, node))];
}
