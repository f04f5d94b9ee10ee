/** What is said of mending everything, and how it is shown for a look. */
import type { WorkspaceEdit } from 'vscode-languageclient';
import type { FixAllAnswer } from '../../server/src/lsp/protocol';

type Left = FixAllAnswer['roots'][number]['left'];

/** How many files an edit writes. */
export function filesIn({ documentChanges, changes }: WorkspaceEdit): number {
  return documentChanges?.length ?? Object.keys(changes ?? {}).length;
}

/** What needs a person, in one sentence. */
export function leftSentence(left: Left): string {
  const [first] = left;
  if (first === undefined) return 'Nothing else needs mending';
  const more = left.length > 1 ? `, and ${left.length - 1} more` : '';
  return `Left to you: ${first.name} (${first.reason})${more}`;
}

/** Why there is nothing to write, as the rest of a sentence. */
export function whyNothing(left: Left, broken: string | undefined): string {
  if (broken !== undefined) return `nothing was changed, because the result would not be right: ${broken}`;
  const [first] = left;
  if (first === undefined) return 'there is nothing to mend';
  const more = left.length > 1 ? `, and ${left.length - 1} more` : '';
  return `nothing can be mended without you: \`${first.name}\` (${first.reason})${more}`;
}

/** Group of all edits of a preview. */
const ALL = 'kaalSel4.all';

/**
 * The same edit, for which the editor opens its preview and waits: it ticks nothing there by itself, so that all of it
 * stands under one tick.
 */
export function toBeTicked(edit: WorkspaceEdit, mended: number): WorkspaceEdit {
  const label = `Mend ${mended} seL4 ${mended === 1 ? 'name' : 'names'}`;
  return {
    documentChanges: (edit.documentChanges ?? []).map((change) =>
      'textDocument' in change
        ? { ...change, edits: change.edits.map((one) => ({ ...one, annotationId: ALL })) }
        : change,
    ),
    changeAnnotations: {
      [ALL]: { label, needsConfirmation: true, description: 'Tick what is to be written, then Apply' },
    },
  };
}
