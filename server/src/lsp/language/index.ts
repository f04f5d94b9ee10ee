/** Requests about names: a file for each of them. */
import type { Asking } from './ask';
import { registerCodeLens } from './codeLens';
import { registerCompletion } from './completion';
import { registerDefinition } from './definition';
import { registerDocumentLinks } from './documentLinks';
import { registerDocumentSymbols } from './documentSymbols';
import { registerHover } from './hover';
import { registerInlayHints } from './inlayHints';
import { registerReferences } from './references';
import { registerRename } from './rename';
import { registerSignatureHelp } from './signatureHelp';
import { registerVirtualDocuments } from './virtualDocuments';
import { registerWorkspaceSymbols } from './workspaceSymbols';

export function registerLanguage(asking: Asking): void {
  registerHover(asking);
  registerDefinition(asking);
  registerReferences(asking);
  registerRename(asking);
  registerCodeLens(asking);
  registerCompletion(asking);
  registerDocumentLinks(asking);
  registerDocumentSymbols(asking);
  registerInlayHints(asking);
  registerSignatureHelp(asking);
  registerWorkspaceSymbols(asking);
  registerVirtualDocuments(asking);
}
