/** The outline of a document that stands for a snapshot. Of files rust-analyzer gives one. */
import type { DocumentNode } from '../bindings/document';
import { nodesOfDocument } from '../query';
import type { FeatureContext } from './context';

/** Names of a document, outermost first, each with those that stand in it; `undefined` for files. */
export function documentSymbols(
  { world }: FeatureContext,
  path: string,
): readonly DocumentNode[] | undefined {
  return nodesOfDocument(world, path);
}
