/** What is shown beside a completed name, and what is written beside it: asked for one item at a time. */
import type { PlacedEdit } from '../fix/fix';
import { placeOfDefinition } from '../resolve/query';
import type { CompletionItem } from './completion';
import { importEdits } from './completionImports';
import type { FeatureContext } from './context';
import { codeOf } from './describe';
import type { Hover } from './hover';
import { subjectOf } from './subject';

export interface CompletionDetails {
  /** Rust text of the definition in one line. */
  readonly detail: string;
  /** What a hover on the name would say, without its code and the way to it. */
  readonly hover: Hover;
  /** The `use` that brings it in. */
  readonly edits: readonly PlacedEdit[];
}

export function completionDetails(context: FeatureContext, item: CompletionItem): CompletionDetails {
  const { target, importing } = item;
  const { definition, member } = target;
  const [line = ''] = codeOf(context, definition, member).split('\n');
  const place = placeOfDefinition(context.world, definition, member) ?? { file: '', start: 0, end: 0 };
  const subject = { ...subjectOf(context, target, []), code: '', chain: [] };
  return {
    detail: line.replace(/ \{$/, ''),
    hover: { place, subjects: [subject] },
    edits: importing ? importEdits(context, importing) : [],
  };
}
