/** What the client can do with answers about names. */
import type { ClientCapabilities } from 'vscode-languageserver';

export interface LanguageSupport {
  /** Hovers and documentation may be Markdown. */
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  readonly markdownSignature: boolean;
  /** `LocationLink`, with the range of the name that one came from. */
  readonly links: boolean;
  /** Parts of a signature may be given by offsets in its label. */
  readonly labelOffsets: boolean;
  readonly activeParameter: boolean;
  readonly snippets: boolean;
  /** Completion items take another text when they are inserted and when they replace. */
  readonly insertReplace: boolean;
  /** Edits beside the completed name (`use` declarations) may come later. */
  readonly lateEdits: boolean;
  /** Makes edits that the server sends when a command is run. */
  readonly editsFromServer: boolean;
  /** Asks whether something can be renamed before it asks for the name. */
  readonly prepareRename: boolean;
  /** Files can be moved by an edit. */
  readonly moves: boolean;
  /** Opens documents of our scheme itself (`workspace/textDocumentContent`, LSP 3.18). */
  readonly virtualDocuments: boolean;
  /** Places of workspace symbols may come later. */
  readonly lateSymbols: boolean;
  /** Takes symbols of a document as a tree. */
  readonly hierarchicalSymbols: boolean;
  readonly refreshLenses: boolean;
  readonly refreshHints: boolean;
  /** Has the command that shows a list of places (our own client). */
  readonly showReferences: boolean;
  /** Command that opens the help on parameters (our own client). */
  readonly parameterHints: string | undefined;
  /** Command that opens a virtual document at a line (our own client). */
  readonly openDocument: string | undefined;
}

/** Reads it out of `initialize`; what is absent or malformed is not supported. */
export function readLanguageSupport(
  { textDocument, workspace }: ClientCapabilities,
  options: Readonly<Record<string, unknown>>,
): LanguageSupport {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const { completion, signatureHelp } = textDocument ?? {};
  const item = completion?.completionItem;
  const information = signatureHelp?.signatureInformation;
  return {
    markdownHover: list(textDocument?.hover?.contentFormat).includes('markdown'),
    markdownCompletion: list(item?.documentationFormat).includes('markdown'),
    markdownSignature: list(information?.documentationFormat).includes('markdown'),
    links: textDocument?.definition?.linkSupport === true,
    labelOffsets: information?.parameterInformation?.labelOffsetSupport === true,
    activeParameter: information?.activeParameterSupport === true,
    snippets: item?.snippetSupport === true,
    insertReplace: item?.insertReplaceSupport === true,
    lateEdits: list(item?.resolveSupport?.properties).includes('additionalTextEdits'),
    editsFromServer: workspace?.applyEdit === true && workspace.executeCommand !== undefined,
    prepareRename: textDocument?.rename?.prepareSupport === true,
    moves:
      workspace?.workspaceEdit?.documentChanges === true &&
      list(workspace.workspaceEdit.resourceOperations).includes('rename'),
    virtualDocuments:
      typeof workspace?.textDocumentContent === 'object' && workspace.textDocumentContent !== null,
    lateSymbols: list(workspace?.symbol?.resolveSupport?.properties).includes('location.range'),
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    refreshLenses: workspace?.codeLens?.refreshSupport === true,
    refreshHints: workspace?.inlayHint?.refreshSupport === true,
    showReferences: options.showReferences === true,
    parameterHints: typeof options.parameterHints === 'string' ? options.parameterHints : undefined,
    openDocument: typeof options.openDocument === 'string' ? options.openDocument : undefined,
  };
}
