/** Requests about names: a file for each of them. */
import type { Asking } from './ask';
import { registerDefinition } from './definition';
import { registerHover } from './hover';
import { registerReferences } from './references';
import { registerRename } from './rename';
import { registerVirtualDocuments } from './virtualDocuments';

export function registerLanguage(asking: Asking): void {
  registerHover(asking);
  registerDefinition(asking);
  registerReferences(asking);
  registerRename(asking);
  registerVirtualDocuments(asking);
}
